"""A value in a query is only ever a value, and gives the rows that the engine gives for it."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunograph.remote.substitution import INNER, NotWritable, substituted, written
from immunograph.store import BlankNode, Literal, MemoryStore, NamedNode, Solutions, Term
from immunograph.vocabulary import XSD

CHECKOUT = Path(__file__).parents[1]
A, B = NamedNode("urn:a"), NamedNode("urn:b")
DATA = """\
<urn:a> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<urn:a> <urn:p> <urn:b> .
<urn:a> <urn:q> <urn:a> .
<urn:b> <urn:p> "l" .
<urn:b> <urn:q> <urn:c> .
<urn:c> <urn:p> <urn:a> .
<urn:c> <urn:q> "l"@en .
<urn:p> <urn:q> <urn:b> .
"""
STORE = MemoryStore(DATA.encode(), {})
NAMES = ["?a", "?b", "?c"]


def bag(found: Solutions) -> Counter[frozenset[tuple[str, Term]]]:
    """The rows, without variables that only a rewritten query has."""
    return Counter(
        frozenset((name, term) for name, term in row.items() if not name.startswith(INNER))
        for row in found.rows
    )


def assert_same(text: str, name: str, term: Term) -> None:
    expected = STORE.solve(text, **{name: term})
    rewritten = substituted(text, {name: term})
    assert bag(STORE.solve(rewritten)) == bag(expected), rewritten


TERMS = st.sampled_from(
    [
        *(A, B, NamedNode("urn:c"), NamedNode("urn:p"), NamedNode("urn:none"), Literal("l")),
        *(Literal("l", language="en"), Literal(1), Literal("1"), Literal('"} } #\n?a $a \\')),
    ]
)
TRIPLES = st.builds(
    lambda s, p, o: f"{s} {p} {o} .",
    st.sampled_from([*NAMES, "<urn:a>"]),
    st.sampled_from(["<urn:p>", "<urn:q>", "<urn:p>/<urn:q>", "^<urn:p>", "?b"]),
    st.sampled_from([*NAMES, "<urn:b>", '"l"']),
)
EXPRESSIONS = st.sampled_from(
    [
        *("?a = ?b", 'STR(?a) = "l"', "?b IN (?a, <urn:b>)"),
        *("EXISTS { ?a <urn:q> ?z }", "NOT EXISTS { ?b <urn:p> ?a }", "COALESCE(?a, ?c) != ?b"),
        "ISIRI(?a)",
    ]
)


def _grouped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.one_of(
        TRIPLES,
        EXPRESSIONS.map(lambda each: f"FILTER ({each})"),
        inner.map(lambda each: f"OPTIONAL {{ {each} }}"),
        st.tuples(inner, inner).map(lambda two: f"{{ {two[0]} }} UNION {{ {two[1]} }}"),
        inner.map(lambda each: f"{{ SELECT DISTINCT ?a ?b WHERE {{ {each} }} }}"),
        st.just("VALUES ?a { <urn:a> <urn:b> UNDEF }"),
        st.just("VALUES (?b ?c) { (<urn:b> 1) (UNDEF UNDEF) }"),
    )
    return st.lists(parts, min_size=1, max_size=3).map(" ".join)


GROUPS = st.recursive(
    st.lists(TRIPLES, min_size=1, max_size=2).map(" ".join), _grouped, max_leaves=4
)


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(GROUPS, st.sampled_from(NAMES), TERMS)
def test_the_rows_are_those_of_the_engine(group: str, name: str, term: Term) -> None:
    assert_same(
        f"SELECT ?a ?b ?c WHERE {{ ?a <urn:q> ?z . {group} }} ORDER BY {name}", name[1:], term
    )


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?x <urn:p> ?y }",
        "SELECT DISTINCT ?x { ?x ?p ?y }",
        "SELECT ?x ?y { ?x <urn:p> ?y FILTER (BOUND(?x)) }",
        "SELECT ?x ?y { ?y <urn:p> ?z OPTIONAL { ?x <urn:q> ?z } FILTER (!BOUND(?x)) }",
        "SELECT $x { $x <urn:p> ?y }",
        "SELECT ?x (STR(?x) AS ?text) { ?x <urn:p> ?y }",
        "SELECT ?x (COUNT(?y) AS ?n) { ?x <urn:p> ?y } GROUP BY ?x",
        "SELECT ?x (COUNT(?y) AS ?n) { ?x <urn:none> ?y } GROUP BY ?x",
        "SELECT ?x ?y { ?y <urn:p> <urn:a> BIND (?y AS ?x) }",
        "SELECT ?x ?y { ?x <urn:p> ?y MINUS { ?x <urn:q> ?z } }",
        "SELECT ?x ?y { ?x <urn:p> ?y { SELECT (?z AS ?x) { ?z <urn:p> ?n } } }",
        "SELECT ?x ?y { ?x <urn:p> ?y { SELECT ?y { ?x <urn:p> ?y FILTER (?x = <urn:b>) } } }",
        "SELECT ?x ?y { ?x <urn:p> ?y { SELECT * { ?x <urn:p> ?y } } }",
        "SELECT ?x ?y { ?x <urn:p> ?y FILTER EXISTS { SELECT ?x { ?x <urn:q> ?z } } }",
        "SELECT ?x ?y { ?y <urn:p> [ <urn:p> ?x ] }",
        'SELECT ?x ?y { ?y ?p ?x FILTER (?x != "?x") } # ?x',
        "SELECT ?x ?xx { ?x <urn:p> ?xx FILTER (?xx != ?x) } ORDER BY DESC(?x) ?xx",
    ],
)
@pytest.mark.parametrize("term", [A, B, Literal("l")])
def test_wherever_the_variable_stands(text: str, term: Term) -> None:
    assert_same(text, "x", term)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (STR(?y) AS ?x) { ?y <urn:p> ?z }",
        "SELECT ?x { ?y <urn:p> ?x } VALUES ?x { <urn:b> }",
        "SELECT ?x { ?y <urn:p> ?z } GROUP BY (STR(?z) AS ?x)",
        "SELECT ?x { ?x a:p ?y",
    ],
)
def test_what_cannot_be_replaced_is_not_replaced_wrongly(text: str) -> None:
    with pytest.raises(NotWritable):
        substituted(text, {"x": A})


def test_a_blank_node_has_no_name_elsewhere() -> None:
    with pytest.raises(NotWritable):
        substituted("SELECT ?x { ?x ?y ?z }", {"x": BlankNode("b")})


@pytest.mark.thorough
@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["", "en"]))
def test_no_text_is_anything_but_a_text(value: str, language: str) -> None:
    term = Literal(value, language=language) if language else Literal(value)
    text = substituted("SELECT ?x ?y { BIND (1 AS ?y) FILTER (?x = ?x) }", {"x": term})
    assert STORE.solve(text).rows == ({"x": term, "y": Literal(1)},)


@pytest.mark.parametrize("name", ["date", "integer", "urn:x>}"])
def test_a_datatype_is_written_whole(name: str) -> None:
    term = Literal('1"^^<urn:x', datatype=NamedNode(f"{XSD}{name}".replace(">}", "")))
    assert STORE.solve(f"SELECT ({written(term)} AS ?x) {{}}").rows[0]["x"] == term
