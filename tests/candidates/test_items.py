"""Items of lists of effects: their segments, and the names in them."""

import re

import pytest

from immunograph.candidates.items import names
from immunograph.candidates.segments import segments


def named(text: str, *recognised: str, known: frozenset[str] = frozenset()) -> list[str]:
    """The names that are read from an item in which some names were recognised."""
    spans = [match.span() for one in recognised for match in re.finditer(re.escape(one), text)]
    found = [
        name
        for segment in segments(text, 0, len(text), [])
        for name in names(text, spans, segment, known.__contains__)
    ]
    return [name.text(text) for name in found]


ENUMERATIONS = [
    ("low levels of zinc, iron and gold", ["zinc", "iron", "gold"]),
    ("low levels of zinc (a metal) and iron", ["zinc", "iron"]),
    ("low levels of zinc and iron, and high levels of gold or tin", ["zinc", "iron"]),
]


@pytest.mark.parametrize(("text", "of"), ENUMERATIONS)
def test_what_an_enumeration_shares_is_said_of_each(text: str, of: list[str]) -> None:
    found = [name for name in named(text) if name.startswith("low")]
    assert found == [f"low levels of {one}" for one in of]


def test_an_enumeration_ends_where_another_effect_is_named() -> None:
    text = "low levels of zinc or iron, hiccups, thirst"
    found = named(text, "hiccups", "thirst")
    assert found == ["low levels of zinc", "low levels of iron", "hiccups", "thirst"]


def test_either_of_two_ways_is_said_of_each() -> None:
    assert named("increase or decrease of zinc and iron") == [
        "increase of zinc",
        "decrease of zinc",
        "increase of iron",
        "decrease of iron",
    ]


def test_what_is_known_as_a_whole_is_not_taken_apart() -> None:
    text = "pain in the wrists and elbows"
    assert named(text) == ["pain in the wrists", "pain in the elbows"]
    assert named(text, known=frozenset([text])) == [text]


def test_places_of_the_body_told_one_after_another_are_of_one_effect() -> None:
    text = "sores on the hands, feet, and nose (sorelia), thirst"
    assert named(text, "sores", "thirst") == ["sores on the hands, feet, and nose", "thirst"]


SEGMENTS = [
    # A semicolon ends what one effect leads to.
    ("a stiff neck, which may ache; thirst", ["a stiff neck", "thirst"]),
    # So do brackets and a comma, where the enumeration before them has come to its end.
    ("swelling that can itch, burn and sting (itchosis), thirst", ["swelling", "thirst"]),
    ("swelling which may cause an itch (pruritus), a burn", ["swelling"]),
    # Behind a colon all is talk.
    ("itchosis: signs such as a burn and a sting (stingosis), thirst", ["itchosis"]),
    # What goes on behind brackets with "which" is still said of what stands before them.
    ("itchosis (IT), which includes a burn, a sting", ["itchosis (IT)"]),
    # What does not begin with a name has none further on.
    ("this can be in the skin (as a burn), nails", ["this can be in the skin (as a burn), nails"]),
]


@pytest.mark.parametrize(("text", "expected"), SEGMENTS)
def test_an_item_is_in_segments_that_each_name_effects(text: str, expected: list[str]) -> None:
    found = segments(text, 0, len(text), [])
    assert [text[one.start : one.named].strip() for one in found] == expected


def test_a_segment_knows_the_brackets_at_its_end_and_what_cuts_its_name_short() -> None:
    text = "hiccups due to low zinc (zincopenia), cells that carry zinc"
    cut, narrowed = segments(text, 0, len(text), [])
    assert cut.cut
    assert cut.gloss is not None
    assert text[slice(*cut.gloss)] == "zincopenia"
    assert (narrowed.narrowed, narrowed.cut, narrowed.gloss) == (True, False, None)
