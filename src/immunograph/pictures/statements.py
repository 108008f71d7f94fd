"""The triples of a CONSTRUCT or DESCRIBE as a network."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from immunograph.dataset import DataSet
from immunograph.errors import NothingDrawn
from immunograph.finding import counted
from immunograph.pictures import network, notes
from immunograph.pictures.kinds import Kinds
from immunograph.pictures.lettering import short, wrapped
from immunograph.pictures.network import Edge, Node
from immunograph.pictures.sheet import SMALL, Picture, Words, finished
from immunograph.store import BlankNode, Literal, NamedNode, Term, Triple

_WIDEST = 130
_ROUNDS = 4
_NAMED = 4


def picture(triples: Iterable[Triple], dataset: DataSet) -> Picture:
    """The triples as a network.

    Raises `NotDrawn` where there are too many, `NothingDrawn` where there are none.
    """
    given = list(dict.fromkeys(triples))
    if not given:
        raise NothingDrawn("the result has no statements, so there is nothing to draw")
    ends = {key for triple in given for key in (str(triple.subject), _key(triple))}
    network.bounded(len(ends), len(given))
    ordered = _ordered(given)
    kinds = Kinds(dataset)
    blank = _numbered(ordered)
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for triple in ordered:
        source, target = str(triple.subject), _key(triple)
        nodes.setdefault(source, _node(triple.subject, kinds, blank))
        nodes.setdefault(target, _node(triple.object, kinds, blank))
        label = dataset.names.label(triple.predicate.value)
        edges.append(Edge(source, target, wrapped(label, _WIDEST, SMALL), label))
    drawing = network.drawn(nodes, edges, kinds.every)
    labels = list(dict.fromkeys(edge.title for edge in edges))
    said_by = counted(len(ordered), "statement")
    title = f"{said_by}: {', '.join(labels)}" if len(labels) <= _NAMED else said_by
    said = [
        f"{short(nodes[e.source].label)} {e.title} {short(nodes[e.target].label)}." for e in edges
    ]
    return finished(drawing, Words(title, " ".join(said), [notes.basis(dataset)]))


def _key(triple: Triple) -> str:
    """The node of an object; a literal is one node for each subject, so that it joins nothing."""
    if isinstance(triple.object, NamedNode | BlankNode):
        return str(triple.object)
    return f"{triple.subject} {triple.object}"


def _node(term: Term, kinds: Kinds, blank: Mapping[Term, str]) -> Node:
    if isinstance(term, NamedNode):
        iri = term.value
        return Node(kinds.dataset.names.label(iri), kinds.of(iri), kinds.described(iri))
    if term in blank:
        return Node(blank[term], "node without a name")
    if isinstance(term, Literal):
        suffix = term.language or kinds.dataset.prefixes.contract(term.datatype.value)
        return Node(term.value, title=f"{term.value} ({suffix})", is_literal=True)
    return Node(str(term), is_literal=True)


def _numbered(triples: Sequence[Triple]) -> dict[Term, str]:
    """The nodes without a name, in the order in which they come."""
    terms = [term for triple in triples for term in (triple.subject, triple.object)]
    found = dict.fromkeys(term for term in terms if isinstance(term, BlankNode))
    return {term: f"({number})" for number, term in enumerate(found, 1)}


def _ordered(triples: Sequence[Triple]) -> list[Triple]:
    """The triples in an order in which names of nodes that have none play no part."""
    said: dict[Term, str] = {}
    for _ in range(_ROUNDS):
        found: dict[Term, list[str]] = {}
        for triple in triples:
            line = _line(triple, said)
            for way, term in (("from", triple.subject), ("to", triple.object)):
                if isinstance(term, BlankNode):
                    found.setdefault(term, []).append(f"{way} {line}")
        said = {term: _digest(sorted(lines)) for term, lines in found.items()}
    return sorted(triples, key=lambda triple: _line(triple, said))


def _line(triple: Triple, said: Mapping[Term, str]) -> str:
    terms = (triple.subject, triple.predicate, triple.object)
    return " ".join(
        said.get(term, "_:") if isinstance(term, BlankNode) else str(term) for term in terms
    )


def _digest(lines: Iterable[str]) -> str:
    return "_:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()
