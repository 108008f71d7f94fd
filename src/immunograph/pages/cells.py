"""The cells of a table, each with the texts of those that head it."""

import bisect
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from immunograph.pages.found import Found
from immunograph.pages.lines import strip
from immunograph.pages.page import Cell


def pipes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    r"""The start and end of each cell of a row written with pipes, without the pipes.

    >>> [r"| a \| b | c |"[a:b] for a, b in pipes(r"| a \| b | c |", 0, 14)]
    ['a \\| b', 'c']
    """
    start, end = strip(text, start, end)
    cells, at, escaped = [], start, False
    for index in range(start, end):
        if text[index] == "|" and not escaped:
            cells.append((at, index))
            at = index + 1
        escaped = text[index] == "\\"
    cells.append((at, end))
    inner = cells[cells[0][0] == cells[0][1] :]
    inner = inner[: len(inner) - (bool(inner) and inner[-1][0] == inner[-1][1])]
    return [strip(text, *cell) for cell in inner]


def headed(cells: Iterable[Found]) -> list[Found]:
    """The same cells, each with the texts of the cells that head its column and its row.

    A column is headed by the header cells above it; a row by the row of one cell that is above it
    in a table of several columns, and by its first cell. What is headed already stays as it is.
    """
    given = list(cells)
    heads = {table: _Heads(found) for table, found in _by_table(given).items()}
    return [
        replace(each, cell=heads[each.cell.table].headed(each.cell)) if each.cell else each
        for each in given
    ]


def _by_table(cells: list[Found]) -> dict[int, list[tuple[Cell, str]]]:
    tables: dict[int, list[tuple[Cell, str]]] = {}
    for found in cells:
        if found.cell:
            tables.setdefault(found.cell.table, []).append((found.cell, found.visible.text))
    return tables


class _Heads:
    """What heads the cells of a table: by column, by row, and by the group that rows are of."""

    def __init__(self, cells: list[tuple[Cell, str]]) -> None:
        self.above: dict[int, list[tuple[int, str]]] = {}
        self.beside: dict[int, str] = {}
        width = Counter(cell.row for cell, text in cells)
        single = {row for row, number in width.items() if number == 1 < len(width)}
        self.groups = [
            (cell.row, text)
            for cell, text in cells
            if cell.row in single and not cell.is_header and cell.column == 0
        ]
        for cell, text in cells:
            if cell.is_header and text:
                self.above.setdefault(cell.column, []).append((cell.row, text))
            elif cell.column == 0 and text:
                self.beside[cell.row] = text

    def headed(self, cell: Cell) -> Cell:
        """A cell with its headers."""
        if cell.is_header or cell.headers:
            return cell
        above = [text for row, text in self.above.get(cell.column, ()) if row < cell.row]
        at = bisect.bisect_left(self.groups, (cell.row, "")) - 1
        group = [self.groups[at][1]] if at >= 0 else []
        own = [self.beside[cell.row]] if cell.column and cell.row in self.beside else []
        return replace(cell, headers=(*above, *group, *own))


def cell(table: int, row: int, column: int, is_header: bool = False) -> Cell:
    """A cell before it is known what heads it."""
    return Cell(table, row, column, is_header, ())
