"""What a reader sees of a run of the page, and where each of its characters stands."""

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\S+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # soft hyphens, spaces without width


@dataclass(frozen=True, slots=True)
class Visible:
    """A text without markup, its white space folded; `offsets` has one offset per character."""

    text: str
    offsets: Sequence[int]

    def part(self, start: int, end: int) -> "Visible":
        """The characters from `start` to `end`."""
        return Visible(self.text[start:end], self.offsets[start:end])

    @property
    def plain(self) -> bool:
        """Whether its characters stand one behind the other in the page."""
        last = len(self.offsets) - 1
        return last < 0 or self.offsets[last] - self.offsets[0] == last


def fold(text: str, offsets: Sequence[int]) -> Visible:
    r"""The text with each run of white space as one space, and none at its ends.

    Characters that nobody sees, such as soft hyphens, are left out.

    >>> fold(" two\n  words", range(12)).text
    'two words'
    """
    if _UNSEEN.search(text):
        shown = [at for at, character in enumerate(text) if not _UNSEEN.match(character)]
        text, offsets = seen(text), array("q", [offsets[at] for at in shown])
    words = [match.span() for match in _WORD.finditer(text)]
    folded = " ".join([text[start:end] for start, end in words])
    if not words or words[-1][1] - words[0][0] == len(folded):
        start = words[0][0] if words else 0
        return Visible(folded, offsets[start : start + len(folded)])
    return Visible(folded, array("q", _joined(words, offsets)))


def seen(text: str) -> str:
    r"""A text without the characters that nobody sees.

    >>> seen("cyto\u00adkine")
    'cytokine'
    """
    return _UNSEEN.sub("", text)


def _joined(words: list[tuple[int, int]], offsets: Sequence[int]) -> Iterable[int]:
    for index, (start, end) in enumerate(words):
        if index:
            yield offsets[words[index - 1][1]]
        yield from offsets[start:end]


def of_page(text: str, start: int, end: int) -> Visible:
    """What stands between two offsets of a page, all of it visible.

    >>> of_page("a  plain  line", 1, 8).offsets[0]
    3
    """
    return fold(text[start:end], range(start, end))
