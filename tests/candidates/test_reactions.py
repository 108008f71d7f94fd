"""Adverse reactions, from prose, lists and groups of frequency."""

from collections.abc import Callable

import pytest

from candidates.told import fields, objects
from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Reader
from immunograph.candidates.reactions import reactions

Claimed = Callable[[Reader, str], list[Candidate]]

SENTENCES = [
    (
        "Infections leading to death, including wheezing, have occurred with blinatumomab.",
        {"infection", "wheezing"},
    ),
    ("Blinatumomab lowers the risk of seizures.", set()),
    ("Risk factors for rash under blinatumomab are unknown.", set()),
    ("The most common side effects of blinatumomab are rash and tremor.", {"rash", "tremor"}),
    ("Blinatumomab can cause fever.", {"fever"}),
    ("Seizures were reported with blinatumomab.", {"seizure"}),
    ("Blinatumomab is used to treat B-cell ALL.", set()),
    ("Before blinatumomab, tell your nurse if you have had seizures.", set()),
    ("Blinatumomab can cause tremor due to confusion.", {"tremor"}),
]


@pytest.mark.parametrize(("text", "events"), SENTENCES)
def test_effects_of_a_sentence(claimed: Claimed, text: str, events: set[str]) -> None:
    assert objects(claimed(reactions, text)) == events


def test_a_rank_is_that_of_the_effects_behind_it(claimed: Claimed) -> None:
    (one,) = claimed(reactions, "The most common side effect of blinatumomab is rash.")
    assert fields(one) == {"frequencyRank": ["MostCommon"]}


def test_what_becomes_likelier_is_no_effect_of_its_own(claimed: Claimed) -> None:
    text = "Blinatumomab can cause leukopenia, which raises the risk of serious infection."
    (one,) = claimed(reactions, text)
    assert fields(one) == {"raisesRiskOf": ["serious-infection"], "riskSeriousness": ["Serious"]}


def test_later_sentences_add_to_the_effect_that_they_speak_of(claimed: Claimed) -> None:
    text = (
        "Some people have infusion reactions with blinatumomab. "
        "This reaction can be fatal and may begin within 5 hours of the dose. "
        "If the reaction comes, the drug may be stopped."
    )
    (one,) = claimed(reactions, text)
    assert one.sentences == (1, 2, 3)
    assert fields(one) == {
        "extent": ["SomePatients"],
        "seriousness": ["LifeThreatening"],
        "onsetTo": ["5 Hour"],
        "management": ["stopping-the-drug"],
    }


GROUPS = """# Blinatumomab

## Possible side effects

Very common (seen in more than 1 in 10 users)

- rash
- cold feet at night

Rare (seen in up to 1 in 1,000 users)

- confusion

Reporting of side effects

- fever
"""


def test_items_of_a_group_have_its_band(claimed: Claimed) -> None:
    found = {one.object.rpartition("/")[2]: fields(one) for one in claimed(reactions, GROUPS)}
    assert found == {
        "rash": {"frequencyBand": ["VeryCommonBand"]},
        "cold-feet-at-night": {"frequencyBand": ["VeryCommonBand"]},
        "confusion": {"frequencyBand": ["RareBand"]},
    }


def test_shares_in_figures_are_those_of_the_effect_before_them(claimed: Claimed) -> None:
    text = "Side effects of blinatumomab were rash (12%) and tremor (3%)."
    found = {one.object.rpartition("/")[2]: fields(one) for one in claimed(reactions, text)}
    assert found == {
        "rash": {"frequencyBand": ["VeryCommonBand"]},
        "tremor": {"frequencyBand": ["CommonBand"]},
    }
    (one,) = claimed(reactions, "Seizures occurred in 5% (12/240) of patients on blinatumomab.")
    assert fields(one) == {
        "frequencyBand": ["CommonBand"],
        "affected": ["12"],
        "exposed": ["240"],
    }


def test_one_event_in_two_bands_is_two_claims(claimed: Claimed) -> None:
    text = GROUPS.replace("- confusion", "- confusion\n- rash")
    bands = [
        fields(one)["frequencyBand"] for one in claimed(reactions, text) if "rash" in one.object
    ]
    assert bands == [["VeryCommonBand"], ["RareBand"]]


def test_a_therapy_that_is_given_against_an_event_does_not_cause_it(claimed: Claimed) -> None:
    text = """# Blinatumomab

## Side effects

Blinatumomab can cause cytokine release syndrome. It is treated with tocilizumab. The syndrome can
be fatal.
"""
    assert {one.about.rpartition("/")[2] for one in claimed(reactions, text)} == {"blinatumomab"}


def test_what_a_heading_alone_makes_an_effect_is_not_denied(claimed: Claimed) -> None:
    text = "# Blinatumomab\n\n## Side effects\n\nThe dose does not change the rate of seizures.\n"
    assert claimed(reactions, text) == []
    denied = text.replace("The dose does not change the rate of seizures", "No seizures occurred")
    (one,) = claimed(reactions, denied)
    assert one.negated
