"""The forms of a question: English templates with slots, and how a sentence fits them.

    which therapies target {target}

Words fit without regard to case, plural endings and articles; therapy, drug, treatment and
medicine are one word. A slot takes one or more words; an article after it belongs to it, unless
the form has one there: hemophilia A is not hemophilia.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from re import Match

MOST_WORDS = 40
_WORD = re.compile(r"\{\w+\}|[^\W_]+")
_NO_PLURAL = ("ss", "is", "us", "es")
_ARTICLES = frozenset({"a", "an", "the"})
_SAME = {
    "drug": "therapy",
    "medicine": "therapy",
    "medication": "therapy",
    "treatment": "therapy",
    "what": "which",
}


@dataclass(frozen=True, slots=True)
class Fit:
    """How a sentence fits a form: the words that each slot took, and how many words were given."""

    slots: Mapping[str, str]
    literal: int


def words(text: str) -> list[str]:
    """The words and slots of a text, in order.

    >>> words("Which {modality} therapies are CD19-directed?")
    ['Which', '{modality}', 'therapies', 'are', 'CD19', 'directed']
    """
    return _WORD.findall(text)


def fits(form: str, sentence: str) -> Iterator[Fit]:
    """Every way in which a sentence fits a form; a slot holds the text as it was written.

    >>> [fit.slots for fit in fits("which therapies target {target}", "Do drugs target CD19?")]
    []
    >>> [fit.slots for fit in fits("which therapies target {target}", "Which drugs target cd-19?")]
    [{'target': 'cd-19'}]
    """
    wanted = words(form)
    found = _WORD.finditer(unicodedata.normalize("NFC", sentence))
    given = list(islice(found, MOST_WORDS + 1))
    if len(given) > MOST_WORDS:
        return
    literal = sum(not (word.startswith("{") or _is_article(word)) for word in wanted)
    for slots in _align(wanted, given):
        yield Fit(slots, literal)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word as it is compared: lower case, singular, synonyms as one.

    >>> stem("Drugs"), stem("therapies"), stem("does")
    ('therapy', 'therapy', 'does')
    """
    lower = word.casefold()
    if lower.endswith("ies") and len(lower) > len("ties"):
        lower = f"{lower[:-3]}y"
    elif lower.endswith("s") and not lower.endswith(_NO_PLURAL) and len(lower) > len("its"):
        lower = lower[:-1]
    return _SAME.get(lower, lower)


def _align(wanted: Sequence[str], given: Sequence[Match[str]]) -> Iterator[dict[str, str]]:
    if not wanted and not given:
        yield {}
    elif wanted and _is_article(wanted[0]):
        yield from _align(wanted[1:], given)
    elif given and _is_article(given[0][0]):
        yield from _align(wanted, given[1:])
    elif wanted and given:
        first, *rest = wanted
        if first.startswith("{"):
            yield from _slot(first[1:-1], rest, given)
        elif stem(given[0][0]) == stem(first):
            yield from _align(rest, given[1:])


def _slot(name: str, rest: Sequence[str], given: Sequence[Match[str]]) -> Iterator[dict[str, str]]:
    closed = not (rest and _is_article(rest[0]))
    for end in range(1, len(given) + 1):
        if closed and end < len(given) and _is_article(given[end][0]):
            continue
        for slots in _align(rest, given[end:]):
            yield {name: _between(given[0], given[end - 1]), **slots}


def _is_article(word: str) -> bool:
    return word.casefold() in _ARTICLES


def _between(first: Match[str], last: Match[str]) -> str:
    return first.string[first.start() : last.end()]
