"""What is wrong with patterns of which each has solutions, and all together none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from immunograph.doctor import literals
from immunograph.doctor.diagnosis import Fault
from immunograph.doctor.known import is_datatype
from immunograph.doctor.mends import Case, Mend, Suspicion, constant, turned
from immunograph.doctor.parts import Part, columns
from immunograph.doctor.patterns import kinds_at, none_of, replacements
from immunograph.doctor.pieces import Piece
from immunograph.store import Literal, NamedNode, Term
from immunograph.vocabulary import TYPE

_FEW = 2
_SAMPLE = 20


def join_faults(case: Case, parts: Sequence[Part]) -> Suspicion:
    """What is wrong with parts that do not join.

    They are at fault where what one is said of can be nothing that another is said of, and a mend
    is at hand; whether it works is for others to try.
    """
    for part in parts:
        if part.kind == "values" and (found := _of_values(case, part, parts)):
            return found
    clashing = (
        list(_clashes(case, parts))
        or list(_misfits(case, parts))
        or [clash for part in parts for clash in _misused(case, part)]
    )
    mends = [mend for clash in clashing for part in clash.parts for mend in _mends(case, part)]
    if not mends:
        return nothing_joins(case, parts)
    at = case.at_each(clashing[0].parts)
    fault = Fault("join", clashing[0].reason, at, True)
    return Suspicion(fault, tuple(dict.fromkeys(mends)), nothing_joins(case, parts).fault)


def misuse(case: Case, part: Part) -> Suspicion | None:
    """A pattern that nothing fits, and that asks of a variable what no other pattern would."""
    clashing = list(_misused(case, part))
    mends = tuple(dict.fromkeys(_mends(case, part))) if clashing else ()
    if not mends:
        return None
    fault = Fault("join", clashing[0].reason, (case.at(part),), True)
    return Suspicion(fault, mends, none_of(case, part).fault)


def _misused(case: Case, part: Part) -> Iterator["_Clash"]:
    """The patterns anywhere in the query that ask something else of a variable than one does."""
    for other in case.whole:
        if other.triple and other != part:
            for clash in _clashes(case, [part, other]):
                yield replace(clash, parts=(part, other))


def nothing_joins(case: Case, parts: Sequence[Part], why: str = "") -> Suspicion:
    """Parts that are in order, of which each holds for something, and all for nothing."""
    if len(parts) == 1 and parts[0].triple:
        return none_of(case, parts[0])
    several = "both" if len(parts) == _FEW else "all"
    reason = f"each of these holds for something, nothing holds for {several}"
    named = [name for name in case.bindings if any(name in part.mentions for part in parts)]
    if named:
        said = (f"{name}={case.known.names.show(case.bindings[name])}" for name in named)
        reason += f", with {', '.join(said)}"
    at = case.at_each(parts)
    return Suspicion(Fault("none", reason + (why and f"; {why}"), at, False))


@dataclass(frozen=True)
class _Clash:
    """Parts of which one asks of a thing what it is not, and why."""

    parts: tuple[Part, ...]
    reason: str


def _clashes(case: Case, parts: Sequence[Part]) -> Iterator[_Clash]:
    """The pairs of patterns in which a variable can stand for nothing that fits both."""
    triples = [part for part in parts if part.triple]
    for one, other in combinations(triples, 2):
        for name in sorted(one.mentions & other.mentions - case.bindings.keys()):
            kinds = _kinds(case, one, name), _kinds(case, other, name)
            if case.known.clash(*kinds):
                first, second = map(case.words.labels, kinds)
                reason = f"?{name} would have to be {first} and {second}, and nothing is both"
                yield _Clash((one, other), reason)
    for part in triples:  # a parameter, or a thing named in the query
        if _is_misplaced(case, part):
            yield _Clash((part,), "a thing stands here that this is not said of")


def _misfits(case: Case, parts: Sequence[Part]) -> Iterator[_Clash]:
    """The patterns that none of what a variable is in the other parts can fit."""
    for part in parts:
        rest = [other for other in parts if other != part]
        if not part.triple or not case.probes.holds(rest):
            continue
        for name in sorted(part.mentions - case.bindings.keys()):
            kinds = _kinds(case, part, name)
            values = case.probes.values(name, rest, _SAMPLE) if kinds else []
            if values and not any(_fits(case, value, kinds) for value in values):
                told = (
                    f"is {case.words.labels(kinds)} here, and elsewhere {case.words.some(values)}"
                )
                yield _Clash((part, *rest), f"?{name} {told}")


def _fits(case: Case, value: Term, kinds: frozenset[str]) -> bool:
    if isinstance(value, NamedNode):
        return not case.known.is_misplaced(value.value, kinds)
    return not isinstance(value, Literal) or any(map(is_datatype, kinds))


def _kinds(case: Case, part: Part, name: str) -> frozenset[str]:
    """The classes of what a variable can stand for in a pattern; empty where that is not known."""
    triple = part.triple
    if not triple:
        return frozenset()
    is_subject = triple.subject.text == f"?{name}"
    is_type = triple.predicate.kind == "iri" and case.words.iri(triple.predicate.text) == TYPE
    if is_type and is_subject:
        term = constant(case, triple.object.text, triple.object.kind)
        return frozenset([term.value]) if isinstance(term, NamedNode) else frozenset()
    return kinds_at(case, triple.predicate, "subject" if is_subject else "object")


def _is_misplaced(case: Case, part: Part) -> bool:
    """Whether a thing stands in a pattern where it cannot, or a class where what is one should."""
    triple = part.triple
    if not triple:
        return False
    for end, piece in (("subject", triple.subject), ("object", triple.object)):
        term = constant(case, piece.text, piece.kind)
        if not isinstance(term, NamedNode):
            continue
        if triple.predicate.kind == "iri" and case.words.iri(triple.predicate.text) == TYPE:
            return end == "subject" and term.value in case.known.classes
        if case.known.is_misplaced(term.value, kinds_at(case, triple.predicate, end)):
            return True
    return False


def _mends(case: Case, part: Part) -> Iterator[Mend]:
    """A pattern the other way round, or with the property of the claim for the short cut."""
    triple = part.triple
    if not triple:
        return
    yield from replacements(case, part)
    yield from turned(case, triple, 0.95)


def _of_values(case: Case, part: Part, parts: Sequence[Part]) -> Suspicion | None:
    """A literal in VALUES that is not as the graph has it."""
    for other in parts:
        triple = other.triple
        if not triple or triple.predicate.kind != "iri" or triple.object.kind != "variable":
            continue
        if triple.object.name not in part.binds or part.node is None:
            continue
        for piece in dict(columns(part, case.query.source)).get(triple.object.name, ()):
            term = constant(case, piece.text, piece.kind) if piece.kind == "literal" else None
            if isinstance(term, Literal):
                filled = _with_object(other, piece)
                assert filled.triple is not None
                found = literals.of_object(case, filled, filled.triple, term)
                if found and found.fault.broken:
                    return found
    return None


def _with_object(part: Part, piece: Piece) -> Part:
    assert part.triple is not None
    return replace(part, triple=replace(part.triple, object=piece))
