"""What there is to decide about a page: claims to be, and claims that its new version touches."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from immunograph.candidates.candidate import Amount, Candidate, Value
from immunograph.ingest.draft import Draft
from immunograph.ingest.drift import ClaimDrift
from immunograph.ingest.ledger import Entry, Ledger
from immunograph.ingest.printed import plain
from immunograph.ingest.quotation import Quotation
from immunograph.ingest.standing import Claim
from immunograph.passage import fingerprint
from immunograph.vocabulary import PASSAGES

_DIGITS = 10
# The groups of items, in the order in which they are shown.
GROUPS: Mapping[str, str] = {
    "differs": "differs from what the graph says",
    "denies": "the page denies what the graph claims",
    "new": "new to the graph",
    "confirms": "known to the graph from another source",
    "reworded": "the sentence behind this claim was reworded",
    "unclear": "several sentences may be the one behind this claim",
    "gone": "the sentence behind this claim is gone",
    "draft": "a draft of the graph, not reviewed yet",
}
DRAFT = "draft"
DRIFTED = frozenset({"reworded", "unclear", "gone"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands in the page, and its fingerprint."""

    passage: str
    start: int
    end: int
    sha256: str

    @property
    def id(self) -> str:
        """The last part of the IRI of the passage."""
        return self.passage.rpartition("/")[2]

    @property
    def short(self) -> str:
        """Its number in the page, such as `p11`."""
        return self.passage.rpartition("_")[2]


@dataclass(frozen=True)
class Item:
    """Something to decide: a claim to be and why it is shown; `id` is made of what it says.

    `places` are the passages that say it, `through` those by which its subject was identified,
    `spans` where in the page its words stand. `changed` says what a reworded sentence changes.
    """

    id: str
    group: str
    claim: str
    candidate: Candidate
    places: tuple[Place, ...]
    through: tuple[Place, ...] = ()
    against: tuple[str, ...] = ()
    differs_in: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    link: str = ""
    spans: tuple[tuple[int, int], ...] = field(default=(), repr=False)


def items(of: Draft) -> list[Item]:
    """What there is to decide about a draft, by group, then in the order of the page."""
    quotation = Quotation(of.page.text)
    found = [_item(one, of.ledger, quotation) for one in of.claims if one.standing in GROUPS]
    shown = [one for one in found if one.group == "denies" or not one.candidate.negated]
    shown += map(_drifted, of.drifted)
    order = list(GROUPS)
    return sorted(shown, key=lambda one: (order.index(one.group), _first(one), one.claim))


def _first(of: Item) -> int:
    return min((place.start for place in of.places), default=0)


def key(of: Claim, ledger: Ledger) -> str:
    """The id of a claim to be: of what it says and of the sentences that say it."""
    return _item(of, ledger, Quotation("")).id


def _item(of: Claim, ledger: Ledger, quotation: Quotation) -> Item:
    one = of.candidate
    places = _places(one.sentences, ledger)
    return Item(
        _digest(one, places),
        of.standing,
        of.iri,
        Candidate(
            one.kind,
            one.about,
            one.object,
            one.certainty,
            (),
            {name: _short(values, quotation) for name, values in one.fields.items()},
            inferred=quotation.short(one.inferred),
            negated=one.negated,
        ),
        places,
        _places(one.identified_through, ledger),
        of.against,
        of.fields,
        (quotation.short(of.because),) if of.because else (),
        spans=one.spans,
    )


def _short(values: Iterable[Value], quotation: Quotation) -> tuple[Value, ...]:
    return tuple(quotation.short(v) if isinstance(v, str) else v for v in values)


def _drifted(of: ClaimDrift) -> Item:
    entries = {e.iri: e for one in of.anchors for e in one.entries}
    places = tuple(_place(each) for each in entries.values())
    mark = [of.claim, of.link, *sorted(e.sha256 for e in entries.values())]
    candidate = Candidate("", "", "", "", ())
    shown = tuple(of.changed)
    return Item(
        _hash(mark), of.fate.value, of.claim, candidate, places, changed=shown, link=of.link
    )


def _places(sentences: Iterable[int], ledger: Ledger) -> tuple[Place, ...]:
    found = {e.iri: e for s in sentences for e in ledger.of_sentence.get(s, ())}
    return tuple(_place(one) for one in sorted(found.values(), key=lambda each: each.order))


def _place(of: Entry) -> Place:
    return Place(of.iri, of.start, of.end, of.sha256)


def _digest(of: Candidate, places: Iterable[Place]) -> str:
    fields = {name: [plain(value) for value in values] for name, values in of.fields.items()}
    said = [of.kind, of.about, of.object, of.negated, fields, [one.sha256 for one in places]]
    return _hash(said)


def _hash(said: object) -> str:
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return fingerprint(text)[:_DIGITS]


def to_mapping(of: Item) -> dict[str, Any]:
    """An item as the review file keeps it; what is empty is left out."""
    one = of.candidate
    made = {
        "item": of.id,
        "group": of.group,
        "claim": of.claim,
        "kind": one.kind,
        "about": one.about,
        "object": one.object,
        "certainty": one.certainty,
        "fields": {name: [plain(v) for v in values] for name, values in one.fields.items()},
        "inferred": one.inferred,
        "negated": one.negated,
        "against": list(of.against),
        "differs_in": list(of.differs_in),
        "changed": list(of.changed),
        "link": of.link,
        "places": [_place_mapping(place) for place in of.places],
        "through": [_place_mapping(place) for place in of.through],
        "spans": [list(span) for span in of.spans],
    }
    return {name: value for name, value in made.items() if value}


def _place_mapping(of: Place) -> dict[str, Any]:
    return {"passage": of.id, "start": of.start, "end": of.end, "sha256": of.sha256}


def from_mapping(given: Mapping[str, Any]) -> Item:
    """An item of a review file. Raises `KeyError`, `TypeError` or `ValueError` for what is none."""
    fields = {str(n): tuple(map(value, vs)) for n, vs in given.get("fields", {}).items()}
    names = ("kind", "about", "object", "certainty")
    kind, about, object_, certainty = (str(given.get(name, "")) for name in names)
    candidate = Candidate(
        kind,
        about,
        object_,
        certainty,
        (),
        fields,
        inferred=str(given.get("inferred", "")),
        negated=bool(given.get("negated")),
    )
    group = str(given["group"])
    if group not in GROUPS:
        raise ValueError(f"there is no group {group!r}")
    return Item(
        str(given["item"]),
        group,
        str(given["claim"]),
        candidate,
        tuple(map(_read_place, given.get("places", ()))),
        tuple(map(_read_place, given.get("through", ()))),
        tuple(map(str, given.get("against", ()))),
        tuple(map(str, given.get("differs_in", ()))),
        tuple(map(str, given.get("changed", ()))),
        str(given.get("link", "")),
        tuple((int(start), int(end)) for start, end in given.get("spans", ())),
    )


def _read_place(given: Mapping[str, Any]) -> Place:
    start, end = int(given["start"]), int(given["end"])
    return Place(f"{PASSAGES}{given['passage']}", start, end, str(given["sha256"]))


def value(given: Any) -> Value:
    """A value of a field as JSON has it."""
    if isinstance(given, Mapping):
        return Amount(str(given["value"]), str(given["unit"]))
    if isinstance(given, str | int | bool):
        return given
    raise ValueError(f"{given!r} is no value of a field")
