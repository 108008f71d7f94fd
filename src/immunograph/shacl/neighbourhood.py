"""What a SPARQL-based constraint reads around its focus node: the ways that lead there.

A query is understood here where every pattern of it hangs, by way of others, on `$this`. Of any
other it is only said that it reads beyond the neighbourhood of the focus node.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from immunograph.shacl.paths import (
    Alternative,
    Edge,
    Repeated,
    Way,
    edges,
    inverted,
    joined,
)
from immunograph.shacl.paths import Sequence as Steps
from immunograph.shacl.terms import TYPE
from immunograph.store import NamedNode, Token, tokens

Read = tuple[Way | None, Edge]
_WITHIN = frozenset({"OPTIONAL", "EXISTS"})
_PASSED_OVER = frozenset({"NOT", "FILTER", "BIND", "AS", "."})
_AT_WILL = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_MARKS = frozenset("*+?")
_TRUTHS = frozenset({"true", "false"})


class Beyond(Exception):
    """A query reads beyond the neighbourhood of its focus node, or may; the reason."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern, and the groups it stands in, the innermost last."""

    subject: str
    way: Way
    object: str
    groups: tuple[int, ...]


def reads(text: str) -> list[Read]:
    """Every statement that a SELECT about `$this` may read, with the way from there.

    Prefixed names must be expanded. Raises `Beyond`.

    >>> [str(edge) for _, edge in reads("SELECT $this { $this <urn:p> ?a . ?a <urn:q> ?b }")]
    ['<urn:p>', '<urn:q>']
    """
    found = list(tokens(text))
    start = next(number for number, token in enumerate(found) if token.text == "{")
    return list(_connected(_Reader(found, start).patterns()))


def _connected(patterns: Sequence[Pattern]) -> Iterator[Read]:
    reached: dict[str, tuple[Way | None, tuple[int, ...]]] = {"this": (None, ())}
    waiting = list(patterns)
    while waiting:
        ready = [p for p in waiting if p.subject in reached or p.object in reached]
        if not ready:
            raise Beyond("a pattern that does not hang on $this")
        for pattern in ready:
            waiting.remove(pattern)
            near, way, far = pattern.subject, pattern.way, pattern.object
            if near not in reached:
                near, way, far = far, inverted(way), near
            before, groups = reached[near]
            if pattern.groups[: len(groups)] != groups:
                raise Beyond("a variable that one part binds and another part uses")
            yield from edges(way, before)
            if _is_variable(far):
                reached.setdefault(far, (joined(before, way), pattern.groups))
            if far in reached and pattern.groups[: len(reached[far][1])] != reached[far][1]:
                raise Beyond("a variable that one part binds and another part uses")


def _is_variable(name: str) -> bool:
    return name[:1] not in {"<", '"', "'"} and not name[:1].isdigit() and name not in _TRUTHS


@dataclass
class _Reader:
    found: Sequence[Token]
    at: int
    _groups: int = 0
    _read: list[Pattern] = field(default_factory=list)

    def patterns(self) -> list[Pattern]:
        self._group(())
        return self._read

    @property
    def _next(self) -> str:
        return self.found[self.at].text if self.at < len(self.found) else ""

    def _take(self) -> Token:
        if self.at >= len(self.found):
            raise Beyond("a query that ends too early")
        self.at += 1
        return self.found[self.at - 1]

    def _group(self, outer: tuple[int, ...]) -> None:
        self._take()
        while self._next != "}":
            self._element(outer)
        self._take()

    def _element(self, groups: tuple[int, ...]) -> None:
        word = self._next.upper()
        if word in _WITHIN:
            self._take()
            self._groups += 1
            self._group((*groups, self._groups))
        elif word == "(":
            self._expression(groups)
        elif word in _PASSED_OVER:
            self._take()
        elif self.found[self.at].kind == "word" and word not in {"TRUE", "FALSE"}:
            self._call(word, groups)
        elif word in {"{", "}", ""}:
            raise Beyond("a group of its own, as in a UNION")
        else:
            self._triples(groups)

    def _call(self, word: str, groups: tuple[int, ...]) -> None:
        """A function, as in FILTER isIRI(?x)."""
        self._take()
        if word in _AT_WILL:
            raise Beyond(f"{word}, which is another each time")
        if self._next != "(":
            raise Beyond(word)
        self._expression(groups)

    def _expression(self, groups: tuple[int, ...]) -> None:
        self._take()
        while self._next != ")":
            word = self._next.upper()
            if word == "(" or word in _WITHIN:
                self._element(groups)
            elif word in _AT_WILL:
                raise Beyond(f"{word}, which is another each time")
            else:
                self._take()
        self._take()

    def _triples(self, groups: tuple[int, ...]) -> None:
        subject = self._term()
        while self._next not in {".", "}", ""} and self._next.upper() not in _STARTS:
            way = self._way()
            self._read.append(Pattern(subject, way, self._term(), groups))
            while self._next == ",":
                self._take()
                self._read.append(Pattern(subject, way, self._term(), groups))
            while self._next == ";":
                self._take()

    def _term(self) -> str:
        token = self._take()
        known = {"iri", "variable", "string", "number", "name"}
        if token.kind not in known and token.text not in _TRUTHS:
            raise Beyond(f"{token.text!r} where a term is looked for")
        if token.kind == "name" and not token.text.startswith("_:"):
            raise Beyond("a prefixed name that is not declared")
        if token.kind == "string":
            self._datatype()
        return token.text[1:] if token.kind == "variable" else token.text

    def _datatype(self) -> None:
        if self._next[:1] == "@":
            self._take()
        elif self._next == "^":
            for _ in range(3):
                self._take()

    def _way(self) -> Way:
        options = [self._steps()]
        while self._next == "|":
            self._take()
            options.append(self._steps())
        return options[0] if len(options) == 1 else Alternative(tuple(options))

    def _steps(self) -> Way:
        steps = [self._step()]
        while self._next == "/":
            self._take()
            steps.append(self._step())
        return steps[0] if len(steps) == 1 else Steps(tuple(steps))

    def _step(self) -> Way:
        token = self._take()
        if token.text == "^":
            return inverted(self._step())
        if token.text == "(":
            way = self._way()
            self._take()
        elif token.text == "a":
            way = Edge(TYPE)
        elif token.kind == "iri":
            way = Edge(NamedNode(token.text[1:-1]))
        else:
            raise Beyond(f"{token.text!r} in the place of a predicate")
        if self._next in _MARKS:
            way = Repeated(way, self._take().text)
        return way


_STARTS = _WITHIN | _PASSED_OVER | {"UNION", "MINUS", "GRAPH", "SERVICE", "VALUES", "SELECT", "{"}
