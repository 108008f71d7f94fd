"""A page as it was read: its text, and where in the text everything stands.

Every `start` and `end` is an offset in characters into `Page.text`. For plain text and Markdown
that is the text of the file itself; for other formats it is the text that the reader laid out.
"""

import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from immunograph.passage import fingerprint


class Role(StrEnum):
    """What a sentence is on its page."""

    CONTENT = "content"
    HEADING = "heading"
    NAVIGATION = "navigation"  # menus, banners, cookies, helplines, sign-ups, related links
    ABOUT = "about"  # of the page itself: its date, its team, its copyright, its metadata
    REFERENCE = "reference"  # bibliographic references
    FOREIGN = "foreign"  # in another language than English: nothing is taken from it
    ENDLESS = "endless"  # too long for a sentence: nothing is taken from it


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Section:
    """A run of the page under one heading; `order` counts from 1.

    `path` is its headings, the outermost first; it is empty before the first heading.
    """

    order: int
    path: tuple[str, ...]
    start: int
    end: int

    @property
    def id(self) -> str:
        """Its name within the page."""
        return f"s{self.order}"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a block stands; rows and columns count from 0.

    `headers` are the texts of the cells that head it: those of its column, then those of its row.
    """

    table: int
    row: int
    column: int
    is_header: bool
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item of a list or a cell of a table, with its sentences.

    `index` counts from 0. `level` is that of a heading (1 to 6) or the depth of an item (from 1).
    `lead` is the index of the block whose last sentence announces an item: the paragraph with a
    colon before its list, or the item above a list within an item. `list` numbers the lists of a
    page. A paragraph within an item has the number of its list, and the item as its lead.
    """

    index: int
    kind: Kind
    section: int
    start: int
    end: int
    level: int = 0
    list: int | None = None
    lead: int | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or what stands for one: an item, a cell, a line of a menu.

    `order` counts from 1 in the order of the page. `text` is what a reader sees, without markup and
    with each run of white space as one space; where it is not the page's own characters one by
    one, `offsets` has the offset of each of its characters in the text of the page.
    """

    order: int
    start: int
    end: int
    section: int
    block: int
    role: Role
    text: str
    offsets: tuple[int, ...] | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """Its name within the page."""
        return f"p{self.order}"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text of the page a part of `text` stands.

        >>> Sentence(1, 10, 14, 1, 0, Role.CONTENT, "Fine").span(1, 3)
        (11, 13)
        """
        if self.offsets is None:
            return self.start + start, self.start + end
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Link:
    """A link: the words that bear it, and where it leads."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a page: its kind, what is wrong, where and what to do.

    `sentence` is the order of the sentence, 0 where the whole page is meant.
    """

    kind: str
    message: str
    sentence: int = 0
    start: int = 0
    end: int = 0
    fix: str = ""


@dataclass(frozen=True)
class Page:
    """A page as it was read. `sha256` is that of its bytes, `format` one of `FORMATS`.

    `title`, `language` (a tag such as `en`), `last_reviewed` (YYYY-MM-DD), `address` and
    `publisher` are as the page gives them, else empty. The blocks are in the order of the page;
    the sentences of all of them together hold everything of it but white space.
    """

    name: str
    format: str
    sha256: str
    text: str = field(repr=False)
    title: str = ""
    language: str = ""
    last_reviewed: str = ""
    address: str = ""
    publisher: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict, repr=False)
    sections: tuple[Section, ...] = field(default=(), repr=False)
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    links: tuple[Link, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()

    def sentence(self, order: int) -> Sentence:
        """The sentence of an order."""
        return self.sentences[order - 1]

    def section(self, order: int) -> Section:
        """The section of an order."""
        return self.sections[order - 1]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset; None between sentences."""
        at = bisect.bisect_right(self._starts, offset) - 1
        found = self.sentences[at] if at >= 0 else None
        return found if found and offset < found.end else None

    @cached_property
    def _by_block(self) -> dict[int, tuple[Sentence, ...]]:
        gathered: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            gathered.setdefault(sentence.block, []).append(sentence)
        return {block: tuple(of) for block, of in gathered.items()}

    def of_block(self, index: int) -> tuple[Sentence, ...]:
        """The sentences of a block."""
        return self._by_block.get(index, ())

    def fingerprint(self, sentence: Sentence) -> str:
        """SHA-256 of the normalised text between its ends, as the graph keeps it."""
        return fingerprint(self.text[sentence.start : sentence.end])


FORMATS = ("text", "markdown", "html", "pdf", "spl")
