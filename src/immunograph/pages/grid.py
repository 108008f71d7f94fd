"""A table of HTML: where its cells stand, with what they span, and what heads them."""

import re
from dataclasses import dataclass, field

from immunograph.pages.layout import Run
from immunograph.pages.page import Cell

_WIDEST = 1000  # columns; a span goes no further
_FIGURE = re.compile(r"^[<>=~]?\s*\d|^(?:NA|N/A|NR|--?|\u2014)$")


@dataclass(slots=True)
class Square:
    """A cell: what stands in it, where, and how far it goes."""

    row: int
    column: int
    down: int
    across: int
    is_header: bool
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is seen of it."""
        return " ".join("".join(run.text for run in self.runs).split())


@dataclass(slots=True)
class Grid:
    """The cells of a table, as they come."""

    squares: list[Square] = field(default_factory=list)
    row: int = -1
    column: int = 0
    rows: int = 0
    taken: dict[int, int] = field(default_factory=dict)  # by column: the row up to which it is
    in_head: bool = False

    def next_row(self) -> None:
        """A row begins."""
        self.row, self.column = self.row + 1, 0

    def open(self, is_header: bool, across: str | None, down: str | None) -> Square:
        """The next cell of the row, in the first place that no cell from above takes."""
        if self.row < 0:
            self.next_row()
        while self.taken.get(self.column, 0) > self.row:
            self.column += 1
        wide = max(1, min(_span(across), _WIDEST - self.column))
        square = Square(self.row, self.column, _span(down), wide, is_header or self.in_head)
        for column in range(self.column, self.column + wide):
            self.taken[column] = self.row + square.down
        self.column += wide
        self.squares.append(square)
        return square

    def cells(self, table: int) -> list[tuple[list[Run], Cell]]:
        """The cells with the texts that head them: those of their column, then of their row.

        Where no cell is marked as a header, the rows above the first figures are headers. A row
        of one cell across the table heads the rows below it.
        """
        self._mark()
        heads = _Heads(self.squares)
        return [(each.runs, heads.cell(table, each)) for each in self.squares]

    def _mark(self) -> None:
        if any(square.is_header for square in self.squares):
            return
        figures = [s.row for s in self.squares if s.column and _FIGURE.search(s.text)]
        first = min(figures, default=1)
        for square in self.squares:
            square.is_header = square.row < first


def _span(said: str | None) -> int:
    text = (said or "").strip()
    known = text.isascii() and text.isdecimal() and len(text) <= len(str(_WIDEST))
    return max(1, min(int(text), _WIDEST)) if known else 1


@dataclass(slots=True)
class _Heads:
    """What heads the cells of a table, row by row."""

    squares: list[Square]
    above: dict[int, list[str]] = field(default_factory=dict)  # by column
    beside: list[str] = field(default_factory=list)
    group: str = ""
    row: int = -1
    width: int = 0
    columns: bool = False
    mixed: frozenset[int] = frozenset()  # the rows with cells that are no headers

    def __post_init__(self) -> None:
        self.width = max((s.column + s.across for s in self.squares), default=0)
        self.mixed = frozenset(s.row for s in self.squares if not s.is_header)
        self.columns = any(s.is_header and s.column for s in self.squares)

    def cell(self, table: int, square: Square) -> Cell:
        if square.row != self.row:
            self.row, self.beside = square.row, []
        text = square.text
        headers: tuple[str, ...] = ()
        if not square.is_header:
            group = [self.group] if self.group and square.across < self.width else []
            headers = (*self.above.get(square.column, ()), *group, *self.beside)
        self._note(square, text)
        return Cell(table, square.row, square.column, square.is_header, headers)

    def _note(self, square: Square, text: str) -> None:
        if not text:
            return
        if square.across >= self.width > 1 and self.above:
            self.group = text
        elif square.is_header and not self._heads_row(square):
            for column in range(square.column, square.column + square.across):
                self.above.setdefault(column, []).append(text)
        elif square.is_header or (square.column == 0 and self.columns):
            self.beside.append(text)

    def _heads_row(self, square: Square) -> bool:
        """Whether a header stands in a row with cells that are none."""
        return square.row in self.mixed
