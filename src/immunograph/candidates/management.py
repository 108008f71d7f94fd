"""What a page says is done about an event."""

import re
from functools import cache

from immunograph.candidates.therapies import rules
from immunograph.vocabulary import BASE


def management(text: str) -> tuple[str, ...]:
    """The procedures, as IRIs, that a sentence names for what has happened.

    >>> [one.rpartition("/")[2] for one in management("Tell your nurse if you get hiccups.")]
    ['telling-the-care-team']
    """
    return tuple(
        f"{BASE}procedure/{rule['procedure']}"
        for rule in rules("management")["procedures"]
        if _compiled(rule["pattern"]).search(text)
    )


def of_every(text: str) -> bool:
    """Whether a sentence says it of every effect named before.

    >>> of_every("Report any side effects at once."), of_every("Report a rash at once.")
    (True, False)
    """
    return bool(_compiled(rules("management")["every"]).search(text))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
