"""An answer: the solutions of a query as people read them, each row with its claims.

A variable named `claim`, or ending in `Claim`, is the evidence of a row and no column of the
answer: solutions that differ only there are one row. A column bound by a parameter is the same
in every row and is left out. A gathered column holds all values that one claim gives it.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from immunograph import evidence
from immunograph.dataset import DataSet
from immunograph.evidence import Evidence
from immunograph.store import NamedNode, Solution, Solutions, Term

Cell = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the terms of each column, none where it is unbound, and the claims behind it."""

    cells: tuple[Cell, ...]
    claims: tuple[str, ...]


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
        """The variables that people read."""
        return tuple(
            v for v in self.solutions.variables if v not in self.bound and not is_evidence(v)
        )

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows in the order of the solutions, those that differ only in claims as one."""
        claims: dict[tuple[Cell, ...], dict[str, None]] = {}
        for cells, behind in self._gathered():
            claims.setdefault(cells, {}).update(dict.fromkeys(behind))
        return tuple(Row(cells, tuple(behind)) for cells, behind in claims.items())

    def labels(self) -> list[dict[str, str]]:
        """Each row as a mapping from column to label; an unbound cell is an empty string."""
        return [
            dict(zip(self.columns, row, strict=True)) for row in self.shown(self.dataset.names.show)
        ]

    def shown(self, show: Callable[[Term], str]) -> list[list[str]]:
        """Each row as the texts that a function gives for its terms."""
        return [[", ".join(map(show, cell)) for cell in row.cells] for row in self.rows]

    def _gathered(self) -> Iterator[tuple[tuple[Cell, ...], tuple[str, ...]]]:
        """Each group of solutions that differ only in gathered columns, with its claims."""
        groups: dict[Hashable, list[Solution]] = {}
        for solution in self.solutions.rows:
            others = tuple(solution.get(c) for c in self.columns if c not in self.gather)
            groups.setdefault((others, _claims(solution)), []).append(solution)
        for solutions in groups.values():
            cells = tuple(_cell(solutions, column) for column in self.columns)
            yield cells, _claims(solutions[0])

    def evidence(self, row: Row) -> list[Evidence]:
        """The passages behind a row, each once, in the order of its claims."""
        return _each_once(one for claim in row.claims for one in self._evidence_of[claim])

    def passages(self) -> list[Evidence]:
        """The passages behind all rows, each once, in the order in which rows rest on them."""
        return _each_once(one for row in self.rows for one in self.evidence(row))

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
        first = self.columns[0]
        things: dict[Term | None, list[Solution]] = {}
        for solution in self.solutions.rows:
            things.setdefault(solution.get(first), []).append(solution)
        return tuple(
            Row(
                tuple(_cell(solutions, column) for column in self.columns),
                tuple(dict.fromkeys(claim for each in solutions for claim in _claims(each))),
            )
            for solutions in things.values()
        )


def _each_once(passages: Iterable[Evidence]) -> list[Evidence]:
    found: dict[str, Evidence] = {}
    for one in sorted(passages, key=lambda one: one.identifying):
        found.setdefault(one.passage, one)
    return list(found.values())


def is_evidence(variable: str) -> bool:
    """Whether a variable holds the claim behind a row.

    >>> is_evidence("claim"), is_evidence("otherClaim"), is_evidence("claims")
    (True, True, False)
    """
    return variable == "claim" or variable.endswith("Claim")


def _cell(solutions: Iterable[Solution], column: str) -> Cell:
    return tuple(dict.fromkeys(row[column] for row in solutions if column in row))


def _claims(solution: Solution) -> tuple[str, ...]:
    terms = (term for variable, term in solution.items() if is_evidence(variable))
    return tuple(term.value for term in terms if isinstance(term, NamedNode))
