"""Every rule finds what its example says."""

from collections.abc import Mapping
from typing import Any

import pytest

from immunograph.mentions import rulebook
from immunograph.mentions.diseases import is_one, spans
from immunograph.mentions.find import OPEN
from immunograph.mentions.rulebook import Pattern
from immunograph.mentions.tokens import tokens

PATTERNS = [pattern for subject in OPEN for pattern in rulebook.patterns(subject)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=[pattern.name for pattern in PATTERNS])
def test_a_pattern_finds_in_its_example_what_it_says(pattern: Pattern) -> None:
    text = pattern.example
    found = [text[start:end] for start, end in pattern.spans(text, text.lower())]
    assert tuple(found) == pattern.finds


@pytest.mark.parametrize("example", rulebook.read("conditions")["examples"])
def test_conditions_are_found_by_their_heads(example: Mapping[str, Any]) -> None:
    text = example["text"]
    found = [
        text[each.start : each.end] for each in spans(text, tokens(text)) if is_one(text, each)
    ]
    assert found == example["finds"]
