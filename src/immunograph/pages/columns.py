"""Tables of plain text: rows whose cells stand apart by runs of spaces or by tabs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from immunograph.pages.cells import cell
from immunograph.pages.lines import strip
from immunograph.pages.page import Cell

_GAP = re.compile(r"[ \t]{3,}|\t+")
_LONGEST_CELL, _LONGEST_GROUP = 120, 60
_LEAST_ROWS, _LEAST_CELLS = 2, 2
_FIGURE = re.compile(r"^[<>=~]?\s*\d|^(?:NA|N/A|NR|--?|\u2014)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of a row: where it stands in the text and in its table."""

    start: int
    end: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: where its line starts, and the start and end of its cells."""

    line: int
    cells: list[tuple[int, int]]


def rows(text: str, lines: list[tuple[int, int]]) -> dict[int, list[Piece]]:
    """The rows of the tables of a text by the offset at which they start.

    At least two lines with two cells or more, between which nothing stands but white space, are a
    table; a short line between two of them is a row of one cell. `lines` are whole, with the white
    space at their ends.
    """
    found: dict[int, list[Piece]] = {}
    for number, table in enumerate(_tables(text, lines)):
        widest = max(table, key=lambda row: len(row.cells))
        columns = [(start - widest.line, end - widest.line) for start, end in widest.cells]
        head = _head(text, table)
        for index, row in enumerate(table):
            found[row.cells[0][0]] = [
                Piece(start, end, cell(number, index, column, index < head))
                for (start, end), column in zip(row.cells, _places(row, columns), strict=True)
            ]
    return found


def _tables(text: str, lines: list[tuple[int, int]]) -> Iterator[list[_Row]]:
    """The tables; a short line of one cell between two rows is a row too."""
    run: list[_Row] = []
    group: _Row | None = None
    for line in lines:
        start, end = strip(text, *line)
        if start == end:
            continue
        cells = _cells(text, start, end)
        if cells and group:
            run.append(group)
        if cells:
            run.append(_Row(line[0], cells))
            group = None
        elif run and group is None and _is_group(text, start, end):
            group = _Row(line[0], [(start, end)])
        else:
            yield from _enough(run)
            run, group = [], None
    yield from _enough(run)


def _enough(run: list[_Row]) -> Iterator[list[_Row]]:
    if len(run) >= _LEAST_ROWS:
        yield run


def _is_group(text: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_GROUP and text[end - 1] not in ".:;"


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a line; none where it is no row."""
    cells, at = [], start
    for gap in _GAP.finditer(text, start, end):
        cells.append((at, gap.start()))
        at = gap.end()
    cells.append((at, end))
    short = all(stop - begin <= _LONGEST_CELL for begin, stop in cells)
    return cells if short and len(cells) >= _LEAST_CELLS else []


def _head(text: str, table: list[_Row]) -> int:
    """How many rows are above the first that has figures, or one cell; one where none has."""
    for index, row in enumerate(table):
        if len(row.cells) == 1 or any(_FIGURE.search(text[a:b]) for a, b in row.cells[1:]):
            return index
    return 1


def _places(row: _Row, columns: list[tuple[int, int]]) -> list[int]:
    """The column of each cell: in their order, or the nearest where some are missing."""
    if len(row.cells) == len(columns):
        return list(range(len(columns)))
    places, least = [], 0
    for index, (start, end) in enumerate(row.cells):
        most = len(columns) - (len(row.cells) - index)
        twice = start + end - 2 * row.line
        near = min(range(least, most + 1), key=lambda at: abs(sum(columns[at]) - twice))
        places.append(0 if not index and start - row.line <= columns[0][1] else near)
        least = places[-1] + 1
    return places
