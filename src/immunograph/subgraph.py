"""The triples that a CONSTRUCT or DESCRIBE gives, as people and other libraries see them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from immunograph import faces, tables
from immunograph.answer import Answer
from immunograph.dataset import DataSet
from immunograph.names import iri_of
from immunograph.network import of_triples
from immunograph.store import Results, Solutions, Term, Triple
from immunograph.tables import Linked

if TYPE_CHECKING:
    import networkx
    import rdflib

_HEADER = ("subject", "predicate", "object")


class Subgraph(list[Triple]):
    """A list of triples that knows the data set they are from."""

    def __init__(self, triples: Iterable[Triple], dataset: DataSet) -> None:
        super().__init__(triples)
        self.dataset = dataset

    def to_rdflib(self) -> "rdflib.Graph":
        """The triples as an `rdflib.Graph` with the declared prefixes."""
        return faces.rdflib_graph(self, self.dataset.prefixes.namespaces)

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """The triples as a `networkx.MultiDiGraph`: labels on nodes and edges."""
        return of_triples(self, self.dataset.names)

    def table(self) -> tables.Table:
        """The triples as a table whose things lead to their addresses."""
        rows = [(each.subject, each.predicate, each.object) for each in sorted(self, key=str)]
        return tables.Table(_HEADER, [[[self._linked(term)] for term in row] for row in rows])

    def _linked(self, term: Term) -> Linked:
        return Linked(self.dataset.names.describe(term), iri_of(term))

    def _repr_html_(self) -> str:
        return tables.part(self.table())


def read_as(found: Results, dataset: DataSet, text: str) -> Answer | bool | Subgraph:
    """What a query gave, with the data set that it is from."""
    if isinstance(found, Solutions):
        return Answer(found, dataset, text=text)
    return Subgraph(found, dataset) if isinstance(found, list) else found
