"""A query taken apart: each triple pattern, filter and group, with the place where it stands.

What is written short, `;` and `,` and `[ ]` and `( )` and `a/b`, is written out as single triple
patterns; blank nodes become variables that nobody else uses. Offsets count bytes of UTF-8.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from immunograph.doctor.pieces import (
    HIDDEN,
    IRIS,
    LITERALS,
    Piece,
    descend,
    piece,
    span,
    text_of,
    variables,
)
from immunograph.finding import Place
from immunograph.syntax import parsed
from immunograph.vocabulary import RDF

if TYPE_CHECKING:
    from tree_sitter import Node

_QUERIES = frozenset(
    ["select_query", "ask_query", "construct_query", "describe_query", "sub_select"]
)
_CLAUSES = frozenset(["group_clause", "having_clause", "limit_clause", "offset_clause"])
_KINDS = {
    "filter": "filter",
    "optional_graph_pattern": "optional",
    "minus_graph_pattern": "minus",
    "graph_graph_pattern": "graph",
    "bind": "bind",
    "inline_data": "values",
    "values_clause": "values",
}


@dataclass(frozen=True)
class Triple:
    """A triple pattern, the way it is asked; `turned` where it is written with `^`.

    `alone` is the span of the whole where nothing else shares its subject.
    """

    subject: Piece
    predicate: Piece
    object: Piece
    turned: bool = False
    outer: tuple[int, int] = (0, 0)
    alone: bool = False

    @property
    def text(self) -> str:
        """The pattern as a fragment."""
        return f"{self.subject.text} {self.predicate.text} {self.object.text} ."

    @property
    def pieces(self) -> tuple[Piece, Piece, Piece]:
        """Subject, predicate and object."""
        return self.subject, self.predicate, self.object


@dataclass(frozen=True)
class Part:
    """A part of a group that can be left out: `text` stands for it in a fragment.

    `shown` is how the query has it. `binds` are the variables that it can bind, `mentions` all
    that it speaks of; `groups` are those within it.
    """

    kind: str
    text: str
    shown: str
    start: int
    end: int
    binds: frozenset[str]
    mentions: frozenset[str]
    node: "Node | None" = field(default=None, compare=False, repr=False)
    triple: Triple | None = field(default=None, compare=False)
    groups: tuple["Group", ...] = field(default=(), compare=False)

    @property
    def is_dependent(self) -> bool:
        """Whether it means something else without the parts that bind what it speaks of."""
        return self.kind in {"filter", "bind", "minus", "optional"}


@dataclass(frozen=True)
class Group:
    """What stands between two braces."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Query:
    """A query, or a query within one, and its parts."""

    source: bytes
    node: "Node"
    prologue: str
    where: Group

    @property
    def kind(self) -> str:
        """What it asks for: select, ask, construct or describe."""
        return "select" if self.node.type == "sub_select" else self.node.type.partition("_")[0]

    @cached_property
    def modifiers(self) -> Mapping[str, "Node"]:
        """The clauses after the braces, by the name that the grammar gives them."""
        found = self.children("solution_modifier")
        inner = [*found, *(one for modifier in found for one in descend(modifier, _CLAUSES))]
        return {each.type: each for each in inner}

    def children(self, kind: str) -> list["Node"]:
        """The parts of the query itself of a kind, in the words of the grammar."""
        return [each for each in self.node.children if each.type == kind]

    def text_of(self, node: "Node") -> str:
        """What the query has there."""
        return text_of(self.source, node)

    def place(self, start: int, file: str) -> Place:
        """Line and column of an offset."""
        return place_of(self.source, start, file)


def place_of(source: bytes, start: int, file: str) -> Place:
    """Line and column of an offset in bytes."""
    before = source[:start].decode(errors="replace")
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def take_apart(text: str) -> Query | None:
    """The parts of a query; None for what is no query, does not parse, or is too deep to walk."""
    source = text.encode()
    root = parsed(text)
    nodes = [each for each in root.children if each.type in _QUERIES]
    if root.has_error or not nodes:
        return None
    try:
        return _query(source, nodes[0])
    except RecursionError:
        return None


def inner_query(query: Query, part: Part) -> Query:
    """The query within a query that a part is."""
    assert part.node is not None
    return replace(_query(query.source, part.node), prologue=query.prologue)


def columns(part: Part, source: bytes) -> Iterator[tuple[str, list[Piece]]]:
    """The variables of VALUES, each with the pieces that it can be."""
    blocks = list(descend(part.node, {"data_block"})) if part.node is not None else []
    for block in blocks:
        named = [text_of(source, e)[1:] for e in block.children_by_field_name("bound_variable")]
        kinds = {*IRIS, *LITERALS, "UNDEF"}
        listed = [each for each in block.children if each.type in kinds]
        for number, name in enumerate(named):
            column = listed[number :: len(named)]
            yield name, [piece(source, each) for each in column if each.type != "UNDEF"]


def _query(source: bytes, node: "Node") -> Query:
    prologue = source[: node.start_byte].decode()
    where = [each for each in node.children if each.type == "where_clause"]
    groups = [g for w in where for g in w.children if g.type == "group_graph_pattern"]
    parts = list(_parts(source, groups[0])) if groups else []
    for template in node.children if not where else ():
        if template.type == "triples_template":  # CONSTRUCT WHERE { ... }
            parts.extend(_triples(source, template))
    beside = node.parent.children if node.type != "sub_select" and node.parent else []
    trailing = [*node.children, *beside]
    parts.extend(
        _part(source, each, "values")
        for each in trailing
        if each.type == "values_clause" and each.start_byte >= node.start_byte
    )
    return Query(source, node, prologue, Group(tuple(parts)))


def _parts(source: bytes, group: "Node") -> Iterator[Part]:
    for each in group.children:
        if each.type == "triples_block":
            yield from _triples(source, each)
        elif each.type == "group_or_union_graph_pattern":
            groups = [g for g in each.children if g.type == "group_graph_pattern"]
            inner = [s for g in groups for s in g.children if s.type == "sub_select"]
            if len(groups) == 1 and inner:
                yield _select(source, each, inner[0])
            else:
                yield _part(source, each, "union" if len(groups) > 1 else "group")
        elif each.type == "sub_select":
            yield _select(source, each, each)
        elif each.type in _KINDS:
            yield _part(source, each, _KINDS[each.type])


def _part(source: bytes, node: "Node", kind: str) -> Part:
    text = text_of(source, node)
    named = variables(node, source)
    groups = tuple(Group(tuple(_parts(source, each))) for each in _outermost_groups(node))
    if kind in {"filter", "minus"}:
        binds = frozenset[str]()
    elif kind == "bind":
        last = next(each for each in reversed(node.children) if each.type == "var")
        binds = frozenset([text_of(source, last)[1:]])
    elif groups:
        inner = frozenset[str]().union(*(part.binds for group in groups for part in group.parts))
        binds = inner | {text_of(source, each)[1:] for each in node.children if each.type == "var"}
    else:
        binds = named
    return Part(kind, text, text, node.start_byte, node.end_byte, binds, named, node, groups=groups)


def _select(source: bytes, outer: "Node", node: "Node") -> Part:
    text = text_of(source, node)
    clause = next(each for each in node.children if each.type == "select_clause")
    bound = clause.children_by_field_name("bound_variable")
    named = frozenset(text_of(source, each)[1:] for each in bound) or variables(node, source)
    shown = text_of(source, outer)
    start, end = node.start_byte, node.end_byte
    return Part("select", f"{{ {text} }}", shown, start, end, named, named, node)


def _triples(source: bytes, block: "Node") -> Iterator[Part]:
    for statement in block.children:
        if statement.type == "triples_same_subject":
            yield from _statement(source, statement)


def _statement(source: bytes, statement: "Node") -> Iterator[Part]:
    first, *rest = statement.named_children
    subject, own = _node(source, first)
    yield from own
    lists = [each for each in rest if each.type == "property_list"]
    objects = list(descend(statement, {"object_list"}))
    alone = len(objects) == 1 and len(objects[0].named_children) == 1 and not own
    for each in lists:
        yield from _properties(source, subject, each, alone=alone)


def _properties(
    source: bytes, subject: Piece, listed: "Node", *, alone: bool = False
) -> Iterator[Part]:
    for number, each in enumerate(c for c in listed.children if c.type == "property"):
        verb, objects = each.named_children[0], each.named_children[-1]
        for place, one in enumerate(objects.named_children):
            thing, own = _node(source, one)
            start = one.start_byte if place else each.start_byte
            if not (place or number) and not subject.is_hidden:
                start = subject.start
            yield from _steps(source, (subject, verb, thing), start, alone=alone)
            yield from own


def _steps(
    source: bytes, pattern: tuple[Piece, "Node", Piece], start: int, *, alone: bool
) -> Iterator[Part]:
    """The triple patterns of one, a step of its path each."""
    subject, verb, thing = pattern
    steps = _sequence(verb)
    shown = " ".join([_shown(source, subject), text_of(source, verb), _shown(source, thing)])
    end = max(thing.end, verb.end_byte)
    for number, step in enumerate(steps):
        after = thing
        if number < len(steps) - 1:
            after = Piece(f"{HIDDEN}{step.end_byte}_{thing.start}", "variable", start, end)
        triple = _triple(source, (subject, step, after), alone=alone and len(steps) == 1)
        names = frozenset(p.name for p in triple.pieces if p.kind == "variable")
        at = start if not number else step.start_byte
        yield Part("triple", triple.text, shown, at, end, names, names, triple=triple)
        subject = after


def _triple(source: bytes, pattern: tuple[Piece, "Node", Piece], *, alone: bool) -> Triple:
    subject, step, thing = pattern
    outer = (step.start_byte, step.end_byte)
    inverse = [each for each in step.children if each.type == "path_inverse"]
    if inverse:
        kept = [each for each in step.children if each.type != "path_inverse"]
        return Triple(thing, span(source, kept), subject, turned=True, outer=outer, alone=False)
    return Triple(subject, piece(source, step), thing, outer=outer, alone=alone)


def _sequence(verb: "Node") -> list["Node"]:
    """The steps of a path that is a plain sequence; else the path as its one step."""
    if verb.type != "binary_path" or not any(each.type == "/" for each in verb.children):
        return [verb]
    left, right = verb.named_children
    return [*_sequence(left), *_sequence(right)]


def _node(source: bytes, node: "Node") -> tuple[Piece, list[Part]]:
    """A term where a subject or an object stands, and the patterns that it is short for."""
    if node.type == "blank_node_property_list":
        hidden = Piece(f"{HIDDEN}{node.start_byte}", "variable", node.start_byte, node.end_byte)
        lists = [each for each in node.children if each.type == "property_list"]
        return hidden, [part for each in lists for part in _properties(source, hidden, each)]
    if node.type == "collection":
        return _collection(source, node)
    return piece(source, node), []


def _collection(source: bytes, node: "Node") -> tuple[Piece, list[Part]]:
    start, end, made = node.start_byte, node.end_byte, list[Part]()
    head = Piece(f"<{RDF}nil>", "iri", start, end)
    for number, each in reversed(list(enumerate(node.named_children))):
        item, own = _node(source, each)
        cell = Piece(f"{HIDDEN}{start}_{number}", "variable", start, end)
        for step, thing in (("first", item), ("rest", head)):
            triple = Triple(cell, Piece(f"<{RDF}{step}>", "iri", start, end), thing)
            names = frozenset(p.name for p in triple.pieces if p.kind == "variable")
            shown = text_of(source, node)
            made.append(Part("triple", triple.text, shown, start, end, names, names, triple=triple))
        made.extend(own)
        head = cell
    return head, made


def _outermost_groups(node: "Node") -> Iterator["Node"]:
    for each in node.children:
        if each.type == "group_graph_pattern":
            yield each
        else:
            yield from _outermost_groups(each)


def _shown(source: bytes, of: Piece) -> str:
    return source[of.start : of.end].decode()
