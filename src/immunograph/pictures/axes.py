"""What the columns of an answer hold: therapies, adverse events, other things, days.

A column is known by its values, not by its name, so that every SELECT is looked at in one way.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from immunograph.answer import Answer, Cell, Row
from immunograph.names import Names
from immunograph.store import Literal, NamedNode, Term
from immunograph.vocabulary import ADVERSE_EVENT, DRUG, MODALITY, THING, XSD

_DATES = frozenset(f"{XSD}{kind}" for kind in ("date", "dateTime", "gYearMonth", "gYear"))


@dataclass(frozen=True)
class Axes:
    """The columns of an answer, and the parameters that it was asked with, by what they hold."""

    answer: Answer

    @cached_property
    def therapies(self) -> str | None:
        """The column of therapies, else that of therapies and their classes."""
        return self._first(DRUG) or self._first(DRUG, MODALITY)

    @cached_property
    def events(self) -> str | None:
        """The column of adverse events."""
        return self._first(ADVERSE_EVENT)

    @cached_property
    def things(self) -> list[str]:
        """The columns of things, as far as they are in the answer."""
        is_thing = self._is_of(THING, MODALITY)
        return [name for name in self.answer.columns if self._all(name, is_thing)]

    @cached_property
    def named(self) -> list[str]:
        """The columns of whatever has a name of its own, in the vocabulary or out of it."""
        return [
            name
            for name in self.answer.columns
            if self._all(name, lambda term: isinstance(term, NamedNode))
        ]

    @cached_property
    def dates(self) -> list[str]:
        """The columns of days."""
        return [name for name in self.answer.columns if self._all(name, is_date)]

    def cell(self, row: Row, name: str) -> Cell:
        """What a row, or a parameter, holds under a name."""
        if name in self.answer.columns:
            return row.cells[self.answer.columns.index(name)]
        return (self.answer.bound[name],)

    def others(self, row: Row, *names: str) -> Iterator[tuple[str, Cell]]:
        """The cells of a row that are not under these names and not empty."""
        for column, cell in zip(self.answer.columns, row.cells, strict=True):
            if column not in names and cell:
                yield column, cell

    def _first(self, *kinds: str) -> str | None:
        """The first column whose values are of some kinds, else the first such parameter."""
        wanted = self._is_of(*kinds)
        names = (*self.answer.columns, *self.answer.bound)
        return next((name for name in names if self._all(name, wanted)), None)

    def _is_of(self, *kinds: str) -> Callable[[Term], bool]:
        return lambda term: is_of(term, self.answer.dataset.names, *kinds)

    def _all(self, name: str, holds: Callable[[Term], bool]) -> bool:
        """Whether a column has values and all are such."""
        values = self._values[name]
        return bool(values) and all(map(holds, values))

    @cached_property
    def _values(self) -> Mapping[str, frozenset[Term]]:
        found: dict[str, set[Term]] = {name: {term} for name, term in self.answer.bound.items()}
        for number, name in enumerate(self.answer.columns):
            found[name] = {term for row in self.answer.rows for term in row.cells[number]}
        return {name: frozenset(terms) for name, terms in found.items()}


def is_of(term: Term, names: Names, *kinds: str) -> bool:
    """Whether a term is a thing of one of some kinds."""
    return isinstance(term, NamedNode) and not names.kinds.get(term.value, frozenset()).isdisjoint(
        kinds
    )


def is_date(term: Term) -> bool:
    """Whether a term is a day, a month or a year."""
    return isinstance(term, Literal) and term.datatype.value in _DATES
