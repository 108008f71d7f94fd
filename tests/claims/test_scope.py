"""Whether two claims hold for the same patients."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunograph.claims.scope import (
    Hierarchy,
    Relation,
    Scope,
    any_of,
    hierarchy,
    inside,
    joined,
    related,
    together,
)

KINDS = hierarchy([("young adults", "adults"), ("B-ALL", "ALL"), ("ALL", "cancer")])
OPPOSITE = {Relation.NARROWER: Relation.WIDER, Relation.WIDER: Relation.NARROWER}
values = st.frozensets(st.sampled_from(["adults", "young adults", "children"]))
fields = st.dictionaries(st.sampled_from(["population", "status"]), values, max_size=2)
numbers = st.integers(0, 100).map(float)
ranges = st.tuples(numbers, numbers).map(lambda ends: (min(ends), max(ends)))
scopes = st.builds(
    Scope,
    places=fields,
    choices=fields,
    needs=fields,
    lacks=fields,
    wholes=fields,
    ranges=st.dictionaries(st.just("age"), ranges),
)


def whole(one: Scope, other: Scope, kinds: Hierarchy = KINDS) -> Relation:
    return joined(related(one, other, kinds).values())


@given(scopes, scopes)
def test_the_other_way_round_narrower_is_wider_and_all_else_the_same(
    one: Scope, other: Scope
) -> None:
    there = whole(one, other)
    assert whole(other, one) is OPPOSITE.get(there, there)


@given(scopes)
def test_a_scope_is_the_same_as_itself_unless_nobody_is_in_it(one: Scope) -> None:
    needed, lacked = (frozenset().union(*f.values()) for f in (one.needs, one.lacks))
    assert whole(one, one) is (Relation.APART if needed & lacked else Relation.SAME)


@given(scopes)
def test_no_limits_are_never_narrower(one: Scope) -> None:
    assert whole(Scope(), one) in {Relation.WIDER, Relation.SAME}


@given(ranges, ranges)
def test_two_ranges_are_apart_where_no_number_is_in_both(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    shared = max(one[0], other[0]) <= min(one[1], other[1])
    assert (inside(one, other) is Relation.APART) is not shared


def test_a_kind_of_the_condition_is_narrower_and_a_cousin_apart() -> None:
    assert any_of(frozenset({"B-ALL"}), frozenset({"cancer"}), KINDS) is Relation.NARROWER
    assert any_of(frozenset({"cancer"}), frozenset({"B-ALL"}), KINDS) is Relation.WIDER
    assert any_of(frozenset({"adults"}), frozenset({"ALL"}), KINDS) is Relation.APART


@pytest.mark.parametrize(
    ("one", "other"),
    [(("", "2024-06-01"), ("2024-06-02", "")), (("2025-01-01", ""), ("", "2024-12-31"))],
)
def test_what_ended_before_the_other_began_is_apart(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert whole(Scope(days=one), Scope(days=other)) is Relation.APART


def test_days_that_meet_are_not_apart() -> None:
    one, other = Scope(days=("", "2024-06-01")), Scope(days=("2024-06-01", ""))
    assert whole(one, other) is Relation.SAME


def test_a_circle_of_broader_terms_does_no_harm() -> None:
    round_about = hierarchy([("a", "b"), ("b", "a")])
    assert round_about.within("a", "b") and round_about.within("b", "a")


def test_a_partner_is_met_by_a_kind_of_it_and_none_may_be_left_over() -> None:
    kinds = hierarchy([("platinum", "chemotherapy")])
    one = frozenset({"platinum", "nivolumab"})
    assert together(one, frozenset({"chemotherapy", "nivolumab"}), kinds) is Relation.NARROWER
    assert together(frozenset({"chemotherapy", "nivolumab"}), one, kinds) is Relation.WIDER
    assert together(one, frozenset({"chemotherapy"}), kinds) is Relation.APART
    assert together(one, frozenset(), kinds) is Relation.NARROWER
