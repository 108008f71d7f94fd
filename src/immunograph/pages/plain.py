"""Plain text into blocks: a line is a paragraph, an item of a list, a heading or a row of cells."""

import re

from immunograph.pages.found import Draft, Found
from immunograph.pages.lines import lines, strip
from immunograph.pages.page import Kind
from immunograph.pages.visible import of_page

_BULLET = re.compile(r"(?:[-*•·▪◦‣\u2013]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+(?=\S)")
_LONGEST_HEADING = 80


def read(text: str) -> Draft:
    """The blocks of a plain text."""
    runs = [strip(text, *line) for line in lines(text)]
    runs = [run for run in runs if run[0] < run[1]]
    return Draft(text, [_found(text, runs, index) for index in range(len(runs))])


def _found(text: str, runs: list[tuple[int, int]], index: int) -> Found:
    start, end = runs[index]
    bullet = _BULLET.match(text, start, end)
    if bullet:
        return Found(Kind.ITEM, start, end, of_page(text, bullet.end(), end), level=1)
    line = text[start:end]
    following = text[slice(*runs[index + 1])] if index + 1 < len(runs) else ""
    if _is_heading(line, following):
        return Found(Kind.HEADING, start, end, of_page(text, start, end), level=2, whole=True)
    return Found(Kind.PARAGRAPH, start, end, of_page(text, start, end))


def _is_heading(line: str, following: str) -> bool:
    """A short line that opens with a capital, ends without punctuation and has text below it."""
    opens = line[:1].isupper() or line[:1].isdigit()
    return (
        opens
        and len(line) <= _LONGEST_HEADING
        and line[-1].isalnum() | (line[-1] in ")®™")
        and bool(len(following) > len(line) and following[-1] in ".:)!?")
    )
