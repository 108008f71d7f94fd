"""The words of a text, line by line, with where each of them stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 200  # words that are tagged at once; a longer line is cut, at ends of sentences first
HIDDEN = "\0"  # stands for a character that no reader of the page sees
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s\0]|_")
_TABULAR = re.compile(r"\S(?:[ \xa0]{2,}|\t)[\d<>(\-|]|\|.*\|")
_CONTINUED = re.compile(r"\s*[a-z(]")
_STOP = re.compile(r"[.:;|]\s*$")
_HEADING = 12  # words: a longer line is no heading
_HARD = 55  # characters: a shorter line was not broken for want of room


@dataclass(frozen=True, slots=True)
class Line:
    """Words that are tagged together: their texts and ends, and whether a gap stands before each.

    `kind` is `figures` (cells of a table without words), `table`, `item`, `head` or `text`. A line
    that was broken for want of room is joined with the next.
    """

    kind: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[bool, ...]


def lines(text: str) -> Iterator[Line]:
    """The lines of a text that have words, in pieces of no more than `LONGEST` words."""
    for start, end in _joined(text):
        found = _line(text, start, end)
        if found.words:
            yield from _pieces(found)


def _joined(text: str) -> Iterator[tuple[int, int]]:
    """Where lines stand, those that go on in the next one together with it."""
    held: tuple[int, int] | None = None
    at = 0
    for raw in text.splitlines(keepends=True):
        start, at = at, at + len(raw)
        if held and not _goes_on(text[held[0] : held[1]], raw):
            yield held
            held = None
        held = (held[0] if held else start, at)
        if len(raw) > 20 * _HARD or held[1] - held[0] > 100 * _HARD:
            yield held
            held = None
    if held:
        yield held


def _goes_on(line: str, following: str) -> bool:
    last = line.rstrip()[-200:]
    return (
        len(last) >= _HARD
        and not _STOP.search(last)
        and _CONTINUED.match(following) is not None
        and not _TABULAR.search(last)
        and not _TABULAR.search(following[:200])
    )


def _line(text: str, start: int, end: int) -> Line:
    found = list(_WORD.finditer(text, start, end))
    words = tuple(match.group() for match in found)
    starts = tuple(match.start() for match in found)
    ends = tuple(match.end() for match in found)
    gaps = tuple(
        index == 0 or _is_gap(text[ends[index - 1] : start]) for index, start in enumerate(starts)
    )
    return Line(_kind(text[start : min(end, start + 400)], words), words, starts, ends, gaps)


def _is_gap(between: str) -> bool:
    return len(between) > 1 and "\n" not in between and len(between.replace(HIDDEN, "")) > 1


def _kind(line: str, words: tuple[str, ...]) -> str:
    if sum(word.isalpha() for word in words) * 4 < len(words):
        return "figures"
    if _TABULAR.search(line):
        return "table"
    if words and words[0] in {"*", "-", "\N{BULLET}", "\N{MIDDLE DOT}"}:
        return "item"
    if words and len(words) <= _HEADING and words[-1] not in {".", ";", ","}:
        return "head"
    return "text"


def _pieces(line: Line) -> Iterator[Line]:
    """A line in pieces: cut after the last end of a sentence that leaves no piece too long."""
    at = 0
    while len(line.words) - at > LONGEST:
        stop = _cut(line, at)
        yield _part(line, at, stop)
        at = stop
    yield _part(line, at, len(line.words))


def _cut(line: Line, at: int) -> int:
    for stop in range(at + LONGEST, at + LONGEST // 2, -1):
        if line.words[stop - 1] == "." and line.words[stop][0].isupper():
            return stop
    return at + LONGEST


def _part(line: Line, start: int, stop: int) -> Line:
    return Line(
        line.kind,
        line.words[start:stop],
        line.starts[start:stop],
        line.ends[start:stop],
        line.gaps[start:stop],
    )
