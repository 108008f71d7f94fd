"""For whom a claim holds, and how that stands to for whom another does.

A limit that a claim does not give is none: a use without an age is a use at every age.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

Values = frozenset[str]
Range = tuple[float, float]

NOTHING: Values = frozenset()
EVERYTHING: Range = (float("-inf"), float("inf"))
# Mean lengths in days; UCUM has the year of 365.25 days and a twelfth of it as the month.
DAYS = {"a": 365.25, "mo": 30.4375, "wk": 7.0, "d": 1.0, "h": 1 / 24, "min": 1 / 1440}


class Relation(Enum):
    """How one claim stands to another."""

    SAME = "same"
    NARROWER = "narrower"
    WIDER = "wider"
    CROSSING = "crossing"
    APART = "apart"


_INSIDE = {
    (True, True): Relation.SAME,
    (True, False): Relation.NARROWER,
    (False, True): Relation.WIDER,
    (False, False): Relation.CROSSING,
}


@dataclass(frozen=True)
class Hierarchy:
    """What is a kind of what: each term with all that are broader."""

    broader: Mapping[str, Values]

    def within(self, one: str, other: str) -> bool:
        """Whether the one is the other, or a kind of it."""
        return one == other or other in self.broader.get(one, NOTHING)

    def related(self, one: str, other: str) -> bool:
        """Whether one of the two is a kind of the other."""
        return self.within(one, other) or self.within(other, one)

    def meet(self, some: Values, others: Values) -> Values:
        """Those of some that are, or have among the others, a kind of the same."""
        return frozenset(one for one in some if any(self.related(one, o) for o in others))


def hierarchy(pairs: Iterable[tuple[str, str]]) -> Hierarchy:
    """The hierarchy of pairs of a term and a broader one; circles do no harm.

    >>> hierarchy([("B-ALL", "ALL"), ("ALL", "cancer")]).within("B-ALL", "cancer")
    True
    """
    direct: dict[str, set[str]] = {}
    for narrow, broad in pairs:
        direct.setdefault(narrow, set()).add(broad)
    return Hierarchy({term: _above(term, direct) for term in direct})


def _above(term: str, direct: Mapping[str, set[str]]) -> Values:
    above: set[str] = set()
    rest = [term]
    while rest:
        new = direct.get(rest.pop(), set()) - above
        above |= new
        rest.extend(new)
    return frozenset(above)


@dataclass(frozen=True)
class Scope:
    """For whom a claim holds, by field; ranges by the name of what they measure.

    `places` limit where it holds; a claim that names none is not taken to be wider for it.
    """

    places: Mapping[str, Values] = field(default_factory=dict)
    choices: Mapping[str, Values] = field(default_factory=dict)
    needs: Mapping[str, Values] = field(default_factory=dict)
    lacks: Mapping[str, Values] = field(default_factory=dict)
    wholes: Mapping[str, Values] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    days: tuple[str, str] = ("", "")


def related(one: Scope, other: Scope, kinds: Hierarchy) -> dict[str, Relation]:
    """How one scope stands to another in each field that either limits."""
    return dict(_fields(one, other, kinds))


def overlapping(one: Scope, other: Scope, kinds: Hierarchy) -> dict[str, Relation] | None:
    """The same; None as soon as one field holds them apart, as most pairs of claims are."""
    found: dict[str, Relation] = {}
    for name, relation in _fields(one, other, kinds):
        if relation is Relation.APART:
            return None
        found[name] = relation
    return found


def _fields(one: Scope, other: Scope, kinds: Hierarchy) -> Iterator[tuple[str, Relation]]:
    for name, some, others in _both(one.choices, other.choices):
        yield name, any_of(some, others, kinds)
    for name, some, others in _both(one.places, other.places):
        yield name, _place(some, others, kinds)
    for name, some, others in (*_both(one.needs, other.needs), *_both(one.lacks, other.lacks)):
        yield name, all_of(some, others)
    for name, some, others in _both(one.wholes, other.wholes):
        yield name, together(some, others, kinds)
    for name in sorted(one.ranges.keys() | other.ranges.keys()):
        yield name, inside(one.ranges.get(name, EVERYTHING), other.ranges.get(name, EVERYTHING))
    if _conflict(one, other) or _conflict(other, one) or _one_after_other(one.days, other.days):
        yield "", Relation.APART


def joined(relations: Iterable[Relation]) -> Relation:
    """What the relations in several fields make together.

    >>> joined([Relation.SAME, Relation.NARROWER, Relation.WIDER])
    <Relation.CROSSING: 'crossing'>
    """
    different = set(relations) - {Relation.SAME}
    if not different:
        return Relation.SAME
    if Relation.APART in different:
        return Relation.APART
    return different.pop() if len(different) == 1 else Relation.CROSSING


def any_of(one: Values, other: Values, kinds: Hierarchy) -> Relation:
    """For any of these, against for any of those; none means for all.

    >>> any_of(frozenset({"adults"}), frozenset({"adults", "children"}), Hierarchy({}))
    <Relation.NARROWER: 'narrower'>
    """
    if not one or not other:
        return _INSIDE[not other, not one]
    if not kinds.meet(one, other):
        return Relation.APART
    return _INSIDE[_covered(one, other, kinds), _covered(other, one, kinds)]


def all_of(one: Values, other: Values) -> Relation:
    """For those who have all of these, against for those who have all of those."""
    return _INSIDE[one >= other, other >= one]


def together(one: Values, other: Values, kinds: Hierarchy) -> Relation:
    """With these and no others, against with those; none leaves it open.

    >>> kinds = hierarchy([("platinum chemotherapy", "chemotherapy")])
    >>> together(frozenset({"platinum chemotherapy"}), frozenset({"chemotherapy"}), kinds)
    <Relation.NARROWER: 'narrower'>
    """
    if not one or not other:
        return _INSIDE[one >= other, other >= one]
    if kinds.meet(one, other) != one or kinds.meet(other, one) != other:
        return Relation.APART
    return _INSIDE[_covered(one, other, kinds), _covered(other, one, kinds)]


def inside(one: Range, other: Range) -> Relation:
    """How one range stands to another.

    >>> inside((18, 25), (0, 25))
    <Relation.NARROWER: 'narrower'>
    """
    if one[1] < other[0] or other[1] < one[0]:
        return Relation.APART
    return _INSIDE[_within(one, other), _within(other, one)]


def _within(one: Range, other: Range) -> bool:
    return one[0] >= other[0] and one[1] <= other[1]


def _covered(one: Values, other: Values, kinds: Hierarchy) -> bool:
    return all(any(kinds.within(value, wide) for wide in other) for value in one)


def _place(one: Values, other: Values, kinds: Hierarchy) -> Relation:
    return Relation.APART if one and other and not kinds.meet(one, other) else Relation.SAME


def _conflict(one: Scope, other: Scope) -> bool:
    """Whether one is for those who have what the other is for those without."""
    needed = frozenset().union(*one.needs.values())
    return not needed.isdisjoint(frozenset().union(*other.lacks.values()))


def _one_after_other(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return bool((one[1] and one[1] < other[0]) or (other[1] and other[1] < one[0]))


def _both(
    one: Mapping[str, Values], other: Mapping[str, Values]
) -> Iterable[tuple[str, Values, Values]]:
    for name in sorted(one.keys() | other.keys()):
        yield name, one.get(name, NOTHING), other.get(name, NOTHING)
