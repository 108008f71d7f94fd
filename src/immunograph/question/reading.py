"""From a question in plain English to what it means, or to the reason why it is not read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from immunograph.conditions import Condition
from immunograph.names import Names
from immunograph.question.grammar import Grammar
from immunograph.question.lexicon import Lexicon
from immunograph.question.meaning import Asked, Parse
from immunograph.question.phrases import Phrases
from immunograph.question.rendering import Rendering
from immunograph.question.sentences import KNOWN_WORDS, Sentence
from immunograph.question.words import MOST_WORDS, words

_CLOSE = 1
_MOST_OTHERS = 2


@dataclass(frozen=True)
class Understood:
    """What a question was read as, and in what other ways it might be meant."""

    asked: Asked
    line: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Reads questions about a data set with the conditions of its repository."""

    names: Names
    conditions: tuple[Condition, ...]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The names in it."""
        return Lexicon(self.names, self.conditions, KNOWN_WORDS | self.phrases.words)

    @cached_property
    def phrases(self) -> Phrases:
        """The phrases of the conditions."""
        return Phrases(self.conditions)

    @cached_property
    def rendering(self) -> Rendering:
        """How it is said."""
        return Rendering(self.names)

    def read(self, question: str) -> list[Understood]:
        """What a question means: nothing, one thing, or several that are as likely."""
        given = words(question)
        if not 0 < len(given) <= MOST_WORDS:
            return []
        parses = Sentence(Grammar(given, self.lexicon, self.phrases)).readings()
        likely = [parse for parse in parses if parse.cost == parses[0].cost]
        if len(likely) > 1:
            return [self._understood(parse, []) for parse in likely]
        return [self._understood(parse, parses) for parse in likely]

    def _understood(self, parse: Parse[Asked], parses: Sequence[Parse[Asked]]) -> Understood:
        notes = "".join(f" ({note})" for note in dict.fromkeys(parse.notes))
        line = self.rendering.line(parse.value)
        close = (each for each in parses[1:] if each.cost <= parse.cost + _CLOSE)
        others = dict.fromkeys(self.rendering.line(each.value) for each in close)
        others.pop(line, None)
        return Understood(parse.value, line + notes, tuple(others)[:_MOST_OTHERS])

    def unknown(self, question: str) -> list[str]:
        """The words of a question that no phrase and no name has."""
        return [word.text for word in words(question) if not self.lexicon.is_known(word)]
