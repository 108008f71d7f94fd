"""How sentences speak of a therapy that they do not name."""

import re

import pytest

from immunograph.candidates.therapies import rules

RULES = [(group, rule) for group, of in rules("subjects").items() for rule in of]


@pytest.mark.parametrize(("group", "rule"), RULES)
def test_each_rule_fits_its_example(group: str, rule: dict[str, str]) -> None:
    anywhere = group in {"of_drug", "of_treatment"}
    match = re.search if anywhere else re.match
    assert match(rule["pattern"], rule["example"], re.IGNORECASE)
