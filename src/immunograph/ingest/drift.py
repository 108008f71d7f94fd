"""A new version of a known page: what became of each claim, and which sentences are new.

A claim follows a sentence that stands word for word. One that was reworded it never follows by
itself: what changed is said, and an editor decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from immunograph.ingest.anchoring import Anchor, Fate, anchors
from immunograph.ingest.known import Passage, Resting
from immunograph.ingest.ledger import Entry
from immunograph.ingest.standing import Claim
from immunograph.ingest.wording import Wording

_ORDER = list(Fate)


@dataclass(frozen=True)
class ClaimDrift:
    """What became of a claim that rests on passages of the earlier version.

    Its `fate` is the worst of those of its passages. `changed` says in words what a reworded
    sentence names no more, or names instead. `says_still` where the page makes the claim anew.
    """

    claim: str
    link: str
    fate: Fate
    anchors: tuple[Anchor, ...]
    changed: tuple[str, ...] = ()
    says_still: bool = False

    @property
    def needs_review(self) -> bool:
        """Whether an editor has to look at it."""
        return self.fate not in {Fate.SAME, Fate.MOVED}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The sentences that it rests on word for word."""
        kept = (one for one in self.anchors if one.fate in {Fate.SAME, Fate.MOVED})
        return tuple(entry for one in kept for entry in one.entries)


@dataclass(frozen=True)
class Drift:
    """What became of the claims and the sentences of the version `earlier`, and what is new."""

    earlier: str
    claims: tuple[ClaimDrift, ...]
    anchors: tuple[Anchor, ...] = field(repr=False)
    new: tuple[Entry, ...] = field(repr=False)


def drift(
    earlier: str,
    passages: Sequence[Passage],
    entries: Sequence[Entry],
    resting: Iterable[Resting],
    words: tuple[Wording, Sequence[Claim]],
) -> Drift:
    """What became of a version; `words` tells what claims and sentences name."""
    found, new = anchors(passages, entries)
    by_passage = {one.passage.iri: one for one in found}
    groups: dict[tuple[str, str], list[Anchor]] = {}
    for each in resting:
        if each.passage in by_passage:
            groups.setdefault((each.claim, each.link), []).append(by_passage[each.passage])
    claims = tuple(_claim(key, of, words) for key, of in sorted(groups.items()))
    return Drift(earlier, claims, tuple(found), tuple(new))


def _claim(
    key: tuple[str, str], of: Sequence[Anchor], words: tuple[Wording, Sequence[Claim]]
) -> ClaimDrift:
    wording, made = words
    claim, link = key
    fate = max((one.fate for one in of), key=_ORDER.index)
    reworded = [one for one in of if one.fate is Fate.REWORDED]
    changed = dict.fromkeys(
        said for one in reworded for said in wording.changed(claim, one.entries[0])
    )
    still = any(one.iri == claim for one in made)
    return ClaimDrift(claim, link, fate, tuple(of), tuple(changed), still)


def counted(given: Drift) -> Mapping[str, int]:
    """How many claims of each fate there are."""
    return {fate.value: sum(one.fate is fate for one in given.claims) for fate in Fate}
