"""ORDER BY taken out of a query, and done here to the rows that come without it.

Engines that agree on the rows of a query do not agree on which of two texts comes first.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from immunograph.store import MemoryStore, Solution, Solutions

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True)
class Ordering:
    """A query without its order, and the order.

    `clause` is ORDER BY as it stands, `also` what it looks at and the query does not show, and
    `kind` may be DISTINCT.
    """

    query: str
    prologue: str
    kind: str
    also: tuple[str, ...]
    clause: str

    @classmethod
    def of(cls, text: str, root: "Node") -> "Ordering | None":
        """The order of a SELECT that has one, and gives all of its rows.

        >>> from immunograph.syntax import parsed
        >>> text = "SELECT ?a { ?a ?b ?c } ORDER BY ?c"
        >>> Ordering.of(text, parsed(text)).query
        'SELECT ?a ?c { ?a ?b ?c } '
        """
        select = next((node for node in root.children if node.type == "select_query"), None)
        order = _order(select) if select else None
        if select is None or order is None:
            return None
        data, shown = text.encode(), select.children[0]
        every = any(child.type == "*" for child in shown.children)
        also = () if every else tuple(sorted(variables(order) - _shown(shown)))
        added = "".join(f" ?{name}" for name in also).encode()
        query = data[: shown.end_byte] + added + data[shown.end_byte : order.start_byte]
        kinds = {child.type for child in shown.children} & {"DISTINCT", "REDUCED"}
        return cls(
            (query + data[order.end_byte :]).decode(),
            data[: select.start_byte].decode(),
            next(iter(kinds), ""),
            also,
            (order.text or b"").decode(),
        )

    def applied(self, found: Solutions) -> Solutions:
        """The rows in their order, without what was only looked at; none may hold a blank node."""
        shown = [name for name in found.variables if name not in self.also]
        names, projected = _named(found.variables), _named(shown)
        rows = " ".join(_values(row, found.variables) for row in found.rows)
        text = f"SELECT {self.kind} {projected} WHERE {{ VALUES ({names}) {{ {rows} }} }}"
        return MemoryStore(b"", {}).solve(f"{self.prologue} {text} {self.clause}")


def variables(node: "Node") -> set[str]:
    """The names of the variables in a part of a query."""
    if node.type == "var":
        return {(node.text or b"").decode()[1:]}
    return set().union(*map(variables, node.children))


def _order(select: "Node") -> "Node | None":
    """The ORDER BY of a SELECT, but for one of which only a part of the rows is given."""
    modifiers = [child for child in select.children if child.type == "solution_modifier"]
    parts = {child.type: child for modifier in modifiers for child in modifier.children}
    return None if "limit_offset_clauses" in parts else parts.get("order_clause")


def _shown(clause: "Node") -> set[str]:
    """The variables that a SELECT shows, those that it computes among them."""
    shown = (child for child in clause.children if child.type == "var")
    return set().union(*map(variables, shown))


def _named(names: "tuple[str, ...] | list[str]") -> str:
    return " ".join(f"?{name}" for name in names)


def _values(row: Solution, names: tuple[str, ...]) -> str:
    return f"({' '.join(str(row.get(name, 'UNDEF')) for name in names)})"
