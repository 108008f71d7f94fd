"""The cues of effects, each by its example."""

import pytest

from immunograph.candidates.cues import (
    cues,
    is_agent,
    is_elsewhere,
    is_of_effects,
    is_remedied,
    is_remedy,
    is_reserved,
)
from immunograph.candidates.therapies import rules

RULES = rules("effects")


@pytest.mark.parametrize("rule", RULES["cues"], ids=lambda rule: rule["cue"])
def test_a_cue_is_found_in_its_example_and_not_in_the_other(rule: dict[str, str]) -> None:
    assert rule["cue"] in {one.cue for one in cues(rule["example"])}
    assert rule["cue"] not in {one.cue for one in cues(rule["other"])}


@pytest.mark.parametrize(
    ("part", "test"),
    [
        ("agents", is_agent),
        ("headings", is_of_effects),
        ("elsewhere", is_elsewhere),
        ("remedies", is_remedied),
        ("against", is_remedy),
        ("reserved", is_reserved),
    ],
)
def test_agents_and_headings_are_told_by_their_examples(part: str, test: object) -> None:
    assert callable(test)
    for rule in RULES[part]:
        assert test(rule["example"])
        assert not test(rule["other"])
