"""Headings whose words stand below them, as pages lose them when they are saved."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from immunograph.pages.found import Found
from immunograph.pages.page import Kind, Role

_LONGEST = 120


def restored(blocks: Iterable[Found]) -> Iterator[Found]:
    """The blocks; the short line below a heading without words is that heading."""
    empty: Found | None = None
    for found in blocks:
        if _is_empty(found):
            empty = found
            yield replace(found, role=Role.NAVIGATION)
        elif empty and _is_line(found):
            yield replace(found, kind=Kind.HEADING, level=empty.level)
            empty = None
        else:
            empty = None
            yield found


def _is_empty(found: Found) -> bool:
    return found.kind is Kind.HEADING and not found.visible.text


def _is_line(found: Found) -> bool:
    text = found.visible.text
    return found.kind is Kind.PARAGRAPH and 0 < len(text) <= _LONGEST and text[-1] not in ".:;,!"
