"""A sentence in pieces: its events, its cues, its brackets and commas, in their order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from immunograph.candidates.cues import Cue
from immunograph.candidates.findings import Event
from immunograph.candidates.frequency import Mark

_POINTS = re.compile(r"[()\[\],;]|\b(?:and/or|and|or)\b|\.(?= [A-Z])")
_NAMES = {"[": "(", "]": ")", ".": ";", "and/or": "and", "or": "and"}

_CLOSING = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence, where in its text; `kind` is a cue or a name of its own.

    `event`, `mark` and `events` (named within the words of a cue) are what it brings.
    """

    start: int
    end: int
    kind: str
    text: str = ""
    event: Event | None = None
    mark: Mark | None = None
    events: tuple[Event, ...] = ()


def pieces(
    text: str,
    events: Iterable[tuple[int, int, Event]],
    cues: Iterable[Cue],
    marks: Iterable[Mark],
) -> list[Piece]:
    """The pieces of a sentence in its order; what stands within a name is no cue.

    >>> [one.kind for one in pieces("thirst (mild), due", [], [Cue(15, 18, "due", "due")], [])]
    ['(', ')', ',', 'due']
    """
    named = sorted(events, key=lambda one: one[:2])
    found = [_cue(cue, named) for cue in cues if not _within(cue.start, cue.end, named)]
    spoken = {id(event) for piece in found for event in piece.events}
    found += [Piece(s, e, "event", event=one) for s, e, one in named if id(one) not in spoken]
    found += [
        Piece(mark.start, mark.end, "mark", mark=mark)
        for mark in marks
        if not _within(mark.start, mark.end, named)
    ]
    taken = [(piece.start, piece.end) for piece in found]
    found += [
        _point(text, match, named)
        for match in _POINTS.finditer(text)
        if not any(start <= match.start() < end for start, end in taken)
    ]
    return sorted(found, key=lambda piece: (piece.start, piece.end))


def _point(text: str, match: re.Match[str], named: list[tuple[int, int, Event]]) -> Piece:
    """A bracket, comma or conjunction; an opening bracket brings the events within it."""
    kind = _NAMES.get(match.group(), match.group())
    close = text.find(_CLOSING[match.group()], match.end()) if kind == "(" else -1
    within = tuple(one for start, _, one in named if match.start() < start < close)
    return Piece(match.start(), match.end(), kind, events=within)


def _cue(cue: Cue, named: list[tuple[int, int, Event]]) -> Piece:
    within = tuple(one for start, end, one in named if cue.start <= start and end <= cue.end)
    return Piece(cue.start, cue.end, cue.cue, cue.text, events=within)


def _within(start: int, end: int, named: list[tuple[int, int, Event]]) -> bool:
    return any(first <= start and end <= last for first, last, _ in named)
