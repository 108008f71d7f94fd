"""RDF files of anyone against shapes of anyone, from the terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib import SH

Shell = Callable[..., Any]
DATA = "<urn:a> a <urn:C> ; <urn:p> 1, 2 . <urn:b> a <urn:C> ; <urn:p> 3 ."
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> sh:targetClass <urn:C> ; sh:property [ sh:path <urn:p> ; sh:maxCount 1 ;
    sh:message "only one"@en ] ;
    sh:property [ sh:path [ sh:inversePath <urn:q> ] ; sh:minCount 1 ] .
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "data.ttl").write_text(DATA)
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    return str(tmp_path / "data.ttl"), str(tmp_path / "shapes.ttl")


def test_results_are_said_and_counted(shell: Shell, files: tuple[str, str]) -> None:
    run = shell("shacl", *files)
    assert run.code == 1
    assert "violation: <urn:a> | <urn:p> | MaxCount | only one" in run.out
    assert run.out.endswith("does not conform: 3 results, 1 shape on 2 focus nodes\n")


def test_the_report_is_a_graph_that_others_read(shell: Shell, files: tuple[str, str]) -> None:
    report = rdflib.Graph().parse(data=shell("shacl", *files, "--format", "turtle").out)
    top = report.value(None, rdflib.RDF.type, SH.ValidationReport)
    results = list(report.objects(top, SH.result))
    assert len(results) == 3
    assert {report.value(r, SH.focusNode) for r in results} == {
        rdflib.URIRef("urn:a"),
        rdflib.URIRef("urn:b"),
    }
    inverse = [p for r in results for p in report.objects(r, SH.resultPath / SH.inversePath)]
    assert inverse == [rdflib.URIRef("urn:q")] * 2


def test_json_says_what_was_run(shell: Shell, files: tuple[str, str]) -> None:
    read = json.loads(shell("shacl", files[0], "-s", files[1], "--format", "json").out)
    assert (read["conforms"], read["shapes"], read["focus_nodes"]) == (False, 1, 2)
    assert {result["messages"][0] for result in read["results"] if result["messages"]} == {
        "only one"
    }


def test_shapes_and_data_may_be_given_by_options(shell: Shell, files: tuple[str, str]) -> None:
    data, shapes = files
    more = Path(data).with_name("more.ttl")
    more.write_text("<urn:c> a <urn:C> .")
    run = shell("shacl", data, "-s", shapes, "-d", str(more))
    assert run.out.endswith("does not conform: 4 results, 1 shape on 3 focus nodes\n")


def test_data_may_come_from_standard_input(shell: Shell, files: tuple[str, str]) -> None:
    lines = rdflib.Graph().parse(data=DATA, format="turtle").serialize(format="nt")
    run = shell("shacl", "-", files[1], "--stdin-format", "nt", stdin=lines)
    assert "3 results" in run.out
    assert "3 results" in shell("shacl", "-", stdin=DATA + SHAPES).out


def test_standard_input_is_read_once(shell: Shell) -> None:
    run = shell("shacl", "-", "-", stdin=DATA + SHAPES)
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "only once" in run.err


@pytest.mark.parametrize("form", ["nt", "nq", "trig", "rdf", "jsonld"])
def test_data_may_be_of_any_format(shell: Shell, tmp_path: Path, form: str) -> None:
    graph = rdflib.Graph().parse(data=DATA, format="turtle")
    names = {"rdf": "xml", "jsonld": "json-ld", "nq": "nt", "trig": "turtle"}
    path = tmp_path / f"data.{form}"
    path.write_bytes(graph.serialize(format=names.get(form, form), encoding="utf-8"))
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    assert "3 results" in shell("shacl", str(path), "-s", str(tmp_path / "shapes.ttl")).out


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>"""


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.ttl", "<urn:a> <urn:b", "x.ttl:1:"),
        ("x.doc", "", "the suffix tells of no RDF format"),
        ("x.rdf", BOMB, "DOCTYPE"),
        ("x.jsonld", "[" * 100_000, "nested too deeply"),
        ("x.jsonld", '{"@id": "urn:a", "@id": "urn:b"}', "a key stands twice"),
        ("x.ttl", "", "no shape has a target"),
        ("x.ttl", SHAPES.replace("maxCount", "maxCout"), "sh:maxCout is not understood"),
        ("x.ttl", SHAPES.replace("sh:maxCount 1", "sh:maxCount 'x'"), "whole number"),
    ],
    ids=["syntax", "suffix", "entities", "depth", "keys", "no-targets", "unknown-term", "number"],
)
def test_what_cannot_be_read_is_one_line(
    shell: Shell, tmp_path: Path, name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text)
    run = shell("shacl", str(tmp_path / name))
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert run.err.count("\n") == 1
