"""Names of therapies and brands that are easily taken for one another.

Likeness is BI-SIM (Kondrak and Dorr 2004): the longest sequence of letter pairs that two names
share in the same order, half-equal pairs counting half, over the length of the longer name; the
first letter counts double. It found more confusable names than other measures of spelling.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

# Chosen so that pairs known to be confused (vinblastine and vincristine, cycloserine and
# cyclosporine) are above it, and names with only an ending in common below.
ALIKE = 0.7
# Endings that the naming scheme of the WHO prescribes: antibodies, gene components, cells.
_PRESCRIBED = re.compile(r"(?:mab|(?:cab)?(?:ta)?gene|(?:leu)?cel)$")
_SHORTEST = 4
_NOT_LETTERS = re.compile(r"[^a-z]+")


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1.

    >>> likeness("vinblastine", "vincristine") > likeness("vinblastine", "methotrexate")
    True
    >>> likeness("abc", "abc")
    1.0
    """
    longer = max(len(one), len(other))
    if not longer:
        return 1.0
    first, second = _pairs(one), _pairs(other)
    above = [0.0] * (len(second) + 1)
    for pair in first:
        row = [0.0]
        for at, opposite in enumerate(second):
            same = (pair[0] == opposite[0]) + (pair[1] == opposite[1])
            row.append(max(above[at + 1], row[at], above[at] + same / 2))
        above = row
    return above[-1] / longer


def _pairs(name: str) -> list[str]:
    """The letter pairs of a name, with the first letter put before it."""
    text = name[:1] + name
    return [text[at : at + 2] for at in range(len(name))]


def distinctive(one: str, other: str) -> tuple[str, str]:
    """What tells two names apart: without equal last words and prescribed endings.

    >>> distinctive("Abcmab vedotin", "xyzmab vedotin")
    ('abc', 'xyz')
    """
    words, others = one.casefold().split(), other.casefold().split()
    while len(words) > 1 and len(others) > 1 and words[-1] == others[-1]:
        words, others = words[:-1], others[:-1]
    return _bare(words), _bare(others)


def _bare(words: Sequence[str]) -> str:
    letters = (_PRESCRIBED.sub("", _NOT_LETTERS.sub("", word)) for word in words)
    return "".join(letters)


def alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every two names that are easily taken for one another, in the order of the alphabet.

    >>> list(alike(["Examplix", "Exampliz", "Besponsa"]))
    [('Examplix', 'Exampliz')]
    """
    ordered = sorted(set(names))
    bits: defaultdict[tuple[str, int], int] = defaultdict(lambda: 1 << len(bits))
    marks = [_marks(name, bits) for name in ordered]
    for at, name in enumerate(ordered):
        mark, size = marks[at]
        for further in range(at + 1, len(ordered)):
            other, length = marks[further]
            # With fewer than two in five letter pairs in common, names are never alike enough.
            shared = (mark & other).bit_count()
            if shared * 5 >= min(size, length) * 2 and _are_alike(name, ordered[further]):
                yield name, ordered[further]


def _are_alike(one: str, other: str) -> bool:
    words, others = (set(re.split(r"[^a-z]+", name.casefold())) for name in (one, other))
    if words != others and (words <= others or others <= words):
        return True
    first, second = distinctive(one, other)
    long_enough = min(len(first), len(second)) >= _SHORTEST
    return long_enough and first != second and likeness(first, second) >= ALIKE


def _marks(name: str, bits: Mapping[tuple[str, int], int]) -> tuple[int, int]:
    """The letter pairs of a name as the bits of a number, and the least there are to compare.

    A pair that stands there twice is two bits. Of two names, first words at least are compared.
    """
    words = name.casefold().split()
    times: Counter[str] = Counter()
    mark = 0
    for pair in _pairs(_bare(words)):
        times[pair] += 1
        mark |= bits[pair, times[pair]]
    return mark, len(_bare(words[:1]))
