"""How serious a page says an event is."""

import re
from functools import cache

from immunograph.candidates.findings import value
from immunograph.candidates.therapies import rules

# How far in front of an event its adjective may stand: "serious or even life-threatening".
_REACH = 45
_DENIED = re.compile(r"\b(?:no|not|none|never|neither|nor|without)\b", re.IGNORECASE)


def before(text: str, start: int) -> tuple[str, ...]:
    """The degrees, as IRIs, that adjectives give to what begins at an offset of a text.

    >>> [one.rpartition("#")[2] for one in before("Some have serious infusion reactions", 18)]
    ['Serious']
    """
    reach = text[max(0, start - _REACH) : start]
    return tuple(value(degree) for degree, adjective, _ in _degrees() if adjective.search(reach))


def said(text: str) -> tuple[str, ...]:
    """The degrees, as IRIs, that a text gives to what it is about.

    >>> [one.rpartition("#")[2] for one in said("as this reaction can be life-threatening")]
    ['LifeThreatening']
    """
    found = ((degree, predicate.search(text)) for degree, _, predicate in _degrees())
    return tuple(
        value(degree)
        for degree, match in found
        if match and not _DENIED.search(text[max(0, match.start() - _REACH) : match.end()])
    )


def is_degree(text: str) -> bool:
    """Whether words say no more than how serious something is.

    >>> is_degree("fatal"), is_degree("fatal bleeding")
    (True, False)
    """
    return bool(before(f"{text} ", len(text) + 1)) and len(text.split()) == 1


@cache
def _degrees() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            rule["seriousness"],
            re.compile(
                rf"\b(?:{rule['before']})(?:,? (?:or|and)(?: even| sometimes)? [\w-]+)?\W*$", re.I
            ),
            re.compile(rule["of"], re.IGNORECASE),
        )
        for rule in rules("seriousness")["degrees"]
    )
