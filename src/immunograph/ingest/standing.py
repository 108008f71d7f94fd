"""Candidates as claims to be, each held against the claims of the graph.

    known       the graph has the claim, and it rests on this page
    settled     the graph knows this page, and an editor has accounted for these sentences already
    confirms    the graph has the claim, from another source
    differs     the graph says otherwise, or knows that it has ended
    denies      the page denies what the graph claims
    new         the graph has no such claim

A page confirms a claim where the claim says everything that the page says, for the same people;
of how a therapy is given or made, several claims may say it together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from immunograph.candidates.candidate import Candidate, Value
from immunograph.dataset import DataSet
from immunograph.ingest import claimed
from immunograph.ingest.claimed import OBJECT_FIELDS, Known, things_of
from immunograph.ingest.naming import LIMITS, Namer
from immunograph.ingest.values import Terms
from immunograph.vocabulary import IG

NEW, CONFIRMS, DIFFERS, DENIES = "new", "confirms", "differs", "denies"
KNOWN, SETTLED = "known", "settled"
# The field that repeats the subject of a claim.
SUBJECT_FIELDS: Mapping[str, str] = {"AntigenExpression": "antigen", "Manifestation": "event"}
_RETIRED = "Retired"
# Kinds of which the graph has a claim for each thing that a source says.
_IN_PARTS = frozenset({"Administration", "ManufactureStep"})
_OPEN = f"{IG}UnderStudy"

Says = Mapping[str, frozenset[str]]
_Matter = tuple[object, ...]


@dataclass(frozen=True)
class Claim:
    """A claim to be: its IRI, the candidate, what it says, and how it stands to the graph.

    `standing` is one of the six; `against` are the claims of the graph it was held against,
    `fields` those in which they differ, and `because` says why in words. `proposed` is the
    candidate as the page made it.
    """

    iri: str
    candidate: Candidate
    says: Says = field(repr=False)
    standing: str = NEW
    against: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    because: str = ""
    proposed: Candidate | None = field(default=None, repr=False)

    @property
    def rests(self) -> tuple[str, ...]:
        """The claims of the graph that get the passages of one that the graph has."""
        return self.against if self.standing in {CONFIRMS, DENIES, KNOWN} else ()


@dataclass(frozen=True)
class Graph:
    """What candidates are held against: the claims of the graph, by what identifies them."""

    claims: tuple[Known, ...]
    terms: Terms = field(repr=False)
    namer: Namer = field(repr=False)
    slug: str = ""

    def claim(self, of: Candidate) -> Claim:
        """A candidate as a claim to be."""
        says = self._says(of)
        alike = self.on(of.kind, of.about)
        near = [one for one in alike if _same_object(one, of) and one.status != _RETIRED]
        iri = self.namer.iri(of)
        if held := _saying(near, of, says):
            iris = tuple(one.iri for one in held)
            return Claim(iris[0], of, says, DENIES if of.negated else CONFIRMS, iris)
        return Claim(self._beside(iri), of, says)

    def on(self, kind: str, about: str) -> list[Known]:
        """The claims of a kind about a thing."""
        return self._on.get((kind, about), [])

    @cached_property
    def _on(self) -> Mapping[tuple[str, str], list[Known]]:
        found: dict[tuple[str, str], list[Known]] = {}
        for one in self.claims:
            found.setdefault((one.kind, one.about), []).append(one)
        return found

    def _beside(self, iri: str) -> str:
        """The IRI of a claim that stands beside those of the graph."""
        return f"{iri}_{self.slug}" if iri in self._taken else iri

    @cached_property
    def _taken(self) -> frozenset[str]:
        return frozenset(one.iri for one in self.claims)

    def _says(self, of: Candidate) -> Says:
        own = {OBJECT_FIELDS.get(of.kind, ""), SUBJECT_FIELDS.get(of.kind, "")}
        found = {
            name: self.terms.texts(name, values)
            for name, values in of.fields.items()
            if values and name not in own | {"certainty", "inForceOn"}
        }
        if subject := SUBJECT_FIELDS.get(of.kind):
            found[subject] = frozenset({of.about})
        return found


def graph_of(dataset: DataSet, candidates: Iterable[Candidate], terms: Terms, slug: str) -> Graph:
    """What a data set claims of all that candidates are about; `slug` as in `Graph`."""
    found = claimed.about(dataset.store, things_of(candidates))
    return Graph(tuple(found), terms, Namer(dataset.names), slug)


def claims(candidates: Iterable[Candidate], graph: Graph) -> list[Claim]:
    """The claims to be of a page: those that say one thing are one, each has a name of its own.

    A decision on a use is one on the claim that the use is.
    """
    found: dict[str, Claim] = {}
    ordered = sorted(merged(candidates), key=lambda one: one.decides is not None)
    for each in ordered:
        one = replace(graph.claim(_on_claim(each, found.values())), proposed=each)
        held = found.get(one.iri)
        if held is None:
            found[one.iri] = one
        elif held.standing == one.standing and one.standing in {CONFIRMS, DENIES}:
            found[one.iri] = replace(held, candidate=_united(held.candidate, one.candidate))
        else:
            iri = _numbered(one.iri, found)
            found[iri] = replace(one, iri=iri)
    return list(found.values())


def _on_claim(of: Candidate, uses: Iterable[Claim]) -> Candidate:
    """A decision, with the claim that its use is as its object; without one where none is."""
    if of.decides is None:
        return of
    wanted = _matter(of.decides)
    for use in uses:
        one = use.candidate
        if one.kind != of.decides.kind or one.about != of.decides.about:
            continue
        if _matter(one) == wanted and _go_together(one.fields, of.decides.fields):
            return replace(of, object=use.iri, decides=None)
    return replace(of, object="", decides=None)


def _numbered(iri: str, taken: Mapping[str, object]) -> str:
    number = 2
    while f"{iri}_{number}" in taken:
        number += 1
    return f"{iri}_{number}"


def merged(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates; of those about one matter that do not contradict each other, one is made."""
    groups: dict[_Matter, list[Candidate]] = {}
    for each in candidates:
        group = groups.setdefault(_matter(each), [])
        for number, other in enumerate(group):
            if _go_together(each.fields, other.fields):
                group[number] = _united(other, each)
                break
        else:
            group.append(each)
    for group in groups.values():
        yield from group


def _matter(of: Candidate) -> _Matter:
    """What two candidates must have in common to be one: the matter, and for whom."""
    limits = tuple((name, frozenset(of.fields.get(name, ()))) for name in LIMITS)
    studied, use = of.certainty == "UnderStudy", of.decides and _matter(of.decides)
    return of.kind, of.about, of.object, of.negated, studied, limits, use


def _go_together(one: Mapping[str, Sequence[Value]], other: Mapping[str, Sequence[Value]]) -> bool:
    return all(set(one[name]) == set(other[name]) for name in one.keys() & other.keys())


def _united(one: Candidate, other: Candidate) -> Candidate:
    certain = min(one.certainty, other.certainty, key=_sureness)
    return replace(
        one,
        certainty=certain,
        fields={**one.fields, **other.fields},
        sentences=tuple(sorted({*one.sentences, *other.sentences})),
        spans=tuple(sorted({*one.spans, *other.spans})),
        inferred=one.inferred and other.inferred,
        identified_through=tuple(sorted({*one.identified_through, *other.identified_through})),
    )


def _sureness(certainty: str) -> tuple[int, str]:
    order = ("Stated", "Hedged", "UnderStudy")
    name = certainty.removeprefix(IG)
    return (order.index(name) if name in order else len(order)), name


def _same_object(one: Known, of: Candidate) -> bool:
    return of.kind not in OBJECT_FIELDS or one.object == of.object


def _saying(near: Iterable[Known], of: Candidate, says: Says) -> list[Known]:
    """The claims of the graph that say everything a candidate says, of the same people."""
    alike = [one for one in near if _of_same_people(one, of, says)]
    whole = [one for one in alike if _says_all([one], of, says)]
    if whole:
        return [min(whole, key=lambda one: (len(one.says), one.iri))]
    parts = [one for one in alike if of.kind in _IN_PARTS and _says_some(one, says)]
    return parts if parts and _says_all(parts, of, says) else []


def _of_same_people(one: Known, of: Candidate, says: Says) -> bool:
    if (of.certainty.removeprefix(IG) == "UnderStudy") != (_OPEN in one.values("certainty")):
        return False
    return all(one.says.get(name) == says.get(name) for name in LIMITS)


def _says_all(held: Sequence[Known], of: Candidate, says: Says) -> bool:
    told = (
        any(values <= one.says.get(name, frozenset()) for one in held)
        for name, values in says.items()
    )
    return bool(says or of.object) and all(told)


def _says_some(one: Known, says: Says) -> bool:
    """Whether a claim says a part of a candidate, and nothing that goes against it."""
    both = one.says.keys() & says.keys()
    return bool(both) and all(one.says[n] >= says[n] or one.says[n] <= says[n] for n in both)
