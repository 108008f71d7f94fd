"""A validation that is kept, and brought up to date by what changed in the data.

A full run first; then, for each change, only the focus nodes that it can concern are checked
anew. What is kept equals a full run at any time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from immunograph.shacl import engine, query
from immunograph.shacl.affected import Unit, focus_nodes, units
from immunograph.shacl.constraint import Context
from immunograph.shacl.engine import Outcome
from immunograph.shacl.focus import THIS, are_listable
from immunograph.shacl.plan import Group, Plan
from immunograph.shacl.report import Result
from immunograph.shacl.terms import SUBCLASS_OF, TYPE
from immunograph.store import Quad, Term, Triple

Results = dict[Term, list[Result]]
# For each unit the nodes that a change may concern; None for all of them.
Concern = Mapping[Unit, "set[Term] | None"]


class Store(query.Store, Protocol):
    """A store that is asked and changed."""

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take statements out and put others in."""
        ...


@dataclass(frozen=True, slots=True)
class Recheck:
    """What a change led to.

    `pairs` counts the units and focus nodes that were checked anew; `whole` are the shapes all of
    whose focus nodes were, each with the reason.
    """

    pairs: int
    whole: tuple[tuple[Term, str], ...]


@dataclass
class Standing:
    """The results of a validation, kept up to date with the store.

    `pairs` counts the pairs of a shape and a focus node that the last run or update checked.

    >>> from immunograph.store import MemoryStore
    >>> Standing.start(MemoryStore(b"", {}), []).results
    ()
    """

    store: Store
    shapes: tuple[Quad | Triple, ...]
    plan: Plan
    units: tuple[Unit, ...]
    pairs: int = 0
    _found: dict[Unit, Results] = field(default_factory=dict)

    @classmethod
    def start(cls, store: Store, shapes: Iterable[Quad | Triple]) -> "Standing":
        """Validate everything once. Raises `ShapesFault`."""
        shapes = tuple(shapes)
        plan = engine.planned(store, shapes)
        made = cls(store, shapes, plan, tuple(units(plan)))
        made._run_all()
        return made

    @property
    def results(self) -> tuple[Result, ...]:
        """What is wrong with the data as they are."""
        found = (results for by_focus in self._found.values() for results in by_focus.values())
        return tuple(result for results in found for result in results)

    def update(self, removed: Iterable[Quad], added: Iterable[Quad]) -> Recheck:
        """Change the store, and check what that concerns."""
        removed, added = list(removed), list(added)
        if any(one.predicate == SUBCLASS_OF for one in (*removed, *added)):
            return self._restart(removed, added)
        before = concerned(self.units, self.store, removed)
        self.store.change(removed, added)
        concern = united(before, concerned(self.units, self.store, added))
        self._replace(concern)
        done = told(concern)
        self.pairs = done.pairs
        return done

    def _restart(self, removed: list[Quad], added: list[Quad]) -> Recheck:
        self.store.change(removed, added)
        fresh = Standing.start(self.store, self.shapes)
        self.plan, self.units, self._found = fresh.plan, fresh.units, fresh._found
        self.pairs = fresh.pairs
        reason = "the classes changed"
        return Recheck(self.pairs, tuple((each.root.shape.node, reason) for each in self.units))

    def _run_all(self) -> None:
        self._found = {unit: {} for unit in self.units}
        by_query = {id(asked): unit for unit in self.units for asked in unit.queries}
        for group in self.plan.groups:
            number, outcomes = engine.run(self.store, group)
            self.pairs += number * len(group.roots)
            for one in outcomes:
                self._keep(by_query[id(one.query)], one)

    def _replace(self, concern: Concern) -> None:
        for unit, nodes in concern.items():
            if nodes is None:
                self._found[unit] = {}
            for node in nodes or ():
                self._found[unit].pop(node, None)
        for unit, one in rechecked(self.store, self.plan, concern):
            self._keep(unit, one)

    def _keep(self, unit: Unit, one: Outcome) -> None:
        self._found[unit].setdefault(one.focus, []).append(one.result)


def concerned(
    among: Iterable[Unit], store: query.Store, changed: Iterable[Quad | Triple]
) -> dict[Unit, set[Term] | None]:
    """The nodes that changed statements of a store may concern, by unit; None for all."""
    changed = list(changed)
    found = {unit: focus_nodes(unit, store, changed) for unit in among}
    return {unit: nodes for unit, nodes in found.items() if nodes is None or nodes}


def united(one: Concern, other: Concern) -> dict[Unit, set[Term] | None]:
    """What either change concerns."""
    made: dict[Unit, set[Term] | None] = dict(one)
    for unit, nodes in other.items():
        known = made.get(unit, set())
        made[unit] = None if known is None or nodes is None else known | nodes
    return made


def told(concern: Concern) -> Recheck:
    """What is said of a change and what it concerned."""
    whole = {u.root.shape.node: u.beyond or "much changed" for u, n in concern.items() if n is None}
    return Recheck(sum(len(n) for n in concern.values() if n), tuple(whole.items()))


def rechecked(store: query.Store, plan: Plan, concern: Concern) -> Iterator[tuple[Unit, Outcome]]:
    """What is wrong with the nodes that a change concerns, by unit."""
    context = plan.context
    by_group: dict[int, dict[Unit, set[Term]]] = defaultdict(dict)
    for unit, nodes in _targeted(store, context, concern).items():
        if nodes is None:
            yield from _whole(store, unit)
        elif nodes and unit.is_core:
            by_group[id(unit.group)][unit] = nodes
        elif nodes:
            yield from _exact(store, context, unit, unit.queries, nodes)
    for here in by_group.values():
        yield from _suspected(store, context, here)


def _targeted(store: query.Store, context: Context, concern: Concern) -> Concern:
    """Without the nodes that are of no class that is a target; blank nodes cannot be named."""
    together = [node for nodes in concern.values() for node in nodes or () if are_listable([node])]
    kinds: dict[Term, set[Term]] = defaultdict(set)
    for pattern in engine.lists(list(dict.fromkeys(together))):
        text = f"SELECT {THIS} ?kind WHERE {{ {pattern} {THIS} {TYPE} ?kind }}"
        for row in store.rows(text):
            if row[0] is not None and row[1] is not None:
                kinds[row[0]].add(row[1])
    return {
        unit: None
        if nodes is None or not are_listable(nodes)
        else {n for n in nodes if unit.group.targets.may_include(context, n, kinds.get(n, ()))}
        for unit, nodes in concern.items()
    }


def _suspected(
    store: query.Store, context: Context, concern: Mapping[Unit, set[Term]]
) -> Iterator[tuple[Unit, Outcome]]:
    """The suspects first, among the nodes that concern any unit of a group."""
    group = next(iter(concern)).group
    together: set[Term] = set().union(*concern.values())
    suspects: set[Term] = set()
    for pattern in engine.lists(list(together)):
        holding = _holding(context, group, pattern)
        found = group.star.run_on_few(store, holding) if group.star else None
        suspects |= together if found is None else set(found.suspects)
    for unit, nodes in concern.items():
        asked_of_all = [each for each in unit.queries if each in unit.root.whole]
        yield from _exact(store, context, unit, asked_of_all, nodes)
        yield from _exact(store, context, unit, unit.root.suspected, nodes & suspects)


def _exact(
    store: query.Store,
    context: Context,
    unit: Unit,
    queries: Iterable[query.Query | query.SelectQuery],
    nodes: Iterable[Term],
) -> Iterator[tuple[Unit, Outcome]]:
    patterns = [_holding(context, unit.group, each) for each in engine.lists(list(nodes))]
    if patterns:
        for one in engine.asked(store, queries, patterns):
            yield unit, one


def _whole(store: query.Store, unit: Unit) -> Iterator[tuple[Unit, Outcome]]:
    for one in engine.asked(store, unit.queries, [unit.group.pattern]):
        yield unit, one


def _holding(context: Context, group: Group, pattern: str) -> str:
    """A pattern of nodes, of which only those are left that are focus nodes of a group."""
    return f"{pattern} FILTER ({group.targets.holds(context, THIS)})"
