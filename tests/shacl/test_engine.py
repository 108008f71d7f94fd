"""The compiled engine held against the W3C test suite. Needs the folder of suites."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlparse

import pyoxigraph as ox
import pytest

from immunograph.shacl.engine import validate
from immunograph.shacl.paths import read_path
from immunograph.shacl.terms import TYPE, ShapesFault, sh
from immunograph.shacl.triples import Triples
from immunograph.store import Literal, MemoryStore, NamedNode, Quad, Term, stored_literal

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
# Tests that are not met, each with the reason; a test that is met after all must leave this list.
UNMET = {
    "sparql/pre-binding/shapesGraph-001": "optional $shapesGraph: the shapes are not in the store",
}
Row = tuple[str, str, str, str, str, str]


@cache
def load(path: Path) -> tuple[Quad, ...]:
    return tuple(ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=path.as_uri()))


def file_of(term: Term | None) -> Path:
    assert isinstance(term, NamedNode)
    return Path(unquote(urlparse(term.value).path))


def entries(manifest: Path) -> Iterator[tuple[Path, Term]]:
    triples, own = Triples(load(manifest)), NamedNode(manifest.as_uri())
    for included in triples.objects(own, NamedNode(f"{MF}include")):
        yield from entries(file_of(included))
    for head in triples.objects(own, NamedNode(f"{MF}entries")):
        for test in triples.items(head):
            yield manifest, test


def kept(term: Term | None) -> str:
    """A term as the store keeps it; a blank node by its name."""
    if term is None:
        return ""
    return str(stored_literal(term)) if isinstance(term, Literal) else str(term)


def expected(triples: Triples, test: Term) -> Counter[Row] | None:
    """The results that a test expects; None where it expects a failure."""
    result = triples.value(test, NamedNode(f"{MF}result"))
    assert result is not None
    if result == NamedNode(f"{SHT}Failure"):
        return None
    rows: Counter[Row] = Counter()
    for node in triples.objects(result, sh("result")):
        path = triples.value(node, sh("resultPath"))
        rows[
            kept(triples.value(node, sh("focusNode"))),
            read_path(triples, path).text if path is not None else "",
            kept(triples.value(node, sh("value"))),
            kept(triples.value(node, sh("sourceConstraintComponent"))),
            kept(triples.value(node, sh("resultSeverity"))),
            named(triples.value(node, sh("sourceShape"))),
        ] += 1
    return rows


def named(shape: Term | None) -> str:
    """A shape by its name; one without a name has another in each parse."""
    return str(shape) if isinstance(shape, NamedNode) else "_"


def found(data: tuple[Quad, ...], shapes: tuple[Quad, ...]) -> Counter[Row] | None:
    try:
        report = validate(MemoryStore.of(data, {}), shapes)
    except ShapesFault:
        return None
    return Counter(
        (
            str(one.focus),
            one.path,
            kept(one.value),
            f"<{one.component}>",
            f"<{one.severity}>",
            named(one.shape),
        )
        for one in report.results
    )


def outcome(path: Path, test: Term) -> tuple[Counter[Row] | None, Counter[Row] | None]:
    triples = Triples(load(path))
    action = triples.value(test, NamedNode(f"{MF}action"))
    assert action is not None
    data, shapes = (
        load(file_of(triples.value(action, NamedNode(f"{SHT}{name}"))))
        for name in ("dataGraph", "shapesGraph")
    )
    return found(data, shapes), expected(triples, test)


def test_the_suite_is_met_but_for_what_is_listed(corpus: Path) -> None:
    root = corpus / "w3c" / "shacl"
    tests = list(entries((root / "manifest.ttl").resolve()))
    assert len(tests) == 120
    unmet = {}
    for path, test in tests:
        name = path.relative_to(root.resolve()).with_suffix("").as_posix()
        got, wanted = outcome(path, test)
        if got != wanted:
            unmet[name] = (got, wanted)
    assert set(unmet) == set(UNMET), {n: v for n, v in unmet.items() if n not in UNMET}


EX = """
@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


def shapes(text: str) -> list[Quad]:
    return list(ox.parse(EX + text, format=ox.RdfFormat.TURTLE))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (":s sh:targetNode :x ; sh:node :s .", "refers to itself"),
        (":s sh:targetNode :x ; sh:not [ sh:property [ sh:path :p ; sh:node :s ] ] .", "itself"),
        (
            ":s sh:targetNode :x ; sh:property [ sh:path [] ; sh:minCount 1 ] .",
            "not a property path",
        ),
        (":s sh:targetNode :x ; sh:path ( :p ) .", "two members"),
        (":s sh:targetNode :x ; sh:minCount 1 .", "without sh:path"),
        (":s sh:targetNode :x ; sh:path :p ; sh:minCount 'one' .", "whole number"),
        (":s sh:targetNode :x ; sh:nodeKind :IRI .", "no node kind"),
        (":s sh:targetNode :x ; sh:in ( 1 2 . ", ""),
        (":s sh:targetNode :x ; sh:sparql [ sh:select 'SELECT $this { MINUS {} }' ] .", "MINUS"),
    ],
)
def test_shapes_that_are_not_well_formed_are_refused(text: str, message: str) -> None:
    if not message:
        with pytest.raises(SyntaxError):
            shapes(text)
        return
    with pytest.raises(ShapesFault, match=message):
        validate(MemoryStore(b"", {}), shapes(text))


def test_messages_are_filled_with_values_and_parameters() -> None:
    data = "@prefix : <http://example.org/> . :x :p 1, 2 ."
    text = """:s sh:targetNode :x ; sh:sparql [
        sh:message "{?value} of {$this}"@en ; sh:select "SELECT $this ?value { $this :p ?value }" ;
        sh:prefixes [ sh:declare [ sh:prefix "" ; sh:namespace "http://example.org/" ] ] ] ."""
    store = MemoryStore.of(ox.parse(data, format=ox.RdfFormat.TURTLE), {})
    said = {
        message.value for one in validate(store, shapes(text)).results for message in one.messages
    }
    assert said == {"1 of http://example.org/x", "2 of http://example.org/x"}


def test_focus_nodes_are_counted_and_asked_together() -> None:
    data = "".join(f"<urn:x{n}> {TYPE} <urn:C> .\n" for n in range(500)).encode()
    text = ":s sh:targetClass <urn:C> ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    report = validate(MemoryStore(data, {}), shapes(text))
    assert (report.shapes, report.focus_nodes, report.queries) == (1, 500, 1)
    assert len(report.results) == 500
