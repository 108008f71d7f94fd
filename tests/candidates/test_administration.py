"""How therapies are given."""

import re
from collections.abc import Callable

import pytest

from candidates.told import fields
from immunograph.candidates.administration import administrations
from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Reader
from immunograph.candidates.therapies import rules

Claimed = Callable[[Reader, str], list[Candidate]]
RULES = rules("administration")

SENTENCES = [
    (
        "Blinatumomab is given into a vein as a continuous infusion over 14 days.",
        {"mode": ["ContinuousInfusion"], "route": ["Intravenous"], "duration": ["14 Day"]},
    ),
    (
        "Blinatumomab is injected under the skin once every 3 weeks.",
        {"route": ["Subcutaneous"], "interval": ["3 Week"]},
    ),
    (
        "Blinatumomab infusions are given weekly for 5 to 6 weeks in a row.",
        {
            "mode": ["Infusion"],
            "interval": ["1 Week"],
            "courseDuration": ["5 Week"],
            "courseDurationTo": ["6 Week"],
        },
    ),
    (
        "Further cycles of blinatumomab follow with 10 days off in between.",
        {"repeatable": ["True"], "rest": ["10 Day"]},
    ),
    (
        "Blinatumomab is given in a hospital for the first two cycles.",
        {"setting": ["Hospital"], "settingMinCycles": ["2"]},
    ),
    ("Blinatumomab infusions are given twice a week.", {"mode": ["Infusion"]}),
    (
        "Blinatumomab infusions are given weekly in cycle 1 and every 3 weeks later.",
        {"mode": ["Infusion"]},
    ),
]


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_what_a_sentence_says(claimed: Claimed, text: str, told: dict[str, list[str]]) -> None:
    (one,) = claimed(administrations, text)
    assert fields(one) == told


@pytest.mark.parametrize(
    "text",
    [
        "Blinatumomab must be stored in a refrigerator for 28 days.",
        "You will get other medicines before each infusion of blinatumomab.",
        "Blinatumomab can cause fever.",
        "It takes 5 weeks to make your blinatumomab, which is given as an infusion.",
        "After blinatumomab is given you return to the clinic daily for 9 days.",
    ],
)
def test_what_says_nothing_of_how_it_is_given(claimed: Claimed, text: str) -> None:
    assert claimed(administrations, text) == []


def test_what_may_be_is_hedged(claimed: Claimed) -> None:
    (one,) = claimed(administrations, "Blinatumomab is usually given in a hospital.")
    assert one.certainty == "Hedged"


def test_what_must_come_before_stands_apart(claimed: Claimed) -> None:
    text = "CAR T-cell therapy starts with chemo for 3 days to prepare the body."
    required = [fields(one) for one in claimed(administrations, text) if "requires" in one.fields]
    assert required == [{"requires": ["preparatory-chemotherapy"], "duration": ["3 Day"]}]


@pytest.mark.parametrize("rule", [*RULES["fields"], *RULES["requires"]])
def test_each_choice_is_found_in_its_example(rule: dict[str, str]) -> None:
    assert re.search(rule["pattern"], rule["example"], re.IGNORECASE)
    assert not re.search(rule["pattern"], rule["other"], re.IGNORECASE)
