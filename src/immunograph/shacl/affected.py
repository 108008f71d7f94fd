"""Which focus nodes a change of the data can concern, by the reversed paths of the shapes.

Each unit of a plan reads statements that stand at the end of some way from its focus node. A
statement that was removed is followed back to the focus nodes in the data as they were, one that
was added in the data as they are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from immunograph.shacl import logic, neighbourhood, selects
from immunograph.shacl.constraint import Context
from immunograph.shacl.focus import THIS, are_listable, listed
from immunograph.shacl.neighbourhood import Beyond
from immunograph.shacl.paths import Edge, Way, edges, inverted, joined
from immunograph.shacl.plan import Group, Plan, Root
from immunograph.shacl.query import Query, SelectQuery, Store
from immunograph.shacl.shapes import Shape
from immunograph.shacl.terms import TYPE
from immunograph.store import NamedNode, Quad, Term, Triple

# More starting points than this in one change, and checking everything is cheaper.
_MOST = 10_000
_PAIRS = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_OF_VALUES = ("node", "not", "qualifiedValueShape", "property")
_LISTS = ("and", "or", "xone")

Statements = Iterable[Quad | Triple]
# The way from a focus node to a statement that is read; None for any statement about a node.
Read = tuple[Way | None, Edge | None]
# From a predicate (None: any) to the ways to where it is read, and at which end it is met.
Reads = Mapping[NamedNode | None, frozenset[tuple[Way | None, bool]]]


@dataclass(frozen=True, eq=False)
class Unit:
    """Some queries of a root, and what they read; or why that is not known."""

    group: Group
    root: Root
    queries: tuple[Query | SelectQuery, ...]
    reads: Reads
    beyond: str = ""

    @property
    def is_core(self) -> bool:
        """Whether these are the constraints that the star asks about."""
        return not any(isinstance(query, SelectQuery) for query in self.queries)


def units(plan: Plan) -> Iterator[Unit]:
    """The parts of a plan that are checked anew on their own."""
    for group in plan.groups:
        for root in group.roots:
            core = tuple(query for query in root.queries if isinstance(query, Query))
            yield _unit(group, root, core, partial(_shape, plan.context, root.shape))
            for query in root.whole:
                if isinstance(query, SelectQuery):
                    yield _unit(group, root, (query,), partial(_select, query))


def focus_nodes(unit: Unit, store: Store, changed: Statements) -> set[Term] | None:
    """The nodes whose results in a unit may rest on one of some statements of a store.

    Some of them may be no focus nodes. None where it cannot be told.
    """
    if unit.beyond:
        return None
    starts = _starts(unit.reads, changed)
    if sum(map(len, starts.values())) > _MOST:
        return None
    found: set[Term] = set()
    for before, nodes in starts.items():
        if before is None:
            found |= nodes
        elif not are_listable(nodes):
            return None
        else:
            found |= _followed(store, before, nodes)
    return found


def _starts(reads: Reads, changed: Statements) -> dict[Way | None, set[Term]]:
    """Where the ways to statements end, by way."""
    starts: dict[Way | None, set[Term]] = defaultdict(set)
    anywhere = reads.get(None, frozenset())
    for one in changed:
        for before, inverse in (*reads.get(one.predicate, ()), *anywhere):
            starts[before].add(one.object if inverse else one.subject)
    return starts


def _followed(store: Store, before: Way, nodes: Iterable[Term]) -> set[Term]:
    pattern = f"{listed(nodes, '?start')} ?start {inverted(before)} {THIS} ."
    rows = store.rows(f"SELECT DISTINCT {THIS} WHERE {{ {pattern} }}")
    return {row[0] for row in rows if row[0] is not None}


def _unit(
    group: Group,
    root: Root,
    queries: tuple[Query | SelectQuery, ...],
    read: Callable[[], Iterable[Read]],
) -> Unit:
    reads: dict[NamedNode | None, set[tuple[Way | None, bool]]] = defaultdict(set)
    try:
        for before, edge in (*_targets(root.shape), *read()):
            predicate, inverse = (edge.predicate, edge.inverted) if edge else (None, False)
            reads[predicate].add((before, inverse))
    except Beyond as reason:
        return Unit(group, root, queries, {}, str(reason))
    return Unit(group, root, queries, {name: frozenset(ways) for name, ways in reads.items()})


def _targets(shape: Shape) -> Iterator[Read]:
    for target in shape.targets:
        if target.kind == "targetClass":
            yield None, Edge(TYPE)
        elif isinstance(target.value, NamedNode) and target.kind != "targetNode":
            yield None, Edge(target.value, inverted=target.kind == "targetObjectsOf")


def _select(query: SelectQuery) -> Iterable[Read]:
    if not query.select.is_joinable:
        raise Beyond("groups, aggregates or a query within the query")
    if query.focus.trail:
        raise Beyond("a SELECT of value nodes")
    return neighbourhood.reads(query.select.text)


def _shape(context: Context, shape: Shape, before: Way | None = None) -> Iterator[Read]:
    """What the constraints of a shape read, for a focus node at the end of a way."""
    if selects.uses_components(context, shape):
        raise Beyond("a component written in SPARQL")
    own = shape.path.way if shape.path else None
    values = joined(before, own)
    if own is not None:
        yield from edges(own, before)
    yield from _parameters(shape, before, values)
    for nested in _nested(context, shape):
        if nested.values("sparql") and nested not in shape.properties:
            raise Beyond("a SELECT within a condition")
        yield from _shape(context, nested, values)


def _parameters(shape: Shape, before: Way | None, values: Way | None) -> Iterator[Read]:
    if shape.values("class"):
        yield values, Edge(TYPE)
    for name in _PAIRS:
        for other in shape.values(name):
            if isinstance(other, NamedNode):
                yield before, Edge(other)
    if shape.values("closed"):
        yield values, None


def _nested(context: Context, shape: Shape) -> Iterator[Shape]:
    for name in _OF_VALUES:
        for node in shape.values(name):
            yield shape.shapes[node]
    for name in _LISTS:
        for head in shape.values(name):
            yield from (shape.shapes[node] for node in context.triples.items(head))
    if shape.flag("qualifiedValueShapesDisjoint"):
        yield from logic.siblings(context, shape)
