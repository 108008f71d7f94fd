"""The events of a data set that words name: by its names, else by the same words in any order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from immunograph.mentions import rulebook
from immunograph.mentions.dictionary import Dictionary, kinds
from immunograph.mentions.tokens import tokens
from immunograph.names import Names
from immunograph.vocabulary import IG

Words = frozenset[str]


@dataclass(frozen=True)
class Links:
    """From what an event is called to the event."""

    known: Dictionary
    by_words: Mapping[Words, tuple[str, ...]] = field(repr=False)
    concepts: frozenset[Words] = field(repr=False)

    def event(self, text: str) -> str:
        """The event that a text names, empty where it is none or not one alone."""
        exact = [
            span.entity
            for span in self.known.spans(text, tokens(text))
            if span.kind == "event" and (span.start, span.end) == (0, len(text))
        ]
        things = exact or self.by_words.get(_words(text), ())
        return things[0] if len(things) == 1 else ""

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
    found: dict[Words, dict[str, None]] = {}
    for thing, kind in kinds(names).items():
        for name in names.by_thing.get(thing, ()) if kind == "event" else ():
            if not name.text.isupper():
                found.setdefault(_words(name.text), {})[thing] = None
    by_words = {words: tuple(things) for words, things in found.items()}
    return Links(known, by_words, frozenset(_concepts(names)))


def _concepts(names: Names) -> Iterator[Words]:
    for thing, classes in names.kinds.items():
        if f"{IG}Concept" in classes:
            yield from (_words(name.text) for name in names.by_thing.get(thing, ()))


def _words(text: str) -> Words:
    without = rulebook.words("events", "without_weight")
    return frozenset(token.key for token in tokens(text) if token.key not in without)
