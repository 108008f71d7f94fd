"""What the table around a cell says of the effects in it: their band, or their share of people."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise

from immunograph.candidates import frequency
from immunograph.candidates.context import Context
from immunograph.candidates.frequency import Share
from immunograph.candidates.tables import answer
from immunograph.candidates.therapies import rules
from immunograph.pages.page import Block, Cell

_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,2})?) ?(?P<sign>%?)")
_BOTH = re.compile(r"(?P<affected>\d{1,6}) ?[(\[] ?(?P<percent>\d{1,3}(?:\.\d{1,2})?) ?%? ?[)\]]")


@dataclass(frozen=True)
class Tables:
    """The cells of the tables of a page, by table and row."""

    context: Context = field(repr=False)

    @cached_property
    def rows(self) -> Mapping[tuple[int, int], list[Block]]:
        """The cells of each row, from the left."""
        found: dict[tuple[int, int], list[Block]] = {}
        for block in self.context.page.blocks:
            if block.cell:
                found.setdefault((block.cell.table, block.cell.row), []).append(block)
        return found

    def text(self, block: Block) -> str:
        """The text of a cell."""
        return " ".join(one.text for one in self.context.page.of_block(block.index)).strip()

    def share(self, cell: Cell, iri: str) -> Share | None:
        """The share of people with what a cell names, from the only column of a therapy."""
        chosen = self._of(cell, iri)
        every = [one for one in chosen if one.cell and _says("every", one.cell.headers)]
        chosen = every or chosen
        shares = [share for one in chosen if (share := self._share(one))]
        return shares[0] if len(shares) == 1 else None

    def denies(self, cell: Cell, iri: str) -> bool:
        """Whether the cells of its row say of a therapy that what a cell names does not occur."""
        said = [answer(self.text(one)) for one in self._of(cell, iri)]
        return False in said and True not in said

    def _of(self, cell: Cell, iri: str) -> list[Block]:
        """The cells right of one that are on a therapy; those under no therapy where none is."""
        row = self.rows.get((cell.table, cell.row), [])
        own = [
            one for one in row if one.cell and one.cell.column > cell.column and _is_own(one.cell)
        ]
        return [one for one in own if one.cell and self._names(one.cell, iri)] or own

    def _names(self, cell: Cell, iri: str) -> bool:
        """Whether what heads a cell names a therapy."""
        wanted = {_plain(header) for header in cell.headers}
        return any(
            self._heads(one, wanted) and iri in self._therapies(one)
            for number in range(cell.row)
            for one in self.rows.get((cell.table, number), [])
        )

    def _heads(self, block: Block, wanted: set[str]) -> bool:
        return _plain(self.text(block)) in wanted

    def _therapies(self, block: Block) -> Iterator[str]:
        for sentence in self.context.page.of_block(block.index):
            for one in self.context.occurrences.get(sentence.order, ()):
                yield one.iri

    def _share(self, block: Block) -> Share | None:
        text, headers = self.text(block), block.cell.headers if block.cell else ()
        people = next((int(n) for n in _people(headers)), None)
        if match := _BOTH.fullmatch(text):
            affected = int(match["affected"])
            exposed = people if people and affected <= people else None
            counted = (affected, exposed) if exposed else (None, None)
            return Share(0, len(text), float(match["percent"]), *counted)
        match = _NUMBER.fullmatch(text)
        if match and (match["sign"] or any("%" in header for header in headers)):
            return Share(0, len(text), float(match["number"]))
        in_percent = match and block.cell and "%" in self.captions.get(block.cell.table, "")
        return Share(0, len(text), float(text)) if in_percent else None

    @cached_property
    def captions(self) -> Mapping[int, str]:
        """What stands above each table."""
        blocks, found = self.context.page.blocks, dict[int, str]()
        for before, block in pairwise(blocks):
            if block.cell and block.cell.table not in found:
                found[block.cell.table] = "" if before.cell else self.text(before)
        return found


def band(cell: Cell) -> str:
    """The IRI of the band that heads a cell; empty where none does.

    >>> band(Cell(0, 1, 1, False, ("Very common",))).rpartition("#")[2]
    'VeryCommonBand'
    """
    found = (mark.band for text in cell.headers for mark in frequency.marks(text, defines=True))
    return next(filter(None, found), "")


def of_effects(cell: Cell) -> bool:
    """Whether a cell is headed as one of effects.

    >>> of_effects(Cell(0, 1, 0, False, ("Adverse reaction",)))
    True
    """
    return _matches("effects", cell.headers) or bool(band(cell))


def _is_own(cell: Cell) -> bool:
    return not _matches("others", cell.headers)


def _matches(part: str, headers: tuple[str, ...]) -> bool:
    patterns = [_compiled(rule["pattern"]) for rule in rules("tables")[part]]
    return any(pattern.search(header) for pattern in patterns for header in headers)


def _says(part: str, headers: tuple[str, ...]) -> bool:
    return any(_compiled(rules("tables")[part]).search(header) for header in headers)


def _people(headers: tuple[str, ...]) -> Iterator[str]:
    for header in headers:
        for match in _compiled(rules("tables")["people"]).finditer(header):
            yield match["people"].replace(",", "")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
