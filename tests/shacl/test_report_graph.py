"""The W3C test suite by the command: files in, the graph of a report out. Needs the suites."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlparse

import pyoxigraph as ox

from immunograph.errors import Unreadable
from immunograph.shacl.paths import read_path
from immunograph.shacl.terms import sh
from immunograph.shacl.triples import Triples
from immunograph.shacl_command import validate
from immunograph.shacl_results import written
from immunograph.store import BlankNode, Literal, NamedNode, Term, stored_literal

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
FIELDS = ("focusNode", "value", "sourceConstraintComponent", "resultSeverity", "sourceShape")
# Tests whose files are refused, each with the reason.
REFUSED = {
    "core/property/qualifiedValueShape-001": "sh:nodeShape is no term of SHACL",
    "sparql/component/validator-001": "imports <http://datashapes.org/dash>",
}
# Tests that are not met, each with the reason; a test that is met after all must leave this list.
UNMET = {
    "sparql/pre-binding/shapesGraph-001": "$shapesGraph, which pySHACL does not bind either",
}
Report = tuple[str, Counter[tuple[str, ...]]]


@cache
def load(path: Path) -> Triples:
    return Triples(ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=path.as_uri()))


def file_of(term: Term | None) -> Path:
    assert isinstance(term, NamedNode)
    return Path(unquote(urlparse(term.value).path))


def entries(manifest: Path) -> Iterator[tuple[Path, Term]]:
    triples, own = load(manifest), NamedNode(manifest.as_uri())
    for included in triples.objects(own, NamedNode(f"{MF}include")):
        yield from entries(file_of(included))
    for head in triples.objects(own, NamedNode(f"{MF}entries")):
        for test in triples.items(head):
            yield manifest, test


def shown(term: Term | None) -> str:
    """A term as the store keeps it; nodes without a name differ from parse to parse."""
    if isinstance(term, Literal):
        return str(stored_literal(term))
    return "_" if isinstance(term, BlankNode) else str(term)


def report_of(graph: Triples, report: Term) -> Report:
    """Whether a report says that data conforms, and its results."""
    rows: Counter[tuple[str, ...]] = Counter()
    for node in graph.objects(report, sh("result")):
        path = graph.value(node, sh("resultPath"))
        fields = [shown(graph.value(node, sh(name))) for name in FIELDS]
        rows[(read_path(graph, path).text if path is not None else "", *fields)] += 1
    return shown(graph.value(report, sh("conforms"))), rows


def found(data: Path, shapes: Path) -> Report | None:
    try:
        validation = validate([data], [shapes])
    except Unreadable as error:
        assert "\n" not in str(error) or "; " in str(error)
        if any(reason in str(error) for reason in REFUSED.values()):
            raise
        return None
    graph = Triples(ox.parse(written(validation, "turtle"), format=ox.RdfFormat.TURTLE))
    (report,) = graph.instances(sh("ValidationReport"))
    return report_of(graph, report)


def met(path: Path, test: Term) -> bool:
    triples = load(path)
    action, wanted = (
        triples.value(test, NamedNode(f"{MF}{name}")) for name in ("action", "result")
    )
    assert action is not None
    assert wanted is not None
    names = ("dataGraph", "shapesGraph")
    got = found(*(file_of(triples.value(action, NamedNode(f"{SHT}{name}"))) for name in names))
    if wanted == NamedNode(f"{SHT}Failure"):
        return got is None
    return got == report_of(triples, wanted)


def test_the_graph_of_a_report_is_the_one_that_the_suite_expects(corpus: Path) -> None:
    root = (corpus / "w3c" / "shacl").resolve()
    refused, unmet, seen = {}, set(), 0
    for path, test in entries(root / "manifest.ttl"):
        name, seen = path.relative_to(root).with_suffix("").as_posix(), seen + 1
        try:
            if not met(path, test):
                unmet.add(name)
        except Unreadable as error:
            refused[name] = str(error)
    assert seen == 120
    assert unmet == set(UNMET)
    assert set(refused) == set(REFUSED)
    assert all(REFUSED[name] in refused[name] for name in REFUSED)
