"""A sentence in pieces: its events, its cues, its brackets and commas, in their order."""

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass

from immunograph.candidates.cues import Cue
from immunograph.candidates.findings import Event
from immunograph.candidates.frequency import Mark

_POINTS = re.compile(r"[()\[\],;]|\b(?:and/or|and|or)\b|\.(?= [A-Z])")
_NAMES = {"[": "(", "]": ")", ".": ";", "and/or": "and", "or": "and"}

_BRACKET, _MOST = 300, 9  # how far a bracket is looked for, how many events count in it
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
    parts: Iterable[int] = (),
) -> list[Piece]:
    """The pieces of a sentence in its order; what stands within a name is no cue.

    `parts` are where further segments of an item begin.

    >>> [one.kind for one in pieces("thirst (mild), due", [], [Cue(15, 18, "due", "due")], [])]
    ['(', ')', ',', 'due']
    """
    named = _Named(sorted(events, key=lambda one: one[:2]))
    found = [_cue(cue, named) for cue in cues if not named.holds(cue.start, cue.end)]
    spoken = {id(event) for piece in found for event in piece.events}
    found += [
        Piece(s, e, "event", event=one) for s, e, one in named.events if id(one) not in spoken
    ]
    found += [
        Piece(mark.start, mark.end, "mark", mark=mark)
        for mark in marks
        if not named.holds(mark.start, mark.end)
    ]
    taken = sorted((piece.start, piece.end) for piece in found)
    starts = [start for start, _ in taken]
    for match in _POINTS.finditer(text):
        at = bisect.bisect_right(starts, match.start()) - 1
        if at < 0 or taken[at][1] <= match.start():
            found.append(_point(text, match, named))
    found += [Piece(start, start, "part") for start in parts]
    return sorted(found, key=lambda piece: (piece.start, piece.end))


class _Named:
    """The events of a sentence by their places, in order."""

    def __init__(self, events: list[tuple[int, int, Event]]) -> None:
        self.events = events
        self.starts = [start for start, _, _ in events]

    def holds(self, start: int, end: int) -> bool:
        """Whether a name holds all from one place to another."""
        at = bisect.bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.events[at][1]

    def between(self, start: int, end: int) -> tuple[Event, ...]:
        """The events that begin between two places; of many, the first."""
        first = bisect.bisect_left(self.starts, start)
        last = bisect.bisect_left(self.starts, end)
        return tuple(event for _, _, event in self.events[first : min(last, first + _MOST)])


def _point(text: str, match: re.Match[str], named: _Named) -> Piece:
    """A bracket, comma or conjunction; an opening bracket brings the events within it."""
    kind, end = _NAMES.get(match.group(), match.group()), match.end()
    if kind != "(":
        return Piece(match.start(), end, kind)
    close = text.find(_CLOSING[match.group()], end, end + _BRACKET)
    return Piece(match.start(), end, kind, events=named.between(end, close))


def _cue(cue: Cue, named: _Named) -> Piece:
    within = named.between(cue.start, cue.end)
    return Piece(cue.start, cue.end, cue.cue, cue.text, events=within)
