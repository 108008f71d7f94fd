"""Mentions with a gap: what shares a word with its neighbour, as in `pain or redness at the site`.

The tagger marks what belongs to no mention in one piece as P. Each run of such words is joined
with part of a mention, or of another run, near it; learned weights say with which.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from immunograph.mentions.events.lexicon import Lexicon
from immunograph.mentions.events.words import singular, stem

GAP = "P"
_NEAREST = 3  # mentions to each side that are tried
_FARTHEST = 25  # words between the two
_LONGEST = 7  # words of which a part is taken
_STOPS = frozenset([".", ";"])
_SITE = "site"
_LISTING = frozenset([",", "and", "or", "/", "&"])
_JOINING = frozenset(["and", "or", "/", "&"])
Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Joined:
    """Two runs of words as one mention, and what speaks for it."""

    parts: tuple[Run, Run]
    features: tuple[str, ...]


def at_a_site(
    words: Sequence[str], mentions: Sequence[Run], lexicon: Lexicon
) -> Iterator[tuple[Run, Run]]:
    """What happens at the site that a mention names, in the list that the mention opens.

    So in `injection site pain, redness or itching`, where all to the end of the list are such as
    labels tell of a site; not in `injection site pain, rash, and headache`.
    """
    low = [word.lower() for word in words]
    for start, stop in mentions:
        if _SITE in low[start : stop - 1]:
            site = (start, low.index(_SITE, start) + 1)
            for run in _listed(low, stop, lexicon.local):
                yield site, run


def _listed(low: Sequence[str], at: int, local: frozenset[str]) -> list[Run]:
    """The local events that go on in a list, if the last of the list is one of them."""
    found: list[Run] = []
    while at < len(low) and low[at] in _LISTING:
        start = at
        while start < len(low) and low[start] in _LISTING:
            start += 1
        stop = next((stop for stop in _ends(low, start) if _key(low[start:stop]) in local), 0)
        if not stop:
            return []
        found.append((start, stop))
        if not _JOINING.isdisjoint(low[at:start]):
            return found
        at = stop
    return []


def _ends(low: Sequence[str], start: int) -> Iterator[int]:
    return iter(range(min(start + _LONGEST, len(low)), start, -1))


def _key(words: Sequence[str]) -> str:
    return " ".join(map(singular, words))


def segments(tags: Sequence[str]) -> list[tuple[Run, bool]]:
    """The runs of words that are mentions or parts of one, and whether each is one by itself.

    >>> segments(["B", "I", "O", "P", "P", "B"])
    [((0, 2), True), ((3, 5), False), ((5, 6), True)]
    """
    found: list[tuple[Run, bool]] = []
    start = 0
    for at in range(1, len(tags) + 1):
        if at < len(tags) and tags[at] == ("I" if tags[start] == "B" else tags[start]):
            continue
        if tags[start] != "O":
            found.append(((start, at), tags[start] != GAP))
        start = at
    return found


def joined(
    words: Sequence[str], tags: Sequence[str], lexicon: Lexicon, weights: Mapping[str, float]
) -> list[tuple[Run, Run]]:
    """The mentions with a gap in a line: the likeliest for each run, if likelier than not."""
    found: dict[tuple[Run, Run], None] = {}
    for offers in offered(words, tags, lexicon):
        best = max(offers, key=lambda offer: score(offer, weights), default=None)
        if best and score(best, weights) > 0:
            found[best.parts] = None
    return list(found)


def score(offer: Joined, weights: Mapping[str, float]) -> float:
    """The log odds that two runs are one mention."""
    return sum(weights.get(feature, 0.0) for feature in offer.features)


def offered(words: Sequence[str], tags: Sequence[str], lexicon: Lexicon) -> Iterator[list[Joined]]:
    """For each run without a mention of its own, what it may be joined with."""
    if GAP not in tags:
        return
    found = segments(tags)
    low = [word.lower() for word in words]
    for at, (run, whole) in enumerate(found):
        if not whole:
            before = reversed(found[max(at - _NEAREST, 0) : at])
            after = found[at + 1 : at + 1 + _NEAREST]
            yield [
                *_offers(low, run, list(before), lexicon),
                *_offers(low, run, after, lexicon),
            ]


def _offers(
    low: Sequence[str], run: Run, partners: Sequence[tuple[Run, bool]], lexicon: Lexicon
) -> Iterator[Joined]:
    for rank, (partner, whole) in enumerate(partners):
        first, second = sorted((run, partner))
        between = low[first[1] : second[0]]
        if len(between) > _FARTHEST or not _STOPS.isdisjoint(between):
            return
        common = [f"rank{rank}{whole}", *_between(between, partner < run)]
        for share in _shares(partner, partner < run):
            parts = (share, run) if partner < run else (run, share)
            if parts[0][1] < parts[1][0]:
                yield Joined(parts, (*common, *_features(low, run, partner, share, lexicon)))


def _shares(partner: Run, is_before: bool) -> Iterator[Run]:
    """Parts of a mention: its beginnings if it stands before, its ends if it stands after."""
    start, stop = partner
    for size in range(1, min(stop - start, _LONGEST) + 1):
        yield (start, start + size) if is_before else (stop - size, stop)


def _between(between: Sequence[str], is_before: bool) -> Iterator[str]:
    side = "L" if is_before else "R"
    yield side
    yield f"{side}far{min(len(between) // 2, 5)}"
    marks = [mark for mark in ("(", ")", ",", ":") if mark in between]
    joins = not _JOINING.isdisjoint(between)
    yield f"{side}between{''.join(marks)}{joins}"
    if len(between) == 1:
        yield f"{side}only{between[0]}"


def _features(
    low: Sequence[str], run: Run, partner: Run, share: Run, lexicon: Lexicon
) -> Iterator[str]:
    side = "L" if partner < run else "R"
    size, left = share[1] - share[0], partner[1] - partner[0] - (share[1] - share[0])
    edge = low[share[1] - 1] if side == "L" else low[share[0]]
    yield f"{side}size{size}"
    yield f"{side}left{min(left, 4)}"
    yield f"{side}fit{max(min(left - (run[1] - run[0]), 2), -2)}"
    yield f"{side}edge={stem(edge)}"
    yield f"{side}run={stem(low[run[1] - 1] if side == 'L' else low[run[0]])}"
    ordered = sorted((run, share))
    key = " ".join(singular(word) for start, stop in ordered for word in low[start:stop])
    yield f"term={lexicon.term(key).level}"
    whole = " ".join(singular(word) for word in low[run[0] : run[1]])
    yield f"alone={lexicon.term(whole).level}{left == 0}"
    if left:
        rest = (share[1], partner[1]) if side == "L" else (partner[0], share[0])
        alike = low[rest[0]][-2:] == low[run[0]][-2:]
        yield f"alike={alike}"
        other = " ".join(singular(word) for word in low[rest[0] : rest[1]])
        yield f"rest={lexicon.term(other).level}"
        yield f"restword={lexicon.word(singular(low[rest[1] - 1])).level}"
        yield f"edgeword={side}{lexicon.word(singular(edge)).level}"
