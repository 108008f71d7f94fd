"""RDF files of anyone against shapes of anyone, from the terminal."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import SH

from immunograph import second_opinion
from immunograph.shacl.report import Report

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
    assert (run.code, run.err) == (1, "")
    first, *results, empty, last = run.out.splitlines()
    assert (first, empty) == ("<urn:s>: 3 results", "")
    assert last == "does not conform: 3 results (3 violations), 1 shape on 2 focus nodes"
    assert sorted(zip(results[::2], results[1::2], strict=True)) == [
        ("  violation: <urn:a>: only one", "      path <urn:p>"),
        ("  violation: <urn:a>: sh:minCount 1 does not hold", "      path ^(<urn:q>)"),
        ("  violation: <urn:b>: sh:minCount 1 does not hold", "      path ^(<urn:q>)"),
    ]


def test_names_are_written_with_the_prefixes_of_the_files(shell: Shell) -> None:
    text = """@prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
ex:a ex:p 1, "b" . ex:s sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:in ( 1 ) ] ."""
    out = shell("shacl", "-", stdin=text).out
    assert "violation: ex:a: sh:in does not hold" in out
    assert 'path ex:p, value "b"' in out


def test_a_value_stays_on_its_line(shell: Shell) -> None:
    text = """<urn:a> <urn:p> "x\\u001B[31m\\nconforms: 0 results" .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> sh:targetSubjectsOf <urn:p> ; sh:property [ sh:path <urn:p> ; sh:maxLength 1 ;
    sh:message "too long:\\nconforms" ] ."""
    out = shell("shacl", "-", stdin=text).out
    assert "\x1b" not in out
    assert not any(line.startswith("conforms") for line in out.splitlines())


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
    ran = "does not conform: 4 results (4 violations), 1 shape on 3 focus nodes\n"
    assert run.out.endswith(ran)
    assert shell("shacl", "-s", shapes, data, str(more)).out.endswith(ran)


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


def test_the_format_may_be_given_where_the_suffix_does_not_tell(
    shell: Shell, files: tuple[str, str], tmp_path: Path
) -> None:
    data, shapes = (Path(name).rename(tmp_path / f"{name}.txt") for name in files)
    run = shell("shacl", str(data), str(shapes), "-df", "turtle", "-sf", "ttl")
    assert run.out.endswith(
        "does not conform: 3 results (3 violations), 1 shape on 2 focus nodes\n"
    )


GRAPHS = {"turtle": "turtle", "nt": "nt", "xml": "xml", "rdf": "xml", "json-ld": "json-ld"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # of rdflib's own, in reading JSON-LD
@pytest.mark.parametrize("form", GRAPHS)
def test_the_graph_of_a_report_is_the_same_in_every_format(
    shell: Shell, files: tuple[str, str], form: str
) -> None:
    printed = shell("shacl", *files, "-f", form).out
    report = rdflib.Graph().parse(data=printed, format=GRAPHS[form])
    (top,) = report.subjects(rdflib.RDF.type, SH.ValidationReport)
    assert report.value(top, SH.conforms) == rdflib.Literal(False)
    assert len(list(report.objects(top, SH.result))) == 3
    assert len(report) == 25  # two of the report, seven a result, a message, a path


def test_a_report_is_written_to_a_file_whole(
    shell: Shell, files: tuple[str, str], tmp_path: Path
) -> None:
    before = set(tmp_path.iterdir())
    path = tmp_path / "report.json"
    run = shell("shacl", *files, "-f", "json", "-o", str(path))
    assert (run.code, run.out, run.err) == (1, "", "")
    assert len(json.loads(path.read_text())["results"]) == 3
    run = shell("shacl", *files, "-o", str(tmp_path / "nowhere" / "report.txt"))
    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "cannot be written" in run.err
    assert set(tmp_path.iterdir()) == {*before, path}


def test_nothing_is_written_where_nothing_could_be_read(
    shell: Shell, files: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "report.txt"
    path.write_text("as it was")
    (tmp_path / "bad.ttl").write_text("<urn:a> <urn:b")
    assert shell("shacl", str(tmp_path / "bad.ttl"), files[1], "-o", str(path)).code == 2
    assert path.read_text() == "as it was"


@pytest.mark.parametrize(
    ("severity", "options", "code"),
    [
        ("Warning", [], 1),
        ("Warning", ["--allow-infos"], 1),
        ("Warning", ["-w"], 0),
        ("Info", ["--allow-infos"], 0),
        ("Info", ["--allow-warnings"], 0),
        ("Violation", ["-w", "--allow-infos"], 1),
    ],
)
def test_what_is_allowed_changes_the_exit_code_and_no_report(
    shell: Shell, severity: str, options: list[str], code: int
) -> None:
    text = f"""@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:a> <urn:p> 1 .
<urn:s> sh:targetNode <urn:a> ; sh:nodeKind sh:Literal ; sh:severity sh:{severity} ."""
    run = shell("shacl", "-", "-f", "json", *options, stdin=text)
    assert (run.code, json.loads(run.out)["conforms"]) == (code, False)


def test_shapes_that_meet_nothing_are_no_pass(shell: Shell) -> None:
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> sh:targetClass <urn:C> ; sh:nodeKind sh:IRI ."""
    run = shell("shacl", "-", stdin=text)
    assert run.code == 1
    assert run.out.startswith("nothing was checked: 1 shape on 0 focus nodes")


NOT_COMPILED = """@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:a> <urn:p> "aaaaaaaaa", 2 .
<urn:s> sh:targetNode <urn:a> ; sh:property [ sh:path <urn:p> ; sh:maxCount 1 ] .
[] sh:targetNode <urn:a> ; sh:property [ sh:path <urn:p> ; sh:hasValue [] ] .
"""


def test_a_shape_that_is_not_compiled_is_run_by_pyshacl_and_no_other_is(shell: Shell) -> None:
    run = shell("shacl", "-", "-f", "json", stdin=NOT_COMPILED)
    read = json.loads(run.out)
    found = [each["sourceConstraintComponent"].rpartition("#")[2] for each in read["results"]]
    assert found == ["MaxCountConstraintComponent", "HasValueConstraintComponent"]
    assert (len(read["run_by_pyshacl"]), read["not_run"]) == (1, [])
    assert "a shape without a name was run by pySHACL" in run.err


def test_a_shape_that_neither_engine_runs_is_no_pass(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    run = shell("shacl", "-", stdin=NOT_COMPILED.replace("maxCount", "minCount"))
    assert run.code == 1
    assert "not run: a shape without a name: a blank node as a value; pySHACL ended" in run.out
    assert run.out.endswith("does not conform: 0 results, 2 shapes on 1 focus node\n")


@pytest.mark.thorough
def test_pyshacl_is_ended_where_a_pattern_takes_it_for_ever(shell: Shell) -> None:
    data, shapes = (
        list(ox.parse(text, format=ox.RdfFormat.TURTLE))
        for text in (
            '<urn:a> <urn:p> "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" .',
            """@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:targetNode <urn:a> ;
            sh:property [ sh:path <urn:p> ; sh:pattern "^(a+)+$" ] .""",
        )
    )
    report = Report((), uncompiled=((ox.NamedNode("urn:s"), "told so"),))
    done = second_opinion.completed(report, data, shapes, seconds=3)
    assert done.handed_on == ()
    ((node, reason),) = done.report.uncompiled
    assert node == ox.NamedNode("urn:s")
    assert reason == "told so; pySHACL did not end within 3 seconds"


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>"""


def test_an_entity_that_shortens_a_name_is_read(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    (tmp_path / "data.owl").write_text("""<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [ <!ENTITY rdf "http://www.w3.org/1999/02/22-rdf-syntax-ns#" > ]>
<rdf:RDF xmlns:rdf="&rdf;"><rdf:Description rdf:about="urn:a">
<rdf:type rdf:resource="urn:C"/></rdf:Description></rdf:RDF>""")
    run = shell("shacl", str(tmp_path / "data.owl"), str(tmp_path / "shapes.ttl"))
    assert (run.code, run.err) == (1, "")
    assert "violation: <urn:a>: sh:minCount 1 does not hold" in run.out


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("x.ttl", "<urn:a> <urn:b", "x.ttl:1:"),
        ("x.doc", "", "the suffix tells of no RDF format"),
        ("x.rdf", BOMB, "declares entities"),
        ("x.jsonld", "[" * 100_000, "nested"),
        ("x.jsonld", '{"@id": "urn:a", "@id": "urn:b"}', "a key stands twice"),
        ("x.ttl", "", "no shape has a target"),
        ("x.ttl", SHAPES.replace("maxCount", "maxCout"), "sh:maxCout is no term of SHACL"),
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
