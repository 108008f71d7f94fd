"""The lines of a text, and the place of a part of one."""

import re
from collections.abc import Sequence

_END = re.compile(r"\r\n?|\n")


def lines(text: str, start: int = 0) -> list[tuple[int, int]]:
    r"""The start and end of each line from an offset on, without what ends it.

    >>> lines("one\r\ntwo")
    [(0, 3), (5, 8)]
    """
    ends = list(_END.finditer(text, start))
    starts = [start, *(end.end() for end in ends)]
    return list(zip(starts, [*(end.start() for end in ends), len(text)], strict=True))


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The same run without white space at its ends; an empty one where it is nothing else.

    >>> strip("  a  ", 0, 5)
    (2, 3)
    """
    run = text[start:end]
    left = len(run) - len(run.lstrip())
    return start + left, max(start + left, start + len(run.rstrip()))


def place(text: str, within: Sequence[tuple[int, int]], content: str) -> list[int] | None:
    """The offset of each character of lines that were taken from these; None where they differ.

    Each line of `content` is a part of a line of the text, and they are in the same order.
    """
    offsets: list[int] = []
    row = 0
    for line in content.split("\n"):
        part = line.strip()
        while row < len(within) and part not in text[within[row][0] : within[row][1]]:
            row += 1
        if row == len(within):
            return None
        offsets += _within(text, within[row], line, part)
        offsets.append(within[row][1])
        row += 1
    return offsets[:-1]


def _within(text: str, line: tuple[int, int], content: str, part: str) -> list[int]:
    start, end = line
    raw = text[start:end].rstrip()
    at = start + (len(raw) - len(part) if raw.endswith(part) else raw.find(part))
    lead = len(content) - len(content.lstrip()) if part else 0
    rest = len(content) - lead - len(part)
    return [at] * lead + list(range(at, at + len(part))) + [at + len(part)] * rest
