"""What is asked of an endpoint is answered as the embedded store answers it."""

import csv
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import immunograph
import misbehaving as fake
import stores
from conftest import CHECKOUT, Shell
from few import few
from immunograph.answer import Answer
from immunograph.ask import run
from immunograph.build import draft
from immunograph.check import Report
from immunograph.commands import _AHEAD
from immunograph.dataset import DataSet
from immunograph.errors import BadQuery, StoreFailed
from immunograph.library import Library
from immunograph.queries import bind
from immunograph.remote import dialect, gathered
from immunograph.remote.endpoint import EndpointStore
from immunograph.remote.protocol import Address, Limits
from immunograph.store import Literal, Solutions, Term
from immunograph.vocabulary import IG, RDFS, XSD
from stores import Engine, RdflibStore

pytestmark = pytest.mark.thorough
CASES = CHECKOUT / "tests" / "cases" / "queries"
NAMES = sorted(path.stem for path in (CHECKOUT / "queries").glob("*.rq"))
ENGINES = ["virtuoso", "oxigraph"]
PLANTED = "urn:planted"
MARKED = f"<urn:kind> <{RDFS}subClassOf> <{IG}Thing> .\n".encode()


@pytest.fixture(scope="session")
def virtuoso(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with stores.virtuoso(tmp_path_factory.mktemp("virtuoso")) as engine:
        engine.load(library.dataset.data)
        yield engine


@pytest.fixture(scope="session")
def oxigraph(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with stores.oxigraph(tmp_path_factory.mktemp("oxigraph")) as engine:
        engine.load(library.dataset.data)
        yield engine


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    """The running engine of a name."""
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def _opened() -> dict[str, Library]:
    return {}


@pytest.fixture
def there(engine: Engine, _opened: dict[str, Library]) -> Library:
    """The repository of this checkout, its data set asked at an engine."""
    return _opened.setdefault(engine.name, immunograph.open(few(), store=engine.url))


@pytest.fixture(scope="session")
def rdflib_set(library: Library) -> DataSet:
    """The data set asked by rdflib."""
    dataset = replace(library.dataset)
    vars(dataset).update(asked=RdflibStore(library.load()), names=library.dataset.names)
    return dataset


def expected(name: str) -> tuple[list[str], list[list[str]]]:
    with (CASES / name / "expected.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    return header, rows


def answered(library: Library, dataset: DataSet, name: str, *, whole: bool = True) -> Answer:
    """The answer of a saved question to its examples, or only to those that it needs."""
    query = library.queries[name]
    needed = {each.name for each in query.parameters if whole or not each.optional}
    given = {key: value for key, value in query.examples.items() if key in needed}
    return run(dataset, query, given)


def assert_expected(answer: Answer) -> None:
    header, rows = expected(answer.query)
    assert list(answer.columns) == header
    assert [list(row.values()) for row in answer.labels()] == rows


def bag(solutions: Solutions) -> Counter[frozenset[tuple[str, Term]]]:
    """The solutions without their order: ORDER BY may leave some of them equal."""
    return Counter(frozenset(row.items()) for row in solutions.rows)


@pytest.fixture(scope="session")
def embedded(library: Library) -> Callable[..., Solutions]:
    """The solutions of a saved question in the embedded store."""

    @cache
    def solutions(name: str, *, whole: bool = True) -> Solutions:
        return answered(library, library.dataset, name, whole=whole).solutions

    return solutions


# -- the saved questions ---------------------------------------------------------------------------


Embedded = Callable[..., Solutions]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_a_saved_question_gives_the_expected_rows(
    library: Library, there: Library, embedded: Embedded, name: str
) -> None:
    answer = answered(library, there.dataset, name)
    assert_expected(answer)
    assert bag(answer.solutions) == bag(embedded(name))


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
def test_a_saved_question_gives_the_expected_rows_in_rdflib(
    library: Library, rdflib_set: DataSet, name: str
) -> None:
    assert_expected(answered(library, rdflib_set, name))


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_a_saved_question_without_what_it_may_lack(
    library: Library, there: Library, embedded: Embedded
) -> None:
    for name, query in library.queries.items():
        if any(each.optional for each in query.parameters):
            answer = answered(library, there.dataset, name, whole=False)
            assert bag(answer.solutions) == bag(embedded(name, whole=False)), name


@pytest.mark.parametrize("engine", ["virtuoso"], indirect=True)
def test_what_is_evaluated_here_needs_no_more_than_its_predicates(
    library: Library, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathered, "SMALL", 0)
    asked = immunograph.open(few(), store=engine.url)
    for name in ("brands-of-therapy", "authorizations-of-therapy", "stale-claims"):
        assert_expected(answered(library, asked.dataset, name))
    held = asked.dataset.store
    assert isinstance(held, EndpointStore)
    assert 0 < len(held._gathered._lines) < 50
    assert held._gathered._all is None


# -- the commands ----------------------------------------------------------------------------------

COMMANDS = [
    ["ask", "which therapies target CD19"],
    ["ask", "which therapies need CD22-negative disease"],
    ["query", "therapies-by-target", "target=CD22", "--format", "json"],
    ["query", "compare-therapies", "first=blinatumomab", "second=inotuzumab ozogamicin"],
    ["query", "therapies-by-target", "target=CD91"],
    ["query"],
    ["explain", "blinatumomab", "B cell"],
    ["explain", "CD19", "CD22", "--format", "json"],
    ["sparql", "-e", "SELECT ?t ?n { ?t ig:targets ?a ; skos:prefLabel ?n } ORDER BY ?n ?t"],
    ["sparql", "-e", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"],
    ["sparql", "-e", "SELECT ?n ?t { ?t skos:prefLabel ?n } ORDER BY ?n ?t"],
    ["sparql", "-e", "SELECT (AVG(?o) AS ?n) (1.50 AS ?d) (1 = 1 AS ?b) { ?s ig:order ?o }"],
    ["sparql", "-e", "SELECT ?c ?r { ?c ig:repeatable ?r } ORDER BY ?c"],
    ["sparql", "-e", "SELECT DISTINCT ?r { ?c ig:repeatable ?r }"],
    ["sparql", "-e", "ASK { ?t ig:targets antigen:cd19 }"],
    ["sparql", "-e", "ASK { antigen:cd19 ig:targets ?t }"],
    ["sparql", "-e", "CONSTRUCT { ?t rdfs:label ?n } { ?t ig:targets ?a ; skos:prefLabel ?n }"],
    ["sparql", "-e", "DESCRIBE antigen:cd19"],
    ["ask", "how many therapies target CD19"],
    ["ask", "which therapies target CD91"],
    ["sparql", "-e", "SELECT ?x { ?x ig:targetz antigen:cd19 }"],
    ["sparql", "-e", 'SELECT ?x { ?x skos:prefLabel "cd19"@en }'],
    ["sparql", "-e", "SELECT ?x { ?x ig:targets antigen:cd19 FILTER (?x = antigen:cd22) }"],
    ["sparql", "-e", "SELECT ?x ?n { ?x ig:targets ?a ; ig:order ?n FILTER (?n > 10) }"],
    ["sparql", "-e", "SELECT ?x { ?x ig:targets antigen:cd19 "],
    ["sparql", "-e", "SELECT ?x { ?x iig:targets ?y }"],
    ["sparql", "-e", "SELECT ?x { SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }"],
    ["sparql", "-e", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"],
]  # fmt: skip


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_a_command_says_the_same(shell: Shell, engine: Engine, arguments: list[str]) -> None:
    shell(*arguments)
    embedded = shell.code, shell.out, shell.err.replace(_AHEAD, "")
    shell(*arguments, "--store", engine.url)
    assert (shell.code, shell.out, shell.err) == embedded


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_the_address_may_stand_in_the_environment(
    shell: Shell, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMMUNOGRAPH_STORE", f"{engine.url}?default-graph-uri=urn%3Anone")
    message = f"{engine.url}: there is no data set of immunograph here in the graphs that are named"
    assert message in shell("sparql", "-e", "ASK {}").err
    assert shell.code == 3
    assert shell("sparql", "-e", "ASK {}", "--store", engine.url).out == "true\n"


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_the_library_gives_the_same(library: Library, there: Library) -> None:
    assert there.dataset.data == library.dataset.data
    assert len(there.load()) == len(library.load())
    assert there.network().number_of_edges() == library.network().number_of_edges()
    assert there.dataset.names == library.dataset.names
    assert len(there.dataset.store) == len(library.dataset.store)


# -- check -----------------------------------------------------------------------------------------


def found(report: Report) -> tuple[object, ...]:
    """What a check found, the time and the place of the data set apart."""
    summary = replace(report.summary, seconds=0)
    return report.findings, report.waived, report.rules, report.explained, summary


@pytest.fixture(scope="session")
def report(library: Library) -> Report:
    return library.check()


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_a_check_finds_the_same(report: Report, there: Library) -> None:
    checked = there.check()
    assert found(checked) == found(report)
    assert checked.held is not None
    assert checked.held.as_files


def _plant(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "graph" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A copy of the content in which much is wrong."""
    folder = tmp_path_factory.mktemp("planted") / "repository"
    shutil.copytree(few(), folder)
    shutil.copytree(CHECKOUT / "docs", folder / "docs")
    drug = "drug/blinatumomab.ttl"
    _plant(folder, drug, "ig:supportedBy", "ig:quantityOf")
    _plant(folder, drug, 'skos:prefLabel "blinatumomab"@en', 'skos:prefLabel "blinаtumomab"@en')  # noqa: RUF001
    _plant(folder, "drug/inotuzumab-ozogamicin.ttl", "ig:certainty", "ig:certaintee")
    _plant(folder, "antigen/cd19.ttl", '"CD19"@en', '"CD22"@en , "CD19"@en')
    _plant(folder, "cell/b-cell.ttl", "a ig:CellType", "a ig:Antigen , ig:CellType")
    return immunograph.open(folder)


@pytest.fixture(scope="session")
def report_of_planted(planted: Library) -> Report:
    return planted.check()


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_a_check_finds_the_same_where_much_is_wrong(
    planted: Library, report_of_planted: Report, engine: Engine
) -> None:
    engine.load(draft(planted.repository)[0].data, PLANTED)
    try:
        url = f"{engine.url}?default-graph-uri={PLANTED}"
        assert found(replace(planted, store=url).check()) == found(report_of_planted)
        assert report_of_planted.summary.violations > 5
    finally:
        engine.load(b"", PLANTED)


@pytest.mark.parametrize(
    ("arguments", "option"),
    [(["--changed"], "--changed"), (["--watch"], "--watch"), (["--fix"], "--fix")],
)
def test_what_only_files_have_does_not_go_with_a_store(
    shell: Shell, arguments: list[str], option: str
) -> None:
    shell("check", "--store", "http://127.0.0.1:9/", *arguments)
    assert shell.code == 2
    assert shell.err == f"--store does not go with {option}\n"


# -- values ----------------------------------------------------------------------------------------

LABELLED = "SELECT ?text ?thing { ?thing skos:prefLabel ?label . FILTER (STR(?label) = ?text) }"
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
    st.lists(st.sampled_from(list("\"'\\{}<>#?$@^ \n\r\tuU0027a")), max_size=12).map("".join),
    st.sampled_from(["CD19", "cd19", "CD19 ", "blinatumomab"]),
)


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
@pytest.mark.thorough
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(value=TEXTS)
def test_a_value_is_only_ever_a_value(library: Library, there: Library, value: str) -> None:
    for store in (library.dataset.store, there.dataset.store):
        found = store.select(LABELLED, text=Literal(value))
        assert all(row["text"] == Literal(value) for row in found.rows)
        expected = [
            thing
            for thing, names in library.dataset.names.by_thing.items()
            for name in names
            if name.predicate.endswith("prefLabel") and name.text == value
        ]
        assert sorted(str(row["thing"])[1:-1] for row in found.rows) == sorted(expected)


# -- what is left to an engine -------------------------------------------------------------------

PREDICATES = ["rdf:type", "ig:about", "ig:targets", "skos:prefLabel", "skos:broader", "ig:event"]
PREDICATES += ["ig:condition", "rdfs:label", "ig:antigen", "ig:hasBrand", "rdfs:subClassOf"]
CLASSES = ["ig:Drug", "ig:AdverseReaction", "ig:Antigen", "ig:Indication", "ig:TargetEngagement"]


@st.composite
def questions(draw: st.DrawFn) -> str:
    """A question of the kinds that are asked of the data set, sensible or not."""
    fresh = iter(f"?v{number}" for number in range(40))
    variables = ["?a"]

    def pick(values: list[str]) -> str:
        return draw(st.sampled_from(values))

    def statements(start: str, most: int) -> tuple[str, list[str]]:
        known, lines = [start], []
        for _ in range(draw(st.integers(1, most))):
            subject, way = pick(known), pick(PREDICATES)
            way = pick([way, way, f"{way}/{pick(PREDICATES)}", f"^{way}", f"{way}*", f"{way}?"])
            known.append(next(fresh))
            lines.append(f"{subject} {way} {known[-1]} .")
        return " ".join(lines), known

    def condition(names: list[str]) -> str:
        one, kind = pick(names), pick(CLASSES)
        some = [f'LANG({one}) = "en"', f"{one} != {kind}", f"!BOUND({one})", f"isIRI({one})"]
        return pick([*some, f"{one} = {pick(names)}", f"STR({one}) < 'm'", f"{one} IN ({kind})"])

    lines, known = statements("?a", 2)
    parts, variables = [f"?a a {pick(CLASSES)} . {lines}"], list(known)
    for _ in range(draw(st.integers(0, 3))):
        inner, names = statements(pick(known), 2)
        kind = pick(["OPTIONAL", "OPTIONAL", "FILTER NOT EXISTS", "FILTER EXISTS", "MINUS", ""])
        within = pick(["", f"FILTER ({condition(names)})", f"FILTER ({condition(known)})"])
        if kind in {"OPTIONAL", ""}:
            variables += names[1:]
        parts.append(f"{kind} {{ {inner} {within} }}")
    parts.append(pick(["", f"FILTER ({condition(variables)})", f"BIND (STR({pick(known)}) AS ?z)"]))
    shown = " ".join(variables)
    return f"SELECT {pick(['', 'DISTINCT'])} {shown} {{ {' '.join(parts)} }} ORDER BY {shown}"


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
@pytest.mark.thorough
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=questions())
def test_any_question_gives_the_same_rows(library: Library, there: Library, text: str) -> None:
    found = library.dataset.store.run(text)
    assert isinstance(found, Solutions)
    if len(found.rows) < 5000:
        assert there.dataset.store.run(text) == found


def test_most_of_the_questions_are_left_to_virtuoso_as_far_as_it_does_them_right(
    library: Library, virtuoso: Engine
) -> None:
    store = EndpointStore.open(virtuoso.url, library.dataset.prefixes.namespaces)
    assert store.engine == "Virtuoso"
    for name in ("therapies-by-target", "brands-of-therapy", "plain-words", "cells-with-antigen"):
        answered(library, replace(library.dataset, store=store), name)
        query = library.queries[name]
        store.select(query.text, **bind(query, query.examples, library.dataset.names))
    assert store._gathered._all is None
    assert not store._gathered._lines


# -- what an endpoint holds ------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES, indirect=True)
def test_of_several_data_sets_one_is_to_be_named(library: Library, engine: Engine) -> None:
    prefixes = library.dataset.prefixes.namespaces
    engine.load(MARKED, PLANTED)
    try:
        store = EndpointStore.open(f"{engine.url}?default-graph-uri={PLANTED}", prefixes)
        assert store.data() == MARKED
        if engine.name == "Virtuoso":
            with pytest.raises(StoreFailed, match="it has 2 graphs with one: name the one"):
                EndpointStore.open(engine.url, prefixes)
    finally:
        engine.load(b"", PLANTED)


def test_what_is_cut_off_is_no_answer(library: Library, tmp_path: Path) -> None:
    with stores.virtuoso(tmp_path, rows=3000) as engine:
        engine.load(library.dataset.data)
        store = EndpointStore.open(engine.url, library.dataset.prefixes.namespaces)
        with pytest.raises(
            StoreFailed, match=r"cut the answer off at its most rows \(x-sparql-max"
        ):
            store.select("SELECT ?s ?p ?o { ?s ?p ?o }")
        assert store.data() == library.dataset.data


def test_blank_nodes_are_told_apart(library: Library, oxigraph: Engine) -> None:
    data = b"_:a <urn:p> _:b .\n_:b <urn:p> <urn:c> .\n" + MARKED
    oxigraph.load(data, PLANTED)
    try:
        prefixes = library.dataset.prefixes.namespaces
        store = EndpointStore.open(f"{oxigraph.url}?default-graph-uri={PLANTED}", prefixes)
        assert len(store.select("SELECT ?x ?y ?z { ?x <urn:p> ?y . ?y <urn:p> ?z }").rows) == 1
        assert store.data().count(b"_:") == 3
    finally:
        oxigraph.load(b"", PLANTED)


# -- engines that are not there --------------------------------------------------------------------

TRUE = fake.answer(fake.TRUE)


def fake_store(endpoint: fake.Endpoint) -> EndpointStore:
    limits = Limits(connect=1, whole=3, attempts=1)
    return EndpointStore(Address.read(f"{endpoint.url}?default-graph-uri=urn%3Ag"), {}, limits)


def test_a_fault_of_a_query_that_only_the_endpoint_sees() -> None:
    refused = fake.answer(b"no such\nfunction", "400 Bad Request", "text/plain")
    with (
        fake.endpoint(TRUE, refused, refused) as endpoint,
        pytest.raises(BadQuery, match=r"sparql does not take the query: no such function$"),
    ):
        fake_store(endpoint).run("ASK { FILTER (1 = 1) }")


def test_an_engine_that_hides_its_name_is_known_by_what_only_it_answers() -> None:
    with fake.endpoint(TRUE) as endpoint:
        assert fake_store(endpoint).engine == "Virtuoso"
    with fake.endpoint(TRUE, fake.answer(b"what?", "400 Bad", "text/plain")) as endpoint:
        assert fake_store(endpoint).engine == "SPARQL 1.1"


@pytest.mark.parametrize("name", ["X-SQL-State", "X-SPARQL-MaxRows", "X-SPARQL-Anytime"])
def test_a_part_of_an_answer_is_none(name: str) -> None:
    part = fake.answer(fake.ROWS, Server="Virtuoso/07", **{name.replace("-", "_"): "S1TAT"})
    with (
        fake.endpoint(fake.answer(fake.TRUE, Server="Virtuoso/07"), part) as endpoint,
        pytest.raises(StoreFailed, match=f"part of the answer|cut .*{name.lower()}: S1TAT"),
    ):
        fake_store(endpoint).run("SELECT ?x { ?x <urn:a> ?y }")


def test_what_the_count_does_not_confirm_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    three = {"type": "literal", "value": "3", "datatype": f"{XSD}integer"}
    found = {"head": {"vars": ["count"]}, "results": {"bindings": [{"count": three}]}}
    counted = fake.answer(json.dumps(found).encode())
    some = fake.answer(b"<urn:a> <urn:b> <urn:c> .\n", kind="application/n-triples")
    monkeypatch.setattr(EndpointStore, "_dialect", dialect.STANDARD)
    with (
        fake.endpoint(counted, some) as endpoint,
        pytest.raises(StoreFailed, match="3 statements were counted, 1 came"),
    ):
        fake_store(endpoint).data()
