"""Every rule finds what its example says."""

import pytest

from immunograph.mentions import rulebook
from immunograph.mentions.diseases import spans
from immunograph.mentions.find import OPEN
from immunograph.mentions.rulebook import Pattern
from immunograph.mentions.tokens import tokens

PATTERNS = [pattern for subject in OPEN for pattern in rulebook.patterns(subject)]


@pytest.mark.parametrize("pattern", PATTERNS, ids=[pattern.name for pattern in PATTERNS])
def test_a_pattern_finds_in_its_example_what_it_says(pattern: Pattern) -> None:
    group = "m" if "m" in pattern.expression.groupindex else 0
    found = [match[group] for match in pattern.expression.finditer(pattern.example)]
    assert tuple(found) == pattern.finds


@pytest.mark.parametrize("example", rulebook.read("conditions")["examples"])
def test_conditions_are_found_by_their_heads(example: dict[str, str]) -> None:
    text = example["text"]
    found = [text[each.start : each.end] for each in spans(text, tokens(text))]
    assert found == example["finds"]
