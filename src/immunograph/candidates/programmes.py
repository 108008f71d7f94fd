"""Programmes that an authority requires to lower the risks of a therapy."""

import re
from collections.abc import Iterator
from functools import cache

from immunograph.candidates.context import Context, Found, Subject
from immunograph.candidates.findings import Given
from immunograph.candidates.therapies import rules
from immunograph.pages.page import Sentence
from immunograph.vocabulary import BASE


def programmes(context: Context) -> Iterator[Found]:
    """The risk programmes that a page states for a therapy; denied where it says that one ended."""
    for sentence in context.sentences():
        for rule in _named(sentence.text):
            ended = _says("ended", sentence.text)
            if not ended and not _says("holds", sentence.text):
                continue
            for subject in context.subjects.get(sentence.order, ()):
                yield _claim(context, sentence, subject, rule, ended)


def _claim(
    context: Context, sentence: Sentence, subject: Subject, rule: dict[str, str], ended: bool
) -> Found:
    fields = _fields(context, rule, ended=ended)
    fields["product"] = list(_products(context, sentence, subject))
    return context.claim(
        "RiskProgramme",
        subject,
        "",
        [sentence.order],
        fields,
        spans=[(sentence.start, sentence.end)],
        negated=ended,
    )


def _fields(context: Context, rule: dict[str, str], *, ended: bool) -> Given:
    day = context.page.last_reviewed
    return {
        "jurisdiction": [rule["jurisdiction"]],
        "authority": [f"{BASE}org/{rule['authority']}"],
        "inForceOn": [day] if day and not ended else [],
    }


def _products(context: Context, sentence: Sentence, subject: Subject) -> Iterator[str]:
    """The brands of the therapy: those that the sentence names, else the only one."""
    brands = context.known.products.get(subject.iri, frozenset())
    named = {one.entity for one in context.named(sentence.order, "drug")} & brands
    yield from named or (brands if len(brands) == 1 else ())


def _named(text: str) -> Iterator[dict[str, str]]:
    for rule in rules("programmes")["programmes"]:
        if _compiled(rule["name"], cased=True).search(text):
            yield rule


def _says(part: str, text: str) -> bool:
    return any(_compiled(rule["pattern"]).search(text) for rule in rules("programmes")[part])


@cache
def _compiled(pattern: str, *, cased: bool = False) -> re.Pattern[str]:
    if cased:
        name, _, words = pattern.partition("|")
        return re.compile(f"{name}|(?i:{words})" if words else name)
    return re.compile(pattern, re.IGNORECASE)
