"""What labels have taught to be an adverse event, and is none outside them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from immunograph.mentions import diseases, rulebook
from immunograph.mentions.mention import Mention
from immunograph.mentions.tokens import tokens

_OFTEN = 5  # places of a page from which it shows what a name means there
_BEFORE = frozenset({"indication", "history"})


def is_none(text: str) -> bool:
    """Whether a name is that of an outcome, of a property of a disease, of a measure or the like.

    >>> is_none("second remission"), is_none("kidney disease")
    (True, False)
    """
    plain = " ".join(text.split())
    return any(pattern.fullmatch(plain) for pattern in _patterns())


def is_disease(text: str) -> bool:
    """Whether a name is that of a cancer that people have, and not of one that came of a treatment.

    >>> is_disease("mature B leukemia"), is_disease("second cancers")
    (True, False)
    """
    later = rulebook.words("events", "later")
    return diseases.is_growth(text) and not any(token.key in later for token in tokens(text))


def settled(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions of a page: what people mostly have beforehand is an effect nowhere on it.

    Of names that the data set does not know, and that stand in several places.
    """
    every = list(mentions)
    named: dict[str, list[Mention]] = defaultdict(list)
    for one in every:
        if one.kind == "event" and not one.entity:
            named[one.text.casefold()].append(one)
    before = {name for name, of in named.items() if _is_before(of)}
    for one in every:
        is_so = one.kind == "event" and not one.entity and one.text.casefold() in before
        yield replace(one, role=one.role or "indication") if is_so else one


def _is_before(of: list[Mention]) -> bool:
    return len(of) >= _OFTEN and 2 * sum(one.role in _BEFORE for one in of) >= len(of)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rule["pattern"], 0 if rule.get("case") else re.IGNORECASE)
        for rule in rulebook.read("events")["patterns"]
    )
