"""Stretches of time in a text, as amounts with a unit of the vocabulary."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from immunograph.candidates.candidate import Amount
from immunograph.candidates.therapies import rules
from immunograph.vocabulary import IG


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time in a text; `high` is the upper end where the text gives a range."""

    start: int
    end: int
    low: Amount
    high: Amount | None = None


def stretches(text: str) -> list[Stretch]:
    """The stretches of time that a text gives, in its order.

    >>> [(one.low.value, one.high and one.high.value) for one in stretches("for 3 or 4 weeks")]
    [('3', '4')]
    """
    return [_stretch(match) for match in _pattern().finditer(text)]


def _stretch(match: re.Match[str]) -> Stretch:
    unit = _unit(match["unit"])
    low = Amount(_value(match["low"]), _unit(match["low_unit"] or match["unit"]))
    if match["between"] is None and match["or"] is None:
        return Stretch(match.start(), match.end(), low)
    high = Amount(_value(match["upper"] or match["high"] or match["low"]), unit)
    return Stretch(match.start(), match.end(), low, high)


def _unit(word: str) -> str:
    return f"{IG}{rules('amounts')['units'][word.casefold()]}"


def _value(word: str) -> str:
    """A number in the shortest form, or the IRI of a verbal amount.

    >>> _value("1.50"), _value("two")
    ('1.5', '2')
    """
    spelled = " ".join(word.casefold().split())
    if verbal := rules("amounts")["verbal"].get(spelled):
        return f"{IG}{verbal}"
    number: str = rules("amounts")["numbers"].get(spelled, spelled)
    return number.rstrip("0").rstrip(".") if "." in number else number


@cache
def _pattern() -> re.Pattern[str]:
    known = rules("amounts")
    amount = rf"(?:\d{{1,4}}(?:\.\d{{1,3}})?|{_any(known['verbal'])}|{_any(known['numbers'])})"
    unit = rf"(?:{_any(known['units'])})\b"
    to = rf"\s?(?P<between>{_any(known['between'])})\s?"
    both = rf"[\s-](?P<low_unit>{unit}){to}(?:(?P<high>{amount})[\s-])?"
    one = to.replace("<between>", "<or>") + rf"(?P<upper>{amount})[\s-]"
    return re.compile(
        rf"(?<![\w.,/])(?P<low>{amount})(?:{both}|{one}|[\s-])(?P<unit>{unit})", re.IGNORECASE
    )


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest_first)
