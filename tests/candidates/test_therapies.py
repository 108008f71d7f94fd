"""What therapies directed at antigens are called."""

import re

import pytest

from immunograph.candidates.therapies import classes_named, is_directed, narrowest, rules
from immunograph.vocabulary import IG

CLASSES = rules("therapies")["classes"]
NAMES = rules("therapies")["names"]


@pytest.mark.parametrize("rule", CLASSES, ids=lambda rule: rule["class"])
def test_each_class_is_found_by_its_example_and_not_in_its_other(rule: dict[str, str]) -> None:
    assert re.search(rule["pattern"], rule["example"])
    assert not re.search(rule["pattern"], rule["other"])
    assert f"{IG}{rule['class']}" in {one.modality for one in classes_named(rule["example"])}


@pytest.mark.parametrize("rule", NAMES, ids=lambda rule: rule["example"])
def test_each_ending_takes_its_example_and_not_its_other(rule: dict[str, str]) -> None:
    assert is_directed(rule["example"])
    assert not is_directed(rule["other"])


@pytest.mark.parametrize("name", ["FOLFIRI-CETUXIMAB", "bortezomib", "aldesleukin", "treatment"])
def test_regimens_and_other_drugs_are_none_of_them(name: str) -> None:
    assert not is_directed(name)


def test_the_narrower_of_two_classes_says_most() -> None:
    named = classes_named("a monoclonal antibody of the kind called bispecific T-cell engager")
    assert narrowest(named) == f"{IG}BispecificTCellEngager"
    assert narrowest([]) == ""
