"""The dates that pages write, in the many ways they write them."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_LONGEST = 400
_MONTHS_OF_A_YEAR = 12


def date_of(text: str) -> str:
    """The first date in a text as YYYY-MM-DD; empty where there is none.

    Where day and month could be either (3/5/2021), there is none.

    >>> date_of("Last Revised: November 11, 2024")
    '2024-11-11'
    """
    for form in _forms():
        for match in form.finditer(text[:_LONGEST]):
            found = _iso(match)
            if found:
                return found
    return ""


def dates_of(text: str) -> list[str]:
    """The dates that a text gives in full, as YYYY-MM-DD, in its order, each once.

    >>> dates_of("On October 18, 2017, and 3 May 2021; not in June 2020.")
    ['2017-10-18', '2021-05-03']
    """
    places = sorted((m.start(), _iso(m)) for form in _forms() for m in form.finditer(text))
    return list(dict.fromkeys(day for _, day in places if day))


def last_reviewed(texts: Iterable[str]) -> str:
    """The date of review of a page, among the sentences that say when something was done to it.

    A review goes before a revision, that before an update, that before a publication; of several
    of a kind, the latest.
    """
    found: dict[int, str] = {}
    for text in texts:
        rank, day = kind_of(text), date_of(text)
        if day and rank is not None:
            found[rank] = max(found.get(rank, ""), day)
    return found[min(found)] if found else ""


def month_of_review(texts: Iterable[str]) -> str:
    """The month of review as YYYY-MM, where no sentence that says when has a day.

    >>> month_of_review(["This leaflet was last revised in 11/2023."])
    '2023-11'
    """
    for text in texts:
        match = _month().search(text[:_LONGEST]) if kind_of(text) is not None else None
        if match:
            month = _months()[match["n"].lower()] if match["n"] else int(match["m"])
            return f"{match['y']}-{month:02}" if 1 <= month <= _MONTHS_OF_A_YEAR else ""
    return ""


def kind_of(text: str) -> int | None:
    """What a date is the date of: a review 0, a revision 1, an update 2, a publication 3."""
    return next((rank for rank, said in enumerate(_kinds()) if said.search(text)), None)


def load() -> dict[str, Any]:
    """What stands in `dates.yaml`."""
    path = Path(__file__).with_suffix(".yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


@cache
def _months() -> dict[str, int]:
    return {name: number for number, names in load()["months"].items() for name in names}


@cache
def _kinds() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule["pattern"], re.I) for rule in load()["kinds"])


@cache
def _month() -> re.Pattern[str]:
    name = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"(?<![\d/.-])(?:(?P<m>\d{{1,2}})\s?[/.-]\s?|\b(?P<n>{name})\.?,?\s+(?:de\s+|of\s+)?)"
        r"(?P<y>(?:19|20)\d\d)(?![\d/-])",
        re.I,
    )


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    name = "|".join(sorted(_months(), key=len, reverse=True))
    day = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º)?"
    year = r"(?P<y>(?:19|20)\d\d)(?!\d)"
    return (
        re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
        re.compile(rf"\b(?P<n>{name})\.?\s+{day},?\s+(?:of\s+)?{year}", re.I),
        re.compile(
            rf"(?<!\d){day}\.?[\s-]+(?:de\s+|of\s+)?(?P<n>{name})\.?,?[\s-]+(?:de\s+|del\s+)?{year}",
            re.I,
        ),
        re.compile(rf"(?<!\d)(?P<a>\d{{1,2}})[/.-](?P<b>\d{{1,2}})[/.-]{year}"),
        re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    )


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    if parts.get("a"):
        month, day = _month_and_day(int(parts["a"]), int(parts["b"]))
    else:
        named = parts.get("n")
        month = _months()[named.lower()] if named else int(parts["m"])
        day = int(parts["d"])
    try:
        return date(int(parts["y"]), month, day).isoformat()
    except ValueError:
        return ""


def _month_and_day(one: int, other: int) -> tuple[int, int]:
    """Which of two numbers is the month; 0 where it could be either."""
    if one > _MONTHS_OF_A_YEAR:
        return other, one
    return (one, other) if other > _MONTHS_OF_A_YEAR or one == other else (0, 0)
