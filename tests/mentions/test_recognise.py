"""Adverse events are found in any page, with the very span, by the model in the package."""

import hashlib
from importlib import resources

import pytest

from immunograph.mentions.events import model
from immunograph.mentions.events.recognise import events
from immunograph.pages.page import Page
from immunograph.pages.read import read_bytes

LEARNED = resources.files("immunograph.mentions.events") / "learned"


def page(text: str) -> Page:
    return read_bytes(text.encode(), "page.txt")


def found(text: str) -> list[str]:
    return [" ".join(mention.text.split()) for mention in events(page(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The most common adverse reactions were nausea, dry mouth and headache.",
            ["nausea", "dry mouth", "headache"],
        ),
        (
            "Serious adverse reactions included pneumonitis (2%) and febrile neutropenia (1%).",
            ["pneumonitis", "febrile neutropenia"],
        ),
    ],
)
def test_the_events_of_a_sentence_are_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_mention_is_the_text_of_its_page_and_stands_in_its_sentence() -> None:
    read = page("6 ADVERSE REACTIONS\n\nPatients had rash.\nOthers  had  back\tpain and fever.\n")
    mentions = events(read)
    assert mentions
    for mention in mentions:
        assert read.text[mention.start : mention.end] == mention.text
        assert read.sentence(mention.sentence).start <= mention.start
        assert mention.kind == "event"
        assert mention.entity == ""


def test_tagging_twice_gives_the_same() -> None:
    text = "Adverse reactions were fatigue, diarrhea, cough and swelling of the legs.\n" * 20
    assert events(page(text)) == events(page(text))


def test_the_model_is_the_one_that_is_recorded() -> None:
    about = model.shipped().about
    for name, digest in about["files"].items():
        assert hashlib.sha256((LEARNED / name).read_bytes()).hexdigest() == digest
