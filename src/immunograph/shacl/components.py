"""The constraint components of SHACL Core: one table, from a parameter to its compiler."""

from collections.abc import Callable, Iterator, Mapping

from immunograph.shacl import logic
from immunograph.shacl.constraint import (
    Constraint,
    Context,
    at_least_constraint,
    at_most_constraint,
    component,
    constant,
    either,
    number_of,
    property_shape,
)
from immunograph.shacl.datatypes import well_formed
from immunograph.shacl.shapes import Shape
from immunograph.shacl.terms import RDF, SH, TYPE, ShapesFault, is_true, sh
from immunograph.store import Literal, NamedNode, Term

Compiler = Callable[[Context, Shape, Term], Constraint]

_LANG_STRING = f"{RDF}langString"
# Up to this many members of sh:in are written out as conditions.
_FEW = 200
_NODE_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "(isBlank({0}) || isIRI({0}))",
    "BlankNodeOrLiteral": "(isBlank({0}) || isLiteral({0}))",
    "IRIOrLiteral": "(isIRI({0}) || isLiteral({0}))",
}


def compile_core(context: Context, shape: Shape) -> Iterator[Constraint]:
    """The constraints of SHACL Core that a shape states. Raises `ShapesFault`, `NotCompilable`."""
    for name in filter(None, map(_NAMES.get, shape.parameters)):
        if name in _SINGLE:
            shape.value(name)
        for value in shape.values(name):
            yield COMPONENTS[name](context, shape, value)


# -- value type --------------------------------------------------------------------------------


def _class(context: Context, _shape: Shape, value: Term) -> Constraint:
    kinds = [constant(each) for each in context.classes.below(value)]

    def fails(node: str) -> str:
        if len(kinds) == 1:
            return f"NOT EXISTS {{ {node} {TYPE} {kinds[0]} }}"
        kind = context.fresh("type")
        return f"NOT EXISTS {{ {node} {TYPE} {kind} FILTER ({kind} IN ({', '.join(kinds)})) }}"

    return Constraint(component("class"), fails=fails)


def _datatype(_context: Context, shape: Shape, value: Term) -> Constraint:
    if not isinstance(value, NamedNode):
        raise ShapesFault("sh:datatype takes an IRI", shape.node)
    datatype = value.value

    def fails(node: str) -> str:
        same = f"COALESCE(DATATYPE({node}) = {value}, false)"
        if datatype == _LANG_STRING:
            return f"!(isLiteral({node}) && {same})"
        return f"!(isLiteral({node}) && {same} && {well_formed(datatype, node)})"

    return Constraint(component("datatype"), fails=fails)


def _node_kind(_context: Context, shape: Shape, value: Term) -> Constraint:
    kind = value.value.removeprefix(SH) if isinstance(value, NamedNode) else ""
    if kind not in _NODE_KINDS:
        raise ShapesFault(f"{value} is no node kind", shape.node)
    return Constraint(component("nodeKind"), fails=lambda n: f"!{_NODE_KINDS[kind].format(n)}")


# -- cardinality -------------------------------------------------------------------------------


def _min_count(context: Context, shape: Shape, value: Term) -> Constraint:
    number = number_of(property_shape(shape, "minCount"), "minCount", value)
    return at_least_constraint(context, shape, "minCount", number)


def _max_count(context: Context, shape: Shape, value: Term) -> Constraint:
    number = number_of(property_shape(shape, "maxCount"), "maxCount", value)
    return at_most_constraint(context, shape, "maxCount", number)


# -- value range -------------------------------------------------------------------------------


def _range(name: str, operator: str) -> Compiler:
    def compile_range(_context: Context, _shape: Shape, value: Term) -> Constraint:
        bound = constant(value)
        return Constraint(
            component(name), fails=lambda node: f"!COALESCE({node} {operator} {bound}, false)"
        )

    return compile_range


# -- strings -----------------------------------------------------------------------------------


def _text_fails(node: str, condition: str) -> str:
    """A blank node has no text; a condition in error does not hold."""
    return f"(isBlank({node}) || !COALESCE({condition}, false))"


def _length(name: str, operator: str) -> Compiler:
    def compile_length(_context: Context, shape: Shape, value: Term) -> Constraint:
        number = number_of(shape, name, value)
        long = f"STRLEN(STR({{0}})) {operator} {number}"
        return Constraint(component(name), fails=lambda node: _text_fails(node, long.format(node)))

    return compile_length


def _pattern(_context: Context, shape: Shape, value: Term) -> Constraint:
    flags = shape.value("flags")
    if not isinstance(value, Literal):
        raise ShapesFault("sh:pattern takes a text", shape.node)
    pattern = str(Literal(value.value))
    given = f", {Literal(flags.value)}" if isinstance(flags, Literal) else ""

    def fails(node: str) -> str:
        return _text_fails(node, f"REGEX(STR({node}), {pattern}{given})")

    return Constraint(component("pattern"), fails=fails)


def _language_in(context: Context, _shape: Shape, value: Term) -> Constraint:
    ranges = [constant(each) for each in context.triples.items(value)]

    def fails(node: str) -> str:
        matches = either(f"LANGMATCHES(LANG({node}), {each})" for each in ranges)
        return f"!COALESCE(isLiteral({node}) && ({matches}), false)"

    return Constraint(component("languageIn"), fails=fails)


def _unique_lang(context: Context, shape: Shape, value: Term) -> Constraint:
    property_shape(shape, "uniqueLang")
    # The word alone, not "1"^^xsd:boolean: test uniqueLang-002 of the W3C suite.
    if not (isinstance(value, Literal) and value.value == "true"):
        return Constraint(component("uniqueLang"), fails=lambda _node: "false")

    def rows(focus: str, name: Callable[[str], str]) -> tuple[str, ...]:
        one, other, tag = context.fresh(), context.fresh(), name("language")
        reached = " ".join(context.values_of(shape, focus, each) for each in (one, other))
        same = f'LANG({one}) != "" && LCASE(LANG({one})) = LCASE(LANG({other}))'
        bound = f"BIND (LCASE(LANG({one})) AS {tag})"
        return (f"{reached} FILTER (!sameTerm({one}, {other}) && {same}) {bound}",)

    return Constraint(component("uniqueLang"), rows=rows, shows=("language",))


# -- property pairs ----------------------------------------------------------------------------


def _equals(context: Context, shape: Shape, other: Term) -> Constraint:
    predicate = constant(other)

    def rows(focus: str, name: Callable[[str], str]) -> tuple[str, ...]:
        value = name("value")
        if shape.path is None:
            itself = f"FILTER NOT EXISTS {{ {focus} {predicate} {focus} }}"
            others = f"{focus} {predicate} {value} FILTER (!sameTerm({focus}, {value}))"
            return f"{itself} BIND ({focus} AS {value})", others
        reached = context.values_of(shape, focus, value)
        return (
            f"{reached} FILTER NOT EXISTS {{ {focus} {predicate} {value} }}",
            f"{focus} {predicate} {value} FILTER (!{context.leads(shape, focus, value)})",
        )

    return Constraint(component("equals"), rows=rows, shows=("value",))


def _disjoint(context: Context, shape: Shape, other: Term) -> Constraint:
    predicate = constant(other)

    def rows(focus: str, name: Callable[[str], str]) -> tuple[str, ...]:
        value = name("value")
        if shape.path is None:
            return (f"{focus} {predicate} {value} FILTER (sameTerm({focus}, {value}))",)
        leads = context.leads(shape, focus, value)
        return (f"{focus} {predicate} {value} FILTER ({leads})",)

    return Constraint(component("disjoint"), rows=rows, shows=("value",))


def _less_than(name: str, operator: str) -> Compiler:
    def compile_less_than(context: Context, shape: Shape, other: Term) -> Constraint:
        property_shape(shape, name)
        predicate = constant(other)

        def rows(focus: str, naming: Callable[[str], str]) -> tuple[str, ...]:
            value, compared = naming("value"), naming("compared")
            reached = context.values_of(shape, focus, value)
            less = f"COALESCE({value} {operator} {compared}, false)"
            return (f"{reached} {focus} {predicate} {compared} FILTER (!{less})",)

        def violated(focus: str) -> str:
            both = (shape.path.text if shape.path else "", predicate)
            one, two = (context.fetched.get((focus, path)) for path in both)
            if one and two:
                return f"BOUND({one}) && BOUND({two}) && !COALESCE({one} {operator} {two}, false)"
            return " || ".join(f"EXISTS {{ {each} }}" for each in rows(focus, context.naming()))

        shows = ("value", "compared")
        return Constraint(component(name), rows=rows, violated=violated, shows=shows)

    return compile_less_than


# -- others ------------------------------------------------------------------------------------


def _closed(context: Context, shape: Shape, value: Term) -> Constraint:
    if not is_true(value):
        return Constraint(component("closed"), fails=lambda _node: "false")
    ignored = shape.value("ignoredProperties")
    allowed = [constant(each) for each in context.triples.items(ignored)] if ignored else []
    paths = (each.path for each in shape.properties)
    allowed += [constant(path.node) for path in paths if path and path.is_predicate]

    def rows(focus: str, name: Callable[[str], str]) -> tuple[str, ...]:
        predicate, found = name("path"), name("value")
        outside = f"FILTER ({predicate} NOT IN ({', '.join(allowed)}))" if allowed else ""
        if shape.path is None:
            return (f"{focus} {predicate} {found} {outside}",)
        node = context.fresh()
        return (f"{context.values_of(shape, focus, node)} {node} {predicate} {found} {outside}",)

    def has_others(node: str) -> str:
        found = context.fresh()
        predicate = f"!({'|'.join(allowed)})" if allowed else context.fresh()
        return f"EXISTS {{ {node} {predicate} {found} }}"

    def violated(focus: str) -> str:
        if shape.path is None:
            return has_others(focus)
        return context.reaches(shape, focus, has_others)

    shows = ("value", "path")
    return Constraint(component("closed"), rows=rows, violated=violated, shows=shows)


def _has_value(context: Context, shape: Shape, value: Term) -> Constraint:
    wanted = constant(value)

    def violated(focus: str) -> str:
        if shape.path is None:
            return f"!sameTerm({focus}, {wanted})"
        return f"!{context.reaches_term(shape, focus, wanted)}"

    return Constraint(component("hasValue"), violated=violated)


def _in(context: Context, _shape: Shape, value: Term) -> Constraint:
    members = [constant(each) for each in context.triples.items(value)]

    def fails(node: str) -> str:
        if len(members) <= _FEW:
            return f"!({either(f'sameTerm({node}, {each})' for each in members)})"
        member = context.fresh("member")
        listed = f"VALUES {member} {{ {' '.join(members)} }}"
        return f"NOT EXISTS {{ {listed} FILTER (sameTerm({member}, {node})) }}"

    return Constraint(component("in"), fails=fails)


# The parameters that a shape has once at most.
_SINGLE = frozenset(
    {"datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive", "maxExclusive"}
    | {"maxInclusive", "minLength", "maxLength", "languageIn", "uniqueLang", "in", "closed"}
    | {"qualifiedMinCount", "qualifiedMaxCount"}
)
COMPONENTS: Mapping[str, Compiler] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minCount": _min_count,
    "maxCount": _max_count,
    "minExclusive": _range("minExclusive", ">"),
    "minInclusive": _range("minInclusive", ">="),
    "maxExclusive": _range("maxExclusive", "<"),
    "maxInclusive": _range("maxInclusive", "<="),
    "minLength": _length("minLength", ">="),
    "maxLength": _length("maxLength", "<="),
    "pattern": _pattern,
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than("lessThan", "<"),
    "lessThanOrEquals": _less_than("lessThanOrEquals", "<="),
    "not": logic.not_,
    "and": logic.and_,
    "or": logic.or_,
    "xone": logic.xone_,
    "node": logic.node_,
    "qualifiedMinCount": logic.qualified("qualifiedMinCount"),
    "qualifiedMaxCount": logic.qualified("qualifiedMaxCount"),
    "closed": _closed,
    "hasValue": _has_value,
    "in": _in,
}
_NAMES: Mapping[Term, str] = {sh(name): name for name in COMPONENTS}
