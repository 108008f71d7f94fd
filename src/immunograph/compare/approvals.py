"""Uses that are approved: those of a page must lie within those that the graph has of a therapy.

An authority's decisions on a therapy are known as a whole, so that a page which approves it for
others than all known approvals do says more than is known. A limit that the page does not give is
left open, not widened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import isclose, isfinite

from immunograph.claims.scope import NOTHING, Relation, Values, related
from immunograph.compare.general import held
from immunograph.compare.known import Claim
from immunograph.compare.outcome import SILENT, Case, Outcome, Verdict, local
from immunograph.vocabulary import IG

APPROVED = f"{IG}Approved"
REPORTED = f"{IG}SourceReported"
_BIOMARKER, _CONDITION = f"{IG}biomarker", f"{IG}condition"
_TOLERANCE = 0.03  # a month is no fixed number of days


def indicated(case: Case) -> Outcome:
    """A use that a page reports, against the uses that the graph has."""
    uses = case.claims("Indication")
    stances = case.values("stance")
    if case.candidate.negated:
        return held(case, _near(case, [one for one in uses if _of(one, stances or {APPROVED})]))
    if APPROVED in stances:
        return _approved(case, uses)
    if REPORTED in stances:
        found = held(case, _near(case, [one for one in uses if _of(one, {APPROVED, REPORTED})]))
        return found if found.verdict is not Verdict.DISAGREES else SILENT
    return held(case, _near(case, uses))


def authorized(case: Case) -> Outcome:
    """A decision of an authority that a page reports, against those that the graph has."""
    decisions = case.claims("Authorization")
    if case.candidate.negated:
        return held(case, decisions)
    found = _of_one_decision(case, held(case, decisions))
    if found.verdict in {Verdict.DISAGREES, Verdict.STALE} or not case.statement.scope.choices:
        return found
    within = _approved(case, case.claims("Indication"))
    return within if within.verdict is Verdict.DISAGREES else found


def _of_one_decision(case: Case, found: Outcome) -> Outcome:
    """The same, but another day alone is against a page only where all limits are the same.

    A use is decided on again and again as it widens, and not every decision is known.
    """
    if found.verdict is not Verdict.DISAGREES or set(found.fields) != {"decidedOn"}:
        return found
    same = tuple(one for one in found.claims if case.relation(one) is Relation.SAME)
    return replace(found, claims=same) if same else SILENT


def _of(claim: Claim, stances: Iterable[str]) -> bool:
    return not claim.values("stance").isdisjoint(stances)


def _near(case: Case, claims: Iterable[Claim]) -> list[Claim]:
    """The claims that tell of one disease, or of a kind of it."""
    return case.same_object(claims)


def _approved(case: Case, uses: list[Claim]) -> Outcome:
    known = [one for one in uses if _of(one, {APPROVED}) and _same_place(case, one)]
    approvals = case.current(known)
    if not approvals:
        return held(case, _near(case, [one for one in uses if _same_place(case, one)]))
    if not case.graph.knows(case.candidate.object):
        return Outcome(Verdict.SILENT, "unknown-condition", tuple(approvals))
    near = case.meets(approvals)
    if not near:
        past = [one for one in case.meets(known) if case.is_past(one)]
        if past:
            return Outcome(Verdict.STALE, "ended", tuple(past), ("validTo",))
        return _outside(case, approvals)
    beyond = local(_beyond(case, near))
    if beyond:
        return Outcome(Verdict.DISAGREES, "beyond", tuple(near), beyond)
    return held(case, near)


def _same_place(case: Case, claim: Claim) -> bool:
    own, other = case.values("jurisdiction"), claim.values("jurisdiction")
    return not own or not other or not own.isdisjoint(other)


def _outside(case: Case, approvals: list[Claim]) -> Outcome:
    """No approval is for any of those of whom the page speaks: the nearest, and how they differ.

    One for the same disease is nearer than one for the same people.
    """
    apart = {one.iri: _apart(case, one) for one in approvals}
    far = {iri: (_CONDITION in names, len(names)) for iri, names in apart.items()}
    nearest = tuple(one for one in approvals if far[one.iri] == min(far.values()))
    names = local(name for one in nearest for name in apart[one.iri])
    return Outcome(Verdict.DISAGREES, "outside", nearest, names)


def _apart(case: Case, claim: Claim) -> list[str]:
    scope, other = case.statement.scope, claim.statement.scope
    found = related(scope, other, case.graph.yardstick.kinds)
    return [
        field
        for name, relation in sorted(found.items())
        if relation is Relation.APART
        for field in _fields(case, claim, name)
    ]


def _fields(case: Case, claim: Claim, name: str) -> Iterable[str]:
    """The fields that make a limit, by which it is known to people."""
    if not name:
        return (_BIOMARKER,)
    return case.statement.fields.get(name) or claim.statement.fields.get(name) or (name,)


def _beyond(case: Case, near: list[Claim]) -> Iterator[str]:
    """The fields in which the page names somebody of whom no approval near it speaks."""
    kinds = case.graph.yardstick.kinds
    for name, own in case.statement.scope.choices.items():
        known = _all_of(one.statement.scope.choices.get(name) for one in near)
        if known is not None and kinds.meet(own, known) != own:
            yield name
    biomarkers = case.statement.scope.needs.get(_BIOMARKER, NOTHING)
    known = _all_of(one.statement.scope.needs.get(_BIOMARKER) for one in near)
    if known is not None and not biomarkers <= known:
        yield _BIOMARKER
    for name, limits in case.statement.scope.ranges.items():
        others = [one.statement.scope.ranges.get(name) for one in near]
        for end in (0, 1):
            bounds = [each[end] for each in others if each is not None]
            if len(bounds) == len(near) and _is_another(limits[end], bounds):
                yield from _named(case, name, end)


def _all_of(limits: Iterable[Values | None]) -> Values | None:
    """All that limits allow together; None where one of them is open."""
    given = list(limits)
    return None if None in given else NOTHING.union(*filter(None, given))


def _is_another(own: float, bounds: list[float]) -> bool:
    """Whether a bound is given, is given by all, and is none of theirs."""
    if not all(map(isfinite, (own, *bounds))):
        return False
    return not any(isclose(own, each, rel_tol=_TOLERANCE) for each in bounds)


def _named(case: Case, name: str, end: int) -> Iterator[str]:
    """The fields that give an end of a range; those of its upper end begin with max."""
    for field in case.statement.fields.get(name, ()):
        if field.startswith(f"{IG}max") == bool(end):
            yield field
