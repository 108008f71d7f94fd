# ruff: noqa: RUF001 (the marks before items)
"""The lines of a page of a PDF: texts on one base line, parted where there is a wide gap."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from immunograph.pages.glyphs import Fragment
from immunograph.pages.raised import raised

_SAME_LINE = 0.25  # of the size of a font: how far base lines of one line are apart
_RAISED_MOST = 0.7  # of it
_MOST = 100_000  # pairs of texts that are held against each other
_NARROWEST = 0.6  # of it: a gap that may be of a strip of white
_LINES = 5  # that a strip goes through, at least
_MOSTLY = 0.7  # of the lines that stand on both its sides
_SPACE = 0.15  # of it: a gap that is a space
_COLUMN = 1.6  # of it: a gap that parts, if it is far wider than the others of its line
_WIDER = 2.2  # times as wide
_WIDEST = 3.0  # of the size: a gap that parts in any line
_FEWEST = 3  # gaps of a line that is spaced out to be full
_LABEL = re.compile(r"[•·●∙▪■◆➢✓\uf0b7\uf0a7o◦○‣–—*-]|\(?\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-z][.)]")
_RAISED, _SMALLER = 0.15, 0.85


@dataclass(frozen=True, slots=True)
class Segment:
    """A text in a line that no wide gap parts."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool
    is_italic: bool

    @property
    def width(self) -> float:
        """From its left to its right, in points."""
        return self.right - self.left


def segments(fragments: Iterable[Fragment]) -> list[Segment]:
    """The segments of a page, from top to bottom and from left to right."""
    rows = list(_with_raised(list(_rows(fragments))))
    strips = _strips(rows)
    return [segment for row in rows for segment in _parted(row, strips)]


def _rows(fragments: Iterable[Fragment]) -> Iterator[list[Fragment]]:
    """The fragments on each base line, from left to right."""
    row: list[Fragment] = []
    for each in sorted(fragments, key=lambda each: (-each.base, each.left)):
        if row and row[0].base - each.base > _SAME_LINE * min(row[0].size, each.size):
            yield sorted(row, key=lambda each: each.left)
            row = []
        row.append(each)
    if row:
        yield sorted(row, key=lambda each: each.left)


def _with_raised(rows: Sequence[list[Fragment]]) -> Iterator[list[Fragment]]:
    """The rows, what is raised or lowered from one beside what it is raised from."""
    at = 0
    while at < len(rows):
        row = rows[at]
        while at + 1 < len(rows) and (_hangs_on(row, rows[at + 1]) or _hangs_on(rows[at + 1], row)):
            row = sorted([*row, *rows[at + 1]], key=lambda each: each.left)
            at += 1
        yield row
        at += 1


def _hangs_on(small: Sequence[Fragment], row: Sequence[Fragment]) -> bool:
    """Whether all of a line is smaller than another that it touches."""
    size, base = row[0].size, row[0].base
    if abs(small[0].base - base) > _RAISED_MOST * size or len(small) > len(row):
        return False
    if len(small) * len(row) > _MOST:
        return False
    return all(
        each.size < _SMALLER * size and any(_touches(each, other, size) for other in row)
        for each in small
    )


def _touches(one: Fragment, other: Fragment, size: float) -> bool:
    return one.left - other.right < size / 2 and other.left - one.right < size / 2


def _strips(rows: Sequence[Sequence[Fragment]]) -> list[float]:
    """Where a strip of white goes down through most of the lines that stand on both its sides."""
    changes: list[tuple[float, int, int]] = []  # place, gaps that begin or end, lines that do
    for row in rows:
        changes += [(row[0].left, 0, 1), (max(each.right for each in row), 0, -1)]
        for one, other in pairwise(row):
            if other.left - one.right > _NARROWEST * one.size:
                changes += [(one.right, 1, 0), (other.left, -1, 0)]
    found: list[float] = []
    gaps = lines = best = 0
    for (place, gap, line), after in pairwise([*sorted(changes), (0.0, 0, 0)]):
        gaps, lines = gaps + gap, lines + line
        is_strip = gaps >= _LINES and gaps >= _MOSTLY * lines
        if is_strip and gaps > best and after[0] > place:
            found = [*(found[:-1] if best else found), (place + after[0]) / 2]
        best = max(best, gaps) if is_strip else 0
    return found


def _parted(row: Sequence[Fragment], strips: Sequence[float]) -> Iterator[Segment]:
    """The segments of a line, a mark or a number at the start of one with what it is of."""
    size = max(row, key=lambda each: (len(each.text), each.size)).size
    gaps = [other.left - one.right for one, other in pairwise(row)]
    spaces = [gap for gap in gaps if gap > _SPACE * size]
    usual = median(spaces) if len(spaces) >= _FEWEST else 0.0
    widest = max(_COLUMN * size, min(_WIDER * usual, _WIDEST * size))
    run: list[Fragment] = []
    for each in row:
        if run and _is_twice(run[-1], each):
            continue
        if run and not (run[0] is row[0] and _is_label(run, each)):
            gap = each.left - run[-1].right
            is_at_strip = any(run[-1].right < strip < each.left for strip in strips)
            if gap > widest or (is_at_strip and gap > _NARROWEST * size):
                yield _segment(run)
                run = []
        run.append(each)
    yield _segment(run)


def _is_label(run: Sequence[Fragment], following: Fragment) -> bool:
    """Whether a line begins with a mark or a number that belongs to what follows."""
    text = "".join(each.text for each in run).strip()
    return bool(_LABEL.fullmatch(text)) and following.text.lstrip()[:1].isalpha()


def _is_twice(one: Fragment, other: Fragment) -> bool:
    """Whether the same is printed twice to look bold."""
    near = abs(one.left - other.left) + abs(one.base - other.base)
    return one.text == other.text and near < one.size / 5


def _segment(run: Sequence[Fragment]) -> Segment:
    main = max(run, key=lambda each: len(each.text.strip()) * each.size)
    parts: list[str] = []
    end = run[0].left
    for each in run:
        before = parts[-1] if parts else ""
        if parts and each.left - end > _SPACE * main.size and not before.endswith(" "):
            parts.append(" ")
        parts.append(_raised(before, each, main))
        end = max(end, each.right)
    length = sum(len(each.text) for each in run)
    return Segment(
        " ".join("".join(parts).split()),
        run[0].left,
        end,
        main.base,
        main.size,
        sum(len(each.text) for each in run if each.is_bold) > length / 2,
        sum(len(each.text) for each in run if each.is_italic) > length / 2,
    )


def _raised(before: str, each: Fragment, main: Fragment) -> str:
    is_raised = each.base - main.base > _RAISED * main.size and each.size < _SMALLER * main.size
    return raised(before[-8:].strip(), each.text) if is_raised else each.text
