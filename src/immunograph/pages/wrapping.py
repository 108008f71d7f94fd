"""Texts whose lines are broken at a width."""

import re
from collections.abc import Container

_NARROWEST, _WIDEST = 40, 130
_SLACK = 4  # an editor may break a little before the width
_LEAST = 3  # this many breaks at least
_SHARE = 0.6  # of the lines with another directly below
_FIRST_WORD = re.compile(r"\S+")


def breaks(text: str, lines: list[tuple[int, int]], own: Container[int]) -> set[int]:
    """The indices of the lines that go on with the paragraph of the line above.

    A text is broken at a width where most lines with another directly below them are so long
    that the first word of that one would have had no room. `lines` are without white space at
    their ends; an empty one has the same start and end. `own` are the indices of those that begin
    something of their own, such as an item.
    """
    lengths = sorted(end - start for start, end in lines if start < end)
    width = lengths[len(lengths) * 98 // 100] if lengths else 0
    if not _NARROWEST <= width <= _WIDEST:
        return set()
    pairs = [
        index
        for index in range(1, len(lines))
        if index not in own and _is_text(lines[index]) and _is_text(lines[index - 1])
    ]
    full = {index for index in pairs if _is_full(text, lines[index - 1], lines[index], width)}
    if len(full) < _LEAST or len(full) < _SHARE * len(pairs):
        return set()
    return full | {index for index in pairs if _goes_on(text, lines[index - 1], lines[index])}


def _is_text(line: tuple[int, int]) -> bool:
    return line[0] < line[1]


def _is_full(text: str, above: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    word = _FIRST_WORD.match(text, *line)
    length = word.end() - word.start() if word else 0
    return above[1] - above[0] + 1 + length > width - _SLACK


def _goes_on(text: str, above: tuple[int, int], line: tuple[int, int]) -> bool:
    return text[line[0]].islower() and text[above[1] - 1] not in ".:;!?"
