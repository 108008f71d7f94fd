"""The saved questions as content: they can be asked for, and run elsewhere as they stand."""

from pathlib import Path

import pytest

import immunograph
from conftest import Shell
from editing import edit, keep
from immunograph import executables
from immunograph.ask import run
from immunograph.errors import BadParameter, Inconsistent, Unreadable
from immunograph.library import Library
from immunograph.queries import bind
from immunograph.repository import ContentFile
from immunograph.store import Literal, MemoryStore, NamedNode
from immunograph.vocabulary import BASE, RDFS, SH

ALL = "SELECT ?question ?text { ?question a sh:SPARQLExecutable ; sh:select ?text }"


def texts(library: Library) -> dict[str, str]:
    rows = library.dataset.store.select(ALL).rows
    return {str(row["question"])[1:-1]: str(row["text"].value) for row in rows}  # type: ignore[union-attr]


def said(library: Library, name: str, predicate: str) -> list[str]:
    subject = NamedNode(executables.iri(name))
    text = f"SELECT ?question ?value {{ ?question {predicate} ?value }} ORDER BY ?value"
    return [
        library.dataset.names.show(row["value"])
        for row in library.dataset.store.select(text, question=subject).rows
    ]


def test_every_saved_question_is_in_the_data_set(library: Library) -> None:
    named = {executables.iri(name) for name in library.queries}
    assert texts(library).keys() == named


@pytest.mark.thorough
def test_a_question_runs_elsewhere_as_it_stands(library: Library) -> None:
    elsewhere = MemoryStore(library.dataset.data, {})
    found = texts(library)
    for name, query in library.queries.items():
        bound = bind(query, query.examples, library.dataset.names)
        text = executables.standing_alone(query.text, library.dataset.prefixes)
        assert text == found[executables.iri(name)]
        given = elsewhere.select(text, **bound)
        expected = run(library.dataset, query, query.examples).solutions
        assert [row for row in given.rows if row] == list(expected.rows), name


def test_a_question_says_what_it_asks_takes_and_is_about(library: Library) -> None:
    query = library.queries["therapies-by-target"]
    assert said(library, query.name, "rdfs:comment") == [query.summary]
    assert said(library, query.name, "dcterms:description") == [query.description]
    assert said(library, query.name, "schema:keywords") == list(query.tags)
    assert set(said(library, query.name, "ig:form")) == set(query.forms)
    assert said(library, query.name, "ig:inFile") == [query.file]
    assert said(library, query.name, "sh:prefixes/owl:versionInfo") != []
    assert said(library, query.name, "ig:parameter/sh:name") == ["target"]
    assert said(library, query.name, "ig:parameter/sh:class") == ["antigen"]
    assert said(library, query.name, "ig:parameter/skos:example") == ["CD19"]
    assert said(library, "stale-claims", "ig:parameter/sh:datatype") == ["xsd:date"]
    assert said(library, "stale-claims", "ig:parameter/sh:optional") == ["true"]


def test_every_prefix_answers_and_is_declared_by_the_vocabulary(library: Library) -> None:
    text = "SELECT ?name { ?vocabulary a owl:Ontology ; sh:declare [ sh:prefix ?name ] }"
    names = {row["name"] for row in library.dataset.store.select(text).rows}
    assert names == {Literal(name) for name in library.dataset.prefixes.namespaces}


def test_every_node_of_a_question_is_a_prefixed_name(library: Library) -> None:
    kinds = "VALUES ?kind { sh:SPARQLExecutable ig:QueryParameter }"
    text = f"SELECT DISTINCT ?node {{ {kinds} ?node a ?kind }}"
    nodes = [str(row["node"])[1:-1] for row in library.dataset.store.select(text).rows]
    assert len(nodes) > len(library.queries)
    for node in nodes:
        curie = library.dataset.prefixes.contract(node)
        assert curie.startswith("query:")
        assert library.sparql(f"ASK {{ {curie} a ?kind }}") is True
    assert "_:" not in {line[:2] for line in library.dataset.store.lines()}


@pytest.mark.parametrize(
    ("form", "kind", "predicate"),
    [
        ("ASK {}", "sh:SPARQLAskExecutable", "sh:ask"),
        ("CONSTRUCT {} WHERE {}", "sh:SPARQLConstructExecutable", "sh:construct"),
        ("PREFIX a: <urn:a> DESCRIBE a:b", "spex:SPARQLDescribeExecutable", "spex:describe"),
    ],
)
def test_each_kind_of_query_has_its_words(
    small: Path, form: str, kind: str, predicate: str
) -> None:
    (small / "queries" / "other.rq").write_text(f"#+ summary: s\n{form}\n", encoding="utf-8")
    library = immunograph.open(small)
    assert said(library, "other", "a") == sorted(["sh:SPARQLExecutable", kind])
    assert said(library, "other", predicate) == [form]


def test_no_name_of_a_question_answers_for_a_thing(library: Library) -> None:
    names = library.dataset.names
    assert names.candidates("therapies by target", f"{BASE}vocab#Thing") == []
    assert names.candidates("therapies by target", f"{SH}SPARQLExecutable")


def test_an_edited_question_is_another_data_set(small: Path) -> None:
    before = immunograph.open(small).dataset
    edit(small, "queries/sources-read.rq", "#+ summary: Which", "#+ summary: What")
    after = immunograph.open(small).dataset
    assert before.manifest["inputs"]["sha256"] != after.manifest["inputs"]["sha256"]
    assert said(immunograph.open(small), "sources-read", "rdfs:comment")[0].startswith("What")


def test_a_question_that_cannot_be_read_keeps_nothing_else_from_an_answer(
    small: Path, small_shell: Shell
) -> None:
    (small / "queries" / "bad.rq").write_text("#+ a: b: c\nASK {}", encoding="utf-8")
    (small / "queries" / "worse.rq").write_text("#+ summary: s\nDELETE {}", encoding="utf-8")
    assert small_shell("sparql", "-e", "ASK { query:sources-read a ?kind }").out == "true\n"
    assert small_shell("sparql", "-e", "ASK { query:worse a ?kind }").out == "false\n"
    with pytest.raises(Unreadable, match=r"queries/bad\.rq:1:8"):
        immunograph.open(small).queries  # noqa: B018


def test_a_question_of_the_same_iri_is_named(small_shell: Shell) -> None:
    file = small_shell.repository / "queries" / "Sources_Read.rq"
    file.write_text("#+ summary: s\nASK {}", encoding="utf-8")
    assert small_shell("check").code == 1
    message = "queries/sources-read.rq: violation: queries/Sources_Read.rq has the IRI"
    assert message in small_shell.out


def test_a_question_written_by_hand_is_no_thing(small: Path) -> None:
    file = small / "graph" / "antigen" / "example-antigen.ttl"
    file.write_text(
        f"{file.read_text('utf-8')}\n<{BASE}query/x> a <{SH}SPARQLExecutable> .\n", "utf-8"
    )
    with pytest.raises(Inconsistent, match="query:x is a question, and no thing of this graph"):
        immunograph.open(small).dataset  # noqa: B018


def test_a_link_from_the_graph_to_a_question_must_lead_somewhere(small: Path) -> None:
    file = "graph/antigen/example-antigen.ttl"
    line = "    a ig:Antigen ;\n"
    link = f"    <{RDFS}seeAlso> <{BASE}query/sources-read> ;\n"
    edit(small, file, line, line + link)
    assert immunograph.open(small).dataset
    edit(small, file, "query/sources-read>", "query/sources-red>")
    with pytest.raises(Inconsistent, match=r"does not exist; did you mean query:sources-read\?"):
        immunograph.open(small).dataset  # noqa: B018


def test_an_edited_question_is_checked_as_changed(small_shell: Shell) -> None:
    keep(small_shell.repository)
    edit(small_shell.repository, "queries/stale-claims.rq", "type: xsd:date", "type: xsd:dat")
    small_shell("check", "--changed")
    assert "QueryParameter_datatype" in small_shell.out
    assert "queries/stale-claims.rq:10: warning: before:" in small_shell.out


def test_the_place_of_a_line_is_that_of_its_parameter() -> None:
    text = (
        "#+ summary: a class: of\n#+ params:\n#+   one:\n#+     class: ig:A\n"
        "#+   minAge:\n#+     class: [ig:A, ig:B]\nASK {}"
    )
    file = ContentFile("queries/x.rq", text.encode())
    subject, path = executables.iri("x"), [f"{SH}class"]
    assert executables.place(file, f"{subject}_min-age", path, "ig:B").line == 6
    assert executables.place(file, f"{subject}_one", path, "ig:A").line == 4
    assert executables.place(file, subject, [], "").line == 1


def test_a_saved_ask_is_no_table(small: Path) -> None:
    (small / "queries" / "there.rq").write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    library = immunograph.open(small)
    assert library.results("there", {}) is True
    with pytest.raises(BadParameter, match="therapies-by-target needs target"):
        library.results("therapies-by-target", {})
