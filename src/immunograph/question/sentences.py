"""How a whole sentence is read: which things there are, how many, whether, which has most, why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from immunograph.conditions import Role
from immunograph.question.grammar import Clause, Grammar
from immunograph.question.meaning import Asked, Group, Holding, Parse, Things, best, leaves_open
from immunograph.question.partial import Partial, Parts
from immunograph.question.phrases import (
    BE,
    DO,
    HAVE,
    MODAL,
    Begun,
    Phrase,
    finite,
    inverted,
    reduced,
    slot,
)
from immunograph.question.said import Said, said_of, settled
from immunograph.store import Term
from immunograph.vocabulary import IG

_THING = Role("thing", (f"{IG}Thing", f"{IG}Modality"))
# What may stand before a question, and says nothing of what is asked.
_POLITE = tuple(
    tuple(each.split())
    for each in (
        "please",
        "tell me",
        "show me",
        "give me",
        "find me",
        "list for me",
        "show",
        "list",
        "find",
        "name",
        "give",
        "i want to know",
        "i would like to know",
        "i need to know",
        "i need",
        "do you know",
        "can you tell me",
        "could you tell me",
        "can you list",
        "could you list",
        "can you show me",
        "could you show me",
        "can you give me",
        "could you give me",
        "a list of",
        "the list of",
        "the names of",
    )
)
_TRAILING = (
    (),
    ("please",),
    ("are", "there"),
    ("exist",),
    ("are", "known"),
    ("are", "there", "in", "the", "graph"),
    ("in", "the", "graph"),
    ("are", "in", "the", "graph"),
    ("do", "you", "know"),
)
_COUNTING = (
    ("how", "many"),
    ("number", "of"),
    ("the", "number", "of"),
    ("count",),
    ("count", "the"),
)
_WHAT_IS = (("what", "is"), ("what", "are"), ("which", "are"), ("which", "is"))
_CONNECTED = ("connected", "related", "linked")
_TO = ("to", "with", "and")
_TIE = frozenset({"connection", "link", "relation", "relationship"})
_TWO = 2
# What may stand before the noun of a list, which names all there are in any case.
_EVERY = frozenset({"all", "every", "each"})
_MOST = {"most": "most", "fewest": "fewest", "least": "fewest", "more": "most", "fewer": "fewest"}
_AUXILIARY = BE | DO | HAVE | MODAL
_OTHERS = """
why how explain connects links and or but not nor no neither either both also be been that who
between with without other than except excluding common shared share in apart from any some an non
lack lacks lacking to of there every all each relate
"""
# The words that the grammar itself knows.
KNOWN_WORDS = frozenset(
    {word for each in (*_POLITE, *_TRAILING, *_COUNTING, *_WHAT_IS) for word in each}
    | {*_CONNECTED, *_TIE, *_MOST, *_AUXILIARY}
    | set(_OTHERS.split())
    | {",", "/", "'s"}
)


@dataclass(frozen=True)
class Sentence:
    """A sentence, of which every word has to be accounted for."""

    grammar: Grammar

    def readings(self) -> list[Parse[Asked]]:
        """Everything that the whole sentence can mean, the likeliest first."""
        end = len(self.grammar.words)
        parses = (parse for start in self._starts(0) for parse in self._asked(start))
        found = best(replace(parse, end=end) for parse in parses)
        return sorted(found, key=lambda parse: parse.cost)

    def _starts(self, start: int) -> Iterator[int]:
        yield start
        for polite in _POLITE:
            if self.grammar.begins(start, *polite):
                yield from self._starts(start + len(polite))

    def _ends(self, at: int) -> bool:
        rest = tuple(word.plain for word in self.grammar.words[at:])
        return rest in _TRAILING

    def _asked(self, start: int) -> Iterator[Parse[Asked]]:
        yield from self._counts(start)
        yield from self._whether(start)
        yield from self._why(start)
        for kind in self.grammar.phrases.nouns:
            yield from self._lists(start, kind)
            yield from self._superlatives(start, kind)

    def _made(self, what: str, groups: Iterator[Parse[Group]]) -> Iterator[Parse[Asked]]:
        for parse in groups:
            if self._ends(parse.end) and (group := settled(parse.value)):
                yield parse.means(Asked(what, group))

    # Which things there are

    def _lists(self, start: int, kind: str) -> Iterator[Parse[Asked]]:
        for at, cost in self._openings(start):
            for made in self._made("list", self._groups(at, kind)):
                yield made.dearer(cost)
        yield from self._made("list", self._fronted(start, kind))
        if self.grammar.begins(start, "which", "of"):
            yield from self._made("list", self._of_several(start + 2, kind))
        if self.grammar.at(start) in {"which", "what"}:
            yield from self._made("list", self._untyped(start + 1, kind))

    def _openings(self, start: int) -> Iterator[tuple[int, int]]:
        """Where the noun can begin that a question is about, and at what cost.

        ALL drugs: every drug, or the drugs for a disease? It is as likely either way.
        """
        openings = [start]
        if self.grammar.at(start) in {"which", "what"}:
            openings.append(start + 1 + (self.grammar.at(start + 1) == "of"))
        openings += [start + len(one) for one in _WHAT_IS if self.grammar.begins(start, *one)]
        for at in openings:
            yield at, 0
            if self.grammar.at(at) in _EVERY:
                yield at + 1, int(self.grammar.words[at].is_upper)

    def _groups(self, start: int, kind: str) -> Iterator[Parse[Group]]:
        """A noun, alone or with a verb: CD19 therapies; which therapies target CD19."""
        for noun in self.grammar.noun(start, kind):
            yield noun
            for said in self._predicates(noun.end, kind):
                yield noun.followed(said, said_of(noun.value, said.value))
            if self.grammar.begins(noun.end, "are", "there"):
                for said in self.grammar.tail(noun.end + 2, kind):
                    yield noun.followed(said, said_of(noun.value, said.value))

    def _predicates(self, start: int, kind: str) -> Iterator[Parse[Said]]:
        """What a question says of its noun: target CD19; does blinatumomab target."""
        yield from self.grammar.clauses(start, kind)
        yield from self._by_another(start, kind)
        yield from self.grammar.shared(start + (self.grammar.at(start) in DO), kind)

    def _of_several(self, start: int, kind: str) -> Iterator[Parse[Group]]:
        """Which of several things that are named: of blinatumomab and inotuzumab."""
        for among in self._several(start, Group(kind)):
            for said in self._predicates(among.end, kind):
                yield among.followed(said, said_of(among.value, said.value))

    def _untyped(self, start: int, kind: str) -> Iterator[Parse[Group]]:
        """What targets CD19; what does blinatumomab target."""
        for said in self._predicates(start, kind):
            yield said.means(said_of(Group(kind), said.value)).dearer(1)

    def _by_another(self, start: int, kind: str) -> Iterator[Parse[Said]]:
        """What another thing does to it, as a question: does blinatumomab target."""
        auxiliary = self.grammar.at(start)
        for phrase in self.grammar.phrases.gaps(kind) if auxiliary in _AUXILIARY else ():
            for subject, begun in self._inverted(start, phrase):
                yield from self.grammar.turned(phrase, begun, subject)

    def _inverted(self, start: int, phrase: Phrase) -> Iterator[tuple[Parse[Parts], Begun]]:
        """An auxiliary, the subject of a phrase, and what is left of its verb."""
        for subject in self.grammar.filler(start + 1, phrase.condition.roles[phrase.subject]):
            auxiliary = self.grammar.at(start)
            for begun in inverted(phrase, auxiliary, self.grammar.words, subject.end):
                yield subject, begun

    def _fronted(self, start: int, kind: str) -> Iterator[Parse[Group]]:
        """On which cells is CD19 found."""
        preposition = self.grammar.at(start)
        if self.grammar.at(start + 1) in {"which", "what"}:
            for noun in self.grammar.noun(start + 2, kind):
                for phrase in self.grammar.phrases.gaps(kind):
                    if phrase.elements[-2:-1] == (preposition,):
                        for subject, begun in self._inverted(noun.end, phrase):
                            rest = (*begun.rest[:-2], begun.rest[-1])
                            begun_without = replace(begun, rest=rest)
                            for said in self.grammar.turned(phrase, begun_without, subject):
                                yield noun.followed(said, said_of(noun.value, said.value))

    # How many

    def _counts(self, start: int) -> Iterator[Parse[Asked]]:
        for counting in _COUNTING:
            if self.grammar.begins(start, *counting):
                at = start + len(counting)
                at += self.grammar.begins(at, "of", "the") * 2
                for kind in self.grammar.phrases.nouns:
                    yield from self._made("count", self._groups(at, kind))

    # Whether

    def _whether(self, start: int) -> Iterator[Parse[Asked]]:
        auxiliary = self.grammar.at(start)
        if auxiliary in BE and self.grammar.at(start + 1) == "there":
            for kind in self.grammar.phrases.nouns:
                yield from self._made("list", self._groups(start + 2, kind))
        for kind in self.grammar.phrases.nouns if auxiliary in _AUXILIARY else ():
            for subject in self._subjects(start + 1, kind):
                yield from self._made("whether", self._said(subject, auxiliary, kind))

    def _subjects(self, start: int, kind: str) -> Iterator[Parse[Group]]:
        for one in self.grammar.filler(start, Role("subject", (kind,))):
            (things, negated), *others = one.value
            if isinstance(things, Group) and not others:
                yield one.means(things)
            elif isinstance(things, Things) and not (negated or others or things.terms[1:]):
                yield one.means(Group(kind, among=things))

    def _said(self, subject: Parse[Group], auxiliary: str, kind: str) -> Iterator[Parse[Group]]:
        """What is asked of a subject: does it target CD19, is it a cell therapy."""
        for first in self._verbs(subject.end, auxiliary, kind):
            for said in self.grammar.all_of(first, kind):
                yield subject.followed(said, said_of(subject.value, said.value))
        for noun in self.grammar.noun(subject.end, kind) if auxiliary in BE else ():
            if noun.value.holds and not noun.value.without:
                yield subject.followed(noun, said_of(subject.value, noun.value.holds))

    def _verbs(self, start: int, auxiliary: str, kind: str) -> Iterator[Parse[Clause]]:
        for phrase in self.grammar.phrases.of(kind, "verb"):
            for begun in inverted(phrase, auxiliary, self.grammar.words, start):
                yield from self.grammar.completed(phrase, begun)
        if auxiliary in BE:
            yield from self.grammar.adjectives(start, kind)

    # Which has most

    def _superlatives(self, start: int, kind: str) -> Iterator[Parse[Asked]]:
        phrases = self.grammar.phrases.ending(kind)
        if self.grammar.at(start) in {"which", "what"}:
            for phrase in phrases:
                yield from self._compared(start + 1, phrase, kind)
        for at, _ in self._openings(start):
            for noun in self.grammar.noun(at, kind):
                for phrase in phrases:
                    yield from self._ranked(noun, phrase)

    def _ranked(self, noun: Parse[Group], phrase: Phrase) -> Iterator[Parse[Asked]]:
        """Which CD19 therapy can cause the most side effects."""
        at, words = noun.end, self.grammar.words
        for begun in (*finite(phrase, words, at), *reduced(phrase, words, at)):
            for counted in self._counted(begun, phrase):
                if self._ends(counted.end):
                    yield from _ranking(noun, counted)
                for among in self._several(counted.end, noun.value):
                    if self._ends(among.end):
                        yield from _ranking(among, noun.followed(counted, counted.value))

    def _compared(self, start: int, phrase: Phrase, kind: str) -> Iterator[Parse[Asked]]:
        """Which has more side effects, this or that."""
        for begun in finite(phrase, self.grammar.words, start):
            for counted in self._counted(begun, phrase):
                for among in self._several(counted.end, Group(kind)):
                    if self._ends(among.end):
                        yield from _ranking(among, counted)

    def _several(self, start: int, group: Group) -> Iterator[Parse[Group]]:
        """The things that are compared, of a group of which nothing else is said."""
        at = start + (self.grammar.at(start) == ",")
        plain = Role("subject", (group.kind,))
        for one in self.grammar.filler(at, plain) if group == Group(group.kind) else ():
            (things, negated), *others = one.value
            if isinstance(things, Things) and things.terms[1:] and not (negated or others):
                yield one.means(replace(group, among=things))

    def _counted(self, begun: Begun, phrase: Phrase) -> Iterator[Parse[tuple[str, Holding]]]:
        """With how many things something goes together: the most side effects."""
        *literal, last = begun.rest or ("",)
        name = slot(last)
        first = Partial(begun.end, phrase.condition, phrase.subject)
        for read in self.grammar.matched(first, literal) if name and not begun.negated else ():
            at = read.end + (self.grammar.at(read.end) == "the")
            how = _MOST.get(self.grammar.at(at), "")
            for kind in phrase.condition.roles[name].kinds if how and not read.fills else ():
                for noun in self.grammar.noun(at + 1, kind):
                    yield noun.means((how, _counting(phrase, name, noun.value)))

    # Why

    def _why(self, start: int) -> Iterator[Parse[Asked]]:
        asked = start + (self.grammar.at(start) == "explain")
        if self.grammar.at(asked) == "why":
            for parse in (*self._whether(asked + 1), *self._stated(asked + 1)):
                if len(connected(parse.value)) == _TWO:
                    yield parse.means(replace(parse.value, what="why"))
        for at, between in self._ties(start):
            for one in self.grammar.named(at, _THING):
                for behind in between:
                    if self.grammar.begins(one.end, *behind):
                        yield from self._tied(one, one.end + len(behind))

    def _stated(self, start: int) -> Iterator[Parse[Asked]]:
        """A statement, as it stands behind why: Kymriah causes ICANS."""
        for kind in self.grammar.phrases.nouns:
            for subject in self._subjects(start, kind):
                said = (
                    subject.followed(clause, said_of(subject.value, clause.value))
                    for clause in self.grammar.clauses(subject.end, kind)
                )
                yield from self._made("whether", said)

    def _ties(self, start: int) -> Iterator[tuple[int, Sequence[tuple[str, ...]]]]:
        """Where the first of two things is named, and what can stand between them."""
        grammar = self.grammar
        at = start + (grammar.at(start) == "explain")
        if grammar.at(at) == "how" and grammar.at(at + 1) in DO:
            yield at + 2, (("relate", "to"),)
        elif grammar.at(at) == "how" and grammar.at(at + 1) in BE:
            yield at + 2, (("and",), *((tie, to) for tie in _CONNECTED for to in _TO))
        elif grammar.at(at) == "how" and at > start:
            yield at + 1, (("and",), *(("is", tie, to) for tie in _CONNECTED for to in _TO))
        if grammar.at(start) == "what" and grammar.at(start + 1) in {"connects", "links"}:
            yield start + 2, (("and",), ("with",), ("to",))
        at = start + 2 * grammar.begins(start, "what", "is")
        at += grammar.at(at) == "the"
        if grammar.at(at) in _TIE and grammar.at(at + 1) == "between":
            yield at + 2, (("and",),)

    def _tied(self, one: Parse[Things], start: int) -> Iterator[Parse[Asked]]:
        tied = self.grammar.at(one.end) != "and"
        for other in self.grammar.named(start, _THING):
            end = other.end
            if not tied and self.grammar.at(end) in BE and self.grammar.at(end + 1) in _CONNECTED:
                end += 2
            elif not tied and self.grammar.at(end) in _CONNECTED:
                end += 1
            if self._ends(end):
                terms = (*one.value.terms, *other.value.terms)
                asked = Asked("why", Group(_THING.kinds[0], among=Things(terms)))
                yield one.followed(other, asked)


def _counting(phrase: Phrase, name: str, group: Group) -> Holding:
    """What is counted; a noun that says itself whose it is, as boxed warnings, is turned round."""
    kinds = phrase.condition.roles[phrase.subject].kinds
    for held in group.holds[:1] if len(group.holds) == 1 else ():
        if isinstance(held, Holding) and (role := leaves_open(held, kinds)):
            return Holding(held.condition, role, ((held.subject, Group(group.kind)),))
    return Holding(phrase.condition, phrase.subject, ((name, group),))


def _ranking(noun: Parse[Group], counted: Parse[tuple[str, Holding]]) -> Iterator[Parse[Asked]]:
    what, held = counted.value
    group = settled(noun.value)
    inner = held.fills[0][1]
    if group and isinstance(inner, Group) and settled(inner) == inner:
        yield noun.followed(counted, Asked(what, group, held))


def connected(asked: Asked) -> list[Term]:
    """The things that a question of why is about: its subject, and what is said of it."""
    found = list(asked.group.among.terms if asked.group.among else ())
    for held in asked.group.holds:
        if isinstance(held, Holding) and not held.negated:
            named = (what for _, what in held.fills if isinstance(what, Things))
            found.extend(term for things in named for term in things.terms)
    return found
