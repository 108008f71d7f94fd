"""Passages of many sources: where each stands, and its sentence where the page is in a folder.

A page is known by its bytes: a file of the folder is the page of a version with its SHA-256.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from immunograph import evidence, lookups
from immunograph.dataset import DataSet
from immunograph.errors import NotAPage
from immunograph.names import iri_of
from immunograph.review.at_hand import AtHand, Reader
from immunograph.review.items import Item, Place
from immunograph.store import NamedNode, Solution


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage in words, its place, the key of its row, and the digest of its page."""

    said: str
    place: Place
    row: str = ""
    page: str = ""


@dataclass(frozen=True)
class Shelf(AtHand):
    """The passages behind items, and the folder in which their pages may be."""

    passages: Mapping[str, Passage] = field(default_factory=dict, repr=False)
    folder: Path | None = None
    reader: Reader | None = field(default=None, repr=False)
    read: dict[str, str] = field(default_factory=dict, repr=False)

    def shown(self, of: Item, marks: tuple[str, str] = ("[", "]")) -> Iterator[str]:
        """Where each passage of an item stands: its source, its row or its sentence."""
        for place in of.places:
            yield self._told(place, marks)
        for place in of.through:
            yield f"identified through {self._told(place, marks)}"

    def _told(self, place: Place, marks: tuple[str, str]) -> str:
        passage = self.passages[place.passage]
        if passage.row:
            return f"{passage.said}, row {passage.row}"
        text = self._text(passage.page)
        if not text or not place.end:
            return passage.said
        return f"{passage.said}: {AtHand(text)._sentence(place, (), marks)}"

    def _text(self, page: str) -> str:
        """The text of the page with a digest; empty where it is not at hand."""
        if page in self._files and page not in self.read and self.reader:
            try:
                self.read[page] = self.reader(self._files[page]).text
            except NotAPage:
                self.read[page] = ""
        return self.read.get(page, "")

    @cached_property
    def _files(self) -> Mapping[str, Path]:
        files = sorted(self.folder.rglob("*")) if self.folder else []
        found = (path for path in files if path.is_file())
        return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in found}


def passages(dataset: DataSet, iris: Iterable[str]) -> dict[str, Passage]:
    """Some passages of a data set, by IRI."""
    given = sorted(set(iris))
    said = {one.passage: str(one) for one in evidence.of_passages(dataset, given)}
    terms = " ".join(str(NamedNode(each)) for each in given)
    text = lookups.text("places").replace("UNDEF", terms)
    rows = dataset.store.select(text).rows if given else ()
    return {iri_of(row["passage"]): _passage(row, said) for row in rows}


def _passage(row: Solution, said: Mapping[str, str]) -> Passage:
    iri = iri_of(row["passage"])
    start, end = (int(_text(row, name) or 0) for name in ("start", "end"))
    place = Place(iri, start, end, _text(row, "sha256"))
    return Passage(said.get(iri, iri), place, _text(row, "row"), _text(row, "bytes"))


def _text(row: Solution, name: str) -> str:
    return str(getattr(row.get(name), "value", ""))
