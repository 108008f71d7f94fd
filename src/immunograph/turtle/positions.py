"""Where in a Turtle text a triple stands."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from immunograph.turtle.document import Blank, Document, Iri, Literal
from immunograph.turtle.reader import read
from immunograph.turtle.tokens import Position, TurtleError

ANY = "*"
# The prefixes, and a statement, as the canonical layout has them; other texts are read whole.
_HEAD = re.compile(r"(?:@prefix .*\n)*")
_BLOCK = re.compile(
    r"^(?:[\w\-]*:|<[^<>\s]*[/#:])(?P<named>[^\s/#:<>]+)>?\n(?:[ \t]+\S.*\n)+\.[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)

_Terms = tuple[str, ...]


@dataclass(frozen=True)
class Positions:
    r"""The places of the triples of a text whose subject has a name.

    Terms are given as N-Triples, the way `str` prints a term of the store; `ANY` stands for
    whichever predicate leads to an object. Of a text in the canonical layout a statement is read
    when a place in it is asked for, of any other text the whole; one that is not Turtle 1.1 has
    no places.

    >>> places = Positions("@prefix ex: <http://e.org/> .\nex:a ex:p 1,\n  'b'@en .")
    >>> places.find("<http://e.org/a>", "<http://e.org/p>", '"b"@en')
    Position(line=3, column=3)
    """

    text: str

    def find(self, *terms: str) -> Position | None:
        """Where a subject, a predicate of it or an object of both first stands, if it does."""
        if blocks := self._blocks_on(terms[0]):
            return next((found[terms] for found in blocks if terms in found), None)
        return self._places.get(terms)

    def nearest(self, *terms: str) -> Position | None:
        """The same, else the place of the predicate, else of the subject."""
        for length in range(len(terms), 0, -1):
            if position := self.find(*terms[:length]):
                return position
        return None

    @cached_property
    def _places(self) -> dict[_Terms, Position]:
        return _places(self.text)

    def _blocks_on(self, subject: str) -> list[dict[_Terms, Position]]:
        """The places in each statement on a subject, of a text in the canonical layout."""
        named = re.split(r"[/#:]", subject.rstrip(">"))[-1]
        read = [self._block(number) for number in self._blocks.get(named, ())]
        return [found for found in read if (subject,) in found]

    @cached_property
    def _blocks(self) -> dict[str, list[int]]:
        """Where each statement starts, by the last part of its subject, if all are laid out so."""
        found: dict[str, list[int]] = {}
        end = self._head
        for block in _BLOCK.finditer(self.text, end):
            if self.text[end : block.start()].strip():
                return {}
            found.setdefault(block["named"], []).append(block.start())
            end = block.end()
        return {} if self.text[end:].strip() else found

    @cached_property
    def _head(self) -> int:
        """Where the prefixes end."""
        head = _HEAD.match(self.text)
        return head.end() if head else 0

    def _block(self, start: int) -> dict[_Terms, Position]:
        if start not in self._read:
            head, block = self.text[: self._head], _BLOCK.match(self.text, start)
            before = self.text.count("\n", self._head, start)
            found = _places(head + (block[0] if block else ""))
            self._read[start] = {
                terms: Position(place.line + before, place.column) for terms, place in found.items()
            }
        return self._read[start]

    @cached_property
    def _read(self) -> dict[int, dict[_Terms, Position]]:
        return {}


def _places(text: str) -> dict[_Terms, Position]:
    places: dict[_Terms, Position] = {}
    with suppress(TurtleError):
        for terms, position in _standing(read(text)):
            places.setdefault(terms, position)
    return places


def _standing(document: Document) -> Iterator[tuple[_Terms, Position]]:
    for statement in document.statements:
        if not isinstance(statement.subject, Iri | Blank):
            continue
        subject = str(statement.subject)
        yield (subject,), statement.subject.position
        for predicate in statement.predicates:
            verb = str(predicate.verb)
            yield (subject, verb), predicate.verb.position
            for each in predicate.objects:
                if isinstance(each.term, Iri | Blank | Literal):
                    value = str(each.term)
                    yield (subject, verb, value), each.term.position
                    yield (subject, ANY, value), each.term.position
