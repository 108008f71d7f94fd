"""Where in a page the words stand by which it says what is meant."""

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from immunograph.candidates.candidate import Amount, Candidate, Proposal, Value
from immunograph.compare.assertion import fields_of
from immunograph.mentions.mention import Mention
from immunograph.names import Names
from immunograph.pages.page import Page, Sentence
from immunograph.vocabulary import IG

_SHORTEST_STEM = 4
# What denies, and how pages say what the vocabulary has a word of its own for.
_DENYING = r"\b(?:not|no|never|nor|neither|none|cannot|without)\b|n['\u2019]t\b"
_SAID = {
    f"{IG}Adults": r"\badults?\b",
    f"{IG}Approved": r"\b(?:approv|licen[cs]|authori[sz])\w*",
    f"{IG}Children": r"\b(?:child(?:ren)?|p(?:a)?ediatric)\b",
    f"{IG}Refractory": r"\brefractory\b|\brespon\w+|\bgotten better\b",
    f"{IG}Relapsed": r"\brelaps\w+|\b(?:come|came|comes) back\b|\brecur\w+|\breturn\w*",
    f"{IG}SourceReported": r"\b(?:used|treat\w*)\b",
    f"{IG}UnderStudy": r"\b(?:stud(?:y|ied|ies)|investigat\w*|trials?|tested)\b",
    f"{IG}Withdrawn": r"\bwithdr\w+",
}
_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a page: offsets into its text, line and column from 1, the sentence's order."""

    start: int
    end: int
    line: int
    column: int
    sentence: int


@dataclass(frozen=True)
class Map:
    """The places of a page."""

    proposal: Proposal = field(repr=False)
    names: Names = field(repr=False)

    @property
    def page(self) -> Page:
        """The page."""
        return self.proposal.page

    def spot(self, start: int, end: int) -> Spot:
        """A place by its offsets."""
        line = bisect.bisect_right(self._lines, start)
        sentence = self.page.sentence_at(start)
        order = sentence.order if sentence else 0
        return Spot(start, end, line, start - self._lines[line - 1] + 1, order)

    def of_sentence(self, order: int) -> Spot:
        """The place of a sentence."""
        sentence = self.page.sentence(order)
        return self.spot(sentence.start, sentence.end)

    def of(self, candidate: Candidate, fields: Iterable[str]) -> Spot:
        """Where a candidate gives the fields, or says the whole where that cannot be told."""
        if candidate.negated and (denied := list(self._searched(candidate, _DENYING))):
            return self.spot(*min(denied))
        given = fields_of(candidate)
        for name in fields:
            found = [s for value in given.get(name, ()) for s in self.spans(candidate, value)]
            if found:
                return self.spot(*min(found))
        if candidate.spans:
            return self.spot(*candidate.spans[0])
        if candidate.sentences:
            return self.of_sentence(candidate.sentences[0])
        return self.spot(0, 0)

    def _searched(self, candidate: Candidate, pattern: str) -> Iterator[tuple[int, int]]:
        for sentence in map(self.page.sentence, candidate.sentences):
            for hit in re.finditer(pattern, sentence.text, re.IGNORECASE):
                yield sentence.span(*hit.span())

    def spans(self, candidate: Candidate, value: Value) -> Iterator[tuple[int, int]]:
        """Where in the sentences of a candidate a value stands; in its spans, if it is there."""
        found = [
            span
            for order in candidate.sentences
            for span in self._in_sentence(self.page.sentence(order), value)
        ]
        within = [s for s in found if any(a <= s[0] and s[1] <= b for a, b in candidate.spans)]
        yield from within or found

    def _in_sentence(self, sentence: Sentence, value: Value) -> Iterator[tuple[int, int]]:
        named = [one for one in self._mentions.get(sentence.order, ()) if one.entity == value]
        if named:
            yield from ((one.start, one.end) for one in named)
            return
        for pattern in self._patterns(value):
            if hits := [hit.span() for hit in re.finditer(pattern, sentence.text, re.IGNORECASE)]:
                yield from (sentence.span(*hit) for hit in hits)
                return

    def _patterns(self, value: Value) -> Iterator[str]:
        """What a value may look like in a text, the surest first."""
        if isinstance(value, bool):
            return
        if isinstance(value, Amount | int):
            number = value.value if isinstance(value, Amount) else str(value)
            yield rf"\b{re.escape(number)}\b"
            if number.isdigit() and int(number) < len(_NUMBERS):
                yield rf"\b{_NUMBERS[int(number)]}\b"
            return
        if value in _SAID:
            yield _SAID[value]
            return
        words = [name.text for name in self.names.by_thing.get(value, ())] or [value]
        for word in sorted(words, key=len, reverse=True):
            yield rf"(?<!\w){re.escape(word)}(?!\w)"
        for word in words:
            if len(stem := word.removesuffix("s").removesuffix("ren")) >= _SHORTEST_STEM:
                yield rf"\b{re.escape(stem)}\w*"

    @cached_property
    def _mentions(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        for one in self.proposal.mentions:
            found.setdefault(one.sentence, []).append(one)
        return found

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(each.end() for each in re.finditer("\n", self.page.text))]
