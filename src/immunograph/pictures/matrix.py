"""Which of one kind by which of another: adverse events by therapy, antigens by therapy.

A cell says what the rows of the answer say, in letters that a colour only repeats.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from immunograph import lookups
from immunograph.answer import Row, heading
from immunograph.errors import NotDrawn
from immunograph.finding import counted
from immunograph.names import iri_of
from immunograph.pictures import notes
from immunograph.pictures.axes import Axes, is_of
from immunograph.pictures.lettering import width, wrapped
from immunograph.pictures.sheet import (
    INK,
    LEADING,
    PALE,
    PAPER,
    TEXT,
    Drawing,
    element,
    lettered,
    titled,
)
from immunograph.store import NamedNode, Term
from immunograph.vocabulary import BOXED_WARNING, MODALITY, RAISES_RISK_OF, SERIOUSNESS

MOST_ROWS, MOST_COLUMNS = 150, 60
_WIDEST, _HIGH, _PADDING, _TILT = 260, 24.0, 10.0, 45
_LEAST_CELL = 44.0
_GRID = "#d9d9d9"
_DRAFT = "*"


@dataclass(frozen=True, slots=True)
class Level:
    """What is said in a cell: its letter, what that means, its colour and that of the letter."""

    letter: str
    meaning: str
    fill: str
    ink: str = INK


# The strongest first.
BOXED = Level("B", "in a boxed warning", "#0072b2", PAPER)
SERIOUS = Level("S", "called serious or life-threatening", "#e69f00")
RISK = Level("R", "a risk that another reaction raises", "#a6d5ee")
NAMED = Level("•", "named; how serious is not said here", "#e8e8e8")
STATED = Level("•", "stated", "#e8e8e8")
FOUND = Level("•", "a row of the result", "#e8e8e8")
_LEVELS = (BOXED, SERIOUS, RISK, NAMED, STATED, FOUND)
Mark = tuple[Level, bool]


@dataclass(frozen=True)
class Matrix:
    """A matrix of the things of two columns of an answer."""

    axes: Axes
    down: str
    across: str

    @property
    def cells(self) -> Mapping[tuple[Term, Term], Sequence[Row]]:
        """The rows of the answer behind each cell."""
        found: dict[tuple[Term, Term], list[Row]] = {}
        for row in self.axes.answer.rows:
            for one in self.axes.cell(row, self.down):
                for other in self.axes.cell(row, self.across):
                    found.setdefault((one, other), []).append(row)
        return found

    @property
    def lacking(self) -> int:
        """How many rows of the answer are in no cell."""
        cell, rows = self.axes.cell, self.axes.answer.rows
        return sum(not (cell(row, self.down) and cell(row, self.across)) for row in rows)

    def marks(self, rows: Iterable[Row], across: Term) -> list[Mark]:
        """What the rows of a cell say, the strongest first, and whether only of a class."""
        found = {mark for row in rows for mark in self._marks(row, across)}
        own = {level for level, of_class in found if not of_class}
        kept = [mark for mark in found if not (mark[1] and mark[0] in own)]
        return sorted(kept, key=lambda mark: (mark[1], _LEVELS.index(mark[0])))

    def _marks(self, row: Row, across: Term) -> Iterable[Mark]:
        """What a row says: by the kind of each claim behind it, and by what stands in it."""
        names = self.axes.answer.dataset.names
        terms = {term for _, cell in self.axes.others(row, self.down, self.across) for term in cell}
        if not row.claims:
            yield self._level(terms, FOUND), False
        stated = NAMED if self.down == self.axes.events else STATED
        for claim in row.claims:
            kinds = {NamedNode(kind) for kind in names.kinds.get(claim, ())}
            yield self._level(terms | kinds, stated), self._is_of_class(claim, across)

    def _level(self, terms: Set[Term], otherwise: Level) -> Level:
        """What is said where these things and classes play a part."""
        names = self.axes.answer.dataset.names
        if NamedNode(BOXED_WARNING) in terms:
            return BOXED
        if any(is_of(term, names, SERIOUSNESS) for term in terms):
            return SERIOUS
        return RISK if NamedNode(RAISES_RISK_OF) in terms else otherwise

    def _is_of_class(self, claim: str, across: Term) -> bool:
        """Whether a claim is about a class, and not about the therapy itself."""
        subjects, names = self._subjects.get(claim, ()), self.axes.answer.dataset.names
        return across not in subjects and any(is_of(each, names, MODALITY) for each in subjects)

    @cached_property
    def _subjects(self) -> Mapping[str, set[Term]]:
        """What each claim behind the answer is about."""
        claims = {claim for row in self.axes.answer.rows for claim in row.claims}
        terms = " ".join(str(NamedNode(claim)) for claim in sorted(claims))
        found: dict[str, set[Term]] = {}
        store = self.axes.answer.dataset.store
        for row in store.select(lookups.text("subject").replace("UNDEF", terms)).rows:
            found.setdefault(iri_of(row["claim"]), set()).add(row["about"])
        return found

    def is_draft(self, rows: Iterable[Row]) -> bool:
        """Whether a cell rests on drafts alone."""
        return all(self.axes.answer.review(row) for row in rows)

    def said(self, one: Term, other: Term, rows: Sequence[Row]) -> str:
        """A cell in words: each row behind it by all that it holds, and whether it is a draft."""
        show = self.axes.answer.dataset.names.show
        parts = []
        for row in rows:
            held = [
                f"{heading(name)} {' and '.join(map(show, cell))}"
                for name, cell in self.axes.others(row, self.down, self.across)
            ]
            review = self.axes.answer.review(row)
            parts.append(", ".join([*held, *([review] if review else [])]))
        rest = "; ".join(part for part in parts if part)
        return f"{show(one)}, {show(other)}{f': {rest}' if rest else ''}"


def drawn(matrix: Matrix) -> tuple[Drawing, str, list[str]]:
    """The drawing, what it shows in words, and what is to be noted below it.

    Raises `NotDrawn` where it is too large to be read.
    """
    cells = matrix.cells
    show = matrix.axes.answer.dataset.names.show
    count = Counter(one for one, _ in cells)
    down = sorted(count, key=lambda term: (-count[term], show(term), str(term)))
    across = sorted({other for _, other in cells}, key=lambda term: (show(term), str(term)))
    if len(down) > MOST_ROWS or len(across) > MOST_COLUMNS:
        raise NotDrawn(
            f"a matrix of {len(down)} rows and {len(across)} columns cannot be read; at most "
            f"{MOST_ROWS} and {MOST_COLUMNS} are drawn; ask for less, or for another format"
        )
    marks = {at: matrix.marks(rows, at[1]) for at, rows in cells.items()}
    drafts = {at for at, rows in cells.items() if matrix.is_draft(rows)}
    grid = _Grid([show(term) for term in down], [show(term) for term in across], marks.values())
    parts = [*grid.frame()]
    for number, one in enumerate(down):
        for column, other in enumerate(across):
            if (one, other) in cells:
                said = matrix.said(one, other, cells[one, other])
                at = {"data_row": iri_of(one), "data_column": iri_of(other)}
                behind = _DRAFT if (one, other) in drafts else ""
                cell = grid.cell(number, column, marks[one, other], behind)
                parts.append(titled(said, *cell, **at))
    keys = _keys(marks.values(), of_drafts=bool(drafts))
    drawing = Drawing("matrix", grid.width, grid.height, parts, keys)
    described = [
        f"{show(one)}: {', '.join(show(other) for other in across if (one, other) in cells)}."
        for one in down
    ]
    return drawing, " ".join(described), list(_notes(matrix))


class _Grid:
    """Where the rows and columns of a matrix stand."""

    def __init__(
        self, down: Sequence[str], across: Sequence[str], marks: Iterable[Sequence[Mark]]
    ) -> None:
        self._down = [wrapped(label, _WIDEST, TEXT, lines=2) for label in down]
        self._across = [wrapped(label, _WIDEST, TEXT, lines=1)[0] for label in across]
        self._left = max(width(line, TEXT) for lines in self._down for line in lines) + _PADDING
        needed = max(
            (width(_letters(each) + _DRAFT, TEXT, bold=True) for each in marks), default=0.0
        )
        self._wide = max(_LEAST_CELL, needed + _PADDING)
        lean = math.radians(_TILT)
        longest = max(width(label, TEXT) for label in self._across)
        self._top = longest * math.sin(lean) + 2 * _PADDING
        heights = [max(_HIGH, len(lines) * TEXT * LEADING + 6) for lines in self._down]
        self._tops = [self._top + sum(heights[:number]) for number in range(len(heights) + 1)]
        ends = [
            self._middle(number) + width(label, TEXT) * math.cos(lean) + _PADDING
            for number, label in enumerate(self._across)
        ]
        self.width = max(*ends, self._left + len(across) * self._wide)
        self.height = self._tops[-1]

    def _middle(self, column: int) -> float:
        return self._left + (column + 0.5) * self._wide

    def frame(self) -> Iterable[Element]:
        """The labels of rows and columns and the lines between them."""
        right = self._left + len(self._across) * self._wide
        for number, lines in enumerate(self._down):
            y = (self._tops[number] + self._tops[number + 1]) / 2
            first = y - (len(lines) - 1) * TEXT * LEADING / 2
            yield lettered(lines, self._left - _PADDING, first, text_anchor="end")
        for number, label in enumerate(self._across):
            x, y = self._middle(number), self._top - _PADDING
            turned = f"translate({x:.1f} {y:.1f}) rotate({-_TILT})"
            yield element("g", lettered([label], 0.0, 0.0), transform=turned)
        for y in self._tops:
            yield element("path", d=f"M 0 {y:.1f} H {right:.1f}", stroke=_GRID)
        for number in range(len(self._across) + 1):
            x = self._left + number * self._wide
            line = f"M {x:.1f} {self._top:.1f} V {self.height:.1f}"
            yield element("path", d=line, stroke=_GRID)

    def cell(
        self, number: int, column: int, marks: Sequence[Mark], behind: str
    ) -> tuple[Element, Element]:
        """A cell in the colour of what is strongest in it, with the letters of all."""
        level = min((level for level, _ in marks), key=_LEVELS.index)
        x, top = self._left + column * self._wide, self._tops[number]
        high = self._tops[number + 1] - top
        ground = element(
            "rect", x=x + 1, y=top + 1, width=self._wide - 2, height=high - 2, fill=level.fill
        )
        letters = lettered(
            [_letters(marks) + behind],
            self._middle(column),
            top + high / 2,
            font_weight="bold",
            text_anchor="middle",
            fill=level.ink,
        )
        return ground, letters


def _letters(marks: Sequence[Mark]) -> str:
    return " ".join(f"({level.letter})" if of_class else level.letter for level, of_class in marks)


def _keys(marks: Iterable[Sequence[Mark]], *, of_drafts: bool) -> list[tuple[Element, str]]:
    """The legend: what each letter and colour that is used means."""
    found = {mark for each in marks for mark in each}
    keys = []
    for level in [each for each in _LEVELS if each in {level for level, _ in found}]:
        ground = element("rect", x=0, y=-9, width=22, height=18, fill=level.fill)
        letter = lettered(
            [level.letter], 11.0, 0.0, fill=level.ink, font_weight="bold", text_anchor="middle"
        )
        keys.append((element("g", ground, letter), level.meaning))
    if any(of_class for _, of_class in found):
        mark = lettered(["( )"], 11.0, 0.0, font_weight="bold", text_anchor="middle", fill=PALE)
        keys.append((mark, "said of a class that the therapy belongs to"))
    if of_drafts:
        mark = lettered([_DRAFT], 11.0, 0.0, font_weight="bold", text_anchor="middle")
        keys.append((mark, "a draft, not reviewed yet"))
    return keys


def _notes(matrix: Matrix) -> Iterable[str]:
    axes = matrix.axes
    has_claims = any(row.claims for row in axes.answer.rows)
    yield notes.BLANK if has_claims else notes.BLANK_ROW
    others = {
        heading(name): None
        for row in axes.answer.rows
        for name, _ in axes.others(row, matrix.down, matrix.across)
    }
    if others:
        yield f"The title of each cell has in words: {', '.join(others)}."
    if matrix.lacking:
        what = f"{heading(matrix.down)} or {heading(matrix.across)}"
        yield f"Not drawn: {counted(matrix.lacking, 'row')} of the answer without {what}."
