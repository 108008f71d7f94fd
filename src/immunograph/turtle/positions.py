"""Where in a Turtle text a triple stands."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from immunograph.turtle.document import Blank, Document, Iri, Literal
from immunograph.turtle.reader import read
from immunograph.turtle.tokens import Position, TurtleError

ANY = "*"

_Terms = tuple[str, ...]


@dataclass(frozen=True)
class Positions:
    r"""The places of the triples of a text whose subject has a name.

    Terms are given as N-Triples, the way `str` prints a term of the store; `ANY` stands for
    whichever predicate leads to an object. A text is read when its first place is asked for; one
    that is not Turtle 1.1 has no places.

    >>> places = Positions("@prefix ex: <http://e.org/> .\nex:a ex:p 1,\n  'b'@en .")
    >>> places.find("<http://e.org/a>", "<http://e.org/p>", '"b"@en')
    Position(line=3, column=3)
    """

    text: str

    def find(self, *terms: str) -> Position | None:
        """Where a subject, a predicate of it or an object of both first stands, if it does."""
        return self._places.get(terms)

    def nearest(self, *terms: str) -> Position | None:
        """The same, else the place of the predicate, else of the subject."""
        for length in range(len(terms), 0, -1):
            if position := self.find(*terms[:length]):
                return position
        return None

    @cached_property
    def _places(self) -> dict[_Terms, Position]:
        places: dict[_Terms, Position] = {}
        with suppress(TurtleError):
            for terms, position in _standing(read(self.text)):
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
