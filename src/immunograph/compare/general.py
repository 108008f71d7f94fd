"""Claims of one kind on one object, held against each other by what is compared of them.

A page disagrees in a field where a claim contradicts it and none agrees: sources differ, and a
page that says what one of them says is not wrong for what another says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from immunograph.claims.disagreement import CONTRADICTION, SUPERSEDED, Disagreement, compare
from immunograph.claims.scope import Relation
from immunograph.compare.known import Claim
from immunograph.compare.outcome import SILENT, Case, Outcome, Verdict, local

# Fields with one answer that `lookups/compared.rq` does not compare: counts, and whether or not.
_EXACT = ("repeatable", "settingMinCycles")
_LAST = "validTo"
# A claim that holds for others than those of whom the page speaks as well.
_BEYOND = (Relation.NARROWER, Relation.CROSSING)


def held(case: Case, claims: Iterable[Claim]) -> Outcome:
    """What claims of its kind on its object say to a claim of a page."""
    near = case.meets(claims)
    if case.candidate.negated:
        return _denied(case, near)
    if past := [one for one in near if case.is_past(one) and not case.is_aside(one)]:
        return _past(case, past)
    current = case.current(near)
    return _compared(case, current) if current else SILENT


def _past(case: Case, past: list[Claim]) -> Outcome:
    """A page on something that has ended: it may say so itself."""
    said = case.values(_LAST)
    if not said:
        return Outcome(Verdict.STALE, "ended", tuple(past), (_LAST,))
    if any(said & one.values(_LAST) for one in past):
        return Outcome(Verdict.AGREES, "ended-too", tuple(past))
    return Outcome(Verdict.DISAGREES, "differs", tuple(past), (_LAST,))


def _denied(case: Case, near: list[Claim]) -> Outcome:
    """A page that denies something, against what the graph states of the same people."""
    if past := [one for one in near if case.is_past(one) and not case.is_aside(one)]:
        return Outcome(Verdict.AGREES, "ended-too", tuple(past))
    stated = [
        one
        for one in case.current(near)
        if case.relation(one) is not Relation.CROSSING and not one.statement.under_study
    ]
    return Outcome(Verdict.DISAGREES, "denied", tuple(stated)) if stated else SILENT


@dataclass(frozen=True, slots=True)
class _Against:
    """How a claim speaks against a page: of what kind that is, and in which fields."""

    kind: str = ""
    fields: tuple[str, ...] = ()


def _compared(case: Case, near: list[Claim]) -> Outcome:
    found = {one.iri: _against(case, one) for one in near}
    hard = [one for one in near if found[one.iri].fields]
    agreeing = tuple(one for one in near if one not in hard)
    unsupported = {one.iri: list(_without_support(case, one, found, near)) for one in hard}
    alone = [one for one in hard if unsupported[one.iri]]
    if not alone:
        return Outcome(Verdict.AGREES, "said", agreeing or tuple(hard), beside=tuple(hard))
    names = local(name for one in alone for name in unsupported[one.iri])
    stale = all(found[one.iri].kind == SUPERSEDED for one in alone)
    verdict, reason = (Verdict.STALE, "overtaken") if stale else (Verdict.DISAGREES, "differs")
    return Outcome(verdict, reason, tuple(alone), names, agreeing)


def _against(case: Case, claim: Claim) -> _Against:
    found = compare(case.statement, claim.statement, case.graph.yardstick)
    if found and _is_against(found, case):
        names = local(name for each in found.fields for name in _named(found, each))
        return _Against(found.kind, tuple(name for name in names if name != _LAST))
    return _Against(CONTRADICTION, tuple(n for n in _EXACT if _differs(case, claim, n)))


def _is_against(found: Disagreement, case: Case) -> bool:
    overtaken = found.kind == SUPERSEDED and found.one is case.statement
    return found.kind == CONTRADICTION or overtaken


def _named(found: Disagreement, name: str) -> Iterable[str]:
    """The fields that make what is compared under a name."""
    return found.one.fields.get(name) or found.other.fields.get(name) or (name,)


def _differs(case: Case, claim: Claim, name: str) -> bool:
    own = {_plain(value) for value in case.candidate.fields.get(name, ())}
    return bool(own and claim.values(name)) and own.isdisjoint(claim.values(name))


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _without_support(
    case: Case, claim: Claim, found: Mapping[str, _Against], near: Iterable[Claim]
) -> Iterator[str]:
    """The fields in which a claim speaks against the page, and no other claim for it.

    What holds for others as well does not speak for the page against what holds for just these.
    """
    is_wide = case.relation(claim) in _BEYOND
    others = [one for one in near if one is not claim and (is_wide or _is_within(case, one))]
    for name in found[claim.iri].fields:
        if not any(_supports(case, one, name, found[one.iri]) for one in others):
            yield name


def _is_within(case: Case, claim: Claim) -> bool:
    return case.relation(claim) not in _BEYOND


def _supports(case: Case, claim: Claim, name: str, against: _Against) -> bool:
    """Whether a claim gives a field as the page does, as far as can be told."""
    if name in against.fields or not claim.fields.get(name):
        return False
    own, kinds = case.values(name), case.graph.yardstick.kinds
    return not own or bool(kinds.meet(own, claim.values(name)))
