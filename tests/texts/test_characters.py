"""Characters that cannot be seen or are not what they look like."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunograph.texts.characters import faults
from immunograph.texts.confusables import ALPHABETS, LOOK_ALIKES, look


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126)))
def test_plain_letters_digits_and_signs_are_never_at_fault(text: str) -> None:
    assert list(faults(text, "en")) == []


@given(st.text(max_size=20))
def test_a_fault_points_to_the_character_it_names(text: str) -> None:
    for fault in faults(text, "en"):
        assert text[fault.position - 1] == fault.character
        assert fault.name


@pytest.mark.parametrize("letter", sorted(map(chr, LOOK_ALIKES)))
def test_no_look_alike_passes_in_a_latin_word(letter: str) -> None:
    assert [fault.position for fault in faults(f"sample{letter}sample", "en")] == [7]


@pytest.mark.parametrize("alphabet", sorted(ALPHABETS))
def test_the_table_gives_letters_of_the_alphabet_it_names(alphabet: str) -> None:
    letters, latins = ALPHABETS[alphabet]
    assert latins.isascii() and len(letters) == len(latins)
    assert all(unicodedata.name(letter).startswith(("GREEK", alphabet)) for letter in letters)


def test_texts_that_look_alike_have_one_look() -> None:
    assert look("СD19") == look("CD19") == look("CDl9")  # noqa: RUF001 (a Cyrillic letter)
    assert look("CD19") != look("CD22")
