"""The cells of a table, each with the texts of those that head it."""

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

    A column is headed by the header cells above it, a row by its header cells or, in a table
    whose columns are headed, by its first cell. What is headed already stays as it is.
    """
    cells = list(cells)
    columns, rows = _columns(cells), _rows(cells)
    return [_with_headers(found, columns, rows) for found in cells]


def _columns(cells: list[Found]) -> dict[tuple[int, int], list[tuple[int, str]]]:
    columns: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for found in cells:
        if found.cell and found.cell.is_header and found.visible.text:
            key = (found.cell.table, found.cell.column)
            columns.setdefault(key, []).append((found.cell.row, found.visible.text))
    return columns


def _rows(cells: list[Found]) -> dict[tuple[int, int], list[tuple[int, str]]]:
    rows: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for found in cells:
        cell = found.cell
        if cell and found.visible.text and (cell.column == 0 or cell.is_header):
            rows.setdefault((cell.table, cell.row), []).append((cell.column, found.visible.text))
    return rows


def _with_headers(
    found: Found,
    columns: dict[tuple[int, int], list[tuple[int, str]]],
    rows: dict[tuple[int, int], list[tuple[int, str]]],
) -> Found:
    cell = found.cell
    if cell is None or cell.is_header or cell.headers:
        return found
    above = [text for row, text in columns.get((cell.table, cell.column), ()) if row < cell.row]
    before = [text for at, text in rows.get((cell.table, cell.row), ()) if at < cell.column]
    return replace(found, cell=replace(cell, headers=tuple(above + before)))


def cell(table: int, row: int, column: int, is_header: bool = False) -> Cell:
    """A cell before it is known what heads it."""
    return Cell(table, row, column, is_header, ())
