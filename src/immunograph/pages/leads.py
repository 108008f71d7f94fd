"""Lists, and what announces them."""

from collections.abc import Iterator
from dataclasses import dataclass

from immunograph.pages.found import Found
from immunograph.pages.page import Kind


@dataclass(slots=True)
class _State:
    number: int = -1
    announcing: int | None = None
    run: bool = False


def with_leads(found: list[Found]) -> Iterator[tuple[Found, int | None, int | None]]:
    """Each block with the number of its list and the index of the block that announces it."""
    lead: int | None = None
    inner: int | None = None
    number = -1
    before: Found | None = None
    for index, each in enumerate(found):
        if each.kind is not Kind.ITEM:
            lead, inner = _announcing(index, each), None
            yield each, None, None
        else:
            if before is None or before.kind is not Kind.ITEM:
                number += 1
            yield each, number, inner if inner is not None else lead
            if each.visible.text.endswith(":"):
                inner = index
        before = each


def _announcing(index: int, found: Found) -> int | None:
    text = found.visible.text
    return index if found.kind is Kind.PARAGRAPH and text.endswith(":") else None
