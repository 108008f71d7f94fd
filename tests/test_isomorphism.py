"""Two texts that say the same are known to, in a time that does not explode."""

from collections.abc import Callable
from itertools import permutations

import pytest
import rdflib
import rdflib.compare
from hypothesis import given
from hypothesis import strategies as st

from effort import calls
from immunograph.isomorphism import isomorphic


def test_nodes_without_a_name_are_compared_by_what_is_said_of_them() -> None:
    nested = b"<urn:a> <urn:b> [ <urn:c> 1 ; <urn:d> ( 1 2 ) ] ."
    named = b"_:x <urn:d> ( 1 2 ) ; <urn:c> 1 . <urn:a> <urn:b> _:x ."
    assert isomorphic(nested, named)
    assert not isomorphic(nested, named.replace(b"1 2", b"2 1"))
    assert not isomorphic(nested, named.replace(b"<urn:c> 1", b"<urn:c> 2"))


def test_equal_nodes_are_counted() -> None:
    assert not isomorphic(b"<urn:a> <urn:b> [], [] .", b"<urn:a> <urn:b> [] .")
    assert not isomorphic(b"[] <urn:b> 1 . [] <urn:b> 1 .", b"[] <urn:b> 1 .")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("_:x <urn:p> _:y . _:y <urn:p> _:x .", "_:x <urn:p> _:x . _:y <urn:p> _:y ."),
        ("<urn:a> <urn:p> _:x, _:y . _:x <urn:q> _:y .", "<urn:a> <urn:p> _:x . _:x <urn:q> _:y ."),
    ],
)
def test_nodes_that_are_shared_or_in_a_circle_are_not_confused(text: str, other: str) -> None:
    assert isomorphic(text.encode(), text.encode())
    assert not isomorphic(text.encode(), other.encode())


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (lambda n: "<urn:a> <urn:p> ( " + "1 " * n + ") .", 2_500),
        (lambda n: "<urn:a> <urn:p> " + "[ <urn:q> 1 ], " * n + "1 .", 1_000),
        (
            lambda n: "".join(f"_:n{a} <urn:p> _:n{b} .\n" for a, b in permutations(range(n), 2)),
            20,
        ),
        (lambda n: "".join(f"_:n{a} <urn:p> _:n{(a + 1) % n} .\n" for a in range(n)), 1_000),
    ],
    ids=["a long list", "equal nodes", "all to all", "a circle"],
)
def test_no_graph_takes_more_work_than_its_length(text: Callable[[int], str], size: int) -> None:
    def work(size: int) -> float:
        data = text(size).encode()
        return calls(lambda: isomorphic(data, data)) / len(data)

    assert isomorphic(text(size).encode(), text(size).encode())
    assert work(2 * size) < 1.3 * work(size)


nodes = st.sampled_from(["_:x", "_:y", "_:z", "<urn:a>"])
statements = st.lists(
    st.tuples(nodes, st.sampled_from(["<urn:p>", "<urn:q>"]), nodes), max_size=6
).map(lambda found: "".join(f"{' '.join(each)} .\n" for each in found))


@given(one=statements, other=statements)
def test_what_is_called_the_same_is_the_same(one: str, other: str) -> None:
    if isomorphic(one.encode(), other.encode()):
        first, second = (rdflib.Graph().parse(data=text, format="turtle") for text in (one, other))
        assert rdflib.compare.isomorphic(first, second)


@given(text=statements)
def test_the_order_of_statements_is_nothing(text: str) -> None:
    turned = "".join(reversed(text.splitlines(keepends=True)))
    assert isomorphic(text.encode(), turned.encode())
