"""A table as it is laid out: where its cells stand, and what heads each, whatever spans what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from immunograph.pages.layout import Layout, Run
from immunograph.pages.page import Cell

_WIDEST = 100  # columns, and rows, that one cell may span
_DIGITS = 9
_MOST_HEADS = 8  # one above the other
_COLUMNS = 2  # of which a row of one cell is more than a cell


@dataclass(frozen=True, slots=True)
class Written:
    """A cell as it is written: its lines, and how many columns and rows it spans."""

    lines: tuple[tuple[Run, ...], ...]
    is_header: bool = False
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """What is seen in it."""
        return " ".join("".join(run.text for line in self.lines for run in line).split())

    @property
    def is_bold(self) -> bool:
        """Whether all that is seen in it is bold."""
        return all(run.bold for line in self.lines for run in line if run.text.strip())


def span(written: str | None) -> int:
    """How many rows or columns a cell spans, from what its attribute says.

    >>> span("2"), span(None), span("1e9"), span("99999")
    (2, 1, 1, 100)
    """
    digits = (written or "").strip()
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS
    return min(max(int(digits), 1), _WIDEST) if is_number else 1


def lay_out(layout: Layout, rows: Sequence[Sequence[Written]]) -> None:
    """Add the cells of a table, each with the texts of what heads its column and its row.

    Above a cell stand the header cells of its column; where a row is one cell from side to side,
    it heads the rows below it. Before a cell stands the first of its row. Where no cell is marked
    as a header, those at the top that are all bold are headers.
    """
    table, placed = layout.new_table(), list(_placed(_with_headers(rows)))
    heads = _Heads(max((at + each.columns for row in placed for at, each in row), default=0))
    for number, row in enumerate(placed):
        is_group = heads.is_group(row)
        first = heads.first(number, row)
        for at, each in row:
            is_header = each.is_header or is_group
            above = () if is_header else (*heads.above.get(at, ()), heads.group)
            before = first if at and not is_header else ""
            headers = tuple(text for text in (*above, before) if text)
            for line in each.lines:
                layout.cell(line, Cell(table, number, at, is_header, headers))
        heads.take(row, is_group)


_Row = list[tuple[int, Written]]  # each cell with its column


@dataclass(slots=True)
class _Heads:
    """What heads the cells of a table of some columns, as its rows are gone through."""

    width: int
    above: dict[int, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""
    until: int = 0
    spanning: str = ""

    def is_group(self, row: _Row) -> bool:
        """Whether a row is one cell, which heads the rows below it."""
        seen = [(at, each) for at, each in row if each.text]
        if self.width < _COLUMNS or len(seen) != 1 or seen[0][0]:
            return False
        (_, only), *_ = seen
        return only.columns == self.width or (len(row) == self.width and only.is_bold)

    def first(self, number: int, row: _Row) -> str:
        """The text of the first cell of a row, which may have begun in a row above."""
        if row and row[0][0] == 0:
            self.until, self.spanning = number + row[0][1].rows, row[0][1].text
        return self.spanning if number < self.until else ""

    def take(self, row: _Row, is_group: bool) -> None:
        """Hold what heads the rows below."""
        if is_group and not row[0][1].is_header:
            self.group = row[0][1].text
            return
        for at, each in row:
            if each.is_header and each.text:
                for column in range(at, at + each.columns):
                    self.above[column] = (*self.above.get(column, ()), each.text)[-_MOST_HEADS:]


def _with_headers(rows: Sequence[Sequence[Written]]) -> Iterator[list[Written]]:
    """The rows; where none has a header cell, those at the top that are all bold are of headers."""
    is_top = not any(each.is_header for row in rows for each in row)
    for number, row in enumerate(rows):
        is_top = is_top and number < len(rows) - 1 and all(each.is_bold for each in row)
        marks = is_top and len(row) > 1
        yield [replace(each, is_header=True) if marks else each for each in row]


def _placed(rows: Iterator[list[Written]]) -> Iterator[_Row]:
    """Each row with the columns of its cells, beside those that span from rows above."""
    taken: dict[int, int] = {}  # columns that are spanned from above, with for how many rows yet
    for row in rows:
        at, placed = 0, []
        spanned = {column: left - 1 for column, left in taken.items() if left > 1}
        for each in row:
            while taken.get(at, 0) > 0:
                at += 1
            placed.append((at, each))
            if each.rows > 1:
                spanned |= dict.fromkeys(range(at, at + each.columns), each.rows - 1)
            at += each.columns
        taken = spanned
        yield placed
