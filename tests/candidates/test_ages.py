"""The ages that the text of a use gives."""

import pytest

from immunograph.candidates.ages import ages


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("adults and children aged 3 months and older", "3", ""),
        ("patients 12 years of age or older who weigh at least 40 kg", "12", ""),
        ("young adults up to age 30", "", "30"),
        ("people up to 30 years old", "", "30"),
        ("children aged 2 to 11 years", "2", "11"),
        ("at least 18 years old", "18", ""),
        ("after at least 2 other treatments", "", ""),
        ("for 4 weeks", "", ""),
    ],
)
def test_lowest_and_highest_ages(text: str, lowest: str, highest: str) -> None:
    found = ages(text)
    assert [one.value for one in found.lowest] == ([lowest] if lowest else [])
    assert [one.value for one in found.highest] == ([highest] if highest else [])
    assert not found.is_unclear


@pytest.mark.parametrize(
    "text", ["children under 16 years", "adults aged 65", "from 2 years or older; 6 years or older"]
)
def test_ages_that_are_not_understood_are_none(text: str) -> None:
    found = ages(text)
    assert found.is_unclear
    assert not found.lowest + found.highest
