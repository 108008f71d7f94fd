"""Days that a text gives in full: *October 18, 2017*, *18 October 2017* or *2017-10-18*."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_MONTH = "(?P<month{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:{_MONTH.format(1)} {_DAY.format(1)},? (?P<year1>\d{{4}})"
    rf"|{_DAY.format(2)} (?:of )?{_MONTH.format(2)},? (?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d\d-\d\d))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day where a text gives it; `day` as in XML Schema."""

    start: int
    end: int
    day: str


def days(text: str) -> Iterator[Day]:
    """The days that a text gives, in its order; what no calendar has is left out.

    >>> [each.day for each in days("On October 18, 2017, and 3 May 2021; not in June 2020.")]
    ['2017-10-18', '2021-05-03']
    """
    for match in _DATE.finditer(text):
        if found := _iso(match):
            yield Day(match.start(), match.end(), found)


def _iso(match: re.Match[str]) -> str:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"]).isoformat()
        month, day, year = (match[f"{n}1"] or match[f"{n}2"] for n in ("month", "day", "year"))
        return date(int(year), _MONTHS[month.casefold()], int(day)).isoformat()
    except ValueError:
        return ""
