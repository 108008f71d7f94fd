"""What the labels taught about words and terms: how often each stood in an event, how often not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

LONGEST_TERM = 8
UNSEEN = "u"
_SHARES = ((0.001, "0"), (0.1, "1"), (0.3, "2"), (0.6, "3"), (0.85, "4"), (2.0, "5"))


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was an event, or stood in one, of how often it was there at all."""

    tagged: int = 0
    total: int = 0

    def __sub__(self, other: "Count") -> "Count":
        return Count(self.tagged - other.tagged, self.total - other.total)

    @property
    def level(self) -> str:
        """The share in a few steps, with whether it rests on more than two occurrences."""
        if self.total <= 0:
            return UNSEEN
        share = self.tagged / self.total
        step = next(name for below, name in _SHARES if share < below)
        return step + ("" if self.total > 2 else "?")  # noqa: PLR2004


NOTHING = Count()


@dataclass(frozen=True)
class Lexicon:
    """Words and terms, each as its singular, with their counts; and the clusters of a word."""

    words: Mapping[str, Count]
    terms: Mapping[str, Count]
    clusters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: "Lexicon | None" = None

    @cached_property
    def local(self) -> frozenset[str]:
        """What the terms tell of the site of an injection or the like."""
        parts = (term.partition(" site ") for term, count in self.terms.items() if count.tagged)
        return frozenset(what for _, _, what in parts if what)

    def word(self, singular: str) -> Count:
        """The count of a word."""
        count = self.words.get(singular, NOTHING)
        return count - self.without.word(singular) if self.without else count

    def term(self, key: str) -> Count:
        """The count of a term."""
        count = self.terms.get(key, NOTHING)
        return count - self.without.term(key) if self.without else count

    def matches(self, singulars: Sequence[str]) -> Iterator[tuple[int, int, Count]]:
        """The terms in a row of words, the longest at each place, none within another."""
        at = 0
        while at < len(singulars):
            found = self._longest(singulars, at)
            if found is None:
                at += 1
                continue
            yield found
            at = found[1]

    def _longest(self, singulars: Sequence[str], at: int) -> tuple[int, int, Count] | None:
        if self.words.get(singulars[at], NOTHING).tagged == 0:
            return None
        for stop in range(min(at + LONGEST_TERM, len(singulars)), at, -1):
            key = " ".join(singulars[at:stop])
            if key in self.terms:
                count = self.term(key)
                if count.tagged > 0:
                    return at, stop, count
        return None
