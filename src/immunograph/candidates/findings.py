"""What a page says of an event: that a therapy causes it, that another shows by it, and how."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from immunograph.candidates.candidate import Amount, Value
from immunograph.candidates.context import Subject
from immunograph.vocabulary import IG

Fields = Mapping[str, tuple[Value, ...]]
Given = dict[str, list[Value]]

# Fields that can have one value only: two findings that differ in one are two claims.
_SINGLE = ("frequencyRank", "frequencyBand", "affected", "exposed", "onsetFrom", "onsetTo")


class Relation(StrEnum):
    """What an event is where it is named."""

    EFFECT = "effect"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Event:
    """An event where a sentence names it: its IRI, its name and its spans in the page."""

    iri: str
    label: str
    order: int
    spans: tuple[tuple[int, int], ...]
    negated: bool = False

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Finding:
    """An event as an effect of a therapy, or as a sign `of` another event.

    `sentences` are the orders of those that say it, `fields` by local name of the property.
    """

    relation: Relation
    event: Event
    subject: Subject
    of: Event | None = None
    certainty: str = "Stated"
    fields: Fields = field(default_factory=dict)
    sentences: tuple[int, ...] = ()

    def with_fields(self, **fields: Iterable[Value]) -> "Finding":
        """The same with further values."""
        return replace(self, fields=joined(self.fields, fields))


def joined(one: Fields, other: Mapping[str, Iterable[Value]]) -> Fields:
    """The values of both."""
    names = dict.fromkeys([*one, *other])
    both = {name: (*one.get(name, ()), *other.get(name, ())) for name in names}
    kept = {name: tuple(dict.fromkeys(values)) for name, values in both.items() if values}
    for wide, narrow in _NARROWER:
        if narrow in (ranks := kept.get("frequencyRank", ())):
            kept["frequencyRank"] = tuple(rank for rank in ranks if rank != wide)
    return kept


def gathered(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings of each claim: those on the same, unless they differ where one value can be."""
    claims: dict[tuple[object, ...], list[list[Finding]]] = {}
    for one in findings:
        of = one.of.iri if one.of else ""
        key = (one.relation, one.subject.iri, one.event.iri, of, one.event.negated)
        groups = claims.setdefault(key, [])
        for group in groups:
            if not any(differ(other, one) for other in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return [group for groups in claims.values() for group in groups]


# Ranks of which the first is the wider, and is left out beside the second.
_NARROWER = ((f"{IG}Common", f"{IG}MostCommon"), (f"{IG}LessCommon", f"{IG}Rare"))
_RANKS = [{wide, narrow} for wide, narrow in _NARROWER]


def differ(one: Finding, other: Finding) -> bool:
    """Whether two findings give different values where there can be one only."""
    return any(
        name in one.fields
        and name in other.fields
        and not _agree(one.fields[name], other.fields[name])
        for name in _SINGLE
    )


def _agree(one: tuple[Value, ...], other: tuple[Value, ...]) -> bool:
    """Whether values are the same; a narrower rank says what the wider one says."""
    return one == other or {*one, *other} in _RANKS


def value(name: str) -> str:
    """The IRI of a choice of the vocabulary."""
    return f"{IG}{name}"


def ends(low: str, high: str, first: Amount | None, last: Amount | None) -> dict[str, list[Amount]]:
    """Two ends of a range as the fields of its lower and its upper end."""
    given = {low: first, high: last}
    return {name: [amount] for name, amount in given.items() if amount}
