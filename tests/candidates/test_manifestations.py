"""Events that show as others."""

from collections.abc import Callable

from candidates.told import fields, objects, short
from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Reader
from immunograph.candidates.manifestations import manifestations
from immunograph.candidates.reactions import reactions

Claimed = Callable[[Reader, str], list[Candidate]]


def test_signs_are_those_of_the_effect_before_them(claimed: Claimed) -> None:
    text = (
        "Blinatumomab can cause infusion reactions. "
        "Symptoms can include confusion or tremor (due to hypotension), and wheezing."
    )
    assert objects(claimed(reactions, text)) == {"infusion-reaction"}
    found = claimed(manifestations, text)
    assert {(short(one.about), short(one.object)) for one in found} == {
        ("infusion-reaction", "confusion"),
        ("infusion-reaction", "tremor"),
        ("infusion-reaction", "wheezing"),
    }
    assert {one.certainty for one in found} == {"Hedged"}
    due = {short(one.object): fields(one) for one in found}
    assert due["tremor"] == {"dueTo": ["hypotension"]}
    assert due["wheezing"] == {}


def test_examples_are_effects_and_signs(claimed: Claimed) -> None:
    text = "Blinatumomab can cause nervous system problems, such as seizures and confusion."
    assert objects(claimed(reactions, text)) == {"nervous-system-disorder", "seizure", "confusion"}
    assert objects(claimed(manifestations, text)) == {"seizure", "confusion"}


def test_what_a_named_reaction_brings_is_no_effect_of_its_own(claimed: Claimed) -> None:
    text = (
        "Side effects of blinatumomab include cytokine release syndrome, which may cause fever. "
        "Fever may be treated."
    )
    assert objects(claimed(reactions, text)) == {"cytokine-release-syndrome"}
    assert objects(claimed(manifestations, text)) == {"fever"}


def test_signs_that_stand_first_are_those_of_the_reaction_that_is_called(claimed: Claimed) -> None:
    text = """# Blinatumomab

Very common (seen in more than 1 in 10 users)

- Fever, chills. These may be signs of a condition called cytokine release syndrome.
"""
    assert objects(claimed(reactions, text)) == {"cytokine-release-syndrome"}
    assert objects(claimed(manifestations, text)) == {"fever", "chills"}


def test_a_list_under_a_reaction_holds_its_signs(claimed: Claimed) -> None:
    text = """# Blinatumomab

Serious side effects

Cytokine release syndrome

Symptoms can include:

- fever
- chills

Infusion reaction

Symptoms can include:

- wheezing
"""
    assert objects(claimed(reactions, text)) == {"cytokine-release-syndrome", "infusion-reaction"}
    found = claimed(manifestations, text)
    assert {(short(one.about), short(one.object)) for one in found} == {
        ("cytokine-release-syndrome", "fever"),
        ("cytokine-release-syndrome", "chills"),
        ("infusion-reaction", "wheezing"),
    }
