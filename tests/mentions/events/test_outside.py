"""What is no adverse event outside the text of a label."""

import re
from typing import Any

import pytest

from immunograph.library import Library
from immunograph.mentions import rulebook
from immunograph.mentions.events.outside import is_none, settled
from immunograph.mentions.events.recognise import events
from immunograph.mentions.find import find
from immunograph.mentions.mention import Mention
from immunograph.pages.read import read_bytes


@pytest.mark.parametrize("rule", rulebook.read("events")["patterns"], ids=lambda one: one["name"])
def test_a_pattern_fits_what_it_says_and_nothing_else(rule: dict[str, Any]) -> None:
    pattern = re.compile(rule["pattern"], 0 if rule.get("case") else re.IGNORECASE)
    assert all(pattern.fullmatch(name) for name in rule["finds"])
    assert not any(is_none(name) for name in rule["not"])


def found(library: Library, text: str) -> set[tuple[str, str]]:
    page = read_bytes(text.encode(), "page.md")
    mentions = find(page, library.dataset.names, events(page))
    return {(one.text, one.kind) for one in mentions if one.kind in {"event", "condition"}}


def test_a_cancer_is_a_disease_that_people_have_unless_it_came_later(library: Library) -> None:
    text = "# Side effects\n\nSome children had seizures, mature B leukemia or second cancers.\n"
    kinds = dict(found(library, text))
    assert kinds["mature B leukemia"] == "condition"
    assert kinds.get("second cancers", "event") == "event"
    assert kinds["seizures"] == "event"


def test_what_people_have_beforehand_is_no_effect_anywhere() -> None:
    def one(order: int, role: str, name: str = "Down syndrome") -> Mention:
        return Mention(order, order + 1, name, "event", "", order, role=role)

    mostly = [one(order, "indication" if order < 4 else "") for order in range(7)]
    assert {each.role for each in settled(mostly)} == {"indication"}
    seldom = [one(order, "indication" if order < 3 else "") for order in range(7)]
    assert list(settled(seldom)) == seldom
