"""What nobody has reviewed yet is told apart in every answer, and in the data set."""

import csv
import io
import json
from pathlib import Path

import pytest

import immunograph
from conftest import Shell
from editing import edit
from immunograph.answer import PARTLY, UsesAnswer
from immunograph.library import Library
from immunograph.store import Solutions

DRUG = "graph/drug/examplumab.ttl"
QUESTION = "therapies-by-target"
TARGET = "target=example antigen"
SENTENCE = "Not reviewed yet: 1 of 1 row rests on drafts."
SECOND = """
claim:examplumab_engages_example-antigen_again
    a ig:TargetEngagement ;
    ig:about drug:examplumab ;
    ig:antigen antigen:example-antigen ;
    ig:certainty ig:Stated ;
    ig:enteredBy ig:Importer ;
    ig:reviewedOn "2026-01-31"^^xsd:date ;
    ig:reviewStatus ig:Draft ;
    ig:role ig:DirectedTarget ;
    ig:supportedBy passage:example-page_2026-01-31_p1 ;
.
"""


@pytest.fixture
def drafted(small: Path) -> Path:
    """The small repository, the claim on the target of which is a draft."""
    edit(small, DRUG, "ig:reviewStatus ig:Reviewed", "ig:reviewStatus ig:Draft")
    return small


@pytest.fixture
def ask(drafted: Path) -> Shell:
    return Shell(drafted)


def test_an_answer_of_reviewed_claims_says_nothing_of_it(small_shell: Shell) -> None:
    text = small_shell("query", QUESTION, TARGET).out
    assert "examplumab" in text and "review" not in text
    made = json.loads(small_shell("query", QUESTION, TARGET, "--format", "json").out)
    assert "reviewStatus" not in made["head"]["vars"]


@pytest.mark.parametrize("form", ["table", "md", "html"])
def test_what_people_read_has_a_column_and_a_sentence(ask: Shell, form: str) -> None:
    text = ask("query", QUESTION, TARGET, "--format", form).out
    assert SENTENCE in text and "review" in text.replace(SENTENCE, "") and "draft" in text


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_what_programs_read_has_a_variable(ask: Shell, form: str) -> None:
    text = ask("query", QUESTION, TARGET, "--format", form).out
    assert "reviewStatus" in text and "vocab#Draft" in text
    assert SENTENCE in ask.err


def test_the_variable_is_one_of_sparql_results(ask: Shell) -> None:
    made = json.loads(ask("query", QUESTION, TARGET, "--format", "json").out)
    (row,) = made["results"]["bindings"]
    assert made["head"]["vars"][-1] == "reviewStatus" and row.keys() <= set(made["head"]["vars"])
    assert row["reviewStatus"] == {"type": "uri", "value": f"{immunograph.vocabulary.IG}Draft"}
    (labelled,) = csv.DictReader(
        io.StringIO(ask("query", QUESTION, TARGET, "--format", "csv", "--labels").out)
    )
    assert labelled["reviewStatusLabel"] == "draft"


def test_a_question_in_english_says_so_too(ask: Shell) -> None:
    assert SENTENCE in ask("ask", "which therapies target example antigen").out


def test_the_table_for_pandas_has_a_column(drafted: Path) -> None:
    answer = immunograph.open(drafted).query(QUESTION, target="example antigen")
    assert list(answer.to_dataframe()["review"]) == ["draft"]


def test_a_row_with_a_reviewed_claim_is_reviewed_whatever_drafts_say_so(small: Path) -> None:
    path = small / DRUG
    path.write_text(path.read_text("utf-8") + SECOND, encoding="utf-8")
    answer = immunograph.open(small).query(QUESTION, target="example antigen")
    assert len(answer.solutions.rows) == 2 and answer.standings == ("",)
    statuses = Shell(small)("query", QUESTION, TARGET, "--format", "csv").out
    assert "vocab#Draft" in statuses and "vocab#Reviewed" in statuses


def test_a_row_that_gathers_both_is_partly_a_draft(small: Path) -> None:
    path = small / DRUG
    path.write_text(path.read_text("utf-8") + SECOND, encoding="utf-8")
    given = immunograph.open(small).query(QUESTION, target="example antigen")
    rows = [{n: t for n, t in row.items() if n != "target"} for row in given.solutions.rows]
    variables = tuple(v for v in given.solutions.variables if v != "target")
    made = UsesAnswer(Solutions(variables, tuple(rows)), given.dataset, query="x")
    assert made.standings == (PARTLY,)
    assert made.not_reviewed == "Not reviewed yet: 1 of 1 row rests on some."


def test_a_path_says_which_step_is_a_draft(ask: Shell) -> None:
    text = ask("explain", "examplumab", "example antigen").out
    assert "(a draft, not reviewed yet)" in text
    made = json.loads(ask("explain", "examplumab", "example antigen", "--format", "json").out)
    assert {step["draft"] for path in made["paths"] for step in path} == {True}
    assert ", a draft" in ask("explain", "examplumab", "example antigen", "--format", "svg").out


def test_a_matrix_marks_the_cells_that_rest_on_drafts_alone(ask: Shell, small: Path) -> None:
    picture = ask("query", QUESTION, "target=example antigen", "--format", "svg").out
    assert "a draft, not reviewed yet" in picture and "\u2022*" in picture and SENTENCE in picture
    edit(small, DRUG, "ig:reviewStatus ig:Draft", "ig:reviewStatus ig:Reviewed")
    picture = ask("query", QUESTION, "target=example antigen", "--format", "svg").out
    assert "draft" not in picture and "\u2022*" not in picture


def test_a_time_line_names_the_rows_that_are_drafts(drafted: Path) -> None:
    question = drafted / "queries" / "readings.rq"
    question.write_text(
        "#+ summary: When the claims on targets were read.\n"
        "#+ description: A time line.\n"
        "SELECT ?therapy ?day ?claim\n"
        "{ ?claim a ig:TargetEngagement ; ig:about ?therapy ; ig:reviewedOn ?day }\n"
        "ORDER BY ?day\n"
    )
    picture = Shell(drafted)("query", "readings", "--format", "svg").out
    assert "examplumab (draft)" in picture and SENTENCE in picture


def test_an_edge_of_the_network_says_so(drafted: Path, library: Library) -> None:
    edges = list(immunograph.open(drafted).network().edges(data=True))
    assert edges and all(data["draft"] for _, _, data in edges)
    assert not any(data["draft"] for _, _, data in library.network().edges(data=True))


SHORT_CUTS = "SELECT ?therapy { ?therapy ig:targets antigen:example-antigen }"
REVIEWED = """SELECT ?therapy {
  ?therapy ig:targets ?antigen
  FILTER NOT EXISTS {
    ?mark rdf:subject ?therapy ; rdf:predicate ig:targets ; rdf:object ?antigen
  }
}"""


def test_a_short_cut_from_drafts_alone_is_marked_in_the_data_set(drafted: Path) -> None:
    library = immunograph.open(drafted)
    assert library.sparql(SHORT_CUTS) and not library.sparql(REVIEWED)
    assert library.sparql("ASK { ?mark a ig:DraftShortCut ; rdf:predicate ig:targets }") is True


def test_a_short_cut_with_a_reviewed_claim_is_not(small: Path) -> None:
    path = small / DRUG
    path.write_text(path.read_text("utf-8") + SECOND, encoding="utf-8")
    library = immunograph.open(small)
    assert library.sparql(REVIEWED)
    assert library.sparql("ASK { ?mark a ig:DraftShortCut }") is False


def test_sparql_over_short_cuts_is_told_how_many_rest_on_drafts(
    ask: Shell, small_shell: Shell
) -> None:
    assert "1 of ig:targets rest on drafts alone" in ask("sparql", "-e", SHORT_CUTS).err
    assert "drafts" not in ask("sparql", "-e", "SELECT ?t { ?t a ig:Drug }").err
    assert small_shell.repository == ask.repository


def test_a_check_and_a_build_count_them(ask: Shell) -> None:
    assert "2 claims (1 not reviewed)" in ask("check").out
    assert json.loads(ask("check", "--format", "json").out)["summary"]["drafts"] == 1
    assert "claims: 1 draft, 1 reviewed" in ask("build").out
