"""The cues of a sentence: words that say how what stands near them is meant, and how far."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from immunograph.mentions import rulebook
from immunograph.mentions.clauses import Tie, clauses, verbs
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
        at, behind = span if self.rule.until == "next" else (span[0], span[0] + 1)
        for start, end in self.scopes:  # noqa: SIM110 (asked of every mention and every cue)
            if at < end and start < behind:
                return True
        return False


@lru_cache(maxsize=512)
def cues(text: str) -> tuple[Cue, ...]:
    """The cues of a sentence, from left to right, none within another."""
    of = words(text)
    found = [each for each in _phrases().within(of) if each[2].kind != _PSEUDO]
    if not found:
        return ()
    sentence = _Sentence(text, of)
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


class _Sentence:
    """A sentence with what bounds the scopes of its cues."""

    def __init__(self, text: str, of: list[Word]) -> None:
        self.text = text
        self.words = of
        self.clauses = clauses(text)
        self.verbs = verbs(text)
        self.commas = [word.start for word in of if word.plain == ","]
        self.stops: dict[str, list[int]] = {}

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
        ends = [self._clause_end(here, rule.until)]
        ends.extend(stop for name in rule.stops for stop in self._stop(name, here))
        verb = _next(self.verbs, here)
        if rule.until == "phrase":
            ends.extend(verb)
        if rule.until == "governed" and verb:
            ends.extend(self._stop("adjuncts", verb[0]))
        if self._is_inserted(first):
            ends.extend(_next(self.commas, here))
        return min(ends)

    def _is_inserted(self, first: int) -> bool:
        """Whether a comma stands before a cue, as in "fever, but no chills, ..."."""
        before = [word.plain for word in self.words[max(0, first - 2) : first]]
        return before[-1:] == [","] or before in ([",", "but"], [",", "and"])

    def _stop(self, name: str, here: int) -> Sequence[int]:
        """Where the next phrase of a list of stops begins."""
        if name not in self.stops:
            found = _stops(name).within(self.words)
            self.stops[name] = [self.words[first].start for first, _, _ in found]
        return _next(self.stops[name], here)

    def _clause_end(self, here: int, until: str) -> int:
        index = self._clause(max(0, here - 1))
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
        index = self._clause(here)
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

    def _clause(self, offset: int) -> int:
        return max(0, bisect_right(self.clauses, offset, key=lambda each: each.start) - 1)


def _next(offsets: Sequence[int], here: int) -> Sequence[int]:
    """The first of ascending offsets from a place on, if there is one."""
    at = bisect_left(offsets, here)
    return offsets[at : at + 1]
