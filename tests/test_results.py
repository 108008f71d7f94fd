"""Results in the formats of the W3C, and in those for people."""

import csv
import io
import json
import re
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from rdflib.query import Result

from immunograph import results, serializations
from immunograph.answer import NO_EXTRAS, Answer, Extras
from immunograph.errors import BadParameter
from immunograph.faces import from_rdflib, rdflib_term
from immunograph.library import Library
from immunograph.printing import PLAINLY, ROWS, TRIPLES, Printing
from immunograph.store import BlankNode, Literal, NamedNode, Solutions, Term
from immunograph.subgraph import Subgraph
from immunograph.terminal import _of_triples, _rows
from immunograph.terminal import results as printed
from immunograph.terminal import table as as_table

QUESTIONS = sorted(path.stem for path in (Path(__file__).parents[1] / "queries").glob("*.rq"))
LABELS, EVIDENCE, BOTH = Extras(labels=True), Extras(evidence=True), Extras(True, True)
W3C = "w3c/rdf-tests_sparql10-11-12.tar.gz"
SUITES = "sparql/sparql11"
XSD = "http://www.w3.org/2001/XMLSchema#"
ENGINE = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}


def answer_of(library: Library, *rows: dict[str, Term]) -> Answer:
    """An answer with these solutions, as SPARQL that is not saved gives it."""
    names = dict.fromkeys(name for row in rows for name in row)
    return Answer(Solutions(tuple(names), rows), library.dataset)


def hostile(library: Library, text: str) -> Answer:
    return answer_of(library, {"text": Literal(text)})


# Each format says what the solutions say

Found = list[dict[str, Term]]


def by_engine(text: str, form: str) -> Found:
    read = ox.parse_query_results(text, format=ENGINE[form])
    assert isinstance(read, ox.QuerySolutions)
    names = [variable.value for variable in read.variables]
    rows = (zip(names, row, strict=True) for row in read)
    return [{name: term for name, term in row if term is not None} for row in rows]


def by_rdflib(text: str, form: str) -> Found:
    read = Result.parse(io.BytesIO(text.encode()), format=form)
    return [{str(name): from_rdflib(term) for name, term in row.items()} for row in read.bindings]


READERS: list[Callable[[str, str], Found]] = [by_engine, by_rdflib]


@pytest.fixture(scope="module")
def answers(library: Library) -> dict[str, Answer]:
    return {name: library.query(name, **library.queries[name].examples) for name in QUESTIONS}


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("form", ENGINE)
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_format_says_what_the_solutions_say(
    answers: dict[str, Answer], name: str, form: str, read: Callable[[str, str], Found]
) -> None:
    solutions = answers[name].solutions
    text = results.WRITERS[form](answers[name], NO_EXTRAS)
    assert read(text, form) == [dict(row) for row in solutions.rows]


@pytest.mark.parametrize("name", QUESTIONS)
def test_csv_has_the_plain_values_of_the_solutions(answers: dict[str, Answer], name: str) -> None:
    solutions = answers[name].solutions
    header, *rows = csv.reader(io.StringIO(results.as_csv(answers[name]), newline=""))
    assert tuple(header) == solutions.variables
    plain = [[getattr(row.get(v), "value", "") for v in header] for row in solutions.rows]
    assert rows == plain


Rows = list[dict[str, NamedNode | Literal]]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TERMS = st.one_of(
    WORDS.map(Literal),
    st.builds(lambda text: Literal(text, language="en"), WORDS),
    st.builds(lambda text: Literal(text, datatype=NamedNode("http://example.org/d")), WORDS),
    st.integers().map(Literal),
    st.booleans().map(Literal),
    st.just(NamedNode("http://example.org/a?b=c&d=%20#é")),
)


TABLES = st.lists(st.fixed_dictionaries({"a": TERMS}, optional={"b": TERMS}), max_size=4)
AWKWARD = ["a\rb", "a\r\nb", " a ", "", "\n", "\t", "a\\tb", '"', "]]>", "&amp;", "\x85", "\ufeff"]


@settings(max_examples=60, deadline=None)
@given(rows=TABLES)
@example(rows=[{"a": Literal(text)} for text in AWKWARD])
def test_any_term_is_read_back_as_it_was(library: Library, rows: Rows) -> None:
    answer = Answer(Solutions(("a", "b"), tuple(rows)), library.dataset)
    for form in ("json", "tsv", "xml"):
        try:
            text = results.WRITERS[form](answer, NO_EXTRAS)
        except BadParameter:
            assert form == "xml"
            assert results.not_in_xml("".join(term.value for row in rows for term in row.values()))
            continue
        assert by_engine(text, form) == rows, form
    parsed = list(csv.reader(io.StringIO(results.as_csv(answer), newline="")))
    assert parsed == [["a", "b"], *([getattr(r.get(v), "value", "") for v in "ab"] for r in rows)]


def test_what_xml_cannot_carry_is_refused_in_one_line(library: Library) -> None:
    with pytest.raises(BadParameter, match=r"a value holds U\+001B, which XML cannot carry"):
        results.as_xml(hostile(library, "CD\x1b19"))


def test_a_triple_and_a_direction_are_written_as_the_engine_reads_them(library: Library) -> None:
    subject, predicate = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
    quoted = ox.Triple(subject, predicate, Literal("x"))
    arabic = Literal("x", language="ar", direction=ox.BaseDirection.RTL)
    answer = answer_of(library, {"t": quoted, "d": arabic})
    assert by_engine(results.as_json(answer), "json") == [{"t": quoted, "d": arabic}]


def test_blank_nodes_keep_their_names_and_unbound_cells_are_empty(library: Library) -> None:
    node = BlankNode("b1")
    answer = answer_of(library, {"a": node, "b": node}, {"b": Literal(1)})
    assert results.as_csv(answer) == "a,b\r\n_:b1,_:b1\r\n,1\r\n"
    assert results.as_tsv(answer) == "?a\t?b\n_:b1\t_:b1\n\t1\n"
    assert results.solutions_json(answer.solutions)["results"]["bindings"][1].keys() == {"b"}


def test_the_formats_are_those_of_the_w3c(library: Library) -> None:
    node = NamedNode("http://example.org/a")
    answer = answer_of(library, {"x": node, "y": Literal('a "b"\tc', language="en")})
    root = ET.fromstring(results.as_xml(answer))
    namespace = "{http://www.w3.org/2005/sparql-results#}"
    assert root.tag == f"{namespace}sparql"
    assert [each.get("name") for each in root.iter(f"{namespace}variable")] == ["x", "y"]
    assert [each.text for each in root.iter(f"{namespace}uri")] == [node.value]
    assert results.as_csv(answer) == 'x,y\r\nhttp://example.org/a,"a ""b""\tc"\r\n'
    assert results.as_tsv(answer) == '?x\t?y\n<http://example.org/a>\t"a \\"b\\"\\tc"@en\n'
    assert json.loads(results.as_json(answer)) == {
        "head": {"vars": ["x", "y"]},
        "results": {
            "bindings": [
                {
                    "x": {"type": "uri", "value": node.value},
                    "y": {"type": "literal", "value": 'a "b"\tc', "xml:lang": "en"},
                }
            ]
        },
    }


def test_a_result_without_rows_still_has_its_variables(library: Library) -> None:
    empty = library.sparql("SELECT ?a ?b { ?a ig:targets ?b . FILTER (false) }")
    assert isinstance(empty, Answer)
    assert results.as_csv(empty) == "a,b\r\n"
    assert results.as_tsv(empty) == "?a\t?b\n"
    for form in ("json", "xml"):
        read = ox.parse_query_results(results.WRITERS[form](empty, NO_EXTRAS), format=ENGINE[form])
        assert isinstance(read, ox.QuerySolutions)
        assert [v.value for v in read.variables] == ["a", "b"]
        assert list(read) == []


# The tests of the W3C

CASES = [
    *(f"csv-tsv-res/{form}{number}" for form in ("csv", "tsv") for number in ("01", "02", "03")),
    *(f"json-res/jsonres0{number}" for number in (1, 2, 3, 4)),
]


@pytest.fixture(scope="module")
def suites(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (corpus / W3C).is_file():
        pytest.skip(f"no {W3C} in {corpus}")
    folder = tmp_path_factory.mktemp("w3c")
    with tarfile.open(corpus / W3C) as archive:
        wanted = [
            each for each in archive.getmembers() if re.search("(csv-tsv|json)-res/", each.name)
        ]
        archive.extractall(folder, wanted, filter="data")
    return folder / SUITES


def test_every_test_of_the_w3c_is_among_the_cases(suites: Path) -> None:
    entry = re.compile(r"^:(\w+) +rdf:type +mf:", re.MULTILINE)
    found = [
        f"{suite}/{name}"
        for suite in ("csv-tsv-res", "json-res")
        for name in entry.findall((suites / suite / "manifest.ttl").read_text("utf-8"))
    ]
    assert sorted(found) == sorted(CASES)


def files_of(suites: Path, case: str) -> tuple[Path, Path, Path]:
    """The query, the data and the result of a case, by its manifest."""
    folder = suites / case.partition("/")[0]
    text = (folder / "manifest.ttl").read_text("utf-8")
    entry = re.split(rf"^:{case.partition('/')[2]} +rdf:type", text, flags=re.MULTILINE)[1]
    query, data, result = re.findall(r"(?:qt:query|qt:data|mf:result) +<([^>]+)>", entry)[:3]
    return folder / query, folder / data, folder / result


def solved(query: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Solutions | bool:
    """The solutions of rdflib, which keeps every term as it is written, unlike a store."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    found = rdflib.Graph().parse(data).query(query.read_text("utf-8"))
    if found.type == "ASK":
        return bool(found.askAnswer)
    names = tuple(str(name) for name in found.vars or ())
    rows = [{str(name): from_rdflib(term) for name, term in row.items()} for row in found.bindings]
    return Solutions(names, tuple(rows))


@pytest.mark.parametrize("case", CASES)
def test_a_result_is_that_of_the_w3c(
    suites: Path, library: Library, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    query, data, expected = files_of(suites, case)
    found = solved(query, data, monkeypatch)
    wanted = expected.read_text("utf-8")
    if isinstance(found, bool):
        assert json.loads(results.TRUTHS["json"](found))["boolean"] == json.loads(wanted)["boolean"]
        return
    form = {".srj": "json"}.get(expected.suffix, expected.suffix[1:])
    text = results.WRITERS[form](Answer(found, library.dataset), NO_EXTRAS)
    read = by_engine if form in ENGINE else _csv_rows
    assert _comparable(read(text, form)) == _comparable(read(wanted, form))


def _csv_rows(text: str, _: str) -> Found:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: Literal(value) for name, value in row.items() if value} for row in rows]


def _comparable(rows: Found) -> list[dict[str, object]]:
    """Rows in which a node without a name is one, and a double the number that it is."""
    return [{name: _value(term) for name, term in row.items()} for row in rows]


def _value(term: Term) -> object:
    if isinstance(term, BlankNode) or str(term).startswith('"_:'):
        return "a blank node"
    double = isinstance(term, Literal) and term.datatype.value == f"{XSD}double"
    return float(getattr(term, "value", "")) if double else term


# Labels and evidence, on demand


def test_labels_stand_beside_the_variables_that_hold_things(library: Library) -> None:
    answer = library.query("therapies-by-target", target="CD22")
    header, row = list(csv.reader(io.StringIO(results.as_csv(answer, LABELS), newline="")))
    found = dict(zip(header, row, strict=True))
    assert header[:4] == ["target", "targetLabel", "therapy", "therapyLabel"]
    assert found["therapyLabel"] == "inotuzumab ozogamicin"
    assert found["therapy"] == "https://w3id.org/immunograph/drug/inotuzumab-ozogamicin"
    assert "claimLabel" not in found


@pytest.mark.parametrize("form", ENGINE)
def test_labels_and_evidence_are_variables_in_every_format(library: Library, form: str) -> None:
    answer = library.query("therapies-by-target", target="CD22")
    (row,) = by_engine(results.WRITERS[form](answer, BOTH), form)
    assert row["therapyLabel"] == Literal("inotuzumab ozogamicin")
    cited = row["evidence"]
    assert isinstance(cited, Literal)
    assert "passage:acs-all-immunotherapy_2024-11-11_p39" in cited.value.split()
    contract = library.dataset.prefixes.contract
    assert cited.value.split() == [contract(one.passage) for one in answer.passages()]
    assert row["evidenceLabel"] == Literal("; ".join(map(str, answer.passages())))


@pytest.mark.parametrize("extras", [LABELS, EVIDENCE, BOTH])
@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_on_demand_only_adds(answers: dict[str, Answer], name: str, extras: Extras) -> None:
    answer = answers[name]
    wide = results.widened(answer, extras)
    assert [v for v in wide.variables if v in answer.solutions.variables] == list(
        answer.solutions.variables
    )
    assert len(set(wide.variables)) == len(wide.variables)
    for row, before in zip(wide.rows, answer.solutions.rows, strict=True):
        assert {v: term for v, term in row.items() if v in before} == before
        assert bool(extras.evidence and answer.passages()) == any(
            "evidence" in r for r in wide.rows
        )


def test_a_variable_that_is_there_already_is_not_overwritten(library: Library) -> None:
    text = "SELECT ?t ?tLabel ?evidence { ?t ig:targets antigen:cd22 BIND('x' AS ?tLabel) }"
    answer = library.sparql(text)
    assert isinstance(answer, Answer)
    assert results.as_csv(answer, BOTH).splitlines()[1].split(",")[1] == "x"
    assert len(set(results.widened(answer, BOTH).variables)) == 5


def test_markdown_and_tables_show_identifiers_claims_and_passages(library: Library) -> None:
    answer = library.query("therapies-by-target", target="CD22")
    for shown in (results.as_markdown(answer, BOTH), as_table(answer, BOTH)):
        assert "drug:inotuzumab-ozogamicin" in shown
        assert "claim:inotuzumab-ozogamicin_engages_cd22" in shown
        assert "passage:acs-all-immunotherapy_2024-11-11_p39" in shown
    for shown in (results.as_markdown(answer), as_table(answer)):
        assert "inotuzumab ozogamicin" in shown
        assert "drug:" not in shown
        assert "claim:" not in shown
        assert "American Cancer Society: Immunotherapy for ALL in adults (2024-11-11)" in shown


def test_sparql_that_is_not_saved_has_a_row_for_each_solution(library: Library) -> None:
    answer = library.sparql(
        "SELECT ?claim ?t { ?claim a ig:TargetEngagement ; ig:about ?t . BIND (1 AS ?n) }"
    )
    assert isinstance(answer, Answer)
    assert answer.columns == ("claim", "t")
    assert len(answer.rows) == len(answer.solutions.rows) > 0
    assert "claim:blinatumomab_engages_cd19" in as_table(answer)
    twice = library.sparql("SELECT ?n { VALUES ?n { 1 1 } }")
    assert isinstance(twice, Answer)
    assert len(twice.rows) == 2


# What comes from others does no harm


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_takes_no_value_for_a_formula(library: Library, start: str) -> None:
    formula = f'{start}HYPERLINK("http://x","y")'
    answer = answer_of(library, {"text": Literal(formula, language="en"), "n": Literal(-5)})
    plain = list(csv.reader(io.StringIO(results.as_csv(answer), newline="")))
    assert plain[1] == [formula, "-5"]
    for extras in (LABELS, EVIDENCE):
        header, row = csv.reader(io.StringIO(results.as_csv(answer, extras), newline=""))
        found = dict(zip(header, row, strict=True))
        assert (found["text"], found["n"]) == (f"'{formula}", "-5")
        (row_of_tsv,) = by_engine(results.as_tsv(answer, extras), "tsv")
        assert row_of_tsv["text"] == Literal(f"'{formula}")
        assert row_of_tsv["n"] == Literal(-5)


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\x07b", "a\u202eb", "a\x9bb", "a\u200bb"])
def test_no_control_character_is_shown(library: Library, text: str) -> None:
    answer = hostile(library, text)
    for shown in (as_table(answer), results.as_markdown(answer), results.as_html(answer)):
        assert text not in shown
        assert text[1] not in shown
        assert "a\ufffd" in shown


class Seen(HTMLParser):
    """The elements, addresses and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><a href='javascript:alert(1)'>x</a>",
    "$text ${address}",
    "</td></table><iframe src=//x>",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_a_value_is_shown_as_text(library: Library, text: str) -> None:
    for page in (results.as_html(hostile(library, text)), hostile(library, text)._repr_html_()):
        seen = Seen(page)
        assert text in seen.text
        assert not {"script", "img", "iframe", "a"} & set(seen.elements)
    clean = library.sparql('CONSTRUCT { <http://x/a> <http://x/b> "x" } {}')
    assert isinstance(clean, Subgraph)
    triple = ox.Triple(clean[0].subject, clean[0].predicate, Literal(text))
    dirty = Subgraph([triple], library.dataset)
    assert text in Seen(dirty._repr_html_()).text
    assert "script" not in Seen(dirty._repr_html_()).elements


@pytest.mark.parametrize(
    ("iri", "leads"),
    [
        ("https://example.org/a", True),
        ("http://example.org/a?b=c&d", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("urn:x:y", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_an_address_of_the_web_is_a_link(library: Library, iri: str, leads: bool) -> None:
    seen = Seen(results.as_html(answer_of(library, {"x": NamedNode(iri)})))
    assert seen.links == ([iri] if leads else [])


@pytest.mark.parametrize(
    "text", ["a|b", "<b>x</b>", "[x](javascript:y)", "`x`", "![x](http://y)", "&lt;", "a\\|b"]
)
def test_markup_in_a_value_is_text_in_markdown(library: Library, text: str) -> None:
    from markdown_it import MarkdownIt  # noqa: PLC0415 (rich brings it)

    made = (
        MarkdownIt("commonmark").enable("table").render(results.as_markdown(hostile(library, text)))
    )
    seen = Seen(made)
    assert set(seen.elements) == {"table", "thead", "tbody", "tr", "th", "td"}
    assert text in seen.text


def test_a_page_of_an_answer_leads_to_its_sources(library: Library) -> None:
    answer = library.query("therapies-by-target", target="CD22")
    text = "SELECT ?a { source:acs-all-immunotherapy ig:address ?a }"
    (row,) = library.dataset.store.select(text).rows
    for shown in (results.as_html(answer), answer._repr_html_()):
        seen = Seen(shown)
        assert str(row["a"])[1:-1] in seen.links
        assert "https://w3id.org/immunograph/drug/inotuzumab-ozogamicin" in seen.links
        assert {one.address for one in answer.passages() if one.address} <= set(seen.links)
        assert all(str(one) in seen.text for one in answer.passages())
        assert "Information about what sources say, not medical advice." in seen.text
    assert all(link.startswith("http") for link in Seen(results.as_html(answer)).links)


def test_a_notebook_shows_the_first_rows_and_a_page_all(library: Library) -> None:
    answer = library.sparql("SELECT ?s { ?s ?p ?o } LIMIT 250")
    assert isinstance(answer, Answer)
    assert answer._repr_html_().count("<tr>") == 201
    assert "and 50 more" in answer._repr_html_()
    assert results.as_html(answer).count("<tr>") == 251


# Triples


CONSTRUCTED = """CONSTRUCT {
    ?claim ?p ?o .
    ?t ig:targets antigen:cd22 ; rdfs:label 'a "b" \\n c'@en ; ig:order 5 ; ig:about ?x .
    ?x ig:order 1 .
}
WHERE {
    { ?claim ig:antigen antigen:cd22 ; ?p ?o }
    UNION { ?t ig:targets antigen:cd22 . BIND (BNODE() AS ?x) }
}"""
READ_BY_RDFLIB = {
    "turtle": "turtle",
    "ttl": "turtle",
    "ntriples": "nt",
    "nt": "nt",
    "nquads": "nquads",
    "nq": "nquads",
    "trig": "trig",
    "rdfxml": "xml",
    "rdf": "xml",
    "xml": "xml",
    "jsonld": "json-ld",
    "json-ld": "json-ld",
}


@pytest.fixture(scope="module")
def subgraph(library: Library) -> Subgraph:
    made = library.sparql(CONSTRUCTED)
    assert isinstance(made, Subgraph)
    assert len(made) > 10
    return made


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("form", READ_BY_RDFLIB)
def test_triples_are_the_same_in_every_format(subgraph: Subgraph, form: str) -> None:
    text = serializations.WRITERS[form](subgraph)
    assert text.endswith("\n")
    assert serializations.WRITERS[form](subgraph) == text
    read = rdflib.Dataset(default_union=True)
    read.parse(data=text, format=READ_BY_RDFLIB[form])
    made = rdflib.Graph()
    for triple in read.triples((None, None, None)):
        made.add(triple)
    assert isomorphic(made, subgraph.to_rdflib())


def test_only_prefixes_that_are_used_are_declared(subgraph: Subgraph) -> None:
    for form in ("turtle", "trig", "rdfxml"):
        text = serializations.WRITERS[form](subgraph)
        assert "dailymed" not in text
        assert "https://w3id.org/immunograph/antigen/" in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('CONSTRUCT { <urn:a> <urn:b> "\\u0001" } {}', r"a value holds U\+0001, which XML cannot"),
        (
            "CONSTRUCT { <urn:a> <http://x/1> 2 } {}",
            "RDF/XML has no way to write the predicate <http://x/1>",
        ),
    ],
)
def test_what_rdf_xml_cannot_say_is_refused(library: Library, text: str, message: str) -> None:
    made = library.sparql(text)
    assert isinstance(made, Subgraph)
    with pytest.raises(BadParameter, match=message):
        serializations.as_rdf_xml(made)


def test_triples_have_the_faces_of_other_libraries(library: Library) -> None:
    made = library.sparql("CONSTRUCT WHERE { ?t ig:targets antigen:cd22 }")
    assert isinstance(made, Subgraph)
    network = made.to_networkx()
    drug, antigen = (
        f"https://w3id.org/immunograph/{x}" for x in ("drug/inotuzumab-ozogamicin", "antigen/cd22")
    )
    assert list(network.edges(data="label")) == [(drug, antigen, "targets")]
    assert network.nodes[drug]["label"] == "inotuzumab ozogamicin"
    assert {rdflib_term(triple.subject) for triple in made} == set(made.to_rdflib().subjects())
    assert Seen(made._repr_html_()).links.count(drug) == 1


# One table of formats for each kind of result


def test_every_format_of_triples_is_read_by_rdflib() -> None:
    assert {*READ_BY_RDFLIB, "html"} == set(serializations.WRITERS)


def test_the_command_line_offers_every_format_of_the_tables() -> None:
    assert list(ROWS) == list(_rows())
    assert {*ROWS, *_of_triples()} == {*ROWS, *TRIPLES}
    assert set(results.TRUTHS) <= set(ROWS)


SELECT, ASK, CONSTRUCT = (
    "SELECT ?t { ?t ig:targets antigen:cd22 }",
    "ASK { ?t ig:targets antigen:cd22 }",
    "CONSTRUCT WHERE { ?t ig:targets antigen:cd22 }",
)


@pytest.mark.parametrize(
    ("text", "form", "message"),
    [
        (
            SELECT,
            "turtle",
            "a SELECT gives rows: ask for table, json, xml, csv, tsv, md, html, svg",
        ),
        (SELECT, "nq", "a SELECT gives rows"),
        (ASK, "csv", "ASK gives true or false: ask for table, json, xml"),
        (ASK, "turtle", "ASK gives true or false"),
        (
            CONSTRUCT,
            "json",
            "give triples: ask for turtle, ntriples, trig, rdfxml, jsonld, html, svg",
        ),
        (CONSTRUCT, "table", "CONSTRUCT and DESCRIBE give triples"),
    ],
)
def test_a_format_of_another_kind_is_one_clear_line(
    library: Library, text: str, form: str, message: str
) -> None:
    with pytest.raises(BadParameter, match=message):
        printed(library.sparql(text), Printing(form))


@pytest.mark.parametrize("text", [ASK, CONSTRUCT])
def test_labels_are_for_rows_only(library: Library, text: str) -> None:
    with pytest.raises(BadParameter, match="--labels and --evidence are for the rows of a SELECT"):
        printed(library.sparql(text), Printing(labels=True))


def test_the_truth_is_a_word_or_a_result_of_the_w3c(library: Library) -> None:
    assert printed(library.sparql(ASK), PLAINLY) == "true\n"
    for form in ("json", "xml"):
        text = printed(library.sparql(ASK), Printing(form))
        read = ox.parse_query_results(text, format=ENGINE[form])
        assert isinstance(read, ox.QueryBoolean)
        assert bool(read)
        assert Result.parse(io.BytesIO(text.encode()), format=form).askAnswer is True


@pytest.mark.parametrize("options", [(), ("--labels",), ("--evidence",)])
def test_who_asks_for_evidence_of_no_claims_is_told(shell: Any, options: list[str]) -> None:
    said = "There is no evidence to show: no variable is called claim"
    assert (said in shell("sparql", "-e", SELECT, *options).err) == ("--evidence" in options)
    without = ("query", "sources-read", "--format", "csv")
    assert (said in shell(*without, *options).err) == ("--evidence" in options)
    with_claims = ("query", "therapies-by-target", "target=CD22")
    assert said not in shell(*with_claims, *options).err


def test_a_page_says_what_was_asked(library: Library) -> None:
    page = results.as_html(library.query("therapies-by-target", target="antigen:cd22"))
    assert "<title>therapies-by-target target=CD22</title>" in page


def test_a_saved_question_gives_no_triples(shell: Any) -> None:
    run = shell("query", "therapies-by-target", "target=CD22", "--format", "turtle")
    assert (run.code, run.out) == (2, "")
    assert "a SELECT gives rows: ask for table, json" in run.err


# Files


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "which therapies target CD22"),
        ("query", "therapies-by-target", "target=CD22"),
        ("sparql", "-e", SELECT),
    ],
)
def test_a_result_is_written_to_a_file(shell: Any, tmp_path: Path, command: list[str]) -> None:
    file = tmp_path / "result.csv"
    run = shell(*command, "--output", str(file))
    assert (run.code, run.out) == (0, "")
    assert file.read_bytes().count(b"\r\n") == 2
    assert b"/drug/inotuzumab-ozogamicin" in file.read_bytes()
    assert shell(*command, "-o", str(file), "--format", "xml").code == 0
    assert ET.fromstring(file.read_bytes()).tag.endswith("sparql")
    assert shell(*command, "-o", str(tmp_path / "result.txt")).code == 0
    assert "inotuzumab ozogamicin" in (tmp_path / "result.txt").read_text("utf-8")
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_file_is_left_as_it_is_where_a_result_cannot_be_written(
    shell: Any, tmp_path: Path
) -> None:
    file = tmp_path / "result.csv"
    file.write_text("before")
    assert shell("sparql", "-e", "ASK {}", "--format", "csv", "-o", str(file)).code == 2
    assert shell("sparql", "-e", "SELECT ?x {", "-o", str(file)).code == 2
    assert file.read_text() == "before"
    gone = tmp_path / "no" / "such" / "folder.csv"
    assert shell("sparql", "-e", SELECT, "-o", str(gone)).code == 2
    assert "cannot be written" in shell.err


def test_the_suffix_of_a_file_tells_the_format(shell: Any, tmp_path: Path) -> None:
    file = tmp_path / "result.nt"
    assert shell("sparql", "-e", CONSTRUCT, "-o", str(file)).code == 0
    assert file.read_text("utf-8").endswith("/antigen/cd22> .\n")


def test_standard_output_has_the_bytes_of_the_format(library: Library) -> None:
    root = str(library.repository.root)
    command = [sys.executable, "-m", "immunograph", "-C", root, "sparql", "-e", SELECT]
    run = subprocess.run([*command, "--format", "csv"], capture_output=True, check=True)
    drug = b"https://w3id.org/immunograph/drug/inotuzumab-ozogamicin"
    assert run.stdout == b"t\r\n" + drug + b"\r\n"
