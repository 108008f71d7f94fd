"""How near one spelling is to another."""

from collections.abc import Iterable

from immunograph.names import key

_LONG = 8


def nearness(written: str, known: str) -> float:
    """How near two names are, without regard to case and punctuation: from 0 to 1.

    >>> nearness("CD-19", "cd19"), round(nearness("target", "targets"), 2)
    (1.0, 0.86)
    """
    left, right = key(written), key(known)
    longest = max(len(left), len(right))
    return 1 - distance(left, right) / longest if longest else 0.0


def nearest(written: str, known: Iterable[str]) -> float:
    """The nearness of the nearest name."""
    return max((nearness(written, each) for each in known), default=0.0)


def is_slip(written: str, known: str) -> bool:
    """Whether a name can only be a slip of the pen for another: few letters, and no digit, differ.

    A number in a name is the name: CD20 is no CD22.

    >>> is_slip("blinatumomb", "blinatumomab"), is_slip("cd21", "cd22"), is_slip("CD19", "cd19")
    (True, False, True)
    """
    left, right = key(written), key(known)
    if [c for c in left if c.isdigit()] != [c for c in right if c.isdigit()]:
        return False
    return distance(left, right) <= (2 if min(len(left), len(right)) >= _LONG else 1)


def distance(left: str, right: str) -> int:
    """How many letters must be put in, taken out, changed, or exchanged with the next.

    >>> distance("target", "targets"), distance("tagrets", "targets")
    (1, 1)
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, one in enumerate(left, 1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one != other))
            if i > 1 and j > 1 and one == right[j - 2] and left[i - 2] == other:
                least = min(least, earlier[j - 2] + 1)
            row.append(least)
    return row[-1]
