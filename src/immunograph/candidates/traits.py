"""What the text of a use says of those treated, by the fields of an indication."""

import re
from collections.abc import Iterator
from functools import cache

from immunograph.candidates.therapies import rules
from immunograph.vocabulary import IG

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "second": 2, "third": 3}
_NEW = f"{IG}NewlyDiagnosed"


def values(group: str, text: str) -> list[str]:
    """The values of the vocabulary that a text gives for a group of rules, in the rules' order."""
    return list(dict.fromkeys(f"{IG}{value}" for value, _ in _matches(group, text)))


def lines(text: str) -> list[int]:
    """The lines of treatment, counted from 1."""
    return list(dict.fromkeys(int(value) for value, _ in _matches("line", text)))


def fits(group: str, text: str) -> bool:
    """Whether a text fits a rule of a group."""
    return any(True for _ in _matches(group, text))


def stance(text: str) -> str:
    """What a sentence says of a use, empty where it speaks of none."""
    return next((f"{IG}{value}" for value, _ in _matches("stance", text)), "")


def stance_end(text: str) -> int:
    """Where a text has said what it says of a use."""
    return next((match.end() for _, match in _matches("stance", text)), 0)


def numbers(text: str) -> dict[str, int]:
    """How many treatments, or relapses, at least went before, by field."""
    found: dict[str, int] = {}
    for field, match in _matches("prior", text):
        spelled = match["n"] or match.groupdict().get("nth") or ""
        number = _NUMBERS.get(spelled.casefold()) or int(spelled)
        found[str(field)] = max(number, found.get(str(field), 0))
    return found


def statuses(own: str, above: str) -> list[str]:
    """The states of the disease: those of a text and of what is above, where both can hold."""
    here, there = values("status", own), values("status", above)
    if here and (_NEW in here) != (_NEW in there):
        return here
    return list(dict.fromkeys([*here, *there]))


def _matches(group: str, text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for value, pattern in _patterns(group):
        if match := pattern.search(text):
            yield value, match


@cache
def _patterns(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (str(rule.get("value", "")), re.compile(rule["pattern"], re.IGNORECASE))
        for rule in rules("uses")[group]
    )
