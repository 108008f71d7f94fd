"""Shapes compiled once and run in the store: suspects first, then what exactly is wrong with them.

One query for the shapes with the same targets (`star`) leaves out the focus nodes that violate
nothing; the queries of each constraint are put to the others only, listed by name. Constraints
written in SPARQL are put to every focus node.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from immunograph.shacl.classes import Classes
from immunograph.shacl.constraint import Context
from immunograph.shacl.focus import are_listable, listed
from immunograph.shacl.plan import Group, Plan, compiled, tests
from immunograph.shacl.query import Query, SelectQuery, Store
from immunograph.shacl.report import Report, Result
from immunograph.shacl.selects import components
from immunograph.shacl.shapes import Shape, read_shapes
from immunograph.shacl.star import Suspects
from immunograph.shacl.terms import MAY_BE_IDLE, SUBCLASS_OF, TYPE, ShapesFault
from immunograph.shacl.triples import Triples
from immunograph.store import BadQuery, Literal, NamedNode, Quad, Term, Triple

# With more nodes in a list, Oxigraph 0.5 looks through the whole store instead of the list.
_LISTED = 800
# Where more than one focus node in so many is suspected, asking of all is cheaper.
_MANY = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result, the query that found it, and the focus node of the shape that has the target."""

    query: Query | SelectQuery
    focus: Term
    result: Result


def validate(store: Store, shapes: Iterable[Quad | Triple]) -> Report:
    """Validate what a store holds against a shapes graph.

    Raises `ShapesFault` for shapes that are not well-formed.
    """
    plan = planned(store, shapes)
    runs = [run(store, group) for group in plan.groups]
    counts = [(number, group) for (number, _), group in zip(runs, plan.groups, strict=True)]
    lone, unmet = _lone(store, (group for number, group in counts if not number))
    return Report(
        results=tuple(one.result for _, outcomes in runs for one in outcomes),
        shapes=sum(len(group.roots) for group in plan.groups) + len(plan.uncompiled),
        focus_nodes=sum(number * len(group.roots) for number, group in counts),
        queries=sum(len(root.queries) for group in plan.groups for root in group.roots),
        uncompiled=plan.uncompiled,
        idle=lone,
        unmet=unmet,
    )


def idle(store: Store, plan: Plan) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The shapes without a focus node: those that may have none, and those that may not."""
    found = (f"SELECT ?this WHERE {{ {group.pattern} }} LIMIT 1" for group in plan.groups)
    rows = (store.solve(text).rows for text in found)
    return _lone(store, (g for g, row in zip(plan.groups, rows, strict=True) if not row))


def _lone(store: Store, groups: Iterable[Group]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Of groups without a focus node, the shapes that may have none, and those that may not."""
    declared: dict[bool, list[Term]] = {True: [], False: []}
    for group in groups:
        for root in group.roots:
            declared[_may_be_idle(store, root.shape)].append(root.shape.node)
    return tuple(declared[True]), tuple(declared[False])


def planned(store: Store, shapes: Iterable[Quad | Triple]) -> Plan:
    """The shapes of a graph compiled for the classes that a store knows. Raises `ShapesFault`."""
    return _planned(tuple(shapes), _subclasses(store))


@lru_cache(maxsize=2)  # who validates again has mostly edited neither shapes nor classes
def _planned(shapes: tuple[Quad | Triple, ...], subclasses: frozenset[tuple[Term, Term]]) -> Plan:
    triples = Triples(shapes)
    roots, known = read_shapes(triples)
    classes = Classes.of(sorted(subclasses, key=str))
    context = Context(triples, known, classes, tuple(components(triples)), tests)
    targeted = [shape for shape in roots if shape.targets and not shape.deactivated]
    return compiled(context, targeted)


def run(store: Store, group: Group) -> tuple[int, list[Outcome]]:
    """How many focus nodes a group has, and what is wrong with them.

    Raises `ShapesFault` where a query that a shape brings cannot be run.
    """
    try:
        return _run(store, group)
    except BadQuery as error:
        nodes = " ".join(str(root.shape.node) for root in group.roots)
        raise ShapesFault(f"a query cannot be run: {error}; in one of {nodes}") from None


def _run(store: Store, group: Group) -> tuple[int, list[Outcome]]:
    found = group.star.run(store, group.pattern) if group.star else None
    asked_of_all = [query for root in group.roots for query in root.whole]
    exact = [query for root in group.roots for query in root.suspected]
    if found is None:
        outcomes = asked(store, (*exact, *asked_of_all), [group.pattern])
        return _count(store, group.pattern), list(outcomes)
    outcomes = asked(store, asked_of_all, [group.pattern])
    suspected = _suspected(store, group, exact, found)
    return found.focus_nodes, [*outcomes, *suspected]


def _suspected(
    store: Store, group: Group, exact: Sequence[Query], found: Suspects
) -> Iterator[Outcome]:
    """What exactly is wrong with the suspects."""
    many = len(found.suspects) > max(_LISTED, found.focus_nodes // _MANY)
    if many or not are_listable(found.suspects):
        yield from asked(store, exact, [group.pattern])
        return
    patterns = lists(found.suspects)
    failing = group.star.failing(store, patterns) if group.star else frozenset()
    yield from asked(store, (query for query in exact if query.test in failing), patterns)


def lists(nodes: Sequence[Term]) -> list[str]:
    """Patterns that bind given nodes to `this`, some hundreds each."""
    starts = range(0, len(nodes), _LISTED)
    return [listed(nodes[start : start + _LISTED]) for start in starts]


def asked(
    store: Store, queries: Iterable[Query | SelectQuery], patterns: Iterable[str]
) -> Iterator[Outcome]:
    """What queries find among the focus nodes that patterns bind to `this`."""
    patterns = list(patterns)
    for query in queries:
        for pattern in patterns:
            for focus, result in query.results(store, _renamed(pattern, query)):
                yield Outcome(query, focus, result)


def _renamed(pattern: str, query: Query | SelectQuery) -> str:
    return pattern.replace("?this", query.focus.root)


def _may_be_idle(store: Store, shape: Shape) -> bool:
    """Whether a shape says so, or the data describe what it targets: there is just none of it."""
    if shape.flag_of(MAY_BE_IDLE):
        return True
    targeted = [each.value for each in shape.targets if isinstance(each.value, NamedNode)]
    described = f"{listed(targeted)} ?this {TYPE} ?kind"
    return shape.is_class or bool(
        targeted and store.solve(f"SELECT ?this WHERE {{ {described} }} LIMIT 1").rows
    )


def _subclasses(store: Store) -> frozenset[tuple[Term, Term]]:
    """Each class with one that it stands directly below."""
    rows = store.rows(f"SELECT ?class ?above WHERE {{ ?class {SUBCLASS_OF} ?above }}")
    return frozenset((row[0], row[1]) for row in rows if row[0] is not None and row[1] is not None)


def _count(store: Store, pattern: str) -> int:
    counted = store.solve(f"SELECT (COUNT(DISTINCT ?this) AS ?count) WHERE {{ {pattern} }}").rows[
        0
    ]["count"]
    return int(counted.value) if isinstance(counted, Literal) else 0
