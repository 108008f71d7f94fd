"""Running heads, running feet and page numbers: what stands at the edge of page after page."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile

from immunograph.pages.rows import Segment

_EDGE = 3  # lines at the top and at the bottom of a page
_REPEATED = 0.4  # of the pages
_FEWEST = 2  # pages
_DIGITS = re.compile(r"\d+|\b[ivxl]{1,6}\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:page\s*|p\.\s*)?-?\s*(?:\d{1,4}|[ivxl]{1,6})\s*-?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_PAGE_OF = re.compile(r"page\s*\d+(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)


def running(pages: Sequence[Sequence[Segment]]) -> list[set[Segment]]:
    """What runs along on each page: from its edge up to the first line that is of this page."""
    edges = [_edges(page) for page in pages]
    seen = Counter(form for page in edges for form in _forms(page))
    often = max(_FEWEST, _REPEATED * len(pages))

    def runs(segment: Segment) -> bool:
        return seen[_form(segment)] >= often or _is_number(segment, len(pages))

    return [
        {
            each
            for edge in page
            for line in takewhile(lambda line: all(map(runs, line)), edge)
            for each in line
        }
        for page in edges
    ]


def _edges(page: Sequence[Segment]) -> tuple[list[list[Segment]], list[list[Segment]]]:
    """The first lines of a page from the top, and the last from the bottom."""
    by_line: dict[int, list[Segment]] = {}
    for each in page:
        by_line.setdefault(round(each.base), []).append(each)
    bases = sorted(by_line, reverse=True)
    top, bottom = bases[:_EDGE], bases[-_EDGE:]
    return [by_line[base] for base in top], [by_line[base] for base in reversed(bottom)]


def _forms(edges: Iterable[list[list[Segment]]]) -> set[str]:
    return {_form(each) for edge in edges for line in edge for each in line}


def _form(segment: Segment) -> str:
    return _DIGITS.sub("#", segment.text.casefold())


def _is_number(segment: Segment, pages: int) -> bool:
    """Whether a segment is the number of its page."""
    form = _NUMBER if pages > 1 else _PAGE_OF
    return bool(form.fullmatch(segment.text))
