"""Phrases of rules in a sentence."""

import re

import pytest

from immunograph.mentions import rulebook
from immunograph.mentions.phrases import phrases, spelt_out, words


def test_the_longest_phrase_at_a_place_counts() -> None:
    tree = phrases([("no", "denied"), ("not only", "nothing"), ("no (sign|trace) of", "absent")])
    text = words("No sign of rash, no fever, not only here.")
    found = [(" ".join(each.plain for each in text[a:b]), m) for a, b, m in tree.within(text)]
    assert found == [("no sign of", "absent"), ("no", "denied"), ("not only", "nothing")]


def test_what_a_phrase_says_in_several_rules_is_all_kept() -> None:
    tree = phrases([("no", "one"), ("no", "other")])
    assert [meaning for *_, meaning in tree.within(words("no"))] == ["one", "other"]


def notations() -> list[str]:
    rules = rulebook.read("context")
    cues = [cue for rule in rules["rules"] for cue in rule["cues"]]
    return [*cues, *(phrase for of in rules["stops"].values() for phrase in of)]


@pytest.mark.parametrize("notation", notations())
def test_every_cue_of_the_rules_is_written_as_it_is_read(notation: str) -> None:
    flat = re.sub(r"\([^()\[\]]+\)|\[[^()\[\]]+\]", "", notation)
    assert not set(flat) & set("()[]|")
    assert all(words(" ".join(phrase)) for phrase in spelt_out(notation))
