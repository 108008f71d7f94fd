"""The terms of a query, as its syntax tree has them. Offsets count bytes of UTF-8."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from immunograph.vocabulary import RDF

if TYPE_CHECKING:
    from tree_sitter import Node

HIDDEN = "?_0"
LITERALS = frozenset(["rdf_literal", "integer", "decimal", "double", "boolean_literal"])
IRIS = frozenset(["prefixed_name", "iri_reference"])
_EXISTS = frozenset(["exists_func", "not_exists_func"])


@dataclass(frozen=True)
class Piece:
    """A term or path of a pattern: `kind` is variable, iri, literal or path."""

    text: str
    kind: str
    start: int
    end: int
    node: "Node | None" = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The name of a variable."""
        return self.text[1:]

    @property
    def is_hidden(self) -> bool:
        """Whether it stands for what has no name in the query."""
        return self.text.startswith(HIDDEN)


def variables(node: "Node", source: bytes) -> frozenset[str]:
    """The names of all variables below a node."""
    return frozenset(text_of(source, each)[1:] for each in descend(node, {"var"}))


def loose_variables(node: "Node", source: bytes) -> frozenset[str]:
    """The names of the variables of an expression, those within EXISTS apart."""
    if node.type in _EXISTS:
        return frozenset()
    if node.type == "var":
        return frozenset([text_of(source, node)[1:]])
    return frozenset().union(*(loose_variables(each, source) for each in node.children))


def pieces_within(node: "Node", source: bytes) -> Iterator[Piece]:
    """The IRIs and literals below a node."""
    if node.type in IRIS or node.type in LITERALS or _is_a(node):
        yield piece(source, node)
        return
    for each in node.children:
        yield from pieces_within(each, source)


def _is_a(node: "Node") -> bool:
    """Whether a node is the word `a`, which has no name in the grammar."""
    return node.type == "a" or (node.type == "path_element" and not node.named_child_count)


def piece(source: bytes, node: "Node") -> Piece:
    """A node that stands for a term or a path as a piece."""
    text, start, end = text_of(source, node), node.start_byte, node.end_byte
    if node.type == "path_element":
        if node.named_child_count == 0:
            return Piece("a", "iri", start, end, node)
        if node.child_count == 1:
            return piece(source, node.children[0])
    if node.type in {"anon", "blank_node_label"}:
        name = f"{start}" if node.type == "anon" else f"_{text[2:]}"
        return Piece(HIDDEN + name.replace(".", "_").replace("-", "_"), "variable", start, end)
    if node.type == "nil":
        return Piece(f"<{RDF}nil>", "iri", start, end)
    kind = "iri" if node.type in IRIS or node.type == "a" else "path"
    kind = "variable" if node.type == "var" else "literal" if node.type in LITERALS else kind
    return Piece(text if kind != "variable" else f"?{text[1:]}", kind, start, end, node)


def span(source: bytes, nodes: list["Node"]) -> Piece:
    """Sibling nodes as one piece."""
    if len(nodes) == 1:
        return piece(source, nodes[0])
    start, end = nodes[0].start_byte, nodes[-1].end_byte
    return Piece(source[start:end].decode(), "path", start, end, nodes[0].parent)


def descend(node: "Node", kinds: Container[str]) -> Iterator["Node"]:
    """The nodes of some kinds below a node in order, those within others of them apart."""
    waiting = list(reversed(node.children))
    while waiting:
        each = waiting.pop()
        if each.type in kinds:
            yield each
        else:
            waiting.extend(reversed(each.children))


def text_of(source: bytes, node: "Node") -> str:
    """What a query has where a node stands."""
    return source[node.start_byte : node.end_byte].decode()
