"""Events of the data set by what they are called."""

import pytest

from immunograph.library import Library
from immunograph.mentions.dictionary import dictionary
from immunograph.mentions.links import Links, links
from immunograph.vocabulary import BASE


@pytest.fixture(scope="module")
def linked(library: Library) -> Links:
    names = library.dataset.names
    return links(names, dictionary(names))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Headaches", "headache"),
        ("low potassium levels in the blood", "hypokalemia"),
        ("swelling in your hands or feet", "peripheral-edema"),
        ("dyspnoea", "dyspnea"),
        ("headache and pain", ""),
        ("a fall in the amount of potassium", "hypokalemia"),
        ("reduced amounts of the mineral potassium", ""),
        ("potassium in the blood", ""),
        ("low levels in the blood", ""),
        ("too much sodium and magnesium", ""),
        ("crs", ""),
        ("CRS", "cytokine-release-syndrome"),
    ],
)
def test_an_event_is_known_by_its_words_and_by_no_others(
    linked: Links, text: str, event: str
) -> None:
    assert linked.event(text) == (f"{BASE}event/{event}" if event else "")


def test_words_of_quality_stand_before_a_name_and_not_within(linked: Links) -> None:
    assert linked.qualified("severe headache") == (f"{BASE}event/headache", 7)
    assert linked.qualified("serious infection") == (f"{BASE}event/serious-infection", 0)
    assert linked.qualified("severe nothing known") == ("", 0)


@pytest.mark.parametrize(
    ("text", "is_none"),
    [("fatal", True), ("Philadelphia chromosome", True), ("immune system", True), ("hives", False)],
)
def test_what_is_a_concept_or_a_quality_is_no_event(
    linked: Links, text: str, is_none: bool
) -> None:
    assert linked.is_none(text) is is_none
