"""How well a reworded sentence is found again by its sketch, and how often another is taken for it.

    python benchmarks/drift.py CORPUS

Of each page every fifth sentence is taken out and every fifth is reworded: one, two, four or six
of its words are replaced, or one is put in and one taken out. What became of each sentence is then
compared with what was done to it, for several thresholds. Further, how many sentences each pair of
pages has in common, by which a known page is known again.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from unittest import mock

from immunograph.ingest import anchoring
from immunograph.ingest.anchoring import Fate, anchors
from immunograph.ingest.known import Passage
from immunograph.ingest.ledger import Entry
from immunograph.pages.page import Page, Role
from immunograph.pages.read import read_bytes
from immunograph.passage import fingerprint, sketch

PAGES = ("seed/*.txt", "nci/drugs/*.md", "nci/explainers/*.md")
THRESHOLDS = (0.125, 0.25, 0.375, 0.5, 0.625)
SEED = 7
_EVERY, _FEWEST_WORDS, _FEW_PAGES = 5, 6, 2
_WORDS = ("often", "however", "treatment", "patient", "may", "dose", "week", "cells")


@dataclass(frozen=True)
class Line:
    """A sentence of the earlier version, and what stands for it in the later one; "" for none."""

    before: str
    after: str
    change: str


def replaced(number: int) -> Callable[[list[str], random.Random], list[str]]:
    """What replaces so many words."""

    def change(words: list[str], chance: random.Random) -> list[str]:
        made = list(words)
        for place in chance.sample(range(len(made)), min(number, len(made))):
            made[place] = chance.choice(_WORDS)
        return made

    return change


def shifted(words: list[str], chance: random.Random) -> list[str]:
    """A word put in, and another taken out."""
    made = list(words)
    made.pop(chance.randrange(len(made)))
    made.insert(chance.randrange(len(made) + 1), chance.choice(_WORDS))
    return made


CHANGES = {
    "1 word": replaced(1),
    "2 words": replaced(2),
    "4 words": replaced(4),
    "6 words": replaced(6),
    "in and out": shifted,
}


def pages(corpus: Path) -> Iterator[Page]:
    """The pages that are cut up."""
    for pattern in PAGES:
        for path in sorted(corpus.glob(pattern)):
            yield read_bytes(path.read_bytes(), path.name)


def edited(texts: list[str], change: str, chance: random.Random) -> list[Line]:
    """The sentences of a page with what became of each."""
    lines = []
    for number, text in enumerate(texts):
        kind = {0: "gone", 1: change}.get(number % _EVERY, "same")
        after = {"gone": "", "same": text}.get(kind)
        if after is None:
            after = " ".join(CHANGES[change](text.split(), chance))
        lines.append(Line(text, after, kind if after != text else "same"))
    return lines


def ledgers(lines: list[Line]) -> tuple[list[Passage], list[Entry], dict[str, str]]:
    """The ledgers of both versions, and the text behind each fingerprint of the later one."""
    old = [
        Passage(str(n), n, 0, 1, fingerprint(one.before), _sketch(one.before), "", "s", "")
        for n, one in enumerate(lines, 1)
    ]
    texts = [one.after for one in lines if one.after]
    new = [
        Entry(str(n), n, "s", 0, 1, fingerprint(text), sketch(text), "", Role.CONTENT)
        for n, text in enumerate(texts, 1)
    ]
    return old, new, {fingerprint(text): text for text in texts}


def _sketch(text: str) -> frozenset[str]:
    return frozenset(sketch(text).split())


def outcomes(every: list[list[Line]], like: float) -> Counter[str]:
    """How often a reworded sentence is found, is unclear, is lost, or another is taken for it."""
    count: Counter[str] = Counter()
    for lines in every:
        passages, entries, texts = ledgers(lines)
        with mock.patch.object(anchoring, "LIKE", like):
            found, _ = anchors(passages, entries)
        for one, line in zip(found, lines, strict=True):
            if line.change == "same":
                continue
            there = {" ".join(texts[e.sha256].split()) for e in one.entries}
            count[_verdict(line, one.fate, there)] += 1
    return count


def _verdict(line: Line, fate: Fate, there: set[str]) -> str:
    kind = "gone" if line.change == "gone" else "reworded"
    right = " ".join(line.after.split())
    if fate in {Fate.REWORDED, Fate.SAME, Fate.MOVED}:
        return f"{kind}: {'found' if there == {right} else 'another'}"
    return f"{kind}: {fate.value}"


def shares(prints: list[set[str]]) -> list[float]:
    """The greatest shares of the smaller page that two pages have in common."""
    pairs = combinations(prints, 2)
    found = sorted(len(a & b) / max(1, min(len(a), len(b))) for a, b in pairs)
    return [round(share, 2) for share in found[-5:]]


def measured(corpus: Path) -> Iterator[str]:
    """What was measured, a line each."""
    every = list(pages(corpus))
    texts = [list(dict.fromkeys(map(str, _long(page)))) for page in every]
    yield f"{len(every)} pages, {sum(map(len, texts))} sentences of six words or more"
    for like in THRESHOLDS:
        for change in CHANGES:
            chance = random.Random(SEED)
            count = outcomes([edited(of, change, chance) for of in texts], like)
            yield f"{like:5} {change:10}  {dict(sorted(count.items()))}"
    prints = [{p.fingerprint(s) for s in p.sentences if s.role is Role.CONTENT} for p in every]
    seen = Counter(each for of in prints for each in of)
    few = [{each for each in of if seen[each] <= _FEW_PAGES} for of in prints]
    yield f"greatest shares of sentences in common: {shares(prints)}"
    yield f"of sentences that stand on two pages at most: {shares(few)}"


def _long(page: Page) -> Iterator[str]:
    return (s.text for s in page.sentences if len(s.text.split()) >= _FEWEST_WORDS)


if __name__ == "__main__":
    for line in measured(Path(sys.argv[1])):
        sys.stdout.write(f"{line}\n")
