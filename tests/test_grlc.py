"""Query files of other people, with heads for grlc: they run unchanged, on this data set."""

from pathlib import Path

import pytest

from conftest import Shell
from immunograph import grlc
from immunograph.errors import UnknownName
from immunograph.library import Library
from immunograph.ontology import Prefixes
from immunograph.parameters import IRI, NUMBER
from immunograph.queries import read_query
from immunograph.repository import ContentFile
from immunograph.store import Literal, MemoryStore, NamedNode, Term
from immunograph.vocabulary import BASE, XSD

NONE = Prefixes({})
EVERY = """\
#+ summary: Drugs by target and name
#+ description: |
#+   More than one line,
#+   and a colon: here.
#+ endpoint: http://example.org/sparql
#+ endpoint_in_url: False
#+ tags:
#+   - drugs
#+   - targets
#+ method: GET
#+ pagination: 2
#+ mime: text/csv
#+ unheard-of: {of: [anyone]}
#+ enumerate:
#+   - target:
#+     - https://w3id.org/immunograph/antigen/cd19
#+     - https://w3id.org/immunograph/antigen/cd22
#+   - name
#+ defaults:
#+   - target: https://w3id.org/immunograph/antigen/cd22
#+ transform: {
#+     "key": "?drug",
#+     "$anchor": "key"
#+   }

# What a reader may know.
BASE <https://w3id.org/immunograph/>
PREFIX v: <vocab#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT DISTINCT ?drug ?label
WHERE {
  ?drug v:targets ?_target_iri ; # and not "?_target_iri"
    skos:prefLabel ?label .
  FILTER (!BOUND(?__name) || CONTAINS(STR(?label), ?__name))
  FILTER (STR(?label) != "?_target_iri")
}
ORDER BY ?label
"""
CD19 = "https://w3id.org/immunograph/antigen/cd19"


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A query file that stands in no repository of ours."""
    (tmp_path / "theirs").mkdir()
    file = tmp_path / "theirs" / "drugs.rq"
    file.write_text(EVERY, encoding="utf-8")
    return file


def write(file: Path, text: str) -> str:
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_file_with_every_decorator_runs_unchanged(shell: Shell, theirs: Path) -> None:
    shell("query", str(theirs), f"target={CD19}", "name=tis", "--format", "csv")
    assert shell.code == 0
    assert [line.split(",")[1] for line in shell.out.splitlines()[1:]] == ["tisagenlecleucel"]
    said = f"{theirs} names http://example.org/sparql, which is not asked."
    assert shell.err.splitlines()[0] == said


def test_a_default_is_taken_and_an_optional_parameter_left_out(shell: Shell, theirs: Path) -> None:
    assert "inotuzumab ozogamicin" in shell("query", str(theirs)).out
    assert "Read as: drugs target='CD22'" in shell.err


def test_a_parameter_may_have_any_name(library: Library, theirs: Path) -> None:
    answer = library.query(str(theirs), target="antigen:cd19", name="blin")
    assert [row["label"] for row in answer.labels()] == ["blinatumomab"]


def test_a_value_that_is_not_enumerated_is_refused(shell: Shell, theirs: Path) -> None:
    shell("query", str(theirs), "target=antigen:cd3")
    assert shell.code == 2
    assert f"target=antigen:cd3: not one of {CD19}, " in shell.err
    assert shell("query", str(theirs), "target=antigen:cd19").code == 0


def test_a_value_cannot_change_a_query(shell: Shell, theirs: Path) -> None:
    evil = '") } UNION { ?drug ?p ?label } #'
    shell("query", str(theirs), f"target={CD19}", f"name={evil}")
    assert (shell.code, shell.out) == (1, "The graph holds no answer to this.\n")
    shell("query", str(theirs), f"target={CD19}> . ?drug ?p <{CD19}")
    assert shell.code == 2
    assert "not an IRI" in shell.err


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ("_a", ("a", "", "", "", False)),
        ("_a_literal", ("a", "", "", "", False)),
        ("_a_string", ("a", "", "", "", False)),
        ("__a", ("a", "", "", "", True)),
        ("__a_iri", ("a", IRI, "", "", True)),
        ("_a_number", ("a", NUMBER, "", "", False)),
        ("_a_integer", ("a", "", f"{XSD}integer", "", False)),
        ("_a_date", ("a", "", f"{XSD}date", "", False)),
        ("_a_xsd_date", ("a", "", f"{XSD}date", "", False)),
        ("_a_geo_wkt", ("a", "", "http://example.org/wkt", "", False)),
        ("_a_en", ("a", "", "", "en", False)),
        ("_a_es", ("a", "", "", "es", False)),
    ],
)
def test_the_name_of_a_variable_says_what_it_takes(
    variable: str, expected: tuple[str, str, str, str, bool]
) -> None:
    text = (
        f"PREFIX geo: <http://example.org/> PREFIX xsd: <{XSD}> SELECT ?x {{ ?x ?p ?{variable} }}"
    )
    (one,) = grlc.parameters(text, NONE)
    assert (one.name, one.form, one.datatype, one.language, one.optional) == expected
    assert one.asked == variable


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x_y { ?x_y ?p ?o }",
        "SELECT (COUNT(?s) AS ?_count) { ?s ?p ?o }",
        "SELECT ?s { VALUES ?_kind { 1 } ?s ?p ?_kind }",
        "SELECT ?s { VALUES (?_kind ?x) { (1 2) } ?s ?x ?_kind }",
        "SELECT ?s { ?s ?p '?_text' } # ?_comment",
        "SELECT ?s { ?s ?p ?o BIND (1 AS ?_one) }",
    ],
)
def test_what_a_query_assigns_or_only_says_is_no_parameter(text: str) -> None:
    assert grlc.parameters(text, NONE) == []


def test_the_prefix_of_a_datatype_is_read_with_the_base_of_its_file() -> None:
    text = "BASE <http://example.org/> PREFIX geo: <geo#> ASK { ?x ?p ?_a_geo_wkt }"
    assert grlc.parameters(text, NONE)[0].datatype == "http://example.org/geo#wkt"


def test_what_a_query_tests_by_bound_may_be_left_out() -> None:
    (one,) = grlc.parameters("ASK { ?x ?p ?o FILTER (!BOUND(?_a_iri) || ?o = ?_a_iri) }", NONE)
    assert one.optional
    assert not one.is_needed


def test_a_datatype_of_an_undeclared_prefix_is_named() -> None:
    with pytest.raises(UnknownName, match="no prefix 'geo'"):
        grlc.parameters("SELECT ?x { ?x ?p ?_a_geo_wkt }", NONE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASK { ?s ?p ?_a }", 'ASK { ?s ?p "v" }'),
        ("ASK { ?s ?p $_a, ?_ab }", 'ASK { ?s ?p "v", ?_ab }'),
        ("SELECT ?_a ?s { ?s ?p ?_a }", 'SELECT ("v" AS ?_a) ?s { ?s ?p "v" }'),
        ("SELECT (STR(?_a) AS ?b) {}", 'SELECT (STR("v") AS ?b) {}'),
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?_a ?s", 'SELECT ?s { ?s ?p ?o } ORDER BY ("v") ?s'),
        ("SELECT ?s {} GROUP BY ?s ?_a LIMIT 1", 'SELECT ?s {} GROUP BY ?s ("v") LIMIT 1'),
        ("ASK { FILTER (!bound( ?_a ) || ?_a = 1) }", 'ASK { FILTER (!true || "v" = 1) }'),
        ("ASK { FILTER (?o IN (1, ?_a)) }", 'ASK { FILTER (?o IN (1, "v")) }'),
        ("ASK { ?s ?p '?_a' } # ?_a", "ASK { ?s ?p '?_a' } # ?_a"),
        ("SELECT (1 AS ?_a) { }", "SELECT (1 AS ?_a) { }"),
        ("ASK { VALUES ?_a { 1 } }", "ASK { VALUES ?_a { 1 } }"),
    ],
)
def test_a_value_stands_wherever_its_variable_stood(text: str, expected: str) -> None:
    written = grlc.filled(text, {"_a": Literal("v")})
    assert written == expected
    MemoryStore(b"", {}).run(written)


def test_a_value_is_written_so_that_it_is_read_back() -> None:
    store = MemoryStore(b"", {})
    values: list[Term] = [
        Literal('a"\\\n\t\u2028'),
        Literal("x", language="en"),
        NamedNode("urn:a"),
    ]
    for value in values:
        text = grlc.filled("SELECT ?_a { }", {"_a": value})
        assert store.select(text).rows == ({"_a": value},)


def test_params_of_our_own_say_of_which_class_the_thing_is(shell: Shell, theirs: Path) -> None:
    head = "#+ params:\n#+   target:\n#+     class: ig:Antigen\n"
    query = "SELECT ?drug { ?drug ig:targets ?_target_iri }"
    shell("query", write(theirs, head + query), "target=CD22", "--format", "json")
    assert "inotuzumab-ozogamicin" in shell.out
    assert "http://" not in shell.err


@pytest.mark.parametrize(
    ("query", "form", "expected"),
    [
        ("ASK { ?d ig:targets ?_t_iri }", [], "true\n"),
        ("ASK { ?d ig:targets ?_t_iri }", ["--format", "json"], '{"head": {}, "boolean": true}\n'),
        ("CONSTRUCT { ?_t_iri a ig:X } WHERE { ?d ig:targets ?_t_iri }", [], "    a ig:X ;\n"),
        ("DESCRIBE ?_t_iri", [], "antigen:cd19\n"),
    ],
)
def test_ask_construct_and_describe_run_too(
    shell: Shell, theirs: Path, query: str, form: list[str], expected: str
) -> None:
    shell("query", write(theirs, query), "t=antigen:cd19", *form)
    assert shell.code == 0
    assert expected in shell.out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#+ method: POST\nDELETE WHERE { ?s ?p ?o }", ":2:1: the data set takes no update"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", ":1:1: the data set takes no update"),
        ("ASK {\n SERVICE <http://x/> { } }", ":2:2: SERVICE asks another endpoint"),
        ("#+ tags:\n#+   - a\n#+  - b\nASK {}", ":3:5: the head is not YAML"),
        ("#+ defaults: 7\nASK { ?s ?p ?_a }", ":1: the head is not as it should be: defaults"),
        ("#+ enumerate:\n#+   - a: b\nASK { ?s ?p ?_a }", "enumerate must list the values of a"),
        ("SELECT ?x { ?x ?p }", ":1:19: not SPARQL at or before '}'"),
        ("SELECT ?x { ?x no:p 1 }", ":1:16: the prefix no: is not declared"),
    ],
)
def test_what_cannot_be_run_is_said_in_a_line_with_its_place(
    shell: Shell, theirs: Path, text: str, message: str
) -> None:
    shell("query", write(theirs, text), *(["a=1"] if "?_a" in text else []))
    assert shell.code == 2
    assert shell.err.startswith(f"{theirs}:")
    assert message in shell.err
    assert shell.err.count("\n") == 1


@pytest.mark.parametrize("name", ["nowhere.rq", "no/where.rq", "."])
def test_a_file_that_is_not_there_is_said(shell: Shell, tmp_path: Path, name: str) -> None:
    assert shell("query", f"{tmp_path}/{name}").code == 2
    assert "cannot be read" in shell.err


def test_a_needed_value_that_is_missing_is_named(shell: Shell, theirs: Path) -> None:
    shell("query", write(theirs, "ASK { ?d ig:targets ?_t_iri }"))
    assert (shell.code, shell.err) == (2, "drugs needs t=...\n")


def test_a_file_of_theirs_put_into_our_questions_is_one(small_shell: Shell) -> None:
    file = small_shell.repository / "queries" / "drugs.rq"
    write(file, EVERY.replace("cd19", "example-antigen").replace("cd22", "other"))
    small_shell("query", "drugs", "target=antigen:example-antigen", "--format", "csv")
    assert "examplumab" in small_shell.out
    text = "SELECT ?t { query:drugs schema:target ?t } "
    assert "http://example.org/sparql" in small_shell("sparql", "-e", text).out
    assert small_shell("check").code == 0, small_shell.out


def test_a_question_that_says_nothing_of_itself_works_and_is_warned_of(
    small_shell: Shell,
) -> None:
    write(small_shell.repository / "queries" / "bare.rq", "ASK { ?s ?p ?_a_iri }")
    assert small_shell("query", "bare", "a=antigen:example-antigen").out == "true\n"
    small_shell("check")
    assert "queries/bare.rq:1: warning: bare: A saved question must say" in small_shell.out
    assert small_shell.code == 0


def test_a_question_with_forms_must_select(small_shell: Shell) -> None:
    text = "#+ summary: s\n#+ forms:\n#+   - is there anything\nASK { ?s ?p ?o }"
    write(small_shell.repository / "queries" / "anything.rq", text)
    assert small_shell("check").code == 1
    assert "queries/anything.rq:2: violation: a question with forms must be" in small_shell.out


def test_the_head_of_our_own_questions_takes_decorators() -> None:
    head = "#+ tags: one\n#+ defaults: {a: x}\n#+ enumerate: {a: [x, y]}\nASK { ?s ?p ?_a }"
    query = read_query(ContentFile("queries/x.rq", head.encode()), NONE)
    assert query.tags == ("one",)
    assert (query.parameters[0].default, query.parameters[0].allowed) == ("x", ("x", "y"))


def test_what_is_said_of_no_answer_is_said_of_the_values_given(
    shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "targets.rq"
    file.write_text("ASK { ?_drug_iri ig:targets ?_antigen_iri }\n", encoding="utf-8")
    drug = f"drug={BASE}drug/blinatumomab"
    shell("query", str(file), drug, f"antigen={BASE}antigen/cd3")
    assert (shell.code, shell.out) == (0, "false\n")
    assert f"<{BASE}drug/blinatumomab> ig:targets <{BASE}antigen/cd3>" in shell.err
