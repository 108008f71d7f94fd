# ruff: noqa: RUF001 (the marks before items)
"""Printed pages as they are laid out: paragraphs, headings, items and tables.

A line goes on with the one before it unless something parts them: a gap, a mark, another type, or
that its first word had had room in the line before.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from immunograph.pages import printed_tables
from immunograph.pages.hyphens import Hyphens
from immunograph.pages.layout import Layout, Run
from immunograph.pages.page import Role
from immunograph.pages.reading_order import regions
from immunograph.pages.rows import Segment
from immunograph.pages.running import running

_MAIN = "•·●∙▪■◆➢✓\uf0b7\uf0a7"
_SUB = "o◦○‣–—*-"
_BULLET = re.compile(rf"(?:(?P<main>[{_MAIN}])\s*|(?P<sub>[{_SUB}])\s+)(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_OPENS = re.compile(r"[^a-z\d]|\(?\d{1,3}(?:\.\d{1,3})*[.)]?\s")
_CONTENTS = re.compile(r"(?:\.[ \t]*){5,}(?:\d{1,4}|[ivxl]+)$")
_NO_HEADING = re.compile(f"^(?:{_BULLET.pattern})|{_CONTENTS.pattern}", re.MULTILINE)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+\S")
_ENDS = re.compile(r"[.:;!?][\"”’)\]]*$")
_SENTENCE = re.compile(r"[.;,]$")
_LARGER = 1.12  # times the size of the text, from which a line is a heading
_LIKE = 0.07  # of it, by which sizes of the same type differ
_ROOM = 1.3  # times the width of a word, in which it surely had had room
_APART = 1.4  # times the usual distance of lines, from which they are apart
_LONGEST_HEADING = 120
_LONGEST_TABLE = 300  # lines
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a part of a page; `part` tells the parts of all pages apart."""

    segments: tuple[Segment, ...]
    part: int

    @property
    def first(self) -> Segment:
        """Its first segment, of whose type it is."""
        return self.segments[0]

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join(each.text for each in self.segments)

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.segments[-1].right


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a page: its lines, where they end at most, and how far they are apart."""

    lines: tuple[Line, ...]
    right: float
    left: float
    pitch: float


@dataclass(frozen=True, slots=True)
class _Types:
    """The sizes of type of a text: of most of it, and those of headings, the largest first."""

    body: float
    larger: tuple[float, ...]

    def level(self, line: Line) -> int:
        """The level of the heading that a line is of; 0 where it is none."""
        size, text = line.first.size, line.text
        larger = [each for each in self.larger if size <= each * (1 + _LIKE)]
        is_larger = size >= _LARGER * self.body and bool(larger)
        is_set = is_larger or all(each.is_bold for each in line.segments)
        if not is_set or len(text) > _LONGEST_HEADING or _NO_HEADING.search(text):
            return 0
        if not is_larger and (_SENTENCE.search(text) or not text[:1].isalnum()):
            return 0
        level = len(larger) if is_larger else len(self.larger) + 1
        numbered = _NUMBERED.match(text)
        return min(_DEEPEST, level + (numbered[1].count(".") if numbered else 0))


def typeset(layout: Layout, pages: Sequence[Sequence[Segment]]) -> None:
    """Lay out the pages of a print, what runs along as navigation."""
    along = running(pages)
    contents = [
        [each for each in page if each not in out] for page, out in zip(pages, along, strict=True)
    ]
    types = _types(each for page in contents for each in page)
    hyphens = Hyphens.of(each.text for page in contents for each in page)
    setter = _Setter(layout, types, hyphens)
    number = 0
    for page, out in zip(contents, along, strict=True):
        setter.along += sorted(out, key=lambda each: (-each.base, each.left))
        for region in regions(page):
            setter.part(_part(region, number))
            number += 1
    setter.close()


def _types(segments: Iterable[Segment]) -> _Types:
    sizes = Counter[float]()
    for each in segments:
        sizes[round(each.size * 2) / 2] += len(each.text)
    body = max(sizes, key=lambda size: (sizes[size], -size), default=1.0)
    larger = sorted((size for size in sizes if size >= _LARGER * body), reverse=True)
    return _Types(body, tuple(larger))


def _part(region: Sequence[Segment], number: int) -> _Part:
    lines = [Line(tuple(row), number) for row in _same_base(region)]
    gaps = [one.first.base - other.first.base for one, other in pairwise(lines)]
    return _Part(
        tuple(lines),
        max((line.right for line in lines), default=0),
        min((line.first.left for line in lines), default=0),
        median([gap for gap in gaps if gap > 0] or [0.0]),
    )


def _same_base(region: Sequence[Segment]) -> Iterator[list[Segment]]:
    row: list[Segment] = []
    for each in region:
        if row and abs(row[0].base - each.base) > row[0].size / 2:
            yield row
            row = []
        row.append(each)
    if row:
        yield row


@dataclass(slots=True)
class _Block:
    """Lines that go on with one another: of a heading of a level, of an item, or of neither."""

    lines: list[Line]
    level: int = 0
    bullet: "re.Match[str] | None" = None


@dataclass(slots=True)
class _Setter:
    """Lays parts out one after another, and holds what may go on in the next."""

    layout: Layout
    types: _Types
    hyphens: Hyphens
    along: list[Segment] = field(default_factory=list)
    open: _Block | None = None
    number: int | None = None
    marks: list[str] = field(default_factory=list)

    def part(self, part: _Part) -> None:
        """Lay out a part of a page."""
        at = 0
        while at < len(part.lines):
            rows = [line.segments for line in part.lines[at : at + _LONGEST_TABLE]]
            if length := printed_tables.length(rows, part.right - part.left):
                self._close()
                self.number = None
                printed_tables.lay_out_rows(self.layout, rows[:length])
                at += length
                continue
            self._line(part.lines[at], part)
            at += 1

    def close(self) -> None:
        """Lay out what is open, and what ran along while it was."""
        self._close()
        self._add_along()

    def _close(self) -> None:
        block, self.open = self.open, None
        if block:
            self._add(block)

    def _add_along(self) -> None:
        """Lay out what ran along, where it is in the way of nothing: between sections."""
        for each in self.along:
            self.layout.paragraph([Run(each.text)], role=Role.NAVIGATION)
        self.along.clear()

    def _line(self, line: Line, part: _Part) -> None:
        level = self.types.level(line)
        bullet = None if level else _BULLET.match(line.text)
        if self.open and not bullet and self.open.level == level and self._goes_on(line, part):
            self.open.lines.append(line)
            return
        self._close()
        self.open = _Block([line], level, bullet or (None if level else _NUMBER.match(line.text)))

    def _goes_on(self, line: Line, part: _Part) -> bool:
        """Whether a line goes on with the last one that is open."""
        assert self.open is not None
        last = self.open.lines[-1]
        size = last.first.size
        if abs(size - line.first.size) > _LIKE * size or _CONTENTS.search(last.text):
            return False
        if last.part != line.part:
            return not (self.open.level or _ENDS.search(last.text) or line.text[:1].isupper())
        if last.first.base - line.first.base > _APART * max(part.pitch, size):
            return False
        is_out = bool(self.open.bullet) and line.first.left < last.first.left - size / 2
        return bool(self.open.level) or not (is_out or self._had_room(last, line, part))

    def _had_room(self, last: Line, line: Line, part: _Part) -> bool:
        """Whether the first word of a line had had room in the one before it."""
        word = line.text.partition(" ")[0]
        width = line.first.width * (len(word) + 1) / max(1, len(line.first.text))
        room = part.right - last.right
        if room <= width or last.text.endswith(("-", "\u00ad")):
            return False
        opens = _OPENS.match(line.text) or _ENDS.search(last.text)
        return bool(opens) or room > _ROOM * width + last.first.size

    def _add(self, block: _Block) -> None:
        text = self.hyphens.joined(line.text for line in block.lines)
        run = Run(text, bold=all(each.is_bold for line in block.lines for each in line.segments))
        if block.bullet:
            self._item(block.bullet, replace(run, text=text[block.bullet.end() :]))
            return
        self.number = None
        if block.level:
            self._add_along()
            self.layout.heading([run], block.level)
        elif _CONTENTS.search(text):
            self.layout.paragraph([run], role=Role.NAVIGATION)
        else:
            self.layout.paragraph([run])

    def _item(self, bullet: "re.Match[str]", run: Run) -> None:
        if self.number is None:
            self.number, self.marks = self.layout.new_list(), []
        named = bullet.groupdict()
        mark = named.get("main") or named.get("sub") or "number"
        if mark in self.marks:
            del self.marks[self.marks.index(mark) + 1 :]
        else:
            self.marks.append(mark)
        self.layout.item([run], len(self.marks), self.number)
