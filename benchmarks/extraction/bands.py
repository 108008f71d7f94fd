"""Are the effects that the graph has from package leaflets read from them again, with their bands?

    python benchmarks/extraction/bands.py [--misses] [LEAFLET ...]

For each leaflet of the corpus whose bytes are those of a version in the graph: precision and recall
of (event, band), beside the reviewed adverse reactions that passages of the version support. An
event counts by what the graph calls it, a band also where it is that there is none. The leaflets
are in two parts: `read`, which were looked at while rules were made, and `unread`. `--misses`
lists what differs in those that were read, so that the others stay unread.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import immunograph
from curated import CORPUS, Graph, graph, of_version
from immunograph.candidates.propose import propose
from immunograph.dataset import DataSet
from immunograph.mentions.events.recognise import events
from immunograph.mentions.find import find
from immunograph.pages.page import Page
from immunograph.pages.read import read
from immunograph.vocabulary import BASE, IG

HERE = Path(__file__).resolve().parent
LEAFLETS = CORPUS / "ema" / "leaflets"
READ = frozenset(
    [
        *("besponsa", "carvykti", "darzalex", "lunsumio"),
        *("mylotarg", "opdualag", "tepkinly", "yescarta"),
    ]
)

Effects = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Score:
    """How many of those found are right, of those wanted were found."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return (
            f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} "
            f"({self.right} right of {self.found} found, {self.wanted} wanted)"
        )


def wanted(known: Graph, version: str) -> Effects:
    """The events and bands that reviewed claims have from a version."""
    return frozenset(
        (event, band.removeprefix(IG))
        for claim, _ in of_version(known, version)
        if claim.kind == "AdverseReaction"
        for event in claim.values.get("event", ())
        for band in claim.values.get("frequencyBand", {""})
    )


def proposed(page: Page, dataset: DataSet) -> Effects:
    """The events and bands that a page is read to claim."""
    proposal = propose(page, find(page, dataset.names, events(page)), dataset)
    return frozenset(
        (one.object, str(band).removeprefix(IG))
        for one in proposal.candidates
        if one.kind == "AdverseReaction" and not one.negated
        for band in one.fields.get("frequencyBand", ("",))
    )


def score(found: Effects, truth: Effects) -> Score:
    """How many are right."""
    return Score(len(found & truth), len(found), len(truth))


def events_of(effects: Effects) -> Effects:
    """The same without bands."""
    return frozenset((event, "") for event, _ in effects)


def misses(found: Effects, truth: Effects) -> Iterable[str]:
    """What differs, by event."""
    for event, band in sorted(found - truth):
        yield f"  + {band:18} {event.removeprefix(BASE + 'event/')}"
    for event, band in sorted(truth - found):
        yield f"  - {band:18} {event.removeprefix(BASE + 'event/')}"


def main(given: list[str]) -> None:
    """Prints what was measured."""
    names = [one for one in given if not one.startswith("-")]
    dataset = immunograph.open(HERE.parents[1]).dataset
    known = graph(dataset)
    halves: dict[str, dict[str, Score]] = {"read": {}, "unread": {}}
    for path in sorted(LEAFLETS.glob("*.html")):
        if names and path.stem not in names:
            continue
        page = read(path)
        if page.sha256 not in known.digests:
            continue
        half = "read" if path.stem in READ else "unread"
        truth, found = wanted(known, known.digests[page.sha256]), proposed(page, dataset)
        one, plain = score(found, truth), score(events_of(found), events_of(truth))
        print(f"{path.stem} ({half}): {one}")  # noqa: T201 (this is what it is for)
        if "--misses" in given and half == "read":
            print("\n".join(misses(found, truth)))  # noqa: T201
        for name, of in (("event and band", one), ("event", plain)):
            halves[half][name] = halves[half].get(name, Score()) + of
    for half, scores in halves.items():
        for name, of in scores.items():
            print(f"{half}, {name}: {of}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
