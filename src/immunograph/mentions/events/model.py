"""What was learned from labels, as it is shipped: the taggers, the lexicon and the weights."""

import gzip
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from immunograph.mentions.events.choosing import Tagged
from immunograph.mentions.events.gaps import GAP
from immunograph.mentions.events.lexicon import Count, Lexicon

TAGGERS = ("whole.crf.gz", "ends.crf.gz")
LEXICON, WEIGHTS, ABOUT = "lexicon.tsv", "weights.tsv", "about.json"
_SURE = 0.98  # of a word outside mentions: its other chances are not asked for
_TINY = 1e-6
_GROUPS = (frozenset({"B", "S"}), frozenset({"I", "E"}), frozenset({GAP}))


@dataclass(frozen=True)
class Tagger:
    """A tagger and the bytes from which it reads, which must stay as long as it does."""

    reader: Any
    data: bytes


@dataclass(frozen=True)
class Model:
    """The taggers, the lexicon they were trained with, and the weights that choose and join.

    `about` records the data, the settings and the digests of the files.
    """

    taggers: Sequence[Tagger]
    lexicon: Lexicon
    choosing: Mapping[str, float]
    joining: Mapping[str, float]
    about: Mapping[str, Any]


@cache
def shipped() -> Model:
    """The model in the package, read once."""
    return read(resources.files(__package__) / "learned")


def read(folder: Traversable) -> Model:
    """The model in a folder."""
    weights = read_weights((folder / WEIGHTS).read_text(encoding="utf-8"))
    return Model(
        [tagger(gzip.decompress((folder / name).read_bytes())) for name in TAGGERS],
        read_lexicon((folder / LEXICON).read_text(encoding="utf-8")),
        weights["choosing"],
        weights["joining"],
        json.loads((folder / ABOUT).read_text(encoding="utf-8")),
    )


def tagger(data: bytes) -> Tagger:
    """A tagger from its bytes."""
    import pycrfsuite  # noqa: PLC0415  (needed only where a page is read)

    reader = pycrfsuite.Tagger()
    reader.open_inmemory(data)
    return Tagger(reader, data)


def say(taggers: Sequence[Tagger], rows: list[list[str]]) -> Tagged:
    """What taggers say of the words of a line, each with the same weight."""
    import pycrfsuite  # noqa: PLC0415

    sequence = pycrfsuite.ItemSequence(rows)
    chances: dict[int, list[float]] = {}
    for each in taggers:
        each.reader.set(sequence)
        _add_chances(each.reader, len(rows), chances)
    columns = [[0.0] * len(rows) for _ in _GROUPS]
    for at, word in chances.items():
        for column, chance in zip(columns, word, strict=True):
            column[at] = chance / len(taggers)
    tags = ["O"] * len(rows)
    for start, stop in _stretches(sorted(chances)):
        tags[start:stop] = likeliest(*(column[start:stop] for column in columns))
    return Tagged(tags, columns[0], columns[1])


def _add_chances(reader: Any, size: int, chances: dict[int, list[float]]) -> None:
    """Add how likely each word begins a mention, goes on in one, or belongs to one with a gap."""
    labels, marginal = set(reader.labels()), reader.marginal
    groups = [sorted(labels & group) for group in _GROUPS]
    for at in range(size):
        if marginal("O", at) < _SURE:
            word = chances.setdefault(at, [0.0] * len(_GROUPS))
            for group, names in enumerate(groups):
                word[group] += sum(marginal(name, at) for name in names)


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of places that follow one another.

    >>> list(_stretches([2, 3, 4, 7]))
    [(2, 5), (7, 8)]
    """
    start = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            yield places[start], places[at - 1] + 1
            start = at


def likeliest(
    begins: Sequence[float], goes_on: Sequence[float], gapped: Sequence[float]
) -> list[str]:
    """The likeliest tags of a line, of which no I is without a B or an I before it.

    >>> likeliest([0.9, 0.0, 0.3], [0.0, 0.8, 0.6], [0.0, 0.0, 0.0])
    ['B', 'I', 'I']
    """
    best = {"O": 0.0, "B": -math.inf, "I": -math.inf, GAP: -math.inf}
    steps: list[dict[str, str]] = []
    for b, i, p in zip(begins, goes_on, gapped, strict=True):
        before = max(best, key=lambda tag: best[tag])
        inside = "B" if best["B"] > best["I"] else "I"
        steps.append({"O": before, "B": before, GAP: before, "I": inside})
        odds = {"O": max(1 - b - i - p, 0.0), "B": b, "I": i, GAP: p}
        best = {tag: best[steps[-1][tag]] + math.log(odds[tag] + _TINY) for tag in odds}
    tag = max(best, key=lambda tag: best[tag])
    tags = []
    for step in reversed(steps):
        tags.append(tag)
        tag = step[tag]
    return tags[::-1]


def read_lexicon(text: str) -> Lexicon:
    """The lexicon in a text: a word or a term, its two counts and its clusters in each line."""
    words: dict[str, Count] = {}
    terms: dict[str, Count] = {}
    clusters: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        kind, key, tagged, total, groups = line.split("\t")
        (terms if kind == "term" else words)[key] = Count(int(tagged), int(total))
        if groups:
            clusters[key] = tuple(groups.split(" "))
    return Lexicon(words, terms, clusters)


def written_lexicon(lexicon: Lexicon) -> str:
    """A lexicon as a text that `read_lexicon` reads."""
    words = sorted({*lexicon.words, *lexicon.clusters})
    lines = [_line("word", key, lexicon.word(key), lexicon.clusters.get(key, ())) for key in words]
    lines += [_line("term", key, lexicon.term(key), ()) for key in sorted(lexicon.terms)]
    return "".join(lines)


def _line(kind: str, key: str, count: Count, clusters: Sequence[str]) -> str:
    return f"{kind}\t{key}\t{count.tagged}\t{count.total}\t{' '.join(clusters)}\n"


def read_weights(text: str) -> dict[str, dict[str, float]]:
    """The weights in a text: what they are for, the feature and the weight in each line."""
    found: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        purpose, feature, weight = line.split("\t")
        found.setdefault(purpose, {})[feature] = float(weight)
    return found


def written_weights(weights: Mapping[str, Mapping[str, float]]) -> str:
    """Weights as a text that `read_weights` reads, to three places."""
    return "".join(
        f"{purpose}\t{feature}\t{weight:.3f}\n"
        for purpose, of in sorted(weights.items())
        for feature, weight in sorted(of.items())
        if abs(weight) >= 0.0005  # noqa: PLR2004
    )
