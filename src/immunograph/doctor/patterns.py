"""What is wrong with a triple pattern that nothing in the graph fits."""

from collections.abc import Container, Iterator, Sequence

from immunograph.doctor import literals
from immunograph.doctor.diagnosis import Fault
from immunograph.doctor.known import CLASS, PROPERTY, THING, is_datatype, local_name
from immunograph.doctor.mends import Case, Edit, Mend, Suspicion, constant, turned
from immunograph.doctor.parts import Part, Triple, columns
from immunograph.doctor.pieces import Piece, pieces_within
from immunograph.store import Literal, NamedNode
from immunograph.vocabulary import RDFS, TYPE

_SHOWN = 5
_CLOSE = 0.2
_LIKELY = 0.7
_WRONG = {
    PROPERTY: "is not a property here",
    CLASS: "is not a class here",
    THING: "is not known here",
}


def unknown_terms(case: Case, parts: Sequence[Part]) -> Iterator[Suspicion]:
    """A suspicion for each IRI in some parts that the graph does not know."""
    seen = set[int]()
    for part in parts:
        for piece, role in _iris(case, part, parts):
            iri = case.words.iri(piece.text)
            known = _is_known(case, iri, role) if part.triple else case.known.exists(iri)
            if piece.start not in seen and not known:
                seen.add(piece.start)
                yield _unknown(case, part, piece, role, parts)


def _is_known(case: Case, iri: str, role: str) -> bool:
    if role == PROPERTY:
        return case.known.is_used(iri) or iri in case.known.properties
    if role == CLASS:
        return case.probes.ask(f"?s a <{iri}>") or iri in case.known.classes
    return case.known.exists(iri)


def _iris(case: Case, part: Part, parts: Sequence[Part]) -> Iterator[tuple[Piece, str]]:
    """The IRIs of a part, each with what it is to be there."""
    if part.triple:
        yield from _of_pattern(case, part.triple)
    elif part.kind == "values":
        yield from _listed(case, part, parts)
    elif part.node is not None and part.kind in {"filter", "bind"}:
        role = _role_of(case, part.mentions, parts)
        for piece in pieces_within(part.node, case.query.source):
            if piece.kind == "iri" and piece.text != "a" and not _is_function(piece):
                yield piece, role


def _of_pattern(case: Case, triple: Triple) -> Iterator[tuple[Piece, str]]:
    subject, predicate, thing = triple.pieces
    if predicate.kind == "path" and predicate.node is not None:
        for piece in pieces_within(predicate.node, case.query.source):
            yield piece, PROPERTY
    elif predicate.kind == "iri":
        yield predicate, PROPERTY
    iri = case.words.iri(predicate.text) if predicate.kind == "iri" else ""
    if subject.kind == "iri":
        yield subject, THING
    if thing.kind == "iri":
        yield thing, CLASS if iri in {TYPE, f"{RDFS}subClassOf"} else THING


def _listed(case: Case, part: Part, parts: Sequence[Part]) -> Iterator[tuple[Piece, str]]:
    """The IRIs of VALUES, each with what its variable is in the patterns beside it."""
    for name, pieces in columns(part, case.query.source):
        role = _role_of(case, {name}, parts)
        yield from ((piece, role) for piece in pieces if piece.kind == "iri")


def _role_of(case: Case, names: Container[str], parts: Sequence[Part]) -> str:
    """What variables stand for in the patterns beside them."""
    for triple in (other.triple for other in (*parts, *case.whole) if other.triple):
        predicate, thing = triple.predicate, triple.object
        if predicate.kind == "variable" and predicate.name in names:
            return PROPERTY
        is_type = predicate.kind == "iri" and case.words.iri(predicate.text) == TYPE
        if is_type and thing.kind == "variable" and thing.name in names:
            return CLASS
    return THING


def _is_function(piece: Piece) -> bool:
    parent = piece.node.parent if piece.node is not None else None
    return parent is not None and parent.type == "function_call"


def _unknown(case: Case, part: Part, piece: Piece, role: str, parts: Sequence[Part]) -> Suspicion:
    known, words = case.known, case.words
    iri = words.iri(piece.text)
    mends = list(_namespace_mends(case, piece, iri, role))
    if role == PROPERTY and iri in known.classes:
        return _said(case, part, piece, "property", f"{piece.text} is a class here, not a property")
    if role == CLASS and iri in known.properties:
        return _said(case, part, piece, "class", f"{piece.text} is a property here, not a class")
    kinds = _wanted_kinds(case, part, piece) if role == THING else frozenset[str]()
    near = known.near(iri, role, kinds)
    first = [one for one in near if one.nearness == near[0].nearness]
    for one in near:
        sure = one.slip and (len(first) == 1 or one not in first)
        if role != THING:
            sure = one.slip or one.nearness >= _LIKELY
        change = f"{words.described(one.iri)} in the place of {piece.text}"
        edit = Edit(piece.start, piece.end, words.written(one.iri))
        mends.append(Mend((edit,), change, one.nearness, sure))
    at = case.at(part, piece.start)
    if mends and mends[0].nearness > 1:  # the namespace, where it is declared
        start, end = mends[0].edits[0].start, mends[0].edits[0].end
        at = case.at_offset(start, case.query.source[start:end].decode())
    reason = f"{piece.text} {_WRONG[role]}" + _elsewhere(case, iri, role)
    close = [one for one in near if one.nearness >= near[0].nearness - _CLOSE]
    shown = tuple(words.described(one.iri) for one in close[:_SHOWN])
    fault = Fault(f"unknown {role}", reason, (at,), True, shown)
    return Suspicion(fault, tuple(mends))


def _elsewhere(case: Case, iri: str, role: str) -> str:
    """What else an IRI is that is not what it should be."""
    return ", though something is said of it" if role != THING and case.known.exists(iri) else ""


def _said(case: Case, part: Part, piece: Piece, kind: str, reason: str) -> Suspicion:
    return Suspicion(Fault(kind, reason, (case.at(part, piece.start),), True))


def _namespace_mends(case: Case, piece: Piece, iri: str, role: str) -> Iterator[Mend]:
    """The mend of a namespace that is nearly that of a known prefix: http for https, / for #."""
    local = local_name(iri)
    written = iri[: len(iri) - len(local)]
    for namespace in dict.fromkeys(case.words.prefixes.namespaces.values()):
        if namespace != written and _bare(namespace) == _bare(written):
            if not _is_known(case, namespace + local, role):
                continue
            change = f"<{namespace}> in the place of <{written}>"
            if piece.text.startswith("<"):
                yield Mend((Edit(piece.start, piece.end, f"<{namespace}{local}>"),), change, 1.1)
            elif (at := case.query.source.find(f"<{written}>".encode())) >= 0:
                edit = Edit(at, at + len(written.encode()) + 2, f"<{namespace}>")
                yield Mend((edit,), change, 1.1)


def _bare(namespace: str) -> str:
    """A namespace without what is easily written otherwise."""
    return namespace.partition("://")[2].removeprefix("www.").rstrip("#/_").casefold()


def _wanted_kinds(case: Case, part: Part, piece: Piece) -> frozenset[str]:
    """The classes of what may stand where a piece stands."""
    triple = part.triple
    if not triple or triple.predicate.kind != "iri" or piece == triple.predicate:
        return frozenset()
    end = "subject" if piece.start == triple.subject.start else "object"
    return case.known.kinds_at(case.words.iri(triple.predicate.text), end=end)


def kinds_at(case: Case, predicate: Piece, end: str) -> frozenset[str]:
    """The classes of what can stand at an end of a property, or of a path that has no empty way."""
    if predicate.kind == "iri":
        return case.known.kinds_at(case.words.iri(predicate.text), end=end)
    if predicate.node is None or any(mark in predicate.text for mark in "*?!^"):
        return frozenset()
    each = list(pieces_within(predicate.node, case.query.source))
    if "/" in predicate.text:
        each = each[:1] if end == "subject" else each[-1:]
    kinds = [case.known.kinds_at(case.words.iri(one.text), end=end) for one in each]
    if "|" in predicate.text and "/" in predicate.text:
        return frozenset()
    return frozenset().union(*kinds) if kinds and all(kinds) else frozenset()


def pattern_faults(case: Case, part: Part) -> Suspicion:
    """What is wrong with a pattern of known terms that nothing fits."""
    triple = part.triple
    assert triple is not None
    if triple.predicate.kind != "iri":
        return _of_things(case, part, triple, "") or none_of(case, part)
    iri = case.words.iri(triple.predicate.text)
    if not case.known.is_used(iri):
        reason = f"{triple.predicate.text} is a property here, but nothing is stated with it"
        return Suspicion(Fault("unused", reason, (case.at(part, triple.predicate.start),), False))
    if iri == TYPE and triple.object.kind == "iri" and triple.subject.kind == "variable":
        reason = f"{triple.object.text} is a class here, but nothing is stated to be one"
        return Suspicion(Fault("unused", reason, (case.at(part, triple.object.start),), False))
    term = constant(case, triple.object.text, triple.object.kind)
    if isinstance(term, Literal):
        return literals.of_object(case, part, triple, term) or none_of(case, part)
    return _of_things(case, part, triple, iri) or none_of(case, part)


def _of_things(case: Case, part: Part, triple: Triple, iri: str) -> Suspicion | None:
    """A thing that a property is not said of, or does not lead to."""
    known, words = case.known, case.words
    for end, piece in (("object", triple.object), ("subject", triple.subject)):
        term = constant(case, piece.text, piece.kind)
        if not isinstance(term, NamedNode):
            continue
        kinds = kinds_at(case, triple.predicate, end)
        if end == "object" and kinds and all(map(is_datatype, kinds)):
            return literals.instead_of_thing(case, part, triple, term)
        if not known.is_misplaced(term.value, kinds):
            continue
        mends = (*turned(case, triple), *replacements(case, part, end))
        verb = "leads to" if end == "object" else "is said of"
        reason = f"{triple.predicate.text} {verb} {words.labels(kinds)}"
        reason += f"; {words.show(term)} is {words.labels(known.kinds_of(term.value))}"
        broken = known.is_declared(iri, end=end)
        fault = Fault("kind", reason, (case.at(part),), True)
        return Suspicion(fault, mends, None if broken else none_of(case, part).fault)
    return None


def replacements(case: Case, part: Part, end: str = "subject") -> Iterator[Mend]:
    """A claim's property for the short cut through it, and a short cut for the claim's property."""
    triple = part.triple
    if not triple or triple.predicate.kind != "iri" or end != "subject":
        return
    iri, properties = case.words.iri(triple.predicate.text), case.known.properties
    own = properties[iri].through if iri in properties else frozenset[str]()
    short = [each for each, one in properties.items() if iri in one.through]
    piece = triple.predicate
    for each in (*sorted(own), *sorted(short)):
        what = "the property of the claim" if each in own else "the short cut"
        change = f"{what} {case.words.written(each)} in the place of {piece.text}"
        yield Mend((Edit(piece.start, piece.end, case.words.written(each)),), change, 0.95)


def none_of(case: Case, part: Part) -> Suspicion:
    """A pattern of known terms that nothing happens to fit."""
    triple = part.triple
    assert triple is not None
    reason = "the graph knows each of these terms, and states nothing of this form"
    if spoken := _spoken_of(case, [part]):
        reason = f"nothing in the graph is stated so of {spoken}"
    if others := _other_properties(case, triple):
        reason += f"; what leads there is {', '.join(others)}"
    return Suspicion(Fault("none", reason, (case.at(part),), False))


def _other_properties(case: Case, triple: Triple) -> list[str]:
    """The other properties that lead to the object."""
    term = constant(case, triple.object.text, triple.object.kind)
    if not isinstance(term, NamedNode) or triple.subject.kind != "variable":
        return []
    text = f"SELECT DISTINCT ?p {{ ?s ?p <{term.value}> }} LIMIT {_SHOWN}"
    rows = case.probes.rows(text)
    found = sorted(row["p"].value for row in rows if isinstance(row["p"], NamedNode))
    return [case.words.written(iri) for iri in found if iri != TYPE]


def _spoken_of(case: Case, parts: Sequence[Part]) -> str:
    """The values of the parameters that some parts speak of."""
    named = [name for name in case.bindings if any(name in part.mentions for part in parts)]
    return " and ".join(case.known.names.show(case.bindings[name]) for name in named)
