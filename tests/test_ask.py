import pytest

from immunograph.ask import read
from immunograph.errors import NotUnderstood
from immunograph.library import Library

CD19 = {
    "axicabtagene ciloleucel",
    "blinatumomab",
    "brexucabtagene autoleucel",
    "lisocabtagene maraleucel",
    "obecabtagene autoleucel",
    "tisagenlecleucel",
}


def first_column(library: Library, question: str) -> set[str]:
    return {next(iter(row.values())) for row in library.ask(question).labels()}


@pytest.mark.parametrize(
    "question",
    ["which therapies target CD19", "Which drugs target cd-19?", "CD19-directed therapies"],
)
def test_therapies_directed_at_cd19(library: Library, question: str) -> None:
    assert first_column(library, question) == CD19


def test_therapies_directed_at_cd22(library: Library) -> None:
    assert first_column(library, "which therapies target CD22") == {"inotuzumab ozogamicin"}


def test_an_engaged_antigen_is_no_target(library: Library) -> None:
    reply = library.ask("which therapies target CD3")
    assert not reply.answer
    assert reply.said == "No therapy in the graph is directed at CD3."
    assert reply.instead is not None
    assert [row["therapy"] for row in reply.instead.labels()] == ["blinatumomab"]


def test_every_row_has_its_passages(library: Library) -> None:
    answer = library.ask("which therapies target CD19").answer
    assert all(answer.evidence(row) for row in answer.rows)


@pytest.mark.parametrize(
    "question",
    [
        "is CD19 nice",
        "what should I take",
        "",
        "which therapies target " + "CD19 " * 10_000,
        "which therapies target CD19 and",
    ],
)
def test_what_cannot_be_read_is_not_guessed(library: Library, question: str) -> None:
    with pytest.raises(NotUnderstood):
        library.ask(question)


def test_the_nearest_questions_are_said(library: Library) -> None:
    with pytest.raises(NotUnderstood, match="therapies target <antigen, such as CD19>"):
        library.ask("therapies target what")


def test_an_unknown_name_gets_a_suggestion(library: Library) -> None:
    with pytest.raises(NotUnderstood, match=r"no antigen 'CD91'; did you mean CD19"):
        library.ask("which therapies target CD91")


def test_every_form_of_every_question_finds_its_question(library: Library) -> None:
    for query in library.queries.values():
        for form in query.forms:
            question = form
            for parameter in query.parameters:
                question = question.replace(f"{{{parameter.name}}}", parameter.example)
            found = read(library.dataset.names, library.queries, question)
            assert found.query.name == query.name, question
