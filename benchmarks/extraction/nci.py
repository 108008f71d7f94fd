"""How well is read what drug pages of the US National Cancer Institute say of therapies?

    python benchmarks/extraction/nci.py [tune|held-out] [--misses]

Beside what people wrote down for each page and for each item of its list of uses (gold/nci-*.tsv),
and with the number of claims made on the pages of other drugs, where there should be none. The
pages are in the folder `nci` of the corpus. `--misses` lists what differs.

Each row of the gold standard is a page, the line at which an item starts (0 for what the page says
as a whole), a field and a value; values that are as good are separated by `|`. A value behind a
question mark may be read or not: it counts neither way. Names are compared without case, spaces
and punctuation; some are written with a space less, since no eight words of a page stand here.
"""

import argparse
import csv
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import immunograph
from immunograph.candidates.candidate import Amount, Candidate, Proposal
from immunograph.candidates.propose import propose
from immunograph.dataset import DataSet
from immunograph.mentions.find import find
from immunograph.names import key
from immunograph.pages.page import Kind, Page
from immunograph.pages.read import read
from immunograph.vocabulary import IG

HERE = Path(__file__).parent
OF_PAGE = ("antigen", "recruits", "brand", "approved", "modality")
OF_ITEM = ("condition", "population", "min_age", "max_age", "status", "stance")
_POPULATIONS = {"Adults": "adults", "Children": "children", "YoungAdults": "young adults"}
_STATUSES = {
    "Relapsed": "relapsed",
    "Refractory": "refractory",
    "NewlyDiagnosed": "newly diagnosed",
    "InRemission": "remission",
    "FirstCompleteRemission": "remission",
    "SecondCompleteRemission": "remission",
    "MinimalResidualDisease": "minimal residual disease",
}
_STANCES = {"Approved": "approved", "UnderStudy": "under study", "SourceReported": "reported"}
_UNITS = {"Year": "a", "Month": "mo", "Week": "wk", "Day": "d"}
# Where a field of a claim stands among the fields of the gold standard, and how its values read.
_FIELDS = {
    "population": ("population", _POPULATIONS),
    "diseaseStatus": ("status", _STATUSES),
    "stance": ("stance", _STANCES),
}
# The field of the gold standard for a kind of claim, and for the role of an antigen.
_KINDS = {"Branding": "brand", "Authorization": "approved", "Classification": "modality"}
_ROLES = {"DirectedTarget": "antigen", "EffectorRecruitment": "recruits"}

Row = tuple[str, int, str]  # page, line, field
_MAY_BE = "?"


@dataclass
class Score:
    """What was found and what was to be found."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was to be found that was."""
        return self.right / self.wanted if self.wanted else 1.0


def corpus() -> Path:
    """The folder of real pages."""
    named = os.environ.get("IMMUNOGRAPH_CORPUS")
    return Path(named) if named else Path(__file__).parents[3] / "shared" / "corpus"


def gold(part: str) -> dict[Row, list[list[str]]]:
    """What people wrote down: for each page, line and field the values, each with its like."""
    rows: dict[Row, list[list[str]]] = defaultdict(list)
    with (HERE / "gold" / f"nci-{part}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["field"] in {*OF_PAGE, *OF_ITEM}:
                at = (row["page"], int(row["line"]), row["field"])
                values = row["value"].removeprefix(_MAY_BE)
                may_be = [_MAY_BE] if row["value"].startswith(_MAY_BE) else []
                rows[at].append([*may_be, *(key(value) for value in values.split("|"))])
    return dict(rows)


def said(path: Path, dataset: DataSet) -> dict[Row, list[list[str]]]:
    """What the program reads from a page, in the form of the gold standard."""
    page = read(path)
    proposal = propose(page, find(page, dataset.names), dataset)
    rows: dict[Row, dict[str, list[str]]] = defaultdict(dict)
    for candidate in proposal.candidates:
        for line, name, spellings in _rows(page, proposal, candidate, dataset):
            rows[path.stem, line, name].setdefault(key(spellings[0]), [key(s) for s in spellings])
    rows.setdefault((path.stem, 0, "approved"), {"no": ["no"]})
    return {at: list(of.values()) for at, of in rows.items()}


def _rows(
    page: Page, proposal: Proposal, candidate: Candidate, dataset: DataSet
) -> Iterator[tuple[int, str, list[str]]]:
    if candidate.negated:
        return
    called = _called(candidate.object, proposal, dataset)
    of_page = _KINDS.get(candidate.kind, "")
    if candidate.kind == "TargetEngagement":
        roles = [str(role).removeprefix(IG) for role in candidate.fields.get("role", ())]
        of_page = next((_ROLES[role] for role in roles if role in _ROLES), "")
    if of_page:
        yield 0, of_page, ["yes"] if of_page == "approved" else called
    elif candidate.kind == "Indication":
        for line in _lines(page, candidate):
            yield line, "condition", called
            yield from _limits(candidate, line)


def _limits(candidate: Candidate, line: int) -> Iterator[tuple[int, str, list[str]]]:
    for of, (name, spelled) in _FIELDS.items():
        for value in candidate.fields.get(of, ()):
            yield line, name, [spelled[str(value).removeprefix(IG)]]
    for of, name in (("minAge", "min_age"), ("maxAge", "max_age")):
        for age in candidate.fields.get(of, ()):
            if isinstance(age, Amount):
                yield line, name, [f"{age.value} {_UNITS[age.unit.removeprefix(IG)]}"]


def _called(iri: str, proposal: Proposal, dataset: DataSet) -> list[str]:
    new = [thing.label for thing in proposal.things if thing.iri == iri]
    known = [name.text for name in dataset.names.by_thing.get(iri, ())]
    return new or known or [iri]


def _lines(page: Page, candidate: Candidate) -> list[int]:
    """The lines at which the items that say a use start."""
    sentences = (page.sentence_at(start) for start, _ in candidate.spans)
    blocks = [page.blocks[one.block] for one in sentences if one]
    starts = {block.start for block in blocks if block.kind is Kind.ITEM}
    return sorted(page.text.count("\n", 0, start) + 1 for start in starts)


def scores(
    wanted: Mapping[Row, list[list[str]]], found: Mapping[Row, list[list[str]]]
) -> dict[str, Score]:
    """By field: each value found is right where one that was wanted there is like it."""
    by_field = {name: Score() for name in (*OF_PAGE, *OF_ITEM)}
    for at in sorted(wanted.keys() | found.keys()):
        score, rest = by_field[at[2]], [*wanted.get(at, ())]
        score.wanted += sum(_MAY_BE not in one for one in rest)
        for value in found.get(at, ()):
            like = next((one for one in rest if not set(one).isdisjoint(value)), None)
            score.found += like is None or _MAY_BE not in like
            if like is None:
                score.misses.append(f"{at[0]}:{at[1]} {at[2]}: {value[0]} is not wanted")
            else:
                rest.remove(like)
                score.right += _MAY_BE not in like
        lacking = [one[0] for one in rest if _MAY_BE not in one]
        score.misses += [f"{at[0]}:{at[1]} {at[2]}: {one} is not found" for one in lacking]
    return by_field


def together(by_field: Iterable[Score]) -> Score:
    """All fields as one."""
    every = list(by_field)
    return Score(*(sum(getattr(s, n) for s in every) for n in ("right", "found", "wanted")))


def on_other_pages(paths: Iterable[Path], dataset: DataSet) -> dict[str, int]:
    """How many claims are made on each page of another drug, where there are any."""
    found: dict[str, int] = {}
    for path in sorted(paths):
        page = read(path)
        if made := propose(page, find(page, dataset.names), dataset).candidates:
            found[path.name] = len(made)
    return found


def main() -> None:
    """Print the scores of a part, and what is claimed where nothing should be."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("part", nargs="?", default="held-out", choices=("tune", "held-out"))
    parser.add_argument("--misses", action="store_true", help="list what differs")
    given = parser.parse_args()
    dataset, pages = immunograph.open(HERE.parents[1]).dataset, corpus() / "nci"
    wanted = gold(given.part)
    found: dict[Row, list[list[str]]] = {}
    for stem in sorted({at[0] for at in wanted}):
        found |= said(pages / "drugs" / f"{stem}.md", dataset)
    by_field = scores(wanted, found)
    lines = [f"{'field':12} {'precision':>9} {'recall':>9} {'found':>6} {'wanted':>6}"]
    for name, score in [*by_field.items(), ("together", together(by_field.values()))]:
        shares = f"{score.precision:9.3f} {score.recall:9.3f}"
        lines.append(f"{name:12} {shares} {score.found:6} {score.wanted:6}")
    if given.misses:
        lines += [miss for score in by_field.values() for miss in score.misses]
    others = on_other_pages((pages / "other").glob("*.md"), dataset)
    lines.append(f"claims on pages of other drugs: {sum(others.values())} {' '.join(others)}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
