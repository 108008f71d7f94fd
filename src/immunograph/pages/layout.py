r"""A page that is laid out: for formats whose own characters are not its text.

A reader of such a format (HTML, PDF, a product label) goes through what it reads and adds block
after block; each becomes a line of the text of the page. What it has at the end is a `Draft`, and
`assembly.assemble` makes the page of it: sections, leads of lists, sentences, roles and problems.

>>> layout = Layout()
>>> layout.heading([Run("Side effects")], level=2)
>>> layout.paragraph([Run("They are "), Run("listed", target="https://x.org"), Run(":")])
>>> layout.item([Run("fever")], level=1, number=layout.new_list())
>>> table = layout.new_table()
>>> layout.cell([Run("Rash")], cell(table, row=0, column=0, is_header=True))
>>> layout.draft(Facts(title="A leaflet")).text
'Side effects\nThey are listed:\nfever\nRash\n'
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from immunograph.pages.cells import cell, headed
from immunograph.pages.found import Draft, Facts, Found
from immunograph.pages.page import Cell, Kind, Link, Role
from immunograph.pages.visible import Visible, seen

__all__ = ["Layout", "Run", "cell"]

_NOTHING = Visible("", range(0))


@dataclass(frozen=True, slots=True)
class Run:
    """Some text of a block, as it is seen; its white space need not be folded.

    `target` is the address it leads to, empty where it is no link.
    """

    text: str
    target: str = ""
    bold: bool = False


@dataclass(slots=True)
class Layout:
    """The text of a page as it grows, and its blocks."""

    lines: list[str] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    length: int = 0
    lists: int = 0
    tables: int = 0

    def new_list(self) -> int:
        """The number of a list that begins."""
        self.lists += 1
        return self.lists - 1

    def new_table(self) -> int:
        """The number of a table that begins."""
        self.tables += 1
        return self.tables - 1

    def heading(self, runs: Iterable[Run], level: int, role: Role | None = None) -> None:
        """Adds a heading of a level from 1 to 6. Blocks without text are left out, as always."""
        self._add(runs, Found(Kind.HEADING, 0, 0, _NOTHING, level, role=role))

    def paragraph(
        self, runs: Iterable[Run], number: int | None = None, role: Role | None = None
    ) -> None:
        """Adds a paragraph; `number` is that of the list within one of whose items it stands.

        `role` is given where the structure says it, as for a menu or a footer.
        """
        self._add(runs, Found(Kind.PARAGRAPH, 0, 0, _NOTHING, 0, number, role=role))

    def item(self, runs: Iterable[Run], level: int, number: int, role: Role | None = None) -> None:
        """Adds an item of the list of a number; `level` is its depth, from 1."""
        self._add(runs, Found(Kind.ITEM, 0, 0, _NOTHING, level, number, role=role))

    def cell(self, runs: Iterable[Run], where: Cell, role: Role | None = None) -> None:
        """Adds a cell of a table."""
        self._add(runs, Found(Kind.CELL, 0, 0, _NOTHING, cell=where, role=role))

    def _add(self, runs: Iterable[Run], block: Found) -> None:
        line = _Line(self.length)
        for run in runs:
            line.add(run)
        text = "".join(line.parts)
        if not text:
            return
        start, self.length = self.length, self.length + len(text) + 1
        self.lines.append(text)
        shown = Visible(text, range(start, start + len(text)))
        links, opening = tuple(line.links), line.opening
        end = start + len(text)
        block = replace(block, start=start, end=end, visible=shown, links=links, opening=opening)
        self.found.append(block)

    def draft(self, facts: Facts) -> Draft:
        """What is laid out, with what the page says of itself."""
        text = "".join([f"{line}\n" for line in self.lines])
        return Draft(text, headed(self.found), facts)


@dataclass(slots=True)
class _Line:
    """A line as it grows: its words, with one space where there was white space."""

    start: int
    parts: list[str] = field(default_factory=list)
    length: int = 0
    gap: bool = False
    links: list[Link] = field(default_factory=list)
    opening: int = 0
    bold: bool = True

    def add(self, run: Run) -> None:
        words = seen(run.text).split()
        if not words:
            self.gap = self.gap or bool(run.text)
            return
        self.gap = (self.gap or run.text[0].isspace()) and self.length > 0
        text = " " * self.gap + " ".join(words)
        at = self.start + self.length + self.gap
        self.parts.append(text)
        self.length += len(text)
        if run.target:
            self.links.append(Link(at, self.start + self.length, run.target))
        self.bold = self.bold and run.bold
        self.opening = self.length if self.bold else self.opening
        self.gap = run.text[-1].isspace()
