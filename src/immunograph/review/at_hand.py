"""The sentences of a page, from the page at hand: never from the graph, which keeps none.

The page must be the very one that was read: its bytes are compared by SHA-256.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from immunograph.errors import NotAPage
from immunograph.pages.page import Page
from immunograph.passage import fingerprint
from immunograph.review.items import Item, Place
from immunograph.review.record import Head
from immunograph.texts.characters import visible

Reader = Callable[[Path], Page]


@dataclass(frozen=True)
class AtHand:
    """The text of a page, or why it cannot be shown."""

    text: str = field(default="", repr=False)
    missing: str = ""

    def shown(self, of: Item, marks: tuple[str, str] = ("[", "]")) -> Iterator[str]:
        """The sentences of an item, the words of the claim between marks; else their places.

        What cannot be seen in a sentence is shown by its number.
        """
        for place in of.places:
            yield f"{place.short}: {self._sentence(place, of.spans, marks)}"
        for place in of.through:
            yield f"identified through {place.short}: {self._sentence(place, (), marks)}"

    def _sentence(
        self, place: Place, spans: Iterable[tuple[int, int]], marks: tuple[str, str]
    ) -> str:
        where = f"characters {place.start} to {place.end}"
        if self.missing:
            return where
        sentence = self.text[place.start : place.end]
        if fingerprint(sentence) != place.sha256:
            return f"{where}; what stands there now is another sentence"
        return _marked(sentence, place.start, spans, marks)


def _marked(
    sentence: str, start: int, spans: Iterable[tuple[int, int]], marks: tuple[str, str]
) -> str:
    """A sentence with marks around the spans that lie in it; spans may touch, and overlap."""
    inside = sorted(
        (a - start, b - start) for a, b in spans if start <= a < b <= start + len(sentence)
    )
    parts, at = [], 0
    for first, last in _joined(inside):
        parts += [_plain(sentence[at:first]), marks[0], _plain(sentence[first:last]), marks[1]]
        at = last
    return "".join([*parts, _plain(sentence[at:])])


def _plain(text: str) -> str:
    return visible(re.sub(r"\s+", " ", text))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans, those that overlap as one.

    >>> _joined([(0, 3), (2, 5), (7, 8)])
    [(0, 5), (7, 8)]
    """
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def at_hand(head: Head, read: Reader) -> AtHand:
    """The page that a review is of, where it still is what it was."""
    path = Path(head.page)
    try:
        data = path.read_bytes()
    except OSError:
        return AtHand(missing=f"the page is not at hand: {path}")
    if hashlib.sha256(data).hexdigest() != head.sha256:
        return AtHand(missing=f"the page was changed since it was read: {path}")
    try:
        page = read(path)
    except NotAPage as error:
        return AtHand(missing=f"the page cannot be read again: {error}")
    if page.sha256 != head.sha256:  # changed in this moment
        return AtHand(missing=f"the page was changed since it was read: {path}")
    return AtHand(page.text)
