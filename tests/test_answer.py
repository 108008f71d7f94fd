"""Answers for people and for programs."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import immunograph
from editing import edit
from immunograph import results
from immunograph.answer import Answer
from immunograph.library import Library
from immunograph.subgraph import Subgraph


@pytest.fixture(scope="module")
def cd19(library: Library) -> Answer:
    return library.query("therapies-by-target", target="CD19")


def test_rows_that_differ_only_in_claims_are_one(cd19: Answer) -> None:
    assert len(cd19.rows) == len({row.cells[0] for row in cd19.rows}) >= 4
    assert all(len(row.claims) == 2 for row in cd19.rows)


def test_a_bound_column_and_the_claims_are_not_shown(cd19: Answer) -> None:
    assert "target" not in cd19.columns
    assert not any(column.lower().endswith("claim") for column in cd19.columns)


def test_json_is_sparql_results_json(cd19: Answer) -> None:
    read = json.loads(results.as_json(cd19))
    assert read["head"]["vars"] == list(cd19.solutions.variables)
    assert {
        "type": "uri",
        "value": "https://w3id.org/immunograph/drug/blinatumomab",
    } in [binding["therapy"] for binding in read["results"]["bindings"]]


def test_markdown_is_one_table(cd19: Answer) -> None:
    lines = results.as_markdown(cd19).splitlines()
    assert len(lines) == 2 + len(cd19.rows)
    assert {line.count(" | ") for line in lines} == {len(cd19.columns)}


def test_plain_sparql_gives_rows_without_evidence(library: Library) -> None:
    answer = library.sparql("SELECT ?t { ?t ig:targets antigen:cd19 }")
    assert isinstance(answer, Answer)
    assert len(answer.rows) >= 4
    assert results.as_csv(answer).splitlines()[0] == "t"


def test_ask_and_construct_give_truth_and_triples(library: Library) -> None:
    assert library.sparql("ASK { drug:blinatumomab ig:targets antigen:cd19 }") is True
    assert library.sparql("ASK { drug:blinatumomab ig:targets antigen:cd3 }") is False
    triples = library.sparql("CONSTRUCT WHERE { ?t ig:targets antigen:cd22 }")
    assert isinstance(triples, Subgraph)
    assert len(triples) == 1


def test_a_passage_is_cited_once_in_the_language_asked_for(small: Path) -> None:
    page = small / "graph" / "source" / "example-page.ttl"
    title = re.search(r'skos:prefLabel ("[^"]*")@en', page.read_text(encoding="utf-8"))
    assert title
    edit(small, "graph/source/example-page.ttl", title[0], f'{title[0]} , "P\u00e1gina"@es')
    library = immunograph.open(small)
    for language, shown in (("en", title[1].strip('"')), ("es", "P\u00e1gina")):
        steps = replace(library, language=language).explain("examplumab", "Example antigen").paths
        for step in (step for path in steps for step in path):
            assert len({one.passage for one in step.evidence}) == len(step.evidence) > 0
            assert {one.title for one in step.evidence} == {shown}
