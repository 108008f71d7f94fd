"""Where claims disagree: those of one kind, about one subject, whose scopes overlap.

    contradiction        both cannot be true where both hold
    superseded           the one was true until the other was
    narrower-or-wider    both can be true; they speak of different patients
    omission             the one leaves open what the other says

Both claims stay in any case; a resolution settles which is preferred.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from immunograph import lookups
from immunograph.claims.scope import (
    Hierarchy,
    Relation,
    any_of,
    hierarchy,
    inside,
    joined,
    overlapping,
)
from immunograph.claims.statement import Backing, Key, Statement, sources_of
from immunograph.names import iri_of
from immunograph.store import Store
from immunograph.vocabulary import IG

_CONDITION = f"{IG}condition"
CONTRADICTION, SUPERSEDED = "contradiction", "superseded"
NARROWER, OMISSION = "narrower-or-wider", "omission"
# Two lengths of time count as different where they are further apart than this; a month is no
# fixed number of days.
_TOLERANCE = 1.03
# Uses that cross are compared where they limit who is treated by this many fields both, such as
# condition and state of the disease; with fewer, each is a use of its own.
_ENOUGH_IN_COMMON = 2


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two statements that disagree, and in which fields; for a supersession the older is first."""

    kind: str
    one: Statement
    other: Statement
    fields: tuple[str, ...]
    relation: Relation


@dataclass(frozen=True, slots=True)
class Dispute:
    """A passage that says otherwise than a claim, where no claim says what it says instead."""

    against: Backing
    sources: Mapping[str, str]


@dataclass(frozen=True)
class Yardstick:
    """What decides whether two answers go together: which is a kind of which, which exclude.

    `courses` holds every pair that excludes each other; true where in time the first gives way
    to the second.
    """

    kinds: Hierarchy
    courses: Mapping[tuple[str, str], bool]

    def excludes(self, one: str, other: str) -> bool:
        """Whether two answers cannot both be true."""
        pairs = ((one, other), (other, one))
        return any(pair in self.courses for pair in pairs) and not self.kinds.related(one, other)


def read_yardstick(store: Store) -> Yardstick:
    """The yardstick of a data set."""
    broader = store.select(lookups.text("broader")).rows
    kinds = hierarchy((iri_of(row["narrower"]), iri_of(row["broader"])) for row in broader)
    rows = store.select(lookups.text("excluding")).rows
    courses = {
        (iri_of(row["one"]), iri_of(row["other"])): "true" in str(row["course"]) for row in rows
    }
    return Yardstick(kinds, courses)


def disagreements(statements: Iterable[Statement], yardstick: Yardstick) -> Iterator[Disagreement]:
    """Every pair of statements that disagree, whether resolved or not."""
    groups: dict[Key, list[Statement]] = {}
    for one in statements:
        groups.setdefault(one.key, []).append(one)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if found := compare(one, other, yardstick):
                yield found


def disputes(
    backings: Iterable[Backing], found: Iterable[Disagreement], settled: Iterable[str]
) -> Iterator[Dispute]:
    """Every passage against a claim that neither a resolution nor a disagreement speaks of."""
    backings, settled = list(backings), set(settled)
    behind: dict[str, set[str]] = {}
    for one in backings:
        if not one.disputing:
            behind.setdefault(one.passage, set()).add(one.claim)
    sources = sources_of(backings)
    pairs = {frozenset({each.one.claim, each.other.claim}) for each in found}
    for one in backings:
        if one.disputing and one.claim not in settled:
            others = behind.get(one.passage, set())
            if not any(frozenset({one.claim, other}) in pairs for other in others):
                yield Dispute(one, sources.get(one.claim, {}))


def compare(one: Statement, other: Statement, yardstick: Yardstick) -> Disagreement | None:
    """How two statements of one kind about one subject disagree; None where they do not."""
    relations = overlapping(one.scope, other.scope, yardstick.kinds)
    if relations is None:
        return None
    relation = joined(relations.values())
    return (
        _excluding(one, other, relation, yardstick)
        or _ended(one, other, relation)
        or _ended(other, one, relation)
        or _narrower(one, other, relations, yardstick)
    )


def _excluding(
    one: Statement, other: Statement, relation: Relation, yardstick: Yardstick
) -> Disagreement | None:
    if one.vague or other.vague or _studied_elsewhere(one, other, relation):
        return None
    answers = list(_excluded(one.answers, other.answers, yardstick))
    both = one.days.keys() & other.days.keys() if not answers else set()
    days = [field for field in sorted(both) if one.days[field] != other.days[field]]
    manners: list[str] = []
    if _of_two_sources(one, other):
        manners += [f for f, _, _ in _excluded(one.manners, other.manners, yardstick)]
        manners += [n for n in one.spans if n in other.spans and _far(one, other, n)]
    fields = tuple(dict.fromkeys([*(f for f, _, _ in answers), *days, *manners]))
    if not fields:
        return None
    turned = not days and not manners
    for first, second, flip in ((one, other, False), (other, one, True)):
        pairs = [(b, a) if flip else (a, b) for _, a, b in answers]
        course = turned and all(yardstick.courses.get(pair, False) for pair in pairs)
        if _revised(first, second) or (course and first.seen < second.seen):
            return Disagreement(SUPERSEDED, first, second, fields, relation)
    return Disagreement(CONTRADICTION, one, other, fields, relation)


def _studied_elsewhere(one: Statement, other: Statement, relation: Relation) -> bool:
    """Whether a study goes beyond what the other is about, so that both can be true."""
    beyond = one.under_study and relation not in (Relation.SAME, Relation.NARROWER)
    return beyond or (other.under_study and relation not in (Relation.SAME, Relation.WIDER))


def _excluded(
    some: Mapping[str, frozenset[str]],
    others: Mapping[str, frozenset[str]],
    yardstick: Yardstick,
) -> Iterator[tuple[str, str, str]]:
    """Each answer to a field with one, to that or another field, that excludes it."""
    for field, asked in _faced(some, others):
        if field == asked and yardstick.kinds.meet(some[field], others[asked]):
            continue
        for one in sorted(some[field]):
            for other in sorted(others[asked]):
                if yardstick.excludes(one, other):
                    yield field, one, other
                    if asked != field:
                        yield asked, one, other


def _faced(
    some: Mapping[str, frozenset[str]], others: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """Which fields are compared: each with its like, and with another unless both answer both."""
    for field in some:
        for asked in others:
            if field == asked or field not in others or asked not in some:
                yield field, asked


def _far(one: Statement, other: Statement, span: str) -> bool:
    (low, high), (least, most) = one.spans[span], other.spans[span]
    return high * _TOLERANCE < least or most * _TOLERANCE < low


def _revised(older: Statement, newer: Statement) -> bool:
    """Whether each source of the one says the other in a newer version."""
    return bool(older.sources) and all(
        dated < newer.sources.get(source, "") for source, dated in older.sources.items()
    )


def _ended(one: Statement, other: Statement, relation: Relation) -> Disagreement | None:
    """The one still stands for what, by the other, has come to an end."""
    last = other.scope.days[1]
    if one.scope.days[1] or not last or last > other.newest:
        return None
    fields = tuple(name for name, of in other.fields.items() if last in _texts(of))
    kind = CONTRADICTION if one.seen > last else SUPERSEDED
    return Disagreement(kind, one, other, fields, relation)


def _texts(fields: Mapping[str, tuple[object, ...]]) -> set[str]:
    return {getattr(term, "value", "") for terms in fields.values() for term in terms}


def _narrower(
    one: Statement, other: Statement, relations: Mapping[str, Relation], yardstick: Yardstick
) -> Disagreement | None:
    """Both can be true, of different patients; that one source lists such claims is no matter."""
    if not _of_two_sources(one, other) or one.under_study or other.under_study:
        return None
    if one.vague or other.vague:
        return _vaguer(one, other, relations)
    relation = joined(relations.values())
    if relation is Relation.SAME:
        return _closer(one, other, yardstick) or _silent(one, other)
    if relation is Relation.CROSSING and _limited_by_both(one, other) < _ENOUGH_IN_COMMON:
        return None
    fields = tuple(name for name, each in relations.items() if each is not Relation.SAME)
    first, second = (other, one) if relation is Relation.WIDER else (one, other)
    relation = Relation.NARROWER if relation is Relation.WIDER else relation
    return Disagreement(NARROWER, first, second, fields, relation)


def _vaguer(
    one: Statement, other: Statement, relations: Mapping[str, Relation]
) -> Disagreement | None:
    """Some patients with the disease; that some with a wider one are treated says nothing else."""
    if one.vague and other.vague:
        return None
    first, second = (one, other) if one.vague else (other, one)
    if relations.get(_CONDITION) is (Relation.WIDER if one.vague else Relation.NARROWER):
        return None
    return Disagreement(NARROWER, first, second, (first.vague,), Relation.CROSSING)


def _limited_by_both(one: Statement, other: Statement) -> int:
    """How many limits on who is treated both give."""
    kinds = ("choices", "needs", "lacks", "wholes", "ranges")
    return sum(len(getattr(one.scope, k).keys() & getattr(other.scope, k).keys()) for k in kinds)


def _closer(one: Statement, other: Statement, yardstick: Yardstick) -> Disagreement | None:
    """The one answers with a kind of what the other answers with, or with a part of the time."""
    relations = {
        field: any_of(one.answers[field], other.answers[field], yardstick.kinds)
        for field in one.answers.keys() & other.answers.keys()
    }
    relations |= {
        name: inside(one.spans[name], other.spans[name])
        for name in one.spans.keys() & other.spans.keys()
        if not _far(one, other, name)
    }
    part = {
        name: each
        for name, each in sorted(relations.items())
        if each not in (Relation.SAME, Relation.APART)
    }
    if not part:
        return None
    relation = joined(part.values())
    first, second = (other, one) if relation is Relation.WIDER else (one, other)
    relation = Relation.NARROWER if relation is Relation.WIDER else relation
    return Disagreement(NARROWER, first, second, tuple(part), relation)


def _silent(one: Statement, other: Statement) -> Disagreement | None:
    for first, second in ((one, other), (other, one)):
        if fields := tuple(sorted(second.answers.keys() - first.answers.keys())):
            return Disagreement(OMISSION, first, second, fields, Relation.SAME)
    return None


def _of_two_sources(one: Statement, other: Statement) -> bool:
    return one.sources.keys().isdisjoint(other.sources)
