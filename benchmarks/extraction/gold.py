"""The labels in which people marked adverse events, as lines of words with a tag each."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from immunograph.mentions.events.tokens import Line, lines

GAP = "P"  # the tag of a word that belongs to a mention with a gap alone
_WIDEST = 30  # words from the first to the last of a mention with a gap
_MARKED = re.compile(r"\[([^\]]+)\]")
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]|_")
HELD_OUT = 22  # labels of 98

Words = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A section of a label: its text, its lines with their tags, and what people marked in it.

    The gold has a row for each distinct mention, in small letters. `whole` are those that the
    text has as they are, with `spans` at their first occurrence, which may be within a word;
    `gapped` those whose parts stand apart.
    """

    label: str
    name: str
    text: str
    lines: tuple[Line, ...]
    tags: tuple[tuple[str, ...], ...]
    whole: frozenset[Words]
    gapped: frozenset[Words]
    spans: frozenset[tuple[int, int]]


def words(text: str) -> Words:
    """The words of a text in small letters: what is compared where mentions are compared."""
    return tuple(word.lower() for word in _WORD.findall(text))


def sections(path: Path) -> list[Section]:
    """The sections in the file of the gold."""
    return [_section(row) for row in json.loads(path.read_text(encoding="utf-8"))]


def plain(path: Path) -> list[Section]:
    """Sentences in plain words, with their events in brackets; a section for each `##` heading."""
    text = path.read_text(encoding="utf-8").partition("\n")[2]
    return [_plain(part) for part in text.split("## ") if part]


def _plain(part: str) -> Section:
    name, _, marked = part.partition("\n")
    mentions = [{"mention": each, "start": 0, "length": 0} for each in _MARKED.findall(marked)]
    text = _MARKED.sub(r"\1", marked)
    row = {"label_id": f"plain {name}", "section_name": "", "section_text": text}
    return _section({**row, "adverse_events": mentions})


def held_out(found: Sequence[Section]) -> frozenset[str]:
    """The labels that are kept for the final figures: the first by the hash of their names."""
    return frozenset(by_hash({section.label for section in found})[:HELD_OUT])


def by_hash(labels: Collection[str]) -> list[str]:
    """Labels in an order that has nothing to do with what they are."""
    return sorted(labels, key=lambda label: hashlib.sha256(label.encode()).hexdigest())


def _section(row: dict) -> Section:
    marked, text = row["adverse_events"], row["section_text"]
    placed = [mark for mark in marked if mark["start"] is not None]
    whole = frozenset(words(mark["mention"]) for mark in placed)
    gapped = frozenset(words(mark["mention"]) for mark in marked if mark["start"] is None)
    spans = frozenset((mark["start"], mark["start"] + mark["length"]) for mark in placed)
    found = tuple(lines(text))
    tags = tuple(tuple(_tags(line, whole, gapped)) for line in found)
    return Section(row["label_id"], row["section_name"], text, found, tags, whole, gapped, spans)


def _tags(line: Line, whole: frozenset[Words], gapped: frozenset[Words]) -> list[str]:
    """B, I and O for each word: every occurrence of what is marked, the longest first; or P."""
    low = tuple(word.lower() for word in line.words)
    tags = ["O"] * len(low)
    for start, stop in _occurrences(low, whole):
        tags[start:stop] = ["B"] + ["I"] * (stop - start - 1)
    for places in gaps(low, gapped):
        for place in places:
            tags[place] = GAP if tags[place] == "O" else tags[place]
    return tags


def gaps(low: Words, marked: frozenset[Words]) -> Iterator[tuple[int, ...]]:
    """Where the words of mentions with a gap stand: in order, close together, in one sentence."""
    there = set(low)
    for mention in sorted(marked):
        if there.issuperset(mention):
            for last, word in enumerate(low):
                places = _backwards(low, mention, last) if word == mention[-1] else None
                if places:
                    yield places


def _backwards(low: Words, mention: Words, last: int) -> tuple[int, ...] | None:
    """The words of a mention that ends at a place, each the last that can be before the next."""
    places, at = [last], last
    for word in reversed(mention[:-1]):
        at -= 1
        while at >= 0 and last - at <= _WIDEST and low[at] not in {word, "."}:
            at -= 1
        if at < 0 or low[at] != word or last - at > _WIDEST:
            return None
        places.append(at)
    return tuple(reversed(places))


def _occurrences(low: Words, marked: frozenset[Words]) -> Iterator[tuple[int, int]]:
    starting: dict[str, list[Words]] = defaultdict(list)
    for mention in sorted(marked, key=lambda mention: (-len(mention), mention)):
        starting[mention[0]].append(mention)
    at = 0
    while at < len(low):
        fits = (m for m in starting.get(low[at], ()) if low[at : at + len(m)] == m)
        found = next(fits, None)
        if found:
            yield at, at + len(found)
        at += len(found) if found else 1
