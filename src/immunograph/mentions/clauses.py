"""The statements of a sentence: where each begins and ends, and how it hangs on those before."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from immunograph.mentions import rulebook

_WORD = re.compile(r"[^\W_]+(?:['\u2019\u2010\u2011-][^\W_]+)*|[;,()]|[\u2013\u2014]")
_REACH = 7
_MARKS = frozenset(";,()\u2013\u2014")


class Tie(StrEnum):
    """How a statement hangs on what stands before it."""

    MAIN = "main"
    CONTRAST = "contrast"  # but, whereas; or a semicolon
    CLAUSE = "clause"  # and, with a subject of its own
    PREDICATE = "predicate"  # and, with the subject of the statement before
    RELATIVE = "relative"  # which, who
    CIRCUMSTANCE = "circumstance"  # if, when, because
    RESUMED = "resumed"  # what goes on behind a relative clause or a circumstance


@dataclass(frozen=True, slots=True)
class Clause:
    """A statement within a sentence; `opener` is the word that opens it, empty where none does."""

    start: int
    end: int
    tie: Tie
    opener: str = ""


class _Word(NamedTuple):
    start: int
    end: int
    plain: str
    is_verb: bool


def clauses(text: str) -> tuple[Clause, ...]:
    """The statements of a sentence, in order; together they are the sentence.

    >>> [clause.tie.value for clause in clauses("It binds CD19, but it spares CD3.")]
    ['main', 'contrast']
    """
    return _Splitting(text).clauses()


def at(of: Sequence[Clause], offset: int) -> Clause:
    """The statement that holds an offset."""
    return of[max(0, bisect_right(of, offset, key=lambda each: each.start) - 1)]


def verbs(text: str) -> tuple[int, ...]:
    """Where the finite verbs of a sentence begin."""
    return tuple(word.start for word in _words(text) if word.is_verb)


class _Splitting:
    """One sentence being split, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = _words(text)
        self.found = [Clause(0, len(text), Tie.MAIN)]
        self.has_verb = False
        self.verb_at = 0
        self.main_has_verb = False
        self.is_first = True  # nothing but circumstances stands before

    def clauses(self) -> tuple[Clause, ...]:
        for here, word in enumerate(self.words):
            tie = self._tie(here)
            if tie is not None:
                self._open(here, tie)
            if word.is_verb:
                self.has_verb, self.verb_at = True, here
        return tuple(self.found)

    def _open(self, here: int, tie: Tie) -> None:
        current, word = self.found[-1], self.words[here]
        start = word.end if word.plain in _MARKS else word.start
        if current.tie not in {Tie.RELATIVE, Tie.CIRCUMSTANCE}:
            self.main_has_verb = self.main_has_verb or self.has_verb
        self.has_verb = self.main_has_verb if tie is Tie.RESUMED else False
        if not self.text[current.start : start].strip():
            self.found[-1] = replace(current, tie=tie, opener=word.plain)
            return
        self.found[-1] = replace(current, end=start)
        self.is_first = self.is_first and current.tie is tie is Tie.CIRCUMSTANCE
        self.found.append(Clause(start, len(self.text), tie, word.plain))

    def _tie(self, here: int) -> Tie | None:
        plain = self.words[here].plain
        for group, tie in _OPENERS:
            if plain in rulebook.words("clauses", group):
                return tie(self, here)
        if plain == ";":
            return Tie.CONTRAST
        if plain == "that" and here and self._is_verb(here + 1):
            return Tie.RELATIVE
        if plain == "," and here:
            return self._at_comma(here)
        return self._resumed(here)

    def _contrast(self, here: int) -> Tie | None:
        if self.words[here].plain == "but" and self._next(here) in {"also", "rather"}:
            return None
        if self.words[here].plain in {"yet", "while", "except"} and not self._verb(here + 1):
            return None
        return Tie.CONTRAST if here else Tie.CIRCUMSTANCE

    def _circumstance(self, here: int) -> Tie | None:
        if self._next(here) in {"of", "possible", "needed", "necessary", "any"}:
            return None
        is_sure = self.words[here].plain in rulebook.words("clauses", "sure")
        return Tie.CIRCUMSTANCE if is_sure or self._verb(here + 1) else None

    def _other(self, _: int) -> Tie | None:
        return Tie.CIRCUMSTANCE

    def _relative(self, here: int) -> Tie | None:
        return Tie.RELATIVE if here else None

    def _coordinated(self, here: int) -> Tie | None:
        if not self.has_verb:
            return None
        verb = self._verb(here + 1)
        if not verb or (self.found[-1].tie is Tie.RELATIVE and not self._is_verb(here + 1)):
            return None
        if all(each.plain in rulebook.words("clauses", "adverbs") for each in self._to(here, verb)):
            return Tie.PREDICATE
        return Tie.CLAUSE

    def _at_comma(self, here: int) -> Tie | None:
        current = self.found[-1]
        verb = self._verb(here + 1)
        if current.tie is Tie.CIRCUMSTANCE and (self.is_first or verb):
            return Tie.RESUMED
        if current.tie is Tie.RELATIVE and verb:
            return Tie.RESUMED
        if self._next(here) in rulebook.words("clauses", "coordinating"):
            return None
        if self.has_verb and verb and self._to(here, verb):
            return Tie.CLAUSE
        return None

    def _resumed(self, here: int) -> Tie | None:
        """A second verb: of a relative clause, it is that of the statement around it."""
        word, current = self.words[here], self.found[-1]
        if not (word.is_verb and self.has_verb):
            return None
        is_relative = current.tie is Tie.RELATIVE
        if not is_relative and word.plain not in rulebook.words("clauses", "auxiliaries"):
            return None
        return None if self._is_joined(here) else Tie.RESUMED

    def _is_joined(self, here: int) -> bool:
        """Whether a verb belongs to the verb before it, or to a statement within the statement."""
        before = self.words[here - 1]
        joined = (rulebook.words("clauses", name) for name in ("adverbs", "coordinating", "joined"))
        if before.is_verb or any(before.plain in words for words in joined):
            return True
        since = self.words[self.verb_at + 1 : here]
        return any(word.plain in rulebook.words("clauses", "inner") for word in since[:_REACH])

    def _next(self, here: int) -> str:
        return self.words[here + 1].plain if here + 1 < len(self.words) else ""

    def _verb(self, here: int) -> int:
        """Where the verb of a statement stands that begins here; 0 if there is none near."""
        stop = rulebook.words("clauses", "relative") | _MARKS | {"that", "to"}
        for there in range(here, min(here + _REACH, len(self.words))):
            if self.words[there].is_verb:
                return there
            if self.words[there].plain in stop or self._is_joining_verbs(there):
                return 0
        return 0

    def _is_joining_verbs(self, here: int) -> bool:
        joining = rulebook.words("clauses", "coordinating")
        return self.words[here].plain in joining and self._is_verb(here + 1)

    def _is_verb(self, here: int) -> bool:
        return here < len(self.words) and self.words[here].is_verb

    def _to(self, here: int, verb: int) -> list[_Word]:
        return self.words[here + 1 : verb]


_OPENERS = (
    ("contrasting", _Splitting._contrast),
    ("circumstance", _Splitting._circumstance),
    ("other", _Splitting._other),
    ("relative", _Splitting._relative),
    ("coordinating", _Splitting._coordinated),
)


def _words(text: str) -> list[_Word]:
    verbs = rulebook.words("clauses", "verbs")
    participles = rulebook.words("clauses", "participles")
    behind = rulebook.words("clauses", "after_participle")
    found = [
        (match.start(), match.end(), match[0].casefold().replace("\u2019", "'"))
        for match in _WORD.finditer(text)
    ]
    following = [*(plain for _, _, plain in found[1:]), ""]
    return [
        _Word(start, end, plain, plain in verbs and not (plain in participles and then in behind))
        for (start, end, plain), then in zip(found, following, strict=True)
    ]
