"""The phrases of conditions, taken apart: what stands in the place of the verb, and the rest."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from immunograph.conditions import Condition
from immunograph.question.words import ARTICLES, Word, participle, past, third_person, words

ARTICLE = "(article)"
# Where limits on the claim can stand in the middle of a phrase: with an ... approval.
LIMITS = "..."
_PART = re.compile(r"\{\w+\}|[^\s{}]+")
BE = frozenset({"are", "is", "was", "were"})
MODAL = frozenset({"can", "could", "may", "might"})
DO = frozenset({"do", "does", "did"})
HAVE = frozenset({"have", "has", "had"})


@lru_cache(maxsize=4096)  # the phrases of all conditions, taken apart for each question
def elements(phrase: str) -> tuple[str, ...]:
    """The words and slots of a phrase; an article is one that may be left out.

    >>> elements("have {antigen} as a target")
    ('have', '{antigen}', 'as', '(article)', 'target')
    """
    found: list[str] = []
    for part in _PART.findall(phrase):
        if part.startswith("{") or part == LIMITS:
            found.append(part)
        else:
            found.extend(word.plain for word in words(part.strip("-")))
    return tuple(ARTICLE if part in ARTICLES else part for part in found)


def slot(element: str) -> str:
    """The role that a slot is for, or nothing where it is no slot."""
    return element[1:-1] if element.startswith("{") else ""


@dataclass(frozen=True)
class Phrase:
    """A phrase that says a condition of the thing in a role."""

    condition: Condition
    subject: str
    elements: tuple[str, ...]

    @cached_property
    def verb(self) -> str:
        """The verb in its base form; of `can cause`, the second word."""
        return self.elements[1] if self.elements[0] == "can" else self.elements[0]

    @cached_property
    def rest(self) -> tuple[str, ...]:
        """What follows the verb."""
        return self.elements[2:] if self.elements[0] == "can" else self.elements[1:]


@dataclass(frozen=True, slots=True)
class Begun:
    """A verb that was read: where it ends, whether it is negated, and what must follow.

    Bare is a verb without ending or auxiliary, which may as well depend on an earlier one.
    """

    end: int
    rest: tuple[str, ...]
    negated: bool = False
    bare: bool = False


def finite(phrase: Phrase, given: Sequence[Word], start: int) -> Iterator[Begun]:
    """The verb of a phrase as a sentence has it: targets, does not target, are approved."""
    first = _at(given, start)
    if phrase.verb == "are" and first in BE:
        yield _negatable(given, start + 1, phrase.rest)
    elif phrase.verb == "are" and first in HAVE:
        yield from _followed(given, start + 1, "been", phrase.rest)
    elif first in MODAL | DO:
        base = "be" if phrase.verb == "are" and first in MODAL else phrase.verb
        yield from _followed(given, start + 1, base, phrase.rest)
    elif phrase.verb == "are":
        return
    elif phrase.verb == "have" and first in {"lack", "lacks"}:
        yield Begun(start + 1, phrase.rest, negated=True)
    elif first in HAVE and _at(given, start + 1) == past(phrase.verb) != phrase.verb:
        yield Begun(start + 2, phrase.rest)
    elif first in {phrase.verb, third_person(phrase.verb), past(phrase.verb)}:
        none = phrase.verb == "have" and _at(given, start + 1) == "no"
        yield Begun(start + 1 + none, phrase.rest, none, first == phrase.verb)


def reduced(phrase: Phrase, given: Sequence[Word], start: int) -> Iterator[Begun]:
    """The verb of a phrase behind its noun: targeting, directed at, with, without."""
    first = _at(given, start)
    negated = first == "not"
    at = start + negated
    if phrase.verb == "are":
        if not slot(phrase.rest[0]):
            yield Begun(at, phrase.rest, negated)
    elif _at(given, at) == participle(phrase.verb):
        yield Begun(at + 1, phrase.rest, negated)
    elif phrase.verb == "have" and first in {"with", "without", "lacking"}:
        none = first == "with" and _at(given, start + 1) == "no"
        yield Begun(start + 1 + none, phrase.rest, none or first != "with")


def inverted(phrase: Phrase, auxiliary: str, given: Sequence[Word], start: int) -> Iterator[Begun]:
    """What follows the subject in a question: does it target, is it approved, has it a warning."""
    if auxiliary in BE and phrase.verb == "are":
        yield _negatable(given, start, phrase.rest)
    elif auxiliary in HAVE and phrase.verb == "have":
        yield Begun(start, phrase.rest)
    elif auxiliary in HAVE:
        base = "been" if phrase.verb == "are" else past(phrase.verb)
        yield from _followed(given, start, base, phrase.rest)
    elif auxiliary in MODAL and phrase.verb == "are":
        yield from _followed(given, start, "be", phrase.rest)
    elif auxiliary in MODAL | DO and phrase.verb != "are":
        yield from _followed(given, start, phrase.verb, phrase.rest)


def _followed(
    given: Sequence[Word], start: int, base: str, rest: tuple[str, ...]
) -> Iterator[Begun]:
    """A verb in a form that stands behind an auxiliary, with or without not."""
    begun = _negatable(given, start, rest)
    if _at(given, begun.end) == base:
        yield Begun(begun.end + 1, rest, begun.negated)


def _negatable(given: Sequence[Word], start: int, rest: tuple[str, ...]) -> Begun:
    negated = _at(given, start) == "not"
    return Begun(start + negated, rest, negated)


def _at(given: Sequence[Word], index: int) -> str:
    return given[index].plain if index < len(given) else ""


@dataclass(frozen=True)
class Phrases:
    """All phrases of all conditions, by the class of their subject and their place."""

    conditions: Iterable[Condition]

    def of(self, kind: str, place: str) -> Sequence[Phrase]:
        """The phrases that are said of things of a class, in a place."""
        return self._by_kind.get((kind, place), ())

    @cached_property
    def _by_kind(self) -> Mapping[tuple[str, str], list[Phrase]]:
        found: dict[tuple[str, str], list[Phrase]] = {}
        for condition in self.conditions:
            for subject, places in condition.said.items():
                for place, given in places.items():
                    for kind in condition.subject_kinds(subject):
                        made = [Phrase(condition, subject, elements(each)) for each in given]
                        found.setdefault((kind, place), []).extend(made)
        return found

    def ending(self, kind: str) -> Sequence[Phrase]:
        """Verbs that are said of things of a class and end with a slot."""
        return [
            Phrase(phrase.condition, phrase.subject, whole)
            for phrase in self.of(kind, "verb")
            for whole in _with_adds(phrase.condition, phrase.elements)
            if slot(whole[-1])
        ]

    def gaps(self, kind: str) -> Sequence[Phrase]:
        """Phrases in which a thing of a class stands last, without it.

        `target` of an antigen; `are approved for` of a condition. Their subject is that role.
        """
        return self._gaps.get(kind, ())

    @cached_property
    def _gaps(self) -> Mapping[str, list[Phrase]]:
        found: dict[str, list[Phrase]] = {}
        for condition in self.conditions:
            for subject, places in condition.said.items():
                for given in places.get("verb", ()):
                    for whole in _with_adds(condition, elements(given)):
                        role = slot(whole[-1])
                        if role and role != subject:
                            phrase = Phrase(condition, subject, whole)
                            for kind in condition.subject_kinds(role):
                                found.setdefault(kind, []).append(phrase)
        return found

    def claims_behind(self, kind: str) -> Sequence[str]:
        """The classes of claims on which rests what is said of things of a class."""
        return self._claims.get(kind, ())

    @cached_property
    def _claims(self) -> Mapping[str, list[str]]:
        found: dict[str, dict[str, None]] = {}
        for condition in self.conditions:
            claims = [kind for role in condition.claims for kind in role.kinds]
            for subject in condition.said:
                for kind in condition.subject_kinds(subject):
                    if not subject.endswith("Claim"):
                        found.setdefault(kind, {}).update(dict.fromkeys(claims))
        return {kind: list(claims) for kind, claims in found.items()}

    @cached_property
    def nouns(self) -> Mapping[str, frozenset[tuple[str, ...]]]:
        """The nouns for the things of a class, each as its words."""
        found: dict[str, set[tuple[str, ...]]] = {}
        for condition in self.conditions:
            for kind, given in condition.nouns.items():
                made = (tuple(word.plain for word in words(noun)) for noun in given)
                found.setdefault(kind, set()).update(made)
        return {kind: frozenset(nouns) for kind, nouns in found.items()}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that stands in a phrase or a noun."""
        found = {word for nouns in self.nouns.values() for noun in nouns for word in noun}
        for each in self._by_kind.values():
            for phrase in each:
                found.update(phrase.elements)
                if phrase.elements:
                    verb = phrase.verb
                    found.update((third_person(verb), participle(verb), past(verb)))
        for condition in self.conditions:
            found.update(word for add in condition.adds for word in elements(add))
        return frozenset(found)


def _with_adds(condition: Condition, verb: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield verb
    if not any(slot(element) for element in verb):
        yield from ((*verb, *elements(add)) for add in condition.adds)
