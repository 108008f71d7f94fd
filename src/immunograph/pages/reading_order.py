"""The order in which the texts of a printed page are read: columns one after another.

A page is cut where a strip of white goes through enough of its lines; what stands across the strip,
such as a title, parts what is read before it from what is read after it.
"""

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import mean, median

from immunograph.pages.rows import Segment

_DEEPEST = 4  # cuts within cuts
_FEWEST = 4  # lines of a column
_SHORTEST = 18  # characters of the lines of a column, in the mean; those of tables are shorter
_FILLED = 0.5  # of the width of a column that its lines fill, in the median
_ACROSS = 1.2  # times as many lines has a column as there are across the strip
_MANY, _LEVEL, _SAME = 8, 0.6, 1.0  # lines of which as few are level with another to a point
_NARROWEST = 4.0  # points
_MOST = 12  # places where lines begin that are looked at


def regions(segments: Sequence[Segment], depth: int = 0) -> Iterator[list[Segment]]:
    """The parts of a page in the order in which they are read, each from top to bottom."""
    strip = _strip(segments) if depth < _DEEPEST else None
    if strip is None:
        yield list(segments)
        return
    run: list[Segment] = []
    for each in segments:
        if each.left < strip < each.right:
            yield from _columns(run, strip, depth)
            yield [each]
            run = []
        else:
            run.append(each)
    yield from _columns(run, strip, depth)


def _columns(run: Sequence[Segment], strip: float, depth: int) -> Iterator[list[Segment]]:
    for column in _sides(run, strip):
        if column:
            yield from regions(column, depth + 1)


def _sides(run: Sequence[Segment], strip: float) -> tuple[list[Segment], list[Segment]]:
    left = [each for each in run if each.right <= strip]
    return left, [each for each in run if each.left >= strip]


def _strip(segments: Sequence[Segment]) -> float | None:
    """The middle of the strip at which a page is cut; None where it has one column."""
    found = []
    for left, right in _gaps(segments):
        middle = (left + right) / 2
        across = sum(each.left < middle < each.right for each in segments)
        if _are_columns(*_sides(segments, middle), across):
            found.append((across, left - right, middle))
    return min(found)[2] if found else None


def _gaps(segments: Sequence[Segment]) -> Iterator[tuple[float, float]]:
    """The strips before where many lines begin, back to where the last line before them ends."""
    begun = Counter(round(each.left) for each in segments)
    rights = sorted(each.right for each in segments)
    for left, number in begun.most_common(_MOST):
        at = bisect.bisect_left(rights, left)
        if number >= _FEWEST and at and left - rights[at - 1] >= _NARROWEST:
            yield rights[at - 1], left


def _are_columns(left: Sequence[Segment], right: Sequence[Segment], across: int) -> bool:
    """Whether what stands on the sides of a strip is text, and not the cells of rows."""
    fewer = min(left, right, key=len)
    if len(fewer) < max(_FEWEST, across * _ACROSS):
        return False
    if _is_running(left) and _is_running(right):
        return True
    others = sorted(each.base for each in (right if fewer is left else left))
    level = sum(_is_near(each.base, others) for each in fewer)
    return len(fewer) >= _MANY and level < _LEVEL * len(fewer)


def _is_near(base: float, others: Sequence[float]) -> bool:
    at = bisect.bisect_left(others, base - _SAME)
    return at < len(others) and others[at] <= base + _SAME


def _is_running(side: Sequence[Segment]) -> bool:
    width = max(each.right for each in side) - min(each.left for each in side)
    return (
        mean(len(each.text) for each in side) >= _SHORTEST
        and median(each.width for each in side) >= _FILLED * width
    )
