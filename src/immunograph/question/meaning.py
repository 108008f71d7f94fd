"""What a question means: groups of things, and what must hold of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from immunograph.conditions import Condition, Role
from immunograph.store import Term


@dataclass(frozen=True, slots=True)
class Things:
    """Things that are named, or literals; of several, any."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Group:
    """The things of a class of which everything in `holds` holds."""

    kind: str
    holds: "tuple[Holding | Either, ...]" = ()
    among: Things | None = None
    without: Things | None = None


@dataclass(frozen=True)
class Holding:
    """A condition that holds, or not, of the thing in one of its roles.

    `fills` says what stands in other roles, `limits` what must hold of the claim behind it. One
    that a noun says by itself, as boxed warnings does, may leave open whose they are.
    """

    condition: Condition
    subject: str
    fills: tuple[tuple[str, "Things | Group"], ...] = ()
    limits: "tuple[Holding, ...]" = ()
    negated: bool = False
    is_noun: bool = False

    def role(self, name: str) -> Role:
        """One of its roles."""
        return self.condition.roles[name]

    def everything(self) -> "Iterator[Holding]":
        """It and its limits."""
        yield self
        for limit in self.limits:
            yield from limit.everything()


@dataclass(frozen=True)
class Either:
    """Of several holdings, at least one."""

    holds: tuple[Holding, ...]


@dataclass(frozen=True)
class Asked:
    """A question: what is asked of a group.

    `list` asks which they are, `count` how many, `whether` if there is one, `why` what connects a
    thing with others; `most` and `fewest` with how many things of another role each goes together.
    """

    what: str
    group: Group
    counted: Holding | None = None


T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Parse(Generic[T]):
    """A part of a sentence that was read: where it ends, what it means, and at what cost.

    `notes` says which words were taken for others.
    """

    end: int
    value: T
    cost: int = 0
    notes: tuple[str, ...] = ()

    def means(self, value: U) -> "Parse[U]":
        """The same words, taken for something else."""
        return Parse(self.end, value, self.cost, self.notes)

    def followed(self, other: "Parse[Any]", value: U) -> "Parse[U]":
        """These words and those behind them, taken together for something."""
        return Parse(other.end, value, self.cost + other.cost, (*self.notes, *other.notes))

    def dearer(self, cost: int) -> "Parse[T]":
        """The same at a higher cost."""
        return Parse(self.end, self.value, self.cost + cost, self.notes)


def meaning(value: object) -> str:
    """A text that is the same for the same meaning, and another for another."""
    if isinstance(value, Holding):
        fills = sorted((name, meaning(what)) for name, what in value.fills)
        limits = sorted(map(meaning, value.limits))
        return f"{value.negated}{value.condition.name}.{value.subject}{fills}{limits}"
    if isinstance(value, Either):
        return f"either{sorted(map(meaning, value.holds))}"
    if isinstance(value, Group):
        holds = sorted({meaning(each) for each in value.holds})
        return f"{value.kind}{holds}{meaning(value.among)}{meaning(value.without)}"
    if isinstance(value, Asked):
        return f"{value.what}{meaning(value.group)}{meaning(value.counted)}"
    if isinstance(value, Things):
        return str(sorted(map(str, value.terms)))
    return str([meaning(each) for each in value]) if isinstance(value, tuple) else str(value)


def best(parses: Iterable[Parse[T]]) -> list[Parse[T]]:
    """Each meaning once, at its lowest cost."""
    found: dict[tuple[int, str], Parse[T]] = {}
    for parse in parses:
        key = parse.end, meaning(parse.value)
        if key not in found or parse.cost < found[key].cost:
            found[key] = parse
    return list(found.values())


def leaves_open(held: Holding, kinds: Sequence[str]) -> str:
    """A role for things of some classes in which nothing stands, where none has anything."""
    if held.fills or held.limits or not held.is_noun:
        return ""
    roles = (role for role in held.condition.roles.values() if role.name != held.subject)
    return next((role.name for role in roles if set(role.kinds) & set(kinds)), "")
