"""The saved questions: each can be read, bound and run, and gives the answer that is expected."""

import csv
from pathlib import Path

import pytest

import immunograph
from immunograph.errors import BadParameter, UnknownName, Unreadable
from immunograph.library import Library
from immunograph.queries import read_query
from immunograph.repository import ContentFile

CHECKOUT = Path(__file__).parents[1]
CASES = CHECKOUT / "tests" / "cases" / "queries"
NAMES = sorted(path.stem for path in (CHECKOUT / "queries").glob("*.rq"))


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_is_the_expected_one(library: Library, name: str) -> None:
    query = library.queries[name]
    answer = library.query(name, **query.examples)
    with (CASES / name / "expected.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert rows, "an example that shows nothing proves nothing"
    assert list(answer.columns) == header
    assert [list(row.values()) for row in answer.labels()] == rows


def test_there_are_questions_enough_and_each_has_forms_and_tags(library: Library) -> None:
    assert len(library.queries) >= 26
    for query in library.queries.values():
        assert query.forms, query.name
        assert query.tags, query.name
        assert all(p.kinds or p.datatype for p in query.parameters), query.name
        assert all(p.example for p in query.parameters if not p.optional), query.name


@pytest.mark.parametrize(
    "value", ["CD19", "cd 19", "antigen:cd19", f"{'https'}://w3id.org/immunograph/antigen/cd19"]
)
def test_a_parameter_takes_a_label_a_curie_or_an_iri(library: Library, value: str) -> None:
    named = library.query("therapies-by-target", target=value)
    assert named.labels() == library.query("therapies-by-target", target="antigen:cd19").labels()
    assert len(named.rows) >= 4


@pytest.mark.parametrize(
    ("values", "error", "message"),
    [
        ({"target": "CD91"}, UnknownName, r"no antigen 'CD91'; did you mean CD19"),
        ({"targt": "CD19"}, UnknownName, r"no parameter 'targt'; did you mean target\?"),
        ({}, BadParameter, r"therapies-by-target needs target=\.\.\."),
        ({"target": 'CD19" . ?s ?p ?o . "'}, UnknownName, "no antigen"),
        ({"target": "antigen:unheard-of"}, UnknownName, "no antigen"),
        ({"target": "drug:blinatumomab"}, UnknownName, "no antigen"),
    ],
)
def test_a_wrong_parameter_is_refused(
    library: Library, values: dict[str, str], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        library.query("therapies-by-target", **values)


def test_an_unknown_question_gets_the_nearest(library: Library) -> None:
    with pytest.raises(UnknownName, match=r"did you mean therapies-by-target"):
        library.query("therapies-by-targets")


def test_a_date_must_be_a_date(library: Library) -> None:
    with pytest.raises(BadParameter, match="before=yesterday: not a xsd:date, such as"):
        library.query("stale-claims", before="yesterday")


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("#+ summary: a: b\n", r"queries/x\.rq:1:14: the head is not YAML"),
        ("#+tags: a\n#+\tb: c\n", r"queries/x\.rq:2:3: the head is not YAML"),
        ("# about\n#+ nothing but words\n", r"queries/x\.rq:2:1: the head holds no keys"),
        ("#+ summary: s\n#+ params: [a]\n", "the head is not as it should be"),
        ("#+ summary: s\n#+ forms: which a\n", "forms must be a list of texts"),
        ("#+ summary: s\n#+ forms:\n#+   - a: b\n", "forms must be a list of texts"),
        ("#+ summary: s\n#+ tags: {a: b}\n", "tags must be a list of texts"),
        ("#+ summary: s\n#+ forms: [\a]\n", r"queries/x\.rq:2: the head is not YAML: .*character"),
        ("#+ summary: s\n#+ params:\n#+   a:\n#+     class: iig:Drug\n", "no prefix 'iig'"),
    ],
)
def test_a_head_with_a_fault_is_named(library: Library, head: str, message: str) -> None:
    file = ContentFile("queries/x.rq", f"{head}SELECT * {{ ?s ?p ?o }}".encode())
    with pytest.raises(Unreadable, match=message):
        read_query(file, library.dataset.prefixes)


def test_a_label_written_differently_is_the_same_word_for_yaml(library: Library) -> None:
    file = ContentFile("queries/x.rq", b"#+ summary: no\n#+ tags: [no, 12:30, 010]\nASK {}")
    assert read_query(file, library.dataset.prefixes).tags == ("no", "12:30", "010")


def test_a_new_repository_answers_its_questions(small: Path) -> None:
    answer = immunograph.open(small).query("therapies-by-target", target="Example antigen")
    assert [row["therapy"] for row in answer.labels()] == ["examplumab"]


def test_two_questions_of_one_name_are_both_named(small: Path) -> None:
    (small / "queries" / "more").mkdir()
    text = (small / "queries" / "therapies-by-target.rq").read_text(encoding="utf-8")
    (small / "queries" / "more" / "therapies-by-target.rq").write_text(text, encoding="utf-8")
    message = r"queries/therapies-by-target\.rq: queries/more/therapies-by-target\.rq has the name"
    with pytest.raises(Unreadable, match=message):
        immunograph.open(small).queries  # noqa: B018


def test_every_head_with_a_fault_is_named(small: Path) -> None:
    for name in ("x", "y"):
        (small / "queries" / f"{name}.rq").write_text("#+ a: b: c\nASK {}", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"queries/x\.rq(?s:.*)queries/y\.rq"):
        immunograph.open(small).queries  # noqa: B018


@pytest.mark.parametrize("given", ["true", "True", "TRUE"])
def test_true_is_true_in_any_case(library: Library, given: str) -> None:
    head = f"#+ summary: s\n#+ params:\n#+   x: {{type: xsd:date, optional: {given}}}\nASK {{}}"
    file = ContentFile("queries/x.rq", head.encode())
    assert read_query(file, library.dataset.prefixes).parameters[0].optional
