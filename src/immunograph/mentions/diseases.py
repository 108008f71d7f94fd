"""Conditions in a sentence, by the words that head their names."""

import re
from collections.abc import Iterator, Sequence

from immunograph.mentions import rulebook
from immunograph.mentions.dictionary import Span
from immunograph.mentions.tokens import Token, joins, tokens

_MOST_MODIFIERS = 8
_OF = re.compile(r" of (?:the )?([a-z]{3,15})(?: and (?:the )?([a-z]{3,12}))?(?![\w-])")
_NEXT = re.compile(r" (?:& |and )?(?:[A-Z][a-z]+ )?([A-Z][a-z]+)")
_CELLS = re.compile(r"[- ]cells?\b", re.IGNORECASE)


def spans(text: str, of: Sequence[Token]) -> Iterator[Span]:
    """The conditions that a sentence names, from left to right."""
    heads = rulebook.words("conditions", "heads")
    for at, token in enumerate(of):
        if token.key in heads and token.closes and not _CELLS.match(text, token.end):
            first = _first(text, of, at)
            if _is_name(of[first : at + 1]) and not _is_denied(of[first : at + 1]):
                yield Span(of[first].start, _end(text, token), "condition")


def _is_name(of: Sequence[Token]) -> bool:
    """Whether words up to a head name a condition, and no group and no size of one."""
    head = of[-1]
    if head.key not in rulebook.words("conditions", "weak_heads"):
        return of[0].opens
    if head.text.casefold() in rulebook.words("conditions", "groups"):
        return False
    return not rulebook.words("conditions", "sizes").issuperset(token.key for token in of[:-1])


def _is_denied(of: Sequence[Token]) -> bool:
    """Whether words are those of what is none, as "non-cancer"."""
    return len(of) == 2 and of[0].key == "non"  # noqa: PLR2004 (the word and the head)


def is_one(text: str, span: Span) -> bool:
    """Whether a name of a disease is not part of what someone else is called."""
    word = _NEXT.match(text, span.end)
    return word is None or word[1] not in rulebook.words("conditions", "organizations")


def is_growth(text: str) -> bool:
    """Whether a name is headed by a word for a cancer, and not for another disease."""
    growths = rulebook.words("conditions", "growths")
    return any(token.key in growths for token in tokens(text)[-1:])


def _first(text: str, of: Sequence[Token], at: int) -> int:
    """The first of the words before a head that are part of the name."""
    first = at
    while first > 0 and at - first < _MOST_MODIFIERS and joins(text, of[first - 1], of[first]):
        if not (_is_modifier(of[first - 1].key) or _is_between_organs(of, first - 1)):
            break
        first -= 1
    while first < at and not (of[first].opens and _can_be_first(of, first)):
        first += 1
    return first


def _can_be_first(of: Sequence[Token], at: int) -> bool:
    behind = rulebook.read("conditions")["not_first"].get(of[at].key)
    return behind in {None, "*", of[at + 1].key}


def _is_modifier(word: str) -> bool:
    if word in rulebook.words("conditions", "states"):
        return False
    ends = tuple(rulebook.read("conditions")["endings"])
    return word in rulebook.words("conditions", "modifiers") or word.endswith(ends)


def _is_between_organs(of: Sequence[Token], at: int) -> bool:
    """Whether a word is the "and" of "head and neck"."""
    pairs = rulebook.read("conditions")["pairs"]
    return at > 0 and [of[at - 1].key, of[at].key, of[at + 1].key] in pairs


def _end(text: str, head: Token) -> int:
    """Where a name ends that goes on behind its head, as in "cancer of the bladder"."""
    organs = rulebook.words("conditions", "organs")
    match = _OF.match(text, head.end)
    if match is None or match[1] not in organs:
        return head.end
    return match.end() if match[2] in organs else match.end(1)
