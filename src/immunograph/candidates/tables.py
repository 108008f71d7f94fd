"""The cells of a table that heads them, as what announces what they say."""

import re
from collections.abc import Iterator
from functools import cache

from immunograph.candidates.therapies import rules
from immunograph.pages.page import Block, Page, Sentence

_PARTS = re.compile(r"(?:^|\s)(?:[\-\u2022\u2013]\s+)|;\s+")


def heads(page: Page) -> dict[tuple[int, int], Sentence]:
    """The sentence that heads each column, by table and column."""
    found: dict[tuple[int, int], Sentence] = {}
    for block in page.blocks:
        if block.cell and block.cell.is_header and (sentences := page.of_block(block.index)):
            found.setdefault((block.cell.table, block.cell.column), sentences[0])
    return found


def head_of(heads_: dict[tuple[int, int], Sentence], block: Block) -> Sentence | None:
    """The sentence that heads the column in which a block stands."""
    if block.cell is None or block.cell.is_header:
        return None
    return heads_.get((block.cell.table, block.cell.column))


def entries(text: str) -> Iterator[tuple[int, int]]:
    """Where the entries of a list within a cell start and end; the whole cell where it has none.

    >>> [("- one - two (x)")[start:end] for start, end in entries("- one - two (x)")]
    ['one', 'two (x)']
    """
    start = 0
    for match in _PARTS.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def answer(text: str) -> bool | None:
    """Whether a cell says that what heads it is so, or that it is not; None where it does neither.

    >>> answer("No"), answer("Yes"), answer("No more than twice")
    (False, True, None)
    """
    for group, said in (("denied", False), ("affirmed", True)):
        if fits(group, text):
            return said
    return None


def says_nothing(text: str) -> bool:
    """Whether a cell is left open.

    >>> says_nothing("N/A"), says_nothing("sarcoma")
    (True, False)
    """
    return bool(_compiled(rules("tables")["nothing"]).search(text.strip()))


def fits(group: str, text: str) -> bool:
    """Whether a cell fits a rule of a group."""
    return any(_compiled(rule["pattern"]).search(text.strip()) for rule in rules("tables")[group])


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
