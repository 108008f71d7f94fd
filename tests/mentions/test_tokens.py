"""The tokens of a sentence."""

import pytest

from immunograph.mentions.tokens import tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CD-19", "CD 19"),
        ("CD19", "cd 19"),
        ("peripheral oedema", "Peripheral edema"),
        ("leukaemias", "leukemia"),
        ("B-cells", "B cell"),
        ("interferon \u03b1", "interferon alpha"),
        ("metastases", "metastasis"),
    ],
)
def test_spellings_of_one_name_have_the_same_keys(one: str, other: str) -> None:
    assert [each.key for each in tokens(one)] == [each.key for each in tokens(other)]


def test_a_name_neither_begins_nor_ends_within_a_word() -> None:
    assert [(each.text, each.opens, each.closes) for each in tokens("CD19a")] == [
        ("CD", True, False),
        ("19", False, False),
        ("a", False, True),
    ]
