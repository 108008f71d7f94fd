"""A store in a process of its own: what it answers, and that nothing keeps it from ending."""

import gc
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from immunograph.bounded import BoundedStore
from immunograph.errors import BadQuery, StoreFailed, TimedOut, TooLarge
from immunograph.library import Library
from immunograph.store import Literal, MemoryStore, NamedNode, Store, guard

PREFIXES = {"ex": "urn:ex:"}
NUMBERS = "".join(f"<urn:ex:n{n}> <urn:ex:next> <urn:ex:n{n + 1}> .\n" for n in range(300)).encode()
ENDLESS = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "paths": "SELECT (COUNT(*) AS ?n) { ?a ex:next* ?b . ?c ex:next* ?d . ?e ex:next* ?f }",
    "optional": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c "
    + "".join(f"OPTIONAL {{ ?x{n} ?y{n} ?z{n} }} " for n in range(5))
    + "}",
    "sorted": "SELECT ?c { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?i",
    "rows": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
}
DOUBLED = "BIND(CONCAT(?x{0}, ?x{0}) AS ?x{1}) "
EXPLODING = {
    "doubling": 'SELECT ?x40 { BIND("xxxxxxxx" AS ?x0) '
    + "".join(DOUBLED.format(n, n + 1) for n in range(40))
    + "}",
    "sorted": ENDLESS["sorted"],
}

UNGUARDED = """
import json, sys
from immunograph import bounded, store
from immunograph.confinement import confine

address, connects = sys.argv[1:]
store.guard = lambda *_: None
asked = store.MemoryStore(b"", {})
confine(memory=2 << 30, handles=None if connects == "1" else 3)
text = f"ASK {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"
kind, _ = bounded._answered(asked, json.dumps({"text": text, "bindings": {}}).encode())
sys.exit(0 if kind in {b"r", b"f"} else 1)
"""


@pytest.fixture
def store() -> Iterator[BoundedStore]:
    yield BoundedStore(NUMBERS, PREFIXES, seconds=5)
    gc.collect()


@pytest.mark.parametrize(
    ("text", "bindings"),
    [
        ("SELECT ?b { ex:n1 ex:next ?b }", {}),
        ("SELECT ?a ?b { ?a ex:next ?b } ORDER BY ?a LIMIT 3", {"a": NamedNode("urn:ex:n2")}),
        ('SELECT ("a\\nb" AS ?x) ("c"@en AS ?y) (1.5 AS ?z) (ex:n AS ?w) ?none {}', {}),
        ("ASK { ex:n1 ex:next ex:n2 }", {}),
        ("ASK { ex:n2 ex:next ex:n1 }", {}),
        ("CONSTRUCT WHERE { ex:n1 ex:next ?b }", {}),
        ("DESCRIBE ex:n1", {}),
    ],
)
def test_it_answers_as_the_store_in_memory_does(
    store: BoundedStore, text: str, bindings: dict[str, NamedNode]
) -> None:
    assert store.run(text, **bindings) == MemoryStore(NUMBERS, PREFIXES).run(text, **bindings)


def test_a_binding_is_a_term_and_never_text(store: BoundedStore) -> None:
    hostile = '"} } SELECT * { ?s ?p ?o } #\n\\u0022 \N{RIGHT-TO-LEFT OVERRIDE} \0'
    text = "SELECT ?x ?y { BIND(STRLEN(?x) AS ?y) }"
    row = store.select(text, x=Literal(hostile)).rows[0]
    assert row == {"x": Literal(hostile), "y": Literal(len(hostile))}


@pytest.mark.parametrize(
    "text", ["SELECT ?x {", "SELECT ?x { ?x nope }", "ASK { no:thing ?x ?y }", "INSERT DATA {}"]
)
def test_a_fault_is_said_as_the_store_in_memory_says_it(store: BoundedStore, text: str) -> None:
    said = []
    for each in (store, MemoryStore(NUMBERS, PREFIXES)):
        with pytest.raises(BadQuery) as refused:
            each.run(text)
        said.append(str(refused.value))
    assert said[0] == said[1]


def test_a_query_of_another_kind_is_refused(store: BoundedStore) -> None:
    with pytest.raises(BadQuery, match="not a SELECT"):
        store.select("ASK {}")
    with pytest.raises(BadQuery, match="not a CONSTRUCT"):
        store.construct("ASK {}")


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_is_endless_ends_in_time_and_the_next_is_answered(kind: str) -> None:
    store = BoundedStore(NUMBERS, PREFIXES, seconds=1)
    store.run("ASK {}")
    with pytest.raises((TimedOut, TooLarge)):
        store.run(ENDLESS[kind])
    assert store.run("ASK { ex:n1 ex:next ex:n2 }") is True


@pytest.mark.parametrize("kind", EXPLODING)
def test_what_takes_too_much_memory_is_ended(kind: str) -> None:
    store = BoundedStore(NUMBERS, PREFIXES, seconds=60, memory=300 << 20)
    with pytest.raises(TooLarge, match="MiB"):
        store.run(EXPLODING[kind])
    assert store.run("ASK { ex:n1 ex:next ex:n2 }") is True


def test_a_regular_expression_cannot_explode(store: BoundedStore) -> None:
    text = 'SELECT (REGEX(?long, "^(x+x+)+y$") AS ?found) { VALUES ?long { "%s" } }'
    assert store.select(text % ("x" * 5000)).rows == ({"found": Literal(False)},)


def test_the_part_that_is_the_problem_is_named(store: BoundedStore) -> None:
    store.seconds = 0.5
    with pytest.raises(TimedOut, match=r"\?a \?b \?c \(line 1\) with \?d \?e \?f \(line 1\)"):
        store.run(ENDLESS["cross product"])


def test_an_interrupt_ends_the_process_and_leaves_no_stale_answer(
    store: BoundedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    store.run("ASK {}")
    with monkeypatch.context() as patched:
        patched.setattr("immunograph.bounded.receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.run("ASK { ex:n1 ex:next ex:n2 }")
    assert store.run("ASK { ex:n2 ex:next ex:n1 }") is False


def test_the_process_is_gone_with_the_store() -> None:
    store = BoundedStore(NUMBERS, PREFIXES)
    store.run("ASK {}")
    assert store._process is not None
    process = store._process._process.pid
    del store
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems bound what a process opens")
def test_the_process_can_open_no_connection() -> None:
    """The guard let through, which it must not: there is a second wall."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        server.settimeout(0.5)
        for connects in (False, True):
            run = subprocess.Popen([sys.executable, "-c", UNGUARDED, address, str(int(connects))])
            try:
                server.accept()[0].close()
                reached = True
            except TimeoutError:
                reached = False
            assert run.wait(10) == 0
            assert reached is connects


def test_a_host_is_asked_only_where_it_is_allowed() -> None:
    text = "ASK { SERVICE SILENT <http://data.example/sparql> { ?s ?p ?o } }"
    guard(text, [], {"data.example"})
    with pytest.raises(BadQuery, match=r"asks data\.example; allowed is other\.example"):
        guard(text, [], {"other.example"})
    with pytest.raises(BadQuery, match="must name its endpoint"):
        guard("ASK { SERVICE ?where { ?s ?p ?o } }", [], {"data.example"})
    with pytest.raises(BadQuery, match="network is off"):
        guard("ASK { SERVICESILENT <http://data.example/> {} }", [], {"data.example"})
    with pytest.raises(BadQuery, match="LOAD"):
        guard("LOAD <http://data.example/x>", [], {"data.example"})


@pytest.mark.parametrize("graph", ["FROM <file:///etc/passwd>", "from named <FILE:x>"])
def test_a_file_is_not_read(store: BoundedStore, graph: str) -> None:
    with pytest.raises(BadQuery, match="FROM reads no file"):
        store.run(f"SELECT * {graph} WHERE {{ ?s ?p ?o }}")


def test_a_query_of_a_million_characters_is_refused(store: BoundedStore) -> None:
    with pytest.raises(BadQuery, match="longer than 1,000,000 characters"):
        store.run(f"ASK {{ ?s ?p '{'x' * 1_000_000}' }}")


@pytest.mark.parametrize("opened", ["{", "(", "[", "{SELECT * {", "!("])
def test_no_nesting_reaches_a_parser(store: BoundedStore, opened: str) -> None:
    with pytest.raises(BadQuery):
        store.run("ASK { FILTER " + opened * 50_000)


def test_what_the_engine_cannot_bear_is_said(
    store: BoundedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the guard misses a way to overflow the stack."""
    store.run("ASK {}")
    assert store._process is not None
    process = store._process._process

    def crash(*_: object) -> tuple[bytes, bytes]:
        process.send_signal(11)
        process.wait()
        raise EOFError

    monkeypatch.setattr("immunograph.bounded.receive", crash)
    with pytest.raises(StoreFailed, match="ended the engine"):
        store.run("ASK { ?s ?p ?o }")


def test_a_library_asks_within_its_time(library: Library) -> None:
    impatient = type(library)(library.repository, timeout=0.3)
    with pytest.raises(TimedOut):
        impatient.sparql(ENDLESS["cross product"].replace("ex:", "ig:"))
    asked: Store = impatient.dataset.asked
    assert isinstance(asked, BoundedStore)
