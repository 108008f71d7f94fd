"""By which mechanism a page says that a therapy, or a class of therapies, works."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from immunograph.candidates.candidate import Candidate
from immunograph.candidates.classification import classifications
from immunograph.candidates.context import Context, Subject
from immunograph.candidates.therapies import rules
from immunograph.pages.page import Sentence
from immunograph.vocabulary import IG


def mechanisms(context: Context) -> Iterator[Candidate]:
    """Each mechanism that a paragraph describes, of the therapies of the classes that have it."""
    classes = _classes(context)
    for (subject, _), sentences in _paragraphs(context).items():
        for rule, patterns in _patterns():
            if classes.get(subject.iri, frozenset()).isdisjoint(rule["of"]):
                continue
            saying = [one for one in sentences if _says(context, subject, one, patterns)]
            text = " ".join(one.text for one in saying)
            if all(pattern.search(text) for pattern in patterns):
                orders = [one.order for one in saying]
                mechanism = context.thing("Mechanism", rule["mechanism"], orders[0])
                yield context.claim("MechanismOfAction", subject, mechanism, orders)


def _says(
    context: Context, subject: Subject, sentence: Sentence, patterns: Iterable[re.Pattern[str]]
) -> bool:
    """Whether a sentence says part of a mechanism, and does not deny it."""
    found = [match for one in patterns if (match := one.search(sentence.text))]
    return any(not context.denies(subject, [sentence.span(*one.span())]) for one in found)


def _paragraphs(context: Context) -> dict[tuple[Subject, int], list[Sentence]]:
    found: dict[tuple[Subject, int], list[Sentence]] = {}
    for sentence, subject in context.told():
        found.setdefault((subject, sentence.block), []).append(sentence)
    return found


def _classes(context: Context) -> dict[str, frozenset[str]]:
    """The classes of each therapy, as the page and the graph give them, by local name."""
    found = {iri: set(of) for iri, of in context.known.modalities.items()}
    for one in classifications(context):
        if not one.negated:
            found.setdefault(one.about, set()).add(one.object)
    for subjects in context.subjects.values():
        for subject in subjects:
            if subject.is_class:
                found.setdefault(subject.iri, set()).add(subject.iri)
    return {iri: frozenset(c.removeprefix(IG) for c in of) for iri, of in found.items()}


@cache
def _patterns() -> tuple[tuple[Mapping[str, Any], tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (rule, tuple(re.compile(one, re.IGNORECASE) for one in rule["says"]))
        for rule in rules("mechanisms")["mechanisms"]
    )
