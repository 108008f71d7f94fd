"""What each parameter of SHACL takes: one table, from a parameter to the kind of its values."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from immunograph.shacl.datatypes import BOUNDS
from immunograph.shacl.terms import RDF, SH, TYPE, XSD, ShapesFault, is_true, sh
from immunograph.shacl.triples import Triples
from immunograph.shacl.vocabulary import NODE_KINDS, XSD_DATATYPES
from immunograph.store import BlankNode, Literal, NamedNode, Term, usable_patterns

_INTEGERS = frozenset({f"{XSD}integer", *BOUNDS})
_TEXTS = frozenset({f"{XSD}string", f"{RDF}langString"})
_FLAGS = frozenset("smixq")
_LONGEST_PATTERN = 10_000
_NO_FLAG = "takes true or false, without quotes"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing in a shapes graph that would be passed over, and what to do about it.

    `node` and `predicate` say where; both are None where it is the whole graph. What is `legal`
    in SHACL, although it checks nothing, may pass with a word about it.
    """

    node: Term | None
    predicate: NamedNode | None
    reason: str
    suggestion: str
    legal: bool = False

    def __str__(self) -> str:
        return f"{self.reason}; {self.suggestion}"


class TooLarge(Refusal):
    """A refusal of what no engine should be given."""


Kind = Callable[[Triples, Term], str]


def refusals(triples: Triples) -> Iterator[Refusal]:
    """Values of a kind that their parameter does not take, and parameters without their partner."""
    for node, predicate, value in triples:
        if name := _NAMES.get(predicate):
            if wrong := KINDS[name](triples, value):
                yield _refusal(node, name, wrong)
            if name in _PARTNERS and not any(triples.objects(node, sh(p)) for p in _PARTNERS[name]):
                partners = " or ".join(f"sh:{partner}" for partner in _PARTNERS[name])
                yield _refusal(node, name, f"does nothing without {partners}", legal=True)
    yield from _idle(triples)
    yield from _patterns(triples)
    yield from _forms(triples)


def _refusal(node: Term, name: str, reason: str, legal: bool = False) -> Refusal:
    return Refusal(node, sh(name), f"sh:{name} {reason}", "correct it, or take it out", legal)


def declared(triples: Triples) -> list[Term]:
    """The nodes that are said to be node shapes or property shapes."""
    parameters = sh("parameter")
    kinds = (triples.instances(sh(name)) for name in ("NodeShape", "PropertyShape"))
    nodes = dict.fromkeys(node for found in kinds for node in found)
    return [node for node in nodes if not triples.has_subject(parameters, node)]


def is_off(triples: Triples, node: Term) -> bool:
    """Whether a shape is switched off."""
    return any(map(is_true, triples.objects(node, sh("deactivated"))))


# -- kinds: each says what is wrong with a value, or nothing -----------------------------------


def _iri(_triples: Triples, value: Term) -> str:
    return "" if isinstance(value, NamedNode) else f"takes the name of a thing, not {_shown(value)}"


def _target(_triples: Triples, value: Term) -> str:
    if isinstance(value, NamedNode | Literal):
        return ""
    return "takes the name of a thing: a blank node has none that the data could share"


def _datatype(triples: Triples, value: Term) -> str:
    name = value.value.removeprefix(XSD) if isinstance(value, NamedNode) else ""
    if not isinstance(value, NamedNode) or not value.value.startswith(XSD) or name in XSD_DATATYPES:
        return _iri(triples, value)
    near = difflib.get_close_matches(name, XSD_DATATYPES, n=1)
    hint = f": did you mean xsd:{near[0]}?" if near else ""
    return f"takes a datatype, and xsd:{name} is none{hint}"


def _node_kind(_triples: Triples, value: Term) -> str:
    if isinstance(value, NamedNode) and value.value.removeprefix(SH) in NODE_KINDS:
        return ""
    return f"takes one of {', '.join(f'sh:{kind}' for kind in NODE_KINDS)}, not {_shown(value)}"


def _number(_triples: Triples, value: Term) -> str:
    if isinstance(value, Literal) and value.datatype.value in _INTEGERS:
        digits = value.value.removeprefix("+")
        if digits.isascii() and digits.isdigit():
            return ""
    return f"takes a whole number, 0 or more, without quotes, not {_shown(value)}"


def _flag(_triples: Triples, value: Term) -> str:
    if isinstance(value, Literal) and value.datatype.value == f"{XSD}boolean":
        return "" if value.value in {"true", "false", "1", "0"} else _NO_FLAG
    return _NO_FLAG


def _text(_triples: Triples, value: Term) -> str:
    if isinstance(value, Literal) and value.datatype.value in _TEXTS:
        return ""
    return f"takes a text, not {_shown(value)}"


def _literal(_triples: Triples, value: Term) -> str:
    return "" if isinstance(value, Literal) else f"takes a value, not {_shown(value)}"


def _shape(triples: Triples, value: Term) -> str:
    if isinstance(value, BlankNode):
        return ""
    if isinstance(value, NamedNode) and triples.predicates(value):
        return ""
    return f"takes a shape, and nothing is said of {_shown(value)}"


def _property(triples: Triples, value: Term) -> str:
    wrong = _shape(triples, value)
    if wrong or triples.objects(value, sh("path")):
        return wrong
    return "takes a shape with sh:path, and this one has none"


def _list_of(kind: Kind) -> Kind:
    def check(triples: Triples, value: Term) -> str:
        try:
            members = triples.items(value)
        except ShapesFault:
            return f"takes a list, as in ( 1 2 ), and {_shown(value)} is none that is well-formed"
        wrongs = (kind(triples, member) for member in members)
        return next((f"has a list in it that {wrong}" for wrong in wrongs if wrong), "")

    return check


def _anything(_triples: Triples, _value: Term) -> str:
    return ""


def _shown(value: Term) -> str:
    text = "a blank node" if isinstance(value, BlankNode) else str(value)
    return text if len(text) <= 80 else f"{text[:80]}..."  # noqa: PLR2004 (one line)


def _idle(triples: Triples) -> Iterator[Refusal]:
    """What SHACL allows, and what then checks nothing."""
    for node in triples.having(sh("deactivated")):
        if is_off(triples, node):
            yield _refusal(node, "deactivated", "switches this off, so it checks nothing", True)
    for name in _SWITCHES:
        for node in triples.having(sh(name)):
            if any(v.value == "1" for v in _literals(triples, node, name)):
                yield _refusal(node, name, "is switched on by true alone, not by 1", legal=True)


# -- patterns, and forms of shapes -------------------------------------------------------------


def _patterns(triples: Triples) -> Iterator[Refusal]:
    """A pattern that the store cannot use would be met by nothing, or, negated, by everything."""
    given = list(_given_patterns(triples))
    short = dict.fromkeys((p, f) for _, p, f in given if len(p) <= _LONGEST_PATTERN)
    usable = usable_patterns(short)
    for node, pattern, flags in given:
        if not set(flags) <= _FLAGS:
            yield _refusal(node, "flags", f"takes letters among s m i x q, not {flags!r}")
        elif (pattern, flags) not in usable:
            reason = f"takes a regular expression; {_shown(Literal(pattern))} is none, is too large"
            yield _refusal(node, "pattern", f"{reason}, or looks ahead or back")


def _given_patterns(triples: Triples) -> Iterator[tuple[Term, str, str]]:
    for node in triples.having(sh("pattern")):
        flags = next((v.value for v in _literals(triples, node, "flags")), "")
        for pattern in _literals(triples, node, "pattern"):
            yield node, pattern.value, flags


def _literals(triples: Triples, node: Term, name: str) -> list[Literal]:
    return [value for value in triples.objects(node, sh(name)) if isinstance(value, Literal)]


def _forms(triples: Triples) -> Iterator[Refusal]:
    """Shapes declared to be what they are not, and components that cannot be run."""
    for node in declared(triples):
        kinds, has_path = triples.objects(node, TYPE), bool(triples.objects(node, sh("path")))
        if sh("NodeShape") in kinds and has_path:
            yield _refusal(node, "path", "stands on a node shape: a property shape has a path")
        elif sh("PropertyShape") in kinds and not has_path:
            reason, what = "this property shape has no sh:path", "say which property it is about"
            yield Refusal(node, TYPE, reason, what)
    for parameter in (v for _, p, v in triples if p == sh("parameter")):
        if not triples.objects(parameter, sh("path")):
            yield _refusal(parameter, "parameter", "has no sh:path")
    for component in triples.instances(sh("ConstraintComponent")):
        if not any(triples.objects(component, sh(name)) for name in _VALIDATORS):
            reason = "this constraint component has no validator, so it would never be run"
            yield Refusal(component, TYPE, reason, "give it one, or take it out")


_VALIDATORS = ("validator", "nodeValidator", "propertyValidator")
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("class", "equals", "disjoint", "lessThan", "lessThanOrEquals"), _iri),
    **dict.fromkeys(("targetClass", "targetSubjectsOf", "targetObjectsOf", "severity"), _iri),
    "targetNode": _target,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    **dict.fromkeys(("minCount", "maxCount", "minLength", "maxLength"), _number),
    **dict.fromkeys(("qualifiedMinCount", "qualifiedMaxCount"), _number),
    **dict.fromkeys(("closed", "uniqueLang", "qualifiedValueShapesDisjoint"), _flag),
    **dict.fromkeys(("deactivated", "optional"), _flag),
    **dict.fromkeys(("message", "pattern", "flags", "select", "ask", "prefix"), _text),
    **dict.fromkeys(("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"), _literal),
    "namespace": _literal,
    "in": _list_of(_anything),
    "languageIn": _list_of(_text),
    "ignoredProperties": _list_of(_iri),
    **dict.fromkeys(("and", "or", "xone"), _list_of(_shape)),
    **dict.fromkeys(("node", "not"), _shape),
    "qualifiedValueShape": _shape,
    "property": _property,
}
_SWITCHES = ("closed", "uniqueLang", "qualifiedValueShapesDisjoint")
_NAMES = {sh(name): name for name in KINDS}
# Parameters that do nothing unless one of others stands beside them.
_PARTNERS: Mapping[str, tuple[str, ...]] = {
    "flags": ("pattern",),
    "qualifiedMinCount": ("qualifiedValueShape",),
    "qualifiedMaxCount": ("qualifiedValueShape",),
    "qualifiedValueShape": ("qualifiedMinCount", "qualifiedMaxCount"),
    "qualifiedValueShapesDisjoint": ("qualifiedValueShape",),
}
