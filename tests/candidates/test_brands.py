"""Under which brands pages say that therapies are sold."""

import pytest

from proposals import Proposing, fields, of_kind, short


def test_each_line_below_the_label_is_a_brand(proposed: Proposing) -> None:
    text = "# Testamab\n\nUS Brand Name(s)\n\nTestira\nTestira Plus\n\nFDA Approved\n\nYes\n"
    made = of_kind(proposed(text), "Branding")
    assert [short(one)[1] for one in made] == ["testira", "testira-plus"]
    assert all(fields(one, "jurisdiction") == {"jurisdiction": ["US"]} for one in made)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Blinatumomab (Blincyto) is given into a vein.", ["blincyto"]),
        ("Rituximab (Testuxan) is given into a vein.", ["testuxan"]),
        ("Rituximab (MMDT) is given into a vein.", []),
        ("Rituximab is sold under the brand name Testuxan.", ["testuxan"]),
    ],
)
def test_a_name_in_brackets_is_a_brand_unless_it_is_short_for_something(
    proposed: Proposing, said: str, found: list[str]
) -> None:
    made = of_kind(proposed(f"# News\n\n{said}\n"), "Branding")
    assert [short(one)[1] for one in made] == found


def test_in_a_row_each_therapy_has_the_brand_in_its_own_brackets(proposed: Proposing) -> None:
    text = "# News\n\nTestamab (Testira), ritamab (Ritira) and polamab (Polira) are infusions.\n"
    assert {short(one) for one in of_kind(proposed(text), "Branding")} == {
        ("testamab", "testira"),
        ("ritamab", "ritira"),
        ("polamab", "polira"),
    }


def test_a_brand_behind_two_therapies_is_the_brand_of_neither_alone(proposed: Proposing) -> None:
    text = "# News\n\nTestamab and ritamab (Tworira) are given together.\n"
    assert not of_kind(proposed(text), "Branding")
