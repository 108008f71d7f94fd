"""How well the reactions of package leaflets are read, held against a gold entered by hand.

    python benchmarks/extraction/leaflets.py [PAGE ...]

prints for each leaflet how many reactions it gives with each band, and for those in the gold
precision, recall and F1 of (band, event): by the same words, and by words that one shares with the
other. A row of the gold with `?` is neither wanted nor wrong.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import immunograph
from immunograph.candidates.candidate import Candidate
from immunograph.candidates.propose import propose
from immunograph.mentions.events.recognise import events
from immunograph.mentions.find import find
from immunograph.pages.page import Page
from immunograph.pages.read import read

HERE = Path(__file__).resolve().parent
GOLD = HERE / "gold" / "leaflets.tsv"
LEAFLETS = HERE.parents[1].parent / "shared" / "corpus" / "ema" / "leaflets"
_LITTLE = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "to",
        "or",
        "and",
        "your",
        "at",
        "by",
        "with",
        "levels",
        "level",
    ]
)


@dataclass(frozen=True, slots=True)
class Row:
    """An event of the gold: its band, its names, and whether it is wanted."""

    band: str
    names: tuple[str, ...]
    wanted: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How many of those found are right, of those wanted were found."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of those found that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of those wanted that were found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def gold() -> dict[str, list[Row]]:
    """The rows of the gold by leaflet."""
    found: dict[str, list[Row]] = {}
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            names = tuple(row["event"].removeprefix("?").split("|"))
            wanted = not row["event"].startswith("?")
            found.setdefault(row["page"], []).append(Row(row["band"], names, wanted))
    return found


def reactions(page: Page) -> list[tuple[str, str]]:
    """The reactions of a leaflet: the band and the words that name the event."""
    dataset = immunograph.open(HERE.parents[1]).dataset
    proposal = propose(page, find(page, dataset.names, events(page)), dataset)
    return [(_band(one), _words(page, one)) for one in proposal.candidates if _is_reaction(one)]


def _is_reaction(one: Candidate) -> bool:
    return one.kind == "AdverseReaction" and not one.negated


def _band(one: Candidate) -> str:
    return str(next(iter(one.fields.get("frequencyBand", ("#-",))))).rpartition("#")[2]


def _words(page: Page, one: Candidate) -> str:
    return min((" ".join(page.text[slice(*span)].split()) for span in one.spans), key=len)


def score(found: Iterable[tuple[str, str]], rows: list[Row], *, exactly: bool) -> Score:
    """Right, found and wanted, of those with a band; each row is met by one at most."""
    left, right, counted = [row for row in rows if row.band != "-"], 0, 0
    for band, words in sorted(found, key=lambda one: -len(one[1])):
        if band == "-":
            continue
        met = _best([row for row in left if row.band == band], words, exactly=exactly)
        counted += met is None or met.wanted
        if met:
            left.remove(met)
            right += met.wanted
    return Score(right, counted, sum(row.wanted for row in rows if row.band != "-"))


def _best(rows: list[Row], words: str, *, exactly: bool) -> Row | None:
    same = [row for row in rows if any(_key(name) == _key(words) for name in row.names)]
    near = [row for row in rows if any(_share(name, words) for name in row.names)]
    near = sorted(near, key=lambda row: not row.wanted)
    return next(iter(same or ([] if exactly else near)), None)


def _share(name: str, words: str) -> bool:
    one, other = _content(name), _content(words)
    return bool(one and other) and (one <= other or other <= one)


def _content(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.casefold())) - _LITTLE


def _key(text: str) -> str:
    return " ".join(sorted(_content(text)))


def missed(found: Iterable[tuple[str, str]], rows: list[Row]) -> Iterator[str]:
    """What was found and is not in the gold, and what of the gold was not found."""
    left = [row for row in rows if row.band != "-"]
    for band, words in sorted(found, key=lambda one: -len(one[1])):
        met = _best([row for row in left if row.band == band], words, exactly=False)
        if met:
            left.remove(met)
        elif band != "-":
            yield f"  + {band}\t{words}"
    yield from (f"  - {row.band}\t{'|'.join(row.names)}" for row in left if row.wanted)


def main(pages: list[str]) -> None:
    """Prints what was measured."""
    rows = gold()
    for path in sorted(LEAFLETS.glob("*.html")):
        if pages and path.stem not in pages:
            continue
        found = reactions(read(path))
        bands = ", ".join(f"{band} {n}" for band, n in sorted(Counter(b for b, _ in found).items()))
        print(f"{path.stem}: {len(found)} reactions: {bands}")  # noqa: T201
        for exactly in (True, False) if path.stem in rows else ():
            one = score(found, rows[path.stem], exactly=exactly)
            how = "same words" if exactly else "shared words"
            of = f"{one.right} right of {one.found} found, {one.wanted} wanted"
            print(f"  {how}: P {one.precision:.3f} R {one.recall:.3f} F1 {one.f1:.3f} ({of})")  # noqa: T201
        if pages and path.stem in rows:
            print("\n".join(missed(found, rows[path.stem])))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
