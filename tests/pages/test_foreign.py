"""What of a page is not in English has a mark, so that nothing is taken from it."""

from collections.abc import Iterable

from immunograph.pages.foreign import marked
from immunograph.pages.language import languages
from immunograph.pages.page import Page, Role, Sentence

ENGLISH = [
    "The cells are taken from the blood of the patient and sent to a laboratory.",
    "They are changed so that they can find the cancer, and then they are given back.",
    "Fever",
    "Some people have a reaction which is treated with other medicines.",
]


def page(sentences: Iterable[str], language: str = "") -> Page:
    text, found = "", []
    for order, sentence in enumerate(sentences, 1):
        start = len(text)
        text += sentence + "\n"
        end = start + len(sentence)
        found.append(Sentence(order, start, end, 1, order - 1, Role.CONTENT, sentence))
    return Page("p.txt", "text", "", text, language=language, sentences=tuple(found))


def foreign(read: Page) -> list[int]:
    return [sentence.order for sentence in read.sentences if sentence.role is Role.FOREIGN]


def test_a_page_in_english_has_no_mark() -> None:
    read = marked(page(ENGLISH * 5))
    assert (read.language, foreign(read), read.problems) == ("en", [], ())


def test_a_page_in_another_language_is_marked_whole() -> None:
    read = marked(page([languages()["fr"]["example"]] * 3 + ["Fièvre"]))
    assert (read.language, foreign(read)) == ("fr", [1, 2, 3, 4])
    (problem,) = read.problems
    assert (problem.kind, problem.sentence) == ("other-language", 1)
    assert problem.message == "is in French: no claims are made of that"


def test_a_part_in_another_language_is_marked_with_its_short_items() -> None:
    part = [languages()["da"]["example"], "Feber"] * 6
    read = marked(page([*ENGLISH * 6, *part, *ENGLISH * 6]))
    assert read.language == "en"
    assert set(foreign(read)) <= set(range(25, 37))
    assert len(foreign(read)) >= 10
    (problem,) = read.problems
    assert problem.message.endswith("sentences in Danish or Norwegian: no claims are made of that")
    assert (problem.start, problem.end) == (
        read.sentence(foreign(read)[0]).start,
        read.sentence(foreign(read)[-1]).end,
    )


def test_a_long_sentence_with_few_common_words_is_told_by_those_around() -> None:
    few = "Hver patientspecifik infusionspose rummer levedygtige celler beregnet engangsbrug alene"
    few += " dispersion natriumchlorid dimethylsulfoxid albumin"
    names = "Nivolumab ipilimumab pembrolizumab cemiplimab avelumab durvalumab " * 2
    danish = [languages()["da"]["example"]] * 4
    read = marked(page([*ENGLISH * 6, names, *ENGLISH * 6, *danish, few, *danish, *ENGLISH * 6]))
    assert set(foreign(read)) == set(range(50, 59))


def test_names_and_addresses_do_not_make_a_page_foreign() -> None:
    read = marked(page([*ENGLISH, "Adverse events: pyrexia, nausea, de novo leukaemia", "España"]))
    assert foreign(read) == []


def test_a_word_that_stands_again_and_again_is_of_no_language() -> None:
    assert foreign(marked(page([*ENGLISH * 3, *["No se, mg"] * 40, *ENGLISH * 3]))) == []


def test_navigation_stays_navigation() -> None:
    read = page([*ENGLISH * 3, languages()["es"]["example"]])
    last = Sentence(99, 0, 1, 1, 0, Role.NAVIGATION, languages()["es"]["example"])
    read = marked(Page("p", "text", "", read.text, sentences=(*read.sentences, last)))
    assert read.sentences[-1].role is Role.NAVIGATION


def test_a_page_without_words_is_left_as_it_is() -> None:
    assert marked(page(["CD19", "10 mg"])).language == ""
    assert marked(page([])).sentences == ()
