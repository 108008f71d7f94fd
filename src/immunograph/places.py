"""Where in the files a statement stands."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from immunograph.finding import Place

if TYPE_CHECKING:
    from immunograph.turtle.positions import Positions


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
        named = re.split(r"[/#]", subject.strip("<>"))[-1]
        for file, text in self._texts.items():
            if named in text and self._positions(file).find(subject):
                return self.of(file, subject, predicate, value)
        return None

    def _positions(self, file: str) -> "Positions":
        from immunograph.turtle.positions import Positions  # noqa: PLC0415 (only where something is wrong)

        if file not in self._read:
            self._read[file] = Positions(self._texts.get(file, ""))
        return self._read[file]


def written(text: str) -> int:
    """How many statements a Turtle text without nested nodes writes down, repetitions counted."""
    from immunograph.turtle.reader import read  # noqa: PLC0415 (only where a file is new)

    predicates = (each for statement in read(text).statements for each in statement.predicates)
    return sum(len(each.objects) for each in predicates)
