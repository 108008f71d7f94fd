"""How like two passages are, by their sketches: the share of word groups they have in common.

A sketch holds the eight smallest hashes of the groups of three words of a sentence. Of all groups
of both sentences together, the eight smallest are a fair sample; the share of them that both
sketches hold estimates the share of groups that both sentences have (Broder 1997).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_SKETCH = 8


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The estimated share of word groups that two sentences have in common, from 0 to 1.

    >>> likeness(frozenset({"a", "b"}), frozenset({"b", "c"}))
    0.3333333333333333
    """
    if not one or not other:
        return 0.0
    full = len(one) >= _SKETCH or len(other) >= _SKETCH
    sample = sorted(one | other)[: _SKETCH if full else None]
    return sum(each in one and each in other for each in sample) / len(sample)


@dataclass(frozen=True)
class Likenesses:
    """Finds, among many sketches, those that share a hash with one."""

    sketches: Sequence[frozenset[str]]
    _holding: Mapping[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, sketches: Iterable[frozenset[str]]) -> "Likenesses":
        """The likenesses to some sketches."""
        kept = list(sketches)
        holding: dict[str, list[int]] = defaultdict(list)
        for number, sketch in enumerate(kept):
            for each in sketch:
                holding[each].append(number)
        return cls(kept, holding)

    def to(self, sketch: frozenset[str]) -> dict[int, float]:
        """The likeness of each that shares a hash with a sketch, by its number."""
        near = {number for each in sketch for number in self._holding.get(each, ())}
        return {number: likeness(sketch, self.sketches[number]) for number in sorted(near)}
