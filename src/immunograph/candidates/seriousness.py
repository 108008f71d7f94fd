"""How serious a page says an event is."""

import re
from functools import cache

from immunograph.candidates.findings import value
from immunograph.candidates.therapies import rules

# How far in front of an event its adjective may stand: "serious or even life-threatening".
_REACH = 45


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
    return tuple(value(degree) for degree, _, predicate in _degrees() if predicate.search(text))


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
