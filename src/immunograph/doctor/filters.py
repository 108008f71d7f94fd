"""What is wrong with a filter that nothing passes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from immunograph.doctor import literals
from immunograph.doctor.diagnosis import Fault
from immunograph.doctor.joins import nothing_joins
from immunograph.doctor.mends import Case, Edit, Mend, Suspicion, constant
from immunograph.doctor.nearness import nearness
from immunograph.doctor.parts import Part
from immunograph.doctor.pieces import Piece, loose_variables, pieces_within, variables
from immunograph.store import Literal, NamedNode, Term
from immunograph.vocabulary import XSD

if TYPE_CHECKING:
    from tree_sitter import Node

_SAMPLE = 500
_NEAR = 0.5
_COMPARING = frozenset(["=", "!=", "<", ">", "<=", ">="])
_SEARCHING = frozenset(["CONTAINS", "STRSTARTS", "STRENDS"])


def filter_faults(case: Case, parts: Sequence[Part], part: Part) -> Suspicion:
    """What is wrong with a filter that leaves nothing of what the other parts give."""
    others = [other for other in parts if other != part]
    if unbound := _unbound(case, part):
        return unbound
    assert part.node is not None
    condition = part.node.named_children[-1]
    killing = [
        each
        for each in _conjuncts(condition)
        if not case.probes.holds([*others, _only(case, part, each)])
    ]
    node = killing[0] if killing else condition
    none = _passes_none(case, part, node, others)
    for examine in (_language, _comparison, _search):
        if found := examine(case, part, node, others):
            return replace(found, otherwise=none.fault) if examine is _search else found
    return none


def _conjuncts(node: "Node") -> Iterator["Node"]:
    """What is joined by && in a condition."""
    if node.type == "bracketted_expression":
        yield from _conjuncts(node.named_children[0])
    elif node.type == "binary_expression" and any(each.type == "&&" for each in node.children):
        for each in node.named_children:
            yield from _conjuncts(each)
    else:
        yield node


def _only(case: Case, part: Part, node: "Node") -> Part:
    """A filter of one condition."""
    text, named = case.query.text_of(node), variables(node, case.query.source)
    return replace(part, text=f"FILTER ({text})", mentions=named, start=node.start_byte, node=node)


def _unbound(case: Case, part: Part) -> Suspicion | None:
    """A variable in a filter that nothing binds, and those that are spelt like it."""
    assert part.node is not None
    bound = {name for other in case.whole for name in other.binds} | case.bindings.keys()
    inner = (
        {n for g in part.groups for other in g.parts for n in other.mentions}
        if part.groups
        else set()
    )
    loose = loose_variables(part.node, case.query.source) - bound
    missing = sorted(loose) or sorted(_only_here(case, part, inner - bound))
    for name in missing:
        others = sorted(bound, key=lambda other: (-nearness(name, other), other))
        near = [other for other in others if nearness(name, other) >= _NEAR]
        if not loose and not near:
            continue
        pieces = [p for p in _variables(part.node, case.query.source) if p.name == name]
        mends = [
            Mend(
                tuple(Edit(p.start, p.end, f"?{other}") for p in pieces),
                f"?{other} in the place of ?{name}",
                nearness(name, other),
                sure=other in near,
            )
            for other in (near or others)
            if not other.startswith("_0")
        ]
        fault = Fault(
            "variable",
            f"?{name} is bound nowhere in the query",
            (case.at(part, pieces[0].start),),
            True,
            tuple(f"?{other}" for other in near[:3]),
        )
        return Suspicion(fault, tuple(mends))
    return None


def _only_here(case: Case, part: Part, names: Iterable[str]) -> Iterator[str]:
    """The variables that EXISTS has once and nothing else has, where it shares none."""
    bound = {name for other in case.whole for name in other.binds}
    if not part.mentions & (bound | case.bindings.keys()):
        yield from names


def _variables(node: "Node", source: bytes) -> Iterator[Piece]:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if each.type == "var":
            text = source[each.start_byte : each.end_byte].decode()
            yield Piece(f"?{text[1:]}", "variable", each.start_byte, each.end_byte, each)
        waiting.extend(reversed(each.children))


def _piece(case: Case, node: "Node") -> Piece | None:
    """A node that is one constant."""
    found = list(pieces_within(node, case.query.source))
    whole = [p for p in found if (p.start, p.end) == (node.start_byte, node.end_byte)]
    return whole[0] if whole else None


def _called(node: "Node") -> str:
    """The name of the function that a node calls."""
    if node.type in {"build_in_function", "regex_expression"} and node.children:
        return node.children[0].type.upper()
    return ""


def _language(case: Case, part: Part, node: "Node", others: Sequence[Part]) -> Suspicion | None:
    """LANG(?x) = "en", or LANGMATCHES(LANG(?x), "en"), where nothing is in that language."""
    operators = {each.type for each in node.children}
    matching = _called(node) == "LANGMATCHES"
    if not (matching or operators & {"=", "IN"}):
        return None
    calls = [each for each in _below(node) if _called(each) == "LANG"]
    tags = [p for p in pieces_within(node, case.query.source) if p.kind == "literal"]
    named = variables(calls[0], case.query.source) if calls else frozenset()
    if len(named) != 1 or not tags:
        return None
    values = _values(case, others, next(iter(named)))
    seen = sorted({v.language or "" if isinstance(v, Literal) else "" for v in values})
    asked = tags[0].text.strip("\"'")
    mends = tuple(
        Mend(
            tuple(Edit(p.start, p.end, f'"{tag}"') for p in tags[:1]),
            f'"{tag}" in the place of {tags[0].text}',
            _nearness_of_tags(asked, tag),
        )
        for tag in sorted(seen, key=lambda tag: -_nearness_of_tags(asked, tag))
    )
    there = " or ".join(f"@{tag}" if tag else "no language" for tag in seen)
    reason = f"nothing that ?{next(iter(named))} stands for is in {tags[0].text}: it has {there}"
    broken = not _is_spoken(case, asked)
    fault = Fault("language", reason, (case.at(part, node.start_byte),), broken)
    return Suspicion(fault, mends if broken else ())


def _is_spoken(case: Case, tag: str) -> bool:
    """Whether the graph has a text with a language tag, written so."""
    return bool(tag) and case.probes.ask(f"?s ?p ?o FILTER (LANG(?o) = {Literal(tag)})")


def _nearness_of_tags(asked: str, tag: str) -> float:
    same = asked.casefold().partition("-")[0] == tag.casefold().partition("-")[0]
    return 0.9 if same else 0.5


def _comparison(case: Case, part: Part, node: "Node", others: Sequence[Part]) -> Suspicion | None:
    """A comparison with a constant that is of another kind than the values, or nearly one."""
    operator = next((each.type for each in node.children if each.type in {*_COMPARING, "IN"}), "")
    sides = [each for each in node.named_children if each.type == "var"]
    if not operator or len(sides) != 1 or any(each.type == "NOT" for each in node.children):
        return None
    var, name = sides[0], case.query.text_of(sides[0])[1:]
    values = _values(case, others, name)
    found: list[_Clash] = []
    for piece in pieces_within(node, case.query.source):
        term = constant(case, piece.text, piece.kind) if piece.kind == "literal" else None
        if isinstance(term, Literal) and values:
            found.extend(_clashes(case, piece, term, (var, values)))
    if not found:
        return None
    first = found[0]
    fault = Fault("comparison", first.reason, (case.at(part, node.start_byte),), True)
    mends = tuple(mend for one in found for mend in one.mends)
    otherwise = None if first.certain else _passes_none(case, part, node, others).fault
    return Suspicion(fault, mends, otherwise)


@dataclass(frozen=True)
class _Clash:
    """Why a constant is not among the values, and what may mend it; `certain` where it never is."""

    reason: str
    mends: tuple[Mend, ...]
    certain: bool = True


def _clashes(
    case: Case, piece: Piece, term: Literal, of: tuple["Node", Sequence[Term]]
) -> Iterator[_Clash]:
    var, values = of
    name = case.query.text_of(var)
    texts = [value for value in values if isinstance(value, Literal)]
    same = [v for v in texts if v.value.casefold() == term.value.strip().casefold() and v != term]
    if same:
        reason = literals.difference(case, term, same)[1]
        yield _Clash(reason, tuple(literals.in_place(case, piece, each) for each in same))
    elif not texts:
        things = [t for t in case.known.called(term.value) if NamedNode(t) in values]
        reason = f"{piece.text} is a text, and {name} stands for things: {case.words.some(values)}"
        yield _Clash(reason, tuple(_thing_mends(case, piece, things)))
    elif typed := literals.retyped(term, texts):
        kind = case.words.written(typed.datatype.value)
        reason = f"{piece.text} is no {kind}, and {name} stands for these: {case.words.some(texts)}"
        yield _Clash(reason, (literals.in_place(case, piece, typed),))
    elif _is_number(term) and not any(map(_is_number, texts)):
        call = f"{case.words.written(f'{XSD}decimal')}(STR({name}))"
        edit = Edit(var.start_byte, var.end_byte, call)
        reason = f"{piece.text} is a number, and {name} stands for texts: {case.words.some(texts)}"
        yield _Clash(reason, (Mend((edit,), f"{call} in the place of {name}"),))
    else:
        yield from _near(case, piece, term, texts)


def _is_number(literal: Literal) -> bool:
    return literal.datatype.value in literals.NUMBERS


def _near(case: Case, piece: Piece, term: Literal, texts: Sequence[Term]) -> Iterator[_Clash]:
    """The texts that are spelt like a constant."""
    near = literals.near_texts(term, texts)
    mends = tuple(
        literals.spelt(literals.in_place(case, piece, each), term.value, each) for each in near
    )
    if mends:
        reason = f"{piece.text} is not there; there is {case.words.some(near)}"
        yield _Clash(reason, mends, certain=False)


def _thing_mends(case: Case, piece: Piece, things: Iterable[str]) -> Iterator[Mend]:
    for iri in things:
        edit = Edit(piece.start, piece.end, case.words.written(iri))
        yield Mend((edit,), f"{case.words.described(iri)} in the place of {piece.text}")


def _search(case: Case, part: Part, node: "Node", others: Sequence[Part]) -> Suspicion | None:
    """REGEX or CONTAINS that finds nothing, but would in the text of an IRI or in another case."""
    function = _called(node)
    if function != "REGEX" and function not in _SEARCHING:
        return None
    arguments = list(node.named_children)
    if not arguments:
        return None
    subject, text = arguments[0], case.query.text_of(arguments[0])
    named = sorted(loose_variables(subject, case.query.source))
    values = _values(case, others, named[0]) if named else []
    reason = f"nothing that it looks into fits it: {case.words.some(values)}"
    mends = []
    for call, change in _SEARCHES[function](text):
        edit = Edit(subject.start_byte, subject.end_byte, call)
        mends.append(Mend((edit,), change, 0.9))
    if len(arguments) > 1 and (piece := _piece(case, arguments[1])):
        mends.extend(_lower(function, subject, text, piece))
    fault = Fault("search", reason, (case.at(part, node.start_byte),), True)
    return Suspicion(fault, tuple(mends)) if mends else None


def _lower(function: str, subject: "Node", text: str, piece: Piece) -> Iterator[Mend]:
    """The search without regard to case."""
    lowered = Edit(subject.start_byte, subject.end_byte, f"LCASE(STR({text}))")
    pattern = Edit(piece.start, piece.end, f"LCASE({piece.text})")
    if function == "REGEX":
        lowered = Edit(subject.start_byte, subject.end_byte, f"STR({text})")
        pattern = Edit(piece.start, piece.end, f'{piece.text}, "i"')
    yield Mend((lowered, pattern), "case left out of account", 0.8)


def _of_text(text: str) -> list[tuple[str, str]]:
    return [(f"STR({text})", f"STR({text}) in the place of {text}")]


_SEARCHES: Mapping[str, Callable[[str], list[tuple[str, str]]]] = {
    "REGEX": _of_text,
    **dict.fromkeys(_SEARCHING, _of_text),
}


def _passes_none(case: Case, part: Part, node: "Node", others: Sequence[Part]) -> Suspicion:
    """A filter that is in order, and that nothing passes."""
    if part.groups and not loose_variables(node, case.query.source):
        excluded = node.type == "not_exists_func"
        why = "it excludes all that the rest finds" if excluded else "it holds for none of the rest"
        found = nothing_joins(case, [*others, part], why)
        return replace(found, fault=replace(found.fault, at=(case.at(part), *case.at_each(others))))
    named = sorted(loose_variables(node, case.query.source))
    values = [f"?{n} is {case.words.some(_values(case, others, n))}" for n in named[:2]]
    reason = f"nothing passes {case.query.text_of(node)}: {'; '.join(values) or 'it is never true'}"
    return Suspicion(Fault("filter", reason, (case.at(part, node.start_byte),), False))


def _values(case: Case, others: Sequence[Part], name: str) -> list[Term]:
    if name in case.bindings:
        return [case.bindings[name]]
    return case.probes.values(name, others, _SAMPLE)


def _below(node: "Node") -> Iterator["Node"]:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(reversed(each.children))
