"""Where in the files a statement stands, and what a file writes down."""

import re
from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place

if TYPE_CHECKING:
    from immunograph.turtle.document import Document
    from immunograph.turtle.positions import Positions


_FIRST_WORD = re.compile(r"^[^\s@#\"';,.][^\s;,]*", re.MULTILINE)
_PARTS = re.compile(r"[/#:]")


class Places:
    """The places of statements in files, read only for the files that are asked about."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the text of each file by its name."""
        self._texts = texts
        self._read: dict[str, Positions] = {}

    def of(
        self, file: str, subject: str, predicate: str | None = None, value: str | None = None
    ) -> Place:
        """The most exact place known for a statement, its terms in N-Triples form."""
        terms = (term for term in (subject, predicate, value) if term)
        found = self._positions(file).nearest(*terms)
        return Place(file, *found) if found else Place(file)

    def anywhere(
        self, subject: str, predicate: str | None = None, value: str | None = None
    ) -> Place | None:
        """The place of a statement, in whichever file its subject stands."""
        named = _PARTS.split(subject.strip("<>"))[-1]
        laid_out = self._first_words.get(named, [])
        others = (file for file, text in self._texts.items() if named in text)
        for file in chain(laid_out, others):
            if self._positions(file).find(subject):
                return self.of(file, subject, predicate, value)
        return None

    @cached_property
    def _first_words(self) -> Mapping[str, list[str]]:
        """The files in which a line begins with a name, as that of a subject does in our layout."""
        files: dict[str, list[str]] = {}
        for file, text in self._texts.items():
            for word in dict.fromkeys(_FIRST_WORD.findall(text)):
                files.setdefault(_PARTS.split(word.strip("<>"))[-1], []).append(file)
        return files

    def _positions(self, file: str) -> "Positions":
        from immunograph.turtle.positions import Positions  # noqa: PLC0415 (only where something is wrong)

        if file not in self._read:
            self._read[file] = Positions(self._texts.get(file, ""))
        return self._read[file]


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
        fix = "write it in Turtle 1.1"
        raise Unreadable([Finding("syntax", error.message, place, fix=fix)]) from None


def written(text: str, name: str) -> int:
    """How many statements a Turtle text without nested nodes writes down, repetitions counted.

    Raises `Unreadable` where it is not Turtle 1.1.
    """
    from immunograph.turtle.counting import statements_in  # noqa: PLC0415 (only where a file is new)

    if (counted := statements_in(text)) is not None:
        return counted
    statements = read_document(text, name).statements
    return sum(len(each.objects) for statement in statements for each in statement.predicates)
