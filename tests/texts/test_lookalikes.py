"""Names of therapies that are easily taken for one another."""

import itertools
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from effort import calls
from immunograph.texts.lookalikes import ALIKE, alike, distinctive, likeness

NAMES = st.text("abcdelmnorstuvxz", max_size=12)


@given(NAMES, NAMES)
def test_likeness_lies_between_none_and_whole_and_has_no_direction(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("vinblastine", "vincristine"), ("cycloserine", "cyclosporine"), ("Samplix", "Sampliz")],
)
def test_names_that_are_known_to_be_confused_are_alike(one: str, other: str) -> None:
    assert list(alike([one, other]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("trastuzumab", "pertuzumab"),
        ("infliximab", "rituximab"),
        ("brexucabtagene autoleucel", "obecabtagene autoleucel"),
        ("idecabtagene vicleucel", "ciltacabtagene autoleucel"),
    ],
)
def test_a_prescribed_ending_alone_makes_no_names_alike(one: str, other: str) -> None:
    assert list(alike([one, other])) == []


@example(["aaaca", "aabcb"])
@given(st.lists(st.text("abcmn ", min_size=4, max_size=9), max_size=8))
def test_the_quick_look_misses_no_pair_of_like_names(names: list[str]) -> None:
    found = set(alike(names))
    for one, other in itertools.combinations(sorted(set(names)), 2):
        bare = distinctive(one, other)
        if min(map(len, bare)) >= 4 and bare[0] != bare[1] and likeness(*bare) >= ALIKE:
            assert (one, other) in found


def test_most_pairs_of_three_hundred_names_are_passed_by_at_a_glance() -> None:
    pick = random.Random(7)
    names = ["".join(pick.choices("aeioulmnrstbcdvxz", k=10)) for _ in range(300)]
    pairs = len(names) * (len(names) - 1) // 2
    assert calls(lambda: list(alike(names))) < 4 * pairs  # to compare two takes over a hundred
