"""The ages that the text of a use gives."""

import re
from dataclasses import dataclass

from immunograph.candidates.candidate import Amount
from immunograph.vocabulary import IG

_UNITS = {"year": "Year", "yr": "Year", "month": "Month", "week": "Week", "day": "Day"}
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "eighteen": 18, "twenty-five": 25,
}  # fmt: skip
_N = r"(\d{1,3}|" + "|".join(_NUMBERS) + ")"
_OF_AGE = r"[\s\-]+(?:of age|old)\b"
_UNIT = rf"[\s\-]*(years?|yrs?|months?|weeks?|days?)(?:{_OF_AGE})?"
_OLDER = r"(?:and|or)\s+(?:older|over|above|up)\b"
# Each way to give ages: a pattern, and which of its groups are the lowest and the highest.
_WAYS = tuple(
    (re.compile(pattern, re.IGNORECASE), way)
    for pattern, way in (
        (rf"\b(?:between|from|aged?) {_N}(?:{_UNIT})? (?:and|to) {_N}{_UNIT}", "n?n"),
        (rf"\b{_N}{_UNIT},?\s+(?:{_OLDER})", "min"),
        (rf"\b(?:at least|older than|over|minimum age of)\s+{_N}{_UNIT}(?<=age|old)", "min"),
        (rf"\b(?:aged|ages)(?: at least| over)\s+{_N}{_UNIT}", "min"),
        (rf"(?:\u2265|>=)\s*{_N}{_UNIT}", "min"),
        (rf"\b(?:up to|to) (?:the )?age (?:of )?{_N}\b(?:{_UNIT})?", "max"),
        (rf"\bup to {_N}{_UNIT}(?<=age|old)", "max"),
        (rf"\b{_N}{_UNIT}\s+(?:and|or)\s+(?:younger|under)\b", "max"),
        (rf"\b(?:younger than|under|below|less than) (?:age )?{_N}(?:{_UNIT})?", "under"),
    )
)
_AGE_LIKE = re.compile(r"\b(?:aged?|years?[\s\-]old|months?[\s\-]old|of age)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Ages:
    """The lowest and the highest ages of a text; `is_unclear` where it speaks of one not read."""

    lowest: tuple[Amount, ...] = ()
    highest: tuple[Amount, ...] = ()
    is_unclear: bool = False


def ages(text: str) -> Ages:
    """The ages of those who are treated.

    >>> ages("children aged 6 months and older").lowest[0].value
    '6'
    """
    lowest: list[Amount] = []
    highest: list[Amount] = []
    rest = text
    unclear = False
    for pattern, way in _WAYS:
        for match in pattern.finditer(rest):
            least, most, odd = _read(match, way)
            lowest += least
            highest += most
            unclear |= odd
        rest = pattern.sub(" ", rest)
    low, high = tuple(dict.fromkeys(lowest)), tuple(dict.fromkeys(highest))
    unclear = unclear or len(low) > 1 or len(high) > 1
    unclear = unclear or (
        not low and not high and bool(re.search(r"\d", rest) and _AGE_LIKE.search(rest))
    )
    return Ages((), (), True) if unclear else Ages(low, high)


def _read(match: re.Match[str], way: str) -> tuple[list[Amount], list[Amount], bool]:
    groups = match.groups()
    if way == "n?n":
        low, unit, high, last = groups
        return [_amount(low, unit or last)], [_amount(high, last)], False
    number, unit = groups
    if way == "under":  # the age itself is not among them
        return [], [], True
    amount = _amount(number, unit or "years")
    return ([amount], [], False) if way == "min" else ([], [amount], False)


def _amount(number: str, unit: str) -> Amount:
    value = _NUMBERS.get(number.casefold(), number)
    return Amount(str(value), f"{IG}{_UNITS[unit.casefold().rstrip('s')]}")
