"""How nouns are read with what is said of them: before and behind, with a verb or without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from immunograph.conditions import Role
from immunograph.question.meaning import Either, Group, Holding, Parse, Things, best
from immunograph.question.partial import Partial, Parts
from immunograph.question.phrases import (
    BE,
    DO,
    HAVE,
    MODAL,
    Begun,
    Phrase,
    finite,
    reduced,
    slot,
)
from immunograph.question.said import Said, said_as, said_of
from immunograph.question.slots import INDEFINITE, Slots
from immunograph.question.words import singulars

_MOST_BEFORE = 3
_MOST_SAID = 4
_IMPLIED_COST = 3
_RELATIVE = frozenset({"that", "which", "who"})
_EXCEPT = (("other", "than"), ("except", "for"), ("except",), ("excluding",), ("apart", "from"))
_COMMON = (("common", "to"), ("shared", "by"), ("shared", "between"))
_SHARE = (("share",), ("have", "in", "common"), ("both", "have"), ("both", "share"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with what belongs to it.

    Whether it is negated, whether it stands bare, and whether it says what something is.
    """

    holdings: tuple[Holding, ...]
    negated: bool = False
    bare: bool = False
    is_state: bool = False


@dataclass
class Grammar(Slots):
    """What the words of one sentence can be read as."""

    _clauses: dict[tuple[int, str], list[Parse[Clause]]] = field(default_factory=dict)
    _behind: dict[tuple[int, str], list[Parse[Said]]] = field(default_factory=dict)
    _nouns: dict[tuple[int, str], list[Parse[Group]]] = field(default_factory=dict)

    # Verbs

    def clause(self, start: int, kind: str) -> list[Parse[Clause]]:
        """A verb with what belongs to it, as it is said of things of a class."""
        asked = start, kind
        if asked not in self._clauses:
            self._clauses[asked] = []
            self._clauses[asked] = best(self._all_clauses(start, kind))
        return self._clauses[asked]

    def _all_clauses(self, start: int, kind: str) -> Iterator[Parse[Clause]]:
        for phrase in self.phrases.of(kind, "verb"):
            for begun in finite(phrase, self.words, start):
                yield from self.completed(phrase, begun)
        if self.at(start) in BE:
            yield from self.adjectives(start + 1, kind)

    def adjectives(self, start: int, kind: str) -> Iterator[Parse[Clause]]:
        """What stands before a noun as well: are FDA-approved for ALL, are CD19-directed."""
        negated = self.at(start) == "not"
        for whole in self._partly(start + negated, kind):
            for added in self.added(whole):
                said = added.said(negated=negated)
                if said.value:
                    yield said.means(Clause(said.value, negated, is_state=True))

    def completed(self, phrase: Phrase, begun: Begun) -> Iterator[Parse[Clause]]:
        """What a phrase says once its verb was read."""
        first = Partial(begun.end, phrase.condition, phrase.subject)
        for matched in self.matched(first, begun.rest):
            for whole in self.added(matched):
                said = whole.said(negated=begun.negated)
                if said.value:
                    is_state = phrase.verb == "are"
                    yield said.means(Clause(said.value, begun.negated, begun.bare, is_state))

    def clauses(self, start: int, kind: str) -> Iterator[Parse[Said]]:
        """One verb or several, joined by and, but, or or."""
        for first in self.clause(start, kind):
            yield from self.all_of(first, kind)

    def all_of(self, first: Parse[Clause], kind: str) -> Iterator[Parse[Said]]:
        """A verb that was read, alone or with others behind it."""
        yield first.means(first.value.holdings)
        yield from self._and(first, kind, _MOST_SAID)
        if not first.value.negated and len(first.value.holdings) == 1:
            yield from self._or(first, kind, _MOST_SAID)

    def _and(self, one: Parse[Clause], kind: str, most: int) -> Iterator[Parse[Said]]:
        for at, last in self._joints(one.end, "and", "but"):
            for other in self._further(at, kind, one.value) if most else ():
                if not self._is_unclear(one.value, other.value, at):
                    negated = one.value.negated or other.value.negated
                    holdings = (*one.value.holdings, *other.value.holdings)
                    both = one.followed(other, replace(other.value, holdings=holdings))
                    both = both.means(replace(both.value, negated=negated))
                    if last:
                        yield both.means(holdings)
                    yield from self._and(both, kind, most - 1)

    def _is_unclear(self, one: Clause, other: Clause, start: int) -> bool:
        """What is not done, and a verb without an ending: not done as well, or done?

        After a but it is done, and what is not something does what follows.
        """
        contrast = "but" in (self.at(start - 1), self.at(start - 2))
        return one.negated and other.bare and not (one.is_state or contrast)

    def _further(self, start: int, kind: str, first: Clause) -> Iterator[Parse[Clause]]:
        """A further verb; what is, need not be said again: is approved and linked to CRS."""
        yield from self.clause(start, kind)
        if first.is_state and not first.negated:
            yield from self.adjectives(start, kind)
            negated = self.at(start) == "not"
            for phrase in self.phrases.of(kind, "verb"):
                if phrase.verb == "are":
                    begun = Begun(start + negated, phrase.rest, negated)
                    yield from self.completed(phrase, begun)

    def _or(self, one: Parse[Clause], kind: str, most: int) -> Iterator[Parse[Said]]:
        for at, last in self._joints(one.end, "or"):
            for other in self.clause(at, kind) if most else ():
                if not other.value.negated and len(other.value.holdings) == 1:
                    holdings = (*one.value.holdings, *other.value.holdings)
                    both = one.followed(other, Clause(holdings))
                    if last:
                        yield both.means((Either(holdings),))
                    yield from self._or(both, kind, most - 1)

    def _joints(self, start: int, *conjunctions: str) -> Iterator[tuple[int, bool]]:
        """Where a further verb can begin, and whether it can be the last: a comma promises more."""
        yield from ((at, True) for at in self._after_conjunction(start, *conjunctions))
        if self.at(start) == "," and self.at(start + 1) not in conjunctions:
            yield start + 1, False

    def _after_conjunction(self, start: int, *conjunctions: str) -> Iterator[int]:
        at = start + (self.at(start) == ",")
        if self.at(at) in conjunctions:
            at += 1 + (self.at(at + 1) == "also")
            yield at
            if self.at(at) in _RELATIVE:
                yield at + 1

    # Behind a noun

    def tail(self, start: int, kind: str, most: int = _MOST_SAID) -> Iterator[Parse[Said]]:
        """What is said behind a noun: relative clauses, participles, with and without."""
        yield Parse(start, ())
        if most:
            joints = {start, *self._after_conjunction(start, "and", "but")}
            if most == _MOST_SAID and not self.begins(start, "but", "not"):
                joints = {start}
            for at in joints:
                for one in self._item(at, kind):
                    for rest in self.tail(one.end, kind, most - 1):
                        yield one.followed(rest, (*one.value, *rest.value))

    def _item(self, start: int, kind: str) -> list[Parse[Said]]:
        asked = start, kind
        if asked not in self._behind:
            self._behind[asked] = []
            self._behind[asked] = best(self._items(start, kind))
        return self._behind[asked]

    def _items(self, start: int, kind: str) -> Iterator[Parse[Said]]:
        relative = self.at(start) in _RELATIVE
        if relative:
            yield from self.clauses(start + 1, kind)
        yield from self._by_another(start + relative, kind)
        yield from self.shared(start + relative, kind)
        for phrase in self.phrases.of(kind, "verb"):
            for begun in reduced(phrase, self.words, start):
                for clause in self.completed(phrase, begun):
                    yield said_as(clause.means(clause.value.holdings))
        yield from self._phrases_behind(start, kind)
        yield from self._exceptions(start, kind)

    def _phrases_behind(self, start: int, kind: str) -> Iterator[Parse[Said]]:
        negated = self.at(start) == "not"
        for phrase in self.phrases.of(kind, "after"):
            if not phrase.elements and self.at(start - 1) == "and":
                continue  # it would rather go on with what stands before the and
            first = Partial(start + negated, phrase.condition, phrase.subject)
            for matched in self.matched(first, phrase.elements):
                for whole in self.added(matched):
                    if whole.end > start + negated:
                        said = whole.said(negated=negated)
                        if said.value:
                            implied = 0 if phrase.elements else _IMPLIED_COST
                        yield said_as(said).dearer(implied)

    def _by_another(self, start: int, kind: str) -> Iterator[Parse[Said]]:
        """What another thing does to it: antigens that blinatumomab targets."""
        for phrase in self.phrases.gaps(kind):
            for subject in self.filler(start, phrase.condition.roles[phrase.subject]):
                for begun in finite(phrase, self.words, subject.end):
                    for said in self.turned(phrase, begun, subject):
                        yield said
                        yield from self._but_another_not(phrase, said)

    def _but_another_not(self, phrase: Phrase, said: Parse[Said]) -> Iterator[Parse[Said]]:
        """What another thing does not: that this causes but that does not."""
        at = said.end + (self.at(said.end) == ",")
        if self.at(at) not in {"but", "and"} or len(said.value) != 1:
            return
        for other in self.filler(at + 1, phrase.condition.roles[phrase.subject]):
            if self.at(other.end) in BE | DO | HAVE | MODAL and self.at(other.end + 1) == "not":
                first = said.value[0]
                if isinstance(first, Holding) and len(other.value) == 1 and not first.negated:
                    (value, refused), *_ = other.value
                    fills = tuple(
                        (name, value if name == phrase.subject else what)
                        for name, what in first.fills
                    )
                    second = replace(first, fills=fills, negated=True)
                    if not refused:
                        whole = replace(other, end=other.end + 2)
                        yield said_as(said.followed(whole, (first, second)))

    def turned(self, phrase: Phrase, begun: Begun, subject: Parse[Parts]) -> Iterator[Parse[Said]]:
        """What a phrase says of the thing that stands last in it, and is left out here."""
        first = Partial(begun.end, phrase.condition, slot(begun.rest[-1]))
        first = first.filled(phrase.subject, subject).at(begun.end)
        for matched in self.matched(first, begun.rest[:-1]):
            for whole in self.added(matched):
                said = whole.said(negated=begun.negated)
                if said.value:
                    yield said_as(said)

    def shared(self, start: int, kind: str) -> Iterator[Parse[Said]]:
        """What several things have: that both share, common to both."""
        for phrase in self.phrases.of(kind, "after"):
            if phrase.elements[:1] == ("of",):
                role = slot(phrase.elements[-1])
                at = start + (self.at(start) in BE)
                behind = next((at - start + len(c) for c in _COMMON if self.begins(at, *c)), 0)
                for several in self.filler(start + behind, phrase.condition.roles[role]):
                    ends = [len(s) for s in _SHARE if self.begins(several.end, *s)]
                    if len(several.value) > 1 and (behind or ends):
                        end = several.end + (0 if behind else ends[0])
                        first = Partial(start, phrase.condition, phrase.subject)
                        said = first.filled(role, several).at(end).said(negated=False)
                        if said.value:
                            yield said_as(said)

    def _exceptions(self, start: int, kind: str) -> Iterator[Parse[Said]]:
        start += self.at(start) == ","
        at = next((start + len(e) for e in _EXCEPT if self.begins(start, *e)), 0)
        for one in self.filler(at, Role("without", (kind,))) if at else ():
            (value, negated), *others = one.value
            if isinstance(value, Things) and not negated and not others:
                yield said_as(one.means((value,))).dearer(1)
            elif isinstance(value, Group) and len(value.holds) == 1:
                only = value.holds[0]
                if isinstance(only, Holding) and not (value.among or value.without):
                    yield said_as(one.means((replace(only, negated=not only.negated),)))

    # A noun

    def noun(self, start: int, kind: str) -> list[Parse[Group]]:
        """A noun for things of a class, with what is said before and behind it."""
        asked = start, kind
        if asked not in self._nouns:
            self._nouns[asked] = []
            self._nouns[asked] = best(self._all_nouns(start, kind))
        return self._nouns[asked]

    def _all_nouns(self, start: int, kind: str) -> Iterator[Parse[Group]]:
        at = start + (self.at(start) in INDEFINITE)
        for before in self._before(at, kind, _MOST_BEFORE):
            for noun in (*self._headed(before, kind), *self._opened(before, kind)):
                for rest in self.tail(noun.end, kind):
                    yield noun.followed(rest, said_of(Group(kind), (*noun.value, *rest.value)))

    def compound(self, start: int, kind: str) -> Iterator[Parse[Group]]:
        """A noun with what stands before it only, as it can stand before another noun."""
        for before in self._before(start, kind, _MOST_BEFORE):
            for noun in self._headed(before, kind):
                yield noun.means(said_of(Group(kind), noun.value))

    def _headed(self, before: Parse[Said], kind: str) -> Iterator[Parse[Said]]:
        for head in self._head(before.end, kind):
            yield before.followed(head, (*before.value, *head.value))

    def _opened(self, before: Parse[Said], kind: str) -> Iterator[Parse[Said]]:
        """What is said before the noun and goes on behind it: approved drugs for ALL in adults."""
        for first in self._partly(before.end, kind):
            for also in self._before(first.end, kind, _MOST_BEFORE - 1):
                for noun in self._headed(also, kind):
                    for whole in self.added(first.at(noun.end)):
                        said = whole.said(negated=False)
                        if whole.end > noun.end and said.value:
                            more = (*before.value, *said.value, *noun.value)
                            yield before.followed(noun, None).followed(said, more)

    def _partly(self, start: int, kind: str) -> Iterator[Partial]:
        for phrase in self.phrases.of(kind, "before"):
            if any(not slot(element) for element in phrase.elements):
                first = Partial(start, phrase.condition, phrase.subject)
                for limited in self.limited_before(first):
                    for whole in self.matched(limited.before(), phrase.elements):
                        yield replace(whole, is_before=False)

    def _before(self, start: int, kind: str, most: int) -> Iterator[Parse[Said]]:
        yield Parse(start, ())
        if most:
            negated = self.at(start) == "non"
            for one in self._modifiers(start + negated, kind, negated=negated):
                at = one.end + (self.at(one.end) == "'s")
                for rest in self._before(at, kind, most - 1):
                    yield one.followed(rest, (*one.value, *rest.value))

    def _modifiers(self, start: int, kind: str, *, negated: bool) -> Iterator[Parse[Said]]:
        for phrase in self.phrases.of(kind, "before"):
            first = Partial(start, phrase.condition, phrase.subject)
            for limited in self.limited_before(first):
                for whole in self.matched(limited.before(), phrase.elements):
                    said = whole.said(negated=negated)
                    if said.value and whole.end > start:
                        implied = 0 if phrase.elements else _IMPLIED_COST
                        yield said_as(said).dearer(implied)
        if not negated:
            yield from self._floating(start, kind)

    def _floating(self, start: int, kind: str) -> Iterator[Parse[Said]]:
        """What is said of a claim that is still to come: serious, of side effects."""
        for claims in self.phrases.claims_behind(kind):
            for phrase in self.phrases.of(claims, "before"):
                if any(kind in role.kinds for role in phrase.condition.roles.values()):
                    first = Partial(start, phrase.condition, phrase.subject).before()
                    for whole in self.matched(first, phrase.elements):
                        yield said_as(whole.said(negated=False))

    def _head(self, start: int, kind: str) -> Iterator[Parse[Said]]:
        """The noun itself, which may say something as well: bispecific antibodies."""
        for noun in self.phrases.nouns.get(kind, ()):
            if self._is_noun(noun, start):
                yield Parse(start + len(noun), ())
        for phrase in self.phrases.of(kind, "head"):
            first = Partial(start, phrase.condition, phrase.subject).before()
            for matched in self.matched(first, phrase.elements):
                for whole in self.added(matched):
                    said = whole.said(negated=False)
                    if said.value:
                        by_noun = tuple(replace(held, is_noun=True) for held in said.value)
                        yield said_as(said.means(by_noun))

    def _is_noun(self, noun: Sequence[str], start: int) -> bool:
        """Whether a noun stands at a place: kind of therapy, kinds of therapy."""
        given = [self.at(start + n) for n in range(len(noun))]
        apart = [n for n, word in enumerate(noun) if given[n] != word]
        return all(noun[n] in singulars(given[n]) for n in apart)
