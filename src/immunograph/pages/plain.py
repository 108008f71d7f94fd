"""Plain text into blocks: a line is a paragraph, an item of a list, a heading or a row of cells.

Where the lines of a text are broken at a width, those of a paragraph are put together again.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from immunograph.pages.cells import headed
from immunograph.pages.columns import Piece, rows
from immunograph.pages.found import Draft, Found
from immunograph.pages.furniture import furniture
from immunograph.pages.lines import lines, strip
from immunograph.pages.page import Kind
from immunograph.pages.visible import of_page
from immunograph.pages.wrapping import breaks

_BULLET = re.compile(
    r"(?:[-*+\u2013\u2014\u00b7oO]|\(?\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\))\s+(?=\S)"
    r"|[\u2022\u25aa\u25e6\u2023\u25cf\u25cb\u25a0\u27a2\uf0b7]\s*(?=\S)"
)
_LONE = re.compile(r"[-*\u2022\u25aa\u25e6\u2023\u25cf\u25cb\u25a0\u27a2\uf0b7\u00b7]")
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<stop>\.?)[ \t]+(?=[A-Z])")
_ANSWER = re.compile(r"(?:yes|no|none|unknown|n/a)\W*", re.I)
_RUN_IN = re.compile(r":\s")
_END = ".,:;?!"
_MENU = 40  # lines, at most, above a title
_LONGEST_HEADING, _MOST_WORDS, _LEAST_LETTERS = 90, 14, 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the lines of a broken paragraph; `gap` where an empty one is before it."""

    start: int
    end: int
    indent: int
    gap: bool


def read(text: str) -> Draft:
    """The blocks of a plain text."""
    raw = lines(text)
    tables = rows(text, raw)
    logical = list(_logical(text, raw, tables))
    depths = _Depths()
    found: list[Found] = []
    for index, line in enumerate(logical):
        row = tables.get(line.start)
        found += _row(text, row) if row else [_block(text, logical, index, depths)]
    return Draft(text, headed(_titled(found)))


def _row(text: str, row: list[Piece]) -> list[Found]:
    spans = [(piece.start, piece.end, piece.cell) for piece in row]
    return [
        Found(Kind.CELL, start, end, of_page(text, start, end), cell=where)
        for start, end, where in spans
    ]


def _logical(
    text: str, raw: list[tuple[int, int]], rows: Mapping[int, list[Piece]]
) -> Iterator[Line]:
    """The lines with something on them, those of a broken paragraph as one."""
    whole = [strip(text, *line) for line in raw]
    own = {at for at, (start, end) in enumerate(whole) if _is_own(text, start, end, rows)}
    joins = breaks(text, whole, own)
    current: Line | None = None
    gap = True
    for index, (start, end) in enumerate(whole):
        if start == end:
            gap = True
            continue
        free = index not in own and current is not None and current.start not in rows
        if current and free and _goes_with(text, current, index in joins):
            current = replace(current, end=end)
        else:
            if current:
                yield current
            current = Line(start, end, start - raw[index][0], gap)
        gap = False
    if current:
        yield current


def _is_own(text: str, start: int, end: int, rows: Container[int]) -> bool:
    """Whether a line is a row, or begins an item."""
    return start in rows or _BULLET.match(text, start, end) is not None


def _goes_with(text: str, line: Line, broken: bool) -> bool:
    """Whether what stands below belongs to a line: it was broken, or is a bullet alone."""
    return broken or _LONE.fullmatch(text, line.start, line.end) is not None


def _block(text: str, logical: list[Line], index: int, depths: "_Depths") -> Found:
    line = logical[index]
    seen = of_page(text, line.start, line.end)
    level = _heading(text, logical, index)
    if level:
        depths.end()
        return Found(Kind.HEADING, line.start, line.end, seen, level, whole=True)
    bullet = _BULLET.match(text, line.start, line.end)
    if bullet:
        seen = of_page(text, bullet.end(), line.end)
        level, number = depths.of(line.indent)
        return Found(Kind.ITEM, line.start, line.end, seen, level, number)
    depths.end()
    return Found(Kind.PARAGRAPH, line.start, line.end, seen)


@dataclass(slots=True)
class _Depths:
    """The indents of the items above, and the number of their list."""

    indents: tuple[int, ...] = ()
    number: int = -1

    def of(self, indent: int) -> tuple[int, int]:
        """The depth of an item with an indent, from 1, and the number of its list."""
        if not self.indents:
            self.number += 1
        self.indents = (*(each for each in self.indents if each < indent), indent)
        return len(self.indents), self.number

    def end(self) -> None:
        """Something else than an item stands between."""
        self.indents = ()


def _heading(text: str, logical: list[Line], index: int) -> int:
    """The level of a heading, 0 where a line is none."""
    line = logical[index]
    if line.end - line.start > _LONGEST_HEADING * 2:
        return 0
    said = " ".join(text[line.start : line.end].split())
    if not _is_short(said) or _ANSWER.fullmatch(said) or furniture().of_sentence(said):
        return 0
    numbered = _NUMBERED.match(said)
    if numbered and (_is_label(said, numbered) or _is_above_text(text, logical, index)):
        return min(6, 1 + numbered["number"].count("."))
    if (
        _BULLET.match(said)
        or not said[0].isupper()
        or (_RUN_IN.search(said) and not said.isupper())
    ):
        return 0
    if said.isupper() and sum(map(str.isalpha, said)) > _LEAST_LETTERS:
        return 1 if _goes_on(text, logical, index) else 0
    return 2 if _opens(text, logical, index) or _is_title(text, logical, index) else 0


def _is_title(text: str, logical: list[Line], index: int) -> bool:
    """Whether a line stands alone at the top of the page, above which there are menus only."""
    if index >= _MENU or index + 1 == len(logical) or not logical[index + 1].gap:
        return False
    above = [" ".join(text[line.start : line.end].split()) for line in logical[:index]]
    return all(furniture().of_sentence(said) for said in above)


def _is_label(said: str, numbered: re.Match[str]) -> bool:
    """Whether a number is that of a section of a label, such as 6.1, or 6 before capitals."""
    return not numbered["stop"] and ("." in numbered["number"] or said.isupper())


def _is_short(said: str) -> bool:
    short = len(said) <= _LONGEST_HEADING and len(said.split()) <= _MOST_WORDS
    return short and said[-1] not in _END and sum(map(str.isalpha, said)) >= _LEAST_LETTERS


def _goes_on(text: str, logical: list[Line], index: int) -> bool:
    """Whether something stands below that is no menu."""
    if index + 1 == len(logical):
        return False
    line, below = logical[index], logical[index + 1]
    return (line.gap and below.gap) or not furniture().of_sentence(text[below.start : below.end])


def _opens(text: str, logical: list[Line], index: int) -> bool:
    """Whether a line stands above sentences, and not at the end of a run of short lines."""
    if not _goes_on(text, logical, index):
        return False
    line, below = logical[index], logical[index + 1]
    if not line.gap and index and _is_item_of_run(text, logical[index - 1]):
        return False
    following = text[below.start : below.end]
    if _BULLET.match(following):
        return line.gap or below.gap
    return len(following) > line.end - line.start and following[-1] in ".:)!?"


def _is_above_text(text: str, logical: list[Line], index: int) -> bool:
    """Whether a numbered line opens a text, and is no item above others."""
    if not _opens(text, logical, index):
        return False
    below = logical[index + 1]
    return not _BULLET.match(text, below.start, below.end)


def _is_item_of_run(text: str, above: Line) -> bool:
    """Whether the line above is short as well, so that both are items of a list without bullets."""
    said = " ".join(text[above.start : above.end].split())
    return _is_short(said) and not furniture().of_sentence(said)


def _titled(found: list[Found]) -> list[Found]:
    """The first heading is that of the page, and so the outermost."""
    for index, each in enumerate(found):
        if each.kind is Kind.HEADING:
            if each.level == 2 and not _NUMBERED.match(each.visible.text):  # noqa: PLR2004
                found[index] = replace(each, level=1)
            break
    return found
