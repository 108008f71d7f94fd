"""A term in the place of a variable, in the text of a query.

An endpoint takes no bindings beside a query, so they are written into it: not as text for text,
but where the syntax tree has the variable, and always as one whole term. The rows are those that
the engine gives where it is handed the bindings.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from immunograph.store import Literal, NamedNode, Term
from immunograph.syntax import parsed

if TYPE_CHECKING:
    from tree_sitter import Node


class NotWritable(Exception):
    """A term or a variable that cannot be replaced in the text of a query; the reason."""


# Variables that only a rewritten query has; what they are bound to is left out of a solution.
INNER = "inner_"


def substituted(text: str, bindings: Mapping[str, Term]) -> str:
    """A query with terms in the place of variables.

    Raises `NotWritable` where a term cannot be written into a query, or stands for a variable that
    is computed for the rows as a whole.

    >>> substituted("SELECT ?a { ?a ?b ?c }", {"a": NamedNode("urn:a")})
    'SELECT (<urn:a> AS ?a) { <urn:a> ?b ?c }'
    """
    for name, term in bindings.items():
        text = _Substitution(text, name, term).done()
    return text


def written(term: Term) -> str:
    r"""A term as SPARQL: no character of it is read as anything else.

    >>> written(Literal('"} #\n'))
    '"\\"} #\\n"'
    """
    if not isinstance(term, NamedNode | Literal):
        raise NotWritable(f"{term} has no name that an endpoint knows, and cannot be asked about")
    return str(term)


@dataclass
class _Substitution:
    """One variable of one text; `edits` are replacements of spans of its bytes."""

    text: str
    name: str
    term: Term
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    fresh: int = 0

    def done(self) -> str:
        self._names = {f"?{self.name}", f"${self.name}"}
        self._term = written(self.term)
        root = parsed(self.text)
        if root.has_error:
            raise NotWritable("this query cannot be taken apart")
        for node in root.children:
            self._walk(node)
        data = self.text.encode()
        for start, end, new in sorted(self.edits, reverse=True):
            data = data[:start] + new.encode() + data[end:]
        return data.decode()

    def _walk(self, node: "Node") -> None:
        special = _SPECIAL.get(node.type)
        if special is not None:
            special(self, node)
        elif node.type == "var":
            if self._is_it(node):
                self._variable(node)
        else:
            for child in node.children:
                self._walk(child)

    def _is_it(self, node: "Node") -> bool:
        return node.type == "var" and (node.text or b"").decode() in self._names

    def _mentions(self, node: "Node") -> bool:
        return self._is_it(node) or any(self._mentions(child) for child in node.children)

    def _replace(self, node: "Node", new: str) -> None:
        self.edits.append((node.start_byte, node.end_byte, new))

    def _insert(self, at: int, new: str) -> None:
        self.edits.append((at, at, new))

    def _new(self) -> str:
        """A variable that is nowhere else in the text."""
        while True:
            self.fresh += 1
            if (made := f"?{INNER}{self.name}_{self.fresh}") not in self.text:
                return made

    def _renamed(self, node: "Node", condition: str, after: "Node") -> None:
        """Another variable instead, with a condition on it after a node of the same group."""
        other = self._new()
        self._replace(node, other)
        self._insert(after.end_byte, f" FILTER ({condition.format(other)})")

    @property
    def _same(self) -> str:
        return f"!BOUND({{0}}) || sameTerm({{0}}, {_braced(self._term)})"

    def _variable(self, node: "Node") -> None:
        above = node.parent
        assert above is not None
        is_name = _stands_as_name(node, above)
        if is_name and isinstance(self.term, Literal):
            self._renamed(node, self._same, _statement(node))
        elif above.type in {"order_condition", "group_condition"}:
            self._replace(node, f"({self._term})")
        else:
            self._replace(node, self._term)

    def _function(self, node: "Node") -> None:
        """A function that is built in; BOUND takes nothing but a variable."""
        if node.children[0].type == "BOUND" and self._mentions(node):
            self._replace(node, "(true)")
        else:
            for child in node.children:
                self._walk(child)

    def _bind(self, node: "Node") -> None:
        *expression, target = [child for child in node.children if child.is_named]
        for child in expression:
            self._walk(child)
        if self._is_it(target):
            self._renamed(target, self._same, node)

    def _values(self, node: "Node") -> None:
        for variable in _variables_of(node):
            if self._is_it(variable):
                self._renamed(variable, self._same, node)

    def _trailing(self, node: "Node") -> None:
        if any(map(self._is_it, _variables_of(node))):
            raise self._refusal("the VALUES at its end")

    def _minus(self, node: "Node") -> None:
        """What MINUS takes away must share a variable, which a constant is not."""
        group = node.children[-1]
        above = node.parent
        assert above is not None
        before = [child for child in above.children if child.end_byte <= node.start_byte]
        if self._mentions(group) and any(map(self._mentions, before)):
            bound = f" BIND ({self._term} AS {self._new()}) "
            self._insert(node.start_byte, bound)
            self._insert(group.end_byte - 1, bound)
        self._walk(group)

    def _grouped(self, node: "Node") -> None:
        """A group that is a SELECT of its own, or any other."""
        select = next((each for each in node.children if each.type == "sub_select"), None)
        if select is None:
            for child in node.children:
                self._walk(child)
            return
        clause = select.children[0]
        projected = [each for each in clause.children if self._is_it(each)]
        if not projected and not _is_of_all(clause):
            return  # a variable of its own that only bears the same name
        for number, child in enumerate(clause.children):
            self._inner(child, number, clause, node)
        for child in select.children[1:]:
            self._walk(child)

    def _inner(self, child: "Node", number: int, clause: "Node", group: "Node") -> None:
        """A part of the clause of an inner SELECT."""
        if not self._is_it(child):
            self._walk(child)
        elif clause.children[number - 1].type == "AS":
            other = self._new()
            self._replace(child, other)
            self._insert(group.start_byte, "{ ")
            self._insert(group.end_byte, f" FILTER ({self._same.format(other)}) }}")
        else:
            self._replace(child, f"({self._term} AS {self._new()})")

    def _query(self, node: "Node") -> None:
        clause, *rest = node.children
        for number, child in enumerate(clause.children):
            if not self._is_it(child):
                self._walk(child)
            elif clause.children[number - 1].type == "AS":
                raise self._refusal("what it computes")
            else:
                self._replace(child, f"({self._term} AS ?{self.name})")
        for child in rest:
            if child.type == "where_clause" and _is_of_all(clause):
                self._insert(child.end_byte - 1, f" BIND ({self._term} AS ?{self.name}) ")
            self._walk(child)

    def _group_condition(self, node: "Node") -> None:
        named = [child for child in node.children if child.is_named]
        if len(named) > 1 and self._is_it(named[-1]):
            raise self._refusal("what it groups by")
        for child in node.children:
            self._walk(child)

    def _refusal(self, where: str) -> NotWritable:
        return NotWritable(f"?{self.name} cannot be given: the query has it in {where}")


def _braced(term: str) -> str:
    return term.replace("{", "{{").replace("}", "}}")


def _is_of_all(clause: "Node") -> bool:
    return any(child.type == "*" for child in clause.children)


def _variables_of(values: "Node") -> Iterator["Node"]:
    """The variables of a VALUES, which stand before its rows."""
    for block in values.children:
        for child in block.children:
            if child.type == "{":
                return
            if child.type == "var":
                yield child


def _stands_as_name(node: "Node", above: "Node") -> bool:
    """Whether a variable is the subject or the predicate of a statement."""
    is_first = above.children[0] == node
    return is_first and above.type in {"triples_same_subject", "property", "path_element"}


def _statement(node: "Node") -> "Node":
    """The statement in which a node stands."""
    while node.type != "triples_block" and node.parent is not None:
        node = node.parent
    return node


_SPECIAL = {
    "select_query": _Substitution._query,
    "group_graph_pattern": _Substitution._grouped,
    "bind": _Substitution._bind,
    "inline_data": _Substitution._values,
    "values_clause": _Substitution._trailing,
    "minus_graph_pattern": _Substitution._minus,
    "group_condition": _Substitution._group_condition,
    "build_in_function": _Substitution._function,
}
