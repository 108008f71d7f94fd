"""Where boxes and the labels between them stand, so that none is over another.

Boxes stand in layers from left to right, in the direction of most links; the label of a link is a
box of its own between two layers, and a link that passes a layer has its own lane in it. The
order in each layer is the one with the fewest crossings found in a few sweeps; then each box is
moved as near as it gets to those it is linked with.
"""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_SWEEPS, _MOVES, _LAST = 8, 36, 12
_ROW_GAP, _COLUMN_GAP, _LANE = 12.0, 34.0, 8.0
_APART = 26.0

Point = tuple[float, float]
Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Link:
    """A label between boxes on its left and on its right, of which one side has one at most."""

    label: str
    lefts: tuple[str, ...]
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The middle of each box and label, and the way of each line between two of them.

    A way is its points: straight within a column, a curve from one to the next.
    """

    places: Mapping[str, Point]
    ways: Mapping[tuple[str, str], Sequence[Point]]
    width: float
    height: float


def ranks(nodes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """A layer for each node, such that no pair is within one; circles are broken somewhere."""
    import networkx  # noqa: PLC0415 (slow to import)

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((one, other) for one, other in pairs if one != other)
    while not networkx.is_directed_acyclic_graph(graph):
        graph.remove_edge(*networkx.find_cycle(graph)[-1][:2])
    found = {
        node: rank
        for rank, layer in enumerate(networkx.topological_generations(graph))
        for node in layer
    }
    for node in [each for each in graph if not graph.in_degree(each) and graph.out_degree(each)]:
        found[node] = min(found[after] for after in graph.successors(node)) - 1
    return found


def placed(sizes: Mapping[str, Size], links: Sequence[Link], rank: Mapping[str, int]) -> Placed:
    """The places of boxes and labels, each group that hangs together below the one before."""
    places: dict[str, Point] = {}
    ways: dict[tuple[str, str], Sequence[Point]] = {}
    width = height = 0.0
    for boxes, within in _groups(rank, links):
        one = _Layers(sizes, rank, boxes, within).placed()
        down = height + _APART if height else 0.0
        places.update({key: (x, y + down) for key, (x, y) in one.places.items()})
        ways.update({key: [(x, y + down) for x, y in way] for key, way in one.ways.items()})
        width, height = max(width, one.width), down + one.height
    return Placed(places, ways, width, height)


def _groups(
    rank: Mapping[str, int], links: Sequence[Link]
) -> Iterable[tuple[list[str], list[Link]]]:
    import networkx  # noqa: PLC0415 (slow to import)

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(rank)
    for link in links:
        graph.add_edges_from((link.label, box) for box in (*link.lefts, *link.rights))
    for group in networkx.connected_components(graph):
        boxes = [box for box in rank if box in group]
        yield boxes, [link for link in links if link.label in group]


@dataclass
class _Layers:
    """One group of boxes that hang together."""

    sizes: Mapping[str, Size]
    rank: Mapping[str, int]
    boxes: Sequence[str]
    links: Sequence[Link]
    columns: dict[int, list[str]] = field(default_factory=dict)
    chains: list[list[str]] = field(default_factory=list)

    def placed(self) -> Placed:
        self._fill()
        before, after = self._neighbours()
        self._order(before, after)
        middle = self._heights(before, after)
        return self._drawn(middle)

    def _fill(self) -> None:
        """Every box, label and lane in its column, and the chain of each line."""
        for box in self.boxes:
            self.columns.setdefault(2 * self.rank[box], []).append(box)
        for link in self.links:
            many_left = len(link.lefts) > 1
            near = min(2 * self.rank[box] for box in link.rights) - 1 if many_left else None
            at = 2 * self.rank[link.lefts[0]] + 1 if near is None else near
            self.columns.setdefault(at, []).append(link.label)
            for left in link.lefts:
                self.chains.append(self._chain(left, 2 * self.rank[left], link.label, at))
            for right in link.rights:
                self.chains.append(self._chain(link.label, at, right, 2 * self.rank[right]))

    def _chain(self, one: str, start: int, other: str, end: int) -> list[str]:
        lanes = [f"{one} {other} {at}" for at in range(start + 1, end)]
        for at, lane in zip(range(start + 1, end), lanes, strict=True):
            self.columns.setdefault(at, []).append(lane)
        return [one, *lanes, other]

    def _neighbours(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        before: dict[str, list[str]] = {}
        after: dict[str, list[str]] = {}
        for chain in self.chains:
            for one, other in pairwise(chain):
                after.setdefault(one, []).append(other)
                before.setdefault(other, []).append(one)
        return before, after

    def _order(self, before: Mapping[str, list[str]], after: Mapping[str, list[str]]) -> None:
        """Put each column in the order with the fewest crossings found."""
        best, fewest = self._copied(), self._crossings(after)
        for sweep in range(_SWEEPS):
            forth = sweep % 2 == 0
            at = sorted(self.columns, reverse=not forth)
            for one, other in pairwise(at):
                beside = before if forth else after
                self.columns[other].sort(key=self._mean(self.columns[one], beside, other))
            if (crossings := self._crossings(after)) < fewest:
                best, fewest = self._copied(), crossings
        self.columns = best

    def _copied(self) -> dict[int, list[str]]:
        return {at: list(column) for at, column in self.columns.items()}

    def _mean(
        self, column: Sequence[str], beside: Mapping[str, list[str]], other: int
    ) -> Callable[[str], float]:
        """The mean place of what an item is linked with; of an unlinked item, its own."""
        place = {item: number / len(column) for number, item in enumerate(column)}
        size = len(self.columns[other])
        own = {item: number / size for number, item in enumerate(self.columns[other])}

        def mean(item: str) -> float:
            linked = [place[each] for each in beside.get(item, ()) if each in place]
            return sum(linked) / len(linked) if linked else own[item]

        return mean

    def _crossings(self, after: Mapping[str, list[str]]) -> int:
        count = 0
        for at in self.columns:
            place = {item: number for number, item in enumerate(self.columns.get(at + 1, ()))}
            seen: list[int] = []
            for item in self.columns[at]:
                ends = sorted(place[each] for each in after.get(item, ()))
                count += sum(len(seen) - bisect_right(seen, end) for end in ends)
                for end in ends:
                    insort(seen, end)
        return count

    def _height(self, item: str) -> float:
        return self.sizes[item][1] if item in self.sizes else _LANE

    def _heights(
        self, before: Mapping[str, list[str]], after: Mapping[str, list[str]]
    ) -> dict[str, float]:
        """The middle of each item, near the mean of those it is linked with."""
        middle: dict[str, float] = {}
        for column in self.columns.values():
            middle.update(_spread(column, dict.fromkeys(column, 0.0), self._height))
        both = {item: [*before.get(item, ()), *after.get(item, ())] for item in middle}
        weight = {item: 1 / max(len(linked), 1) for item, linked in both.items()}
        for move in range(_MOVES):
            forth = move % 2 == 0
            beside = both if move >= _MOVES - _LAST else before if forth else after
            for at in sorted(self.columns, reverse=not forth):
                column = self.columns[at]
                wanted = {
                    item: _weighted(middle, beside.get(item) or [item], weight) for item in column
                }
                middle.update(_spread(column, wanted, self._height))
        top = min(middle[item] - self._height(item) / 2 for item in middle)
        return {item: y - top for item, y in middle.items()}

    def _drawn(self, middle: Mapping[str, float]) -> Placed:
        edges: dict[str, tuple[float, float]] = {}
        places: dict[str, Point] = {}
        x = 0.0
        for at in sorted(self.columns):
            widths = {item: self.sizes.get(item, (0.0, 0.0))[0] for item in self.columns[at]}
            wide = max(widths.values())
            for item in self.columns[at]:
                edges[item] = x, x + wide
                if item in self.sizes:
                    places[item] = x + wide / 2, middle[item]
            x += wide + _COLUMN_GAP
        ways = {
            (chain[0], chain[-1]): list(self._way(chain, edges, places, middle))
            for chain in self.chains
        }
        low = max(middle[item] + self._height(item) / 2 for item in middle)
        return Placed(places, ways, x - _COLUMN_GAP, low)

    def _way(
        self,
        chain: Sequence[str],
        edges: Mapping[str, tuple[float, float]],
        places: Mapping[str, Point],
        middle: Mapping[str, float],
    ) -> Iterable[Point]:
        """From the right side of the first item, along the lanes, to the left side of the last."""
        first, *lanes, last = chain
        yield places[first][0] + self.sizes[first][0] / 2, middle[first]
        yield edges[first][1], middle[first]
        for lane in lanes:
            yield edges[lane][0], middle[lane]
            yield edges[lane][1], middle[lane]
        yield edges[last][0], middle[last]
        yield places[last][0] - self.sizes[last][0] / 2, middle[last]


def _weighted(
    middle: Mapping[str, float], items: Sequence[str], weight: Mapping[str, float]
) -> float:
    """The mean place of items, in which one that much else is linked with counts for less."""
    total = sum(weight[item] for item in items)
    return sum(middle[item] * weight[item] for item in items) / total


def _spread(
    column: Sequence[str], wanted: Mapping[str, float], height: Callable[[str], float]
) -> dict[str, float]:
    """The places next to the wanted ones at which the items of a column do not touch.

    They are those with the least squares of the distances: items that would touch move as one.
    """
    offsets: list[float] = [0.0]
    for one, other in pairwise(column):
        offsets.append(offsets[-1] + (height(one) + height(other)) / 2 + _ROW_GAP)
    blocks: list[tuple[float, int]] = []
    for item, offset in zip(column, offsets, strict=True):
        total, count = wanted[item] - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            before = blocks.pop()
            total, count = total + before[0], count + before[1]
        blocks.append((total, count))
    bases = [total / count for total, count in blocks for _ in range(count)]
    return {item: base + offset for item, base, offset in zip(column, bases, offsets, strict=True)}
