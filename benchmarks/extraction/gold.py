"""The labels in which people marked adverse events, as lines of words with a tag each."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from immunograph.mentions.events.tokens import Line, lines

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


def held_out(found: Sequence[Section]) -> frozenset[str]:
    """The labels that are kept for the final figures: by the hash of their names."""
    labels = {section.label for section in found}
    by_hash = sorted(labels, key=lambda label: hashlib.sha256(label.encode()).hexdigest())
    return frozenset(by_hash[:HELD_OUT])


def _section(row: dict) -> Section:
    marked, text = row["adverse_events"], row["section_text"]
    placed = [mark for mark in marked if mark["start"] is not None]
    whole = frozenset(words(mark["mention"]) for mark in placed)
    gapped = frozenset(words(mark["mention"]) for mark in marked if mark["start"] is None)
    spans = frozenset((mark["start"], mark["start"] + mark["length"]) for mark in placed)
    found = tuple(lines(text))
    tags = tuple(tuple(_tags(line, whole)) for line in found)
    return Section(row["label_id"], row["section_name"], text, found, tags, whole, gapped, spans)


def _tags(line: Line, marked: frozenset[Words]) -> list[str]:
    """B, I and O for each word: every occurrence of what is marked, the longest first."""
    low = tuple(word.lower() for word in line.words)
    tags = ["O"] * len(low)
    for start, stop in _occurrences(low, marked):
        tags[start:stop] = ["B"] + ["I"] * (stop - start - 1)
    return tags


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
