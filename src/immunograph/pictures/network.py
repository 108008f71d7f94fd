"""Things and what is said between them, drawn as boxes, labels and arrows.

The kind of a thing is said in words in its box; its shape and colour only repeat it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from immunograph.errors import NotDrawn
from immunograph.pictures import layers
from immunograph.pictures.layers import Link, Point, Size
from immunograph.pictures.lettering import width, wrapped
from immunograph.pictures.sheet import (
    LEADING,
    LINE,
    PALE,
    SMALL,
    TEXT,
    Drawing,
    element,
    lettered,
    titled,
)

MOST_NODES, MOST_EDGES = 150, 300
LITERAL = "text or number"
_WIDEST, _WIDEST_LITERAL, _WIDEST_LABEL = 190, 230, 130
_PADDING, _LITERAL_LINES = 9, 6
_HEAD = 9.0
# Tints of colours that the colour-blind tell apart.
_TINTS = (
    *("#cfe4f3", "#fbe0b5", "#c9eadf", "#f6d2c0", "#fbf6bf", "#f3d3e4", "#e2e2e2", "#d9d4f2"),
    *("#e3ecc4", "#bfe3ea", "#ecd9c6", "#f9c9cf", "#c7d3e3"),
)
_SHAPES = ("rounded", "hexagon", "cut", "pill", "square")
_PLAIN = ("square", "#ffffff")
_KEY = (20.0, 12.0)


@dataclass(frozen=True, slots=True)
class Node:
    """A thing or a literal: what it is called, its kind in words, and what is said of it."""

    label: str
    kind: str = ""
    title: str = ""
    is_literal: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """What is said between two nodes, in lines; edges of one way and one text share a label."""

    source: str
    target: str
    lines: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Label:
    link: Link
    edges: Sequence[Edge]
    is_backward: bool


def drawn(
    nodes: Mapping[str, Node],
    edges: Sequence[Edge],
    kinds: Sequence[str],
    rank: Mapping[str, int] | None = None,
) -> Drawing:
    """The network; `kinds` is every kind there is, so that each looks the same in every picture.

    Raises `NotDrawn` where it is too large to be read.
    """
    bounded(len(nodes), len(edges))
    rank = rank or layers.ranks(nodes, [(edge.source, edge.target) for edge in edges])
    labels = {label.link.label: label for label in _labels(edges, rank)}
    sizes = {key: _size(_lines(node), node) for key, node in nodes.items()}
    sizes |= {key: _size(label.edges[0].lines) for key, label in labels.items()}
    layout = layers.placed(sizes, [label.link for label in labels.values()], rank)
    looks = {kind: _look(number) for number, kind in enumerate(kinds)}
    lines = [_line(ends, way, labels) for ends, way in layout.ways.items()]
    words = [_words(one, layout.places[key], sizes[key]) for key, one in labels.items()]
    boxes = [_box(nodes[key], layout.places[key], sizes[key], looks) for key in nodes]
    return Drawing(
        kind="network",
        width=layout.width,
        height=layout.height,
        parts=[*lines, *words, *boxes],
        keys=_keys(nodes, looks),
    )


def bounded(nodes: int, edges: int) -> None:
    """Refuse what is too large. Raises `NotDrawn`."""
    if nodes > MOST_NODES or edges > MOST_EDGES:
        raise NotDrawn(
            f"{nodes} nodes and {edges} edges are more than can be read; at most {MOST_NODES} and "
            f"{MOST_EDGES} are drawn; ask for less, or for another format"
        )


def _labels(edges: Sequence[Edge], rank: Mapping[str, int]) -> list[_Label]:
    """The labels: of edges with one text, those from one node or to one node share theirs."""
    groups: dict[tuple[object, ...], list[Edge]] = {}
    for end in ("source", "target"):
        for edge in edges:
            groups.setdefault((end, *_shared(edge, end, rank)), []).append(edge)
    found: dict[tuple[object, ...], list[Edge]] = {}
    for edge in edges:
        keys = [(end, *_shared(edge, end, rank)) for end in ("source", "target")]
        found.setdefault(max(keys, key=lambda key: len(groups[key])), []).append(edge)
    return [_label(number, group, rank) for number, group in enumerate(found.values())]


def _shared(edge: Edge, end: str, rank: Mapping[str, int]) -> tuple[object, ...]:
    """What edges that share a label have in common."""
    is_backward = rank[edge.source] > rank[edge.target]
    is_loop = edge.source == edge.target
    return getattr(edge, end), is_backward, is_loop, edge.lines, edge.title


def _label(number: int, edges: Sequence[Edge], rank: Mapping[str, int]) -> _Label:
    is_backward = rank[edges[0].source] > rank[edges[0].target]
    sources = tuple(dict.fromkeys(edge.source for edge in edges))
    targets = tuple(dict.fromkeys(edge.target for edge in edges))
    lefts, rights = (targets, sources) if is_backward else (sources, targets)
    is_loop = edges[0].source == edges[0].target
    return _Label(Link(f"label {number}", lefts, () if is_loop else rights), edges, is_backward)


def _lines(node: Node) -> tuple[str, ...]:
    if node.is_literal:
        return wrapped(node.label, _WIDEST_LITERAL, SMALL, _LITERAL_LINES)
    return wrapped(node.label, _WIDEST, TEXT, lines=4)


def _size(lines: Sequence[str], node: Node | None = None) -> Size:
    """The room of a box or of a label; a thing has a line for its kind."""
    if node is None or node.is_literal:
        wide = max(width(line, SMALL) for line in lines)
        return wide + _PADDING, len(lines) * SMALL * LEADING + _PADDING / 2
    wide = max(width(node.kind, SMALL), *(width(line, TEXT) for line in lines))
    return max(wide, 70.0) + 3 * _PADDING, (len(lines) * TEXT + SMALL) * LEADING + _PADDING


def _look(number: int) -> tuple[str, str]:
    return _SHAPES[number % len(_SHAPES)], _TINTS[number % len(_TINTS)]


def _box(node: Node, at: Point, size: Size, looks: Mapping[str, tuple[str, str]]) -> Element:
    (x, y), lines = at, _lines(node)
    shape, tint = looks.get(node.kind, _PLAIN)
    if node.is_literal:
        drawn = _outline("square", tint, at, size, stroke_dasharray="3 2")
        top = y - (len(lines) - 1) * SMALL * LEADING / 2
        text = lettered(lines, x, top, font_size=SMALL, text_anchor="middle")
        return titled(node.title or node.label, drawn, text, class_="literal")
    top = y - (len(lines) - 1) * TEXT * LEADING / 2 - (SMALL * LEADING / 2 if node.kind else 0)
    name = lettered(lines, x, top, font_weight="normal", text_anchor="middle")
    low = top + (len(lines) * TEXT + SMALL / 2 - TEXT / 2) * LEADING
    kind = lettered([node.kind], x, low, font_size=SMALL, fill=PALE, text_anchor="middle")
    outline = _outline(shape, tint, at, size)
    return titled(
        node.title or node.label, outline, name, *[kind] if node.kind else [], class_="thing"
    )


def _outline(shape: str, tint: str, at: Point, size: Size, **attributes: object) -> Element:
    """The outline of a box, by its shape."""
    (x, y), (wide, high) = at, size
    left, top = x - wide / 2, y - high / 2
    drawn = {"fill": tint, "stroke": LINE, **attributes}
    if shape in {"hexagon", "cut"}:
        cut = high / 4 if shape == "hexagon" else 7.0
        down = high / 2 if shape == "hexagon" else 7.0
        corners = [
            (left + cut, top),
            (left + wide - cut, top),
            (left + wide, top + down),
            (left + wide, top + high - down),
            (left + wide - cut, top + high),
            (left + cut, top + high),
            (left, top + high - down),
            (left, top + down),
        ]
        return element("polygon", points=" ".join(map(_point, dict.fromkeys(corners))), **drawn)
    radius = {"rounded": 7.0, "pill": high / 2, "square": 0.0}[shape]
    return element("rect", x=left, y=top, width=wide, height=high, rx=radius, **drawn)


def _point(at: Point) -> str:
    return f"{at[0]:.1f},{at[1]:.1f}"


def _words(label: _Label, at: Point, size: Size) -> Element:
    """The words on an edge."""
    (x, y), lines = at, label.edges[0].lines
    ground = _outline("rounded", "#f2f2f2", at, size, stroke="none")
    top = y - (len(lines) - 1) * SMALL * LEADING / 2
    text = lettered(lines, x, top, font_size=SMALL, text_anchor="middle")
    return titled(label.edges[0].title or " ".join(lines), ground, text, class_="statement")


def _line(ends: tuple[str, str], way: Sequence[Point], labels: Mapping[str, _Label]) -> Element:
    """A line between a box and a label, with an arrow where it comes to the object."""
    into_box = ends[0] in labels
    label = labels[ends[0] if into_box else ends[1]]
    path = [f"M {_point(way[0])}"]
    for number, ((x, y), (right, low)) in enumerate(pairwise(way)):
        half = (x + right) / 2
        curve = f"C {_point((half, y))} {_point((half, low))} {_point((right, low))}"
        path.append(curve if number % 2 else f"L {_point((right, low))}")
    parts = [element("path", d=" ".join(path), fill="none", stroke=LINE, stroke_width="1.4")]
    if into_box and not label.is_backward:
        parts.append(_head(way[-1], 1))
    elif not into_box and (label.is_backward or not label.link.rights):
        parts.append(_head(way[0], -1))
    return element("g", *parts)


def _head(at: Point, way: int) -> Element:
    """The head of an arrow that comes to a box from the left (1) or from the right (-1)."""
    x, y = at
    corners = [(x, y), (x - way * _HEAD, y - _HEAD / 2), (x - way * _HEAD, y + _HEAD / 2)]
    return element("polygon", points=" ".join(map(_point, corners)), fill=PALE)


def _keys(
    nodes: Mapping[str, Node], looks: Mapping[str, tuple[str, str]]
) -> list[tuple[Element, str]]:
    """The legend: each kind that is drawn, and literals."""
    drawn = {node.kind for node in nodes.values() if not node.is_literal}
    keys = [
        (_outline(*look, (11.0, 0.0), _KEY), kind) for kind, look in looks.items() if kind in drawn
    ]
    if any(node.is_literal for node in nodes.values()):
        keys.append((_outline(*_PLAIN, (11.0, 0.0), _KEY, stroke_dasharray="3 2"), LITERAL))
    return keys
