"""What the labels teach about words and terms; and weights of features by logistic regression."""

from collections.abc import Mapping, Sequence

import numpy as np

import gold
from immunograph.mentions.events.choosing import runs
from immunograph.mentions.events.lexicon import LONGEST_TERM, Count, Lexicon
from immunograph.mentions.events.words import singular

Clusters = Mapping[str, tuple[str, ...]]


class Counts:
    """How often each word and each term of some sections was an event, of how often at all."""

    def __init__(self, terms: frozenset[str]) -> None:
        self._terms = terms
        self.words: dict[str, Count] = {}
        self.terms: dict[str, Count] = {}

    def add(self, line: Sequence[str], tags: Sequence[str]) -> None:
        """Count a line; a term within a longer event is not held against it."""
        low = [singular(word) for word in line]
        for word, tag in zip(low, tags, strict=True):
            _add(self.words, word, tag != "O")
        found = set(runs(tags))
        for start in range(len(low)):
            for stop in range(start + 1, min(start + LONGEST_TERM, len(low)) + 1):
                key = " ".join(low[start:stop])
                if key in self._terms and not _within(start, stop, found):
                    _add(self.terms, key, (start, stop) in found)


def _add(counts: dict[str, Count], key: str, tagged: bool) -> None:
    before = counts.get(key, Count())
    counts[key] = Count(before.tagged + tagged, before.total + 1)


def _within(start: int, stop: int, found: set[tuple[int, int]]) -> bool:
    return any(a <= start and stop <= b and (a, b) != (start, stop) for a, b in found)


def lexicons(
    sections: Sequence[gold.Section], clusters: Clusters
) -> tuple[Lexicon, dict[str, Lexicon]]:
    """The lexicon of all sections; and for each label the one that the other labels teach."""
    keys = (" ".join(map(singular, words)) for section in sections for words in section.whole)
    terms = frozenset(key for key in keys if key.count(" ") < LONGEST_TERM)
    everything, own = Counts(terms), {section.label: Counts(terms) for section in sections}
    for section in sections:
        for line, tags in zip(section.lines, section.tags, strict=True):
            everything.add(line.words, tags)
            own[section.label].add(line.words, tags)
    others = {
        label: Lexicon(
            everything.words, everything.terms, clusters, Lexicon(counts.words, counts.terms)
        )
        for label, counts in own.items()
    }
    return Lexicon(everything.words, everything.terms, clusters), others


def weights(rows: Sequence[Mapping[str, float]], right: Sequence[bool]) -> dict[str, float]:
    """The weight of each feature: logistic regression with a ridge of 1, by Newton's method."""
    names = sorted({name for row in rows for name in row})
    column = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for at, row in enumerate(rows):
        for name, value in row.items():
            table[at, column[name]] = value
    wanted, found = np.array(right, float), np.zeros(len(names))
    for _ in range(20):
        chance = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (chance - wanted) + found
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + np.eye(len(names))
        found -= np.linalg.solve(curve, slope)
    return dict(zip(names, map(float, found), strict=True))
