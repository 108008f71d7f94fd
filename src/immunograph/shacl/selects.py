"""SPARQL-based constraints and constraint components: queries that the shapes graph brings along.

Source: SHACL, sections 5 and 6, and appendix A on pre-binding.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

from immunograph.shacl.constraint import Constraint, Context, NotCompilable, Parameter
from immunograph.shacl.shapes import Shape
from immunograph.shacl.terms import SH, ShapesFault, is_true, sh
from immunograph.shacl.triples import Triples
from immunograph.store import BadQuery, BlankNode, Literal, NamedNode, Term, guard, tokens

_IMPORTS = NamedNode("http://www.w3.org/2002/07/owl#imports")
_FORBIDDEN = frozenset({"MINUS", "VALUES", "SERVICE"})
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_BEYOND_A_JOIN = frozenset(
    {"UNION", "GRAPH", "GROUP", "HAVING", "LIMIT", "OFFSET", "COUNT", "SUM", "MIN", "MAX", "AVG"}
    | {"SAMPLE", "GROUP_CONCAT"}
)
_BOUND_THIS = re.compile(r"\bbound\s*\(\s*[?$]this\s*\)", re.IGNORECASE)
_PROJECTION = re.compile(r"\bSELECT\b[^{]*", re.IGNORECASE)
_THIS = re.compile(r"[?$]this\b")
_OPTIONAL_GROUP = frozenset({"OPTIONAL", "EXISTS"})


@dataclass(frozen=True)
class Select:
    """A SELECT that a shape brings: its rows are violations of the focus node in `this`.

    `text` has its prefixes expanded and its parameters put in; `source` is the node of the
    constraint or validator.
    """

    text: str
    source: Term
    component: str
    messages: tuple[Literal, ...]
    parameters: Mapping[str, Term]

    @property
    def is_joinable(self) -> bool:
        """Whether the focus nodes can be joined in front, for all of them at once."""
        words = [token.text.upper() for token in tokens(self.text)]
        if _BEYOND_A_JOIN & set(words) or words.count("SELECT") != 1:
            return False
        groups = [before for before, word in pairwise(words) if word == "{"]
        return all(before in _OPTIONAL_GROUP for before in groups[1:])

    def joined(self, focus: str) -> str:
        """The query over all focus nodes that a pattern binds to `this`."""
        opening = next(token.offset for token in tokens(self.text) if token.text == "{") + 1
        return f"{self.text[:opening]} {focus} {self.text[opening:]}"

    def bound_to(self, focus: Term) -> str | None:
        """The query with a focus node in the place of `this`; None where it cannot be written."""
        if isinstance(focus, BlankNode) or "GROUP" in (t.text.upper() for t in tokens(self.text)):
            return None
        text = _BOUND_THIS.sub("(true)", self.text)
        outermost = _PROJECTION.sub(lambda clause: _THIS.sub("?self", clause[0]), text, count=1)
        assigned = f"({focus} AS ?self)"
        projected = _PROJECTION.sub(lambda clause: _THIS.sub(assigned, clause[0]), outermost)
        return _rewritten(projected, {}, {"this": str(focus)}).replace("?self", "?this")


def selects(context: Context, shape: Shape) -> Iterator[Select]:
    """The SELECTs that a shape brings: its own constraints, and those of the components it uses."""
    for source in shape.values("sparql"):
        yield from _own(context, shape, source)
    for found, parameters in _used(context, shape):
        validator = _validator(context.triples, found, shape)
        if validator is not None and context.triples.objects(validator, sh("select")):
            messages = _messages(context.triples, validator) or _messages(context.triples, found)
            yield Select(
                _text(context.triples, validator, "select", shape, parameters),
                validator,
                _iri(found),
                messages or shape.messages,
                parameters,
            )


def conditions(context: Context, shape: Shape) -> Iterator[Constraint]:
    """The SELECTs that a shape brings as tests of one node. Raises `NotCompilable`."""
    for select in selects(context, shape):
        if not select.is_joinable:
            raise NotCompilable("a SELECT within a condition, of more than patterns and filters")
        body = select.text[select.text.index("{") : select.text.rindex("}") + 1]

        def violated(node: str, body: str = body) -> str:
            return f"EXISTS {_renamed(body, {'this': node}, context)}"

        yield Constraint(select.component, violated=violated)


def uses_components(context: Context, shape: Shape) -> bool:
    """Whether a shape uses a constraint component that the shapes graph brings along."""
    return any(True for _ in _used(context, shape))


def asks(context: Context, shape: Shape) -> Iterator[Constraint]:
    """The components with an ASK that a shape uses, compiled as tests of value nodes."""
    for found, parameters in _used(context, shape):
        validator = _validator(context.triples, found, shape)
        if validator is not None and context.triples.objects(validator, sh("ask")):
            yield _ask(context, shape, found, validator, parameters)


def _ask(
    context: Context, shape: Shape, found: Term, validator: Term, parameters: Mapping[str, Term]
) -> Constraint:
    text = _text(context.triples, validator, "ask", shape, parameters)
    body = text[text.index("{") :]

    def fails(node: str) -> str:
        return f"!(EXISTS {_renamed(body, {'value': node}, context)})"

    return Constraint(_iri(found), fails=fails)


def _own(context: Context, shape: Shape, source: Term) -> Iterator[Select]:
    triples = context.triples
    if any(map(is_true, triples.objects(source, sh("deactivated")))):
        return
    messages = _messages(triples, source) or shape.messages
    text = _text(triples, source, "select", shape, {})
    yield Select(text, source, f"{SH}SPARQLConstraintComponent", messages, {})


def _used(context: Context, shape: Shape) -> Iterator[tuple[Term, dict[str, Term]]]:
    """The constraint components of the shapes graph that a shape uses, with their parameters.

    One with a single parameter is used once for each value.
    """
    for found, parameters in context.components:
        given = {name: shape.parameters.get(predicate, ()) for name, predicate, _ in parameters}
        required = [name for name, _, optional in parameters if not optional]
        if not all(given[name] for name in required) or not any(given.values()):
            continue
        values = {name: terms for name, terms in given.items() if terms}
        if len(values) > 1 and any(len(terms) > 1 for terms in values.values()):
            raise ShapesFault(f"several values for one parameter of {found}", shape.node)
        for each in product(*values.values()):
            yield found, dict(zip(values, each, strict=True))


def components(triples: Triples) -> Iterator[tuple[Term, tuple[Parameter, ...]]]:
    """The constraint components that a shapes graph brings along."""
    for found in triples.instances(sh("ConstraintComponent")):
        yield found, tuple(_parameters(triples, found))


def _parameters(triples: Triples, found: Term) -> Iterator[Parameter]:
    for parameter in triples.objects(found, sh("parameter")):
        predicate = triples.value(parameter, sh("path"))
        if not isinstance(predicate, NamedNode):
            raise ShapesFault("a parameter whose sh:path is no predicate", parameter)
        optional = any(map(is_true, triples.objects(parameter, sh("optional"))))
        yield _local(predicate.value), predicate, optional


def _validator(triples: Triples, found: Term, shape: Shape) -> Term | None:
    own = "nodeValidator" if shape.path is None else "propertyValidator"
    for name in (own, "validator"):
        if values := triples.objects(found, sh(name)):
            return values[0]
    return None


def _text(
    triples: Triples, source: Term, kind: str, shape: Shape, parameters: Mapping[str, Term]
) -> str:
    """The query of a source, checked, with prefixes, path and parameters put in."""
    value = triples.value(source, sh(kind))
    if not isinstance(value, Literal):
        raise ShapesFault(f"sh:{kind} takes the text of a query", source)
    text = value.value
    if next((t.text.upper() for t in tokens(text) if t.text.upper() in _FORMS), "") != kind.upper():
        raise ShapesFault(f"sh:{kind} takes the text of a query of that form", source)
    if shape.path is not None:
        text = text.replace("$PATH", shape.path.text)
    prefixes = _prefixes(triples, source)
    try:
        guard(text, prefixes)
    except BadQuery as error:
        raise ShapesFault(str(error), source) from None
    _check(text, source, ["this", "currentShape", *parameters, *(["value"] * (kind == "ask"))])
    constants = {name: str(term) for name, term in parameters.items() if not _blank(term)}
    if not _blank(shape.node):
        constants["currentShape"] = str(shape.node)
    return _rewritten(text, prefixes, constants)


def _check(text: str, source: Term, bound: Iterable[str]) -> None:
    """Refuse what cannot be pre-bound. Source: SHACL, appendix A."""
    words = [token.text for token in tokens(text)]
    variables = {f"{mark}{name}" for name in bound for mark in "?$"}
    for before, word in pairwise(["", *words]):
        if word.upper() in _FORBIDDEN:
            raise ShapesFault(f"{word.upper()} cannot be used here", source)
        if before.upper() == "AS" and word in variables:
            raise ShapesFault(f"{word} is given and cannot be assigned anew", source)
        if word[1:] == "shapesGraph" and word[0] in "?$":
            raise NotCompilable("$shapesGraph: the shapes are not in the store")
    nested = [number for number, word in enumerate(words) if word.upper() == "SELECT"][1:]
    for number in nested:
        if not _projects_this(words[number + 1 :]):
            raise ShapesFault("a SELECT within another must project $this", source)


def _projects_this(words: list[str]) -> bool:
    for word in words:
        if word in {"$this", "?this"}:
            return True
        if word == "{":
            return False
    return False


def _prefixes(triples: Triples, source: Term) -> dict[str, str]:
    """The prefixes that a source declares, and those of what its ontologies import here."""
    declared: dict[str, str] = {}
    waiting, seen = triples.objects(source, sh("prefixes")), set[Term]()
    while waiting:
        holder = waiting.pop()
        if holder in seen:
            continue
        seen.add(holder)
        waiting.extend(triples.objects(holder, _IMPORTS))
        for one in triples.objects(holder, sh("declare")):
            prefix = triples.value(one, sh("prefix"))
            namespace = triples.value(one, sh("namespace"))
            if isinstance(prefix, Literal) and isinstance(namespace, Literal):
                declared[prefix.value] = namespace.value
    return declared


def _rewritten(text: str, prefixes: Mapping[str, str], constants: Mapping[str, str]) -> str:
    """A query with prefixed names expanded and variables replaced by constants."""
    out, at = [], 0
    for token in tokens(text):
        new = token.text
        if token.kind == "name" and not token.text.startswith("_:"):
            prefix, _, local = token.text.partition(":")
            if prefix in prefixes:
                new = f"<{prefixes[prefix]}{local}>"
        elif token.kind == "variable":
            new = constants.get(token.text[1:], f"?{token.text[1:]}")
        out.append(text[at : token.offset] + new)
        at = token.offset + len(token.text)
    return "".join(out) + text[at:]


def _renamed(body: str, given: Mapping[str, str], context: Context) -> str:
    """A group whose variables are fresh, but for those given."""
    names = dict(given)
    for token in tokens(body):
        if token.kind == "variable":
            names.setdefault(token.text[1:], context.fresh("own"))
    return _rewritten(body, {}, names)


def _messages(triples: Triples, source: Term) -> tuple[Literal, ...]:
    return tuple(m for m in triples.objects(source, sh("message")) if isinstance(m, Literal))


def _iri(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | BlankNode) else str(term)


def _blank(term: Term) -> bool:
    return isinstance(term, BlankNode)


def _local(iri: str) -> str:
    return max(iri.rpartition("#")[2], iri.rpartition("/")[2], key=lambda part: -len(part))
