"""The statements of a sentence."""

import pytest

from immunograph.mentions.clauses import clauses


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("A causes rash; B causes hives.", ["A causes rash;", "B causes hives."]),
        ("A binds X, whereas B binds Y.", ["A binds X,", "whereas B binds Y."]),
        ("A binds X and harms the skin.", ["A binds X", "and harms the skin."]),
        ("A binds X, and hives follow B.", ["A binds X,", "and hives follow B."]),
        ("A, which binds X, is given.", ["A,", "which binds X,", "is given."]),
        ("If it hurts, A is stopped.", ["If it hurts,", "A is stopped."]),
        ("A causes rash, hives and pain.", ["A causes rash, hives and pain."]),
        ("Signs that A is weak may include B.", ["Signs that A is weak", "may include B."]),
        ("Although A fails, in some B helps.", ["Although A fails,", "in some B helps."]),
        ("It is said that A may help.", ["It is said that A may help."]),
        ("People who took A had a rash.", ["People", "who took A", "had a rash."]),
        ("Rash, as well as pain, may occur.", ["Rash, as well as pain, may occur."]),
    ],
)
def test_a_sentence_is_parted_where_another_statement_begins(
    sentence: str, parts: list[str]
) -> None:
    found = clauses(sentence)
    assert "".join(sentence[each.start : each.end] for each in found) == sentence
    assert [sentence[each.start : each.end].strip() for each in found] == parts
