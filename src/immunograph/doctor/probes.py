"""Asking whether parts of a query have a solution together, within bounds.

Parts that share no variable are asked apart, so that none is multiplied with another, and
nothing is asked twice.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from immunograph.doctor.parts import Part
from immunograph.errors import BadQuery, StoreFailed, TimedOut, TooLarge
from immunograph.store import Solution, Solutions, Store, Term, Triple

_LEAST = 0.05  # seconds


class OutOfBounds(Exception):
    """The time is over, or what was asked is more than was granted, or the store failed."""


class TooSlow(OutOfBounds):
    """The store gave no answer to one question in the time that it had."""


@runtime_checkable
class _Timed(Protocol):
    """A store that gives up a question after some seconds."""

    seconds: float


@runtime_checkable
class _Bounding(Protocol):
    """A store that knows one like it whose questions have some seconds each."""

    def bounded(self, seconds: float) -> Store:
        """The same, for questions that have some seconds each."""
        ...


@dataclass
class Bounds:
    """How long may be asked, how often, and how long one question may take.

    `asked` counts, and `slow` tells whether a question had no answer in time.
    """

    deadline: float
    most: int
    each: float
    asked: int = 0
    slow: bool = False

    def spend(self) -> None:
        """Count one question more. Raises `OutOfBounds`."""
        self.asked += 1
        if self.asked > self.most or time.monotonic() > self.deadline:
            raise OutOfBounds


@dataclass(frozen=True)
class Probes:
    """A store to ask about parts of a query, with the terms that its parameters are bound to."""

    store: Store
    bindings: Mapping[str, Term]
    bounds: Bounds
    prologue: str = ""
    told: dict[str, bool] = field(default_factory=dict)
    hurried: dict[float, Store] = field(default_factory=dict, repr=False)

    def holds(self, parts: Iterable[Part]) -> bool:
        """Whether parts have a solution together. Raises `OutOfBounds`."""
        return all(self._component_holds(each) for each in components(parts, self.bindings))

    def rows(self, text: str) -> tuple[Solution, ...]:
        """The rows of a SELECT of our own. Raises `OutOfBounds`."""
        results = self.run(text, {})
        return results.rows if isinstance(results, Solutions) else ()

    def values(self, variable: str, parts: Sequence[Part], most: int) -> list[Term]:
        """Some values that a variable takes where parts hold. Raises `OutOfBounds`."""
        near = next((c for c in components(parts, self.bindings) if _speaks(c, variable)), ())
        used = sorted(name for name in self.bindings if _speaks(near, name))
        shown = " ".join(f"?{name}" for name in dict.fromkeys([*used, variable]))
        text = f"SELECT DISTINCT {shown} {{\n{_text(near)}\n}} LIMIT {most}"
        bound = {name: self.bindings[name] for name in used}
        results = self.run(f"{self.prologue}{text}", bound)
        rows = results.rows if isinstance(results, Solutions) else ()
        return list(dict.fromkeys(row[variable] for row in rows if variable in row))

    def run_whole(self, text: str) -> "Solutions | bool | list[Triple]":
        """Run a query in all the time there is. Raises `OutOfBounds`, `BadQuery`."""
        return self.run(text, self.bindings, self.bounds.deadline)

    def run(
        self, text: str, bindings: Mapping[str, Term], most: float | None = None
    ) -> "Solutions | bool | list[Triple]":
        """Run what may be run once more, for at most so many seconds.

        Raises `OutOfBounds`, `BadQuery`.
        """
        self.bounds.spend()
        try:
            with self._hurried(most or self.bounds.each) as store:
                return store.run(text, **bindings)
        except (TimedOut, TooLarge):
            self.bounds.slow = True
            raise TooSlow from None
        except StoreFailed:
            raise OutOfBounds from None

    def may_hold(self, parts: Iterable[Part]) -> bool:
        """Whether parts have a solution together, or it takes too long to tell."""
        try:
            return self.holds(parts)
        except TooSlow:
            return True

    @contextmanager
    def _hurried(self, most: float) -> Iterator[Store]:
        """The store, with no more time than there is, where it can be hurried."""
        store, left = self.store, self.bounds.deadline - time.monotonic()
        seconds = max(min(most, left), _LEAST)
        if isinstance(store, _Bounding):
            if seconds not in self.hurried:
                self.hurried[seconds] = store.bounded(seconds)
            yield self.hurried[seconds]
        elif isinstance(store, _Timed):
            usual = store.seconds
            store.seconds = min(usual, seconds)
            try:
                yield store
            finally:
                store.seconds = usual
        else:
            yield store

    def ask(self, pattern: str) -> bool:
        """Whether a pattern of our own, without prefixes, has a solution. Raises `OutOfBounds`."""
        if pattern not in self.told:
            self.told[pattern] = bool(self.run(f"ASK {{ {pattern} }}", {}))
        return self.told[pattern]

    def _component_holds(self, parts: tuple[Part, ...]) -> bool:
        used = {name: term for name, term in self.bindings.items() if _speaks(parts, name)}
        asked = f"{self.prologue}ASK {{\n{_text(parts)}\n}}"
        if used:
            named = " ".join(f"?{name}" for name in used)
            asked = f"{self.prologue}SELECT {named} {{\n{_text(parts)}\n}} LIMIT 1"
        if asked not in self.told:
            self.told[asked] = self._has_row(asked, used)
        return self.told[asked]

    def _has_row(self, text: str, used: Mapping[str, Term]) -> bool:
        try:
            results = self.run(text, used)
        except BadQuery:  # a part that does not stand alone is not to blame
            return True
        return bool(results.rows) if isinstance(results, Solutions) else bool(results)


def components(parts: Iterable[Part], bindings: Mapping[str, Term]) -> Iterator[tuple[Part, ...]]:
    """The parts in groups that share no variable, each in the order of the query."""
    groups: list[tuple[set[str], list[Part]]] = []
    for part in parts:
        names, together = set(part.mentions) - bindings.keys(), [part]
        apart = []
        for group in groups:
            if group[0] & names:
                names |= group[0]
                together.extend(group[1])
            else:
                apart.append(group)
        groups = [*apart, (names, together)]
    for _, members in groups:
        yield tuple(sorted(members, key=lambda part: (part.start, part.text)))


def _speaks(parts: Iterable[Part], variable: str) -> bool:
    return any(variable in part.mentions for part in parts)


def _text(parts: Iterable[Part]) -> str:
    return "\n".join(part.text for part in parts)
