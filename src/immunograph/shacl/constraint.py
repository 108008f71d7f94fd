"""A compiled constraint, and what a component's compiler is given to make one."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from immunograph.shacl.classes import Classes
from immunograph.shacl.paths import Sequence, Way, stays
from immunograph.shacl.shapes import Shape
from immunograph.shacl.terms import SH, ShapesFault
from immunograph.shacl.triples import Triples
from immunograph.store import BlankNode, Literal, NamedNode, Term

Name = Callable[[str], str]
# Of a constraint component: its name, its predicate, and whether it may be missing.
Parameter = tuple[str, NamedNode, bool]
Test = Callable[[str], str]
# From this many value nodes on they are counted, where a query of its own may do so; within a
# condition they are told apart pair by pair, up to the larger number.
_COUNTED = 3
_MOST_PAIRED = 5


class NotCompilable(Exception):
    """A constraint that is not put into SPARQL here; the reason."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many value nodes that pass a test are too few or too many: `< 2`, `> 10`."""

    excess: str
    test: Test | None = None


@dataclass(frozen=True)
class Constraint:
    """One constraint of a shape, in SPARQL.

    `fails`     an expression that is true where a value node, in a variable, fails;
    `rows`      patterns, one of which holds for a focus node that fails, binding what `shows`
                names, under the names that a function gives;
    `count`     how many value nodes are too few or too many;
    `violated`  an expression that is true where a focus node fails;

    One of the first four at least. No expression may be in error: an error would pass for no
    violation.
    """

    component: str
    fails: Test | None = None
    rows: Callable[[str, Name], tuple[str, ...]] | None = None
    count: Count | None = None
    violated: Test | None = None
    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What compilers share: the shapes graph, the classes of the data, fresh variables.

    `fetched` are variables that hold the only value node of a focus node, in a variable, on a
    path, or are not bound; `asked` is how often such a pair was asked about.
    """

    triples: Triples
    known: Mapping[Term, Shape]
    classes: Classes
    components: "tuple[tuple[Term, tuple[Parameter, ...]], ...]"
    compile: "Callable[[Context, Shape], Iterable[Constraint]]"
    fetched: Mapping[tuple[str, str], str] = field(default_factory=dict)
    asked: "Counter[tuple[str, str]]" = field(default_factory=Counter)
    _numbers: "count[int]" = field(default_factory=count)

    def fresh(self, base: str = "v") -> str:
        """A variable that stands nowhere else."""
        return f"?{base}{next(self._numbers)}"

    def naming(self) -> Name:
        """Fresh names for the variables of one pattern, each base name always the same."""
        number = next(self._numbers)
        return lambda base: f"?{base}_{number}"

    def values_of(self, shape: Shape, focus: str, value: str) -> str:
        """The pattern that binds the value nodes of a property shape to a new variable.

        A node that is not in the data stays where it is on a path of no step: by SHACL, not in
        SPARQL.
        """
        assert shape.path is not None
        if not stays(shape.path.way):
            return f"{focus} {shape.path.text} {value} ."
        found = self.fresh()
        walked = f"OPTIONAL {{ {focus} {shape.path.text} {found} }}"
        return f"{walked} BIND (COALESCE({found}, {focus}) AS {value})"

    def leads(self, shape: Shape, focus: str, term: str) -> str:
        """An expression: a term, or what a variable holds by now, is a value node."""
        assert shape.path is not None
        if not stays(shape.path.way):
            return f"EXISTS {{ {self._walk(shape.path.way, focus, term, '')} }}"
        found = self.fresh()
        pattern = self.values_of(shape, focus, found)
        return f"EXISTS {{ {pattern} FILTER (sameTerm({found}, {term})) }}"

    def reaches(self, shape: Shape, focus: str, test: Test | None = None) -> str:
        """An expression: a value node is reached that passes a test."""
        assert shape.path is not None
        if value := self._held(shape, focus):
            # Not `&&`, whose sides engines exchange: about what is not bound, EXISTS asks all data.
            return f"IF(BOUND({value}), {test(value)}, false)" if test else f"BOUND({value})"
        value = self.fresh()
        passed = f"FILTER ({test(value)})" if test else ""
        if stays(shape.path.way):
            return f"EXISTS {{ {self.values_of(shape, focus, value)} {passed} }}"
        return f"EXISTS {{ {self._walk(shape.path.way, focus, value, passed)} }}"

    def reaches_term(self, shape: Shape, focus: str, term: str) -> str:
        """An expression: a given term is a value node."""
        assert shape.path is not None
        if value := self._held(shape, focus):
            return f"(BOUND({value}) && sameTerm({value}, {term}))"
        return self.leads(shape, focus, term)

    def _held(self, shape: Shape, focus: str) -> str | None:
        """The variable that holds the only value node; that it was asked for is noted."""
        assert shape.path is not None
        if stays(shape.path.way):
            return None  # what is fetched is only what is walked to
        self.asked[focus, shape.path.text] += 1
        return self.fetched.get((focus, shape.path.text))

    def _walk(self, way: Way, start: str, end: str, rest: str) -> str:
        """A sequence step within step: as one pattern, engines start it from the wrong end."""
        if not isinstance(way, Sequence):
            return f"{start} {way} {end} . {rest}"
        first, *others = way.steps
        if not others:
            return self._walk(first, start, end, rest)
        between = self.fresh()
        inner = self._walk(Sequence(tuple(others)), between, end, rest)
        return self._walk(first, start, between, f"FILTER EXISTS {{ {inner} }}")

    def violated(self, constraint: Constraint, shape: Shape, focus: str) -> str:
        """An expression that is true where a focus node violates a constraint."""
        if constraint.violated:
            return constraint.violated(focus)
        if constraint.rows:
            patterns = constraint.rows(focus, self.naming())
            return " || ".join(f"EXISTS {{ {pattern} }}" for pattern in patterns)
        if constraint.fails is None:
            raise NotCompilable("a number of values too large to tell them apart in a condition")
        if shape.path is None:
            return constraint.fails(focus)
        return self.reaches(shape, focus, constraint.fails)

    def conforms(self, shape: Shape, node: str) -> str:
        """An expression that is true where a node conforms to a shape."""
        if shape.deactivated:
            return "true"
        violations = [self.violated(c, shape, node) for c in self.compile(self, shape)]
        violations += [self.nested(shape, each, node) for each in shape.properties]
        return f"!({either(violations)})" if violations else "true"

    def nested(self, shape: Shape, within: Shape, node: str) -> str:
        """An expression that is true where value nodes do not conform to a shape nested here."""
        if shape.path is None:
            return f"!({self.conforms(within, node)})"
        return self.reaches(shape, node, lambda value: f"!({self.conforms(within, value)})")

    def at_least(self, shape: Shape, focus: str, number: int, test: Test | None = None) -> str:
        """An expression: a focus node has `number` value nodes or more that pass a test."""
        assert shape.path is not None
        if number > 1 and (focus, shape.path.text) in self.fetched:
            return "false"  # a second value would come in a row of its own
        return self._another(shape, focus, number, test, ())

    def _another(
        self, shape: Shape, focus: str, number: int, test: Test | None, others: tuple[str, ...]
    ) -> str:
        def passes(value: str) -> str:
            conditions = [f"!sameTerm({value}, {each})" for each in others]
            conditions += [f"({test(value)})"] if test else []
            if number > 1:
                more = (*others, value)
                conditions.append(self._another(shape, focus, number - 1, test, more))
            return " && ".join(conditions)

        return self.reaches(shape, focus, passes if test or others or number > 1 else None)


def either(conditions: Iterable[str]) -> str:
    """An expression: one of some conditions is true.

    In halves of halves, since engines read a long row of conditions one call deeper for each.

    >>> either(["?a", "?b", "?c"])
    '?a || (?b || ?c)'
    """
    some = list(conditions)
    if len(some) < 2:  # noqa: PLR2004 (a half)
        return some[0] if some else "false"
    middle = len(some) // 2
    halves = (either(some[:middle]), either(some[middle:]))
    return " || ".join(f"({half})" if " || " in half else half for half in halves)


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


def at_least_constraint(
    context: Context, shape: Shape, name: str, number: int, test: Test | None = None
) -> Constraint:
    """A shape has `number` value nodes or more that pass a test."""
    if number == 0:
        return Constraint(component(name), violated=lambda _focus: "false")
    excess = Count(f"< {number}", test)

    def violated(focus: str) -> str:
        return f"!{context.at_least(shape, focus, number, test)}"

    return _counted(name, number, excess, violated)


def at_most_constraint(
    context: Context, shape: Shape, name: str, number: int, test: Test | None = None
) -> Constraint:
    """A shape has `number` value nodes or fewer that pass a test."""
    excess = Count(f"> {number}", test)

    def violated(focus: str) -> str:
        return context.at_least(shape, focus, number + 1, test)

    return _counted(name, number + 1, excess, violated)


def _counted(name: str, number: int, excess: Count, violated: Test) -> Constraint:
    return Constraint(
        component(name),
        count=excess if number >= _COUNTED else None,
        violated=violated if number <= _MOST_PAIRED else None,
    )


def number_of(shape: Shape, name: str, value: Term) -> int:
    """The whole number of a parameter. Raises `ShapesFault`."""
    digits = value.value.removeprefix("+") if isinstance(value, Literal) else ""
    if not (digits.isascii() and digits.isdigit()):
        raise ShapesFault(f"sh:{name} takes a whole number", shape.node)
    return int(digits)


def property_shape(shape: Shape, name: str) -> Shape:
    """The shape, which must have a path for a parameter. Raises `ShapesFault`."""
    if shape.path is None:
        raise ShapesFault(f"sh:{name} stands on a shape without sh:path", shape.node)
    return shape
