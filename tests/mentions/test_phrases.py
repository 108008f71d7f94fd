"""Phrases of rules in a sentence."""

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


def test_no_cue_of_the_rules_is_in_a_notation_that_is_not_read() -> None:
    for rule in rulebook.read("context")["rules"]:
        for cue in rule["cues"]:
            assert all("(" not in word and ")" not in word for p in spelt_out(cue) for word in p)
            assert cue.count("(") == cue.count(")")
            assert "((" not in cue
