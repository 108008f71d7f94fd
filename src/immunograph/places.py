"""Where in the files a statement stands, and what a file writes down."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place
from immunograph.rdf import parse_turtle
from immunograph.store import Quad

if TYPE_CHECKING:
    from immunograph.turtle.document import Document
    from immunograph.turtle.positions import Positions

ANY = "*"


class Places:
    """The places of statements in files, terms given in N-Triples form.

    `ANY` stands for whichever predicate leads from a subject to an object.
    A file is read for its places when it is first asked about; in which files a subject stands,
    once for all files.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the text of each file by its name."""
        self._texts = texts
        self._read: dict[str, Positions] = {}

    def of(
        self, file: str, subject: str, predicate: str | None = None, value: str | None = None
    ) -> Place:
        """The most exact place known for a statement in a file."""
        terms = (term for term in (subject, predicate, value) if term)
        found = self._positions(file).nearest(*terms)
        return Place(file, *found) if found else Place(file)

    def find(self, *terms: str) -> Place | None:
        """Where a subject, a predicate of it or an object of both stands, in whichever file."""
        for file in self._homes.get(terms[0], ()):
            if found := self._positions(file).find(*terms):
                return Place(file, *found)
        return None

    def anywhere(
        self, subject: str, predicate: str | None = None, value: str | None = None
    ) -> Place | None:
        """The most exact place known for a statement, in whichever files its subject stands."""
        terms = [term for term in (subject, predicate, value) if term]
        found = (self.find(*terms[:length]) for length in range(len(terms), 0, -1))
        return next(filter(None, found), None)

    @cached_property
    def _homes(self) -> Mapping[str, Sequence[str]]:
        """The files in which each subject stands."""
        homes: dict[str, list[str]] = defaultdict(list)
        for file, text in self._texts.items():
            for subject in dict.fromkeys(quad.subject for quad in _statements(file, text)):
                homes[str(subject)].append(file)
        return homes

    def _positions(self, file: str) -> "Positions":
        from immunograph.turtle.positions import Positions  # noqa: PLC0415 (only where something is wrong)

        if file not in self._read:
            self._read[file] = Positions(self._texts.get(file, ""))
        return self._read[file]


def _statements(file: str, text: str) -> list[Quad]:
    try:
        return parse_turtle(text.encode(), file)
    except Unreadable:  # said elsewhere; nothing has its place in it
        return []


def read_document(text: str, name: str) -> "Document":
    """The document that a Turtle text writes.

    Raises `Unreadable`, with line and column, where it is not Turtle 1.1.
    """
    from immunograph.turtle.reader import read  # noqa: PLC0415 (only where a place is asked for)
    from immunograph.turtle.tokens import TurtleError  # noqa: PLC0415

    try:
        return read(text)
    except TurtleError as error:
        place = Place(name, error.line, error.column)
        raise Unreadable([Finding("syntax", error.message, place, fix=error.fix)]) from None


def written(text: str, name: str) -> int:
    """How many statements a Turtle text without nested nodes writes down, repetitions counted.

    Raises `Unreadable` where it is not Turtle 1.1.
    """
    from immunograph.turtle.counting import statements_in  # noqa: PLC0415 (only where a file is new)

    if (counted := statements_in(text)) is not None:
        return counted
    statements = read_document(text, name).statements
    return sum(len(each.objects) for statement in statements for each in statement.predicates)
