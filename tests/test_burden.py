"""Which part of a query makes it endless."""

import pytest

from immunograph.burden import burden
from immunograph.repository import find

QUERIES = {file.name: file.text for file in find(None).files("queries", ".rq")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { ?a ?b ?c .\n?d ?e ?f }", "joins ?a ?b ?c (line 1) with ?d ?e ?f (line 2)"),
        ("SELECT * { ?a a ig:X OPTIONAL { ?b a ig:Y } }", "with OPTIONAL { ?b a ig:Y }"),
        ("SELECT * { { ?a ?b ?c } { ?d ?e ?f } }", "with { ?d ?e ?f }"),
        ("SELECT * { ?z a ig:Z { ?a ?b ?c . ?d ?e ?f } }", "nothing joins"),
        ("SELECT * { ?x (skos:broader|ig:y)* ?y }", "any number of steps"),
        ("SELECT * { ?a ?b ?c FILTER(?a = ?d) ?d ?e ?f }", "nothing joins"),
        ("SELECT * { ?a ?b '\x1b[31m' . ?d ?e ?f }", "\N{REPLACEMENT CHARACTER}[31m"),
    ],
)
def test_the_part_is_named(text: str, said: str) -> None:
    assert said in burden(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?a ?b ?c . ?c ?d ?e }",
        "SELECT * { ?a ?b ?c BIND(STR(?a) AS ?d) ?e ?f ?d }",
        "SELECT * { _:x ?p ?o . _:x ?q ?z }",
        "SELECT * { ?x a ig:X ; skos:broader* ?y }",
        "SELECT * { drug:x skos:broader* ?y }",
        "SELECT * { ?a $b ?c . ?d ?e $a }",
        "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?a . ?x ?y ?c } }",
        "no query at all {",
        "",
    ],
)
def test_what_hangs_together_is_no_burden(text: str) -> None:
    assert burden(text) == ""


@pytest.mark.parametrize("name", QUERIES)
def test_no_saved_question_is_a_burden(name: str) -> None:
    assert burden(QUERIES[name]) == ""
