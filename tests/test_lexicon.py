import pytest

from immunograph.errors import NotUnderstood
from immunograph.library import Library
from immunograph.question.lexicon import Lexicon, is_slip


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("blinatumumab", "blinatumomab"),
        ("blinatumomb", "blinatumomab"),
        ("blinatumommab", "blinatumomab"),
        ("blinatuommab", "blinatumomab"),
        ("siezure", "seizure"),
    ],
)
def test_one_slip_is_put_right(given: str, meant: str) -> None:
    assert is_slip(given, meant)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("aphagia", "aphasia"),
        ("hyperkalemia", "hypokalemia"),
        ("hypertension", "hypotension"),
        ("ideca-cel", "obeca-cel"),
        ("tisagenleucel", "tisagenlecleucel"),
        ("fever", "fevers"),
    ],
)
def test_what_may_be_another_word_is_left(given: str, meant: str) -> None:
    assert not is_slip(given, meant)


@pytest.mark.parametrize(
    "question",
    [
        "what does obecabtagene vicleucel hit",
        "what do idecabtagene autoleucel and Kymriah hit",
        "drugs which aim at CD18",
        "drugs approved for MCl1",
        "drugs that cause hyperkalemia and fever",
    ],
)
def test_another_name_is_never_taken_for_one_that_is_there(library: Library, question: str) -> None:
    with pytest.raises(NotUnderstood):
        library.ask(question)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("drugs for all", "therapies that are used for acute lymphoblastic leukemia"),
        ("list all drugs", "therapies"),
        ("LIST ALL DRUGS", "therapies"),
    ],
)
def test_all_is_a_disease_only_where_one_is_named(
    library: Library, question: str, line: str
) -> None:
    assert [one.line for one in library.reader.read(question)] == [line]


@pytest.mark.parametrize(
    ("others", "meant"),
    [
        ({}, [(("velcarizumab",), "drug:a")]),
        ({("velcarozumab",): frozenset({"drug:b"})}, []),
        ({("rituximab",): frozenset({"drug:c"})}, [(("velcarizumab",), "drug:a")]),
    ],
)
def test_a_slip_is_not_put_right_near_a_name_that_looks_alike(
    library: Library, others: dict[tuple[str, ...], frozenset[str]], meant: object
) -> None:
    lexicon = Lexicon(library.dataset.names, ())
    lexicon.__dict__["spelt"] = {("velcarizumab",): frozenset({"drug:a"}), **others}
    assert lexicon.meant(("velcarizumb",)) == meant


@pytest.mark.parametrize(
    ("given", "others", "meant"),
    [
        (("release", "sindrome"), {}, ["event:a"]),
        (("relaese", "syndrome"), {("release",): "concept:b"}, ["event:a"]),
        (("release", "sindrome"), {("grave", "release", "syndrome"): "event:c"}, ["event:a"]),
        (("release", "sindrome"), {("release", "syndrom"): "event:d"}, []),
        (("relaese", "sindrome"), {}, []),
    ],
)
def test_a_slip_in_a_name_of_several_words(
    library: Library, given: tuple[str, ...], others: dict[tuple[str, ...], str], meant: object
) -> None:
    lexicon = Lexicon(library.dataset.names, ())
    spelt = {("release", "syndrome"): "event:a", **others}
    lexicon.__dict__["spelt"] = {name: frozenset({thing}) for name, thing in spelt.items()}
    assert [thing for _, thing in lexicon.meant(given)] == meant
