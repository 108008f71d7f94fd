"""Programmes that an authority requires."""

import re
from collections.abc import Callable

import pytest

from candidates.told import fields, short
from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Reader
from immunograph.candidates.programmes import programmes
from immunograph.candidates.therapies import rules

Claimed = Callable[[Reader, str], list[Candidate]]

HOLDS = [
    "Tisagenlecleucel may be given only through a restricted program called Kymriah REMS.",
    "Tisagenlecleucel is subject to a Risk Evaluation and Mitigation Strategy.",
    "Hospitals must be enrolled in the Kymriah REMS to give tisagenlecleucel.",
]


@pytest.mark.parametrize("text", HOLDS)
def test_a_programme_that_holds(claimed: Claimed, text: str) -> None:
    (one,) = claimed(programmes, f"# Tisagenlecleucel\n\n{text}")
    assert (short(one.about), one.negated) == ("tisagenlecleucel", False)
    assert fields(one) == {
        "jurisdiction": ["US"],
        "authority": ["us-food-and-drug-administration"],
        "product": ["kymriah"],
    }


def test_it_was_in_force_on_the_day_of_the_page(claimed: Claimed) -> None:
    text = f"---\nlastReviewed: '2024-02-03'\n---\n\n# Tisagenlecleucel\n\n{HOLDS[0]}"
    (one,) = claimed(programmes, text)
    assert fields(one)["inForceOn"] == ["2024-02-03"]


def test_one_that_has_ended_is_denied(claimed: Claimed) -> None:
    text = "The REMS for tisagenlecleucel is no longer required."
    (one,) = claimed(programmes, f"# Tisagenlecleucel\n\n{text}")
    assert one.negated


def test_words_that_are_no_programme(claimed: Claimed) -> None:
    text = "# Tisagenlecleucel\n\nIt is available only with a prescription. Theorems are hard."
    assert claimed(programmes, text) == []


@pytest.mark.parametrize("part", ["holds", "ended"])
def test_each_rule_is_found_in_its_example(part: str) -> None:
    for rule in rules("programmes")[part]:
        assert re.search(rule["pattern"], rule["example"], re.IGNORECASE)
        assert not re.search(rule["pattern"], rule["other"], re.IGNORECASE)
