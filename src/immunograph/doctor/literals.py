"""What is wrong with a text, a number or a date that no statement has."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from immunograph.doctor.diagnosis import Fault
from immunograph.doctor.mends import Case, Edit, Mend, Suspicion, constant, turned
from immunograph.doctor.nearness import is_slip, nearness
from immunograph.doctor.parts import Part, Triple
from immunograph.doctor.pieces import Piece
from immunograph.names import key
from immunograph.store import Literal, NamedNode, Term
from immunograph.vocabulary import RDF, XSD

_MOST = 3000
_SHOWN = 5
_NEAR = 0.6
_OTHER_CASE = 0.05
_TEXTS = frozenset([f"{XSD}string", f"{RDF}langString"])
NUMBERS = frozenset(f"{XSD}{each}" for each in ("integer", "decimal", "double", "float"))


def of_object(case: Case, part: Part, triple: Triple, term: Literal) -> Suspicion | None:
    """What is wrong with a literal to which a property in use does not lead."""
    known, words = case.known, case.words
    iri = words.iri(triple.predicate.text)
    at, piece = (case.at(part, triple.object.start),), triple.object
    if not case.probes.ask(f"?s <{iri}> ?o FILTER (isLiteral(?o))"):
        kinds = known.kinds_at(iri, end="object")
        reason = f"{triple.predicate.text} leads to a thing, and {piece.text} is a text"
        mends = tuple(_things(case, piece, term, kinds))
        things = tuple(map(words.described, known.called(term.value, kinds)[:_SHOWN]))
        return Suspicion(Fault("name for a thing", reason, at, True, things), mends)
    stated = _stated(case, triple, iri)
    same = _same_text(case, stated, term)
    if term in same or (not same and case.probes.ask(f"?s <{iri}> {term}")):
        return None
    if same:
        kind, reason = difference(case, term, same)
        mends = tuple(_in_place(case, piece, same))
        return Suspicion(Fault(kind, reason, at, True, _texts(case, same)), mends)
    values = _values(case, stated)
    if typed := retyped(term, values):
        reason = f"{piece.text} is no {case.words.written(typed.datatype.value)}"
        reason += f", and {triple.predicate.text} leads to these: {case.words.some(values)}"
        return Suspicion(
            Fault("datatype", reason, at, True), tuple(_in_place(case, piece, [typed]))
        )
    near = near_texts(term, values)
    labels = _other_label(case, triple, term)
    if term.datatype.value not in _TEXTS or not (near or labels):
        reason = f"no {triple.predicate.text} is {piece.text}; there is {case.words.some(values)}"
        return Suspicion(Fault("none", reason, at, False))
    reason = f"no {triple.predicate.text} is {piece.text}"
    fault = Fault("unknown text", reason, at, True, _texts(case, near))
    return Suspicion(fault, (*labels, *_in_place(case, piece, near)))


def instead_of_thing(case: Case, part: Part, triple: Triple, term: NamedNode) -> Suspicion:
    """What is wrong with a thing where a property leads to texts."""
    piece = triple.object
    names = case.known.names.by_thing.get(term.value, ())
    reason = f"{triple.predicate.text} leads to a value, and {case.words.show(term)} is a thing"
    texts = [Literal(n.text, language=n.language) if n.language else Literal(n.text) for n in names]
    mends = list(_in_place(case, piece, texts)) if piece.kind == "iri" else []
    mends.extend(turned(case, triple))
    return Suspicion(Fault("kind", reason, (case.at(part, piece.start),), True), tuple(mends))


def retyped(term: Literal, values: Sequence[Term]) -> Literal | None:
    """A text as a literal of the datatype that all values have, where that is another."""
    kinds = {value.datatype.value for value in values if isinstance(value, Literal)}
    kind = next(iter(kinds), "")
    if len(kinds) != 1 or kind in {*_TEXTS, term.datatype.value}:
        return None
    if {kind, term.datatype.value} <= NUMBERS:
        return None
    return Literal(term.value, datatype=NamedNode(kind))


def difference(case: Case, term: Literal, same: Sequence[Literal]) -> tuple[str, str]:
    """In what a literal differs from those of the same text: the kind of fault, and in words."""
    one = same[0]
    if one.value != term.value:
        there = case.words.some(same)
        return "case", f"{case.words.literal(term)} differs in case from what is there: {there}"
    if (one.language or "") != (term.language or ""):
        tags = " or ".join(
            sorted({f"@{each.language}" if each.language else "none" for each in same})
        )
        tag = f"the language tag @{term.language}" if term.language else "no language tag"
        return "language", f'"{term.value}" has {tag} here; the graph has it with {tags}'
    there = case.words.some(same)
    return "datatype", f"{case.words.literal(term)} differs in datatype from what is there: {there}"


def near_texts(term: Literal, values: Iterable[Term]) -> list[Literal]:
    """The texts that are spelt like a literal, the nearest first."""
    texts: dict[str, list[Literal]] = {}
    for value in values:
        if isinstance(value, Literal) and value.datatype.value in _TEXTS:
            texts.setdefault(key(value.value), []).append(value)
    keys = difflib.get_close_matches(key(term.value), texts, n=_SHOWN, cutoff=_NEAR)
    near = [one for each in keys for one in texts[each]]
    return sorted(near, key=lambda one: (-nearness(term.value, one.value), one.value))


def in_place(case: Case, piece: Piece, literal: Literal) -> Mend:
    """A literal in the place of a piece."""
    text = case.words.literal(literal)
    return Mend((Edit(piece.start, piece.end, text),), f"{text} in the place of {piece.text}")


def _in_place(case: Case, piece: Piece, literals: Iterable[Literal]) -> Iterator[Mend]:
    stands = piece.text.partition("@")[0].partition("^^")[0].strip("\"'")
    for one in literals:
        yield spelt(in_place(case, piece, one), stands, one)


def spelt(mend: Mend, stands: str, literal: Literal) -> Mend:
    """A mend as near as one spelling is to another; one in the same case is nearer."""
    same_case = stands.isupper() == literal.value.isupper() and stands[:1] == literal.value[:1]
    near = nearness(stands, literal.value) - (0.0 if same_case else _OTHER_CASE)
    return replace(mend, nearness=near, sure=is_slip(stands, literal.value))


def _stated(case: Case, triple: Triple, iri: str) -> str:
    """The pattern of what is stated with a property, of one thing where the query names one."""
    subject = constant(case, triple.subject.text, triple.subject.kind)
    return f"{subject} <{iri}> ?o" if isinstance(subject, NamedNode) else f"?s <{iri}> ?o"


def _same_text(case: Case, stated: str, term: Literal) -> list[Literal]:
    """The values that are the literal but for case, language or datatype."""
    text = Literal(term.value.strip())
    rows = case.probes.rows(
        f"SELECT DISTINCT ?o {{ {stated}"
        f" FILTER (isLiteral(?o) && (LCASE(STR(?o)) = LCASE({text}) || ?o = {term})) }} LIMIT 20"
    )
    found = [row["o"] for row in rows if isinstance(row["o"], Literal)]
    return sorted(found, key=lambda one: (one.value != term.value, str(one)))


def _values(case: Case, stated: str) -> list[Term]:
    text = f"SELECT DISTINCT ?o {{ {stated} FILTER (isLiteral(?o)) }} LIMIT {_MOST}"
    return [row["o"] for row in case.probes.rows(text)]


def _other_label(case: Case, triple: Triple, term: Literal) -> tuple[Mend, ...]:
    """The other properties under which something is called so."""
    names = case.known.names.by_key.get(key(term.value), ())
    found = dict.fromkeys(name.predicate for name in names if name.text == term.value)
    piece = triple.predicate
    return tuple(
        Mend(
            (Edit(piece.start, piece.end, case.words.written(each)),),
            f"{case.words.written(each)} in the place of {piece.text}",
            0.9,
        )
        for each in found
        if each in case.known.properties and case.words.iri(piece.text) != each
    )


def _things(case: Case, piece: Piece, term: Literal, kinds: Iterable[str]) -> Iterator[Mend]:
    for iri in case.known.called(term.value, kinds):
        change = f"{case.words.described(iri)} in the place of {piece.text}"
        yield Mend((Edit(piece.start, piece.end, case.words.written(iri)),), change)


def _texts(case: Case, literals: Sequence[Literal]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(case.words.literal, literals[:_SHOWN])))
