"""Everything that a page names, each with its place and, where it is known, its thing."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from immunograph.mentions import abbreviations, coordination, diseases, introductions, rulebook
from immunograph.mentions.context import of_mention, relation, within
from immunograph.mentions.dictionary import Dictionary, Span, dictionary, unknown
from immunograph.mentions.events import outside
from immunograph.mentions.labels import is_label
from immunograph.mentions.links import Links, links
from immunograph.mentions.mention import Mention
from immunograph.mentions.overlaps import alike, apart, beside
from immunograph.mentions.roles import is_condition, role_of
from immunograph.mentions.tokens import Token, tokens
from immunograph.names import Names
from immunograph.pages.page import Page, Role, Sentence

_CALLED = re.compile(r"\b(?:called|known as|named)\s+(?=\w)", re.IGNORECASE)
OPEN = ("drugs", "antigens", "cells", "procedures", "mechanisms")


def find(page: Page, names: Names, events: Sequence[Mention] | None = None) -> tuple[Mention, ...]:
    """What a page names, in the order of the page.

    `events` are the adverse events that were recognised in the page. In the text of a drug label
    they are all its events; elsewhere, and without them, those of the data set join in.
    """
    return finder(names)(page, events)


Find = Callable[[Page, Sequence[Mention] | None], tuple[Mention, ...]]


def finder(names: Names) -> Find:
    """What finds the names of a data set in one page after another, as `find` does in one."""
    known = dictionary(names)
    linked = links(names, known)

    def of_page(page: Page, events: Sequence[Mention] | None) -> tuple[Mention, ...]:
        label = events is not None and is_label(page)
        found = _Finder(page, known, linked, names.kinds, label).mentions(events or ())
        if not label:
            found = outside.settled(found)
        return tuple(sorted(found, key=lambda mention: (mention.start, mention.end, mention.kind)))

    return of_page


class _Read(NamedTuple):
    """A sentence, its tokens, and what by itself it seems to name."""

    sentence: Sentence
    tokens: Sequence[Token]
    spans: list[Span]


@dataclass(frozen=True)
class _Finder:
    """The finding of names in one page."""

    page: Page
    known: Dictionary
    links: Links
    classes: Collection[str]
    is_label: bool

    def mentions(self, events: Sequence[Mention]) -> Iterator[Mention]:
        given = _by_sentence(events)
        sentences = (each for each in self.page.sentences if each.role is not Role.ENDLESS)
        read = [self._read(sentence) for sentence in sentences]
        of_page = unknown(self._introduced(read), "drug")
        proteins = unknown(introductions.proteins(self.page), "antigen")
        certain = {span.entity for each in read for span in each.spans}
        introduced: dict[str, Span] = {}
        for sentence, of, found in read:
            text = sentence.text
            found.extend([*of_page.spans(text, of), *proteins.spans(text, of)])
            candidates = abbreviations.preferred(abbreviations.said(text, introduced), found)
            events_here = given.get(sentence.order, [])
            if self.is_label:
                spans, kept = self._in_label(sentence, candidates, events_here)
            else:
                spans, kept = self._elsewhere(sentence, candidates, events_here)
            new = list(abbreviations.introduced(text, spans))
            introduced.update((text[short.start : short.end], short) for short in new)
            spans = apart([*spans, *new])
            for mention in (*(self._mention(sentence, span, certain) for span in spans), *kept):
                yield self._meant(mention, sentence)

    def _introduced(self, read: Iterable[_Read]) -> Iterator[str]:
        yield from introductions.of_page(self.page)
        for sentence, _, spans in read:
            yield from introductions.of_sentence(sentence.text, spans)

    def _read(self, sentence: Sentence) -> _Read:
        text = sentence.text
        of = tokens(text)
        known = [*self.known.spans(text, of), *self.known.spans_around_brackets(text, of)]
        shared = list(coordination.shared(self.known, of, known))
        spans = [
            *coordination.alone(known, shared),
            *shared,
            *diseases.spans(text, of),
            *self._patterns(text),
        ]
        kept = [span for span in spans if span.kind != "condition" or diseases.is_one(text, span)]
        return _Read(sentence, of, kept)

    def _patterns(self, text: str) -> Iterator[Span]:
        plain = text.lower()
        for subject in OPEN:
            for pattern in rulebook.patterns(subject):
                things = (pattern.thing,) if pattern.thing in self.classes else ()
                for span in pattern.spans(text, plain):
                    yield Span(*span, pattern.kind, things)

    def _in_label(
        self, sentence: Sentence, spans: Iterable[Span], events: Sequence[Mention]
    ) -> tuple[list[Span], list[Mention]]:
        """In a label the recognised events stand as they are, and no other event does."""
        taken = [within(sentence, part) for each in events for part in _parts(each)]
        others = [span for span in spans if span.kind != "event"]
        return apart(beside(others, taken)), [self._linked(each) for each in events]

    def _elsewhere(
        self, sentence: Sentence, spans: Iterable[Span], events: Sequence[Mention]
    ) -> tuple[list[Span], list[Mention]]:
        """Elsewhere recognised events are spans among others; those with a gap stay beside."""
        meant = [each for each in events if not outside.is_none(each.text)]
        gapped = [self._linked(each) for each in meant if each.parts]
        plain = [each for each in meant if not each.parts and not self.links.is_none(each.text)]
        whole = [self._span(sentence, each) for each in plain]
        seen = [span for span in whole if span.start < span.end]  # not within markup
        decided = [self._decided(sentence, of) for of in alike([*spans, *seen])]
        return apart(decided), gapped

    def _decided(self, sentence: Sentence, spans: Sequence[Span]) -> Span:
        """Which of readings of the same words is meant: what is known, else by the sentence."""
        known = [span for span in spans if span.things] or list(spans)
        by_kind = {span.kind: span for span in known}
        if by_kind.keys() >= {"event", "condition"}:
            name = sentence.text[known[0].start : known[0].end]
            related = relation(
                self.page, sentence, None, sentence.span(known[0].start, known[0].end)
            )
            is_cancer = diseases.is_growth(name)
            return by_kind["condition" if is_condition(related, is_cancer) else "event"]
        return known[0]

    def _span(self, sentence: Sentence, event: Mention) -> Span:
        start, end = within(sentence, (event.start, event.end))
        if called := _CALLED.search(sentence.text, start, end):
            start = called.end()
        entity, at = self.links.qualified(sentence.text[start:end])
        if not entity and outside.is_disease(event.text) and not self._is_listed(sentence):
            return Span(start, end, "condition")
        return Span(start + at, end, "event", (entity,) if entity else ())

    def _is_listed(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in a list or a table, which may be one of effects."""
        block = self.page.blocks[sentence.block]
        return block.lead is not None or block.cell is not None

    def _linked(self, event: Mention) -> Mention:
        text = " ".join(self.page.text[start:end] for start, end in _parts(event))
        return replace(event, entity=self.links.event(text))

    def _mention(self, sentence: Sentence, span: Span, certain: Collection[str]) -> Mention:
        """A span as a mention: of several things the one that the page also names otherwise."""
        named = [thing for thing in span.things if thing in certain]
        entity = span.entity or (named[0] if len(named) == 1 else "")
        start, end = sentence.span(span.start, span.end)
        return Mention(start, end, self.page.text[start:end], span.kind, entity, sentence.order)

    def _meant(self, mention: Mention, sentence: Sentence) -> Mention:
        """A mention as its sentence means it."""
        related = of_mention(self.page, sentence, mention)
        negated = related.negated or related.absent
        meant = replace(mention, negated=negated, hedged=related.hedged)
        role = role_of(related) if mention.kind == "event" else ""
        if role and diseases.is_growth(mention.text):
            return replace(meant, kind="condition", entity=self._condition(mention.text))
        return replace(meant, role=role)

    def _condition(self, text: str) -> str:
        spans = self.known.spans(text, tokens(text))
        whole = [span for span in spans if (span.start, span.end) == (0, len(text))]
        return next((span.entity for span in whole if span.kind == "condition"), "")


def _by_sentence(mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.sentence, []).append(mention)
    return found


def _parts(mention: Mention) -> tuple[tuple[int, int], ...]:
    return mention.parts or ((mention.start, mention.end),)
