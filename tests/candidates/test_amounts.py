"""Stretches of time in sentences."""

import pytest

from immunograph.candidates.amounts import stretches
from immunograph.candidates.therapies import rules
from immunograph.vocabulary import IG


@pytest.mark.parametrize("example", rules("amounts")["examples"], ids=lambda one: one["text"])
def test_each_example_gives_its_amounts(example: dict[str, object]) -> None:
    ends = [end for one in stretches(str(example["text"])) for end in (one.low, one.high) if end]
    assert [f"{end.value.removeprefix(IG)} {end.unit.removeprefix(IG)}" for end in ends] == (
        example["found"]
    )


def test_a_stretch_stands_where_it_is_written() -> None:
    text = "It takes 2 to 8 weeks, then 3 days."
    assert [text[one.start : one.end] for one in stretches(text)] == ["2 to 8 weeks", "3 days"]
