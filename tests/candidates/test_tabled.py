"""Effects in tables."""

import re
from collections.abc import Callable

import pytest

from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Reader
from immunograph.candidates.reactions import reactions
from immunograph.candidates.therapies import rules

from .told import fields

Claimed = Callable[[Reader, str], list[Candidate]]


def told(found: list[Candidate]) -> dict[str, dict[str, list[str]]]:
    return {one.object.rpartition("/")[2]: fields(one) for one in found}


def test_the_share_is_that_of_the_column_of_the_therapy(claimed: Claimed) -> None:
    text = """# Blinatumomab

| Adverse reaction | Placebo (N = 90) % | Blinatumomab (N = 100) % |
| --- | --- | --- |
| Rash | 40 | 12 |
| Tremor | 30 | 3 |
"""
    assert told(claimed(reactions, text)) == {
        "rash": {"frequencyBand": ["VeryCommonBand"]},
        "tremor": {"frequencyBand": ["CommonBand"]},
    }


def test_numbers_of_people_come_with_their_share(claimed: Claimed) -> None:
    text = """# Blinatumomab

| Adverse reaction | Blinatumomab (N = 200) n (%) | Placebo (N = 100) n (%) |
| --- | --- | --- |
| Rash | 30 (15) | 1 (1) |
"""
    assert told(claimed(reactions, text)) == {
        "rash": {"frequencyBand": ["VeryCommonBand"], "affected": ["30"], "exposed": ["200"]}
    }


def test_all_grades_are_meant_where_grades_are_told_apart(claimed: Claimed) -> None:
    text = """# Blinatumomab

| Adverse reaction | All grades % | Grade 3 or 4 % |
| --- | --- | --- |
| Rash | 12 | 2 |
"""
    assert told(claimed(reactions, text)) == {"rash": {"frequencyBand": ["VeryCommonBand"]}}


def test_two_columns_of_a_therapy_give_no_share(claimed: Claimed) -> None:
    text = """# Blinatumomab

| Adverse reaction | Blinatumomab low dose % | Blinatumomab high dose % |
| --- | --- | --- |
| Rash | 12 | 2 |
"""
    assert told(claimed(reactions, text)) == {"rash": {}}


def test_a_band_heads_its_column(claimed: Claimed) -> None:
    text = """# Blinatumomab

| Organ | Very common | Uncommon |
| --- | --- | --- |
| Skin | rash | |
| Nerves | tremor, headache | confusion |
"""
    assert told(claimed(reactions, text)) == {
        "rash": {"frequencyBand": ["VeryCommonBand"]},
        "tremor": {"frequencyBand": ["VeryCommonBand"]},
        "headache": {"frequencyBand": ["VeryCommonBand"]},
        "confusion": {"frequencyBand": ["UncommonBand"]},
    }


def test_a_table_of_something_else_names_no_effects(claimed: Claimed) -> None:
    text = """# Blinatumomab

| Condition | Response % |
| --- | --- |
| Fever | 12 |
"""
    assert claimed(reactions, text) == []


@pytest.mark.parametrize("part", ["effects", "others", "denied", "affirmed", "not_for", "targets"])
def test_each_rule_is_found_in_its_example(part: str) -> None:
    for rule in rules("tables")[part]:
        assert re.search(rule["pattern"], rule["example"], re.IGNORECASE)
        assert not re.search(rule["pattern"], rule["other"], re.IGNORECASE)
