"""A report as the graph that the recommendation describes. Source: SHACL, section 3.6."""

from collections.abc import Iterable, Iterator, Mapping

from immunograph.shacl.report import Report, Result
from immunograph.shacl.terms import TYPE, XSD, sh
from immunograph.shacl.triples import Triples
from immunograph.store import BlankNode, Literal, NamedNode, Quad, Term, Triple


def report_graph(report: Report, shapes: Iterable[Quad | Triple]) -> list[Triple]:
    """The statements of a validation report; paths are taken over from the shapes graph."""
    triples, top = Triples(shapes), BlankNode()
    conforms = Literal(str(report.conforms).lower(), datatype=NamedNode(f"{XSD}boolean"))
    made = [Triple(top, TYPE, sh("ValidationReport")), Triple(top, sh("conforms"), conforms)]
    for result in report.results:
        node = BlankNode()
        made.append(Triple(top, sh("result"), node))
        made.extend(_result(node, result, triples))
    return list(dict.fromkeys(made))


def owners(shapes: Triples) -> dict[Term, Term]:
    """The node with a name that each node without one is part of, by the statements above it."""
    above: dict[Term, Term] = {}
    for subject, _, value in shapes:
        if isinstance(value, BlankNode):
            above.setdefault(value, subject)
    top: dict[Term, Term] = {}
    for node in above:
        _climb(above, top, node)
    return top


def _climb(above: Mapping[Term, Term], top: dict[Term, Term], node: Term) -> None:
    """Find the topmost node above one, and note it for all on the way."""
    passed = {node: None}
    while node not in top and (upper := above.get(node)) is not None and upper not in passed:
        node = upper
        passed[node] = None
    found = top.get(node, node)
    top.update(dict.fromkeys((each for each in passed if each in above), found))


def _result(node: BlankNode, result: Result, shapes: Triples) -> Iterator[Triple]:
    yield Triple(node, TYPE, sh("ValidationResult"))
    fields = {
        "focusNode": result.focus,
        "resultSeverity": NamedNode(result.severity),
        "sourceConstraintComponent": NamedNode(result.component),
        "sourceShape": result.shape,
        "value": result.value,
        "sourceConstraint": result.source,
        "resultPath": _path(result, shapes),
    }
    for name, value in fields.items():
        if value is not None and not isinstance(value, Triple):
            yield Triple(node, sh(name), value)
    for message in result.messages:
        yield Triple(node, sh("resultMessage"), message)
    path = fields["resultPath"]
    if isinstance(path, BlankNode):
        yield from _within(path, shapes)


def _path(result: Result, shapes: Triples) -> Term | None:
    """The node of a path: a predicate itself, else that of the path of the shape."""
    if not result.path:
        return None
    own = shapes.value(result.shape, sh("path"))
    predicate = result.path.removeprefix("<").removesuffix(">")
    if result.path == f"<{predicate}>":
        return NamedNode(predicate)
    return own


def _within(node: Term, shapes: Triples) -> Iterator[Triple]:
    """The statements about a blank node, and about those in it."""
    waiting, seen = [node], set[Term]()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, BlankNode) or node in seen:
            continue
        seen.add(node)
        for predicate in shapes.predicates(node):
            for value in shapes.objects(node, predicate):
                if not isinstance(value, Triple):
                    yield Triple(node, predicate, value)
                waiting.append(value)
