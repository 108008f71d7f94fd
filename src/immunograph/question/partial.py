"""A phrase of a condition on its way: what was read of it, and what it says in the end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from immunograph.conditions import Condition
from immunograph.question.meaning import Group, Holding, Parse, Things

# What stands in a slot: of each part whether it is negated; several parts must all hold.
Parts = tuple[tuple[Things | Group, bool], ...]


@dataclass(frozen=True)
class Partial:
    """A phrase of a condition that was read so far.

    What stands before a noun is named, and not described: otherwise nouns would begin with nouns.
    """

    end: int
    condition: Condition
    subject: str
    fills: tuple[tuple[str, Parts], ...] = ()
    limits: "tuple[Partial, ...]" = ()
    cost: int = 1
    notes: tuple[str, ...] = ()
    is_before: bool = False

    def is_filled(self, role: str) -> bool:
        """Whether a role is taken."""
        return role == self.subject or any(name == role for name, _ in self.fills)

    def at(self, end: int) -> "Partial":
        """The same, read up to another place."""
        return replace(self, end=end)

    def before(self) -> "Partial":
        """The same as it stands before a noun."""
        return replace(self, is_before=True)

    def grown(self, parse: Parse[Any]) -> "Partial":
        """The same, up to where something else was read that belongs to it."""
        notes = (*self.notes, *parse.notes)
        return replace(self, end=parse.end, cost=self.cost + parse.cost, notes=notes)

    def filled(self, role: str, parse: Parse[Parts]) -> "Partial":
        """The same with something in the slot of a role."""
        grown = self.grown(parse)
        return replace(grown, fills=(*grown.fills, (role, parse.value)))

    def limited(self, limit: "Partial") -> "Partial":
        """The same with a limit on the claim behind it."""
        grown = self.grown(Parse(limit.end, None, limit.cost, limit.notes))
        return replace(grown, limits=(*self.limits, limit))

    def said(self, *, negated: bool) -> Parse[tuple[Holding, ...]]:
        """What it says: a holding for each part that must hold; none where that is unclear."""
        choices = list(self._choices())
        unclear = len(choices) > 1 and (negated or self._is_crossed())
        holdings = [replace(holding, negated=negated != refused) for holding, refused in choices]
        return Parse(self.end, () if unclear else tuple(holdings), self.cost, self.notes)

    def _is_crossed(self) -> bool:
        several = [parts for partial in (self, *self.limits) for _, parts in partial.fills]
        return sum(len(parts) > 1 for parts in several) > 1

    def _choices(self) -> Iterator[tuple[Holding, bool]]:
        """Each way of taking one part for every role, and whether a part of it is negated."""
        names = [role for role, _ in self.fills]
        limits = [list(limit._choices()) for limit in self.limits]
        for parts in product(*(parts for _, parts in self.fills)):
            for limiting in product(*limits):
                fills = tuple((n, value) for n, (value, _) in zip(names, parts, strict=True))
                negated = any(no for _, no in (*parts, *limiting))
                under = tuple(limit for limit, _ in limiting)
                yield Holding(self.condition, self.subject, fills, under), negated
