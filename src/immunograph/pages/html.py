"""HTML into blocks that are laid out, whatever state it is in.

Nothing is fetched, no entity of its own is resolved, and no script is run. What a browser does not
show is left out; what stands in a menu, a header, a footer or a banner is navigation.
"""

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from immunograph.pages import plain
from immunograph.pages.declared import declared
from immunograph.pages.elements import (
    BLOCKS,
    BREAKING,
    STRUCTURE,
    Frame,
    is_layout,
    is_shown,
    level_of,
)
from immunograph.pages.found import Draft, Facts
from immunograph.pages.grid import Grid, Square
from immunograph.pages.layout import Layout, Run
from immunograph.pages.page import Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAG = re.compile(r"<[^<>]*>")
_BROKEN = 40  # a line that was broken at a width is at least as long
_BEFORE = 200  # so much of what stands before a time says what it is the time of


def read(text: str) -> Draft:
    """The blocks of an HTML text, and what its head declares."""
    from lxml import etree  # noqa: PLC0415

    parser = etree.HTMLParser(
        recover=True, no_network=True, huge_tree=True, remove_comments=True, encoding="utf-8"
    )
    root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    if root is None:
        return Draft("", [])
    if any("Excessive depth" in error.message for error in parser.error_log):
        return _stripped(text)
    structured = any(element.tag in STRUCTURE for element in root.iter())
    return _walked(root) if structured else _unstructured(root)


def _walked(root: "_Element") -> Draft:
    """What a walk finds; where it finds menus only, their classes are left out of account."""
    walk = _Walk(by_class=True)
    walk.go(root)
    if not any(found.role is None for found in walk.layout.found):
        walk = _Walk(by_class=False)
        walk.go(root)
    return walk.layout.draft(declared(root, walk.times))


def _stripped(text: str) -> Draft:
    """What is left without tags, for elements that stand too deep within one another."""
    message = "elements stand too deep within one another, and were read as plain text"
    problem = Problem("unclosed", message, fix="see whether elements were left open")
    return replace(plain.read(_TAG.sub("\n", text)), facts=Facts(problems=(problem,)))


def _unstructured(root: "_Element") -> Draft:
    """A page of text and line breaks alone is read as plain text."""
    from lxml import etree  # noqa: PLC0415

    parts: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start" and not is_shown(element):
            walker.skip_subtree()
        elif event == "start":
            parts.append("\n" if element.tag in BREAKING else "")
            parts.append(element.text or "" if element.tag == "pre" else _folded(element.text))
        else:
            parts.append("\n" if element.tag in BLOCKS else "")
            parts.append(_folded(element.tail))
    return replace(plain.read("".join(parts)), facts=declared(root, []))


def _folded(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


@dataclass(slots=True)
class _Walk:
    """Goes through the elements, and knows in which lists, tables and landmarks it is."""

    by_class: bool
    layout: Layout = field(default_factory=Layout)
    frames: list[Frame] = field(default_factory=lambda: [Frame()])
    runs: list[Run | None] = field(default_factory=list)  # None is a break of the line
    lists: list[int] = field(default_factory=list)
    item: bool = False  # whether an item is open of which nothing is laid out yet
    heading: int = 0
    described: int | None = None  # the number of the list of descriptions of a term
    grids: list[Grid] = field(default_factory=list)
    square: Square | None = None
    times: list[tuple[str, str]] = field(default_factory=list)

    def go(self, root: "_Element") -> None:
        """Lays out all that is shown."""
        from lxml import etree  # noqa: PLC0415

        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            shown = is_shown(element)
            if event == "start" and not shown:
                walker.skip_subtree()
            elif event == "start":
                self._start(element)
            else:
                if shown:
                    self._end(element)
                self._text(element.tail)
        self._flush()

    def _start(self, element: "_Element") -> None:
        tag = str(element.tag)
        if tag in BLOCKS:
            self._flush()
        self.frames.append(self.frames[-1].within(element, self.by_class))
        self.heading = level_of(element) or self.heading
        enter = _ENTER.get(tag)
        if enter:
            enter(self, element)
        self._text(element.text)

    def _end(self, element: "_Element") -> None:
        tag = str(element.tag)
        if tag in BLOCKS:
            self._flush()
        leave = _LEAVE.get(tag)
        if leave:
            leave(self, element)
        if level_of(element):
            self.heading = 0
        self.frames.pop()

    def _text(self, text: str | None) -> None:
        if not text:
            return
        frame = self.frames[-1]
        lines = text.split("\n") if frame.is_kept else [text]
        for index, line in enumerate(lines):
            if index:
                self._break()
            run = Run(line, frame.target, frame.is_bold)
            if self.square is not None:
                self.square.runs.append(run)
            else:
                self.runs.append(run)

    def _break(self) -> None:
        if self.square is not None:
            self.square.runs.append(Run(" "))
        else:
            self.runs.append(Run(" ") if self.heading else None)

    def _flush(self) -> None:
        """What was gathered becomes a block, or one for each of its lines."""
        if self.square is not None:
            self.square.runs.append(Run(" "))
            return
        runs, self.runs = self.runs, []
        role = self.frames[-1].role
        for line in _lines(runs):
            if self.heading:
                self.layout.heading(line, self.heading, None if self.heading == 1 else role)
            elif self.item:
                self.item = False
                self.layout.item(line, len(self.lists), self.lists[-1], role)
            else:
                self.layout.paragraph(line, self.lists[-1] if self.lists else None, role)

    def _enter_break(self, _: "_Element") -> None:
        self._break()

    def _enter_list(self, _: "_Element") -> None:
        self.lists.append(self.layout.new_list())

    def _leave_list(self, _: "_Element") -> None:
        self.lists.pop()
        self.item = False

    def _enter_item(self, element: "_Element") -> None:
        self.item = bool(self.lists)

    def _leave_item(self, _: "_Element") -> None:
        self.item = False

    def _enter_term(self, _: "_Element") -> None:
        self.described = None

    def _enter_description(self, _: "_Element") -> None:
        if self.described is None:
            self.described = self.layout.new_list()
        self.lists.append(self.described)
        self.item = True

    def _enter_table(self, element: "_Element") -> None:
        if not is_layout(element):
            self.grids.append(Grid())

    def _leave_table(self, element: "_Element") -> None:
        if not self.grids or is_layout(element):
            return
        self.square = None
        table = self.layout.new_table()
        for runs, where in self.grids.pop().cells(table):
            self.layout.cell(runs, where, self.frames[-1].role)

    def _enter_head(self, element: "_Element") -> None:
        if self.grids:
            self.grids[-1].in_head = element.tag == "thead"

    def _enter_row(self, _: "_Element") -> None:
        if self.grids:
            self.grids[-1].next_row()

    def _enter_cell(self, element: "_Element") -> None:
        if self.grids:
            spans = element.get("colspan"), element.get("rowspan")
            self.square = self.grids[-1].open(element.tag == "th", *spans)

    def _leave_cell(self, _: "_Element") -> None:
        self.square = None

    def _leave_time(self, element: "_Element") -> None:
        said = "".join([run.text for run in self.runs[-20:] if run])
        self.times.append((said[-_BEFORE:], element.get("datetime") or ""))


def _lines(runs: list[Run | None]) -> list[list[Run]]:
    """The lines of a block; one that was broken in the midst of a sentence is put together."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run is None:
            lines.append([])
        else:
            lines[-1].append(run)
    joined: list[list[Run]] = []
    for above, line in zip([[], *lines], lines, strict=False):
        if joined and _goes_on(above, line):
            joined[-1] += [Run(" "), *line]
        else:
            joined.append(list(line))
    return joined


def _goes_on(above: list[Run], line: list[Run]) -> bool:
    before = "".join([run.text for run in above]).strip()
    after = "".join([run.text for run in line]).lstrip()
    return len(before) >= _BROKEN and before[-1] not in ".:;!?" and after[:1].islower()


_ENTER = {
    "br": _Walk._enter_break,
    "ul": _Walk._enter_list,
    "ol": _Walk._enter_list,
    "menu": _Walk._enter_list,
    "li": _Walk._enter_item,
    "dt": _Walk._enter_term,
    "dd": _Walk._enter_description,
    "table": _Walk._enter_table,
    "thead": _Walk._enter_head,
    "tbody": _Walk._enter_head,
    "tfoot": _Walk._enter_head,
    "tr": _Walk._enter_row,
    "td": _Walk._enter_cell,
    "th": _Walk._enter_cell,
}
_LEAVE = {
    "ul": _Walk._leave_list,
    "ol": _Walk._leave_list,
    "menu": _Walk._leave_list,
    "li": _Walk._leave_item,
    "dd": _Walk._leave_list,
    "table": _Walk._leave_table,
    "td": _Walk._leave_cell,
    "th": _Walk._leave_cell,
    "time": _Walk._leave_time,
}
