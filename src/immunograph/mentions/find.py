"""Everything that a page names, each with its place and, where it is known, its thing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from immunograph.mentions import abbreviations, coordination, diseases, introductions, rulebook
from immunograph.mentions.context import of_mention, within
from immunograph.mentions.dictionary import Dictionary, Span, dictionary, unknown
from immunograph.mentions.labels import is_label
from immunograph.mentions.links import Links, links
from immunograph.mentions.mention import Mention
from immunograph.mentions.overlaps import apart, beside
from immunograph.mentions.roles import role_of
from immunograph.mentions.tokens import tokens
from immunograph.names import Names
from immunograph.pages.page import Page, Sentence

OPEN = ("drugs", "antigens", "cells", "procedures", "mechanisms")


def find(page: Page, names: Names, events: Sequence[Mention] | None = None) -> tuple[Mention, ...]:
    """What a page names, in the order of the page.

    `events` are the adverse events that were recognised in the page. In the text of a drug label
    they are all its events; elsewhere, and without them, those of the data set join in.
    """
    known = dictionary(names)
    finder = _Finder(page, known, links(names, known), events is not None and is_label(page))
    found = finder.mentions(events or ())
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end, mention.kind)))


@dataclass(frozen=True)
class _Finder:
    """The finding of names in one page."""

    page: Page
    known: Dictionary
    links: Links
    is_label: bool

    def mentions(self, events: Sequence[Mention]) -> Iterator[Mention]:
        given = _by_sentence(events)
        read = [(sentence, self._spans(sentence)) for sentence in self.page.sentences]
        of_page = unknown(self._introduced(read), "drug")
        introduced: dict[str, Span] = {}
        for sentence, found in read:
            text = sentence.text
            found.extend(of_page.spans(text, tokens(text)))
            candidates = [*found, *abbreviations.said(text, introduced)]
            events_here = given.get(sentence.order, [])
            if self.is_label:
                spans, kept = self._in_label(sentence, candidates, events_here)
            else:
                spans, kept = self._elsewhere(sentence, candidates, events_here)
            introduced.update(abbreviations.introduced(sentence.text, spans))
            for mention in (*(self._mention(sentence, span) for span in spans), *kept):
                yield self._meant(mention, sentence)

    def _introduced(self, read: Iterable[tuple[Sentence, list[Span]]]) -> Iterator[str]:
        yield from introductions.of_page(self.page)
        for sentence, spans in read:
            yield from introductions.of_sentence(sentence.text, spans)

    def _spans(self, sentence: Sentence) -> list[Span]:
        text = sentence.text
        of = tokens(text)
        known = [*self.known.spans(text, of), *self.known.spans_around_brackets(text, of)]
        spans = [
            *known,
            *coordination.shared(self.known, of, known),
            *diseases.spans(text, of),
            *_patterns(text),
        ]
        return [span for span in spans if span.kind != "condition" or diseases.is_one(text, span)]

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
        gapped = [self._linked(each) for each in events if each.parts]
        whole = [self._span(sentence, each) for each in events if not each.parts]
        return apart([*spans, *whole]), gapped

    def _span(self, sentence: Sentence, event: Mention) -> Span:
        start, end = within(sentence, (event.start, event.end))
        entity, at = self.links.qualified(sentence.text[start:end])
        return Span(start + at, end, "event", (entity,) if entity else ())

    def _linked(self, event: Mention) -> Mention:
        text = " ".join(self.page.text[start:end] for start, end in _parts(event))
        return replace(event, entity=self.links.event(text))

    def _mention(self, sentence: Sentence, span: Span) -> Mention:
        start, end = sentence.span(span.start, span.end)
        text = self.page.text[start:end]
        return Mention(start, end, text, span.kind, span.entity, sentence.order)

    def _meant(self, mention: Mention, sentence: Sentence) -> Mention:
        """A mention as its sentence means it."""
        related = of_mention(self.page, sentence, mention)
        role = role_of(related) if mention.kind == "event" else ""
        negated = related.negated or related.absent
        return replace(mention, negated=negated, hedged=related.hedged, role=role)


def _by_sentence(mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.sentence, []).append(mention)
    return found


def _parts(mention: Mention) -> tuple[tuple[int, int], ...]:
    return mention.parts or ((mention.start, mention.end),)


def _patterns(text: str) -> Iterator[Span]:
    plain = text.lower()
    for subject in OPEN:
        for pattern in rulebook.patterns(subject):
            yield from (Span(*span, pattern.kind) for span in pattern.spans(text, plain))
