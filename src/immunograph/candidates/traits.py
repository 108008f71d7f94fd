"""What the text of a use says of those treated, by the fields of an indication."""

import re
from collections.abc import Iterator
from functools import cache

from immunograph.candidates.therapies import rules
from immunograph.vocabulary import IG

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "second": 2, "third": 3}
# No sentence without one of these speaks of a use.
_HINT = re.compile(
    r"approv|withdr|revok|authori|licen|indicat|studied|study|tested|investigat|evaluat|looking|trial|"
    r"\b(?:used|given|option|recommended|offered|intended)\b",
    re.IGNORECASE,
)
_NEW = f"{IG}NewlyDiagnosed"


def values(group: str, text: str) -> list[str]:
    """The values of the vocabulary that a text gives for a group of rules, in the rules' order."""
    said = text
    for _, pattern in _patterns("unsaid"):
        said = pattern.sub(" ", said)
    return list(dict.fromkeys(f"{IG}{value}" for value, _ in matches(group, said)))


def lines(text: str) -> list[int]:
    """The lines of treatment, counted from 1."""
    return list(dict.fromkeys(int(value) for value, _ in matches("line", text)))


def fits(group: str, text: str) -> bool:
    """Whether a text fits a rule of a group."""
    return any(True for _ in matches(group, text))


def stance(text: str) -> str:
    """What a sentence says of a use, empty where it speaks of none."""
    if not _HINT.search(text):
        return ""
    return next((f"{IG}{value}" for value, _ in matches("stance", text)), "")


def numbers(text: str) -> dict[str, int]:
    """How many treatments, or relapses, at least went before, by field."""
    found: dict[str, int] = {}
    for field, match in matches("prior", text):
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


def matches(group: str, text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The rules of a group that a text fits: the value of each, and where it first fits."""
    for value, pattern in _patterns(group):
        if match := pattern.search(text):
            yield value, match


@cache
def _patterns(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (str(rule.get("value", "")), re.compile(rule["pattern"], re.IGNORECASE))
        for rule in rules("uses")[group]
    )
