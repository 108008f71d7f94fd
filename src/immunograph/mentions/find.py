"""Everything that a page names, each with its place and, where it is known, its thing."""

import bisect
from collections.abc import Iterable, Iterator, Sequence

from immunograph.mentions import diseases, rulebook
from immunograph.mentions.dictionary import Dictionary, Span, dictionary
from immunograph.mentions.mention import Mention
from immunograph.mentions.tokens import tokens
from immunograph.names import Names
from immunograph.pages.page import Page, Sentence

OPEN = ("drugs", "antigens", "cells", "procedures", "mechanisms")


def find(page: Page, names: Names, events: Sequence[Mention] | None = None) -> tuple[Mention, ...]:
    """What a page names, in the order of the page.

    `events` are the adverse events that were recognised in the page; without them, those of the
    data set are looked for.
    """
    known = dictionary(names)
    found = [
        mention for sentence in page.sentences for mention in _in_sentence(page, sentence, known)
    ]
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end, mention.kind)))


def _in_sentence(page: Page, sentence: Sentence, known: Dictionary) -> Iterator[Mention]:
    of = tokens(sentence.text)
    candidates = [
        *known.spans(sentence.text, of),
        *diseases.spans(sentence.text, of),
        *_patterns(sentence.text),
    ]
    for span in _apart(candidates):
        start, end = sentence.span(span.start, span.end)
        text = page.text[start:end]
        yield Mention(start, end, text, span.kind, span.entity, sentence.order)


def _patterns(text: str) -> Iterator[Span]:
    for subject in OPEN:
        for pattern in rulebook.patterns(subject):
            group = "m" if "m" in pattern.expression.groupindex else 0
            for match in pattern.expression.finditer(text):
                yield Span(*match.span(group), pattern.kind)


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Of spans that overlap the longest, and of equally long ones the one that is known."""
    taken: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start - each.end, not each.things)):
        at = bisect.bisect_right(taken, span.start, key=lambda each: each.start)
        is_free = at == 0 or taken[at - 1].end <= span.start
        if is_free and (at == len(taken) or span.end <= taken[at].start):
            taken.insert(at, span)
    return iter(taken)
