"""How what stands in the slots of phrases is read, and the phrases with it.

Every reading of every part is followed; what none of them can account for is not read. A part
that was read is remembered, so that no sentence takes long.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from immunograph.conditions import Role
from immunograph.question.lexicon import Lexicon
from immunograph.question.meaning import Group, Holding, Parse, Things, best, leaves_open
from immunograph.question.partial import Partial, Parts
from immunograph.question.phrases import ARTICLE, LIMITS, Phrases, elements, slot
from immunograph.question.words import ARTICLES, Word, singulars
from immunograph.vocabulary import IG

_MOST_BEFORE = 3
_MOST_ADDED = 6
_PREPOSITIONS = frozenset({"of", "for", "with", "against", "to", "by", "in", "on", "at"})
DRUG = f"{IG}Drug"
INDEFINITE = ARTICLES | {"any", "some"}


@dataclass
class Slots:
    """What the words of one sentence can stand for in the slots of phrases."""

    words: tuple[Word, ...]
    lexicon: Lexicon
    phrases: Phrases
    _read: dict[tuple[int, Role], list[Parse[Things]]] = field(default_factory=dict)
    _fillers: dict[tuple[int, Role], list[Parse[Parts]]] = field(default_factory=dict)
    _limiting: dict[tuple[str, str, int], list[Partial]] = field(default_factory=dict)

    def at(self, index: int) -> str:
        """The word at a place, as it is compared; nothing behind the last."""
        return self.words[index].plain if 0 <= index < len(self.words) else ""

    def begins(self, start: int, *sought: str) -> bool:
        """Whether words stand at a place."""
        return all(self.at(start + n) == word for n, word in enumerate(sought))

    def noun(self, start: int, kind: str) -> list[Parse[Group]]:
        """A noun for things of a class; `Grammar` reads it."""
        raise NotImplementedError

    def compound(self, start: int, kind: str) -> Iterator[Parse[Group]]:
        """The same as it can stand before another noun."""
        raise NotImplementedError

    def named(self, start: int, role: Role) -> list[Parse[Things]]:
        """The things of a role that are named from a word on."""
        asked = start, role
        if asked not in self._read:
            self._read[asked] = self.lexicon.read(self.words, start, role)
        return self._read[asked]

    def filler(self, start: int, role: Role) -> list[Parse[Parts]]:
        """What can stand in the slot of a role: names, or a noun with what is said of it."""
        asked = start, role
        if asked not in self._fillers:
            self._fillers[asked] = []  # nothing stands within itself at the same place
            named = list(self._names(start, role))
            ends = {parse.end for parse in named}
            nested = [parse for parse in self._nested(start, role) if parse.end not in ends]
            self._fillers[asked] = best([*named, *nested])
        return self._fillers[asked]

    def _before_noun(self, start: int, role: Role) -> Iterator[Parse[Parts]]:
        """What can stand in a slot before a noun: names, and of nouns those for therapies."""
        yield from self._names(start, role)
        for noun in self.compound(start, DRUG) if DRUG in role.kinds else ():
            parts: Parts = ((noun.value, False),)
            yield noun.means(parts).dearer(1)

    def _nested(self, start: int, role: Role) -> Iterator[Parse[Parts]]:
        for kind in role.kinds:
            for noun in self.noun(start, kind):
                parts: Parts = ((noun.value, False),)
                yield noun.means(parts).dearer(1)

    # Names

    def _names(self, start: int, role: Role) -> Iterator[Parse[Parts]]:
        read = {"neither": self._neither, "either": self._either, "both": self._all_of}
        word = self.at(start)
        if word in read:
            yield from read[word](start + 1, role)
            return
        at = start + (word in INDEFINITE)
        for begin in {start, at}:  # an article can be part of a name
            for one in self.named(begin, role):
                yield one.means(((one.value, False),))
        # Of this and that: of either, or of both? It is read as both, and so as unclear.
        conjunctions = ("or", "/", "and") if self.at(start - 1) == "of" else ("or", "/")
        for things in self._any_of(at, role, conjunctions):
            yield things.means(((things.value, False),))
        yield from self._all_of(at, role)
        yield from self._one_but_not_other(at, role)

    def _neither(self, start: int, role: Role) -> Iterator[Parse[Parts]]:
        for things in self._any_of(start, role, ("nor",)):
            yield things.means(((things.value, True),))

    def _either(self, start: int, role: Role) -> Iterator[Parse[Parts]]:
        for things in self._any_of(start, role, ("or",)):
            yield things.means(((things.value, False),))
        yield from self._one_but_not_other(start - 1, role)

    def _any_of(
        self, start: int, role: Role, conjunctions: Sequence[str]
    ) -> Iterator[Parse[Things]]:
        for parse in self._listed(start, role, conjunctions):
            terms = (term for things in parse.value for term in things.terms)
            yield parse.means(Things(tuple(terms)))

    def _all_of(self, start: int, role: Role) -> Iterator[Parse[Parts]]:
        for parse in self._listed(start, role, ("and",)):
            yield parse.means(tuple((things, False) for things in parse.value))

    def _listed(
        self, start: int, role: Role, conjunctions: Sequence[str]
    ) -> Iterator[Parse[tuple[Things, ...]]]:
        """Two names or more with a conjunction before the last."""
        for one in self.named(start, role):
            comma = self.at(one.end) == ","
            last = one.end + comma
            if self.at(last) in conjunctions:
                for other in self.named(self._again(last + 1, start), role):
                    yield one.followed(other, (one.value, other.value))
            elif comma:
                for others in self._listed(last, role, conjunctions):
                    yield one.followed(others, (one.value, *others.value))

    def _again(self, at: int, start: int) -> int:
        """Where a name begins, before which the preposition of the first can stand again."""
        repeated = self.at(at) in _PREPOSITIONS and self.at(at) == self.at(start - 1)
        return at + repeated

    def _one_but_not_other(self, start: int, role: Role) -> Iterator[Parse[Parts]]:
        for one in self._any(start, role):
            at = one.end + (self.at(one.end) == ",")
            if self.at(at) in {"but", "and"} and self.at(at + 1) in {"not", "no"}:
                for other in self._any(self._again(at + 2, start), role):
                    yield one.followed(other, ((one.value, False), (other.value, True)))

    def _any(self, start: int, role: Role) -> Iterator[Parse[Things]]:
        """One thing that is named, or any of several."""
        at = start + (self.at(start) == "either")
        if at == start:
            yield from self.named(at, role)
        yield from self._any_of(at, role, ("or", "/"))

    # Phrases

    def matched(self, begun: Partial, rest: Sequence[str]) -> Iterator[Partial]:
        """Every way in which the words from a place on are those of a phrase."""
        if not rest:
            yield begun
            return
        first, *others = rest
        if first == ARTICLE:
            at = begun.end + (self.at(begun.end) in ARTICLES | {"any"})
            yield from self.matched(begun.at(at), others)
        elif first == LIMITS:
            for limited in self.limited_before(begun):
                yield from self.matched(limited, others)
        elif role := slot(first):
            for filled in self._filled(begun, role):
                yield from self.matched(filled, others)
        elif first in singulars(self.at(begun.end)):
            yield from self.matched(begun.at(begun.end + 1), others)

    def _filled(self, begun: Partial, role: str) -> Iterator[Partial]:
        """The slot of a role, with limits on the claim before it: relapsed B-cell ALL."""
        if not begun.is_filled(role):
            for limited in self.limited_before(begun):
                asked = begun.condition.roles[role]
                read = self._before_noun if begun.is_before else self.filler
                for parse in read(limited.end, asked):
                    if not any(_is_open(what, begun) for what, _ in parse.value):
                        yield limited.filled(role, parse)

    def limited_before(self, begun: Partial, most: int = _MOST_BEFORE) -> Iterator[Partial]:
        """A phrase with the limits that stand before what comes next."""
        yield begun
        if most and not begun.is_before:
            at = begun.end + (self.at(begun.end) in ARTICLES)
            for limit in self._limits(begun, "before", at):
                yield from self.limited_before(begun.limited(limit), most - 1)

    def _limits(self, owner: Partial, place: str, start: int) -> list[Partial]:
        """What can be said at a place of the claims that a condition rests on."""
        asked = owner.condition.name, place, start
        if asked not in self._limiting:
            self._limiting[asked] = []  # nothing stands within itself at the same place
            self._limiting[asked] = list(self._limits_of(owner, place, start))
        taken = {limit.condition.name for limit in owner.limits}
        return [one for one in self._limiting[asked] if one.condition.name not in taken]

    def _limits_of(self, owner: Partial, place: str, start: int) -> Iterator[Partial]:
        for kind in (kind for role in owner.condition.claims for kind in role.kinds):
            for phrase in self.phrases.of(kind, place):
                if phrase.condition is not owner.condition:
                    begun = Partial(start, phrase.condition, phrase.subject)
                    begun = begun.before() if place == "before" else begun
                    yield from self.matched(begun, phrase.elements)

    def added(self, begun: Partial, most: int = _MOST_ADDED) -> Iterator[Partial]:
        """A phrase with everything that can follow it: in adults, for relapsed ALL, in the US."""
        yield begun
        if not most:
            return
        at = begun.end
        at += most < _MOST_ADDED and self.at(at) in {",", "and"}
        for add in begun.condition.adds:
            for grown in self.matched(begun.at(at), elements(add)):
                yield from self.added(grown, most - 1)
        for limit in self._limits(begun, "after", at):
            yield from self.added(begun.limited(limit), most - 1)


def _is_open(what: Things | Group, outer: Partial) -> bool:
    """Whether a group leaves open what the phrase around it says: to have boxed warnings.

    Whose they are would be left open, and not be that which has them.
    """
    kinds = outer.condition.roles[outer.subject].kinds
    return isinstance(what, Group) and any(
        isinstance(held, Holding) and leaves_open(held, kinds) for held in what.holds
    )
