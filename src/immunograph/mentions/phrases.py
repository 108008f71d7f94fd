"""Phrases of rules, and where a sentence says them: the longest phrase at each place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Generic, NamedTuple, TypeVar

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*|[;,:?]")
_PART = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|([^\s()\[\]]+)")
_ANY = "_"

Meaning = TypeVar("Meaning")


class Word(NamedTuple):
    """A word or a mark of a sentence, in lower case."""

    start: int
    end: int
    plain: str


@dataclass(slots=True)
class _Node(Generic[Meaning]):
    children: "dict[str, _Node[Meaning]]" = field(default_factory=dict)
    meanings: list[Meaning] = field(default_factory=list)


@dataclass(frozen=True)
class Phrases(Generic[Meaning]):
    """Phrases as a tree of words, each with what it can mean."""

    root: _Node[Meaning]

    def within(self, words: list[Word]) -> Iterator[tuple[int, int, Meaning]]:
        """The phrases of a sentence, by the indices of their first word and of what follows."""
        behind, any_word = 0, _ANY in self.root.children
        for at, word in enumerate(words):
            if at >= behind and (any_word or word.plain in self.root.children):
                end, meanings = self._longest(words, at)
                yield from ((at, end, meaning) for meaning in meanings)
                behind = max(end, at + 1)

    def _longest(self, words: list[Word], at: int) -> tuple[int, list[Meaning]]:
        node, end, longest = self.root, at, list[Meaning]()
        for here in range(at, len(words)):
            following = node.children.get(words[here].plain) or node.children.get(_ANY)
            if following is None:
                break
            node = following
            if node.meanings:
                end, longest = here + 1, node.meanings
        return end, longest


def words(text: str) -> list[Word]:
    """The words and marks of a sentence; hyphens part words."""
    return [
        Word(match.start(), match.end(), match[0].casefold().replace("\u2019", "'"))
        for match in _WORD.finditer(text)
    ]


def phrases(meanings: Iterable[tuple[str, Meaning]]) -> Phrases[Meaning]:
    """The tree of phrases in the notation of rules."""
    root: _Node[Meaning] = _Node()
    for notation, meaning in meanings:
        for phrase in spelt_out(notation):
            node = root
            for word in phrase:
                node = node.children.setdefault(word, _Node())
            if meaning not in node.meanings:
                node.meanings.append(meaning)
    return Phrases(root)


def spelt_out(notation: str) -> Iterator[tuple[str, ...]]:
    """Every phrase of a notation: `(a|b)` is one of several, `[a]` may be left out, `_` any word.

    >>> [" ".join(phrase) for phrase in spelt_out("no [clear] (sign|evidence) of")]
    ['no sign of', 'no evidence of', 'no clear sign of', 'no clear evidence of']
    """
    parts = []
    for either, optional, word in _PART.findall(notation):
        some = (either or optional or word).split("|")
        parts.append([*([""] if optional else []), *some])
    for chosen in product(*parts):
        yield tuple(" ".join(chosen).split())


def lists(rules: Mapping[str, Iterable[str]], name: str) -> Phrases[bool]:
    """The phrases of a list, each of which means that it is on it."""
    return phrases((notation, True) for notation in rules[name])
