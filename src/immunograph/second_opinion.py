"""SHACL by pySHACL, the reference validator: the second opinion, and for what is not compiled.

On a graph of rdflib in memory, never on a store: given one, pySHACL 0.40 reports false violations
for every plain string.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from immunograph.faces import from_rdflib, rdflib_graph
from immunograph.shacl.paths import read_path
from immunograph.shacl.report import Result
from immunograph.shacl.triples import Triples
from immunograph.store import Literal, NamedNode, Quad, Term

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


def results(
    data: Iterable[Quad],
    shapes: Iterable[Quad],
    only: Iterable[Term] = (),
) -> list[Result]:
    """What pySHACL finds in data, by all shapes or only by those of some nodes."""
    import pyshacl  # noqa: PLC0415 (slow to import)

    statements = list(shapes)
    report = pyshacl.validate(
        rdflib_graph(data, {}),
        shacl_graph=rdflib_graph(statements, {}),
        inplace=True,
        inference="none",
        use_shapes=[node.value for node in only if isinstance(node, NamedNode)] or None,
    )[1]
    triples = Triples(statements)
    return [_result(report, triples, node) for node in _nodes(report)]


def _nodes(report: "rdflib.Graph") -> "list[Node]":
    from rdflib.namespace import RDF  # noqa: PLC0415
    from rdflib.namespace import SH as TERMS  # noqa: PLC0415

    top = set(report.objects(None, TERMS.result))
    return sorted(top & set(report.subjects(RDF.type, TERMS.ValidationResult)), key=str)


def _result(report: "rdflib.Graph", shapes: Triples, node: "Node") -> Result:
    from rdflib.namespace import SH as TERMS  # noqa: PLC0415

    def value(predicate: "Node") -> Term | None:
        found = report.value(node, predicate)
        return from_rdflib(found) if found is not None else None

    path, focus = value(TERMS.resultPath), value(TERMS.focusNode)
    shape = value(TERMS.sourceShape)
    assert focus is not None
    assert shape is not None
    said = (from_rdflib(each) for each in report.objects(node, TERMS.resultMessage))
    return Result(
        focus=focus,
        component=_iri(value(TERMS.sourceConstraintComponent)),
        shape=shape,
        severity=_iri(value(TERMS.resultSeverity)),
        path=read_path(shapes, path).text if path is not None else "",
        value=value(TERMS.value),
        messages=tuple(each for each in said if isinstance(each, Literal)),
        source=value(TERMS.sourceConstraint),
    )


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
