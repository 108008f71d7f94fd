"""When events begin."""

import pytest

from candidates.told import short
from immunograph.candidates.onset import onset
from immunograph.candidates.therapies import rules


@pytest.mark.parametrize("example", rules("onset")["examples"], ids=lambda one: one["text"])
def test_each_example_gives_its_onset(example: dict[str, str]) -> None:
    names = {"from": "onsetFrom", "to": "onsetTo"}
    told = {names[end]: example[end] for end in names if end in example}
    assert {name: short(amount) for name, [amount] in onset(example["text"]).items()} == told
