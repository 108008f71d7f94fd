"""The events of a data set that words name: by its names, by the same words, or by their gist."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from immunograph.mentions import rulebook
from immunograph.mentions.dictionary import Dictionary, kinds
from immunograph.mentions.gist import Words, gist
from immunograph.mentions.tokens import tokens
from immunograph.names import Names
from immunograph.vocabulary import IG

_AS_CALLED = re.compile(
    r"\bthe (?:waste product|(?:liver )?(?:protein|enzyme)|hormone)s? (?=\w)"
    r"|\b(?:an?|the) [\w -]{0,25}(?:called|known as) ",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(?<=\w)/\w+$")


@dataclass(frozen=True)
class Wordings:
    """From the words of a name, and from what it comes to in plain words, to the event."""

    by_words: Mapping[Words, tuple[str, ...]] = field(repr=False)
    by_gist: Mapping[Words, tuple[str, ...]] = field(repr=False)

    def event(self, text: str) -> str:
        """The event that a text names in any order of its words, else by its gist; one alone."""
        one = _EITHER.sub("", text)
        things = self.by_words.get(_words(text)) or self.by_gist.get(
            gist(_AS_CALLED.sub("", one)), ()
        )
        return things[0] if len(things) == 1 else ""

    def is_name(self, text: str) -> bool:
        """Whether a text has the very words of a name, in any order."""
        return _words(text) in self.by_words


@dataclass(frozen=True)
class Links:
    """From what an event is called to the event."""

    known: Dictionary
    wordings: Wordings
    concepts: frozenset[Words] = field(repr=False)

    def event(self, text: str) -> str:
        """The event that a text names, empty where it is none or not one alone."""
        exact = [
            span.entity
            for span in self.known.spans(text, tokens(text))
            if span.kind == "event" and (span.start, span.end) == (0, len(text))
        ]
        if exact:
            return exact[0] if len(exact) == 1 else ""
        return self.wordings.event(text)

    def qualified(self, text: str) -> tuple[str, int]:
        """The event that a text names and where its name begins, behind words of quality.

        Where such words do not hold an event of the data set apart they stay.
        """
        entity, at = self.event(text), 0
        for token in tokens(text):
            if entity or token.key not in rulebook.words("events", "qualities"):
                break
            at = token.end + 1
            entity = self.event(text[at:])
        return (entity, at) if entity else ("", 0)

    def is_none(self, text: str) -> bool:
        """Whether words say no event: how bad one is, or what the data set has as a concept."""
        said = {token.key for token in tokens(text)}
        return said <= rulebook.words("events", "qualities") or _words(text) in self.concepts


def links(names: Names, known: Dictionary) -> Links:
    """The links to the events of a data set; names in capitals throughout are left to `known`."""
    return Links(known, wordings(names), frozenset(_concepts(names)))


def wordings(names: Names) -> Wordings:
    """The wordings of the events of a data set."""
    by_words: dict[Words, dict[str, None]] = {}
    by_gist: dict[Words, dict[str, None]] = {}
    for thing, kind in kinds(names).items():
        for name in names.by_thing.get(thing, ()) if kind == "event" else ():
            if not name.text.isupper():
                by_words.setdefault(_words(name.text), {})[thing] = None
                if words := gist(name.text):
                    by_gist.setdefault(words, {})[thing] = None
    said, meant = (
        {words: tuple(things) for words, things in found.items()} for found in (by_words, by_gist)
    )
    return Wordings(said, meant)


def _concepts(names: Names) -> Iterator[Words]:
    for thing, classes in names.kinds.items():
        if f"{IG}Concept" in classes:
            yield from (_words(name.text) for name in names.by_thing.get(thing, ()))


def _words(text: str) -> Words:
    without = rulebook.words("events", "without_weight")
    return frozenset(token.key for token in tokens(text) if token.key not in without)
