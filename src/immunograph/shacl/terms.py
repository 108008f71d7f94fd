"""The terms of SHACL and its neighbours, and what is wrong with a shapes graph."""

from functools import cache

from immunograph.store import Literal, NamedNode, Term

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"

TYPE = NamedNode(f"{RDF}type")
FIRST = NamedNode(f"{RDF}first")
REST = NamedNode(f"{RDF}rest")
NIL = NamedNode(f"{RDF}nil")
SUBCLASS_OF = NamedNode(f"{RDFS}subClassOf")
# True of a shape that is right to have no focus node. The one term here that is not SHACL's.
MAY_BE_IDLE = NamedNode("https://w3id.org/immunograph/vocab#mayBeIdle")


@cache
def sh(name: str) -> NamedNode:
    """A term of SHACL by its local name.

    >>> sh("path")
    <NamedNode value=http://www.w3.org/ns/shacl#path>
    """
    return NamedNode(f"{SH}{name}")


def is_true(term: Term) -> bool:
    """Whether a value switches something on: `true`, also written `"1"^^xsd:boolean`."""
    return isinstance(term, Literal) and term.value in {"true", "1"}


class ShapesFault(ValueError):
    """A shapes graph that says what no engine could check; `node` is where."""

    def __init__(self, message: str, node: Term | None = None) -> None:
        self.message = message
        self.node = node

    def __str__(self) -> str:
        return f"{self.node}: {self.message}" if self.node is not None else self.message
