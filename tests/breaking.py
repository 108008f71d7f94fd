"""Breaks queries in every way that can be thought of, each in one place that is known."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tree_sitter import Node

from immunograph.syntax import parsed

_VERBS = ("path_element", "binary_path")


@dataclass(frozen=True)
class Broken:
    """A query with a fault: how it was broken, and the bytes of what it was broken in."""

    way: str
    text: str
    change: str
    start: int
    end: int


def misspelt(name: str) -> str:
    """A name with one letter left out."""
    middle = len(name) // 2
    return name[:middle] + name[middle + 1 :]


def exchanged(name: str) -> str:
    """A name with two letters in the wrong order; doubled where they are the same."""
    middle = len(name) // 2
    one, other = name[middle - 1 : middle], name[middle : middle + 1]
    return name[: middle - 1] + (other + one if one != other else one * 3) + name[middle + 1 :]


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for each in node.children:
        yield from _nodes(each)


def _pattern(node: Node) -> Node:
    """The pattern, filter or data that a node stands in."""
    around: Node | None = node
    while around is not None and around.type not in {"property", "filter", "inline_data"}:
        around = around.parent
    return around or node


def _is_verb(node: Node) -> bool:
    around = node.parent
    while around is not None and (around.type in _VERBS or around.type.startswith("path_")):
        around = around.parent
    return around is not None and around.type == "property" and node.parent != around


def _is_class(node: Node) -> bool:
    listed = node.parent
    if listed is None or listed.type != "object_list" or listed.parent is None:
        return False
    verb = listed.parent.children[0]
    return verb.type == "path_element" and not verb.named_child_count


class Breaker:
    """Breaks a query; `short_cuts` maps a property of a claim to the short cuts through it."""

    def __init__(self, text: str, short_cuts: Mapping[str, list[str]]) -> None:
        self.text = text
        self.source = text.encode()
        self.short_cuts = short_cuts
        where = [n for n in _nodes(parsed(text)) if n.type == "where_clause"]
        self.nodes = [each for node in where for each in _nodes(node)]

    def of(self, node: Node) -> str:
        """The text of a node."""
        return self.source[node.start_byte : node.end_byte].decode()

    def broken(self, way: str, node: Node, text: str) -> Broken:
        """The query with a node replaced."""
        before, after = self.source[: node.start_byte], self.source[node.end_byte :]
        around = _pattern(node)
        end = around.end_byte + len(text.encode()) - (node.end_byte - node.start_byte)
        change = f"{self.of(node)} -> {text}"
        return Broken(way, (before + text.encode() + after).decode(), change, _start(around), end)

    def all(self) -> Iterator[Broken]:
        """The query broken in every way in every place."""
        for way in WAYS:
            yield from way(self)

    def properties(self) -> Iterator[Broken]:
        for node in self._names():
            if _is_verb(node):
                yield from self._misspelt("property", node)

    def classes(self) -> Iterator[Broken]:
        for node in self._names():
            if _is_class(node):
                yield from self._misspelt("class", node)

    def things(self) -> Iterator[Broken]:
        for node in self._names():
            if not _is_class(node) and not _is_verb(node):
                yield from self._misspelt("IRI", node)

    def prefixes(self) -> Iterator[Broken]:
        for node in self._names():
            prefix, _, local = self.of(node).partition(":")
            yield self.broken("prefix", node, f"{exchanged(prefix)}:{local}")

    def directions(self) -> Iterator[Broken]:
        for node in self.nodes:
            if node.type in _VERBS and node.parent and node.parent.type == "property":
                text = self.of(node)
                wrapped = text if node.type == "path_element" else f"({text})"
                yield self.broken("direction", node, f"^{wrapped}")

    def languages(self) -> Iterator[Broken]:
        for node in self.nodes:
            if node.type == "rdf_literal" and self.of(node) == '"en"':
                for tag in ("en-gb", "xx"):
                    yield self.broken("language", node, f'"{tag}"')

    def datatypes(self) -> Iterator[Broken]:
        for node in self.nodes:
            if node.type == "rdf_literal" and self.of(node) == '"en"':
                yield self.broken("datatype", node, "1")

    def exchanges(self) -> Iterator[Broken]:
        for node in self._names():
            if _is_verb(node):
                name = self.of(node)
                long = [claim for claim, short in self.short_cuts.items() if name in short]
                for other in self.short_cuts.get(name, ()):
                    yield self.broken("short cut for a claim", node, other)
                for other in long:
                    yield self.broken("claim for a short cut", node, other)

    def filters(self) -> Iterator[Broken]:
        for node in self.nodes:
            if node.type != "filter":
                continue
            inner = node.named_children[-1]
            if inner.type == "not_exists_func":
                yield self.broken("filter", inner, self.of(inner)[3:].strip())
            elif inner.type == "exists_func":
                yield self.broken("filter", inner, f"NOT {self.of(inner)}")
            else:
                yield self.broken("filter", inner, f"(!{self.of(inner)})")

    def variables(self) -> Iterator[Broken]:
        for node in self.nodes:
            if node.type == "filter" and "exists" not in node.named_children[-1].type:
                found = [each for each in _nodes(node) if each.type == "var"]
                for each in found[:1]:
                    yield self.broken("variable", each, misspelt(self.of(each)))

    def _names(self) -> Iterator[Node]:
        return (node for node in self.nodes if node.type == "prefixed_name")

    def _misspelt(self, way: str, node: Node) -> Iterator[Broken]:
        prefix, _, local = self.of(node).partition(":")
        for change in (misspelt, exchanged):
            yield self.broken(way, node, f"{prefix}:{change(local)}")


def _start(node: Node) -> int:
    """Where a pattern begins: with its subject, where it is the first of it."""
    listed = node.parent
    if node.type == "property" and listed is not None and listed.parent is not None:
        first = listed.parent.children[0]
        if listed.children[0] == node and first != listed:
            return first.start_byte
    return node.start_byte


WAYS: tuple[Callable[[Breaker], Iterator[Broken]], ...] = (
    Breaker.properties,
    Breaker.classes,
    Breaker.things,
    Breaker.prefixes,
    Breaker.directions,
    Breaker.languages,
    Breaker.datatypes,
    Breaker.exchanges,
    Breaker.filters,
    Breaker.variables,
)
