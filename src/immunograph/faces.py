"""The data set with the face of rdflib: what the engine holds as an `rdflib.Graph`."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from immunograph.store import BlankNode, Literal, NamedNode, Quad, Term
from immunograph.vocabulary import XSD

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


def rdflib_graph(statements: Iterable[Quad], prefixes: Mapping[str, str]) -> "rdflib.Graph":
    """Statements as an `rdflib.Graph` with the given prefixes bound and no others."""
    import rdflib  # noqa: PLC0415 (slow to import)

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    known: dict[Term, Node] = {}
    for quad in statements:
        triple = []
        for term in (quad.subject, quad.predicate, quad.object):
            if term not in known:
                known[term] = rdflib_term(term)
            triple.append(known[term])
        graph.add((triple[0], triple[1], triple[2]))
    return graph


def rdflib_term(term: Term) -> "Node":
    """A term of the store as a term of rdflib, its lexical form kept."""
    from rdflib import BNode, URIRef  # noqa: PLC0415 (slow to import)
    from rdflib import Literal as RdflibLiteral  # noqa: PLC0415

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    assert isinstance(term, Literal)
    if term.language:
        return RdflibLiteral(term.value, lang=term.language)
    if term.datatype.value == f"{XSD}string":
        return RdflibLiteral(term.value)
    return RdflibLiteral(term.value, datatype=URIRef(term.datatype.value), normalize=False)


def from_rdflib(node: "Node") -> Term:
    """A term of rdflib as a term of the store."""
    from rdflib import BNode, URIRef  # noqa: PLC0415 (slow to import)
    from rdflib import Literal as RdflibLiteral  # noqa: PLC0415

    if isinstance(node, URIRef):
        return NamedNode(str(node))
    if isinstance(node, BNode):
        return BlankNode(str(node))
    assert isinstance(node, RdflibLiteral)
    if node.language:
        return Literal(str(node), language=node.language)
    if node.datatype is None:
        return Literal(str(node))
    return Literal(str(node), datatype=NamedNode(str(node.datatype)))
