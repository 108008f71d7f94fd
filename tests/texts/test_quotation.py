"""Sentences of a source that stand in our texts, by fingerprint and by sketch."""

from immunograph.passage import fingerprint, sketch
from immunograph.texts.quotation import copied, reworded, sentences

SAID = "The invented protein holds one sample cell with each of its arms."


def test_a_sentence_is_found_whatever_stands_around_it() -> None:
    known = {fingerprint(SAID): "p1"}
    assert list(copied([f"It says so. {SAID} And more."], known)) == [
        (f"It says so. {SAID} And more.", "p1")
    ]


def test_a_heading_or_a_name_is_nobodys_sentence() -> None:
    heading = "Side effects of the sample"
    assert sentences(heading) == []
    assert list(copied([heading], {fingerprint(heading): "p1"})) == []


def test_a_sentence_with_one_word_changed_is_nearly_the_sentence() -> None:
    words = SAID.split()
    for at in range(len(words)):
        text = " ".join([*words[:at], "some", *words[at + 1 :]])
        assert list(reworded([text], {sketch(SAID): "p1"})) == [(text, "p1")]


def test_a_sentence_on_the_same_subject_is_not() -> None:
    text = "Each arm of this made-up protein can hold one cell at a time."
    assert list(reworded([text], {sketch(SAID): "p1"})) == []
