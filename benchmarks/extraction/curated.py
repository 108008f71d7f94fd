"""Is what the graph already has from a page read from the page again?

    python benchmarks/extraction/curated.py [FILE ...]

For each page of the corpus whose bytes are those of a version in the graph: each reviewed claim
that a passage of the version supports, whether it is proposed (same kind, subject and object, from
one of these passages), and in which fields the two differ.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import immunograph
from immunograph.candidates.candidate import Amount, Candidate, Proposal, Value
from immunograph.candidates.propose import propose
from immunograph.dataset import DataSet
from immunograph.mentions.events.recognise import events
from immunograph.mentions.find import find
from immunograph.pages.read import read
from immunograph.store import Literal
from immunograph.vocabulary import BASE, CLAIMS, IG, TYPE

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1].parent / "shared" / "corpus"
# What stands for the object of a claim of each kind; the others have none.
OBJECTS = {
    "AdverseReaction": "event",
    "AntigenExpression": "cell",
    "BoxedWarning": "event",
    "Branding": "product",
    "Classification": "modality",
    "Identification": "identifier",
    "Indication": "condition",
    "Manifestation": "manifestation",
    "ManufactureStep": "procedure",
    "MechanismOfAction": "mechanism",
    "TargetEngagement": "antigen",
}
_WIDER = frozenset({"Claim", "SafetyCommunication"})
_NOT_COMPARED = frozenset(
    [
        "about",
        "supportedBy",
        "disputedBy",
        "enteredBy",
        "reviewedOn",
        "reviewStatus",
        "identifiedThrough",
        "antigen",
        "event",
        "rationale",
        "indication",
        "yields",
    ]
)


@dataclass
class Curated:
    """A claim of the graph: its kind, its values by local name."""

    iri: str
    kind: str = ""
    values: dict[str, set[str]] = field(default_factory=dict)

    @property
    def object(self) -> str:
        """What it says of its subject."""
        return next(iter(self.values.get(OBJECTS.get(self.kind, ""), ())), "")

    @property
    def about(self) -> str:
        """Its subject."""
        return next(iter(self.values.get("about", ())), "")

    def fields(self) -> dict[str, set[str]]:
        """What a candidate can have as well."""
        left_out = {*_NOT_COMPARED, OBJECTS.get(self.kind, "")}
        return {name: of for name, of in self.values.items() if name not in left_out}


@dataclass(frozen=True)
class Graph:
    """The claims of a data set, its passages by version, and its versions by digest."""

    claims: list[Curated]
    digests: dict[str, str]
    passages: dict[str, str]
    quantities: dict[str, str]


def graph(dataset: DataSet) -> Graph:
    """What is looked up again and again."""
    claims: dict[str, Curated] = {}
    digests, passages, amounts = {}, {}, dict[str, dict[str, str]]()
    for quad in dataset.statements():
        thing, predicate = quad.subject.value, quad.predicate.value
        value = quad.object.value
        local = predicate.removeprefix(IG)
        if thing.startswith(CLAIMS):
            one = claims.setdefault(thing, Curated(thing))
            if predicate == TYPE and value.removeprefix(IG) not in _WIDER:
                one.kind = value.removeprefix(IG)
            elif predicate.startswith(IG):
                one.values.setdefault(local, set()).add(value)
        elif local == "sha256" and "/version/" in thing:
            digests[value] = thing.rpartition("/")[2]
        elif local == "sha256":
            passages[thing] = value
        elif "/quantity/" in thing and local in {"amount", "value", "number", "unit"}:
            is_text = isinstance(quad.object, Literal)
            amounts.setdefault(thing, {})[local] = value if is_text else value.removeprefix(IG)
    quantities = {
        thing: " ".join(of[name] for name in sorted(of, key=_last_unit))
        for thing, of in amounts.items()
    }
    return Graph(list(claims.values()), digests, passages, quantities)


def _last_unit(name: str) -> bool:
    return name == "unit"


def of_version(known: Graph, version: str) -> Iterator[tuple[Curated, set[str]]]:
    """The claims that a version supports, each with the fingerprints of its passages there."""
    start = f"{BASE}passage/{version}_"
    for claim in known.claims:
        of = {one for one in claim.values.get("supportedBy", ()) if one.startswith(start)}
        if of:
            yield claim, {known.passages[one] for one in of}


def matching(claim: Curated, prints: set[str], proposal: Proposal) -> list[Candidate]:
    """The candidates that say the same from one of the same passages."""
    page = proposal.page
    orders = {one.order for one in page.sentences if page.fingerprint(one) in prints}
    return [
        one
        for one in proposal.candidates
        if (one.kind, one.about, one.object) == (claim.kind, claim.about, claim.object)
        and orders & set(one.sentences)
    ]


def differing(known: Graph, claim: Curated, one: Candidate) -> list[str]:
    """The fields in which a claim and a candidate differ, both sides."""
    mine = {name: {_plain(known, v) for v in of} for name, of in claim.fields().items()}
    other = {
        name: {_value(v) for v in of}
        for name, of in one.fields.items()
        if name not in _NOT_COMPARED
    }
    other["certainty"] = {one.certainty}
    return [
        f"{name}: {sorted(mine.get(name, set()))} / {sorted(other.get(name, set()))}"
        for name in sorted({*mine, *other})
        if mine.get(name) != other.get(name)
    ]


def _plain(known: Graph, value: str) -> str:
    return known.quantities.get(value, value.removeprefix(IG).removeprefix(BASE))


_UCUM = {"Day": "d", "Week": "wk", "Hour": "h", "Month": "mo", "Year": "a", "Minute": "min"}


def _value(value: Value) -> str:
    if isinstance(value, Amount):
        unit = value.unit.removeprefix(IG)
        return f"{value.value.removeprefix(IG)} {_UCUM.get(unit, unit)}"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text.removeprefix(IG).removeprefix(BASE)


def main(files: list[str]) -> None:
    """Prints what was measured."""
    dataset = immunograph.open(HERE.parents[1]).dataset
    known, found, wanted = graph(dataset), Counter[str](), Counter[str]()
    for path in [Path(one) for one in files] or sorted(CORPUS.rglob("*.*")):
        if path.suffix not in {".md", ".txt", ".html"} or "README" in path.name:
            continue
        page = read(path)
        if page.sha256 not in known.digests:
            continue
        version = known.digests[page.sha256]
        proposal = propose(page, find(page, dataset.names, events(page)), dataset)
        print(version)  # noqa: T201 (this is what it is for)
        for claim, prints in of_version(known, version):
            wanted[claim.kind] += 1
            name = claim.iri.removeprefix(CLAIMS)
            same = matching(claim, prints, proposal)
            if not same:
                print(f"  - {claim.kind} {name}")  # noqa: T201
                continue
            found[claim.kind] += 1
            least = min((differing(known, claim, one) for one in same), key=len)
            if least:
                print(f"  ~ {claim.kind} {name}: {'; '.join(least)}")  # noqa: T201
    for kind in sorted(wanted):
        print(f"{kind}: {found[kind]} of {wanted[kind]}")  # noqa: T201
    print(f"all: {found.total()} of {wanted.total()}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
