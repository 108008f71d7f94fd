"""Statements and terms with the faces of other libraries: rdflib, pandas and Python itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from immunograph.errors import NotInstalled
from immunograph.store import BlankNode, Literal, NamedNode, Quad, Term, Triple
from immunograph.vocabulary import XSD

if TYPE_CHECKING:
    import pandas
    import rdflib
    from rdflib.term import Node


_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
# The datatypes that Python has values for.
_VALUES: Mapping[str, Callable[[str], object]] = {
    f"{XSD}boolean": lambda text: _TRUTHS.get(text, text),
    f"{XSD}integer": int,
    f"{XSD}int": int,
    f"{XSD}long": int,
    f"{XSD}nonNegativeInteger": int,
    f"{XSD}positiveInteger": int,
    f"{XSD}decimal": float,
    f"{XSD}double": float,
    f"{XSD}float": float,
    f"{XSD}date": date.fromisoformat,
    f"{XSD}dateTime": datetime.fromisoformat,
}


def value(term: Term) -> object:
    """A term as a value of Python: a number, a truth, a day or a moment, else its text.

    >>> value(Literal(3)), value(NamedNode("http://example.org/a"))
    (3, 'http://example.org/a')
    """
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    try:
        return _VALUES.get(term.datatype.value, str)(term.value)
    except ValueError:
        return term.value


def data_frame(columns: Mapping[str, Sequence[object]]) -> "pandas.DataFrame":
    """Columns as a `pandas.DataFrame`; None is a missing value. Raises `NotInstalled`."""
    try:
        import pandas  # noqa: PLC0415 (an extra, and slow to import)
    except ImportError:
        raise NotInstalled("pandas", "notebook") from None
    return pandas.DataFrame(dict(columns), dtype=object).convert_dtypes()


def rdflib_graph(
    statements: Iterable[Quad] | Iterable[Triple], prefixes: Mapping[str, str]
) -> "rdflib.Graph":
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
