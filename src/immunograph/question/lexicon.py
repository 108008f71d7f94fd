"""The names in a sentence: which words of it name which things.

A name is taken as it stands in the data set, in the singular or the plural. One slip of the
keyboard is put right where only one thing can be meant, and said; a name with a digit in it, or
one that comes near to a second thing, never is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from immunograph.conditions import Condition, Role
from immunograph.names import Names, key
from immunograph.question.meaning import Parse, Things
from immunograph.question.words import Word, plural, singulars
from immunograph.store import Literal, NamedNode
from immunograph.texts.lookalikes import ALIKE, distinctive, likeness
from immunograph.vocabulary import IG, XSD

_LONGEST = 12
_SHORTEST_MISSPELT = 6
_SLIP_COST = 20
# Abbreviations that are words as well: they are names where they stand in capitals.
_COMMON_WORDS = frozenset({"all", "car", "bite"})
_BEFORE_A_DISEASE = frozenset(
    {"for", "with", "against", "treat", "treats", "treating", "relapsed", "refractory"}
    | {"pediatric", "paediatric", "childhood", "adult", "have", "has", "positive", "negative"}
)
_BEHIND_A_DISEASE = frozenset({"", "in", "with", "and", "or", "but", "that", "by", ","})
_VOWELS = frozenset("aeiouy")
_THERAPY = (f"{IG}Drug",)
_NAMED = (f"{IG}Thing", f"{IG}Modality", f"{IG}Value")
_EXACT = frozenset({f"{IG}Antigen", f"{IG}Jurisdiction", f"{IG}Value"})


@dataclass(frozen=True)
class Lexicon:
    """Every name of every thing, those in the heads of conditions as well."""

    names: Names
    conditions: Iterable[Condition]
    known: frozenset[str] = frozenset()

    @cached_property
    def by_key(self) -> Mapping[str, frozenset[str]]:
        """The things that are called by a name, without case, spaces and punctuation."""
        found: dict[str, set[str]] = {}
        for each, names in self.names.by_key.items():
            found.setdefault(each, set()).update(name.thing for name in names)
        for condition in self.conditions:
            for thing, also in condition.names.items():
                for name in also:
                    found.setdefault(key(name), set()).add(thing)
        return {each: frozenset(things) for each, things in found.items() if each}

    @cached_property
    def spelt(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        """The same by the words of a name, for names that may be misspelt."""
        texts = [(name.text, name.thing) for each in self.names.by_thing.values() for name in each]
        texts += [
            (name, thing)
            for condition in self.conditions
            for thing, also in condition.names.items()
            for name in also
        ]
        found: dict[tuple[str, ...], set[str]] = {}
        for text, thing in texts:
            if self.is_of(thing, _NAMED):
                found.setdefault(tuple(re.findall(r"\w+", text.casefold())), set()).add(thing)
        return {each: frozenset(things) for each, things in found.items()}

    @cached_property
    def _by_initials(self) -> Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]:
        """The names that a slip can make of one another: it leaves the first letter of a word."""
        found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for name in self.spelt:
            found.setdefault(_initials(name), []).append(name)
        return found

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words that are spelt as they should be."""
        return self.known | {word for name in self.spelt for word in name}

    def is_known(self, word: Word) -> bool:
        """Whether a word, or what it is the plural of, stands in a name or is known otherwise."""
        return not self._words.isdisjoint((word.plain, *singulars(word.plain)))

    def read(self, words: tuple[Word, ...], start: int, role: Role) -> list[Parse[Things]]:
        """The things of a role that are named from a word on."""
        exact = list(self._exact(words, start, role))
        return exact or list(self._misspelt(words, start, role))

    def _exact(self, words: tuple[Word, ...], start: int, role: Role) -> Iterator[Parse[Things]]:
        if role.datatype:
            yield from _dates(words, start, role)
            return
        longest = 0
        for end in range(min(len(words), start + _LONGEST), start, -1):
            common = _is_common_word(words, start, end)
            things = [] if common else self._called(words[start:end], role.kinds)
            longest = longest or (end if things else 0)
            for thing in things:
                yield Parse(end, Things((NamedNode(thing),)), 2 * (longest - end))

    def _called(self, words: Sequence[Word], kinds: Sequence[str]) -> list[str]:
        *first, last = (word.plain.replace("'s", "s") for word in words)
        if not all(word.isalnum() for word in (*first, last)):
            return []
        keys = {key("".join((*first, each))) for each in singulars(last)}
        things = {thing for each in keys for thing in self.by_key.get(each, ())}
        named = sorted(thing for thing in things if self.is_of(thing, kinds))
        # A brand is the name of a product and of its therapy, which is what people ask about.
        return [thing for thing in named if self.is_of(thing, _THERAPY)] or named

    def is_of(self, thing: str, kinds: Sequence[str]) -> bool:
        """Whether a thing is of one of some classes."""
        return not self.names.kinds.get(thing, frozenset()).isdisjoint(kinds)

    def _misspelt(self, words: tuple[Word, ...], start: int, role: Role) -> Iterator[Parse[Things]]:
        if role.datatype or not _EXACT.isdisjoint(role.kinds):
            return
        for end in range(start + 1, min(len(words), start + 4) + 1):
            given = tuple(word.plain for word in words[start:end])
            if all(word in self._words for word in given):
                continue
            for spelt, thing in self.meant(given):
                if self.is_of(thing, role.kinds):
                    said = " ".join(word.text for word in words[start:end])
                    note = f"read {said!r} as {' '.join(spelt)}"
                    yield Parse(end, Things((NamedNode(thing),)), _SLIP_COST, (note,))

    def meant(self, given: tuple[str, ...]) -> list[tuple[tuple[str, ...], str]]:
        """The one name that misspelt words can stand for, or none."""
        if self.by_key.get(key("".join(given))):
            return []
        slips = [n for n in self._by_initials.get(_initials(given), ()) if _slipped(given, n)]
        meant = {thing for name in slips for thing in self.spelt[name]}
        if len(meant) != 1 or self._is_near_another(given, meant):
            return []
        return [(slips[0], next(iter(meant)))]

    def _is_near_another(self, given: tuple[str, ...], meant: set[str]) -> bool:
        """Whether misspelt words look like the name of something else as well.

        A name of several words looks like one of as many words, all but one of them the same.
        """
        text = " ".join(given)
        for name, things in self.spelt.items():
            comparable = len(given) == 1 or len(_apart(given, name)) == 1
            if comparable and not things <= meant and not any(map(str.isdigit, "".join(name))):
                one, other = distinctive(text, " ".join(name))
                if min(len(one), len(other)) >= _SHORTEST_MISSPELT and likeness(one, other) > ALIKE:
                    return True
        return False

    def label(self, iri: str) -> str:
        """The label of a thing."""
        return self.names.label(iri)

    def labels(self, kind: str) -> str:
        """What the things of a class are called."""
        return plural(self.names.label(kind))


def _is_common_word(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a word is no abbreviation here, but what it means otherwise.

    ALL is one; all is one only at the end of what is said of a disease: for relapsed all.
    """
    if end - start > 1 or words[start].plain not in _COMMON_WORDS:
        return False
    if words[start].is_upper and not all(word.is_upper for word in words if word.text.isalpha()):
        return False
    before = words[start - 1].plain if start else ""
    behind = words[end].plain if end < len(words) else ""
    return not (before in _BEFORE_A_DISEASE and behind in _BEHIND_A_DISEASE)


def _dates(words: Sequence[Word], start: int, role: Role) -> Iterator[Parse[Things]]:
    text = "-".join(word.plain for word in words[start : start + 3])
    for end, date in ((start + 3, text), (start + 1, f"{text[:4]}-01-01")):
        whole = end == start + 3 or (start < len(words) and len(words[start].plain) == len("2020"))
        if whole and re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", date):
            yield Parse(end, Things((Literal(date, datatype=NamedNode(f"{XSD}date")),)))
            return


def _initials(name: Sequence[str]) -> tuple[str, ...]:
    return tuple(word[:1] for word in name)


def _slipped(given: Sequence[str], name: Sequence[str]) -> bool:
    apart = _apart(given, name)
    return len(apart) == 1 and is_slip(*apart[0])


def _apart(given: Sequence[str], name: Sequence[str]) -> list[tuple[str, str]]:
    """The pairs of words in which two names of as many words differ."""
    if len(given) != len(name):
        return []
    return [(one, other) for one, other in zip(given, name, strict=True) if one != other]


def is_slip(given: str, meant: str) -> bool:
    """Whether a word is another with one slip of the hand.

    A letter too many or too few, two that changed places, one vowel for another; another consonant
    makes another word.

    >>> is_slip("blinatumumab", "blinatumomab"), is_slip("aphagia", "aphasia")
    (True, False)
    """
    shortest = min(len(given), len(meant))
    if shortest < _SHORTEST_MISSPELT or not given.isalpha() or given[0] != meant[0]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(given, meant, strict=False)) if a != b), -1)
    if at < 0:
        return abs(len(given) - len(meant)) == 1 and given.rstrip("s") != meant.rstrip("s")
    if len(given) == len(meant):
        swapped = given[:at] + given[at : at + 2][::-1] + given[at + 2 :] == meant
        vowels = {given[at], meant[at]} <= _VOWELS and given[at + 1 :] == meant[at + 1 :]
        return swapped or vowels
    longer, shorter = sorted((given, meant), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and longer[at + 1 :] == shorter[at:]
