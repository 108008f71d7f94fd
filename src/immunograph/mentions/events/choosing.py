"""Which of the terms that the tagger offers are events of the page: one answer for all places.

A term is judged by how likely the tagger finds it at each of its places, by what labels have
taught about it, and by the other terms of the page; then it is an event wherever it stands.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from immunograph.mentions.events.lexicon import Lexicon
from immunograph.mentions.events.tokens import Line
from immunograph.mentions.events.words import singular

LEAST = 0.15  # what the tagger finds less likely is not looked at
_UNLIKELY = 0.02  # taken for places of a term at which the tagger does not see it
_LONGEST = 12
_LONG = 5
_GENERIC = frozenset(["reactions", "events", "disorders", "symptoms", "effects"])
Term = tuple[str, ...]
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the tagger says of a line: a tag for each word, and how likely B and I are."""

    tags: Sequence[str]
    begins: Sequence[float]
    goes_on: Sequence[float]


@dataclass
class Offer:
    """A term of a page: where the tagger sees it and how likely, and all places where it stands."""

    seen: dict[Place, float] = field(default_factory=dict)
    tagged: set[Place] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)

    @property
    def best(self) -> float:
        """How likely it is at its likeliest place."""
        return max(self.seen.values())


def offers(lines: Sequence[Line], said: Sequence[Tagged]) -> dict[Term, Offer]:
    """The terms that the tagger finds likely somewhere on a page."""
    found: dict[Term, Offer] = defaultdict(Offer)
    for at, (line, tagged) in enumerate(zip(lines, said, strict=True)):
        low = [word.lower() for word in line.words]
        taken = set(runs(tagged.tags))
        for start, stop, chance in _likely(tagged, taken):
            offer = found[tuple(low[start:stop])]
            offer.seen[at, start, stop] = chance
            if (start, stop) in taken:
                offer.tagged.add((at, start, stop))
    _find_all(lines, found)
    return found


def runs(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The runs of words that are events: S alone, or B, I and E.

    >>> list(runs(["B", "E", "O", "S", "P", "S"]))
    [(0, 2), (3, 4), (5, 6)]
    """
    start = None
    for index, tag in enumerate([*tags, "O"]):
        if start is not None and tag not in {"I", "E"}:
            yield start, index
            start = None
        if tag in {"B", "S"} or (tag in {"I", "E"} and start is None):
            start = index


def _likely(tagged: Tagged, taken: set[tuple[int, int]]) -> Iterator[tuple[int, int, float]]:
    size = len(tagged.tags)
    for start, begins in enumerate(tagged.begins):
        chance = begins
        for stop in range(start + 1, min(start + _LONGEST, size) + 1):
            goes_on = tagged.goes_on[stop] if stop < size else 0.0
            if min(chance, 1 - goes_on) >= LEAST or (start, stop) in taken:
                yield start, stop, min(chance, 1 - goes_on)
            chance = min(chance, goes_on)
            if chance < LEAST and not any(first == start for first, _ in taken):
                break


def _find_all(lines: Sequence[Line], found: Mapping[Term, Offer]) -> None:
    beginning: dict[str, list[Term]] = defaultdict(list)
    for term in found:
        beginning[term[0]].append(term)
    for at, line in enumerate(lines):
        low = tuple(word.lower() for word in line.words)
        for start, word in enumerate(low):
            for term in beginning.get(word, ()):
                if low[start : start + len(term)] == term:
                    found[term].places.append((at, start, start + len(term)))


class Judge:
    """Judges the terms of one page by learned weights."""

    def __init__(
        self,
        lines: Sequence[Line],
        said: Sequence[Tagged],
        sections: Sequence[str],
        lexicon: Lexicon,
    ) -> None:
        self._lines, self._sections, self._lexicon = lines, sections, lexicon
        self.offers = offers(lines, said)
        self._keys = {term: " ".join(map(singular, term)) for term in self.offers}
        self._by_key: dict[str, list[Term]] = defaultdict(list)
        for term, key in self._keys.items():
            self._by_key[key].append(term)
        self._longer = _longer(self.offers)
        self._covered = [_covered(tagged.tags) for tagged in said]

    def features(self, term: Term) -> dict[str, float]:
        """What speaks for and against a term."""
        offer = self.offers[term]
        free = [place for place in offer.places if not self._within(place)] or offer.places
        chances = [offer.seen.get(place, _UNLIKELY) for place in free]
        found = {**_chances(offer, chances), **self._taught(term, offer), **self._form(term, offer)}
        within = len(offer.places) - len(free)
        if within:
            found |= {"within": 1.0, "within%": within / len(offer.places)}
        for name in self._beside(term, offer.best):
            found[name] = 1.0
        return found

    def _within(self, place: Place) -> bool:
        at, start, stop = place
        covered = self._covered[at]
        return max(covered[start], covered[stop - 1]) > stop - start

    def _taught(self, term: Term, offer: Offer) -> dict[str, float]:
        count, best = self._lexicon.term(self._keys[term]), _odds(offer.best)
        share = (count.tagged + 0.5) / (count.total + 1) if count.total > 0 else 0.3
        level = count.level
        return {f"t={level}": 1.0, f"t*={level}": best / 3, "share": _odds(share)}

    def _form(self, term: Term, offer: Offer) -> dict[str, float]:
        found = {"1": 1.0, f"length={min(len(term), _LONG)}": 1.0}
        at, start, _ = min(offer.seen)
        word = self._lines[at].words[start]
        if len(term) == 1 and word.isupper():
            found["short"] = 1.0
        for line in {place[0] for place in offer.seen}:
            found[f"kind={self._lines[line].kind}"] = 1.0
            found[f"section={self._sections[line]}"] = 1.0
            found[f"section*={self._sections[line]}"] = _odds(offer.best) / 3
        if term[-1] in _GENERIC:
            found[f"end={term[-1]}"] = 1.0
        return found

    def _beside(self, term: Term, best: float) -> Iterator[str]:
        """How it stands to the other terms: other forms of it, longer and shorter ones."""
        others = [other for other in self._by_key[self._keys[term]] if other != term]
        if others:
            better = max(self.offers[other].best for other in others) > best
            yield f"form{better}"
        yield from self._longer[term]


def _chances(offer: Offer, chances: Sequence[float]) -> dict[str, float]:
    count, tagged = len(offer.places), len(offer.tagged)
    return {
        "best": _odds(offer.best),
        "mean": _odds(sum(chances) / len(chances)),
        "sum": math.log(sum(chances) + 0.1),
        "places": math.log(count),
        "tagged": float(tagged > 0),
        "tagged%": tagged / count,
        "any": _odds(1 - math.prod(1 - chance for chance in chances)),
    }


def _odds(chance: float) -> float:
    bounded = min(max(chance, 0.001), 0.999)
    return math.log(bounded / (1 - bounded))


def _covered(tags: Sequence[str]) -> list[int]:
    """For each word the length of the mention in which it stands."""
    found = [0] * len(tags)
    for start, stop in runs(tags):
        found[start:stop] = [stop - start] * (stop - start)
    return found


def _longer(found: Mapping[Term, Offer]) -> dict[Term, set[str]]:
    """For each term how it begins or ends a likely longer one, or is begun or ended by one."""
    relations: dict[Term, set[str]] = {term: set() for term in found}
    for term, offer in found.items():
        for size in range(1, len(term)):
            for part, name in ((term[-size:], "ends"), (term[:size], "begins")):
                shorter = found.get(part)
                if shorter and offer.best > 0.5:  # noqa: PLR2004
                    relations[part].add(name)
                if shorter and shorter.best > 0.5:  # noqa: PLR2004
                    relations[term].add(f"has{name}")
    return relations


def chosen(judge: Judge, weights: Mapping[str, float], least: float) -> Counter[Place]:
    """The places of the terms whose log odds are above the least."""
    places: Counter[Place] = Counter()
    for term, offer in judge.offers.items():
        if score(judge.features(term), weights) > least:
            places.update(offer.places)
    return places


def score(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The log odds of a term."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def longest(places: Sequence[Place]) -> list[Place]:
    """The places of which none lies within another or reaches into it: the longer one stands.

    >>> longest([(0, 1, 3), (0, 2, 3), (0, 5, 6)])
    [(0, 1, 3), (0, 5, 6)]
    """
    kept: list[Place] = []
    taken: set[tuple[int, int]] = set()
    for at, start, stop in sorted(places, key=lambda place: (place[1] - place[2], place)):
        words = {(at, word) for word in range(start, stop)}
        if taken.isdisjoint(words):
            kept.append((at, start, stop))
            taken |= words
    return sorted(kept)
