"""How often an event is, in words and in figures."""

import pytest

from immunograph.candidates.frequency import band_of, marks, shares
from immunograph.candidates.therapies import rules

RULES = rules("frequency")


@pytest.mark.parametrize("rule", RULES["bands"], ids=lambda rule: rule["example"])
def test_each_band_is_found_in_its_example(rule: dict[str, str]) -> None:
    (found,) = marks(rule["example"])
    assert found.opens
    assert found.band.rpartition("#")[2] == rule["band"]
    assert rule["band"] not in {
        one.band.rpartition("#")[2] for one in marks(rule["other"]) if one.opens
    } or (rule["band"] == "")


@pytest.mark.parametrize("rule", RULES["ranks"], ids=lambda rule: rule["rank"])
def test_each_rank_is_found_in_its_example(rule: dict[str, str]) -> None:
    assert [one.rank.rpartition("#")[2] for one in marks(rule["example"])] == [rule["rank"]]
    assert rule["rank"] not in {one.rank.rpartition("#")[2] for one in marks(rule["other"])}


def test_the_words_of_leaflets_are_one_mark() -> None:
    verb = "may affect"
    text = f"Other effects: Uncommon side effects ({verb} up to 1 in 100 people)"
    (found,) = (one for one in marks(text) if one.opens)
    assert text[found.start :] == f"Uncommon side effects ({verb} up to 1 in 100 people)"


def test_a_bare_name_is_a_band_where_the_page_defines_bands() -> None:
    assert [one.band for one in marks("Common:")] == [""]
    assert [one.band.rpartition("#")[2] for one in marks("Common:", defines=True)] == ["CommonBand"]


@pytest.mark.parametrize(
    ("percent", "bound", "band"),
    [
        (10, "", "VeryCommonBand"),
        (9.9, "", "CommonBand"),
        (0.5, "", "UncommonBand"),
        (0.05, "", "RareBand"),
        (0.001, "", "VeryRareBand"),
        (20, "≥", "VeryCommonBand"),
        (5, "≥", ""),
        (5, "<", ""),
    ],
)
def test_a_band_holds_the_share_unless_a_bound_leaves_it_open(
    percent: float, bound: str, band: str
) -> None:
    assert band_of(percent, bound).rpartition("#")[2] == band


def test_shares_have_their_numbers() -> None:
    found = shares("in 7 of 120 patients, in 5% (12/240) and in ≥ 30%")
    assert [(one.percent, one.affected, one.exposed, one.bound) for one in found] == [
        (None, 7, 120, ""),
        (5.0, 12, 240, ""),
        (30.0, None, None, "≥"),
    ]
