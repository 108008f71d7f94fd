"""Where the passages of an earlier version stand in a later one.

same        word for word, in its order
moved       word for word, in another order or under another heading
reworded    one new sentence is like it, and no other is as like
unclear     several sentences are equally like it: it is anchored to none
gone        none is like it
"""

import bisect
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from immunograph.ingest.known import Passage
from immunograph.ingest.ledger import Entry
from immunograph.ingest.likeness import Likenesses

# The least likeness of a reworded sentence; less is enough between the neighbours it had.
# docs/ingest.md has what was measured.
LIKE, LIKE_IN_PLACE = 0.375, 0.12
_DIGITS = 6
# Of more copies than this, those in order are paired.
_MOST_PAIRS = 10_000


class Fate(StrEnum):
    """What became of a passage, the best first."""

    SAME = "same"
    MOVED = "moved"
    REWORDED = "reworded"
    UNCLEAR = "unclear"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What became of a passage, and the entries of the later version it may be.

    `like` is the likeness to them; there are several only where it is unclear.
    """

    passage: Passage
    fate: Fate
    entries: tuple[Entry, ...] = ()
    like: float = 0.0


def anchors(old: Sequence[Passage], new: Sequence[Entry]) -> tuple[list[Anchor], list[Entry]]:
    """What became of each passage of a version, and the entries that are new in the later one."""
    exact, unclear = _word_for_word(old, new)
    taken = {id(entry) for entry in exact.values()}
    taken |= {id(entry) for entries in unclear.values() for entry in entries}
    found = dict(_kept(old, exact)) | {
        number: Anchor(old[number], Fate.UNCLEAR, entries, 1.0)
        for number, entries in unclear.items()
    }
    left = [number for number in range(len(old)) if number not in found]
    free = [entry for entry in new if id(entry) not in taken]
    found |= _reworded(old, left, free, exact)
    used = {id(e) for one in found.values() for e in one.entries}
    return [found[n] for n in range(len(old))], [e for e in new if id(e) not in used]


def _word_for_word(
    old: Sequence[Passage], new: Sequence[Entry]
) -> tuple[dict[int, Entry], dict[int, tuple[Entry, ...]]]:
    """The entry with the text of each passage, and the entries where it is not clear which."""
    before, after = _by_print(old), _by_print(new)
    exact: dict[int, Entry] = {}
    unclear: dict[int, tuple[Entry, ...]] = {}
    for sha256, numbers in before.items():
        places = after.get(sha256, [])
        if len(numbers) == len(places):
            exact |= {n: new[place] for n, place in zip(numbers, places, strict=True)}
        elif len(numbers) * len(places) > _MOST_PAIRS:
            exact |= {n: new[place] for n, place in zip(numbers, places, strict=False)}
        elif places:
            _among_copies(old, new, (numbers, places), exact, unclear)
    return exact, unclear


def _by_print(of: Sequence[Passage | Entry]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(of):
        found[one.sha256].append(number)
    return found


def _among_copies(
    old: Sequence[Passage],
    new: Sequence[Entry],
    numbered: tuple[Sequence[int], Sequence[int]],
    exact: dict[int, Entry],
    unclear: dict[int, tuple[Entry, ...]],
) -> None:
    """Of several copies of a sentence, the one with the neighbours that the passage had."""
    numbers, places = numbered
    free = list(places)
    for number in numbers:
        ranked = {place: _neighbours(old, new, number, place) for place in free}
        best = [place for place in free if ranked[place] == max(ranked.values())]
        if len(best) == 1 and (ranked[best[0]] or len(free) == 1):
            exact[number] = new[best[0]]
            free.remove(best[0])
        elif best:
            unclear[number] = tuple(new[place] for place in best)


def _neighbours(old: Sequence[Passage], new: Sequence[Entry], number: int, place: int) -> int:
    """How many of the sentences beside a passage stand beside the entry as well."""
    sides = ((number + step, place + step) for step in (-2, -1, 1, 2))
    return sum(
        old[n].sha256 == new[p].sha256 for n, p in sides if 0 <= n < len(old) and 0 <= p < len(new)
    )


def _kept(old: Sequence[Passage], exact: Mapping[int, Entry]) -> Mapping[int, Anchor]:
    """The passages that are there word for word: the same, or moved."""
    numbers = sorted(exact)
    in_order = set(_longest_rising([exact[number].order for number in numbers]))
    homes = _homes(old, exact)
    found = {}
    for at, number in enumerate(numbers):
        entry = exact[number]
        stays = at in in_order and entry.section in homes[old[number].section]
        found[number] = Anchor(old[number], Fate.SAME if stays else Fate.MOVED, (entry,), 1.0)
    return found


def _homes(old: Sequence[Passage], exact: Mapping[int, Entry]) -> dict[str, set[str]]:
    """The sections in which most of a section of the earlier version stands now.

    A section may have been divided; one that holds a small part of it is another one.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for number, entry in exact.items():
        votes[old[number].section][entry.section] += 1
    return {
        section: {each for each, count in of.items() if count * 4 >= max(of.values())}
        for section, of in votes.items()
    }


def _longest_rising(orders: Sequence[int]) -> list[int]:
    """The places of a longest rising run in a list of distinct numbers.

    >>> _longest_rising([1, 5, 2, 3])
    [0, 2, 3]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, order in enumerate(orders):
        at = bisect.bisect_left(tails, order)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [order]
        ends[at : at + 1] = [place]
    found = [ends[-1]] if ends else []
    while found and before[found[-1]] >= 0:
        found.append(before[found[-1]])
    return found[::-1]


def _reworded(
    old: Sequence[Passage],
    left: Sequence[int],
    free: Sequence[Entry],
    exact: Mapping[int, Entry],
) -> dict[int, Anchor]:
    """What became of the passages that are not there word for word.

    The likest are taken first; where a passage or an entry has two that are equally like it, none
    of them is taken for it.
    """
    found: dict[int, Anchor] = {}
    used: set[int] = set()
    for like, pairs in _by_likeness(old, left, free, exact):
        open_pairs = [(n, p) for n, p in pairs if n not in found and p not in used]
        of_old, of_new = (Counter(pair[side] for pair in open_pairs) for side in (0, 1))
        for number in of_old:
            places = [place for n, place in open_pairs if n == number]
            alone = len(places) == 1 and of_new[places[0]] == 1
            fate = Fate.REWORDED if alone else Fate.UNCLEAR
            found[number] = Anchor(old[number], fate, tuple(free[p] for p in places), like)
        used.update(of_new)
    return {number: found.get(number, Anchor(old[number], Fate.GONE)) for number in left}


def _by_likeness(
    old: Sequence[Passage],
    left: Sequence[int],
    free: Sequence[Entry],
    exact: Mapping[int, Entry],
) -> list[tuple[float, list[tuple[int, int]]]]:
    """The pairs of a passage and an entry that are like enough, the likest first."""
    likenesses = Likenesses.of(frozenset(entry.sketch.split()) for entry in free)
    gaps = _gaps(len(old), exact)
    pairs: dict[float, list[tuple[int, int]]] = defaultdict(list)
    for number in left:
        low, high = gaps[number]
        for place, like in likenesses.to(old[number].sketch).items():
            in_place = low < free[place].order < high
            if like >= (LIKE_IN_PLACE if in_place else LIKE):
                pairs[round(like, _DIGITS)].append((number, place))
    return sorted(pairs.items(), reverse=True)


def _gaps(count: int, exact: Mapping[int, Entry]) -> list[tuple[float, float]]:
    """For each passage the orders of the entries of its neighbours before and after."""
    low, high = [float("-inf")] * count, [float("inf")] * count
    for number in range(1, count):
        low[number] = exact[number - 1].order if number - 1 in exact else low[number - 1]
    for number in range(count - 2, -1, -1):
        high[number] = exact[number + 1].order if number + 1 in exact else high[number + 1]
    return list(zip(low, high, strict=True))
