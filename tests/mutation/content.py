"""The content of a repository as a mutation sees it: nodes, their lines, and edits of lines.

The content is laid out by `format`, so that every predicate, and every one of several values,
begins a line of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from immunograph.graph import home_of
from immunograph.turtle.document import Iri, Literal, Predicate, Statement
from immunograph.turtle.reader import read
from immunograph.vocabulary import BASE, IG, RDF, RDFS, TYPE

ABOUT = f"{IG}about"
SUBCLASS = f"{RDFS}subClassOf"


@dataclass(frozen=True)
class Edit:
    """Lines of a file, from `at` up to and without `until`, are replaced by others."""

    file: str
    at: int
    until: int
    lines: tuple[str, ...] = ()

    @property
    def grows(self) -> int:
        """By how many lines the file is longer afterwards."""
        return len(self.lines) - (self.until - self.at)


@dataclass(frozen=True)
class Spot:
    """A line of a file: one that an edit leaves as it is, or the n-th that an edit writes."""

    file: str
    line: int
    edit: Edit | None = None
    offset: int = 0

    @classmethod
    def of(cls, edit: Edit, offset: int = 0) -> "Spot":
        """A line that an edit writes, counted from 0."""
        return cls(edit.file, edit.at, edit, offset)


@dataclass(frozen=True)
class Clause:
    """A predicate of a node with its values, and the lines in which they stand."""

    predicate: Predicate
    at: int
    until: int

    @property
    def values(self) -> list[str]:
        """The values in N-Triples form."""
        return [str(each.term) for each in self.predicate.objects]

    @property
    def lines(self) -> list[int]:
        """The line of each value."""
        return [e.term.position.line for e in self.predicate.objects if _is_named(e.term)]


def _is_named(term: object) -> bool:
    return isinstance(term, Iri | Literal)


@dataclass(frozen=True)
class Node:
    """What a file says of one subject, from the line of its name to that of the full stop."""

    iri: str
    file: str
    line: int
    end: int
    clauses: Mapping[str, Clause]

    def values(self, predicate: str) -> list[str]:
        """The values of a predicate, in N-Triples form."""
        return self.clauses[predicate].values if predicate in self.clauses else []

    @property
    def kinds(self) -> list[str]:
        """The classes that the file gives it."""
        return [value[1:-1] for value in self.values(TYPE)]

    @property
    def local(self) -> str:
        """The last part of its name."""
        return self.iri.rpartition("/")[2].rpartition("#")[2]

    def drop(self, predicate: str) -> Edit:
        """Take a predicate out, with all its values."""
        clause = self.clauses[predicate]
        return Edit(self.file, clause.at, clause.until)

    def put(self, predicate: str, *values: str) -> Edit:
        """Give a predicate these values, on one line, in the place of those it has."""
        clause = self.clauses.get(predicate)
        at, until = (clause.at, clause.until) if clause else (self.end, self.end)
        return Edit(self.file, at, until, (f"    <{predicate}> {' , '.join(values)} ;",))

    def add(self, predicate: str, value: str) -> Edit:
        """Give a predicate one more value, on one line with those it has."""
        return self.put(predicate, *self.values(predicate), value)

    def text(self, instead: Mapping[str, str], name: str = "") -> tuple[str, ...]:
        """The node written anew, with other values of some predicates, under another name."""
        lines = [f"<{name or self.iri}>"]
        for predicate, clause in self.clauses.items():
            values = [instead[predicate]] if predicate in instead else clause.values
            lines.append(f"    <{predicate}> {' , '.join(values)} ;")
        return (*lines, ".")


class Content:
    """The files of a repository by name, and the nodes in those of `graph/` and `ontology/`."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Read the text of each file of the content."""
        self.texts = texts
        statements = {name: each for name, each in texts.items() if _has_nodes(name)}
        self.nodes = [node for name, each in statements.items() for node in _nodes(name, each)]

    @cached_property
    def named(self) -> Mapping[str, Node]:
        """The nodes by name."""
        return {node.iri: node for node in self.nodes}

    @cached_property
    def wider(self) -> Mapping[str, frozenset[str]]:
        """Each class with those above it."""
        direct = {n.iri: [v[1:-1] for v in n.values(SUBCLASS)] for n in self.nodes}

        def above(kind: str) -> frozenset[str]:
            return frozenset({kind}).union(*map(above, direct.get(kind, ())))

        return {kind: above(kind) for kind in direct}

    def is_a(self, node: Node, kind: str) -> bool:
        """Whether a node is of a class, as its file says."""
        return any(kind in self.wider.get(each, {each}) for each in node.kinds)

    def of(self, kind: str) -> list[Node]:
        """The nodes of a class, given by its name in the vocabulary or in full."""
        full = kind if "/" in kind else f"{IG}{kind}"
        return [node for node in self.nodes if self.is_a(node, full)]

    def having(self, *predicates: str) -> list[Node]:
        """The nodes that have all of these predicates."""
        return [n for n in self.nodes if all(each in n.clauses for each in predicates)]

    @cached_property
    def mentioned(self) -> Mapping[str, int]:
        """How many statements have each name as their value."""
        counts: dict[str, int] = defaultdict(int)
        for node in self.nodes:
            for clause in node.clauses.values():
                for value in clause.values:
                    counts[value[1:-1]] += value.startswith("<")
        return counts

    def end_of(self, file: str) -> int:
        """The line behind the last one of a file; 1 where there is no such file."""
        return self.texts[file].count("\n") + 1 if file in self.texts else 1

    def append(self, file: str, lines: Iterable[str]) -> Edit:
        """Write lines at the end of a file, which may be a new one."""
        end = self.end_of(file)
        return Edit(file, end, end, tuple(lines))

    def remove(self, node: Node) -> Edit:
        """Take a node out of its file."""
        return Edit(node.file, node.line, node.end + 1)

    def home(self, iri: str) -> str:
        """The file in which a thing has to stand, and what is said of it."""
        return home_of(f"<{iri}>") or self.named[iri].file


def _has_nodes(name: str) -> bool:
    return name.endswith(".ttl") and name.startswith(("graph/", "ontology/"))


def _nodes(file: str, text: str) -> Iterator[Node]:
    lines = text.split("\n")
    for statement in read(text).statements:
        if isinstance(statement.subject, Iri):
            yield _node(file, lines, statement, statement.subject)


def _node(file: str, lines: list[str], statement: Statement, subject: Iri) -> Node:
    line = subject.position.line
    end = next(at for at in range(line, len(lines) + 1) if lines[at - 1] == ".")
    starts = [each.verb.position.line for each in statement.predicates]
    clauses = {
        each.verb.value: Clause(each, start, until)
        for each, start, until in zip(statement.predicates, starts, [*starts[1:], end], strict=True)
    }
    return Node(subject.value, file, line, end, clauses)


def text(words: str, language: str = "en") -> str:
    """A text in a language, as Turtle writes it."""
    return f'"{words}"@{language}'


def vocabulary(name: str) -> str:
    """The name of a term of the vocabulary in full."""
    return f"{IG}{name}"


def thing(name: str) -> str:
    """The name of a thing in full, from `drug/x`."""
    return f"{BASE}{name}"


LANGUAGE_TEXT = f"{RDF}langString"
