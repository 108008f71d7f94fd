"""The verb `diagnose`: why a query has no answer, and what would have one.

Bounded in time and in what is asked of the store; what is offered was run before.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from immunograph.doctor import clauses
from immunograph.doctor.diagnosis import At, Correction, Diagnosis, Fault, Verdict
from immunograph.doctor.emptiness import is_empty
from immunograph.doctor.known import Facts
from immunograph.doctor.mends import Case, Mend, Suspicion, applied, moved
from immunograph.doctor.parts import Query, place_of, take_apart
from immunograph.doctor.probes import Bounds, OutOfBounds, Probes
from immunograph.doctor.suspicions import suspicions
from immunograph.doctor.words import Words
from immunograph.errors import BadQuery
from immunograph.names import Names, read_names
from immunograph.ontology import Prefixes
from immunograph.store import Store, Term

_SLOW = 4  # parts of the time, of which one question has no more than one
_ROWS = 1000
_AT_ONCE = 4
_TIERS = 3
_SAME = 0.02
_Fault = tuple[str, int]  # of what kind, and where


@dataclass(frozen=True)
class Asked:
    """A query that was asked, the terms of its parameters, and the file that its places are in."""

    text: str
    bindings: Mapping[str, Term] = field(default_factory=dict)
    file: str = "query"


@dataclass(frozen=True)
class Within:
    """How long a diagnosis may take, in seconds, and how much it may ask of the store."""

    seconds: float = 5.0
    questions: int = 600


@dataclass(frozen=True)
class _Given:
    """What is the same for a query and for its corrections."""

    probes: Probes
    prefixes: Prefixes
    facts: Facts
    file: str


@dataclass(frozen=True)
class _Found:
    """What was found in a query: the faults, and what came of their mends."""

    faults: tuple[Fault, ...] = ()
    correction: Correction | None = None
    alternatives: tuple[Correction, ...] = ()
    out_of_bounds: bool = False


def diagnose(
    store: Store,
    asked: Asked,
    prefixes: Prefixes,
    names: Callable[[], Names] | None = None,
    within: Within | None = None,
) -> Diagnosis:
    """Why a query has no answer from a store, with a corrected one that has, where there is one.

    `names` gives the names of things, which are read from the store otherwise. A store whose
    `seconds` can be set is given no more of them than are left.
    """
    within, started = within or Within(), time.monotonic()
    bounds = Bounds(started + within.seconds, within.questions, within.seconds / _SLOW)
    probes = Probes(store, asked.bindings, bounds)
    facts = Facts(probes, names or (lambda: read_names(store, prefixes)))
    given = _Given(probes, prefixes, facts, asked.file)
    found = _examined(given, asked.text)
    query = take_apart(asked.text)
    return Diagnosis(
        _verdict(found),
        found.faults,
        found.correction,
        found.alternatives,
        _remark(query, found, bounds),
        bounds.asked,
        time.monotonic() - started,
        "false" if query and query.kind == "ask" else "no answer",
    )


def _remark(query: Query | None, found: _Found, bounds: Bounds) -> str:
    if found.out_of_bounds:
        return "the time for looking into it was over"
    if bounds.slow:
        return "what took too long was not looked into"
    if query is None and not found.faults:
        return "it could not be taken apart"
    is_service = query and not found.faults and clauses.asks_elsewhere(query)
    return "what SERVICE gives may not join the rest" if is_service else ""


def _verdict(found: _Found) -> Verdict:
    if any(fault.broken for fault in found.faults):
        return "broken"
    return "unknown" if found.out_of_bounds or not found.faults else "none"


def _examined(given: _Given, text: str, tried: frozenset[_Fault] = frozenset()) -> _Found:
    """What is found in a query; what was mended before at a place is not mended there again."""
    query = take_apart(text)
    prologue = query.prologue if query else ""
    probes = replace(given.probes, prologue=prologue)
    words = Words(given.facts, given.prefixes, prologue)
    suspected: list[Suspicion] = []
    try:
        suspected.extend(clauses.undeclared(text, words, given.file))
        if not suspected and query:
            case = Case(query, probes, given.facts, words, given.file)
            for each in suspicions(case):
                if _identity(each.fault) not in map(_identity, (s.fault for s in suspected)):
                    suspected.append(each)
    except (OutOfBounds, RecursionError):
        return replace(_mended(given, text, suspected, tried), out_of_bounds=True)
    return _mended(given, text, suspected, tried)


def _mended(
    given: _Given, text: str, suspected: Sequence[Suspicion], tried: frozenset[_Fault]
) -> _Found:
    """What comes of the mends of what is suspected: the first that has one gives the correction."""
    faults: list[Fault] = []
    found = _Found()
    for each in suspected:
        if _identity(each.fault) in tried:
            faults.append(each.fault)
            continue
        result = _Found() if found.correction else _tried(given, text, each, tried)
        mended = result.correction or result.alternatives
        if each.otherwise and not mended:
            faults.append(each.otherwise)
        else:
            faults.extend((each.fault, *result.faults))
        found = result if mended and not found.correction else found
        if result.out_of_bounds:
            found = replace(found, out_of_bounds=True)
            break
    distinct = {_identity(fault): fault for fault in reversed(faults)}
    kept = [fault for fault in dict.fromkeys(faults) if distinct[_identity(fault)] == fault]
    return replace(found, faults=tuple(kept))


def _identity(fault: Fault) -> _Fault:
    return fault.kind, fault.at[0].start if fault.at else 0


def _tried(given: _Given, text: str, suspicion: Suspicion, tried: frozenset[_Fault]) -> _Found:
    """The correction that the nearest mends give, or what they give where more than one does."""
    deepest = _Found()
    try:
        for tier in list(_tiers(suspicion.mends))[:_TIERS]:
            working = [(m, one) for m in tier if (one := _run(given, text, m))]
            if working:
                return _chosen(working)
            if len(tried) + 1 >= _AT_ONCE:
                break
            certain = [mend for mend in tier if mend.sure]
            for mend in certain[:2]:
                further = _further(given, text, mend, tried | {_identity(suspicion.fault)})
                if further.correction or further.out_of_bounds:
                    return further
                is_mended = _identity(suspicion.fault) not in map(_identity, further.faults)
                deepest = deepest if deepest.faults or not is_mended else further
            if deepest.faults:
                return replace(deepest, alternatives=())
    except (OutOfBounds, RecursionError):
        return _Found(out_of_bounds=True)
    return _Found()


def _chosen(working: Sequence[tuple[Mend, Correction]]) -> _Found:
    """The one correction among those that are equally near, or all of them to choose from."""
    if not all(mend.sure for mend, _ in working):
        return _Found(alternatives=tuple(one for _, one in working))
    distinct = _distinct([one for _, one in working])
    if len(distinct) == 1:
        return _Found(correction=distinct[0])
    return _Found(alternatives=tuple(distinct))


def _further(given: _Given, text: str, mend: Mend, tried: frozenset[_Fault]) -> _Found:
    """What is found in the query once a mend is made, at the places before it was."""
    mended = applied(text.encode(), mend.edits)
    there = frozenset((kind, moved(start, mend.edits)) for kind, start in tried)
    found = _examined(given, mended, there)
    faults = tuple(_moved_back(fault, text, mend, given.file) for fault in found.faults)
    found = replace(found, faults=faults)
    if not found.correction:
        return found
    change = f"{mend.change}, and {found.correction.change}"
    correction = replace(found.correction, change=change, before=text)
    return replace(found, correction=correction)


def _moved_back(fault: Fault, text: str, mend: Mend, file: str) -> Fault:
    """A fault of a mended query, at its place in the query before."""
    before = text.encode()
    starts = [moved(at.start, mend.edits, back=True) for at in fault.at]
    at = tuple(
        At(place_of(before, start, file), one.text, start)
        for one, start in zip(fault.at, starts, strict=True)
    )
    return replace(fault, at=at)


def _tiers(mends: Sequence[Mend]) -> Iterator[list[Mend]]:
    """The mends in groups that are equally near, the nearest first."""
    left = sorted(mends, key=lambda mend: -mend.nearness)
    while left:
        tier = [mend for mend in left if mend.nearness >= left[0].nearness - _SAME]
        yield tier
        left = left[len(tier) :]


def _run(given: _Given, text: str, mend: Mend) -> Correction | None:
    """A query with a mend made, if it has an answer then."""
    mended = applied(text.encode(), mend.edits)
    query = take_apart(mended)
    if query is None or mended == text:
        return None
    try:
        results = given.probes.run_whole(clauses.limited(query, mended, _ROWS + 1))
    except BadQuery:
        return None
    if is_empty(mended, results):
        return None
    start = min(edit.start for edit in mend.edits)
    more = not isinstance(results, bool) and _number(results) > _ROWS
    place = place_of(text.encode(), start, given.file)
    return Correction(mend.change, text, mended, results, place, more)


def _number(results: object) -> int:
    rows = getattr(results, "rows", results)
    return len(rows) if isinstance(rows, tuple | list) else 0


def _distinct(corrections: Sequence[Correction]) -> list[Correction]:
    """The corrections that differ in what they give, the first of each; of truths, all."""
    kept: list[Correction] = []
    for one in corrections:
        is_truth = isinstance(one.results, bool)
        if is_truth or not any(one.results == other.results for other in kept):
            kept.append(one)
    return kept
