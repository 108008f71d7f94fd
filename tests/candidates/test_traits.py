"""What the text of a use says of those treated."""

import re

import pytest

from immunograph.candidates import traits
from immunograph.candidates.therapies import rules
from immunograph.vocabulary import IG

RULES = [(group, rule) for group, of in rules("uses").items() for rule in of]


@pytest.mark.parametrize(("group", "rule"), RULES)
def test_each_rule_fits_its_example_and_not_its_other(group: str, rule: dict[str, str]) -> None:
    assert group
    assert re.search(rule["pattern"], rule["example"], re.IGNORECASE)
    assert "other" not in rule or not re.search(rule["pattern"], rule["other"], re.IGNORECASE)


def test_a_state_above_that_excludes_the_own_one_is_dropped() -> None:
    new, again = "is newly diagnosed", "has come back"
    assert traits.statuses(again, new) == [f"{IG}Relapsed"]
    assert traits.statuses("did not respond", again) == [f"{IG}Refractory", f"{IG}Relapsed"]


def test_how_many_treatments_went_before() -> None:
    assert traits.numbers("after three or more lines of therapy") == {"minPriorTherapies": 3}
    assert traits.numbers("in second or later relapse") == {"minRelapses": 2}
