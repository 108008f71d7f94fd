"""The lines of a page of a PDF: texts on one base line, parted where there is a wide gap."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from immunograph.pages.glyphs import Fragment
from immunograph.pages.raised import raised

_SAME_LINE = 0.5  # of the size of a font: how far base lines of one line are apart
_SPACE = 0.15  # of it: a gap that is a space
_COLUMN = 1.6  # of it: a gap that parts
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
    return [segment for row in _rows(fragments) for segment in _parted(row)]


def _rows(fragments: Iterable[Fragment]) -> Iterator[list[Fragment]]:
    """The fragments of each line, from left to right."""
    row: list[Fragment] = []
    for each in sorted(fragments, key=lambda each: (-each.base, each.left)):
        if row and not _is_of(row, each):
            yield sorted(row, key=lambda each: each.left)
            row = []
        row.append(each)
    if row:
        yield sorted(row, key=lambda each: each.left)


def _is_of(row: Sequence[Fragment], each: Fragment) -> bool:
    """Whether a fragment is of a line: one that is raised comes before what it is raised from."""
    last = row[-1]
    return last.base - each.base <= _SAME_LINE * min(max(last.size, each.size), 2 * each.size)


def _parted(row: Sequence[Fragment]) -> Iterator[Segment]:
    """The segments of a line."""
    size = max(row, key=lambda each: (len(each.text), each.size)).size
    run: list[Fragment] = []
    for each in row:
        if run and _is_twice(run[-1], each):
            continue
        if run and each.left - run[-1].right > _COLUMN * size:
            yield _segment(run)
            run = []
        run.append(each)
    yield _segment(run)


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
