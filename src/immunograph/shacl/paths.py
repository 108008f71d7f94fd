"""A SHACL property path as a SPARQL property path."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from immunograph.shacl.terms import FIRST, ShapesFault, sh
from immunograph.shacl.triples import Triples
from immunograph.store import NamedNode, Term

_MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class Path:
    """A path: its node in the shapes graph, and its text in SPARQL."""

    node: Term
    text: str

    @property
    def may_be_empty(self) -> bool:
        """Whether the path may lead from a node to itself in no step."""
        return ")*" in self.text or ")?" in self.text

    @property
    def is_predicate(self) -> bool:
        """Whether the path is a single predicate."""
        return isinstance(self.node, NamedNode)


def read_path(triples: Triples, node: Term) -> Path:
    """The path that a node stands for. Raises `ShapesFault`."""
    return Path(node, _text(triples, node, 0))


def _text(triples: Triples, node: Term, depth: int) -> str:
    if depth > _MOST_STEPS:
        raise ShapesFault("a path within itself, or nested too deeply", node)
    if isinstance(node, NamedNode):
        return str(node)
    if triples.objects(node, FIRST):
        steps = [_text(triples, each, depth + 1) for each in triples.items(node)]
        if len(steps) < 2:  # noqa: PLR2004 (a sequence has two members or more)
            raise ShapesFault("a sequence path needs two members or more", node)
        return f"({'/'.join(steps)})"
    kinds = [name for name in _KINDS if triples.objects(node, sh(name))]
    if len(kinds) != 1 or len(triples.predicates(node)) != 1:
        raise ShapesFault("not a property path", node)
    value = triples.value(node, sh(kinds[0]))
    assert value is not None
    return _KINDS[kinds[0]](triples, value, depth + 1)


def _alternative(triples: Triples, node: Term, depth: int) -> str:
    members = [_text(triples, each, depth) for each in triples.items(node)]
    if len(members) < 2:  # noqa: PLR2004 (an alternative has two members or more)
        raise ShapesFault("an alternative path needs two members or more", node)
    return f"({'|'.join(members)})"


def _suffixed(suffix: str) -> Callable[[Triples, Term, int], str]:
    return lambda triples, node, depth: f"({_text(triples, node, depth)}){suffix}"


_KINDS: Mapping[str, Callable[[Triples, Term, int], str]] = {
    "inversePath": lambda triples, node, depth: f"^({_text(triples, node, depth)})",
    "alternativePath": _alternative,
    "zeroOrMorePath": _suffixed("*"),
    "oneOrMorePath": _suffixed("+"),
    "zeroOrOnePath": _suffixed("?"),
}
