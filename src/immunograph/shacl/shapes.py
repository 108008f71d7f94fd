"""A shapes graph read as shapes: targets, path, parameters, and the shapes nested in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from immunograph.shacl.paths import Path, read_path
from immunograph.shacl.terms import SH, ShapesFault, is_true, sh
from immunograph.shacl.triples import Triples
from immunograph.store import Literal, NamedNode, Term

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_LISTS_OF_SHAPES = ("and", "or", "xone")
_SHAPES = ("node", "property", "not", "qualifiedValueShape")
# Far deeper than anyone writes, and not so deep that a query cannot be read.
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Target:
    """Where the focus nodes of a shape come from: the local name of the kind, and its value."""

    kind: str
    value: Term


@dataclass(frozen=True)
class Shape:
    """A node shape, or a property shape where it has a path."""

    node: Term
    path: Path | None
    severity: str
    messages: tuple[Literal, ...]
    targets: tuple[Target, ...]
    parameters: Mapping[NamedNode, tuple[Term, ...]] = field(repr=False)
    shapes: Mapping[Term, "Shape"] = field(repr=False)
    deactivated: bool = False

    def values(self, name: str) -> tuple[Term, ...]:
        """The values of a parameter of SHACL, by its local name."""
        return self.parameters.get(sh(name), ())

    def value(self, name: str) -> Term | None:
        """The value of a parameter that stands once. Raises `ShapesFault` for several."""
        found = self.values(name)
        if len(found) > 1:
            raise ShapesFault(f"more than one sh:{name}", self.node)
        return found[0] if found else None

    def flag(self, name: str) -> bool:
        """Whether a parameter is true."""
        self.value(name)  # it stands once
        return self.flag_of(sh(name))

    def flag_of(self, predicate: NamedNode) -> bool:
        """Whether a predicate says that something is true of the shape."""
        return any(map(is_true, self.parameters.get(predicate, ())))

    @property
    def is_class(self) -> bool:
        """Whether the shape is a class, and its instances are focus nodes."""
        return any(target.value == self.node for target in self.targets)

    def all_within(self) -> Iterator["Shape"]:
        """The shape and every shape nested in it, some perhaps more than once."""
        yield self
        for each in self.shapes.values():
            yield from each.all_within()

    @property
    def properties(self) -> list["Shape"]:
        """The property shapes nested by sh:property."""
        return [self.shapes[node] for node in self.values("property")]


def read_shapes(triples: Triples) -> tuple[list[Shape], dict[Term, Shape]]:
    """The shapes of a graph that have targets, and every shape by its node.

    Raises `ShapesFault` for what is not well-formed, and for shapes that refer to themselves.
    """
    known: dict[Term, Shape] = {}
    roots = dict.fromkeys(
        [
            *(node for name in TARGETS for node in triples.having(sh(name))),
            *(node for node in _declared(triples) if triples.is_class(node)),
        ]
    )
    return [_read(triples, node, known, ()) for node in roots], known


def _declared(triples: Triples) -> Iterator[Term]:
    for name in ("NodeShape", "PropertyShape"):
        yield from triples.instances(sh(name))


def _read(triples: Triples, node: Term, known: dict[Term, Shape], above: tuple[Term, ...]) -> Shape:
    if node in known:
        return known[node]
    if len(above) > _DEEPEST:
        raise ShapesFault(f"shapes within shapes, more than {_DEEPEST} deep", node)
    if node in above:
        raise ShapesFault("this shape refers to itself; recursive shapes are refused", node)
    within = (*above, node)
    path = triples.value(node, sh("path"))
    nested = dict.fromkeys(_nested(triples, node))
    known[node] = Shape(
        node=node,
        path=read_path(triples, path) if path is not None else None,
        severity=_severity(triples, node),
        messages=_messages(triples.objects(node, sh("message"))),
        targets=tuple(_targets(triples, node)),
        parameters={p: tuple(triples.objects(node, p)) for p in triples.predicates(node)},
        shapes={each: _read(triples, each, known, within) for each in nested},
        deactivated=any(map(is_true, triples.objects(node, sh("deactivated")))),
    )
    return known[node]


def _nested(triples: Triples, node: Term) -> Iterator[Term]:
    for name in _SHAPES:
        yield from triples.objects(node, sh(name))
    for name in _LISTS_OF_SHAPES:
        for head in triples.objects(node, sh(name)):
            yield from triples.items(head)


def _targets(triples: Triples, node: Term) -> Iterator[Target]:
    for kind in TARGETS:
        for value in triples.objects(node, sh(kind)):
            yield Target(kind, value)
    if isinstance(node, NamedNode) and triples.is_class(node):
        yield Target("targetClass", node)


def _severity(triples: Triples, node: Term) -> str:
    value = triples.value(node, sh("severity"))
    return value.value if isinstance(value, NamedNode) else f"{SH}Violation"


def _messages(values: Iterable[Term]) -> tuple[Literal, ...]:
    return tuple(value for value in values if isinstance(value, Literal))
