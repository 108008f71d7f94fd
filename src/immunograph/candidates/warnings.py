"""Boxed warnings: the events that an authority puts in the box of a label."""

import re
from collections.abc import Iterator
from functools import cache

from immunograph.candidates.context import Context, Found, Subject
from immunograph.candidates.findings import Given
from immunograph.candidates.therapies import rules
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Role, Sentence
from immunograph.vocabulary import BASE

_AUTHORITY = f"{BASE}org/us-food-and-drug-administration"


def boxed_warnings(context: Context) -> Iterator[Found]:
    """The boxed warnings of therapies: from the section that is one, or a sentence on one."""
    sections = {one.order for one in context.page.sections if _is_box(one.path)}
    titled = {
        one.section
        for one in context.page.sentences
        if one.section in sections and one.role is Role.HEADING and _events(context, one)
    }
    for sentence in context.page.sentences:
        if sentence.section in sections:
            wanted = sentence.role is Role.HEADING or sentence.section not in titled
            events = _events(context, sentence) if wanted else ()
        else:
            events = _spoken(context, sentence)
        for event in events:
            subject = context.owner(sentence.order, event.start) or context.topic
            if subject:
                yield _claim(context, sentence, subject, event)


def _is_box(path: tuple[str, ...]) -> bool:
    return bool(path) and any(_says("headings", heading) for heading in path)


def _events(context: Context, sentence: Sentence) -> tuple[Mention, ...]:
    return tuple(one for one in context.named(sentence.order, "event") if not one.role)


def _spoken(context: Context, sentence: Sentence) -> tuple[Mention, ...]:
    """The events that a sentence says a boxed warning is about."""
    if sentence.role is not Role.CONTENT:
        return ()
    if sentence.text.isupper() and _says("headings", sentence.text):
        return _events(context, sentence)
    for rule in rules("warnings")["speaks"]:
        if match := _compiled(rule["pattern"]).search(sentence.text):
            start = sentence.span(match.start(), match.end())[1]
            about = _compiled(rules("warnings")["about"]).search(sentence.text, match.end())
            found = _events(context, sentence)
            return tuple(one for one in found if about and one.start >= start)
    return ()


def _claim(context: Context, sentence: Sentence, subject: Subject, event: Mention) -> Found:
    return context.claim(
        "BoxedWarning",
        subject,
        context.entity(event),
        [sentence.order],
        _fields(context, subject),
        spans=[(event.start, event.end)],
        negated=event.negated,
    )


def _fields(context: Context, subject: Subject) -> Given:
    brands = context.known.products.get(subject.iri, frozenset())
    day = context.page.last_reviewed
    return {
        "jurisdiction": ["US"],
        "authority": [_AUTHORITY],
        "product": list(brands) if len(brands) == 1 else [],
        "inForceOn": [day] if day else [],
    }


def _says(part: str, text: str) -> bool:
    return any(_compiled(rule["pattern"]).search(text) for rule in rules("warnings")[part])


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
