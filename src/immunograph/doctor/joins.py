"""What is wrong with patterns of which each has solutions, and all together none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from immunograph.doctor import literals
from immunograph.doctor.diagnosis import Fault
from immunograph.doctor.mends import Case, Mend, Suspicion, constant, reversing
from immunograph.doctor.parts import Part, Piece, pieces_within
from immunograph.doctor.patterns import none_of, replacements
from immunograph.store import Literal, NamedNode
from immunograph.vocabulary import TYPE

_FEW = 2


def join_faults(case: Case, parts: Sequence[Part]) -> Suspicion:
    """What is wrong with parts that do not join.

    They are at fault where what one is said of can be nothing that another is said of, and a mend
    is at hand; whether it works is for others to try.
    """
    for part in parts:
        if part.kind == "values" and (found := _of_values(case, part, parts)):
            return found
    clashing = list(_clashes(case, parts))
    mends = [mend for _, pair in clashing for part in pair for mend in _mends(case, part)]
    if not mends:
        return nothing_joins(case, parts)
    name, pair = clashing[0]
    one, other = (case.known.labels(_kinds(case, part, name)) for part in pair)
    reason = f"?{name} would have to be {one} and {other}, and nothing is both"
    if pair[0] == pair[1]:
        reason = "a thing stands here that this is not said of"
    at = tuple(case.at(part) for part in dict.fromkeys(pair))
    fault = Fault("join", reason, at, True)
    return Suspicion(fault, tuple(dict.fromkeys(mends)), nothing_joins(case, parts).fault)


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
    at = tuple(case.at(part) for part in parts)
    return Suspicion(Fault("none", reason + (why and f"; {why}"), at, False))


def _clashes(case: Case, parts: Sequence[Part]) -> Iterator[tuple[str, tuple[Part, Part]]]:
    """The variables that two patterns share and that can stand for nothing in both."""
    triples = [part for part in parts if part.triple]
    for one, other in combinations(triples, 2):
        for name in sorted(one.mentions & other.mentions - case.bindings.keys()):
            if case.known.clash(_kinds(case, one, name), _kinds(case, other, name)):
                yield name, (one, other)
    for part in triples:  # a parameter, or a thing named in the query
        if _is_misplaced(case, part):
            yield next(iter(sorted(part.mentions)), ""), (part, part)


def _kinds(case: Case, part: Part, name: str) -> frozenset[str]:
    """The classes of what a variable can stand for in a pattern; empty where that is not known."""
    triple = part.triple
    if not triple or triple.predicate.kind != "iri":
        return frozenset()
    iri = case.known.iri(triple.predicate.text)
    is_subject = triple.subject.text == f"?{name}"
    if iri == TYPE and is_subject and triple.object.kind != "literal":
        term = constant(case, triple.object.text, triple.object.kind)
        return frozenset([term.value]) if isinstance(term, NamedNode) else frozenset()
    return case.known.kinds_at(iri, end="subject" if is_subject else "object")


def _is_misplaced(case: Case, part: Part) -> bool:
    triple = part.triple
    if not triple or triple.predicate.kind != "iri":
        return False
    iri = case.known.iri(triple.predicate.text)
    for end, piece in (("subject", triple.subject), ("object", triple.object)):
        term = constant(case, piece.text, piece.kind) if iri != TYPE else None
        kinds = case.known.kinds_at(iri, end=end)
        if isinstance(term, NamedNode) and case.known.is_misplaced(term.value, kinds):
            return True
    return False


def _mends(case: Case, part: Part) -> Iterator[Mend]:
    """A pattern the other way round, or with the property of the claim for the short cut."""
    triple = part.triple
    assert triple is not None
    yield from replacements(case, part)
    if edits := reversing(case.query.source, triple):
        yield Mend(edits, f"{triple.predicate.text} asked the other way round", 0.95)


def _of_values(case: Case, part: Part, parts: Sequence[Part]) -> Suspicion | None:
    """A literal in VALUES that is not as the graph has it."""
    for other in parts:
        triple = other.triple
        if not triple or triple.predicate.kind != "iri" or triple.object.kind != "variable":
            continue
        if triple.object.name not in part.binds or part.node is None:
            continue
        for piece in pieces_within(part.node, case.query.source):
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
