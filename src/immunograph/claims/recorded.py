"""Disagreements as statements of the data set, so that they can be asked for like claims.

They are made at each build, and never written by hand.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from immunograph import lookups
from immunograph.claims.disagreement import (
    CONTRADICTION,
    NARROWER,
    OMISSION,
    SUPERSEDED,
    Disagreement,
    Dispute,
    disagreements,
    disputes,
    read_yardstick,
)
from immunograph.claims.elsewhere import ELSEWHERE, elsewhere
from immunograph.claims.statement import Statement, read_statements
from immunograph.names import iri_of
from immunograph.store import NamedNode, Store, Triple
from immunograph.vocabulary import BASE, DISPUTED_BY, IG, TYPE

KINDS: Mapping[str, str] = {
    CONTRADICTION: f"{IG}Contradiction",
    SUPERSEDED: f"{IG}Supersession",
    NARROWER: f"{IG}NarrowerOrWider",
    OMISSION: f"{IG}Omission",
    ELSEWHERE: f"{IG}OtherJurisdiction",
}
_DISPUTE = f"{IG}Dispute"
_PREFIX = f"{BASE}disagreement/"
_Settled = Mapping[str, frozenset[str]]


def recorded(store: Store) -> Iterator[Triple]:
    """Every disagreement between claims, with what settles it; then what differs elsewhere."""
    statements, backings = read_statements(store)
    yardstick = read_yardstick(store)
    found = list(disagreements(statements, yardstick))
    settled = resolutions(store)
    for each in chain(found, elsewhere(statements, yardstick)):
        yield from _disagreement(each, settled)
    for dispute in disputes(backings, found, ()):
        yield from _dispute(dispute, settled)


def resolutions(store: Store) -> _Settled:
    """The claims that each resolution names."""
    resolved: dict[str, set[str]] = {}
    for row in store.select(lookups.text("resolved")).rows:
        resolved.setdefault(iri_of(row["resolution"]), set()).add(iri_of(row["claim"]))
    return {resolution: frozenset(claims) for resolution, claims in sorted(resolved.items())}


def _disagreement(each: Disagreement, settled: _Settled) -> Iterator[Triple]:
    one, other = each.one.claim, each.other.claim
    node = _named(one, other)
    yield _triple(node, TYPE, f"{IG}Disagreement")
    yield _triple(node, f"{IG}disagreementKind", KINDS[each.kind])
    yield _triple(node, f"{IG}firstClaim", one)
    yield _triple(node, f"{IG}secondClaim", other)
    for field in _differing(each):
        yield _triple(node, f"{IG}differsIn", field)
    yield from _settling(node, {one, other}, settled)


def _dispute(each: Dispute, settled: _Settled) -> Iterator[Triple]:
    claim, passage = each.against.claim, each.against.passage
    node = _named(claim, passage)
    yield _triple(node, TYPE, f"{IG}Disagreement")
    yield _triple(node, f"{IG}disagreementKind", _DISPUTE)
    yield _triple(node, f"{IG}firstClaim", claim)
    yield _triple(node, f"{IG}passageAgainst", passage)
    yield _triple(node, f"{IG}differsIn", DISPUTED_BY)
    yield from _settling(node, {claim}, settled)


def _settling(node: str, claims: set[str], settled: _Settled) -> Iterator[Triple]:
    for resolution, named in settled.items():
        if claims <= named:
            yield _triple(node, f"{IG}settledBy", resolution)


def _differing(each: Disagreement) -> Iterable[str]:
    """The fields of the vocabulary whose values differ, of those that make the disagreement."""
    of = _fields_of(each.one, each.fields), _fields_of(each.other, each.fields)
    fields = sorted(of[0].keys() | of[1].keys())
    differing = [field for field in fields if of[0].get(field) != of[1].get(field)]
    return differing or fields


def _fields_of(of: Statement, names: Iterable[str]) -> Mapping[str, frozenset[str]]:
    return {
        field: frozenset(map(str, terms))
        for name in names
        for field, terms in of.fields.get(name, {}).items()
    }


def _named(one: str, other: str) -> str:
    return f"{_PREFIX}{_local(one)}_versus_{_local(other)}"


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]


def _triple(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))
