"""What is done about an event."""

import pytest

from immunograph.candidates.management import management, of_every
from immunograph.candidates.therapies import rules


@pytest.mark.parametrize(
    "rule", rules("management")["procedures"], ids=lambda rule: rule["procedure"]
)
def test_each_procedure_is_found_in_its_example(rule: dict[str, str]) -> None:
    assert rule["procedure"] in {one.rpartition("/")[2] for one in management(rule["example"])}
    assert rule["procedure"] not in {one.rpartition("/")[2] for one in management(rule["other"])}


def test_what_is_said_of_every_effect() -> None:
    assert of_every("Report any side effects to your nurse.")
    assert not of_every("Report a rash to your nurse.")
