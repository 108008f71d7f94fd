"""Shapes compiled: those with the same targets together, each with its queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from immunograph.shacl import selects
from immunograph.shacl.components import compile_core
from immunograph.shacl.constraint import Constraint, Context, NotCompilable
from immunograph.shacl.focus import THIS, Focus, Targets
from immunograph.shacl.query import Query, SelectQuery, Test, queries
from immunograph.shacl.shapes import Shape
from immunograph.shacl.star import WITHIN, Star, star
from immunograph.store import Term


@dataclass(frozen=True)
class Root:
    """A shape with targets and what it asks.

    A focus node that the star does not suspect violates nothing that `suspected` asks; what
    `whole` asks is asked of every focus node.
    """

    shape: Shape
    suspected: tuple[Query, ...]
    whole: tuple[Query | SelectQuery, ...]

    @property
    def queries(self) -> tuple[Query | SelectQuery, ...]:
        """Everything that is asked."""
        return (*self.suspected, *self.whole)


@dataclass(frozen=True)
class Group:
    """Shapes with the same targets; `pattern` binds their focus nodes, each once, to `this`.

    Without a star, everything is asked of every focus node.
    """

    targets: Targets
    pattern: str
    roots: tuple[Root, ...]
    star: Star | None


@dataclass(frozen=True)
class Plan:
    """All groups, and the shapes that are not compiled, each with the reason."""

    context: Context
    groups: tuple[Group, ...]
    uncompiled: tuple[tuple[Term, str], ...]


def compiled(context: Context, roots: Iterable[Shape]) -> Plan:
    """The plan of the shapes that have targets. Raises `ShapesFault`."""
    made: dict[Targets, list[Root]] = {}
    uncompiled: list[tuple[Term, str]] = []
    for shape in roots:
        targets = Targets(shape.targets)
        try:
            targets.pattern(context, THIS)
            root = _root(context, shape)
        except NotCompilable as reason:
            uncompiled.append((shape.node, str(reason)))
            continue
        made.setdefault(targets, []).append(root)
    groups = (
        Group(targets, targets.pattern(context, THIS), tuple(group), _star(context, group))
        for targets, group in made.items()
    )
    return Plan(context, tuple(groups), tuple(uncompiled))


def tests(context: Context, shape: Shape) -> list[Constraint]:
    """Every constraint of a shape as a test of one node, for shapes within conditions."""
    return [*constraints(context, shape), *selects.conditions(context, shape)]


def constraints(context: Context, shape: Shape) -> list[Constraint]:
    """The constraints of a shape but for its SELECTs."""
    return [*compile_core(context, shape), *selects.asks(context, shape)]


def _root(context: Context, shape: Shape) -> Root:
    asked = list(_queries(context, shape, Focus()))
    suspected = (q for q in asked if isinstance(q, Query) and not q.count)
    whole = (q for q in asked if isinstance(q, SelectQuery) or q.count)
    return Root(shape, tuple(suspected), tuple(whole))


def _queries(
    context: Context, shape: Shape, focus: Focus, test: Test | None = None
) -> Iterator[Query | SelectQuery]:
    """The queries of a shape and of the property shapes in it."""
    if shape.deactivated:
        return
    for number, constraint in enumerate(constraints(context, shape)):
        yield from queries(context, shape, constraint, focus, test or (shape.node, number))
    for select in selects.selects(context, shape):
        yield SelectQuery(select, shape, focus)
    for nested in shape.properties:
        within = test or (None if shape.path is None else (nested.node, WITHIN))
        yield from _queries(context, nested, focus.reaching(context, shape), within)


def _star(context: Context, roots: Iterable[Root]) -> Star | None:
    shapes = [each for root in roots for each in (root.shape, *_beside(root.shape))]
    try:
        return star(context, constraints, shapes)
    except NotCompilable:
        return None


def _beside(shape: Shape) -> list[Shape]:
    """The property shapes whose focus nodes are those of the shape."""
    if shape.path is not None or shape.deactivated:
        return []
    nested = [each for each in shape.properties if not each.deactivated]
    return [one for each in nested for one in (each, *_beside(each))]
