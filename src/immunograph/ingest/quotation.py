"""No sentence of a page goes into a draft: what would repeat a run of its words is cut short."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from immunograph.passage import fingerprint, shingles, sketch, words
from immunograph.texts.quotation import FEWEST_WORDS, sentences

RUN = 8
_CUT = " ..."
# How many hashes of its sketch a text shares with a passage that it nearly repeats.
_HASHES = 4
_ARTICLES = frozenset({"a", "an", "the"})
_SMALL = frozenset({"a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to", "with"})


@dataclass(frozen=True)
class Quotation:
    """What counts as repeating a page: eight of its words in their order."""

    text: str

    @cached_property
    def _runs(self) -> frozenset[int]:
        return frozenset(map(hash, shingles(words(self.text), RUN)))

    def repeats(self, text: str) -> bool:
        """Whether a text repeats a run of words of the page.

        >>> page = Quotation("one two three four five six seven eight nine")
        >>> page.repeats("two three four five six seven eight nine"), page.repeats("one two")
        (True, False)
        """
        found = words(text)
        return len(found) >= RUN and any(hash(run) in self._runs for run in shingles(found, RUN))

    def short(self, text: str) -> str:
        """A text, or where it repeats the page, as much of its beginning as does not.

        >>> Quotation("a b c d e f g h i").short("a b c d e f g h")
        'a b c d e f g ...'
        """
        text = " ".join(text.split())
        return _first(text, RUN - 1) if self.repeats(text) else text

    def name(self, text: str) -> str:
        """The name of a thing, without small words or, where it must be, cut short.

        >>> long = "cancer of the head and of the neck"
        >>> Quotation(long).name(long)
        'cancer head neck'
        """
        if not self.repeats(text):
            return text
        return self.short(" ".join(word for word in text.split() if word not in _SMALL))

    def path(self, headings: tuple[str, ...]) -> str:
        """Headings, the outermost first, as one line that does not repeat the page."""
        shown = [self.short(each) for each in headings]
        if self.repeats(" ".join(shown)):
            shown = [*(_first(each, 2) for each in shown[:-1]), _first(shown[-1], 4)]
        if self.repeats(" ".join(shown)):
            shown = [_first(each, 1) for each in shown[-RUN + 1 :]]
        return " > ".join(filter(None, shown))


def _first(text: str, number: int) -> str:
    """The first words of a text, parts between spaces as long as they hold no more."""
    shown: list[str] = []
    for part in text.split():
        if len(words(" ".join([*shown, part]))) > number:
            break
        shown.append(part)
    cut = len(shown) < len(text.split())
    return " ".join(shown) + _CUT * (cut and not text.endswith(_CUT))


@dataclass(frozen=True)
class Labels:
    """Labels that repeat no passage: those of six words or more that nearly do are made shorter.

    The check takes them for sentences of the source. `fingerprints` and `sketches` are those of
    the passages.
    """

    fingerprints: frozenset[str]
    sketches: Sequence[frozenset[str]] = field(repr=False)

    def short(self, text: str) -> str:
        """A label, without small words or cut short where it repeats a passage.

        >>> text = "swelling of the hands and feet"
        >>> Labels(frozenset({fingerprint(text)}), ()).short(text)
        'swelling of hands and feet'
        """
        for made in _shorter(" ".join(text.split())):
            if not self._repeats(made):
                return made
        return _first(text, FEWEST_WORDS - 1)

    def _repeats(self, text: str) -> bool:
        if not sentences(text):
            return False
        own = frozenset(sketch(text).split())
        near = any(len(own & other) >= _HASHES for other in self.sketches)
        return near or fingerprint(text) in self.fingerprints


def _shorter(text: str) -> Iterator[str]:
    yield text
    for left_out in (_ARTICLES, _SMALL):
        yield " ".join(word for word in text.split() if word not in left_out)
