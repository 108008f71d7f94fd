"""The triples of a CONSTRUCT or DESCRIBE in the formats of RDF: one table from format to function.

The formats have the names that `immunograph shacl` takes, and those of files.
"""

import re
from collections.abc import Callable, Mapping

from immunograph import tables
from immunograph.errors import BadParameter
from immunograph.format import canonical
from immunograph.rdf import canonical_lines, from_lines, joined, serialised
from immunograph.results import not_in_xml
from immunograph.subgraph import Subgraph

_ENDS_IN_A_NAME = re.compile(r"[^\W\d][\w.-]*$")  # what RDF/XML takes for an element


def as_turtle(graph: Subgraph) -> str:
    """Turtle in the one layout that files have."""
    return canonical(as_lines(graph), graph.dataset.prefixes.namespaces, "the result")


def as_lines(graph: Subgraph) -> str:
    """Sorted lines of N-Triples, which are N-Quads as well."""
    return joined(canonical_lines(graph)).decode()


def as_trig(graph: Subgraph) -> str:
    """TriG, all in the default graph."""
    return _serialised(graph, "trig")


def as_json_ld(graph: Subgraph) -> str:
    """JSON-LD 1.1, expanded."""
    return _serialised(graph, "jsonld")


def as_rdf_xml(graph: Subgraph) -> str:
    """RDF/XML. Raises `BadParameter` for what it cannot say."""
    for predicate in {triple.predicate.value for triple in graph}:
        if not _ENDS_IN_A_NAME.search(predicate):
            reason = f"RDF/XML has no way to write the predicate <{predicate}>"
            raise BadParameter(f"{reason}: ask for turtle")
    text = _serialised(graph, "rdf")
    if found := not_in_xml(text):
        raise BadParameter(f"a value holds {found}, which XML cannot carry: ask for turtle")
    return text


def as_html(graph: Subgraph) -> str:
    """A page with a table whose things lead to their addresses."""
    return tables.page("Triples", graph.table())


def _serialised(graph: Subgraph, extension: str) -> str:
    lines, declared = as_lines(graph), graph.dataset.prefixes.namespaces
    used = {prefix: namespace for prefix, namespace in declared.items() if f"<{namespace}" in lines}
    text = serialised([quad.triple for quad in from_lines(lines)], extension, used).decode()
    return text if text.endswith("\n") else f"{text}\n"


WRITERS: Mapping[str, Callable[[Subgraph], str]] = {
    "turtle": as_turtle,
    "ttl": as_turtle,
    "ntriples": as_lines,
    "nt": as_lines,
    "nquads": as_lines,
    "nq": as_lines,
    "trig": as_trig,
    "rdfxml": as_rdf_xml,
    "rdf": as_rdf_xml,
    "xml": as_rdf_xml,
    "jsonld": as_json_ld,
    "json-ld": as_json_ld,
    "html": as_html,
}
