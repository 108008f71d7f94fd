"""Questions that no form has: what is read, what is refused, and that no word of one is dropped."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from immunograph.ask import Reply
from immunograph.errors import NotUnderstood
from immunograph.library import Library
from immunograph.store import NamedNode
from immunograph.vocabulary import IG

CASES = Path(__file__).parent / "cases" / "ask"


def groups(name: str) -> Any:
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def asked(name: str) -> list[Any]:
    """Each question of a file with its group."""
    pairs = [(group, question) for group in groups(name) for question in group["questions"]]
    return [pytest.param(group, question, id=question) for group, question in pairs]


REFUSED = [
    pytest.param(question, id=question) for each in groups("refused").values() for question in each
]
ANSWERED = [question for group in groups("answered") for question in group["questions"]]


def first_column(reply: Reply) -> set[str]:
    return {next(iter(row.values())) for row in reply.labels()}


def by_hand(library: Library, sparql: str) -> list[list[str]]:
    solutions = library.dataset.store.select(sparql)
    names = library.dataset.names
    return [[names.show(row[v]) for v in solutions.variables] for row in solutions.rows]


def test_there_are_questions_enough() -> None:
    others = ["counted", "whether", "most", "why"]
    number = sum(len(group["questions"]) for name in others for group in groups(name))
    assert len(ANSWERED) + number >= 150
    assert len(REFUSED) >= 40


def test_none_of_them_is_a_form(library: Library) -> None:
    forms = {form.casefold() for query in library.queries.values() for form in query.forms}
    assert not forms & {question.casefold() for question in ANSWERED}


@pytest.mark.parametrize(("group", "question"), asked("answered"))
def test_the_rows_are_those_of_a_query_by_hand(library: Library, group: Any, question: str) -> None:
    rows = {row[0] for row in by_hand(library, group["sparql"])}
    assert bool(rows) is not group.get("empty", False)
    assert first_column(library.ask(question)) == rows


@pytest.mark.parametrize(("group", "question"), asked("counted"))
def test_a_count_is_that_of_a_query_by_hand(library: Library, group: Any, question: str) -> None:
    [[number]] = by_hand(library, group["sparql"])
    reply = library.ask(question)
    assert reply.labels() == [{"count": number}]
    assert len(reply.beside.rows if reply.beside else ()) == int(number)


@pytest.mark.parametrize(("group", "question"), asked("whether"))
def test_a_yes_is_that_of_a_query_by_hand(library: Library, group: Any, question: str) -> None:
    assert library.dataset.store.run(group["sparql"]) is group["holds"]
    reply = library.ask(question)
    assert bool(reply.answer) is group["holds"]
    assert bool(reply.said.startswith("No source in the graph says")) is not group["holds"]


@pytest.mark.parametrize(("group", "question"), asked("most"))
def test_what_is_most_is_that_of_a_query_by_hand(
    library: Library, group: Any, question: str
) -> None:
    rows = by_hand(library, group["sparql"])
    first = [row for row in rows if row[-1] == rows[0][-1]]
    assert [list(row.values()) for row in library.ask(question).labels()] == first


@pytest.mark.parametrize(("group", "question"), asked("why"))
def test_why_is_answered_with_what_lies_between(
    library: Library, group: Any, question: str
) -> None:
    explanation = library.ask(question).explanation
    assert explanation is not None
    contract = library.dataset.prefixes.contract
    assert {contract(explanation.start), contract(explanation.end)} == set(group["between"])
    assert explanation.paths


@pytest.mark.parametrize("question", REFUSED)
def test_what_cannot_be_read_is_refused(library: Library, question: str) -> None:
    with pytest.raises(NotUnderstood):
        library.ask(question)


def understood(library: Library, question: str) -> str | None:
    """What a question was read as; nothing where it was not."""
    try:
        reading = library.ask(question).reading
    except NotUnderstood:
        return None
    return reading.line or f"{reading.query.name}{sorted(reading.values)}"


@pytest.mark.thorough
@given(st.sampled_from(ANSWERED), st.integers(0, 30), st.sampled_from(["wherefore", "CD20", "xyz"]))
@settings(deadline=None, max_examples=40)
def test_an_unknown_word_anywhere_is_not_passed_over(
    library: Library, question: str, place: int, word: str
) -> None:
    words = question.split()
    words.insert(min(place, len(words)), word)
    assert understood(library, " ".join(words)) is None


# Words that would change what is asked for, wherever they stood.
@pytest.mark.thorough
@given(
    st.sampled_from(ANSWERED),
    st.integers(0, 30),
    st.sampled_from(["not", "never", "only", "first", "before", "unless", "except", "always"]),
)
@settings(deadline=None, max_examples=80)
def test_a_word_that_changes_the_sense_is_not_dropped(
    library: Library, question: str, place: int, word: str
) -> None:
    words = question.split()
    words.insert(min(place, len(words)), word)
    changed = understood(library, " ".join(words))
    assert changed is None or changed != understood(library, question)


@pytest.mark.parametrize("word", ["approved", "serious", "intravenous", "adult"])
def test_a_word_before_the_noun_is_a_condition(library: Library, word: str) -> None:
    changed = understood(library, f"which {word} drugs that hit CD19 are there")
    assert changed is None or word[:5] in changed or "vein" in changed
    assert changed != understood(library, "which drugs that hit CD19 are there")


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "bispecific antibodies that target CD19 and can cause neurotoxicity",
            "bispecific antibodies that target CD19 and can cause neurologic toxicity",
        ),
        (
            "CD19 drugs which aren't CAR T",
            "therapies that target CD19 and of which no source says that they are"
            " CAR T-cell therapies",
        ),
        ("does Kymriah hit CD22", "whether tisagenlecleucel targets CD22"),
        ("how many CAR Ts are there", "how many CAR T-cell therapies there are"),
        (
            "what does blinatumumab attack",
            "antigens that are targeted by blinatumomab (read 'blinatumumab' as blinatumomab)",
        ),
    ],
)
def test_it_is_said_how_a_question_was_read(library: Library, question: str, line: str) -> None:
    assert library.ask(question).reading.line == line


def test_two_readings_that_are_as_likely_are_both_said(library: Library) -> None:
    with pytest.raises(NotUnderstood, match="more than one way") as refused:
        library.ask("side effects of blinatumomab and inotuzumab ozogamicin")
    assert len(refused.value.nearest) == 2


def test_another_reading_that_is_close_is_said(library: Library) -> None:
    assert library.ask("drugs which can cause serious infection").reading.others


def test_an_unknown_word_is_named(library: Library) -> None:
    with pytest.raises(NotUnderstood, match="a word I do not know: 'quickly'"):
        library.ask("CD19 therapies that quickly cause fever")


def test_approval_comes_from_decisions_and_use_from_uses(library: Library) -> None:
    used = first_column(library.ask("drugs used for cancer"))
    approved = first_column(library.ask("drugs approved for cancer"))
    studied = first_column(library.ask("drugs tested for cancer"))
    assert approved <= used
    assert not library.ask("therapies approved in the European Union").answer
    assert studied == used  # so it happens to be in this graph; a use under study is none
    assert not library.ask("drugs used for ALL in induction").answer
    assert library.ask("drugs tested for ALL in induction").answer


def test_who_is_left_out_because_nothing_is_said_is_named(library: Library) -> None:
    reply = library.ask("FDA-approved drugs for relapsed or refractory B-ALL in adults")
    assert "brexucabtagene autoleucel" not in first_column(reply)
    assert "nothing is said of 'in the state relapsed or refractory': brexucabtagene" in reply.said


def test_none_is_told_from_a_question_that_asks_for_too_much(library: Library) -> None:
    reply = library.ask("CD19 therapies approved for mantle cell lymphoma in children")
    assert not reply.answer
    assert "approved for mantle cell lymphoma: brexucabtagene autoleucel" in reply.said


@pytest.mark.parametrize(
    "question", ["CD19 therapies that can cause CRS", "side effects of CD19-directed CAR Ts"]
)
def test_every_row_has_its_passages_and_says_of_whom_it_is_said(
    library: Library, question: str
) -> None:
    answer = library.ask(question).answer
    assert all(answer.evidence(row) for row in answer.rows)
    assert any("CAR T-cell therapy" in row["saidOf"] for row in answer.labels())


def test_what_is_composed_runs_as_it_stands(library: Library) -> None:
    for question in ANSWERED[::7]:
        reply = library.ask(question)
        if reply.reading.line:
            again = library.sparql(reply.answer.text)
            assert getattr(again, "solutions", None) == reply.answer.solutions, question


def test_another_engine_gives_the_same(library: Library) -> None:
    graph = library.load()
    for question in (
        "CD19 therapies approved for adults with relapsed ALL",
        "CD19 drugs which aren't CAR T",
        "drugs approved for MCL",
    ):
        answer = library.ask(question).answer
        given_back = {str(row[0]) for row in graph.query(answer.text)}  # type: ignore[index]
        terms = (row.cells[0][0] for row in answer.rows)
        assert given_back == {t.value for t in terms if isinstance(t, NamedNode)}


def test_what_is_typed_never_becomes_sparql(library: Library) -> None:
    with pytest.raises(NotUnderstood):
        library.ask('therapies that target CD19 } . ?s ?p ?o . { "')


def test_boxed_warnings_of_one_are_not_those_of_another(library: Library) -> None:
    boxed = first_column(library.ask("which boxed warnings of Kymriah are there"))
    assert boxed == {"cytokine release syndrome", "neurologic toxicity"}
    with pytest.raises(NotUnderstood):
        library.ask("how many boxed warnings does Kymriah have")


@pytest.mark.parametrize("kind", ["Antigen", "Condition", "AdverseEvent"])
def test_naming_a_thing_gives_the_rows_that_have_it(library: Library, kind: str) -> None:
    """What is found for a thing is what its condition gives as it stands, where that thing is."""
    said = {
        "Antigen": ("drugs that attack {}", "antigen", "directed-at"),
        "Condition": ("drugs approved for {}", "condition", "approved-for"),
        "AdverseEvent": ("drugs that may cause {}", "event", "causes"),
    }
    form, column, condition = said[kind]
    everything = library.dataset.store.select(library.conditions[condition].text)
    names = library.dataset.names
    narrower = wider(library)
    for thing in [iri for iri, kinds in names.kinds.items() if f"{IG}{kind}" in kinds]:
        expected = {
            row["therapy"].value
            for row in everything.rows
            if isinstance(row["therapy"], NamedNode)
            and isinstance(row.get(column), NamedNode)
            and thing in narrower.get(str(row[column]), {row[column].value})  # type: ignore[union-attr]
        }
        found = library.ask(form.format(names.label(thing))).answer
        given_back = {cell.value for row in found.rows for cell in row.cells[0]}  # type: ignore[union-attr]
        assert given_back == expected, thing


def wider(library: Library) -> dict[str, set[str]]:
    """Each thing that has a wider one, with itself and all that are."""
    solutions = library.dataset.store.select("SELECT ?a ?b WHERE { ?a skos:broader* ?b }")
    found: dict[str, set[str]] = {}
    for row in solutions.rows:
        if isinstance(row["b"], NamedNode):
            found.setdefault(str(row["a"]), set()).add(row["b"].value)
    return found


def test_the_limits_of_one_use_are_not_those_of_another(library: Library) -> None:
    rows = library.ask("cell therapies used for ALL").labels()
    of_one = [row for row in rows if row["therapy"] == "tisagenlecleucel"]
    assert [(row["highestAge"], row["fewestRelapses"]) for row in of_one] == [
        ("25 years", ""),
        ("25 years", "2"),
    ]
    shown = [tuple(row.values()) for row in rows]
    assert len(shown) == len(set(shown))


def test_what_is_said_of_nothing_at_all_tells_nothing(library: Library) -> None:
    nothing = "The graph names no therapies that are approved in European Union at all"
    assert library.ask("therapies not approved in the EU").said.startswith(nothing)
    assert not library.ask("which therapies do not target CD19").said.startswith("The graph names")
