import pytest

from drawings import Reader
from immunograph.errors import NotDrawn
from immunograph.pictures.network import MOST_EDGES, MOST_NODES, Edge, Node, drawn
from immunograph.pictures.sheet import Words, finished

NODES = {key: Node(f"thing {key}", "kind") for key in "abcd"}


def read(*edges: Edge, nodes: dict[str, Node] | None = None) -> Reader:
    drawing = drawn(nodes or NODES, edges, ["kind"])
    return Reader(finished(drawing, Words("title", "", [])).svg)


def edge(source: str, target: str, label: str = "says") -> Edge:
    return Edge(source, target, (label,))


def heads(reader: Reader) -> int:
    """The heads of arrows: triangles."""
    return sum(len(each.get("points", "").split()) == 3 for each in reader.all("polygon"))


def test_edges_from_one_node_with_one_text_share_a_label() -> None:
    reader = read(edge("a", "b"), edge("a", "c"), edge("a", "d", "says else"))
    assert reader.lines.count("says") == 1
    assert reader.lines.count("says else") == 1
    assert heads(reader) == 3


def test_edges_to_one_node_share_a_label_and_an_arrow() -> None:
    reader = read(edge("a", "d"), edge("b", "d"), edge("c", "d"))
    assert reader.lines.count("says") == 1
    assert heads(reader) == 1


def test_who_is_joined_with_whom_is_not_lost_in_sharing() -> None:
    reader = read(edge("a", "c"), edge("a", "d"), edge("b", "d"))
    assert reader.lines.count("says") == 2


def test_a_circle_and_a_thing_that_speaks_of_itself_are_drawn() -> None:
    reader = read(edge("a", "b"), edge("b", "a", "answers"), edge("c", "c", "is itself"))
    assert {"says", "answers", "is itself"} <= set(reader.lines)
    assert heads(reader) == 3


def test_a_kind_is_said_in_words_in_the_box_and_in_the_legend() -> None:
    nodes = {"a": Node("one", "kind"), "b": Node("two", "unheard of"), "c": Node("three")}
    lines = read(nodes=nodes).lines
    assert lines.count("kind") == 2
    assert lines.count("unheard of") == 1


def test_a_literal_has_no_kind_and_stands_in_the_legend() -> None:
    nodes = {"a": Node("one", "kind"), "b": Node("a text", is_literal=True)}
    lines = read(edge("a", "b"), nodes=nodes).lines
    assert "a text" in lines
    assert "text or number" in lines


def test_what_is_too_large_is_refused_and_never_cut() -> None:
    nodes = {str(number): Node(str(number)) for number in range(MOST_NODES + 1)}
    with pytest.raises(NotDrawn, match=f"{MOST_NODES + 1} nodes and 0 edges .* at most"):
        drawn(nodes, [], [])
    edges = [edge("a", "b", str(number)) for number in range(MOST_EDGES + 1)]
    with pytest.raises(NotDrawn, match=f"4 nodes and {MOST_EDGES + 1} edges"):
        drawn(NODES, edges, [])


@pytest.mark.thorough
def test_the_largest_network_is_drawn() -> None:
    nodes = {str(number): Node(f"thing {number}", "kind") for number in range(MOST_NODES)}
    edges = [
        edge(str(number), str((7 * number + step) % MOST_NODES))
        for number in range(MOST_NODES)
        for step in (1, 5)
    ]
    assert len(edges) == MOST_EDGES
    assert {f"thing {number}" for number in range(MOST_NODES)} <= set(
        read(*edges, nodes=nodes).lines
    )
