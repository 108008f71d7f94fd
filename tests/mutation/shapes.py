"""Mutations of what the shapes ask for, made from the shapes: one for each of their parts."""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import cast

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH, Namespace
from rdflib.term import Node as Term

from immunograph.vocabulary import BASE, XSD
from mutation.content import ABOUT, Content, Node
from mutation.moves import replaced, retold, stranger
from mutation.mutation import Damage, Mutation, changed, lacking, pick

SHAPES = Namespace(f"{BASE}shape/")
# What says which nodes a shape is about, and how it speaks, asks for nothing.
_SILENT = {
    *("path", "name", "description", "message", "severity", "qualifiedValueShape"),
    *("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode"),
}
_ELSEWHERE = "http://www.w3.org/2004/02/skos/core#note"
_BADLY_WRITTEN = ('""', '" "', '"?"', '"Zz"', '"0"')


@dataclass(frozen=True)
class Shape:
    """A shape that has a name."""

    graph: Graph
    name: str

    @property
    def node(self) -> URIRef:
        """The shape in the graph of shapes."""
        return SHAPES[self.name]

    @cached_property
    def parts(self) -> list[str]:
        """The names of the constraints that it has."""
        names = {str(p).removeprefix(str(SH)) for p in self.graph.predicates(self.node)}
        return sorted(name for name in names if "/" not in name and name not in _SILENT)

    @property
    def is_group(self) -> bool:
        """Whether it is no shape, but a heading for several."""
        return (self.node, RDF.type, SH.PropertyGroup) in self.graph

    def part(self, name: str) -> Term:
        """The parameter of a constraint."""
        return cast("Term", self.graph.value(self.node, SH[name]))

    @cached_property
    def predicates(self) -> list[str]:
        """The predicates that lie on its path: one, or several of which any will do."""
        path = self.graph.value(self.node, SH.path)
        if path is None or isinstance(path, URIRef):
            return [str(path)] if path else []
        either = self.graph.value(path, SH.alternativePath)
        each = list(Collection(self.graph, either)) if either else []
        return [str(one) for one in each if isinstance(one, URIRef)]

    @property
    def begins_with_subject(self) -> bool:
        """Whether its path begins with what a claim is about."""
        path = self.graph.value(self.node, SH.path)
        first = self.graph.value(path, RDF.first) if path else None
        return str(path) == ABOUT or str(first) == ABOUT

    def focus(self, content: Content) -> list[Node]:
        """The nodes that it is about."""
        classes = [str(each) for each in self.graph.objects(self.node, SH.targetClass)]
        subjects = [str(each) for each in self.graph.objects(self.node, SH.targetSubjectsOf)]
        of = [str(each) for each in self.graph.objects(self.node, SH.targetObjectsOf)]
        named = {v for each in of for node in content.having(each) for v in node.values(each)}
        return [
            node
            for node in content.nodes
            if any(content.is_a(node, each) for each in classes)
            or any(each in node.clauses for each in subjects)
            or f"<{node.iri}>" in named
        ]

    def targeted_without(self, node: Node, gone: list[str]) -> bool:
        """Whether the shape still is about a node that has lost some predicates."""
        subjects = {str(each) for each in self.graph.objects(self.node, SH.targetSubjectsOf)}
        return not subjects or bool(subjects & (node.clauses.keys() - set(gone)))


Hand = Callable[[Shape, Content, random.Random], Damage]


def read_shapes(folder: Path) -> list[Shape]:
    """The shapes with a name in the files of a folder."""
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        if path.name != "waivers.ttl":
            graph.parse(path)
    names = {str(each) for each in graph.subjects() if str(each).startswith(str(SHAPES))}
    shapes = [Shape(graph, name.removeprefix(str(SHAPES))) for name in sorted(names)]
    return [shape for shape in shapes if not shape.is_group]


def mutations(shapes: list[Shape], special: Mapping[tuple[str, str], Hand]) -> Iterator[Mutation]:
    """A mutation for each part of each shape. Raises `LookupError` where no hand is known."""
    for shape in shapes:
        for part in shape.parts:
            hand = special.get((shape.name, part)) or HANDS.get(part)
            if not hand:
                raise LookupError(f"no hand for sh:{part} of {shape.name}: write one in special.py")
            name = f"{shape.name}: sh:{part} does not hold"
            yield Mutation(name, frozenset({shape.name}), partial(hand, shape))


def _with_values(shape: Shape, content: Content) -> list[tuple[Node, str]]:
    """Focus nodes with each predicate of the path that they have."""
    found = [(n, p) for n in shape.focus(content) for p in shape.predicates if p in n.clauses]
    # What a node is about says where it has to stand: it is moved instead.
    return [(node, p) for node, p in found if p != ABOUT]


def _one_of(shape: Shape, content: Content, chance: random.Random) -> tuple[Node, str]:
    return pick(chance, _with_values(shape, content), f"value for {shape.name}")


def too_few(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """Every value is taken out."""
    gone = shape.predicates
    nodes = [
        node
        for node in shape.focus(content)
        if any(each in node.clauses for each in gone) and shape.targeted_without(node, gone)
    ]
    node = pick(chance, nodes, f"node for {shape.name}")
    edits = [node.drop(each) for each in gone if each in node.clauses]
    return lacking(node.file, node.line, *edits)


def too_many(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A second value is added."""
    path = shape.predicates[0]
    nodes = [each for each in shape.focus(content) if path in each.clauses]
    node = pick(chance, nodes, f"value for {shape.name}")
    return changed(node.add(path, another(content, path, node.values(path)[0], chance)))


def another(content: Content, predicate: str, value: str, chance: random.Random) -> str:
    """Another value of the same sort."""
    if value.startswith("<"):
        used = {v for n in content.having(predicate) for v in n.values(predicate)}
        alike = {f"<{n.iri}>" for n in content.nodes if n.kinds and f"<{n.iri}>" != value}
        near = {each for each in alike if each.rpartition("/")[0] == value.rpartition("/")[0]}
        return chance.choice(sorted(used & alike) or sorted(near) or [f"{value[:-1]}0>"])
    words, _, rest = value[1:].rpartition('"')
    if words.isdigit():
        return f'"{int(words) + 1}"{rest}'
    if words in {"true", "false"}:
        return f'"{words == "false"}"{rest}'.lower()
    day = re.fullmatch(r"\d{4}(-\d\d-\d\d)", words)
    return f'"1999{day[1]}"{rest}' if day else f'"{words} other"{rest}'


def of_another_kind(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A value is replaced by a thing of another kind."""
    kind = str(shape.part("class"))
    if shape.begins_with_subject:
        return moved(shape, content, chance, kind)
    node, predicate = _one_of(shape, content, chance)
    return replaced(node, predicate, f"<{stranger(content, kind, chance).iri}>", chance)


def moved(shape: Shape, content: Content, chance: random.Random, kind: str) -> Damage:
    """A claim is said of a thing of another kind, and so stands in the file of that."""
    claims = [node for node in shape.focus(content) if ABOUT in node.clauses]
    claim = pick(chance, claims, f"claim for {shape.name}")
    other = stranger(content, kind, chance)
    return retold(content, claim, other.iri)


def of_another_datatype(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A value is written as one of another sort."""
    node, predicate = _one_of(shape, content, chance)
    plain = str(shape.part("datatype")) == f"{XSD}string"
    value = f'"7"^^<{XSD}integer>' if plain else '"seven"'
    return replaced(node, predicate, value, chance)


def in_words(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """Words stand where a name should."""
    if shape.begins_with_subject:
        claim = pick(chance, shape.focus(content), f"claim for {shape.name}")
        return changed(claim.put(ABOUT, '"in words"'))
    node, predicate = _one_of(shape, content, chance)
    return replaced(node, predicate, '"in words"', chance)


def unlisted(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A value is replaced by one that is not on the list."""
    node, predicate = _one_of(shape, content, chance)
    is_name = node.values(predicate)[0].startswith("<")
    return replaced(node, predicate, f"<{_ELSEWHERE}>" if is_name else '"furlong"', chance)


def misspelt(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A value is not written as it has to be; a node, its name."""
    pattern = re.compile(str(shape.part("pattern")))
    if not shape.predicates:
        return _misnamed(shape, content, chance, pattern)
    if shape.begins_with_subject:
        others = [n.iri for n in content.of("Thing") if not pattern.search(n.iri)]
        claim = pick(chance, shape.focus(content), f"claim for {shape.name}")
        return retold(content, claim, pick(chance, others, "thing of another name"))
    node, predicate = _one_of(shape, content, chance)
    wrong = next(each for each in _BADLY_WRITTEN if not pattern.search(each.strip('"')))
    in_language = node.values(predicate)[0].endswith("@en")
    return replaced(node, predicate, f"{wrong}@en" if in_language else wrong, chance)


def _misnamed(
    shape: Shape, content: Content, chance: random.Random, pattern: re.Pattern[str]
) -> Damage:
    """A second node, like one that is there, has a name of another form."""
    nodes = [node for node in shape.focus(content) if node.file.startswith("graph/")]
    node = pick(chance, nodes, f"node for {shape.name}")
    local = node.local.replace("_", "-") if "_" in node.local else f"{node.local}_99"
    name = node.iri.removesuffix(node.local) + local
    assert not pattern.search(name)
    file = node.file if ABOUT in node.clauses else content.home(name)
    return changed(content.append(file, node.text({}, name)))


def out_of_range(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A number lies below the least."""
    node, predicate = _one_of(shape, content, chance)
    least = shape.part("minInclusive")
    assert isinstance(least, Literal)
    kind = shape.part("datatype")
    return replaced(node, predicate, f'"{int(least) - 1}"^^<{kind}>', chance)


def not_above(bound: str, shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A value lies beyond the one that bounds it."""
    other = str(shape.part(bound))
    pairs = [(n, p) for n, p in _with_values(shape, content) if other in n.clauses]
    node, predicate = pick(chance, pairs, f"pair for {shape.name}")
    number, _, datatype = node.values(other)[0][1:].partition('"')
    beyond = str(int(number) + 1) if number.isdigit() else f"2999{number[4:]}"
    return replaced(node, predicate, f'"{beyond}"{datatype}', chance)


def of_itself(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """A claim relates a thing to itself."""
    pairs = [(n, p) for n, p in _with_values(shape, content) if ABOUT in n.clauses]
    node, predicate = pick(chance, pairs, f"claim for {shape.name}")
    return replaced(node, predicate, node.values(ABOUT)[0], chance)


def twice_in_a_language(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """There are two texts in one language."""
    node, predicate = _one_of(shape, content, chance)
    return changed(node.add(predicate, '"quite another text"@en'))


def in_another_language(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """The English text is there in German only."""
    nodes = [(n, p) for n, p in _with_values(shape, content) if n.file.startswith("graph/")]
    node, predicate = pick(chance, nodes, f"text for {shape.name}")
    return changed(node.put(predicate, '"anders"@de'))


def not_a_therapy(shape: Shape, content: Content, chance: random.Random) -> Damage:
    """What is said of a therapy or class of therapies is said of something else."""
    assert shape.begins_with_subject
    return moved(shape, content, chance, str(shape.part("hasValue")))


HANDS: Mapping[str, Hand] = {
    "minCount": too_few,
    "maxCount": too_many,
    "class": of_another_kind,
    "datatype": of_another_datatype,
    "nodeKind": in_words,
    "in": unlisted,
    "pattern": misspelt,
    "minInclusive": out_of_range,
    "lessThan": partial(not_above, "lessThan"),
    "lessThanOrEquals": partial(not_above, "lessThanOrEquals"),
    "disjoint": of_itself,
    "uniqueLang": twice_in_a_language,
    "qualifiedMinCount": in_another_language,
    "hasValue": not_a_therapy,
}
