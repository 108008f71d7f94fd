"""The fewest parts of a group that have no solution together.

A part that means something only beside others, such as a filter, is never asked without what
binds its variables.
"""

from collections.abc import Iterable, Mapping, Sequence

from immunograph.doctor.parts import Part
from immunograph.doctor.probes import Probes

# What the values of a variable may depend on in whole: none of these is left out for a filter.
_CHANGING = frozenset(["optional", "bind", "union"])


def killing(parts: Sequence[Part], probes: Probes) -> list[tuple[Part, ...]]:
    """The smallest sets of parts without a solution: each part that has none by itself, or one set.

    Empty where the parts have a solution. Raises `OutOfBounds`.
    """
    given = list(dict.fromkeys(parts))
    if probes.holds(given):
        return []
    single = [part for part in given if _stands(part, given) and not probes.may_hold([part])]
    return [(part,) for part in single] or [_joint(given, probes)]


def _joint(parts: list[Part], probes: Probes) -> tuple[Part, ...]:
    order = _ordered(parts, probes.bindings)
    low, high = 1, len(order)
    while low < high:  # the shortest beginning that has no solution
        middle = (low + high) // 2
        if probes.may_hold(order[:middle]):
            low = middle + 1
        else:
            high = middle
    kept, last = order[:low], order[low - 1]
    for part in reversed(kept[:-1]):
        fewer = _without(kept, part, parts)
        if part in kept and last in fewer and not probes.may_hold(fewer):
            kept = fewer
    return tuple(sorted(kept, key=lambda part: (part.start, part.text)))


def _stands(part: Part, parts: Iterable[Part]) -> bool:
    """Whether nothing else in the group binds what a part depends on."""
    others = [other for other in parts if other is not part]
    return not part.is_dependent or not any(part.mentions & other.binds for other in others)


def _without(kept: list[Part], part: Part, parts: list[Part]) -> list[Part]:
    """The parts without one, and without those that mean something else without it."""
    fewer = [each for each in kept if each != part]
    while unsupported := [each for each in fewer if not _is_supported(each, fewer, parts)]:
        fewer = [each for each in fewer if each not in unsupported]
    return fewer


def _is_supported(part: Part, among: Sequence[Part], parts: Sequence[Part]) -> bool:
    """Whether what binds the variables that a part depends on is there."""
    if not part.is_dependent:
        return True
    for name in part.mentions:
        binding = [other for other in parts if other is not part and name in other.binds]
        there = [other for other in binding if other in among]
        changing = [other for other in binding if other.kind in _CHANGING and other != part]
        if part.kind == "optional":  # those after it bind what it has left open
            changing = [other for other in changing if other.start < part.start]
            binding = [other for other in binding if other.start < part.start]
            there = [other for other in there if other.start < part.start]
        if (binding and not there) or any(other not in among for other in changing):
            return False
    return True


def _ordered(parts: list[Part], bindings: Mapping[str, object]) -> list[Part]:
    """The parts so that each comes after what it depends on, and next to what it joins."""
    order: list[Part] = []
    waiting = list(parts)
    seen = set[str](bindings)
    while waiting:
        ready = [part for part in waiting if _is_supported(part, order, parts)] or waiting
        best = max(ready, key=lambda part: (_rank(part, seen, bindings), -part.start))
        order.append(best)
        waiting.remove(best)
        seen |= best.binds
    return order


def _rank(part: Part, seen: set[str], bindings: Mapping[str, object]) -> tuple[bool, bool, int]:
    """What is asked early: what joins, then what narrows."""
    joins = not part.mentions or bool(part.mentions & seen)
    constants = sum(p.kind != "variable" for p in part.triple.pieces) if part.triple else 3
    bound = len(part.mentions & bindings.keys())
    return joins, part.kind == "filter", constants + bound
