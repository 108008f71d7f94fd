"""An answer: the solutions of a query as people read them, each row with its claims.

A variable named `claim`, or ending in `Claim`, is the evidence of a row. In the answer to a saved
question it is no column: solutions that differ only there are one row. A column bound by a
parameter is the same in every row and is left out. A gathered column holds all values that one
claim gives it. Where a row rests on drafts, a further column says so.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from string import digits
from typing import TYPE_CHECKING, Generic, TypeVar

from immunograph import evidence, faces, tables
from immunograph.dataset import DataSet
from immunograph.evidence import Evidence
from immunograph.finding import counted
from immunograph.names import Names
from immunograph.store import Literal, NamedNode, Solution, Solutions, Term
from immunograph.tables import Linked

if TYPE_CHECKING:
    import networkx
    import pandas

_USE = "useclaim"
DRAFT, PARTLY = "draft", "partly draft"
Cell = tuple[Term, ...]
_Shown = TypeVar("_Shown")


@dataclass(frozen=True, slots=True)
class Extras:
    """What is shown on demand: identifiers with their labels, and the evidence of each row."""

    labels: bool = False
    evidence: bool = False


NO_EXTRAS = Extras()


@dataclass(frozen=True)
class Tabled(Generic[_Shown]):
    """Rows as they are shown: cells, claims and passages, each of any number of things.

    Columns that are empty in every row are left out; `passages` and `claims` have nothing where
    no row has any.
    """

    columns: tuple[str, ...]
    cells: list[list[list[_Shown]]]
    claims: list[list[_Shown]]
    passages: list[list[_Shown]]
    review: list[list[_Shown]] = field(default_factory=list)

    def asides(self) -> Iterator[tuple[str, list[list[_Shown]]]]:
        """The columns beside those of the answer, each with its heading."""
        if self.review:
            yield "review", self.review
        if self.claims:
            yield "claims", self.claims
        if self.passages:
            yield "passages", self.passages


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the terms of each column, none where it is unbound, and the claims behind it.

    `ways` are the claims of each solution that gives the row.
    """

    cells: tuple[Cell, ...]
    claims: tuple[str, ...]
    ways: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Answer:
    """The rows that answer a question, with everything needed to show and to check them."""

    solutions: Solutions
    dataset: DataSet = field(repr=False)
    bound: Mapping[str, Term] = field(default_factory=dict)
    query: str = ""
    text: str = ""
    gather: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The variables that people read; of SPARQL that is not saved, all of them."""
        if not self.query:
            return self.solutions.variables
        return tuple(
            v for v in self.solutions.variables if v not in self.bound and not is_evidence(v)
        )

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows in the order of the solutions, those that differ only in claims as one.

        SPARQL that is not saved has a row for each solution.
        """
        if not self.query:
            return tuple(self._exact())
        return _rows(self._gathered())

    def review(self, row: Row) -> str:
        """What a row is where it rests on drafts; a way without any is enough."""
        drafted = [not self.dataset.drafts.isdisjoint(way) for way in row.ways]
        return DRAFT if drafted and all(drafted) else ""

    @cached_property
    def standings(self) -> tuple[str, ...]:
        """For each row `draft` or `partly draft`, or nothing where it is reviewed."""
        return tuple(map(self.review, self.rows)) if self.dataset.drafts else ("",) * len(self.rows)

    @property
    def not_reviewed(self) -> str:
        """How many rows rest on drafts, in words; empty where none does."""
        whole, partly = (self.standings.count(each) for each in (DRAFT, PARTLY))
        if not whole and not partly:
            return ""
        of = f"of {counted(len(self.rows), 'row')}"
        said = [f"{whole} {of} rest{'s' * (whole == 1)} on drafts"] if whole else []
        if partly:
            said.append(f"{partly} {'' if whole else f'{of} '}rest{'s' * (partly == 1)} on some")
        return f"Not reviewed yet: {', '.join(said)}."

    def labels(self) -> list[dict[str, str]]:
        """Each row as a mapping from column to label; an unbound cell is an empty string."""
        return [
            dict(zip(self.columns, row, strict=True)) for row in self.shown(self.dataset.names.show)
        ]

    def tabled(
        self,
        show: Callable[[Term], _Shown],
        cite: Callable[[Evidence], _Shown],
        extras: Extras = NO_EXTRAS,
    ) -> Tabled[_Shown]:
        """The rows as functions show their terms, and cite the passages behind them."""
        filled = [
            number
            for number in range(len(self.columns))
            if not self.rows or any(row.cells[number] for row in self.rows)
        ]
        behind = self.rows if any(row.claims for row in self.rows) else ()
        return Tabled(
            tuple(self.columns[number] for number in filled),
            [[list(map(show, row.cells[number])) for number in filled] for row in self.rows],
            [[show(NamedNode(each)) for each in row.claims] for row in behind if extras.evidence],
            [[cite(one) for one in self.evidence(row)] for row in behind],
            [[show(Literal(each))] if each else [] for each in self.standings]
            if any(self.standings)
            else [],
        )

    def describing(self, extras: Extras = NO_EXTRAS) -> Callable[[Term], str]:
        """How a term is shown: by its label, and beside it by its CURIE for whoever wants it."""
        names = self.dataset.names
        return names.describe if extras.labels or not self.query else names.show

    def table(self, extras: Extras = NO_EXTRAS) -> tables.Table:
        """The rows as a table whose things and passages lead to their addresses."""
        numbers, describe = self.numbers, self.describing(extras)
        names, contract = self.dataset.names, self.dataset.prefixes.contract
        of = self.tabled(
            cache(lambda term: Linked(describe(term), *_address(term, names))),
            lambda one: Linked(f"[{numbers[one.passage]}]", one.address, str(one)),
            extras,
        )
        header, rows = [*map(heading, of.columns)], of.cells
        for name, column in of.asides():
            header.append(name)
            rows = [[*row, cell] for row, cell in zip(rows, column, strict=True)]
        sources = [
            Linked(f"{one} ({contract(one.passage)})" if extras.evidence else str(one), one.address)
            for one in self.passages()
        ]
        return tables.Table(header, rows, sources)

    def to_dataframe(self, *, labels: bool = False, evidence: bool = False) -> "pandas.DataFrame":
        """The rows as a `pandas.DataFrame`: things by their IRIs, numbers and dates as such.

        With labels, a column beside each that holds things; with evidence, the IRIs of the claims
        and passages behind each row. A gathered column holds tuples. Raises `NotInstalled`.
        """
        columns: dict[str, list[object]] = {}
        for number, name in enumerate(self.columns):
            cells = [row.cells[number] for row in self.rows]
            many = name in self.gather
            columns[name] = [_value(map(faces.value, cell), many) for cell in cells]
            if labels and any(isinstance(term, NamedNode) for cell in cells for term in cell):
                show = self.dataset.names.show
                columns[f"{name}Label"] = [_value(map(show, cell), many) for cell in cells]
        if any(self.standings):
            columns["review"] = [each or "reviewed" for each in self.standings]
        if evidence:
            columns["claims"] = [row.claims for row in self.rows]
            columns["passages"] = [
                tuple(one.passage for one in self.evidence(row)) for row in self.rows
            ]
        return faces.data_frame(columns)

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """What the graph says between the things in the answer: a part of `library.network()`."""
        from immunograph.network import network  # noqa: PLC0415 (only where used)

        terms = [term for row in self.rows for cell in row.cells for term in cell]
        things = {t.value for t in (*terms, *self.bound.values()) if isinstance(t, NamedNode)}
        return network(self.dataset).subgraph(things).copy()

    def html(self, extras: Extras = NO_EXTRAS) -> str:
        """The table as a part of a page of HTML."""
        return tables.part(self.table(extras), self.not_reviewed)

    def _repr_html_(self) -> str:
        return self.html()

    def shown(self, show: Callable[[Term], str]) -> list[list[str]]:
        """Each row as the texts that a function gives for its terms."""
        return [[", ".join(map(show, cell)) for cell in row.cells] for row in self.rows]

    def _exact(self) -> Iterator[Row]:
        for solution in self.solutions.rows:
            claims = claims_of(solution)
            cells = tuple(_cell([solution], c) for c in self.columns)
            yield Row(cells, claims, (claims,))

    def _gathered(self) -> Iterator[tuple[tuple[Cell, ...], tuple[str, ...]]]:
        """Each group of solutions that differ only in gathered columns, with its claims."""
        groups: dict[Hashable, list[Solution]] = {}
        for solution in self.solutions.rows:
            others = tuple(solution.get(c) for c in self.columns if c not in self.gather)
            groups.setdefault((others, claims_of(solution)), []).append(solution)
        for solutions in groups.values():
            cells = tuple(_cell(solutions, column) for column in self.columns)
            yield cells, claims_of(solutions[0])

    def evidence(self, row: Row) -> list[Evidence]:
        """The passages behind a row, each once, in the order of its claims."""
        return self.behind(row.claims)

    def behind(self, claims: Iterable[str]) -> list[Evidence]:
        """The passages behind claims of the answer, each once, in the order of the claims."""
        return _each_once(one for claim in claims for one in self._evidence_of[claim])

    def passages(self) -> list[Evidence]:
        """The passages behind all rows, each once, in the order in which rows rest on them."""
        return _each_once(one for row in self.rows for one in self.evidence(row))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The passages behind all rows, numbered from 1."""
        return {one.passage: number for number, one in enumerate(self.passages(), 1)}

    @cached_property
    def _evidence_of(self) -> Mapping[str, list[Evidence]]:
        claims = (claim for row in self.rows for claim in row.claims)
        return evidence.of_claims(self.dataset, claims)

    def __bool__(self) -> bool:
        return bool(self.rows)


class GatheredAnswer(Answer):
    """An answer with one row for each thing in the first column, and all that is said of it."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """A row for each value of the first column, in the order of the solutions."""
        apart = [self.columns[0], *self._apart]
        things: dict[tuple[Term | None, ...], list[Solution]] = {}
        for solution in self.solutions.rows:
            things.setdefault(tuple(map(solution.get, apart)), []).append(solution)
        return _rows(
            (tuple(_cell(solutions, column) for column in self.columns), claims_of(each))
            for solutions in things.values()
            for each in solutions
        )

    def review(self, row: Row) -> str:
        """The same; what is said in part by drafts is partly one."""
        drafted = any(not self.dataset.drafts.isdisjoint(way) for way in row.ways)
        return super().review(row) or (PARTLY if drafted else "")

    @property
    def _apart(self) -> list[str]:
        """The variables by which rows of one thing are told apart."""
        return []


class UsesAnswer(GatheredAnswer):
    """The same, but a row for each use of a thing: the limits of one are not those of another."""

    @property
    def _apart(self) -> list[str]:
        return [v for v in self.solutions.variables if v.casefold().rstrip(digits).endswith(_USE)]


def _rows(found: Iterable[tuple[tuple[Cell, ...], tuple[str, ...]]]) -> tuple[Row, ...]:
    """A row for each cells, with every way to it."""
    ways: dict[tuple[Cell, ...], dict[tuple[str, ...], None]] = {}
    for cells, behind in found:
        ways.setdefault(cells, {})[behind] = None
    return tuple(
        Row(cells, tuple(dict.fromkeys(claim for way in of for claim in way)), tuple(of))
        for cells, of in ways.items()
    )


def _each_once(passages: Iterable[Evidence]) -> list[Evidence]:
    found: dict[str, Evidence] = {}
    for one in sorted(passages, key=lambda one: one.identifying):
        found.setdefault(one.passage, one)
    return list(found.values())


def heading(variable: str) -> str:
    """The name of a variable as a heading.

    >>> heading("diseaseStatus")
    'disease status'
    """
    return "".join(f" {c.lower()}" if c.isupper() else c for c in variable)


def is_evidence(variable: str) -> bool:
    """Whether a variable holds the claim behind a row.

    >>> is_evidence("claim"), is_evidence("otherClaim"), is_evidence("claims")
    (True, True, False)
    """
    return variable == "claim" or variable.endswith("Claim")


def _cell(solutions: Iterable[Solution], column: str) -> Cell:
    return tuple(dict.fromkeys(row[column] for row in solutions if column in row))


def claims_of(solution: Solution) -> tuple[str, ...]:
    """The claims behind a solution."""
    terms = (term for variable, term in solution.items() if is_evidence(variable))
    return tuple(term.value for term in terms if isinstance(term, NamedNode))


def _address(term: Term, names: Names) -> tuple[str, str]:
    """Where a thing is found, and its CURIE."""
    if not isinstance(term, NamedNode):
        return "", ""
    return term.value, names.prefixes.contract(term.value)


def _value(values: Iterable[object], many: bool) -> object:
    """What a cell holds: a tuple where it may be many, else the one value or nothing."""
    found = tuple(values)
    return found if many else next(iter(found), None)
