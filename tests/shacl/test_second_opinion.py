"""The compiled engine and pySHACL say the same: of the cases of every shape, and of random ones."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from immunograph import second_opinion
from immunograph.library import Library
from immunograph.shacl.constraint import NotCompilable
from immunograph.shacl.engine import validate
from immunograph.shacl.report import Result
from immunograph.store import MemoryStore, Quad

CASES = Path(__file__).parents[1] / "cases" / "validate"
PREFIXES = """
@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def rows(results: Iterable[Result]) -> Counter[tuple[str, ...]]:
    return Counter(
        (str(r.focus), r.path, str(r.value), r.component, r.severity, str(r.shape)) for r in results
    )


def both(data: list[Quad], shapes: list[Quad]) -> tuple[Counter[tuple[str, ...]], ...]:
    store = MemoryStore.of(data, {})
    compiled = validate(store, shapes)
    if compiled.uncompiled:
        raise NotCompilable(str(compiled.uncompiled))
    return rows(compiled.results), rows(second_opinion.results(store.statements(), shapes))


def turtle(text: str) -> list[Quad]:
    return list(ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE))


def test_both_engines_agree_on_every_case_of_every_shape(library: Library) -> None:
    shapes = [
        quad
        for path in (CASES.parents[2] / "validate").glob("*.ttl")
        for quad in ox.parse(path=path)
    ]
    ontology = [
        quad
        for path in (CASES.parents[2] / "ontology").glob("*.ttl")
        for quad in ox.parse(path=path)
    ]
    cases = sorted(CASES.rglob("*.fail.ttl"))
    data = [*ontology, *(quad for path in cases for quad in ox.parse(path=path))]
    compiled, second = both(data, shapes)
    assert len(cases) > 100
    assert sum(compiled.values()) > 200
    assert compiled == second


@pytest.mark.thorough
def test_both_engines_agree_on_the_content(library: Library) -> None:
    reports = [library.check(engine=engine) for engine in ("compiled", "pyshacl")]
    assert reports[0].findings == reports[1].findings
    assert reports[0].summary.focus_nodes == reports[1].summary.focus_nodes


NODES = [":a", ":b", ":c", ":d"]
LITERALS = [
    '"x"',
    '"xy"@en',
    '"xy"@de',
    "1",
    "2",
    "5",
    '"z"^^xsd:integer',
]
PREDICATES = [":p", ":q"]
PATHS = [
    *PREDICATES,
    "[ sh:inversePath :p ]",
    "( :p :q )",
    "[ sh:alternativePath ( :p :q ) ]",
    "[ sh:zeroOrMorePath :p ]",
    "[ sh:oneOrMorePath :p ]",
    "[ sh:zeroOrOnePath :q ]",
    "( [ sh:zeroOrMorePath :p ] :q )",
    "( [ sh:zeroOrOnePath :p ] [ sh:zeroOrMorePath :q ] )",
    "[ sh:inversePath [ sh:oneOrMorePath :p ] ]",
    "( :p [ sh:alternativePath ( :q [ sh:inversePath :p ] ) ] )",
]
PLAIN = [
    "sh:class :C",
    "sh:class :D",
    "sh:datatype xsd:integer",
    "sh:datatype xsd:string",
    "sh:nodeKind sh:IRI",
    "sh:nodeKind sh:Literal",
    "sh:nodeKind sh:BlankNodeOrIRI",
    "sh:minInclusive 2",
    "sh:maxExclusive 5",
    "sh:minLength 2",
    "sh:maxLength 1",
    'sh:pattern "^x"',
    'sh:languageIn ( "en" )',
    "sh:in ( :a 1 )",
    "sh:hasValue :a",
    "sh:equals :q",
    "sh:disjoint :q",
    "sh:closed true",
]
OF_PROPERTIES = [
    "sh:minCount 1",
    "sh:minCount 2",
    "sh:minCount 3",
    "sh:maxCount 1",
    "sh:maxCount 0",
    "sh:maxCount 2",
    "sh:uniqueLang true",
]


def parameter(constraint: str) -> str:
    return constraint.split(" ", maxsplit=1)[0]


def constraints(among: list[str], most: int) -> st.SearchStrategy[list[str]]:
    """Some constraints, none of whose parameters stands twice."""
    return st.lists(st.sampled_from(among), min_size=1, max_size=most, unique_by=parameter)


triples = st.one_of(
    st.tuples(
        st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(NODES + LITERALS)
    ),
    st.tuples(st.sampled_from(NODES), st.just("a"), st.sampled_from([":C", ":D"])),
)
graphs = st.lists(triples, max_size=14)
plain_shapes = constraints(PLAIN, 2).map(" ; ".join)
properties = st.builds(
    lambda path, constraints: f"sh:property [ sh:path {path} ; {' ; '.join(constraints)} ]",
    st.sampled_from(PATHS),
    constraints([*PLAIN[:-1], *OF_PROPERTIES], 3),
)
qualified = st.builds(
    lambda inner, least, most: (
        f"sh:property [ sh:path :p ; sh:qualifiedValueShape [ {inner} ] ; "
        f"sh:qualifiedMinCount {least} ; sh:qualifiedMaxCount {most} ]"
    ),
    plain_shapes,
    st.integers(0, 2),
    st.integers(0, 2),
)
logical = st.builds(
    lambda name, one, other: (
        f"sh:not [ {one} ]" if name == "not" else f"sh:{name} ( [ {one} ] [ {other} ] )"
    ),
    st.sampled_from(["not", "and", "or", "xone"]),
    st.one_of(plain_shapes, properties),
    st.one_of(plain_shapes, properties),
)
targets = st.sampled_from(
    [
        "sh:targetClass :C",
        "sh:targetNode :a, :b",
        "sh:targetNode :absent",
        "sh:targetSubjectsOf :p",
        "sh:targetObjectsOf :q",
    ]
)
nested = st.builds(
    lambda path, within: f"sh:property [ sh:path {path} ; {within} ]",
    st.sampled_from(PATHS),
    st.one_of(properties, plain_shapes.map(lambda text: f"sh:node [ {text} ]")),
)
node_shapes = st.builds(
    lambda target, parts: f"a sh:NodeShape ; {target} ; {' ; '.join(parts)} .",
    targets,
    st.tuples(
        constraints(PLAIN, 2),
        st.lists(st.one_of(properties, qualified, nested), max_size=2),
        st.lists(logical, max_size=1),
    ).map(lambda parts: [*parts[0], *parts[1], *parts[2]]),
)
property_shapes = st.builds(
    lambda target, path, parts: f"{target} ; sh:path {path} ; {' ; '.join(parts)} .",
    targets,
    st.sampled_from(PATHS),
    constraints([*PLAIN[:-1], *OF_PROPERTIES], 3),
)
shapes_of_all_kinds = st.lists(st.one_of(node_shapes, property_shapes), min_size=1, max_size=3).map(
    lambda shapes: "\n".join(f":s{number} {text}" for number, text in enumerate(shapes))
)


@pytest.mark.thorough
@settings(max_examples=400, deadline=None)
@given(graph=graphs, shape=shapes_of_all_kinds)
def test_both_engines_agree_on_random_graphs_and_shapes(
    graph: list[tuple[str, str, str]], shape: str
) -> None:
    data = turtle(":D rdfs:subClassOf :C .\n" + "".join(f"{s} {p} {o} .\n" for s, p, o in graph))
    try:
        compiled, second = both(data, turtle(shape))
    except NotCompilable:
        reject()
    assert compiled == second


numbers = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.integers(0, 4)), max_size=12
)


@pytest.mark.thorough
@settings(max_examples=50, deadline=None)
@given(graph=numbers, name=st.sampled_from(["lessThan", "lessThanOrEquals"]))
def test_both_engines_agree_on_pairs_of_numbers(
    graph: list[tuple[str, str, int]], name: str
) -> None:
    data = turtle("".join(f"{s} {p} {o} .\n" for s, p, o in graph))
    shape = f":s sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:{name} :q ] ."
    compiled, second = both(data, turtle(shape))
    assert set(compiled) == set(second)  # how often a value is named differs: once for each pair


@pytest.mark.parametrize(
    ("data", "shape", "found"),
    [
        # A node that is not in the data is its own value on a path of no step.
        ("", "sh:path [ sh:zeroOrMorePath :p ] ; sh:class :C ; sh:maxCount 1", 1),
        ("", "sh:path [ sh:zeroOrOnePath :p ] ; sh:nodeKind sh:Literal ; sh:maxCount 0", 2),
        # A truth written as a number is a truth.
        (":a :p 1 .", 'a sh:NodeShape ; sh:closed "1"^^xsd:boolean', 1),
        (":a :p 1 .", 'sh:path :q ; sh:minCount 1 ; sh:deactivated "1"^^xsd:boolean', 0),
    ],
)
def test_both_engines_agree_on_what_is_rare(data: str, shape: str, found: int) -> None:
    compiled, second = both(turtle(data), turtle(f":s sh:targetNode :a ; {shape} ."))
    assert compiled == second
    assert compiled.total() == found


# Where pySHACL 0.40 differs from the recommendation, as small as can be. Each must still differ.
@pytest.mark.parametrize(
    ("data", "shape"),
    [
        # A date and a number cannot be compared, so the bound does not hold (section 4.3).
        (
            ':a :q "2024-01-02"^^xsd:date .',
            ":s sh:targetObjectsOf :q ; sh:maxExclusive 5 .",
        ),
        # Two IRIs cannot be compared, so each pair is a violation (section 4.5.3).
        (
            ":a :p :b ; :q :c .",
            ":s sh:targetNode :a ; sh:property [ sh:path :p ; sh:lessThan :q ] .",
        ),
        # A sequence walked backwards begins with its last step (section 2.3.1.4).
        (
            ":b :p :a . :a :q :a .",
            ":s sh:targetNode :a ; sh:path [ sh:inversePath ( :p :q ) ] ; sh:class :C .",
        ),
    ],
    ids=["bound-of-another-type", "order-of-iris", "inverse-of-a-sequence"],
)
def test_a_violation_that_pyshacl_passes_over(data: str, shape: str) -> None:
    compiled, second = both(turtle(data), turtle(shape))
    assert sum(compiled.values()) == 1
    assert not second


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_either_engine_finds_a_claim_without_a_passage(small: Path, engine: str) -> None:
    path = small / "graph" / "drug" / "examplumab.ttl"
    support = "    ig:supportedBy passage:example-page_2026-01-31_p1 ;\n"
    path.write_text(path.read_text().replace(support, "", 1))
    from immunograph import open as open_repository  # noqa: PLC0415

    report = open_repository(small).check(engine=engine)
    assert [f.rule for f in report.findings if f.severity == "violation"] == ["Claim_supportedBy"]
