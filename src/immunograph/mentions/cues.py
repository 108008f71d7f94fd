"""The cues of a sentence: words that say how what stands near them is meant, and how far."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from immunograph.mentions import rulebook
from immunograph.mentions.clauses import Clause, Tie, at, clauses, verbs
from immunograph.mentions.phrases import Phrases, Word, lists, phrases, words

_PSEUDO = "none"


@dataclass(frozen=True, slots=True)
class Rule:
    """A cue as `rules/context.yaml` has it.

    `kind` is what it says; `direction` where it looks: `forward`, `backward`, `both`; `until` how
    far: `next` (the word beside it), `phrase` (to the verb), `governed` (to what is no object of
    the verb), `predicate`, `clause`, `sentence`; `stops` names lists of words that end it before;
    `of` whether it is said of the `object` of a relation, of its `subject` or of `either`.
    """

    kind: str
    direction: str
    until: str
    stops: tuple[str, ...]
    of: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence, and the scopes in which what it says holds."""

    start: int
    end: int
    rule: Rule
    scopes: tuple[tuple[int, int], ...]

    def covers(self, span: tuple[int, int]) -> bool:
        """Whether a span begins within a scope, or lies beside the cue if that is its scope."""
        if self.rule.until == "next":
            return any(start < span[1] and span[0] < end for start, end in self.scopes)
        return any(start <= span[0] < end for start, end in self.scopes)


@lru_cache(maxsize=512)
def cues(text: str) -> tuple[Cue, ...]:
    """The cues of a sentence, from left to right, none within another."""
    of = words(text)
    found = [each for each in _phrases().within(of) if each[2].kind != _PSEUDO]
    if not found:
        return ()
    sentence = _Sentence(text, of, clauses(text), verbs(text))
    return tuple(sentence.cue(*each) for each in found)


@cache
def _phrases() -> Phrases[Rule]:
    rules = rulebook.read("context")["rules"]
    return phrases((cue, _rule(each)) for each in rules for cue in each["cues"])


def _rule(rule: Mapping[str, Any]) -> Rule:
    return Rule(
        rule["kind"],
        rule.get("direction", "forward"),
        rule.get("until", "predicate"),
        tuple(rule.get("stops", ())),
        rule.get("of", "object"),
    )


@cache
def _stops(name: str) -> Phrases[bool]:
    return lists(rulebook.read("context")["stops"], name)


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    words: list[Word]
    clauses: Sequence[Clause]
    verbs: Sequence[int]

    def cue(self, first: int, behind: int, rule: Rule) -> Cue:
        start, end = self.words[first].start, self.words[behind - 1].end
        return Cue(start, end, rule, tuple(self._scopes(first, behind, rule)))

    def _scopes(self, first: int, behind: int, rule: Rule) -> Iterator[tuple[int, int]]:
        start, end = self.words[first].start, self.words[behind - 1].end
        if rule.direction != "backward":
            yield end, self._right(first, behind, rule)
        if rule.direction != "forward":
            yield from self._left(start, first, rule)

    def _right(self, first: int, behind: int, rule: Rule) -> int:
        here = self.words[behind - 1].end
        if rule.until == "sentence":
            return len(self.text)
        if rule.until == "next":
            return self.words[behind].end if behind < len(self.words) else here
        ends = [self._clause_end(here, rule.until), *self._stopped(behind, rule)]
        verb = self.verbs[bisect_left(self.verbs, here) :][:1]
        if rule.until == "phrase":
            ends.extend(verb)
        if rule.until == "governed" and verb:
            ends.extend(self._first_of("adjuncts", behind, verb[0]))
        if self._is_inserted(first):
            ends.extend(word.start for word in self.words[behind:] if word.plain == ",")
        return min(ends)

    def _is_inserted(self, first: int) -> bool:
        """Whether a comma stands before a cue, as in "fever, but no chills, ..."."""
        before = [word.plain for word in self.words[max(0, first - 2) : first]]
        return before[-1:] == [","] or before in ([",", "but"], [",", "and"])

    def _stopped(self, behind: int, rule: Rule) -> Iterator[int]:
        for name in rule.stops:
            yield from self._first_of(name, behind, 0)

    def _first_of(self, name: str, behind: int, after: int) -> Iterator[int]:
        """Where the first phrase of a list stands behind a word and an offset."""
        for at_word, _, _ in _stops(name).within(self.words[behind:]):
            if self.words[behind + at_word].start >= after:
                yield self.words[behind + at_word].start
                return

    def _clause_end(self, here: int, until: str) -> int:
        index = self.clauses.index(at(self.clauses, max(0, here - 1)))
        while until == "clause" and index + 1 < len(self.clauses):
            if self.clauses[index + 1].tie is not Tie.PREDICATE:
                break
            index += 1
        return self.clauses[index].end

    def _left(self, here: int, first: int, rule: Rule) -> Iterator[tuple[int, int]]:
        if rule.until == "sentence":
            yield 0, here
        elif rule.until == "next":
            yield self.words[first - 1].start if first else 0, here
        else:
            yield from self._statement(here, rule.until)

    def _statement(self, here: int, until: str) -> Iterator[tuple[int, int]]:
        """What stands before a cue of the statement it is in, around relative clauses."""
        index = self.clauses.index(at(self.clauses, here))
        yield self.clauses[index].start, here
        tie = self.clauses[index].tie
        while index and (tie is Tie.RESUMED or (tie is Tie.PREDICATE and until == "clause")):
            index -= 1
            before = self.clauses[index]
            if before.tie is Tie.CIRCUMSTANCE:
                return
            if before.tie is not Tie.RELATIVE:
                yield before.start, before.end
                tie = before.tie
