"""What a claim names that a reworded sentence names no more, and what that names instead.

The graph keeps no sentence, so that the two wordings cannot be compared word by word. What a claim
says can: its antigen, its numbers, for whom it holds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from immunograph.ingest.claimed import Known, text_of
from immunograph.ingest.ledger import Entry
from immunograph.mentions.mention import Mention
from immunograph.names import Names, key
from immunograph.pages.page import Page
from immunograph.passage import words
from immunograph.vocabulary import BASE, IG

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")
# Words that turn a statement round.
_NEGATIONS = frozenset({"cannot", "neither", "never", "no", "none", "nor", "not", "without"})
# Numbers that are written as words.
_SPELLED = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_THINGS = ("drug", "antigen", "event", "condition", "cell", "procedure", "mechanism", "product")


@dataclass(frozen=True)
class Wording:
    """What the sentences of a page name, and what the claims of the graph say."""

    page: Page
    mentions: Sequence[Mention] = field(repr=False)
    names: Names = field(repr=False)
    claims: Mapping[str, Known] = field(repr=False)
    amounts: Mapping[str, str] = field(repr=False)

    def changed(self, claim: str, entry: Entry) -> Iterator[str]:
        """What a reworded sentence changes of a claim, in words."""
        known = self.claims.get(claim)
        if known is None:
            return
        text = self.page.text[entry.start : entry.end]
        there = [m for m in self.mentions if entry.start <= m.start < entry.end]
        yield from self._things(known, text, there)
        yield from self._numbers(known, text)
        yield from self._words(known, text)
        if negations := sorted(_NEGATIONS.intersection(words(text))):
            yield f"negation: it says {' and '.join(map(repr, negations))}"

    def _things(self, known: Known, text: str, there: Sequence[Mention]) -> Iterator[str]:
        named = {mention.entity for mention in there if mention.entity}
        for kind in _THINGS:
            said = {iri for iri in self._said(known) if iri.startswith(f"{BASE}{kind}/")}
            lost = {iri for iri in said if iri not in named and not self._is_in(iri, text)}
            others = {iri for iri in named - said if iri.startswith(f"{BASE}{kind}/")}
            if lost - {known.about} or (lost and others):
                yield f"{kind}: {self._labels(lost)}{self._instead(others)}"

    def _instead(self, others: Iterable[str]) -> str:
        labels = self._labels(others)
        return f" is named no more; it names {labels}" if labels else " is named no more"

    def _labels(self, iris: Iterable[str]) -> str:
        return ", ".join(sorted(map(self.names.label, iris)))

    def _said(self, known: Known) -> set[str]:
        return {known.about, known.object, *(v for of in known.says.values() for v in of)} - {""}

    def _is_in(self, iri: str, text: str) -> bool:
        flat = key(text)
        return any(key(name.text) in flat for name in self.names.by_thing.get(iri, ()))

    def _numbers(self, known: Known, text: str) -> Iterator[str]:
        found = {number.replace(",", "") for number in _NUMBER.findall(text)}
        found |= {str(_SPELLED.index(word)) for word in words(text) if word in _SPELLED}
        for name, values in sorted(known.says.items()):
            for value in sorted(values):
                number = self.amounts.get(value) or (value if value.isdecimal() else "")
                if number and number not in found:
                    others = f"; it says {', '.join(sorted(found))}" if found else ""
                    yield f"number: {self._field(name)} {number} is named no more{others}"

    def _words(self, known: Known, text: str) -> Iterator[str]:
        """The people and the states of the disease that it names no more."""
        flat = key(text)
        for name in ("population", "diseaseStatus"):
            values = known.says.get(name, frozenset())
            lost = [v for v in values if not any(stem in flat for stem in self._stems(v))]
            if lost:
                yield f"{self._field(name)}: {self._labels(lost)} is named no more"

    def _stems(self, iri: str) -> list[str]:
        """What a word for a value of the vocabulary begins with."""
        label = self.names.label(iri)
        last = label.split()[-1] if label else ""
        return [key(label), key(last)[:5]]

    def _field(self, name: str) -> str:
        return self.names.label(f"{IG}{name}")


def amounts(known: Iterable[Known]) -> dict[str, str]:
    """The numbers of quantities that claims name, by their IRIs: a name begins with its number."""
    found = {}
    for one in known:
        for terms in one.fields.values():
            for text in map(text_of, terms):
                last = text.rpartition("/")[2]
                if text.startswith(f"{BASE}quantity/") and last[:1].isdecimal():
                    found[text] = last.partition("_")[0]
    return found
