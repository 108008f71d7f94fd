from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from immunograph.pictures.layers import Link, Placed, placed, ranks

NODES = [f"n{number}" for number in range(9)]
PAIRS = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=20)
SIZES = st.fixed_dictionaries(
    {node: st.tuples(st.floats(10, 200), st.floats(10, 60)) for node in NODES}
)


def links(pairs: list[tuple[str, str]], rank: dict[str, int]) -> list[Link]:
    found = []
    for number, (one, other) in enumerate(dict.fromkeys(pairs)):
        left, right = sorted((one, other), key=rank.__getitem__)
        found.append(Link(f"label {number}", (left,), () if one == other else (right,)))
    return found


@settings(deadline=None)
@given(PAIRS)
def test_no_pair_is_within_a_layer(pairs: list[tuple[str, str]]) -> None:
    rank = ranks(NODES, pairs)
    assert set(rank) == set(NODES)
    assert all(rank[one] != rank[other] for one, other in pairs if one != other)


@settings(deadline=None)
@given(st.lists(st.sampled_from([(a, b) for a, b in combinations(NODES, 2)]), max_size=20))
def test_without_a_circle_every_pair_goes_to_the_right(pairs: list[tuple[str, str]]) -> None:
    rank = ranks(NODES, pairs)
    assert all(rank[one] < rank[other] for one, other in pairs)


@settings(deadline=None)
@given(PAIRS, SIZES)
def test_nothing_is_over_another(
    pairs: list[tuple[str, str]], sizes: dict[str, tuple[float, float]]
) -> None:
    rank = ranks(NODES, pairs)
    given_links = links(pairs, rank)
    all_sizes = sizes | {link.label: (50.0, 20.0) for link in given_links}
    layout = placed(all_sizes, given_links, rank)
    assert set(layout.places) == set(all_sizes)
    for one, other in combinations(layout.places, 2):
        assert apart(layout, all_sizes, one, other), (one, other)
    for key, (x, y) in layout.places.items():
        wide, high = all_sizes[key]
        assert -0.01 <= x - wide / 2 <= x + wide / 2 <= layout.width + 0.01
        assert -0.01 <= y - high / 2 <= y + high / 2 <= layout.height + 0.01


def apart(layout: Placed, sizes: dict[str, tuple[float, float]], one: str, other: str) -> bool:
    (x, y), (right, low) = layout.places[one], layout.places[other]
    wide = (sizes[one][0] + sizes[other][0]) / 2
    high = (sizes[one][1] + sizes[other][1]) / 2
    return abs(x - right) >= wide - 0.01 or abs(y - low) >= high - 0.01


@settings(deadline=None)
@given(PAIRS)
def test_a_line_begins_and_ends_at_what_it_joins(pairs: list[tuple[str, str]]) -> None:
    rank = ranks(NODES, pairs)
    given_links = links(pairs, rank)
    sizes = dict.fromkeys([*NODES, *(link.label for link in given_links)], (40.0, 20.0))
    layout = placed(sizes, given_links, rank)
    for (one, other), way in layout.ways.items():
        assert way[0] == (layout.places[one][0] + 20, layout.places[one][1])
        assert way[-1] == (layout.places[other][0] - 20, layout.places[other][1])
        assert all(before[0] <= after[0] for before, after in pairwise(way))


def test_lines_are_untangled() -> None:
    rank = {"a": 0, "b": 0, "c": 1, "d": 1}
    given_links = [Link("x", ("a",), ("d",)), Link("y", ("b",), ("c",)), Link("z", ("a",), ("d",))]
    sizes = dict.fromkeys([*rank, "x", "y", "z"], (40.0, 20.0))
    joined = [*given_links, Link("w", ("b",), ("d",))]
    places = placed(sizes | {"w": (40.0, 20.0)}, joined, rank).places
    assert (places["a"][1] < places["b"][1]) == (places["d"][1] < places["c"][1])


def test_labels_stand_between_the_layers_they_join() -> None:
    sizes = dict.fromkeys(["a", "b", "far", "x", "y"], (40.0, 20.0))
    given_links = [Link("x", ("a",), ("b",)), Link("y", ("a",), ("far",))]
    places = placed(sizes, given_links, {"a": 0, "b": 1, "far": 2}).places
    assert places["a"][0] < places["x"][0] == places["y"][0] < places["b"][0] < places["far"][0]
