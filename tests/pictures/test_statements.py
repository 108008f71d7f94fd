"""The pictures of CONSTRUCT and DESCRIBE."""

from pathlib import Path

import pytest

from conftest import Shell
from drawings import Reader
from editing import edit
from immunograph.errors import NothingDrawn
from immunograph.library import Library
from immunograph.pictures import statements
from immunograph.pictures.network import MOST_EDGES
from immunograph.store import BlankNode, Literal, NamedNode, Triple

TARGETS = "CONSTRUCT WHERE { ?therapy ig:targets ?antigen . ?antigen ig:expressedOn ?cell }"
HOSTILE = "</svg><script>alert(1)</script>"


def read(shell: Shell, query: str) -> Reader:
    shell("sparql", "-e", query, "--format", "svg")
    assert shell.code == 0, shell.err
    return Reader(shell.out)


@pytest.mark.parametrize("query", [TARGETS, "DESCRIBE drug:blinatumomab", "DESCRIBE event:icans"])
def test_every_statement_is_in_the_picture(library: Library, shell: Shell, query: str) -> None:
    triples = library.sparql(query)
    assert isinstance(triples, list)
    reader, show = read(shell, query), library.dataset.names.show
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            assert any(show(term) in title for title in reader.titles), term
    said = reader.root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert said.count(". ") + 1 >= len(set(triples))


def test_the_labels_and_kinds_of_things_are_seen(shell: Shell) -> None:
    reader = read(shell, TARGETS)
    assert {"CD19", "antigen", "blinatumomab", "therapy", "targets", "expressed on"} <= set(
        reader.lines
    )
    assert reader.title.endswith(" statements: expressed on, targets")


def test_the_language_of_the_labels_is_the_one_asked_for(small: Path, small_shell: Shell) -> None:
    label = 'skos:prefLabel "Example antigen"@en'
    edit(small, "graph/antigen/example-antigen.ttl", label, f'{label} , "Antígeno de ejemplo"@es')
    query = "CONSTRUCT WHERE { ?therapy ig:targets ?antigen }"
    small_shell("sparql", "-e", query, "--format", "svg", "--lang", "es")
    assert "Antígeno de ejemplo" in Reader(small_shell.out).lines


def test_a_text_is_shown_and_never_run(shell: Shell) -> None:
    query = (
        f'CONSTRUCT {{ <urn:a> rdfs:label "{HOSTILE}" , "a\\u0001b\\u202Ec" , "$x^2$" }} WHERE {{}}'
    )
    reader = read(shell, query)
    assert {HOSTILE, "a\ufffdb\ufffdc", "$x^2$"} <= set(reader.lines)
    assert not list(reader.all("script"))


def test_letters_from_right_to_left_keep_their_order(shell: Shell) -> None:
    assert "שלום" in read(shell, 'CONSTRUCT { <urn:a> rdfs:label "שלום" } WHERE {}').lines


def test_a_long_text_is_an_ellipsis_in_its_box_and_whole_in_its_title(shell: Shell) -> None:
    text = "word " * 500
    reader = read(shell, f'CONSTRUCT {{ <urn:a> rdfs:label "{text}" }} WHERE {{}}')
    assert any(line.endswith("…") for line in reader.lines)
    assert any(text.strip() in title for title in reader.titles)


def test_a_text_joins_no_things(library: Library) -> None:
    label, text = NamedNode("urn:label"), Literal("the same")
    triples = [Triple(NamedNode(f"urn:{each}"), label, text) for each in "ab"]
    assert Reader(statements.picture(triples, library.dataset).svg).lines.count("the same") == 2


def test_what_nodes_without_a_name_are_called_changes_nothing(library: Library) -> None:
    def drawn(*names: str) -> str:
        one, other, third = map(BlankNode, names)
        says, ends = NamedNode("urn:says"), NamedNode("urn:ends")
        triples = [
            Triple(one, says, other),
            Triple(other, says, third),
            Triple(third, ends, Literal("x")),
            Triple(one, ends, Literal("y")),
        ]
        return statements.picture(triples, library.dataset).svg

    assert drawn("a", "b", "c") == drawn("c", "a", "b") == drawn("x1", "b9", "a0")


def test_an_empty_result_is_no_picture(shell: Shell) -> None:
    shell("sparql", "-e", "CONSTRUCT WHERE { ?s ig:unheardOf ?o }", "--format", "svg")
    assert (shell.code, shell.out) == (1, "")
    assert shell.err == "the result has no statements, so there is nothing to draw\n"


def test_a_large_result_is_refused_in_one_line(shell: Shell) -> None:
    shell("sparql", "-e", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "svg")
    assert (shell.code, shell.out) == (2, "")
    assert f"{MOST_EDGES} are drawn; ask for less" in shell.err
    assert shell.err.count("\n") == 1


def test_a_truth_value_is_no_picture(shell: Shell) -> None:
    shell("sparql", "-e", "ASK {}", "--format", "svg")
    assert (shell.code, shell.out) == (2, "")


def test_no_statements_from_python_are_no_picture(library: Library) -> None:
    with pytest.raises(NothingDrawn):
        library.picture([])
