"""Shapes compiled once, run in the store, all focus nodes of a shape at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from immunograph.shacl import selects
from immunograph.shacl.components import compile_core
from immunograph.shacl.constraint import Constraint, Context, NotCompilable, constant
from immunograph.shacl.report import Report, Result, filled
from immunograph.shacl.selects import Select
from immunograph.shacl.shapes import Shape, Target, read_shapes
from immunograph.shacl.terms import SUBCLASS_OF, TYPE
from immunograph.shacl.triples import Triples
from immunograph.store import BlankNode, Literal, NamedNode, Quad, Solution, Solutions, Term, Triple

_THIS = "?this"


class Store(Protocol):
    """What validates: anything that answers SELECT queries."""

    def select(self, text: str, **bindings: Term) -> Solutions:
        """The solutions of a SELECT."""
        ...


@dataclass(frozen=True)
class Query:
    """One constraint of one shape as one query over all focus nodes."""

    text: str
    shape: Shape
    constraint: Constraint

    def results(self, store: Store) -> Iterator[Result]:
        """What the query finds."""
        for row in store.select(self.text).rows:
            yield self._result(row)

    def _result(self, row: Solution) -> Result:
        path, value = row.get("path"), row.get("value")
        own = self.shape.path.text if self.shape.path else ""
        if self.constraint.fails is not None and self.shape.path is None:
            value = row["this"]
        return Result(
            focus=row["this"],
            component=self.constraint.component,
            shape=self.shape.node,
            severity=self.shape.severity,
            path=str(path) if path is not None else own,
            value=value,
            messages=filled(self.shape.messages, row),
        )


@dataclass(frozen=True)
class SelectQuery:
    """A SPARQL-based constraint of one shape, over all focus nodes or over each in turn."""

    select: Select
    shape: Shape
    focus: "Focus"

    def results(self, store: Store) -> Iterator[Result]:
        """What the query finds."""
        for row in self._rows(store):
            yield self._result(row)

    def _rows(self, store: Store) -> Iterator[Solution]:
        if self.select.is_joinable:
            yield from store.select(self.select.joined(self.focus.pattern)).rows
            return
        for found in store.select(self.focus.select("", "")).rows:
            focus = found["this"]
            text = self.select.bound_to(focus)
            rows = store.select(text) if text else store.select(self.select.text, this=focus)
            for row in rows.rows:
                yield {**row, "this": focus}

    def _result(self, row: Solution) -> Result:
        path = row.get("path")
        own = self.shape.path.text if self.shape.path else ""
        value = row.get("value", row["this"] if self.shape.path is None else None)
        given = {**self.select.parameters, **row}
        return Result(
            focus=row["this"],
            component=self.select.component,
            shape=self.shape.node,
            severity=self.shape.severity,
            path=str(path) if isinstance(path, NamedNode) else own,
            value=value,
            messages=filled(self.select.messages, given) or _said(row),
            source=self.select.source,
        )


def validate(store: Store, shapes: Iterable[Quad | Triple]) -> Report:
    """Validate what a store holds against a shapes graph.

    Raises `ShapesFault` for shapes that are not well-formed.
    """
    triples = Triples(shapes)
    roots, known = read_shapes(triples)
    context = Context(triples, known, _subclasses(store), _constraints)
    targeted = [shape for shape in roots if shape.targets and not shape.deactivated]
    queries: list[Query | SelectQuery] = []
    uncompiled: list[tuple[Term, str]] = []
    for shape in targeted:
        try:
            _check_zero_length(store, shape)
            queries.extend(_queries(context, shape, _focus(context, shape)))
        except NotCompilable as reason:
            uncompiled.append((shape.node, str(reason)))
    return Report(
        results=tuple(result for query in queries for result in query.results(store)),
        shapes=len(targeted),
        focus_nodes=sum(_count(store, _focus(context, shape)) for shape in targeted),
        queries=len(queries),
        uncompiled=tuple(uncompiled),
    )


def _check_zero_length(store: Store, shape: Shape) -> None:
    """A path of length zero leads from a node to itself only where the node is in the data."""
    if not any(each.path and each.path.may_be_empty for each in shape.all_within()):
        return
    for target in shape.targets:
        if target.kind == "targetNode" and not _is_in(store, target.value):
            raise NotCompilable("a path of length zero from a node that is not in the data")


def _is_in(store: Store, node: Term) -> bool:
    term = constant(node)
    either = f"{{ ?node ?p ?o }} UNION {{ ?s ?p ?node }} FILTER (sameTerm(?node, {term}))"
    return bool(store.select(f"SELECT ?node WHERE {{ {either} }} LIMIT 1").rows)


def _constraints(context: Context, shape: Shape) -> list[Constraint]:
    return [*compile_core(context, shape), *selects.asks(context, shape)]


def _queries(context: Context, shape: Shape, focus: "Focus") -> Iterator[Query | SelectQuery]:
    """The queries of a shape and of the property shapes in it, for focus nodes in `this`."""
    if shape.deactivated:
        return
    for constraint in _constraints(context, shape):
        for text in _texts(context, shape, constraint, focus):
            yield Query(text, shape, constraint)
    for select in selects.selects(context, shape):
        yield SelectQuery(select, shape, focus)
    for nested in shape.properties:
        yield from _queries(context, nested, focus.reaching(context, shape))


def _texts(context: Context, shape: Shape, constraint: Constraint, focus: "Focus") -> Iterator[str]:
    if constraint.fails is not None:
        if shape.path is None:
            yield focus.select("", f"FILTER ({constraint.fails(_THIS)})")
            return
        reached = context.values_of(shape, _THIS, "?value")
        yield focus.select("?value", f"{reached} FILTER ({constraint.fails('?value')})")
        return
    assert constraint.rows is not None
    shown = " ".join(f"?{name}" for name in constraint.shows)
    for pattern in constraint.rows(_THIS, lambda base: f"?{base}"):
        yield focus.select(shown, pattern)


@dataclass(frozen=True)
class Focus:
    """A pattern that binds focus nodes to `this`, and in `trail` those they were reached from."""

    pattern: str
    trail: str = ""

    def select(self, shown: str, rest: str) -> str:
        """A query for the focus nodes of which the rest of a pattern holds."""
        return f"SELECT DISTINCT {self.trail} {_THIS} {shown} WHERE {{ {self.pattern} {rest} }}"

    def reaching(self, context: Context, shape: Shape) -> "Focus":
        """The value nodes of a shape as focus nodes of what is nested in it."""
        if shape.path is None:
            return self
        outer = context.fresh("outer")
        step = context.values_of(shape, outer, _THIS)
        trail = f"{self.trail} {outer}"
        renamed = self.pattern.replace(_THIS, outer)
        return Focus(f"{{ SELECT DISTINCT {trail} {_THIS} WHERE {{ {renamed} {step} }} }}", trail)


def _focus(context: Context, shape: Shape) -> Focus:
    """The pattern that binds the focus nodes of a shape, each once, to `this`."""
    if len(shape.targets) == 1:
        return Focus(_target(context, shape.targets[0]))
    patterns = " UNION ".join(f"{{ {_target(context, target)} }}" for target in shape.targets)
    return Focus(f"{{ SELECT DISTINCT {_THIS} WHERE {{ {patterns} }} }}")


def _target(context: Context, target: Target) -> str:
    value = constant(target.value)
    if target.kind == "targetNode":
        return f"VALUES {_THIS} {{ {value} }}"
    if target.kind == "targetSubjectsOf":
        return f"{_THIS} {value} {context.fresh()} ."
    if target.kind == "targetObjectsOf":
        return f"{context.fresh()} {value} {_THIS} ."
    below = list(context.subclasses.get(target.value, (target.value,)))
    if len(below) == 1:
        return f"{_THIS} {TYPE} {value} ."
    kind = context.fresh("class")
    kinds = " ".join(constant(each) for each in below)
    return f"VALUES {kind} {{ {kinds} }} {_THIS} {TYPE} {kind} ."


def _subclasses(store: Store) -> Mapping[Term, list[Term]]:
    """Every class of the data that has classes below it, with itself and these."""
    rows = store.select(f"SELECT ?class ?above WHERE {{ ?class {SUBCLASS_OF}+ ?above }}").rows
    below: dict[Term, list[Term]] = {}
    for row in rows:
        if not isinstance(row["above"], BlankNode) and not isinstance(row["class"], BlankNode):
            below.setdefault(row["above"], [row["above"]]).append(row["class"])
    return below


def _count(store: Store, focus: Focus) -> int:
    counted = store.select(
        f"SELECT (COUNT(DISTINCT ?this) AS ?count) WHERE {{ {focus.pattern} }}"
    ).rows[0]["count"]
    return int(counted.value) if isinstance(counted, Literal) else 0


def _said(row: Solution) -> tuple[Literal, ...]:
    message = row.get("message")
    return (message,) if isinstance(message, Literal) else ()
