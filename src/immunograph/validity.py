"""Which claims hold on a day, by the days that they themselves give.

A claim holds from `ig:validFrom`, or from the decision of the authority (`ig:decidedOn`), to
`ig:validTo`, both days included; where it gives none, for all that is known. When it was entered or
reviewed, and when a source was read, says nothing of that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from immunograph.graph import split
from immunograph.vocabulary import CLAIMS, IG

_CLAIM = f"<{CLAIMS}"
_FROM, _DECIDED, _TO = (f"<{IG}{name}>" for name in ("validFrom", "decidedOn", "validTo"))
_DAY = re.compile(r'"(\d{4}-\d\d-\d\d)[^"]*"\^\^')


@dataclass(frozen=True, slots=True)
class Holding:
    """What is stated on a day, what short cuts are derived from, and the claims left out.

    For a short cut, a claim that ends later has not ended: its last day is left out.
    """

    lines: Sequence[str]
    running: Sequence[str]
    left_out: frozenset[str] = frozenset()


def holding(lines: Sequence[str], day: date | None) -> Holding:
    """The statements that are left on a day; without one, all of them."""
    if day is None:
        return Holding(lines, lines)
    left_out = _not_holding(lines, day.isoformat())
    kept = [line for line in lines if left_out.isdisjoint(_ends(line))]
    running = [line for line in kept if not (line.startswith(_CLAIM) and split(line)[1] == _TO)]
    return Holding(kept, running, left_out)


def _not_holding(lines: Sequence[str], day: str) -> frozenset[str]:
    days: dict[str, dict[str, str]] = {}
    for line in lines:
        if line.startswith(_CLAIM):
            claim, predicate, value = split(line)
            if predicate in {_FROM, _DECIDED, _TO} and (match := _DAY.match(value)):
                days.setdefault(claim, {})[predicate] = match[1]
    return frozenset(claim for claim, given in days.items() if not _holds(given, day))


def _holds(given: dict[str, str], day: str) -> bool:
    first = given.get(_FROM) or given.get(_DECIDED) or day
    return first <= day <= given.get(_TO, day)


def _ends(line: str) -> tuple[str, str]:
    """What a statement is about and what it points to."""
    subject, _, value = split(line)
    return subject, value
