"""How serious an event is said to be."""

import pytest

from immunograph.candidates.seriousness import before, said
from immunograph.candidates.therapies import rules


@pytest.mark.parametrize(
    "rule", rules("seriousness")["degrees"], ids=lambda one: one["seriousness"]
)
def test_each_degree_is_said_in_its_example(rule: dict[str, str]) -> None:
    assert rule["seriousness"] in {one.rpartition("#")[2] for one in said(rule["example"])}
    assert said(rule["other"]) == ()


def test_adjectives_stand_before_the_event() -> None:
    text = "a serious or even life-threatening rash, and hiccups"
    assert {one.rpartition("#")[2] for one in before(text, text.index("rash"))} == {
        "Serious",
        "LifeThreatening",
    }
    assert before(text, text.index("hiccups")) == ()
