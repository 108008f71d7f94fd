"""The statements that an endpoint holds, or those of some predicates, as far as they were needed.

They come as N-Triples and are counted; what was not given whole is not used.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from immunograph.errors import StoreFailed
from immunograph.rdf import joined
from immunograph.store import BlankNode, MemoryStore, NamedNode, Quad, Triple
from immunograph.vocabulary import TYPE

if TYPE_CHECKING:
    from tree_sitter import Node

# Up to so many statements are fetched all at once, and not one predicate after another.
SMALL = 200_000
MOST = 20_000_000
_EVERY = "?s ?p ?o"


class Source(Protocol):
    """Where statements come from."""

    def counted(self, pattern: str) -> int:
        """How many solutions a pattern has."""
        ...

    def fetched(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT, of which there may be more."""
        ...


@dataclass
class Gathered:
    """A store of statements that were fetched; `predicates` is None where they are all."""

    source: Source
    namespaces: Mapping[str, str]
    _lines: dict[str, list[str]] = field(default_factory=dict)
    _all: list[str] | None = None
    _store: MemoryStore | None = None
    _stored: int = 0

    def all(self) -> list[str]:
        """Everything as sorted canonical lines. Raises `StoreFailed` where it is not whole."""
        if self._all is None:
            self._all = self._fetched(_EVERY)
        return self._all

    def some(self, predicates: Iterable[str] | None) -> list[str]:
        """The same for statements with some predicates, or for all."""
        if predicates is None or self._all is not None or self._are_few():
            return self.all()
        for each in predicates:
            if each not in self._lines:
                self._lines[each] = self._fetched(f"?s {NamedNode(each)} ?o")
        return sorted(line for each in self._lines.values() for line in each)

    def store(self, predicates: Iterable[str] | None) -> MemoryStore:
        """A store of statements with some predicates, or of all. Raises as `all` does."""
        lines = self.some(predicates)
        if self._store is None or len(lines) != self._stored:
            self._store, self._stored = MemoryStore(joined(lines), self.namespaces), len(lines)
        return self._store

    def _are_few(self) -> bool:
        return self.source.counted(_EVERY) <= SMALL

    def _fetched(self, pattern: str) -> list[str]:
        """The statements of a pattern of one triple, in as many pieces as it takes."""
        expected = self.source.counted(pattern)
        if expected > MOST:
            raise StoreFailed(f"the endpoint holds {expected} statements, {MOST} are the most")
        ask = f"CONSTRUCT {{ {pattern} }} WHERE {{ {pattern} }}"
        triples = dict.fromkeys(self.source.fetched(ask))
        page = len(triples)
        while page and len(triples) < expected:
            if any(map(_is_blank, triples)):
                raise StoreFailed("blank nodes come in pieces that cannot be put together")
            before = len(triples)
            more = self.source.fetched(f"{ask} OFFSET {before} LIMIT {page}")
            triples |= dict.fromkeys(more)
            if len(triples) == before:
                break
        if len(triples) != expected:
            told = f"{expected} statements were counted, {len(triples)} came"
            raise StoreFailed(f"the endpoint does not give what it holds: {told}")
        quads = (Quad(one.subject, one.predicate, one.object) for one in triples)
        return MemoryStore.of(quads, {}).lines()


def _is_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def predicates_of(root: "Node", namespaces: Mapping[str, str]) -> set[str] | None:
    """The predicates whose statements a query can see; None where it may see any.

    >>> from immunograph.syntax import parsed
    >>> predicates_of(parsed("ASK { ?a <urn:p>/^<urn:q> ?b }"), {}) == {"urn:p", "urn:q"}
    True
    >>> predicates_of(parsed("ASK { ?a <urn:p>* ?b }"), {}) is None
    True
    """
    declared = dict(namespaces)
    names: set[str] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type in _SEES_ANY or node.type == "ERROR":
            return None
        if node.type == "prefix_declaration":
            prefix, iri = (_text(child) for child in node.children[1:3])
            declared[prefix.removesuffix(":")] = iri[1:-1]
        if node.type == "property":
            verb, *rest = node.children
            found = _listed(verb) if verb.type == "var" else _named(verb)
            if found is None:
                return None
            names |= found
            waiting.extend(rest)
        else:
            waiting.extend(node.children)
    return {_expanded(name, declared) for name in names}


# Zero steps lead from any node to itself, and a collection is made of statements of its own.
_SEES_ANY = frozenset({"collection", "describe_query", "base_declaration"})
_ANY_STEP = frozenset({"var", "path_negated_property_set", "ERROR", "!"})


def _named(verb: "Node") -> set[str] | None:
    """The predicates of a verb or path as they are written; None where it takes any."""
    if verb.type in _ANY_STEP or (verb.type == "path_mod" and _text(verb) != "+"):
        return None
    if verb.type in {"iri_reference", "prefixed_name", "a"}:
        return {_text(verb)}
    names: set[str] = set()
    for child in verb.children:
        found = _named(child)
        if found is None:
            return None
        names |= found
    return names


def _listed(variable: "Node") -> set[str] | None:
    """The predicates that a VALUES around a statement leaves to a variable; None for any."""
    node = variable.parent
    while node is not None and node.type != "sub_select":
        for child in node.children if node.type == "group_graph_pattern" else ():
            values = (
                _column(child.children[-1], _text(variable))
                if child.type == "inline_data"
                else None
            )
            if values is not None:
                return values
        node = node.parent
    return None


def _column(block: "Node", variable: str) -> set[str] | None:
    """The values of a variable in a VALUES, where they all are predicates."""
    opening = next(at for at, child in enumerate(block.children) if child.type == "{")
    columns = [_text(child) for child in block.children[:opening] if child.type == "var"]
    if variable not in columns:
        return None
    cells = [child for child in block.children[opening:] if child.is_named or child.type == "UNDEF"]
    mine = cells[columns.index(variable) :: len(columns)]
    if {cell.type for cell in mine} <= {"iri_reference", "prefixed_name"}:
        return {_text(cell) for cell in mine}
    return None


def _expanded(name: str, declared: Mapping[str, str]) -> str:
    if name.lower() == "a":
        return TYPE
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return declared[prefix] + local.replace("\\", "")


def _text(node: "Node") -> str:
    return (node.text or b"").decode()
