"""Adverse events are found in any page, with the very span, by the model in the package."""

import hashlib
from importlib import resources

import pytest

from effort import calls
from immunograph.mentions.events import model
from immunograph.mentions.events.recognise import events, visible
from immunograph.mentions.events.words import singular
from immunograph.pages.page import Page
from immunograph.pages.read import read_bytes

LEARNED = resources.files("immunograph.mentions.events") / "learned"
LEAD = "The most common adverse reactions in patients who received the drug were "


def page(text: str, name: str = "page.txt") -> Page:
    return read_bytes(text.encode(), name)


def found(text: str, name: str = "page.txt") -> list[str]:
    """What is found, in small letters, dots between the parts of a mention with a gap."""
    read = page(text, name)
    return [
        " ... ".join(" ".join(read.text[a:b].lower().split()) for a, b in parts)
        for mention in events(read)
        for parts in [mention.parts or ((mention.start, mention.end),)]
    ]


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


@pytest.mark.parametrize("word", ["trichodynia", "scleromalacia", "dacryostenosis", "aphakia"])
def test_words_that_no_label_taught_are_found_by_their_form_and_place(word: str) -> None:
    assert model.shipped().lexicon.word(singular(word)).total == 0
    assert word in found(f"{LEAD}nausea, {word}, pruritus and vomiting.")


def test_rows_of_a_table_are_found_and_their_figures_are_not() -> None:
    rows = "Adverse reaction        Drug (N=50)    Placebo (N=51)\n"
    rows += "Upper abdominal pain         12%             3%\n"
    rows += "Decreased appetite           9%              1%\n"
    assert found(f"6 ADVERSE REACTIONS\n\n Table 1: Reactions in Study 1\n{rows}") == [
        "upper abdominal pain",
        "decreased appetite",
    ]


def test_what_shares_words_is_a_mention_with_parts() -> None:
    text = f"{LEAD}headache and infusion site pain, erythema or swelling."
    expected = ["infusion site pain", "infusion site ... erythema", "infusion site ... swelling"]
    assert found(text) == ["headache", *expected]
    assert "swelling" in found(f"{LEAD}infusion site pain, swelling, and headache.")


def test_what_did_not_occur_is_found_all_the_same() -> None:
    assert "anaphylaxis" in found("No cases of anaphylaxis were reported in clinical trials.")


def test_what_is_treated_is_left_out() -> None:
    text = "This drug is used to treat:\n\n- breast cancer\n- lymphoma\n"
    assert found(text, "page.md") == []


def test_plain_words_are_found() -> None:
    text = (
        "The drug may cause trouble breathing, swelling of the feet, and low blood calcium levels."
    )
    assert found(text) == ["trouble breathing", "swelling of the feet", "low blood calcium levels"]


def test_an_address_behind_a_link_is_not_read() -> None:
    text = "It may cause [nausea](https://example.org/effects/headache) and rash.\n"
    assert found(text, "page.md") == ["nausea", "rash"]
    seen = visible(page(text, "page.md"))
    assert len(seen) == len(text)
    assert "headache" not in seen


def test_a_mention_is_the_text_of_its_page_and_stands_in_its_sentence() -> None:
    read = page("6 ADVERSE REACTIONS\n\nPatients had rash.\nOthers  had  back\tpain and fever.\n")
    mentions = events(read)
    assert [mention.kind for mention in mentions] == ["event"] * 3
    for mention in mentions:
        assert read.text[mention.start : mention.end] == mention.text
        assert read.sentence(mention.sentence).start <= mention.start
        assert mention.entity == ""


def test_a_page_without_events_has_none() -> None:
    assert found("The bus leaves at noon. Bring a coat.\n\n 12   14   15\n") == []


def test_tagging_twice_gives_the_same() -> None:
    text = "Adverse reactions were fatigue, diarrhea, cough and swelling of the legs.\n" * 20
    assert events(page(text)) == events(page(text))


def test_one_long_line_takes_work_by_its_length() -> None:
    def work(times: int) -> int:
        read = page("Patients had rash and fever, others a mild cough; " * times)
        return calls(lambda: events(read))

    work(1)  # what is loaded once
    assert work(160) < 10 * work(20)


def test_the_model_is_the_one_that_is_recorded() -> None:
    about = model.shipped().about
    assert set(about) == {"data", "labels", "settings", "files"}
    assert {path.name for path in LEARNED.iterdir()} == {*about["files"], model.ABOUT}
    for name, digest in about["files"].items():
        assert hashlib.sha256((LEARNED / name).read_bytes()).hexdigest() == digest


def test_lexicon_and_weights_are_read_as_they_were_written() -> None:
    learned = model.shipped()
    written = model.written_lexicon(learned.lexicon)
    assert model.read_lexicon(written) == learned.lexicon
    weights = {"choosing": learned.choosing, "joining": learned.joining}
    assert model.read_weights(model.written_weights(weights)) == weights
