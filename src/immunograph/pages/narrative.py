# ruff: noqa: RUF001 (the marks before items)
"""The narrative of a product label: its paragraphs, lists and tables, laid out block by block.

In it a line break may begin a paragraph, an item or a heading, or only wrap a line.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from immunograph.pages.layout import Layout, Run
from immunograph.pages.raised import raised
from immunograph.pages.tabular import Written, lay_out, span

_BULLET = re.compile(r"\s*(?:(?P<main>[•·●∙▪■\uf0b7])|(?P<sub>[o◦○‣–—*-])(?=\s))\s*")
_ENDS = re.compile(r"[.:;!?)\]]\s*$")
_WRAPS = re.compile(r"\s*[a-z(]")
_TITLED = re.compile(r"\s*(?:table|figure)\s*\d", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;,]\s*$")
_OPENS_A_WORD = re.compile(r"[^\W\d_]")
_OPENING = frozenset("([")
_CLOSING = frozenset(":;,.)]")
_CLOSES = re.compile(r"[)\],;:]|\.(?:\s|$)")
_LONGEST_HEADING = 100
_TAIL = 8
_LABEL = 3  # characters that number an item, at most
_WORD = 3  # letters that are no part of another word
_DEEPEST = 6
_UNSEEN = frozenset({"renderMultiMedia", "observationMedia", "footnoteRef"})


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


@dataclass(slots=True)
class Line:
    """What stands between two line breaks; `styles` are those that all of it is set in."""

    runs: list[Run] = field(default_factory=list)
    styles: frozenset[str] | None = None
    tail: str = ""  # its last characters that are seen
    last: frozenset[str] = frozenset()  # how they are set

    @property
    def text(self) -> str:
        """What is seen of it."""
        return "".join(run.text for run in self.runs)

    def add(self, run: Run, styles: frozenset[str]) -> None:
        """Add what follows, apart from a word that the one before it has ended."""
        seen = run.text.lstrip()
        if self.tail[-1:] in _OPENING or _CLOSES.match(seen):
            self._close_up()
            run = replace(run, text=seen)
        elif _OPENS_A_WORD.match(run.text) and self._is_another(styles):
            run = replace(run, text=f" {run.text}")
        self.runs.append(run)
        self.last = styles
        if seen := run.text.strip():
            self.tail = (self.tail + seen)[-_TAIL:]
            self.styles = styles if self.styles is None else self.styles & styles

    def raise_(self, run: Run, styles: frozenset[str]) -> None:
        """Add what is raised."""
        before = self.tail if self._before().strip() else ""
        self.add(replace(run, text=raised(before, run.text)), styles)

    def _close_up(self) -> None:
        """Leave no space at the end."""
        if self.runs:
            self.runs[-1] = replace(self.runs[-1], text=self.runs[-1].text.rstrip())

    def _before(self) -> str:
        return self.runs[-1].text[-1:] if self.runs else ""

    def _is_another(self, styles: frozenset[str]) -> bool:
        """Whether a word that follows is another than the last: it is set in another way."""
        before = self._before()
        if before in _CLOSING:
            return True
        last = self.runs[-1].text.strip() if before else ""
        is_word = before.isalpha() and len(last) >= _WORD and not last.isupper()
        return is_word and bool(self.last) and styles != self.last

    def without(self, length: int) -> list[Run]:
        """The runs without the first characters."""
        kept = []
        for run in self.runs:
            kept.append(replace(run, text=run.text[length:]))
            length = max(0, length - len(run.text))
        return kept


@dataclass(slots=True)
class Narrative:
    """Lays narrative out; `level` is that of the heading of its section."""

    layout: Layout
    level: int
    notes: list[etree._Element] = field(default_factory=list)

    def add(self, element: etree._Element) -> None:
        """Add what stands in an element, and then its footnotes."""
        self._add(element)
        while self.notes:
            self._add(self.notes.pop(0))

    def _add(self, element: etree._Element) -> None:
        parts = list(self._parts(element))
        for number, part in enumerate(parts):
            if isinstance(part, list):
                self._lines(part, is_last=number == len(parts) - 1)
            else:
                _BLOCKS[local(part)](self, part)

    def heading(self, element: etree._Element) -> list[Run]:
        """The runs of a title."""
        lines = [part for part in self._parts(element) if isinstance(part, list)]
        return [run for part in lines for line in part for run in (*line.runs, Run(" "))]

    def _lines(self, lines: Sequence[Line], is_last: bool) -> None:
        """Add lines: items where they begin with a bullet, headings where they are set as such."""
        number, has_main = None, False
        joined = _joined(lines)
        for at, line in enumerate(joined):
            if bullet := _BULLET.match(line.text):
                number = self.layout.new_list() if number is None else number
                has_main = has_main or bool(bullet["main"])
                level = 2 if bullet["sub"] and has_main else 1
                self.layout.item(line.without(bullet.end()), level, number)
                continue
            number, has_main = None, False
            if _is_heading(line) and not (is_last and at == len(joined) - 1):
                self.layout.heading(line.runs, self._level(line))
            else:
                self.layout.paragraph(line.runs)

    def _level(self, line: Line) -> int:
        below = 2 if line.styles == frozenset({"italics"}) else 1
        return min(_DEEPEST, self.level + below)

    def _list(self, element: etree._Element, depth: int = 1) -> None:
        number = self.layout.new_list()
        for child in element:
            if local(child) == "item":
                self._item(child, depth, number)
            elif local(child) == "caption":
                self._add(child)

    def _item(self, element: etree._Element, depth: int, number: int) -> None:
        label: list[Run] = []  # what numbers the item, where that is written out
        is_first = True
        for part in self._parts(element):
            if not isinstance(part, list) and local(part) == "list":
                self._list(part, depth + 1)
                continue
            for line in _joined(part) if isinstance(part, list) else self._flat(part):
                bullet = _BULLET.match(line.text)
                runs = [*label, *line.without(bullet.end() if bullet else 0)]
                label = []
                if is_first and len(line.text.strip()) <= _LABEL:
                    label = [*runs, Run(" ")]
                elif is_first:
                    self.layout.item(runs, depth, number)
                    is_first = False
                else:
                    self.layout.paragraph(runs, number)
        self.layout.item(label, depth, number)

    def _table(self, element: etree._Element) -> None:
        rows: list[list[Written]] = []
        below: list[etree._Element] = []
        for child in _of(element, "caption"):
            self._add(child)
        for row in _of(element, "tr", through=("thead", "tbody", "tfoot")):
            cells = list(_of(row, "td", "th"))
            if local(_parent(row)) == "tfoot":
                below += cells
            else:
                is_head = local(_parent(row)) == "thead"
                rows.append([self._cell(cell, is_head) for cell in cells])
        lay_out(self.layout, rows)
        for cell in below:
            self._add(cell)

    def _cell(self, cell: etree._Element, is_head: bool) -> Written:
        return Written(
            tuple(tuple(line.runs) for line in self._flat(cell)),
            is_head or local(cell) == "th",
            span(cell.get("colspan")),
            span(cell.get("rowspan")),
        )

    def _flat(self, element: etree._Element) -> Iterator[Line]:
        """The lines of an element and of every block in it."""
        for part in self._parts(element):
            if isinstance(part, list):
                yield from _joined(part, in_cell=True)
            elif local(part) == "paragraph":
                yield from self._flat(part)
            else:
                for each in _of(part, "caption", "item", "td", "th", through=_WITHIN):
                    yield from self._flat(each)

    def _parts(self, element: etree._Element) -> Iterator[list[Line] | etree._Element]:
        """What stands in an element, in order: runs of lines, and blocks."""
        lines = [Line()]
        for piece in self._pieces(element, frozenset(), ""):
            if piece is None:
                lines.append(Line())
            elif isinstance(piece, tuple):
                run, styles, is_raised = piece
                if is_raised:
                    lines[-1].raise_(run, styles)
                else:
                    lines[-1].add(run, styles)
            else:
                yield lines
                yield piece
                lines = [Line()]
        yield lines

    def _pieces(
        self, element: etree._Element, styles: frozenset[str], target: str
    ) -> Iterator[tuple[Run, frozenset[str], bool] | etree._Element | None]:
        """The texts, the line breaks (None) and the blocks of an element."""
        name = local(element)
        is_bold = bool(styles & {"bold"})
        if element.text:
            yield Run(element.text, target, is_bold), styles, name == "sup"
        for child in element:
            name = local(child)
            if name in _BLOCKS:
                yield child
            elif name == "br":
                yield None
            elif name == "footnote":
                self.notes.append(child)
            elif name and name not in _UNSEEN:
                yield from self._pieces(child, styles | _styles(child), _target(child) or target)
            if child.tail:
                yield Run(child.tail, target, is_bold), styles, False


_BLOCKS: Mapping[str, Callable[[Narrative, etree._Element], None]] = {
    "paragraph": Narrative._add,
    "list": Narrative._list,
    "table": Narrative._table,
}
_WITHIN = ("thead", "tbody", "tfoot", "tr")


def _of(
    element: etree._Element, *names: str, through: Sequence[str] = ()
) -> Iterator[etree._Element]:
    """The children of some names, and those within children that are gone through."""
    for child in element:
        if local(child) in names:
            yield child
        elif local(child) in through:
            yield from _of(child, *names, through=through)


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _styles(element: etree._Element) -> frozenset[str]:
    named = frozenset((element.get("styleCode") or "").lower().split())
    return named | {"bold"} if local(element) == "caption" else named & _EMPHASIS


def _target(element: etree._Element) -> str:
    address = element.get("href") or ""
    return address if address.startswith(("http:", "https:")) else ""


_EMPHASIS = frozenset({"bold", "italics", "underline"})


def _is_heading(line: Line) -> bool:
    text = line.text.strip()
    return (
        bool(line.styles)
        and len(text) <= _LONGEST_HEADING
        and text[:1].isalnum()
        and not (_SENTENCE.search(text) or _TITLED.match(text))
    )


def _joined(lines: Sequence[Line], in_cell: bool = False) -> list[Line]:
    """The lines that are seen, one that only wraps joined to the one before it."""
    joined: list[Line] = []
    for line in lines:
        if not line.text.strip():
            continue
        wraps = joined and not _BULLET.match(line.text) and not _ENDS.search(joined[-1].tail)
        if wraps and (in_cell or _WRAPS.match(line.text)):
            joined[-1].add(Run(" "), frozenset())
            for run in line.runs:
                joined[-1].add(run, line.styles or frozenset())
        else:
            joined.append(line)
    return joined
