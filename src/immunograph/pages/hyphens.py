"""Hyphens at the ends of lines: those that only part a word, and those that belong to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST = re.compile(r"[^\W_]+(?:-[^\W_]+)*(?=[-\u2010\u00ad]$)")
_FIRST = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# What stands before a hyphen that is written.
_PREFIXES = frozenset(
    {
        *("anti", "non", "post", "pre", "self", "long", "short", "high", "low", "well", "co", "ex"),
        *("multi", "semi", "half", "all", "cross", "end", "first", "second", "third", "double"),
        *("single", "dose", "time", "one", "two", "three", "four", "five", "life", "drug", "cell"),
    }
)


@dataclass(frozen=True, slots=True)
class Hyphens:
    """The words of a text, by which it is known how one is written that is parted in it."""

    words: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Hyphens":
        """By the lines of a text."""
        return cls(frozenset(word.casefold() for line in lines for word in _WORD.findall(line)))

    def joined(self, lines: Iterable[str]) -> str:
        """Lines as one text.

        >>> Hyphens.of(["a relapse"]).joined(["It is a re-", "lapse of CD19-", "positive cells."])
        'It is a relapse of CD19-positive cells.'
        """
        parts: list[str] = []
        for line in lines:
            if not parts:
                parts.append(line)
            elif (last := _LAST.search(parts[-1][-60:])) and (first := _FIRST.match(line)):
                is_written = self._is_written(last[0], first[0], parts[-1][-1])
                parts[-1] = parts[-1][:-1] + "-" * is_written
                parts.append(line)
            else:
                parts += [" ", line]
        return "".join(parts)

    def _is_written(self, last: str, first: str, mark: str) -> bool:
        """Whether the hyphen between two parts belongs to the word."""
        if mark == "\u00ad":
            return False
        whole, parted = f"{last}{first}".casefold(), f"{last}-{first}".casefold()
        if whole in self.words or parted in self.words:
            return parted in self.words
        is_word = last.isalpha() and len(last) > 1 and (last.islower() or last.istitle())
        return not (is_word and first[:1].islower()) or last.casefold() in _PREFIXES
