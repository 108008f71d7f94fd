"""What a shape asks of the store: a query for each constraint, over many focus nodes at once.

A query has a gap where its focus nodes are named: by a target, or by a list.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from immunograph.shacl.constraint import Constraint, Context
from immunograph.shacl.focus import THIS, Focus
from immunograph.shacl.report import Result, filled
from immunograph.shacl.selects import Select
from immunograph.shacl.shapes import Shape
from immunograph.shacl.terms import ShapesFault
from immunograph.store import BadQuery, Literal, NamedNode, Row, Solution, Solutions, Term

Found = tuple[Term, Result]
# Which test of a star tells whether a query finds anything: the node of a shape, and its number.
Test = tuple[Term, int]


class Store(Protocol):
    """What validates: anything that answers SELECT queries."""

    def solve(self, text: str, /, **bindings: Term) -> Solutions:
        """The solutions of a SELECT that was compiled here."""
        ...

    def rows(self, text: str) -> Iterable[Row]:
        """The same one by one, as they come, each a row of terms and None."""
        ...


@dataclass(frozen=True)
class Query:
    """One constraint of one shape as one query."""

    shape: Shape
    constraint: Constraint
    focus: Focus
    shown: str
    rest: str
    test: Test
    count: str = ""

    def text(self, roots: str) -> str:
        """The query over the focus nodes that a pattern binds to the root."""
        focus, bound = self.focus, f"{self.focus.trail} {THIS}".strip()
        body = f"{focus.pattern(roots)} {self.rest}"
        if self.count:
            body = f"{{ SELECT {bound} WHERE {{ {body} }} GROUP BY {bound} HAVING ({self.count}) }}"
        return f"SELECT DISTINCT {bound} {self.shown} WHERE {{ {body} }}"

    def results(self, store: Store, roots: str) -> Iterator[Found]:
        """What the query finds, each result with the focus node of the root shape."""
        root = self.focus.root[1:]
        for row in store.solve(self.text(roots)).rows:
            yield row[root], self._result(row)

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


def queries(
    context: Context, shape: Shape, constraint: Constraint, focus: Focus, test: Test
) -> Iterator[Query]:
    """The queries of a constraint of a shape."""
    for shown, rest, count in _parts(context, shape, constraint):
        yield Query(shape, constraint, focus, shown, rest, test, count)


def _parts(
    context: Context, shape: Shape, constraint: Constraint
) -> Iterator[tuple[str, str, str]]:
    """What is shown, the pattern after the focus node, and the condition of a count."""
    if constraint.fails is not None:
        if shape.path is None:
            yield "", f"FILTER ({constraint.fails(THIS)})", ""
            return
        reached = context.values_of(shape, THIS, "?value")
        yield "?value", f"{reached} FILTER ({constraint.fails('?value')})", ""
    elif constraint.count is not None:
        test = constraint.count.test
        passing = f"FILTER ({test('?value')})" if test else ""
        reached = f"OPTIONAL {{ {context.values_of(shape, THIS, '?value')} {passing} }}"
        yield "", reached, f"COUNT(DISTINCT ?value) {constraint.count.excess}"
    elif constraint.rows is not None:
        shown = " ".join(f"?{name}" for name in constraint.shows)
        for pattern in constraint.rows(THIS, lambda base: f"?{base}"):
            yield shown, pattern, ""
    else:
        yield "", f"FILTER ({context.violated(constraint, shape, THIS)})", ""


@dataclass(frozen=True)
class SelectQuery:
    """A SPARQL-based constraint of one shape, over all focus nodes or over each in turn."""

    select: Select
    shape: Shape
    focus: Focus

    def results(self, store: Store, roots: str) -> Iterator[Found]:
        """What the query finds, each result with the focus node of the root shape.

        Raises `ShapesFault` where the query cannot be run.
        """
        try:
            for root, row in self._rows(store, roots):
                yield root, self._result(row)
        except BadQuery as error:
            raise ShapesFault(f"its query cannot be run: {error}", self.select.source) from None

    def _rows(self, store: Store, roots: str) -> Iterator[tuple[Term, Solution]]:
        pattern, root = self.focus.pattern(roots), self.focus.root[1:]
        if self.select.is_joinable and root == "this":
            for row in store.solve(self.select.joined(pattern)).rows:
                yield row["this"], row
            return
        bound = f"{self.focus.trail} {THIS}"
        for found in store.solve(f"SELECT DISTINCT {bound} WHERE {{ {pattern} }}").rows:
            focus = found["this"]
            text = self.select.bound_to(focus)
            rows = store.solve(text) if text else store.solve(self.select.text, this=focus)
            for row in rows.rows:
                yield found[root], {**row, "this": focus}

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


def _said(row: Solution) -> tuple[Literal, ...]:
    message = row.get("message")
    return (message,) if isinstance(message, Literal) else ()
