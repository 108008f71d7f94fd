"""A validation that is kept equals a full run after any change."""

from collections import Counter
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from immunograph.shacl.engine import validate
from immunograph.shacl.incremental import Standing
from immunograph.shacl.neighbourhood import Beyond, reads
from immunograph.shacl.report import Result
from immunograph.store import MemoryStore, Quad

PREFIXES = """
@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
DECLARED = 'sh:prefixes [ sh:declare [ sh:prefix "" ; sh:namespace "http://example.org/" ] ]'
NODES = [":a", ":b", ":c", ":d", ":e"]
VALUES = [*NODES, "1", "2", "5", '"x"', '"xy"@en', '"xz"@en']
PREDICATES = [":p", ":q", ":r"]
# Shapes that read along every kind of path, of every component, and in SPARQL.
SHAPES = [
    "sh:property [ sh:path :p ; sh:minCount 1 ; sh:maxCount 1 ; sh:class :D ]",
    "sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ; sh:maxCount 2 ; sh:nodeKind sh:IRI ]",
    "sh:property [ sh:path ( :p [ sh:inversePath :q ] :r ) ; sh:maxCount 1 ; sh:class :C ]",
    "sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ; sh:class :C ]",
    "sh:property [ sh:path [ sh:zeroOrMorePath :p ] ; sh:class :C ]",
    "sh:property [ sh:path ( [ sh:oneOrMorePath :p ] :q ) ; sh:datatype xsd:integer ]",
    "sh:property [ sh:path [ sh:alternativePath ( :p :q ) ] ; sh:minCount 2 ; sh:uniqueLang true ]",
    "sh:property [ sh:path ( [ sh:zeroOrOnePath :p ] :q ) ; sh:hasValue :a ]",
    "sh:property [ sh:path :p ; sh:equals :q ] ; sh:property [ sh:path :r ; sh:disjoint :q ]",
    "sh:property [ sh:path :p ; sh:lessThan :q ] ; sh:property [ sh:path :p ; sh:maxCount 6 ]",
    "sh:closed true ; sh:ignoredProperties ( :q ) ; sh:property [ sh:path :p ; sh:minCount 1 ]",
    """sh:not [ sh:property [ sh:path :p ; sh:node
       [ sh:property [ sh:path :q ; sh:minCount 1 ] ] ] ]""",
    "sh:or ( [ sh:class :D ] [ sh:property [ sh:path :q ; sh:minCount 1 ] ] )",
    "sh:xone ( [ sh:hasValue :a ] [ sh:property [ sh:path ( :p :p ) ; sh:maxCount 0 ] ] )",
    """sh:property [ sh:path :p ; sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1 ;
       sh:qualifiedMaxCount 1 ; sh:qualifiedValueShapesDisjoint true ] ;
       sh:property [ sh:path :q ; sh:qualifiedValueShape [ sh:property [ sh:path :r ;
       sh:minCount 1 ] ] ; sh:qualifiedMinCount 1 ]""",
    """sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:minCount 1 ; sh:maxCount 1 ;
       sh:property [ sh:path :r ; sh:class :C ] ] ]""",
    """sh:sparql [ sh:select '''SELECT $this ?value { $this :p ?value . ?value :q ?x
       FILTER NOT EXISTS { ?x :r $this } }''' ; PREFIXES ]""",
    """sh:sparql [ sh:select '''SELECT $this { $this :p+ $this OPTIONAL { $this :q ?v }
       FILTER (!BOUND(?v)) }''' ; PREFIXES ]""",
    """sh:sparql [ sh:select "SELECT $this { $this ^:p/:q ?v . ?w :r ?v }" ; PREFIXES ]""",
    """sh:sparql [ sh:select "SELECT $this { ?a :p ?b . FILTER (?b = $this) }" ; PREFIXES ]""",
    """sh:property [ sh:path :p ; sh:sparql
       [ sh:select "SELECT $this { $this :q ?v }" ; PREFIXES ] ]""",
]
TARGETS = [
    "sh:targetClass :C",
    "sh:targetSubjectsOf :p",
    "sh:targetObjectsOf :q",
    "sh:targetNode :a",
]

statements = st.one_of(
    st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(VALUES)),
    st.tuples(st.sampled_from(NODES), st.just("a"), st.sampled_from([":C", ":D"])),
)
graphs = st.frozensets(statements, max_size=16)


def turtle(text: str) -> list[Quad]:
    return list(ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE))


def quads(graph: Iterable[tuple[str, str, str]]) -> list[Quad]:
    return turtle("".join(f"{s} {p} {o} .\n" for s, p, o in graph))


def rows(results: Iterable[Result]) -> Counter[tuple[str, ...]]:
    return Counter((str(r.focus), r.path, str(r.value), r.component, str(r.shape)) for r in results)


# A count above one is asked of every focus node, and of those that no other test suspects.
@example(
    graph=frozenset({(":c", ":q", ":c"), (":a", "a", ":C")}),
    edits=[frozenset({(":a", ":p", ":c"), (":c", ":q", ":a"), (":c", ":q", ":b")})],
    parts=["sh:property [ sh:path ( :p :q ) ; sh:maxCount 2 ]"],
    target="sh:targetClass :C",
)
@pytest.mark.thorough
@settings(max_examples=1000, deadline=None)
@given(
    graph=graphs,
    edits=st.lists(graphs, min_size=1, max_size=3),
    parts=st.lists(st.sampled_from(SHAPES), min_size=1, max_size=2, unique=True),
    target=st.sampled_from(TARGETS),
)
def test_what_is_kept_equals_a_full_run(
    graph: frozenset[tuple[str, str, str]],
    edits: list[frozenset[tuple[str, str, str]]],
    parts: list[str],
    target: str,
) -> None:
    shapes = turtle(
        f":s a sh:NodeShape ; {target} ; {' ; '.join(parts)} .".replace("PREFIXES", DECLARED)
    )
    fixed = turtle(":D rdfs:subClassOf :C .")
    standing = Standing.start(MemoryStore.of([*fixed, *quads(graph)], {}), shapes)
    for edit in edits:
        standing.update(quads(graph & edit), quads(edit - graph))
        graph = graph ^ edit
        full = validate(MemoryStore.of([*fixed, *quads(graph)], {}), shapes)
        assert rows(standing.results) == rows(full.results)


def test_only_what_a_change_concerns_is_checked_anew() -> None:
    graph = [(f":n{n}", "a", ":C") for n in range(100)] + [
        (f":n{n}", ":p", ":x") for n in range(100)
    ]
    shapes = turtle(
        """:s sh:targetClass :C ; sh:property [ sh:path ( :p :q ) ; sh:maxCount 0 ] ;
        sh:property [ sh:path :r ; sh:maxCount 0 ] ."""
    )
    standing = Standing.start(MemoryStore.of(quads(graph), {}), shapes)
    done = standing.update([], quads([(":n7", ":r", "1")]))
    assert (done.pairs, done.whole) == (1, ())
    assert [str(one.focus) for one in standing.results] == ["<http://example.org/n7>"]
    done = standing.update([], quads([(":x", ":q", "1")]))
    assert done.pairs == 100
    assert len(standing.results) == 101


def test_a_change_of_the_classes_checks_everything_anew() -> None:
    shapes = turtle(":s sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] .")
    standing = Standing.start(MemoryStore.of(turtle(":a a :D ."), {}), shapes)
    assert standing.results == ()
    done = standing.update([], turtle(":D rdfs:subClassOf :C ."))
    assert [reason for _, reason in done.whole] == ["the classes changed"]
    assert len(standing.results) == 1


def test_what_reads_beyond_its_focus_nodes_is_run_whole_and_named() -> None:
    shapes = turtle(
        f""":s sh:targetNode :a ; sh:sparql [ {DECLARED} ;
        sh:select "SELECT $this {{ $this :p ?x . ?other :q 2 }}" ] ."""
    )
    standing = Standing.start(MemoryStore.of(quads([(":a", ":p", "1")]), {}), shapes)
    done = standing.update([], quads([(":b", ":q", "2")]))
    assert [str(node) for node, _ in done.whole] == ["<http://example.org/s>"]
    assert "$this" in done.whole[0][1]
    assert len(standing.results) == 1


@pytest.mark.parametrize(
    ("query", "ways"),
    [
        ("$this <urn:p> ?a", ["<urn:p>"]),
        (
            "$this <urn:p> ?a ; a ?b , <urn:C> . ?a <urn:q> 1",
            ["<urn:p>", "rdf:type", "rdf:type", "<urn:p> <urn:q>"],
        ),
        ("?s <urn:p>/<urn:q> $this", ["^(<urn:q>)", "^(<urn:q>) ^(<urn:p>)"]),
        (
            "FILTER NOT EXISTS { $this <urn:p>* ?a FILTER (?a > 1 && EXISTS { ?a <urn:q> 'x' }) }",
            ["(<urn:p>)* <urn:p>", "(<urn:p>)* <urn:q>"],
        ),
        ("OPTIONAL { $this <urn:p> ?a } BIND (IF(BOUND(?a), 1, 2) AS ?b)", ["<urn:p>"]),
    ],
)
def test_the_ways_of_a_query_are_those_of_its_patterns(query: str, ways: list[str]) -> None:
    found = [
        f"{before or ''} {edge}".strip() for before, edge in reads(f"SELECT $this {{ {query} }}")
    ]
    rdf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    assert sorted(found) == sorted(way.replace("rdf:type", rdf) for way in ways)


@pytest.mark.parametrize(
    "query",
    [
        "$this ?p ?a",
        "?a <urn:p> ?b",
        "{ $this <urn:p> ?a } UNION { $this <urn:q> ?a } ?a <urn:r> ?b",
        "OPTIONAL { $this <urn:p> ?a } OPTIONAL { $this <urn:q> ?a } ?a <urn:r> ?b",
        "$this <urn:p> ?a FILTER (?a < NOW())",
        "GRAPH <urn:g> { $this <urn:p> ?a }",
        "$this <urn:p> [ <urn:q> ?a ]",
        "$this <urn:p> ( 1 2 )",
        "$this !<urn:p> ?a",
        "BIND (IRI('urn:x') AS ?a) ?a <urn:p> ?b",
    ],
)
def test_a_query_that_may_read_further_is_not_believed(query: str) -> None:
    with pytest.raises(Beyond):
        reads(f"SELECT $this {{ {query} }}")
