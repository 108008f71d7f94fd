"""Markdown into blocks: its own characters, each block with its markup."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it.token import Token

from immunograph.pages import inline
from immunograph.pages.cells import cell, headed, pipes
from immunograph.pages.found import Draft, Found
from immunograph.pages.head import front_matter
from immunograph.pages.lines import lines, place, strip
from immunograph.pages.page import Kind, Problem, Role
from immunograph.pages.visible import Visible, fold, of_page

_Rows = list[tuple[int, int]]


def read(text: str) -> Draft:
    """The blocks of a Markdown text, and what its head says of it."""
    facts, body = front_matter(text)
    found = list(_Walk(text, lines(text, body)).blocks(body))
    if body:
        seen = of_page(text, 0, body)
        found.insert(0, Found(Kind.METADATA, 0, body, seen, role=Role.ABOUT, whole=True))
    facts = replace(facts, problems=tuple(unclosed(found, text)))
    return Draft(text, headed(found), facts)


def unclosed(found: list[Found], text: str) -> Iterator[Problem]:
    """What opens and never closes, so that all behind it is taken for a part of it."""
    for each in found:
        opened = _OPENED.match(text, each.start, each.end)
        if opened and each.kind is not Kind.METADATA and not _is_closed(text, each, opened):
            yield Problem(
                "unclosed",
                f"{opened[0]!r} opens what never closes",
                start=each.start,
                end=each.start + len(opened[0]),
                fix="close it, or take it away",
            )


def _is_closed(text: str, found: Found, opened: re.Match[str]) -> bool:
    if opened[0] == "<!--":
        return text.find("-->", found.start, found.end) >= 0
    return found.end - found.start > len(opened[0]) and text.endswith(opened[0], 0, found.end)


@dataclass(slots=True)
class _Walk:
    """Goes through the tokens of a text, and knows where in lists and tables it is."""

    text: str
    rows: _Rows
    references: dict[str, Any] = field(default_factory=dict)
    lists: list[int] = field(default_factory=list)  # the numbers of the open lists
    numbered: int = 0
    item: bool = False  # whether an item is open of which nothing is read yet
    heading: int = 0
    table: int = -1
    row: int = -1
    cells: list[tuple[int, int]] = field(default_factory=list)  # of the row that is not read yet
    column: int = 0
    cell_from: int = 0
    header: bool = False

    def blocks(self, body: int) -> Iterator[Found]:
        """The blocks in their order; what no block holds stands for itself."""
        env: dict[str, Any] = {}
        tokens = inline.parser().parse(self.text[body:], env)
        self.references = env.get("references", {})
        at = body
        for token in tokens:
            found = self._of(token)
            if found and max(at, found.start) < found.end:
                yield from self._left(at, max(at, found.start))
                yield replace(found, start=max(at, found.start))
                at = found.end
        yield from self._left(at, len(self.text))

    def _left(self, start: int, end: int) -> Iterator[Found]:
        """What the parser passes over: rules, definitions of links, borders of tables."""
        start, end = strip(self.text, start, end)
        if start < end:
            seen = Visible("", range(0))
            yield Found(Kind.METADATA, start, end, seen, role=Role.NAVIGATION, whole=True)

    def _of(self, token: Token) -> Found | None:
        enter = _ENTER.get(token.type)
        if enter:
            enter(self, token)
            return None
        if token.type == "inline" and self.row >= 0:
            return self._cell()
        read = _READ.get(token.type)
        return read(self, token, token.map) if read and token.map else None

    def _block(self, token: Token, rows: list[int]) -> Found:
        within = self._within(rows)
        start, end = strip(self.text, within[0][0], within[-1][1])
        places = place(self.text, within, token.content)
        if places is None:
            return self._found(start, end, inline.Inline(of_page(self.text, start, end)))
        return self._found(start, end, inline.read(token.content, places, self.references))

    def _html(self, _: Token, rows: list[int]) -> Found:
        within = self._within(rows)
        start, end = strip(self.text, within[0][0], within[-1][1])
        return self._found(start, end, inline.read(self.text[start:end], range(start, end), {}))

    def _code(self, token: Token, rows: list[int]) -> Found:
        within = self._within(rows)
        start, end = strip(self.text, within[0][0], within[-1][1])
        inner = (within[1:-1] if token.type == "fence" else within) or within
        run = inner[0][0], inner[-1][1]
        return self._found(start, end, inline.Inline(fold(self.text[slice(*run)], range(*run))))

    def _found(self, start: int, end: int, seen: inline.Inline) -> Found:
        kind, level = self._kind()
        number = self.lists[-1] if self.lists else None
        role = None if seen.visible.text else Role.NAVIGATION
        return Found(
            kind,
            start,
            end,
            seen.visible,
            level,
            number,
            role=role,
            links=seen.links,
            opening=seen.opening,
        )

    def _kind(self) -> tuple[Kind, int]:
        if self.heading:
            return Kind.HEADING, self.heading
        if self.item:
            self.item = False
            return Kind.ITEM, len(self.lists)
        return Kind.PARAGRAPH, 0

    def _within(self, rows: list[int]) -> _Rows:
        return self.rows[rows[0] : rows[1]] or self.rows[-1:]

    def _cell(self) -> Found | None:
        if self.column >= len(self.cells):
            return None
        start, end = self.cells[self.column]
        where = cell(self.table, self.row, self.column, self.header)
        shown = [at for at in range(start, end) if self.text[at : at + 2] != "\\|"]
        seen = inline.read("".join([self.text[at] for at in shown]), shown, self.references)
        opened, closed = self.cell_from, _PIPE.match(self.text, end)
        self.column, self.cell_from = self.column + 1, closed.end() if closed else end
        run = strip(self.text, opened, self.cell_from)
        role = None if seen.visible.text else Role.NAVIGATION
        return Found(Kind.CELL, *run, seen.visible, cell=where, links=seen.links, role=role)

    def _enter_row(self, token: Token) -> None:
        rows = token.map or [0, 1]
        start, end = self.rows[rows[0]]
        self.cells, self.row, self.column = pipes(self.text, start, end), self.row + 1, 0
        self.cell_from = start

    def _enter_table(self, _: Token) -> None:
        self.table, self.row = self.table + 1, -1

    def _leave_table(self, _: Token) -> None:
        self.row = -1

    def _enter_head(self, token: Token) -> None:
        self.header = token.type == "thead_open"

    def _enter_heading(self, token: Token) -> None:
        self.heading = int(token.tag[1:])

    def _leave_heading(self, _: Token) -> None:
        self.heading = 0

    def _enter_list(self, _: Token) -> None:
        self.numbered += 1
        self.lists.append(self.numbered - 1)

    def _leave_list(self, _: Token) -> None:
        self.lists.pop()

    def _enter_item(self, _: Token) -> None:
        self.item = True

    def _leave_item(self, _: Token) -> None:
        self.item = False


_OPENED = re.compile(r"`{3,}|~{3,}|<!--")
_PIPE = re.compile(r"[ \t]*\|?")
_ENTER: Mapping[str, Callable[[_Walk, Token], None]] = {
    "table_open": _Walk._enter_table,
    "table_close": _Walk._leave_table,
    "thead_open": _Walk._enter_head,
    "tbody_open": _Walk._enter_head,
    "tr_open": _Walk._enter_row,
    "heading_open": _Walk._enter_heading,
    "heading_close": _Walk._leave_heading,
    "bullet_list_open": _Walk._enter_list,
    "ordered_list_open": _Walk._enter_list,
    "bullet_list_close": _Walk._leave_list,
    "ordered_list_close": _Walk._leave_list,
    "list_item_open": _Walk._enter_item,
    "list_item_close": _Walk._leave_item,
}
_READ: Mapping[str, Callable[[_Walk, Token, list[int]], Found]] = {
    "inline": _Walk._block,
    "html_block": _Walk._html,
    "code_block": _Walk._code,
    "fence": _Walk._code,
}
