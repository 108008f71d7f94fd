"""What was so on which day: one line for each row of an answer, in the order of its days.

Beside the days, each line has a table of all else that the row says.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from immunograph.answer import Row, heading
from immunograph.errors import NotDrawn
from immunograph.names import iri_of
from immunograph.pictures import notes
from immunograph.pictures.axes import Axes
from immunograph.pictures.lettering import width, wrapped
from immunograph.pictures.sheet import (
    LEADING,
    PALE,
    SMALL,
    TEXT,
    Drawing,
    element,
    lettered,
    titled,
)
from immunograph.store import Literal

MOST_ROWS = 150
_AXIS, _EDGE, _GAP, _HIGH = 400.0, 36.0, 18.0, 24.0
_WIDEST_NAME, _WIDEST_CELL, _LINES = 200, 190, 4
_GRID = "#e3e3e3"
_TICKS = 6
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?(?:Z|[+-]\d\d:\d\d)?")
_YEAR = 12
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
_CORNERS = (
    (),
    ((0, -7), (7, 0), (0, 7), (-7, 0)),
    ((0, -6), (6, 5), (-6, 5)),
    ((-5, -5), (5, -5), (5, 5), (-5, 5)),
)
# How far ticks can be apart: days, months, years, and how much of a day is their label.
_STEPS = (
    *((step, 0, 10) for step in (1, 2, 7, 14)),
    *((0, step, 7) for step in (1, 2, 3, 6)),
    *((0, 12 * step, 4) for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or the first and the last one of a month or year."""

    first: date
    last: date


def span(written: str) -> Span | None:
    """The days that a literal of XML Schema stands for; None where no calendar has them.

    >>> span("2025-02")
    Span(first=datetime.date(2025, 2, 1), last=datetime.date(2025, 2, 28))
    """
    found = _DAY.fullmatch(written)
    if not found:
        return None
    year, month, day = (int(each) if each else None for each in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        if day:
            return Span(first, first)
        until = _month_after(first, 1 if month else _YEAR)
    except (ValueError, OverflowError):
        return None
    return Span(first, until - timedelta(days=1))


def _month_after(day: date, months: int) -> date:
    """The first day of a month so many months later."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True)
class TimeLine:
    """A time line of the rows of an answer: which column names them, and which hold days."""

    axes: Axes
    name: str
    dates: tuple[str, ...]

    def spans(self, row: Row) -> list[tuple[int, Span]]:
        """The days of a row, each with the number of its column."""
        found = [
            (number, span(term.value))
            for number, column in enumerate(self.dates)
            for term in self.axes.cell(row, column)
            if isinstance(term, Literal)
        ]
        return [(number, each) for number, each in found if each]

    def texts(self, row: Row, columns: Sequence[str]) -> list[str]:
        """What a row has in each column; the first also says where it rests on drafts."""
        show = self.axes.answer.dataset.names.show
        first, *others = (", ".join(map(show, self.axes.cell(row, name))) for name in columns)
        review = self.axes.answer.review(row)
        return [f"{first} ({review})" if review else first, *others]

    @property
    def rows(self) -> list[Row]:
        """The rows by their first day, those without one at the end."""
        days = {row: [each.first for _, each in self.spans(row)] for row in self.axes.answer.rows}
        return sorted(days, key=lambda row: min(days[row], default=date.max))


def drawn(line: TimeLine) -> tuple[Drawing, str, list[str]]:
    """The drawing, what it shows in words, and what is to be noted below it.

    Raises `NotDrawn` where it is too large to be read, or no calendar has its days.
    """
    rows = line.rows
    if len(rows) > MOST_ROWS:
        raise NotDrawn(
            f"a time line of {len(rows)} rows cannot be read; at most {MOST_ROWS} are drawn; "
            "ask for less, or for another format"
        )
    table = _Table(line, rows)
    scale = _Scale.over([each for row in rows for _, each in line.spans(row)], table.left)
    parts = [*scale.ticks(table.top, table.height), *table.header(), *table.texts()]
    for number, row in enumerate(rows):
        marks = [_mark(kind, each, scale, table.middle(number)) for kind, each in line.spans(row)]
        named = " ".join(map(iri_of, line.axes.cell(row, line.name)))
        parts.append(titled(table.said(number), *marks, data_row=named))
    keys = [(_key(number), heading(name)) for number, name in enumerate(line.dates)]
    drawing = Drawing("time line", table.width, table.height, parts, keys)
    return drawing, " ".join(f"{table.said(n)}." for n in range(len(rows))), [notes.BLANK]


@dataclass(frozen=True, slots=True)
class _Scale:
    """From a day to its place."""

    first: date
    last: date
    left: float

    @classmethod
    def over(cls, spans: Sequence[Span], left: float) -> "_Scale":
        """A scale with some room before the first day and after the last."""
        if not spans:
            raise NotDrawn("no calendar has the days in this result, so no time line is drawn")
        first, last = min(each.first for each in spans), max(each.last for each in spans)
        room = max((last - first).days // 12, 10)
        early = max(first.toordinal() - room, 1)
        return cls(
            date.fromordinal(early),
            date.fromordinal(min(last.toordinal() + room, date.max.toordinal())),
            left,
        )

    def place(self, day: date) -> float:
        part = (day - self.first).days / (self.last - self.first).days
        return self.left + _EDGE + part * (_AXIS - 2 * _EDGE)

    def ticks(self, top: float, low: float) -> Iterable[Element]:
        """A line and a label for each tick, as many as have room."""
        for step in _STEPS:
            days = self._days(step)
            if len(days) <= _TICKS:
                break
        for day in days:
            x = self.place(day)
            yield element("path", d=f"M {x:.1f} {top - 4:.1f} V {low:.1f}", stroke=_GRID)
            label = day.isoformat()[: step[2]]
            yield lettered([label], x, top - 14, font_size=SMALL, fill=PALE, text_anchor="middle")

    def _days(self, step: tuple[int, int, int]) -> list[date]:
        """The days of the ticks that are so far apart."""
        days, months, _ = step
        if days:
            start = self.first.toordinal() + days - 1 - (self.first.toordinal() - 1) % days
            return [date.fromordinal(n) for n in range(start, self.last.toordinal() + 1, days)]
        first = self.first.year * 12 + self.first.month - 1
        last = self.last.year * 12 + self.last.month - 1
        numbers = range(-(-first // months) * months, last + 1, months)
        found = [_month_after(date.min, number - _YEAR) for number in numbers if number >= _YEAR]
        return [day for day in found if self.first <= day <= self.last]


class _Table:
    """The names on the left of the days and the other columns on their right."""

    def __init__(self, line: TimeLine, rows: Sequence[Row]) -> None:
        axes = line.axes
        self._rows = rows
        filled = {name for row in rows for name, _ in axes.others(row, line.name)}
        self._columns = [
            line.name,
            *line.dates,
            *(name for name in axes.answer.columns if name in filled),
        ]
        self._columns = [*dict.fromkeys(self._columns)]
        self._texts = [line.texts(row, self._columns) for row in rows]
        cells = [
            [self._wrapped(number, text) for number, text in enumerate(texts)]
            for texts in self._texts
        ]
        self._cells = cells
        self._heads = [
            wrapped(heading(name), _WIDEST_CELL, SMALL, lines=2) for name in self._columns
        ]
        wide = [
            max(
                *(width(text, SMALL, bold=True) for text in self._heads[number]),
                *(width(text, TEXT) for row in cells for text in row[number]),
            )
            for number in range(len(self._columns))
        ]
        self.left = wide[0] + _GAP
        starts = [0.0, self.left + _AXIS + _GAP]
        for each in wide[1:]:
            starts.append(starts[-1] + each + _GAP)
        self._starts = starts
        self.width = starts[-1] - _GAP
        self.top = 2 * SMALL * LEADING + 14
        heights = [max(_HIGH, max(len(text) for text in row) * TEXT * LEADING + 6) for row in cells]
        self._tops = [self.top + sum(heights[:number]) for number in range(len(heights) + 1)]
        self.height = self._tops[-1]

    @staticmethod
    def _wrapped(number: int, text: str) -> Sequence[str]:
        return wrapped(text, _WIDEST_CELL if number else _WIDEST_NAME, TEXT, _LINES)

    def middle(self, number: int) -> float:
        return (self._tops[number] + self._tops[number + 1]) / 2

    def header(self) -> Iterable[Element]:
        for x, lines in zip(self._starts, self._heads, strict=False):
            y = self.top - 14 - (len(lines) - 1) * SMALL * LEADING
            yield lettered(lines, x, y, font_size=SMALL, font_weight="bold", fill=PALE)

    def texts(self) -> Iterable[Element]:
        for number, row in enumerate(self._cells):
            top = self._tops[number]
            yield element("path", d=f"M 0 {top:.1f} H {self.width:.1f}", stroke=_GRID)
            for x, lines in zip(self._starts, row, strict=False):
                first = self.middle(number) - (len(lines) - 1) * TEXT * LEADING / 2
                yield lettered(lines, x, first)

    def said(self, number: int) -> str:
        """A row in words."""
        name, *others = zip(self._columns, self._texts[number], strict=True)
        rest = ", ".join(f"{heading(column)} {text}" for column, text in others if text)
        return f"{name[1]}: {rest}" if rest else name[1]


def _mark(kind: int, days: Span, scale: _Scale, y: float) -> Element:
    """The mark of a day; of a month or a year, a bar as long as that."""
    x = scale.place(days.first)
    if days.first == days.last:
        moved = f"translate({x - 11:.1f} {y:.1f})"
        return element("g", _key(kind), transform=moved, data_day=days.first.isoformat())
    return element(
        "rect",
        data_day=f"{days.first}/{days.last}",
        x=x,
        y=y - 4,
        width=max(scale.place(days.last) - x, 2.0),
        height=8,
        fill=_COLOURS[kind % len(_COLOURS)],
    )


def _key(kind: int) -> Element:
    """The mark of a column of days, in the middle of a room as wide as a key of the legend."""
    colour, corners = _COLOURS[kind % len(_COLOURS)], _CORNERS[kind % len(_CORNERS)]
    if not corners:
        return element("circle", cx=11, cy=0, r="5.5", fill=colour)
    points = " ".join(f"{x + 11},{y}" for x, y in corners)
    return element("polygon", points=points, fill=colour)
