"""Query files in the manner of grlc: parameters by the names of variables, and values put in.

    ?_name            a text                       ?_name_integer     a literal of XML Schema
    ?_name_iri        an IRI                       ?_name_xsd_date    a literal of any datatype
    ?_name_number     a number                     ?_name_en          a text in a language
    ?__name           may be left out

A variable that the query itself assigns is no parameter here, and one that it tests by BOUND may be
left out. Source: the wiki and the README of CLARIAH/grlc.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from immunograph.ontology import Prefixes
from immunograph.parameters import IRI, NUMBER, Parameter
from immunograph.shacl.datatypes import BOUNDS, LEXICAL
from immunograph.sparql import Token, declared, tokens
from immunograph.store import Term
from immunograph.vocabulary import XSD

_CONVENTION = re.compile(
    r"(?P<mark>_{1,2})(?P<name>[^_]+)(?:_(?P<type>[A-Za-z0-9]+)(?:_(?P<of>[A-Za-z0-9]+))?)?.*"
)
_FORMS = {"iri": IRI, "number": NUMBER}
_TEXTS = frozenset({"", "literal", "string"})
_TAG = 2  # letters of a language
# Where a variable stands, and a term cannot.
_PROJECTED, _ORDERED, _ASSIGNED, _TESTED = "projected", "ordered", "assigned", "tested"
_BEGIN = {"SELECT": _PROJECTED, "BY": _ORDERED, "VALUES": _ASSIGNED}
_END = frozenset({"WHERE", "FROM", "LIMIT", "OFFSET", "HAVING", "{", "}"})
_BEFORE = {("BOUND", "("): _TESTED, ("AS",): _ASSIGNED}
# What is written instead there: a variable that is bound to the term, an expression, the truth.
_INSTEAD = {_PROJECTED: "({term} AS ?{variable})", _ORDERED: "({term})", _TESTED: "true"}


def parameters(text: str, prefixes: Prefixes) -> list[Parameter]:
    """The parameters that the variables of a query name, in their order.

    Raises `UnknownName` for a datatype whose prefix is not declared.

    >>> [p.name for p in parameters("ASK { ?drug ig:targets ?_target_iri }", Prefixes({}))]
    ['target']
    """
    if not re.search(r"[?$]_", text):
        return []
    known = Prefixes({**prefixes.namespaces, **declared(text)})
    found = [(token.text[1:], place) for token, place in _variables(text)]
    assigned = {variable for variable, place in found if place == _ASSIGNED}
    tested = {variable for variable, place in found if place == _TESTED}
    named = dict.fromkeys(variable for variable, _ in found if variable not in assigned)
    read = [each for each in (_read(variable, known) for variable in named) if each]
    given = {p.name: replace(p, optional=p.optional or p.variable in tested) for p in read}
    return list(given.values())


def completed(parameter: Parameter, head: Mapping[str, Any]) -> Parameter:
    """A parameter with what the decorators say of it: its default, the values it takes."""
    of = {key: _by_name(head.get(key)) for key in ("defaults", "enumerate")}
    names = (parameter.name, parameter.asked)
    default = next((of["defaults"][n] for n in names if n in of["defaults"]), "")
    allowed: Any = next((of["enumerate"][n] for n in names if n in of["enumerate"]), [])
    if not isinstance(default, str):
        raise TypeError(f"the default of {parameter.name} must be one value")
    if isinstance(allowed, str) or not all(isinstance(each, str) for each in allowed):
        raise TypeError(f"enumerate must list the values of {parameter.name}")
    return replace(parameter, default=default or parameter.default, allowed=tuple(allowed))


def _by_name(given: object) -> dict[str, Any]:
    """What a decorator says of each parameter; of one that is only named, nothing."""
    parts = [given] if isinstance(given, dict) else given
    if parts is not None and not isinstance(parts, list):
        raise TypeError("defaults and enumerate must be lists of parameters")
    return {name: of for part in parts or () if isinstance(part, dict) for name, of in part.items()}


def _read(variable: str, prefixes: Prefixes) -> Parameter | None:
    match = _CONVENTION.fullmatch(variable)
    if not match:
        return None
    kind, of = match["type"] or "", match["of"]
    plain = Parameter(match["name"], optional=match["mark"] == "__", variable=variable)
    datatype = f"{XSD}{kind}"
    if kind in _FORMS:
        return replace(plain, form=_FORMS[kind])
    if kind in _TEXTS:
        return plain
    if datatype in BOUNDS or datatype in LEXICAL:
        return replace(plain, datatype=datatype)
    if len(kind) == _TAG:
        return replace(plain, language=kind.lower())
    return replace(plain, datatype=prefixes.expand(f"{kind}:{of}")) if of else plain


def filled(text: str, terms: Mapping[str, Term]) -> str:
    """A query in which terms stand in the place of variables.

    >>> from immunograph.store import Literal
    >>> filled("SELECT ?x ?_n { ?x ex:label ?_n }", {"_n": Literal("a")})
    'SELECT ?x ("a" AS ?_n) { ?x ex:label "a" }'
    """
    parts, end = [], 0
    for token, place in _variables(text) if terms else ():
        variable = token.text[1:]
        if variable in terms and place != _ASSIGNED:
            start, after = _extent(text, token) if place == _TESTED else (token.offset, token.end)
            template = _INSTEAD.get(place, "{term}")
            written = template.replace("{variable}", variable).replace(
                "{term}", str(terms[variable])
            )
            parts += [text[end:start], written]
            end = after
    return "".join([*parts, text[end:]])


def _extent(text: str, variable: Token) -> tuple[int, int]:
    """From where to where `BOUND(?variable)` stands."""
    given = list(tokens(text))
    at = next(number for number, token in enumerate(given) if token.offset == variable.offset)
    return given[at - 2].offset, given[at + 1].end


def _variables(text: str) -> Iterator[tuple[Token, str]]:
    """The variables of a query, each with what stands in the way of a term in its place."""
    within, level, depth = "", 0, 0
    before: Sequence[str] = ("", "")
    for token in tokens(text):
        word = token.text.upper() if token.kind in {"word", "mark"} else ""
        depth += (word == "(") - (word == ")")
        if word in _BEGIN:
            within, level = _BEGIN[word], depth
        elif word in _END:
            within = ""
        if token.kind == "variable":
            here = within if depth == level or within == _ASSIGNED else ""
            yield token, _BEFORE.get(tuple(before), _BEFORE.get((before[-1],), here))
        before = (before[-1], word)
