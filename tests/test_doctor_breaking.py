"""Each saved question is broken in every way, in one place after another: the place is named.

IMMUNOGRAPH_BREAK_ALL=1 breaks every place; otherwise some of each way are taken.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from breaking import WAYS, Breaker, Broken
from immunograph.doctor.diagnosis import Diagnosis
from immunograph.doctor.emptiness import is_empty
from immunograph.doctor.examine import Asked, Within, diagnose
from immunograph.errors import BadQuery
from immunograph.library import Library
from immunograph.queries import bind
from immunograph.store import Solutions, Term

pytestmark = pytest.mark.thorough
NAMES = sorted(path.stem for path in (Path(__file__).parents[1] / "queries").glob("*.rq"))
ALL = bool(os.environ.get("IMMUNOGRAPH_BREAK_ALL"))
PLACES, TRIED = 1, 4
# Questions that take long by themselves, and in how many ways they are broken.
SLOW = {
    "shared-events-by-target": 1,
    "therapies-for-relapsed-or-refractory": 3,
    "compare-therapies": 5,
    "disagreements": 5,
}
# What cannot be told from a question in order, and why not.
SAME_KIND = "both ends are classes, and a class can stand at either"
UNTYPED = "the graph does not say what the other end is"
OPEN_PATH = "a path of no length fits anything"
COUNTED = "what is counted within is counted the other way round as well"
UNTOLD: Mapping[tuple[str, str], str] = {
    ("explanation-of-modality", "rdfs:subClassOf* -> ^rdfs:subClassOf*"): SAME_KIND,
    ("therapies-by-modality", "rdfs:subClassOf* -> ^rdfs:subClassOf*"): SAME_KIND,
    ("single-source-claims", "rdfs:subClassOf -> ^rdfs:subClassOf"): SAME_KIND,
    ("stale-claims", "rdfs:subClassOf -> ^rdfs:subClassOf"): SAME_KIND,
    ("statements-of-source", "rdfs:subClassOf -> ^rdfs:subClassOf"): SAME_KIND,
    ("identifiers-of-thing", "ig:identifier -> ^ig:identifier"): UNTYPED,
    ("therapies-by-procedure", "rdf:type? -> ^rdf:type?"): OPEN_PATH,
    (
        "single-source-claims",
        "ig:supportedBy/ig:inSection/ig:sectionOf/ig:versionOf"
        " -> ^(ig:supportedBy/ig:inSection/ig:sectionOf/ig:versionOf)",
    ): COUNTED,
}
# Filters in whose stead another part can be said to exclude all, which is named then.
SHARED = {
    ("serious-adverse-reactions-of-therapy", "(?saidAs = ig:BoxedWarning || BOUND(?seriousness))"),
    ("stale-claims", "(COALESCE(?newerReviewed, ?newerRetrieved) >= ?before)"),
}


@pytest.fixture(scope="module")
def short_cuts(library: Library) -> dict[str, list[str]]:
    """The short cuts through each property of a claim, as the questions write them."""
    of = library.dataset
    found: dict[str, list[str]] = {}
    for row in of.store.select("SELECT ?p ?t { ?p ig:shortCutThrough ?t } ORDER BY ?p ?t").rows:
        through, short = (of.prefixes.contract(str(row[name])[1:-1]) for name in ("t", "p"))
        found.setdefault(through, []).append(short)
    return found


class Patient:
    """A saved question with the examples of its parameters, to be broken and diagnosed."""

    def __init__(self, library: Library, name: str) -> None:
        self.library, self.query = library, library.queries[name]
        self.bound: dict[str, Term] = bind(self.query, self.query.examples, library.dataset.names)
        whole = library.dataset.store.select(self.query.text, **self.bound)
        self.whole = Solutions(whole.variables, whole.rows[:1001])

    def has_no_answer(self, broken: Broken) -> bool:
        try:
            results = self.library.dataset.store.run(broken.text, **self.bound)
        except BadQuery as error:
            assert broken.way == "prefix", error
            return True
        return is_empty(broken.text, results)

    def diagnosis(self, broken: Broken) -> Diagnosis:
        of = self.library.dataset
        asked = Asked(broken.text, self.bound, self.query.file)
        return diagnose(of.store, asked, of.prefixes, lambda: of.names, Within(60))


def is_named(found: Diagnosis, broken: Broken) -> bool:
    """Whether a fault is in what was broken, or in a part that holds it."""
    places = [at for fault in found.faults for at in fault.at]
    return any(
        broken.start <= at.start < broken.end
        or at.start <= broken.start < at.start + len(at.text.encode())
        for at in places
    )


def some(patient: Patient, short_cuts: Mapping[str, list[str]]) -> Iterator[Broken]:
    """The question broken in every way, each in some places that differ from way to way."""
    breaker = Breaker(patient.query.text, short_cuts)
    ways = WAYS if ALL else WAYS[: SLOW.get(patient.query.name)]
    most = 1 if patient.query.name in SLOW else PLACES
    for number, way in enumerate(ways):
        given = [one for one in way(breaker) if (patient.query.name, one.change) not in UNTOLD]
        if ALL:
            yield from given
            continue
        found = 0
        for place in range(min(TRIED, len(given))):
            broken = given[(place * 7 + number) % len(given)]
            if found < most and patient.has_no_answer(broken):
                found += 1
                yield broken


@pytest.mark.parametrize("name", NAMES)
def test_the_broken_place_is_named_and_the_correction_is_the_question_as_it_was(
    library: Library, short_cuts: Mapping[str, list[str]], name: str
) -> None:
    patient = Patient(library, name)
    assert patient.whole.rows
    for broken in some(patient, short_cuts):
        if ALL and not patient.has_no_answer(broken):
            continue
        found = patient.diagnosis(broken)
        said = f"{broken.way}: {broken.change}\n{found}"
        is_shared = (name, broken.change.partition(" -> ")[0]) in SHARED
        assert is_named(found, broken) is not is_shared, said
        if broken.way == "filter":  # the other way round it is a filter all the same
            assert found.verdict in {"none", "broken"}, said
            continue
        assert found.verdict == "broken", said
        assert found.correction, said
        assert found.correction.results == patient.whole, said


@pytest.mark.parametrize(("name", "change"), UNTOLD)
def test_what_cannot_be_told_is_still_named(
    library: Library, short_cuts: Mapping[str, list[str]], name: str, change: str
) -> None:
    patient = Patient(library, name)
    given = [b for b in Breaker(patient.query.text, short_cuts).directions() if b.change == change]
    broken = next(one for one in given if patient.has_no_answer(one))
    found = patient.diagnosis(broken)
    assert is_named(found, broken), found
    assert found.verdict == "none", f"{UNTOLD[name, change]}: no longer so"
