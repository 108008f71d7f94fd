"""What an editor has to look at: the places of a page that disagree or are out of date.

Several claims may be wrong by one word. What is wrong at one place is one difference.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from immunograph.candidates.candidate import Proposal
from immunograph.compare.missing import Missing
from immunograph.compare.outcome import WRONG, Verdict
from immunograph.compare.verdict import Comparison, Side
from immunograph.compare.whereabouts import Spot

_BRAND = "brand-of-another"


@dataclass(frozen=True)
class Difference:
    """What is wrong at one place of a page, with every comparison that says so."""

    verdict: Verdict
    spot: Spot
    comparisons: tuple[Comparison, ...]

    @property
    def says(self) -> tuple[str, ...]:
        """What the page says there, in words of our own."""
        return tuple(dict.fromkeys(one.says for one in self.comparisons))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why that is held against it."""
        return tuple(dict.fromkeys(one.reason for one in self.comparisons))

    @property
    def fix(self) -> str:
        """What to do."""
        return self.comparisons[0].fix

    @property
    def fields(self) -> tuple[str, ...]:
        """In what it differs, as local names."""
        return tuple(dict.fromkeys(name for one in self.comparisons for name in one.fields))

    @property
    def known(self) -> tuple[Side, ...]:
        """What the graph says instead."""
        return _each_once(side for one in self.comparisons for side in one.known)

    @property
    def beside(self) -> tuple[Side, ...]:
        """What other sources of the graph say, which agrees with the page."""
        known = {side.claim for side in self.known}
        sides = _each_once(side for one in self.comparisons for side in one.beside)
        return tuple(side for side in sides if side.claim not in known)


@dataclass(frozen=True)
class Compared:
    """A page that was held against the graph, on a day."""

    name: str
    proposal: Proposal = field(repr=False)
    comparisons: tuple[Comparison, ...] = field(repr=False)
    missing: tuple[Missing, ...] = ()

    @property
    def differences(self) -> list[Difference]:
        """Its places that disagree or are out of date, in the order of the page."""
        return differences(self.comparisons)

    @property
    def disputes(self) -> list[Comparison]:
        """What it says as one source of the graph does, and another does not."""
        return [c for c in self.comparisons if c.verdict is Verdict.AGREES and c.beside]

    @property
    def counts(self) -> dict[str, int]:
        """How many places disagree or are stale, claims are missing, statements agree or stay."""
        of = Counter(str(each.verdict) for each in self.differences)
        rest = Counter(str(one.verdict) for one in self.comparisons)
        return {
            **{str(verdict): of[verdict] for verdict in WRONG},
            "missing": len(self.missing),
            **{str(v): rest[v] for v in (Verdict.AGREES, Verdict.SILENT)},
        }


def differences(comparisons: Iterable[Comparison]) -> list[Difference]:
    """What is wrong, by place: comparisons of one place, or of one field in a sentence, are one.

    So is what follows from a brand under the wrong therapy: what is said of its own one there.
    """
    wrong = [one for one in comparisons if one.verdict in WRONG]
    groups: list[list[Comparison]] = []
    for one in sorted(wrong, key=_rank):
        group = next((g for g in groups if _is_one(g[0], one)), None)
        if group:
            group.append(one)
        else:
            groups.append([one])
    made = [Difference(_worst(group), group[0].spot, tuple(group)) for group in groups]
    return sorted(made, key=lambda each: each.spot)


def _rank(one: Comparison) -> tuple[bool, int, Spot]:
    return one.because != _BRAND, one.spot.end - one.spot.start, one.spot


def _is_one(one: Comparison, other: Comparison) -> bool:
    if (one.spot.start, one.spot.end) == (other.spot.start, other.spot.end):
        return True
    if one.because == _BRAND and one.spot.sentence in other.candidate.sentences:
        return any(side.about == other.candidate.about for side in one.known)
    same = one.spot.sentence == other.spot.sentence and one.candidate.about == other.candidate.about
    return same and bool(set(one.fields) & set(other.fields)) and _within(one.spot, other.spot)


def _within(one: Spot, other: Spot) -> bool:
    return other.start <= one.start and one.end <= other.end


def _worst(group: Sequence[Comparison]) -> Verdict:
    return next(each for each in WRONG if any(one.verdict is each for one in group))


def _each_once(sides: Iterable[Side]) -> tuple[Side, ...]:
    return tuple({side.claim: side for side in sides}.values())
