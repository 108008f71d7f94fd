"""SHACL by pySHACL, the reference validator, on a graph of rdflib in memory.

Never on a store: given one, pySHACL 0.40 reports false violations for every plain string.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from immunograph.faces import rdflib_graph
from immunograph.finding import Finding, Place
from immunograph.store import MemoryStore
from immunograph.validate import Shapes
from immunograph.vocabulary import SH, TYPE

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

_SEVERITIES = {f"{SH}Violation": "violation", f"{SH}Warning": "warning", f"{SH}Info": "info"}
_FOCUS_NODES = {
    "targetClass": f"SELECT DISTINCT ?node WHERE {{ ?node <{TYPE}> ?target }}",
    "targetSubjectsOf": "SELECT DISTINCT ?node WHERE { ?node ?target ?value }",
    "targetObjectsOf": "SELECT DISTINCT ?node WHERE { ?value ?target ?node }",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What a validation executed and found: shapes with targets, pairs of shape and focus node."""

    shapes: int
    focus_nodes: int
    findings: tuple[Finding, ...]


def run(shapes: Shapes, store: MemoryStore) -> Result:
    """Validate what a store holds. The place of a finding is left to the caller."""
    focus_nodes = sum(
        _count(store, kind, target)
        for targets in shapes.targeted.values()
        for kind, target in targets
    )
    if not shapes.targeted or not focus_nodes:
        return Result(len(shapes.targeted), focus_nodes, ())
    return Result(len(shapes.targeted), focus_nodes, tuple(_validate(shapes, store)))


def _count(store: MemoryStore, kind: str, target: str) -> int:
    if kind == "targetNode":
        return 1
    query = _FOCUS_NODES[kind].replace("?target", f"<{target}>")
    return len(store.select(query).rows)


def _validate(shapes: Shapes, store: MemoryStore) -> list[Finding]:
    import pyshacl  # noqa: PLC0415 (slow to import)

    data = rdflib_graph(store.statements(), {})
    shape_graph = rdflib_graph(shapes.statements, {})
    _, report, _ = pyshacl.validate(data, shacl_graph=shape_graph, inplace=True, inference="none")
    return [_finding(report, shape_graph, node) for node in _results(report)]


def _results(report: "rdflib.Graph") -> "list[Node]":
    from rdflib.namespace import RDF  # noqa: PLC0415
    from rdflib.namespace import SH as TERMS  # noqa: PLC0415

    top = report.objects(None, TERMS.result)
    results = set(top) & set(report.subjects(RDF.type, TERMS.ValidationResult))
    return sorted(results, key=str)


def _finding(report: "rdflib.Graph", shapes: "rdflib.Graph", result: "Node") -> Finding:
    from rdflib.namespace import SH as TERMS  # noqa: PLC0415

    def n3(predicate: "Node") -> str:
        value = report.value(result, predicate)
        return value.n3() if value is not None else ""

    shape = report.value(result, TERMS.sourceShape)
    fix = shapes.value(shape, TERMS.description) if shape is not None else None
    severity = str(report.value(result, TERMS.resultSeverity))
    return Finding(
        rule=str(shape).rpartition("/")[2],
        message=str(report.value(result, TERMS.resultMessage)),
        place=Place("graph"),
        severity=_SEVERITIES.get(severity, "violation"),
        node=n3(TERMS.focusNode),
        path=n3(TERMS.resultPath),
        value=n3(TERMS.value),
        fix=str(fix or ""),
    )
