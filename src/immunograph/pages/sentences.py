"""Where a sentence ends.

The splitting is that of sentencex; what it does not know of medical and regulatory writing is put
right by the rules of `sentences.yaml`.
"""

import re
from functools import cache

_ONE_LINE = 20_000  # a longer run is split on its own, so that time stays linear


def split(text: str, language: str = "en") -> list[tuple[int, int]]:
    """The start and end of each sentence of a text whose white space is folded.

    >>> split("One dose. Then 2.5 mg more.")
    [(0, 9), (10, 27)]
    """
    if not re.search(r"[.!?]", text[:-1]):
        return [(0, len(text))] if text else []
    return _joined(text, _bounds(text, language))


def _bounds(text: str, language: str) -> list[int]:
    return [0, *(m.start() for m in re.finditer(r"(?<=[.!?])(?=\s+[^a-z\s])", text)), len(text)]


@cache
def _unfinished() -> re.Pattern[str]:
    return re.compile(r"(?:\b(?:e\.g|i\.e|vs|approx|Dr|No|Fig|U\.S)\.)$")


def _joined(text: str, bounds: list[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for end in bounds[1:]:
        if end < len(text) and _unfinished().search(text[max(start, end - 12) : end]):
            continue
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        if start + lead < end:
            spans.append((start + lead, end))
        start = end
    return spans
