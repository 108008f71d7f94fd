"""What a query is suspected of: the smallest parts without a solution, and what is wrong there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from immunograph.doctor import clauses
from immunograph.doctor.filters import filter_faults
from immunograph.doctor.joins import join_faults, misuse, nothing_joins
from immunograph.doctor.killing import killing
from immunograph.doctor.mends import Case, Suspicion
from immunograph.doctor.parts import Part, inner_query
from immunograph.doctor.patterns import pattern_faults, unknown_terms
from immunograph.doctor.probes import OutOfBounds

_DEEPEST = 100  # the store takes nothing that is nested so deep


def suspicions(case: Case) -> Iterator[Suspicion]:
    """What is wrong with a query that has no answer. Raises `OutOfBounds`."""
    parts = case.query.where.parts
    if found := list(clauses.from_faults(case)):
        yield from found
    elif not case.probes.holds(parts):
        yield from _of_parts(replace(case, whole=parts), parts)
    elif found := list(clauses.after_faults(case)):
        yield from found
    else:
        yield from _counted(case, parts)


def _counted(case: Case, parts: Sequence[Part]) -> Iterator[Suspicion]:
    """What keeps the variables that are counted from being bound."""
    for name in sorted(clauses.counted_variables(case.query)):
        needed = (*parts, clauses.must_be_bound(case.query, name))
        if not case.probes.holds(needed):
            yield from _of_parts(replace(case, whole=needed), needed)


def _of_parts(case: Case, parts: Sequence[Part], depth: int = 0) -> Iterator[Suspicion]:
    for each in killing(parts, case.probes):
        yield from _of_set(case, each, depth)


def _of_set(case: Case, parts: Sequence[Part], depth: int) -> Iterator[Suspicion]:
    """What is wrong with parts of which none can be left out."""
    if depth > _DEEPEST:
        raise OutOfBounds
    for part in sorted(parts, key=_opened_late):
        dead = [each for each in _opened(parts, part) if not case.probes.holds(each)]
        for each in dead:
            whole = tuple(dict.fromkeys([*case.whole, *each]))
            yield from _of_parts(replace(case, whole=whole), each, depth + 1)
        if dead:
            return
    unknown = list(unknown_terms(case, parts))
    yield from unknown or [_suspicion(case, parts)]


def _opened(parts: Sequence[Part], part: Part) -> Iterator[list[Part]]:
    """The parts with what is within one of them in its place."""
    if part.node is not None and part.node.type == "filter" and not _is_exists(part):
        return
    if part.kind in {"minus", "values", "bind", "select", "triple"}:
        return
    for group in part.groups:
        yield [*(other for other in parts if other != part), *group.parts]


def _opened_late(part: Part) -> bool:
    """What is seldom to blame for what there is not."""
    return part.kind == "optional"


def _is_exists(part: Part) -> bool:
    """Whether a filter asks for something that must be there, and nothing else."""
    return part.node is not None and part.node.named_children[-1].type == "exists_func"


def _suspicion(case: Case, parts: Sequence[Part]) -> Suspicion:
    for part in parts:
        if part.kind == "graph":
            return clauses.graph_fault(case, part)
        if part.kind == "select" and len(parts) == 1:
            inner = replace(case, query=inner_query(case.query, part), whole=())
            if within := next(suspicions(inner), None):
                return within
    if len(parts) == 1 and parts[0].triple:
        found = pattern_faults(case, parts[0])
        return found if found.fault.broken else misuse(case, parts[0]) or found
    filters = [part for part in parts if part.kind == "filter" and part.node is not None]
    if filters:
        said = [filter_faults(case, parts, part) for part in filters]
        others = (misuse(case, part) for part in parts if part.triple)
        misused = (found for found in others if found)
        return next((one for one in (*said, *misused) if one.mends), said[0])
    if any(part.kind == "minus" for part in parts):
        return nothing_joins(case, parts, "MINUS takes away all that the rest finds")
    return join_faults(case, parts)
