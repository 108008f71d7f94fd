"""A SHACL property path: read from a shapes graph, written in SPARQL, walked backwards."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from immunograph.shacl.terms import FIRST, ShapesFault, sh
from immunograph.shacl.triples import Triples
from immunograph.store import NamedNode, Term

_MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class Edge:
    """One statement, walked from its subject to its object, or the other way round."""

    predicate: NamedNode
    inverted: bool = False

    def __str__(self) -> str:
        return f"^({self.predicate})" if self.inverted else str(self.predicate)


@dataclass(frozen=True, slots=True)
class Sequence:
    """One way after another."""

    steps: "tuple[Way, ...]"

    def __str__(self) -> str:
        return f"({'/'.join(map(str, self.steps))})"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way or another."""

    options: "tuple[Way, ...]"

    def __str__(self) -> str:
        return f"({'|'.join(map(str, self.options))})"


@dataclass(frozen=True, slots=True)
class Repeated:
    """A way gone any number of times (`*`), once at least (`+`), or once at most (`?`)."""

    inner: "Way"
    mark: str

    def __str__(self) -> str:
        return f"({self.inner}){self.mark}"


# A path in which only single statements are inverted.
Way = Edge | Sequence | Alternative | Repeated


def inverted(way: Way) -> Way:
    """The same way, walked backwards."""
    match way:
        case Edge():
            return Edge(way.predicate, not way.inverted)
        case Sequence():
            return Sequence(tuple(inverted(each) for each in reversed(way.steps)))
        case Alternative():
            return Alternative(tuple(inverted(each) for each in way.options))
        case Repeated():
            return Repeated(inverted(way.inner), way.mark)


def joined(*ways: Way | None) -> Way | None:
    """Ways one after another; None stands for staying where one is.

    >>> print(joined(None, Edge(NamedNode("urn:p"))))
    <urn:p>
    """
    steps: list[Way] = []
    for way in ways:
        if way is not None:
            steps.extend(way.steps if isinstance(way, Sequence) else (way,))
    if len(steps) > 1:
        return Sequence(tuple(steps))
    return steps[0] if steps else None


def edges(way: Way, before: Way | None = None) -> Iterator[tuple[Way | None, Edge]]:
    """Each statement that a walk may use, with the way from its start to that statement."""
    match way:
        case Edge():
            yield before, way
        case Sequence():
            for each in way.steps:
                yield from edges(each, before)
                before = joined(before, each)
        case Alternative():
            for each in way.options:
                yield from edges(each, before)
        case Repeated():
            again = None if way.mark == "?" else Repeated(way.inner, "*")
            yield from edges(way.inner, joined(before, again))


def stays(way: Way) -> bool:
    """Whether a walk may end where it began without a step."""
    match way:
        case Edge():
            return False
        case Sequence():
            return all(stays(each) for each in way.steps)
        case Alternative():
            return any(stays(each) for each in way.options)
        case Repeated():
            return way.mark != "+" or stays(way.inner)


@dataclass(frozen=True, slots=True)
class Path:
    """A path: its node in the shapes graph, its text in SPARQL, and the way it leads."""

    node: Term
    text: str
    way: Way

    @property
    def is_predicate(self) -> bool:
        """Whether the path is a single predicate."""
        return isinstance(self.node, NamedNode)


def read_path(triples: Triples, node: Term) -> Path:
    """The path that a node stands for. Raises `ShapesFault`."""
    text, way = _read(triples, node, 0)
    return Path(node, text, way)


def _read(triples: Triples, node: Term, depth: int) -> tuple[str, Way]:
    if depth > _MOST_STEPS:
        raise ShapesFault("a path within itself, or nested too deeply", node)
    if isinstance(node, NamedNode):
        return str(node), Edge(node)
    if triples.objects(node, FIRST):
        texts, ways = _members(triples, node, depth + 1, "a sequence path")
        return f"({'/'.join(texts)})", Sequence(ways)
    kinds = [name for name in _KINDS if triples.objects(node, sh(name))]
    if len(kinds) != 1 or len(triples.predicates(node)) != 1:
        raise ShapesFault("not a property path", node)
    value = triples.value(node, sh(kinds[0]))
    assert value is not None
    return _KINDS[kinds[0]](triples, value, depth + 1)


def _members(
    triples: Triples, node: Term, depth: int, what: str
) -> tuple[list[str], tuple[Way, ...]]:
    read = [_read(triples, each, depth) for each in triples.items(node)]
    if len(read) < 2:  # noqa: PLR2004 (SHACL asks for two)
        raise ShapesFault(f"{what} needs two members or more", node)
    return [text for text, _ in read], tuple(way for _, way in read)


def _inverse(triples: Triples, node: Term, depth: int) -> tuple[str, Way]:
    text, way = _read(triples, node, depth)
    return f"^({text})", inverted(way)


def _alternative(triples: Triples, node: Term, depth: int) -> tuple[str, Way]:
    texts, ways = _members(triples, node, depth, "an alternative path")
    return f"({'|'.join(texts)})", Alternative(ways)


def _repeated(mark: str) -> Callable[[Triples, Term, int], tuple[str, Way]]:
    def read_repeated(triples: Triples, node: Term, depth: int) -> tuple[str, Way]:
        text, way = _read(triples, node, depth)
        return f"({text}){mark}", Repeated(way, mark)

    return read_repeated


_KINDS: Mapping[str, Callable[[Triples, Term, int], tuple[str, Way]]] = {
    "inversePath": _inverse,
    "alternativePath": _alternative,
    "zeroOrMorePath": _repeated("*"),
    "oneOrMorePath": _repeated("+"),
    "zeroOrOnePath": _repeated("?"),
}
