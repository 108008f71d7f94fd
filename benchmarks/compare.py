"""How many changes to a page does a comparison find, at the right place, and with how much noise?

python benchmarks/compare.py [--misses] [PAGE ...]

In pages that agree with the graph one word or number at a time is changed so that the page is
wrong: the antigen, the brand, the class, the condition, the people, a number, the route, the
frequency, the stance, or the sentence is turned into its opposite. A change is found where a
difference is shown that was not shown before, exact where it stands at the changed words.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import immunograph
from immunograph.candidates.candidate import Amount, Candidate
from immunograph.compare.assertion import fields_of
from immunograph.compare.differences import Compared
from immunograph.compare.known import Graph
from immunograph.compare.outcome import Verdict
from immunograph.compare.pages import page
from immunograph.compare.whereabouts import Map
from immunograph.pages.read import read_bytes
from immunograph.vocabulary import BASE, IG

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 28)
FEW = 4
# What is changed: by kind of claim and field; and what by.
FIELDS = {
    ("TargetEngagement", "antigen"): "antigen",
    ("Branding", "product"): "brand",
    ("Classification", "modality"): "class",
    ("Indication", "condition"): "condition",
    ("Indication", "population"): "people",
    ("Indication", "minAge"): "number",
    ("Indication", "maxAge"): "number",
    ("Indication", "minRelapses"): "number",
    ("Indication", "minPriorTherapies"): "number",
    ("Administration", "duration"): "number",
    ("Administration", "interval"): "number",
    ("Administration", "rest"): "number",
    ("Administration", "settingMinCycles"): "number",
    ("AdverseReaction", "frequencyRank"): "frequency",
}
THINGS = {"antigen": "antigen", "brand": "product", "condition": "condition"}
WORDS = {
    "people": (("adults", "children"), ("children", "adults")),
    "frequency": (("most common", "rare"),),
}
# Within a sentence that agrees: what is turned into what.
SENTENCES = {
    "stance": (
        (r"\bis approved\b", "is being studied"),
        (r"\bis approved\b", "is no longer approved"),
    ),
    "denial": (
        (r"\bis approved\b", "is not approved"),
        (r"\bcan attach to\b", "cannot attach to"),
        (r"\battaches to\b", "does not attach to"),
        (r"\bcan also cause\b", "does not cause"),
        (r"\bhave serious\b", "have no serious"),
    ),
    "route": ((r"\binto a vein \(IV\)", "under the skin"),),
}
OF_SENTENCES = {"stance": "Indication", "denial": "", "route": "Administration"}


@dataclass(frozen=True)
class Change:
    """Other words in a page: what is changed, where, and by what."""

    sort: str
    start: int
    end: int
    text: str


def changes(of: Compared, graph: Graph) -> Iterator[Change]:
    """Every change of the table that a page allows, each once."""
    seen: set[tuple[int, int, str]] = set()
    for change in (*_values(of, graph), *_sentences(of)):
        key = (change.start, change.end, change.text)
        if key not in seen:
            seen.add(key)
            yield change


def _values(of: Compared, graph: Graph) -> Iterator[Change]:
    places = Map(of.proposal, graph.dataset.names)
    for one in of.comparisons:
        if one.verdict is not Verdict.AGREES:
            continue
        for name, values in fields_of(one.candidate).items():
            sort = FIELDS.get((one.candidate.kind, name))
            for value in values if sort else ():
                for start, end in places.spans(one.candidate, value):
                    old = of.proposal.page.text[start:end]
                    if not _counts(sort or "", one.candidate):
                        continue
                    for new in _instead(sort or "", old, one.candidate, value, graph):
                        yield Change(sort or "", start, end, new)


def _counts(sort: str, candidate: Candidate) -> bool:
    """Whether a page is wrong by the change: more people or uses than are approved."""
    stances = candidate.fields.get("stance", ())
    several = len(candidate.fields.get("population", ())) > 1
    return sort not in {"condition", "people"} or (
        f"{IG}Approved" in stances and not (sort == "people" and several)
    )


def _instead(
    sort: str, old: str, candidate: Candidate, value: object, graph: Graph
) -> Iterator[str]:
    if sort in THINGS:
        names = graph.dataset.names
        own = {value} | {
            term
            for claim in graph.claims(candidate.about, candidate.kind)
            for term in claim.values(f"{sort if sort != 'brand' else 'product'}")
        }
        others = [t for t in sorted(names.kinds) if t.startswith(f"{BASE}{THINGS[sort]}/")]
        kinds = graph.yardstick.kinds
        apart = [t for t in others if not any(kinds.related(t, str(each)) for each in own)]
        yield from (names.label(thing) for thing in apart[:2])
    elif sort == "number":
        digits = value.value if isinstance(value, Amount) else str(value)
        if old == digits:
            yield str(int(digits) + 1) if int(digits) < FEW else str(int(digits) // 2)
    elif sort == "class":
        if value != f"{IG}AntibodyDrugConjugate":
            yield "antibody-drug conjugate"
        elif value != f"{IG}BispecificTCellEngager":
            yield "bispecific T-cell engager"
    else:
        yield from (new for was, new in WORDS[sort] if was == old.lower())


def _sentences(of: Compared) -> Iterator[Change]:
    text = of.proposal.page.text
    for one in of.comparisons:
        for sort, pairs in SENTENCES.items() if one.verdict is Verdict.AGREES else ():
            if OF_SENTENCES[sort] in {"", one.candidate.kind}:
                for order in one.candidate.sentences:
                    sentence = of.proposal.page.sentence(order)
                    for pattern, new in pairs:
                        for hit in re.finditer(pattern, text[sentence.start : sentence.end]):
                            start = sentence.start + hit.start()
                            yield Change(sort, start, sentence.start + hit.end(), new)


def changed(data: str, change: Change) -> bytes:
    """The page with a change made."""
    return (data[: change.start] + change.text + data[change.end :]).encode()


def judged(before: Compared, after: Compared, change: Change) -> tuple[bool, bool, int]:
    """Whether the change is found, whether at its words, and how many others are shown as well."""
    old = {(each.says, each.verdict) for each in before.differences}
    new = [each for each in after.differences if (each.says, each.verdict) not in old]
    end = change.start + len(change.text)
    order = after.proposal.page.sentence_at(change.start)
    inside = [
        each
        for each in new
        if order and (each.spot.sentence == order.order or _meets(each, order.order))
    ]
    exact = [each for each in inside if each.spot.start < end and change.start < each.spot.end]
    return bool(inside), bool(exact), len(new) - bool(inside)


def _meets(each: object, order: int) -> bool:
    comparisons = getattr(each, "comparisons", ())
    return any(order in one.candidate.sentences for one in comparisons)


def corpus() -> list[Path]:
    """The pages that the content was read from."""
    folder = ROOT.parent / "shared" / "corpus"
    names = ("blinatumomab", "brexucabtageneautoleucel", "inotuzumabozogamicin")
    more = ("obecabtagene-autoleucel", "tisagenlecleucel")
    drugs = [folder / "nci" / "drugs" / f"{name}.md" for name in (*names, *more)]
    return [folder / "seed" / "acs-all-immunotherapy.txt", *drugs]


def main() -> None:
    """Print for each sort of change how many there were, how many were found, and what else."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--misses", action="store_true", help="list what was not found")
    given = parser.parse_args()
    graph = Graph(immunograph.open(ROOT).dataset)
    made, found, exact, other = Counter(), Counter(), Counter(), Counter()
    for path in given.pages or corpus():
        text = path.read_bytes().decode()
        before = page(path.name, read_bytes(text.encode(), path.name), graph, TODAY)
        for change in changes(before, graph):
            after = page(path.name, read_bytes(changed(text, change), path.name), graph, TODAY)
            is_found, is_exact, noise = judged(before, after, change)
            made[change.sort] += 1
            found[change.sort] += is_found
            exact[change.sort] += is_exact
            other[change.sort] += noise
            if given.misses and (not is_found or noise):
                line = before.proposal.page.text.count("\n", 0, change.start) + 1
                was = before.proposal.page.text[change.start : change.end]
                said = "missed" if not is_found else f"{noise} more"
                sys.stdout.write(
                    f"{path.name}:{line}: {change.sort}: {was} -> {change.text}: {said}\n"
                )
    sys.stdout.write(f"{'change':12} {'made':>5} {'found':>6} {'exact':>6} {'other':>6}\n")
    for sort in [*sorted(made), "together"]:
        numbers = [
            c.total() if sort == "together" else c[sort] for c in (made, found, exact, other)
        ]
        sys.stdout.write(f"{sort:12} {numbers[0]:5} {numbers[1]:6} {numbers[2]:6} {numbers[3]:6}\n")


if __name__ == "__main__":
    main()
