"""The components of SHACL Core that hold other shapes: logic, sh:node, qualified shapes."""

from collections.abc import Callable, Iterable

from immunograph.shacl.constraint import (
    Constraint,
    Context,
    at_least_constraint,
    at_most_constraint,
    component,
    either,
    number_of,
    property_shape,
)
from immunograph.shacl.shapes import Shape
from immunograph.shacl.terms import sh
from immunograph.store import Term

Compiler = Callable[[Context, Shape, Term], Constraint]


def not_(context: Context, shape: Shape, value: Term) -> Constraint:
    """A value node must not conform to a shape."""
    negated = shape.shapes[value]
    return Constraint(component("not"), fails=lambda node: context.conforms(negated, node))


def node_(context: Context, shape: Shape, value: Term) -> Constraint:
    """A value node must conform to a shape."""
    other = shape.shapes[value]
    return Constraint(component("node"), fails=lambda node: f"!({context.conforms(other, node)})")


def _members(context: Context, shape: Shape, head: Term) -> Iterable[Shape]:
    return [shape.shapes[each] for each in context.triples.items(head)]


def and_(context: Context, shape: Shape, value: Term) -> Constraint:
    """A value node must conform to every shape of a list."""
    members = _members(context, shape, value)

    def fails(node: str) -> str:
        return either(f"!({context.conforms(each, node)})" for each in members)

    return Constraint(component("and"), fails=fails)


def or_(context: Context, shape: Shape, value: Term) -> Constraint:
    """A value node must conform to a shape of a list."""
    members = _members(context, shape, value)

    def fails(node: str) -> str:
        return f"!({either(f'({context.conforms(each, node)})' for each in members)})"

    return Constraint(component("or"), fails=fails)


def xone_(context: Context, shape: Shape, value: Term) -> Constraint:
    """A value node must conform to exactly one shape of a list."""
    members = _members(context, shape, value)

    def fails(node: str) -> str:
        counted = " + ".join(f"IF({context.conforms(each, node)}, 1, 0)" for each in members)
        return f"({counted or '0'}) != 1"

    return Constraint(component("xone"), fails=fails)


def qualified(name: str) -> Compiler:
    """The compiler of how many value nodes conform to a shape, by the name of the parameter."""
    bound = at_least_constraint if name == "qualifiedMinCount" else at_most_constraint

    def compile_qualified(context: Context, shape: Shape, value: Term) -> Constraint:
        if not shape.values("qualifiedValueShape"):
            return Constraint(component(name), violated=lambda _focus: "false")
        number = number_of(property_shape(shape, name), name, value)
        return bound(context, shape, name, number, _passes(context, shape))

    return compile_qualified


def _passes(context: Context, shape: Shape) -> Callable[[str], str]:
    own = [shape.shapes[each] for each in shape.values("qualifiedValueShape")]
    others = siblings(context, shape) if shape.flag("qualifiedValueShapesDisjoint") else []

    def passes(node: str) -> str:
        conditions = [f"({context.conforms(each, node)})" for each in own]
        conditions += [f"!({context.conforms(each, node)})" for each in others]
        return " && ".join(conditions)

    return passes


def siblings(context: Context, shape: Shape) -> list[Shape]:
    """The qualified value shapes of the other properties of the shapes that hold this one."""
    triples, wanted = context.triples, sh("qualifiedValueShape")
    parents = triples.subjects(sh("property"), shape.node)
    beside = (each for parent in parents for each in triples.objects(parent, sh("property")))
    nodes = dict.fromkeys(node for each in beside for node in triples.objects(each, wanted))
    own = shape.values("qualifiedValueShape")
    return [context.known[node] for node in nodes if node in context.known and node not in own]
