"""The graph as a network of things: nodes with labels and kinds, edges with their claims."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from immunograph import lookups
from immunograph.dataset import DataSet
from immunograph.names import Names, iri_of
from immunograph.store import Triple
from immunograph.vocabulary import SKOS

if TYPE_CHECKING:
    import networkx


def network(dataset: DataSet) -> "networkx.MultiDiGraph[str]":
    """A `networkx.MultiDiGraph` over the IRIs of things.

    A node has `label` and `kind`; an edge has the predicate as its key and as `predicate`, its
    `label`, and `claims`: the IRIs of the claims it was derived from, none for a broader term. It
    is a `draft` where all of these are.
    """
    import networkx  # noqa: PLC0415 (slow to import)

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    names, store = dataset.names, dataset.store
    for row in store.select(lookups.text("things")).rows:
        thing = iri_of(row["thing"])
        if thing not in graph:
            graph.add_node(thing, label=names.label(thing), kind=names.label(iri_of(row["kind"])))
    for row in store.select(lookups.text("edges")).rows:
        subject, predicate, thing = (
            iri_of(row[name]) for name in ("subject", "predicate", "object")
        )
        if subject in graph and thing in graph:
            _add(graph, subject, predicate, thing, names.label(predicate))
            graph.edges[subject, thing, predicate]["claims"].append(iri_of(row["claim"]))
    for row in store.select(lookups.text("broader")).rows:
        narrower, broader = iri_of(row["narrower"]), iri_of(row["broader"])
        if narrower in graph and broader in graph:
            _add(graph, narrower, f"{SKOS}broader", broader, "is a kind of")
    for *_, data in graph.edges(data=True):
        data["claims"].sort()
        data["draft"] = bool(data["claims"]) and dataset.drafts.issuperset(data["claims"])
    return graph


def of_triples(triples: Iterable[Triple], names: Names) -> "networkx.MultiDiGraph[str]":
    """Triples as a `networkx.MultiDiGraph`, each of them an edge.

    A node is named by its IRI, or by its term as N-Triples writes it, and has `label`; an edge has
    the predicate as its key and as `predicate`, and its `label`.
    """
    import networkx  # noqa: PLC0415 (slow to import)

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for triple in triples:
        ends = triple.subject, triple.object
        for term in ends:
            graph.add_node(iri_of(term), label=names.show(term))
        start, end = map(iri_of, ends)
        predicate = triple.predicate.value
        graph.add_edge(start, end, predicate, predicate=predicate, label=names.label(predicate))
    return graph


def _add(
    graph: "networkx.MultiDiGraph[str]", subject: str, predicate: str, thing: str, label: str
) -> None:
    if not graph.has_edge(subject, thing, predicate):
        graph.add_edge(subject, thing, predicate, predicate=predicate, label=label, claims=[])
