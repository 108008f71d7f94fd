"""What the graph claims about the things that a page speaks of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from immunograph import lookups
from immunograph.candidates.candidate import Candidate
from immunograph.names import iri_of
from immunograph.store import Literal, NamedNode, Store, Term
from immunograph.vocabulary import IG, TYPE

# The field that holds the object of a claim, by the local name of its class.
OBJECT_FIELDS: Mapping[str, str] = {
    "AdverseReaction": "event",
    "AntigenExpression": "cell",
    "Authorization": "indication",
    "BoxedWarning": "event",
    "Branding": "product",
    "Classification": "modality",
    "Identification": "identifier",
    "Indication": "condition",
    "Manifestation": "manifestation",
    "ManufactureStep": "procedure",
    "MechanismOfAction": "mechanism",
    "SafetyCommunication": "event",
    "TargetEngagement": "antigen",
}
# Fields of the claim as a record, not of what it says.
RECORD = frozenset(
    f"{IG}{name}"
    for name in (
        *("about", "certainty", "disputedBy", "enteredBy", "identifiedThrough", "inForceOn"),
        *("reason", "reviewedOn", "reviewStatus", "supportedBy", "yields"),
    )
)
# Classes of claims that have classes below them, the most general last.
_GENERAL: Mapping[str, int] = {"SafetyCommunication": 1, "Claim": 2}


@dataclass(frozen=True)
class Known:
    """A claim of the graph: its class by local name, and the values of its fields by IRI."""

    iri: str
    kind: str
    fields: Mapping[str, frozenset[Term]] = field(repr=False)

    def values(self, name: str) -> frozenset[str]:
        """The values of a field of the vocabulary, as text."""
        return frozenset(map(text_of, self.fields.get(f"{IG}{name}", ())))

    @property
    def about(self) -> str:
        """What it is about."""
        return next(iter(sorted(self.values("about"))), "")

    @property
    def object(self) -> str:
        """Its object; empty where its kind has none."""
        return next(iter(sorted(self.values(OBJECT_FIELDS.get(self.kind, "")))), "")

    @property
    def status(self) -> str:
        """Where it stands in review, as a local name."""
        return next(iter(self.values("reviewStatus")), "").removeprefix(IG)

    @property
    def says(self) -> Mapping[str, frozenset[str]]:
        """What it says beside its subject and its object: the values of each field, as text."""
        kept = {f: of for f, of in self.fields.items() if f.startswith(IG) and f not in RECORD}
        kept.pop(f"{IG}{OBJECT_FIELDS.get(self.kind, '')}", None)
        return {f.removeprefix(IG): frozenset(map(text_of, of)) for f, of in kept.items()}


def about(store: Store, things: Iterable[str]) -> list[Known]:
    """The claims of the graph about some things, by IRI; retired ones too."""
    terms = " ".join(str(NamedNode(thing)) for thing in sorted(set(things)))
    if not terms:
        return []
    return _read(store, lookups.text("claimed").replace("UNDEF", terms))


def of(store: Store, claims: Iterable[str]) -> list[Known]:
    """Some claims of the graph, by IRI."""
    terms = " ".join(str(NamedNode(claim)) for claim in sorted(set(claims)))
    return _read(store, lookups.text("claims-of").replace("UNDEF", terms)) if terms else []


def _read(store: Store, lookup: str) -> list[Known]:
    found: dict[str, dict[str, set[Term]]] = {}
    for row in store.select(lookup).rows:
        fields = found.setdefault(iri_of(row["claim"]), {})
        fields.setdefault(iri_of(row["field"]), set()).add(row["value"])
    return [_known(iri, found[iri]) for iri in sorted(found)]


def _known(iri: str, fields: Mapping[str, set[Term]]) -> Known:
    kinds = [text_of(each).removeprefix(IG) for each in fields.get(TYPE, ())]
    # The data set names every class above as well; the most special one is meant.
    kind = min(kinds, key=lambda one: (_GENERAL.get(one, 0), one), default="Claim")
    return Known(iri, kind, {name: frozenset(of) for name, of in fields.items()})


def text_of(term: Term) -> str:
    """A term as text: an IRI or the characters of a literal."""
    return term.value if isinstance(term, Literal | NamedNode) else str(term)


def things_of(candidates: Iterable[Candidate]) -> set[str]:
    """What some candidates are about."""
    return {candidate.about for candidate in candidates if candidate.about}
