# ruff: noqa: RUF001 (the characters are what this is about)
"""The language of a text, where a page does not state it or states it wrongly."""

import pytest

from immunograph.pages.language import judged, language, languages, primary_tag, spoken

OTHER_SCRIPTS = {
    "ja": "この薬は病院で投与され、熱が出ることがあります。",
    "ko": "이 약은 병원에서 투여되며 열이 날 수 있습니다.",
    "zh": "这种药在医院里使用，可能会引起发热。",
    "ru": "Это лекарство вводят в больнице, и оно может вызвать жар.",
    "uk": "Ці ліки вводять у лікарні, і вони можуть спричинити жар.",
    "el": "Το φάρμακο δίνεται στο νοσοκομείο και μπορεί να φέρει πυρετό.",
    "he": "התרופה ניתנת בבית החולים ויכולה לגרום לחום.",
    "ar": "يعطى هذا الدواء في المستشفى وقد يسبب الحمى.",
    "fa": "این دارو در بیمارستان داده می‌شود و گاهی تب می‌آورد.",
    "hi": "यह दवा अस्पताल में दी जाती है और इससे बुखार हो सकता है।",
    "th": "ยานี้ให้ในโรงพยาบาลและอาจทำให้มีไข้",
}


@pytest.mark.parametrize("tag", languages())
def test_the_words_of_a_language_tell_it(tag: str) -> None:
    assert language(languages()[tag]["example"]) == tag
    assert all(len(word) > 1 for word in languages()[tag]["words"].split())


@pytest.mark.parametrize(("tag", "text"), OTHER_SCRIPTS.items())
def test_a_script_tells_the_language(tag: str, text: str) -> None:
    assert language(text) == tag
    assert spoken(tag)[0].isupper()


def test_greek_letters_and_latin_names_are_english() -> None:
    text = "The γδ T cells and TNF-α are in the blood, in vitro and in vivo, of the patients"
    assert language(text) == "en"


@pytest.mark.parametrize("text", ["", "CD19", "Blinatumomab", "1 2 3", "Tablets 10 mg 20 mg"])
def test_a_text_without_sentences_is_of_no_language(text: str) -> None:
    assert language(text) == ""


def test_what_a_page_states_counts_unless_it_is_clearly_wrong() -> None:
    spanish = languages()["es"]["example"]
    assert judged("en-US", "Tablets of 10 mg.") == ("en-US", ())
    assert judged("", spanish) == ("es", ())
    tag, (problem,) = judged("en", spanish)
    assert tag == "es"
    assert problem.message == "says that its language is English, and its text is Spanish"
    assert judged("en", OTHER_SCRIPTS["ja"])[0] == "ja"


def test_the_language_of_a_tag() -> None:
    tags = ("en-GB", "EN_us", "x", "", "english", "es")
    assert [primary_tag(tag) for tag in tags] == ["en", "en", "", "", "", "es"]


def test_a_long_text_is_looked_at_in_three_places() -> None:
    english = languages()["en"]["example"] + " "
    assert language("Menú principal y más. " * 200 + english * 4000) == "en"
