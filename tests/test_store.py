from collections.abc import Callable
from pathlib import Path

import pytest

from immunograph.errors import BadQuery, StoreFailed, Unreadable
from immunograph.rdf import canonical_lines, joined, parse_turtle, turtle_lines
from immunograph.store import Literal, MemoryStore, NamedNode, is_kept

XSD = "http://www.w3.org/2001/XMLSchema#"
TURTLE = b'@prefix e: <http://e/> . e:a e:p "x"@en, 1 . e:b e:p e:a .'


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(joined(canonical_lines(parse_turtle(TURTLE, "x"))), {"e": "http://e/"})


def test_what_goes_in_comes_out(store: MemoryStore) -> None:
    assert store.lines() == canonical_lines(parse_turtle(TURTLE, "x"))
    assert len(store) == 3


def test_a_store_holds_what_it_was_given_and_nothing_else(store: MemoryStore) -> None:
    lines = store.lines()
    assert store.holds(lines)
    assert not store.holds(lines[1:])
    assert not store.holds([*lines, "<urn:a> <urn:b> <urn:c> ."])


def test_a_statement_that_the_store_would_change_is_not_held_as_written() -> None:
    lines = [f'<urn:a> <urn:b> "1.50"^^<{XSD}decimal> .']
    assert not MemoryStore(joined(lines), {}).holds(lines)


def test_a_statement_given_twice_is_a_number_that_does_not_agree() -> None:
    with pytest.raises(StoreFailed, match="2 statements were given, 1 are stored"):
        MemoryStore(b"<urn:a> <urn:b> <urn:c> .\n" * 2, {})


def test_a_syntax_error_has_a_place() -> None:
    with pytest.raises(Unreadable, match=r"x\.ttl:2:5: .*prefix f.*declare it"):
        parse_turtle(b"@prefix e: <http://e/> .\ne:a f:b e:c .", "x.ttl")


def test_a_binding_replaces_a_projected_variable(store: MemoryStore) -> None:
    found = store.select("SELECT ?s ?o { ?s e:p ?o }", o=NamedNode("http://e/a"))
    assert [row["s"] for row in found.rows] == [NamedNode("http://e/b")]


def test_a_binding_is_a_term_and_never_text(store: MemoryStore) -> None:
    hostile = Literal('x" . } DELETE { ?s ?p ?o } WHERE { ?s ?p "')
    assert not store.select("SELECT ?s ?o { ?s e:p ?o }", o=hostile).rows
    assert len(store) == 3


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?s { ?s f:p ?o }", r"query:1:16: the prefix f: is not declared"),
        ("SELECT ?s { ?s e:p }", r"query:1:20: not SPARQL at or before '}'"),
        ("SELECT ?s {\n ?s e:p ?o", r"query:1:11: '{' is never closed"),
        ("SELECT ?s { SERVICE <http://x/> { ?s ?p ?o } }", r"query:1:13: SERVICE.*network is off"),
        ("SELECT ?s { ?s e:p ?o ) }", r"query:1:23: '\)' closes nothing"),
        ("", "there is no query here"),
        ("LOAD <http://x/>", "network is off"),
        ("INSERT DATA { e:a e:b e:c }", "query:1:1: the data set takes no update"),
        ("SELECT ?s { " + "{" * 70 + "}" * 70 + " }", "nested more than 60 deep"),
    ],
)
def test_a_query_at_fault_is_refused_in_one_line(
    store: MemoryStore, query: str, message: str
) -> None:
    with pytest.raises(BadQuery, match=message) as raised:
        store.run(query)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "group",
    [
        "SERVICESILENT<http://x/> { ?s ?p ?o }",
        "FILTER(true)serviceSilent<http://x/> { ?s ?p ?o }",
        "?s ?p trueSERVICE<http://x/> { ?s ?p ?o }",
        "?s ?p 1SERVICE<http://x/> { ?s ?p ?o }",
        "SERVICEe:x { ?s ?p ?o }",
        "SERVICESILENTe:x # comment\n { ?s ?p ?o }",
        "SERVICE?s { ?s ?p ?o }",
    ],
)
def test_the_network_stays_off_however_service_is_written(store: MemoryStore, group: str) -> None:
    declared = "PREFIX e: <http://x/> PREFIX SERVICEe: <urn:x:> PREFIX SERVICESILENTe: <urn:x:>"
    with pytest.raises(BadQuery, match="network is off"):
        store.run(f"{declared} SELECT ?s {{ {group} }}")


def test_service_in_a_string_or_a_name_is_no_service(store: MemoryStore) -> None:
    query = 'SELECT ?service { ?service e:p "SERVICE <x>" . FILTER NOT EXISTS { ?s e:SERVICE ?o } }'
    assert not store.select(query).rows


@pytest.mark.parametrize(
    ("lexical", "datatype", "is_rewritten"),
    [
        ("1.50", "decimal", True),
        ("1.5", "decimal", False),
        ("01", "integer", True),
        ("2024-11-11", "date", False),
        ("true", "boolean", False),
        ("PT24H", "duration", True),
        ("anything", "string", False),
    ],
)
def test_literals_that_the_store_would_rewrite_are_known(
    lexical: str, datatype: str, is_rewritten: bool
) -> None:
    literal = Literal(lexical, datatype=NamedNode(XSD + datatype))
    assert is_kept([f"<urn:a> <urn:b> {literal} ."]) is not is_rewritten


def test_a_literal_is_rewritten_even_where_the_form_it_takes_is_written_too() -> None:
    lines = [f'<urn:a> <urn:b> "{number}"^^<{XSD}decimal> .' for number in ("1.5", "1.50")]
    assert is_kept(lines[:1])
    assert not is_kept(lines)


def test_the_lines_of_a_file_are_in_its_order_and_as_often_as_it_writes_them() -> None:
    text = b"<urn:b> <urn:p> 2 , 1 . <urn:a> <urn:p> 'x' . <urn:b> <urn:p> 2 ."
    lines = turtle_lines(text, "x.ttl")
    assert lines == [str(quad) + " ." for quad in parse_turtle(text, "x.ttl")]
    assert len(lines) == 4
    assert turtle_lines(b"# nothing", "x.ttl") == []


@pytest.mark.parametrize("read", [parse_turtle, turtle_lines])
def test_a_fault_has_its_place_however_the_file_is_read(read: Callable[..., object]) -> None:
    with pytest.raises(Unreadable, match=r"x\.ttl:2:9: .*prefix f"):
        read(b"<urn:a> <urn:b> 1 .\n<urn:a> f:b 1 .", "x.ttl")


def test_a_language_tag_in_capitals_is_kept_in_small_letters() -> None:
    assert [str(quad.object) for quad in parse_turtle(b'<urn:a> <urn:b> "x"@en-GB .', "x")] == [
        '"x"@en-gb'
    ]


def test_a_file_of_statements_is_read_or_refused_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "data.nt"
    file.write_text("<urn:a> <urn:b> <urn:c> .\n")
    assert len(MemoryStore.read(file, {})) == 1
    file.write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\n")
    with pytest.raises(Unreadable, match=r"data\.nt:2:"):
        MemoryStore.read(file, {})
    with pytest.raises(Unreadable, match=r"missing\.nt"):
        MemoryStore.read(tmp_path / "missing.nt", {})
