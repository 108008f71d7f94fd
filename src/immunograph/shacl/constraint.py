"""A compiled constraint, and what a component's compiler is given to make one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, count

from immunograph.shacl.shapes import Shape
from immunograph.shacl.terms import SH, ShapesFault
from immunograph.shacl.triples import Triples
from immunograph.store import BlankNode, Literal, Term

Name = Callable[[str], str]


class NotCompilable(Exception):
    """A constraint that is not put into SPARQL here; the reason."""


@dataclass(frozen=True)
class Constraint:
    """One constraint of a shape, in SPARQL.

    Either `fails`: an expression that is true where a value node (given as a variable) fails.
    Or `rows`: patterns, one of which holds for a focus node that fails, binding `value` and `path`
    as named by the function it is given; and `violated`, the same as an expression.
    No expression may be in error: an error would pass for no violation.
    """

    component: str
    fails: Callable[[str], str] | None = None
    rows: Callable[[str, Name], tuple[str, ...]] | None = None
    violated: Callable[[str], str] | None = None
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What compilers share: the shapes graph, the classes of the data, fresh variables."""

    triples: Triples
    known: Mapping[Term, Shape]
    subclasses: Mapping[Term, Iterable[Term]]
    compile: "Callable[[Context, Shape], Iterable[Constraint]]"
    _numbers: "count[int]" = field(default_factory=count)

    def fresh(self, base: str = "v") -> str:
        """A variable that stands nowhere else."""
        return f"?{base}{next(self._numbers)}"

    def naming(self) -> Name:
        """Fresh names for the variables of one pattern, each base name always the same."""
        number = next(self._numbers)
        return lambda base: f"?{base}_{number}"

    def values_of(self, shape: Shape, focus: str, value: str) -> str:
        """The pattern that reaches the value nodes of a property shape."""
        assert shape.path is not None
        return f"{focus} {shape.path.text} {value} ."

    def violated(self, constraint: Constraint, shape: Shape, focus: str) -> str:
        """An expression that is true where a focus node violates a constraint."""
        if constraint.violated:
            return constraint.violated(focus)
        if constraint.rows:
            patterns = constraint.rows(focus, self.naming())
            return " || ".join(f"EXISTS {{ {pattern} }}" for pattern in patterns)
        assert constraint.fails is not None
        if shape.path is None:
            return constraint.fails(focus)
        value = self.fresh()
        reached = self.values_of(shape, focus, value)
        return f"EXISTS {{ {reached} FILTER ({constraint.fails(value)}) }}"

    def conforms(self, shape: Shape, node: str) -> str:
        """An expression that is true where a node conforms to a shape."""
        if shape.deactivated:
            return "true"
        violations = [self.violated(c, shape, node) for c in self.compile(self, shape)]
        violations += [self._nested(shape, each, node) for each in shape.properties]
        return " && ".join(f"!({violation})" for violation in violations) or "true"

    def _nested(self, shape: Shape, nested: Shape, node: str) -> str:
        if shape.path is None:
            return f"!({self.conforms(nested, node)})"
        value = self.fresh()
        reached = self.values_of(shape, node, value)
        return f"EXISTS {{ {reached} FILTER (!({self.conforms(nested, value)})) }}"

    def at_least(self, shape: Shape, focus: str, number: int, test: Name | None = None) -> str:
        """The pattern of a focus node that has `number` value nodes or more that pass a test."""
        variables = [self.fresh() for _ in range(number)]
        reached = " ".join(self.values_of(shape, focus, each) for each in variables)
        conditions = [f"!sameTerm({a}, {b})" for a, b in combinations(variables, 2)]
        conditions += [f"({test(each)})" for each in variables] if test else []
        return f"{reached} FILTER ({' && '.join(conditions)})" if conditions else reached


def constant(term: Term) -> str:
    """A term as it is written in SPARQL. Raises `NotCompilable` for a blank node."""
    if isinstance(term, BlankNode):
        raise NotCompilable("a blank node as a value")
    return str(term)


def component(name: str) -> str:
    """The IRI of a constraint component by the local name of its parameter.

    >>> component("minCount")
    'http://www.w3.org/ns/shacl#MinCountConstraintComponent'
    """
    return f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"


def number_of(shape: Shape, name: str, value: Term) -> int:
    """The whole number of a parameter. Raises `ShapesFault`."""
    if not isinstance(value, Literal) or not value.value.lstrip("+").isdigit():
        raise ShapesFault(f"sh:{name} takes a whole number", shape.node)
    return int(value.value)


def property_shape(shape: Shape, name: str) -> Shape:
    """The shape, which must have a path for a parameter. Raises `ShapesFault`."""
    if shape.path is None:
        raise ShapesFault(f"sh:{name} stands on a shape without sh:path", shape.node)
    return shape
