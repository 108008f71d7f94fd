"""How well are adverse events found in labels that were not learned from?

    python benchmarks/extraction/learn.py ../shared/corpus --held-out-apart --work W -o TAUGHT
    python benchmarks/extraction/events.py ../shared/corpus TAUGHT

The gold has one row for each distinct mention of a section. So what is found is compared as
distinct mentions: the same words, in any capitals and spacing, count once. Four ways to count:

- terms: the distinct mentions that the text has in one piece;
- all: those and the mentions with a gap, their parts joined;
- span: the first place of each distinct mention found, against the place in the gold (which may
  be within a word, or in a place where nothing is said of an effect);
- overlap: a mention is right where it shares a place with one of the gold, wherever it ends.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import gold
from immunograph.mentions.events import model
from immunograph.mentions.events.choosing import runs
from immunograph.mentions.events.recognise import found
from immunograph.mentions.events.words import singular
from immunograph.pages.page import Page
from immunograph.pages.read import read_bytes

Spans = list[tuple[tuple[int, int], ...]]
WAYS = ("terms", "all", "span", "overlap")


def recognised(page: Page, learned: model.Model) -> Spans:
    """The mentions that the recogniser finds, each as its parts."""
    return [m.parts or ((m.start, m.end),) for m in found(page, learned)]


def looked_up(section: gold.Section, learned: model.Model) -> Spans:
    """The mentions that a dictionary finds: the terms learned, where half of their places were."""
    spans: Spans = []
    for line in section.lines:
        low = [singular(word) for word in line.words]
        for start, stop, count in learned.lexicon.matches(low):
            if count.tagged * 2 >= count.total:
                spans.append(((line.starts[start], line.ends[stop - 1]),))
    return spans


class Tally:
    """Right, found and wanted, for each way to count."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, section: gold.Section, spans: Spans) -> None:
        """Count the mentions of a section."""
        terms, gapped = _distinct(section.text, spans)
        both = set(terms) | gapped
        self._count("terms", set(terms), section.whole)
        self._count("all", both, section.whole | section.gapped)
        self._count("span", set(terms.values()), section.spans)
        self._overlap(section, spans)

    def _count(self, way: str, found: set, wanted: frozenset) -> None:
        self.right[way] += len(found & wanted)
        self.found[way] += len(found)
        self.wanted[way] += len(wanted)

    def _overlap(self, section: gold.Section, spans: Spans) -> None:
        """By places: all places of what the gold marks, against all places that were found."""
        wanted = list(_places(section))
        places = [span for parts in spans for span in parts]
        self.right["overlap"] += sum(_touched(places, wanted))
        self.found["overlap"] += len(places)
        self.right["overlap wanted"] += sum(_touched(wanted, places))
        self.wanted["overlap"] += len(wanted)

    def figures(self, way: str) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        precision = self.right[way] / max(self.found[way], 1)
        reached = self.right["overlap wanted" if way == "overlap" else way]
        recall = reached / max(self.wanted[way], 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _distinct(text: str, spans: Spans) -> tuple[dict[gold.Words, tuple[int, int]], set[gold.Words]]:
    terms: dict[gold.Words, tuple[int, int]] = {}
    gapped: set[gold.Words] = set()
    for parts in sorted(spans):
        if len(parts) == 1:
            terms.setdefault(gold.words(text[slice(*parts[0])]), parts[0])
        else:
            gapped.add(tuple(word for part in parts for word in gold.words(text[slice(*part)])))
    return terms, gapped


def _places(section: gold.Section) -> Iterator[tuple[int, int]]:
    for line, tags in zip(section.lines, section.tags, strict=True):
        for start, stop in runs(tags):
            yield line.starts[start], line.ends[stop - 1]


def _touched(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> Iterator[bool]:
    covered = {at for start, end in others for at in range(start, end)}
    return (not covered.isdisjoint(range(start, end)) for start, end in spans)


def main() -> None:
    """Print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("taught", type=Path)
    given = arguments.parse_args()
    everything = gold.sections(given.corpus / "labels_gold" / "train.json")
    apart = gold.held_out(everything)
    sections = [section for section in everything if section.label in apart]
    learned = model.read(given.taught)
    read = {id(s): read_bytes(s.text.encode(), "label.txt") for s in sections}
    ways: dict[str, Callable[[gold.Section], Spans]] = {
        "dictionary": lambda section: looked_up(section, learned),
        "recogniser": lambda section: recognised(read[id(section)], learned),
    }
    print(f"{len(apart)} labels, {len(sections)} sections, not learned from")  # noqa: T201
    for name, find in ways.items():
        tally, begun = Tally(), time.process_time()
        for section in sections:
            tally.add(section, find(section))
        speed = sum(len(section.text) for section in sections) / (time.process_time() - begun)
        for way in WAYS:
            precision, recall, f1 = tally.figures(way)
            print(  # noqa: T201
                f"{name:12} {way:8} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
            )
        print(f"{name:12} {speed / 1000:.0f} kB of text a second of processor time")  # noqa: T201


if __name__ == "__main__":
    main()
