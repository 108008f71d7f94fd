"""How cell therapies are made."""

import re
from collections.abc import Callable

import pytest

from candidates.told import fields, short
from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Reader
from immunograph.candidates.manufacture import manufacture
from immunograph.candidates.therapies import rules

Claimed = Callable[[Reader, str], list[Candidate]]

TEXT = """# CAR T-cell therapy

For CAR T-cell therapy, cells are taken from the blood by leukapheresis. It takes 5 hours.

Then the cells are frozen and shipped to a laboratory. There they are genetically altered and
multiplied. This may take 3 weeks.
"""


def test_steps_in_their_order(claimed: Claimed) -> None:
    found = [one for one in claimed(manufacture, TEXT) if "duration" not in one.fields]
    assert [(short(one.object), *fields(one)["order"]) for one in found] == [
        ("leukapheresis", "1"),
        ("freezing", "2"),
        ("shipping-to-laboratory", "3"),
        ("genetic-alteration", "4"),
        ("multiplication", "5"),
    ]


def test_a_time_is_that_of_the_step_or_the_steps_before_it(claimed: Claimed) -> None:
    found = [one for one in claimed(manufacture, TEXT) if "duration" in one.fields]
    assert [(short(one.object), fields(one)["duration"], one.certainty) for one in found] == [
        ("leukapheresis", ["5 Hour"], "Stated"),
        ("laboratory-work", ["3 Week"], "Hedged"),
    ]


def test_cells_of_other_therapies_are_not_made(claimed: Claimed) -> None:
    text = "# Blinatumomab\n\nWith blinatumomab, cells are multiplied. They are frozen."
    assert claimed(manufacture, text) == []


@pytest.mark.parametrize("rule", rules("manufacture")["steps"], ids=lambda rule: rule["procedure"])
def test_each_step_is_found_in_its_example(rule: dict[str, str]) -> None:
    assert re.search(rule["pattern"], rule["example"], re.IGNORECASE)
    assert not re.search(rule["pattern"], rule["other"], re.IGNORECASE)
