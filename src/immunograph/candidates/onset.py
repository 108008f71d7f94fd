"""When a page says that an event begins."""

import re
from functools import cache

from immunograph.candidates.amounts import Stretch, stretches
from immunograph.candidates.candidate import Amount
from immunograph.candidates.findings import ends
from immunograph.candidates.therapies import rules


def onset(text: str) -> dict[str, list[Amount]]:
    """The fields of the onset that a sentence gives, none where it gives none.

    >>> found = onset("It may begin within 8 days of the infusion.")
    >>> [(name, amount.value) for name, [amount] in found.items()]
    [('onsetTo', '8')]
    """
    if not _compiled("runs").search(text):
        return {}
    for one in stretches(text):
        within = _compiled("within").search(text[: one.start])
        if within or _follows(text, one):
            if not _compiled("late").search(text[one.end : one.end + 60]):
                continue
            low, high = (one.low, one.high) if one.high else (None, one.low)
            return ends("onsetFrom", "onsetTo", low, high)
    return {}


def _follows(text: str, one: Stretch) -> bool:
    return one.high is not None and bool(_compiled("after").search(text[one.end :]))


@cache
def _compiled(part: str) -> re.Pattern[str]:
    return re.compile(rules("onset")[part], re.IGNORECASE)
