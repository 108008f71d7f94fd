"""Drafts that stand in the graph already: what there is to decide, and what is written of it.

An accepted draft becomes reviewed, a rejected one retired, with the reason. Decisions are kept in
one file for the whole repository, as those on a page are in that of its draft.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from immunograph import publication
from immunograph.candidates.candidate import Candidate
from immunograph.dataset import DataSet
from immunograph.errors import BadParameter
from immunograph.graph import home_of
from immunograph.ingest import claimed, statements
from immunograph.ingest.claimed import OBJECT_FIELDS, Known
from immunograph.ingest.statements import REVIEWED_ON, STATUS
from immunograph.ingest.values import Terms, Triple, read_terms
from immunograph.many import confined
from immunograph.passage import fingerprint
from immunograph.repository import Repository
from immunograph.review import record as records
from immunograph.review import shelf, whole
from immunograph.review.applying import Applied, put_together
from immunograph.review.changes import Editor, changed
from immunograph.review.items import DRAFT, Item, Place
from immunograph.review.merging import edited
from immunograph.review.record import ACCEPT, Decision, Head, Record
from immunograph.review.session import Desk
from immunograph.review.shelf import Passage, Shelf
from immunograph.review.telling import Teller
from immunograph.store import Literal, NamedNode
from immunograph.vocabulary import IG, REASON, XSD

NAME = f"drafts{records.SUFFIX}"
_HEAD = Head("", "", "", "", "")
_DIGITS = 10
_ENTERED = {
    "Importer": "a program imported it from a table",
    "Extractor": "a program proposed it from the text of a page",
    "Curator": "somebody entered it and left it for a second reading",
}
_CITING = ("supportedBy", "identifiedThrough")


class FieldEditor(Editor):
    """Changes fields of claims whose name stays: the object of a claim is in its name."""

    def fields(self, of: Candidate) -> list[str]:
        """The fields that can be changed, without the object."""
        return [name for name in super().fields(of) if name != OBJECT_FIELDS.get(of.kind)]

    def named(self, text: str, of: Candidate) -> str:
        """The field that is meant. Raises `UnknownName`, `BadParameter` for the object."""
        name = super().named(text, of)
        if name == OBJECT_FIELDS.get(of.kind):
            raise BadParameter("a claim is named after this: reject it, and write the right one")
        return name


def opened(
    repository: Repository,
    dataset: DataSet,
    *,
    about: str = "",
    files: Collection[str] = (),
    pages: Path | None = None,
) -> Desk:
    """The drafts about a thing, given by its IRI, or in files of the graph; or all of them.

    `pages` is a folder in which pages may be at hand. Raises `Unreadable`.
    """
    known = {one.iri: one for one in claimed.of(dataset.store, dataset.drafts)}
    passages = shelf.passages(dataset, (iri for one in known.values() for iri in _cited(one)))
    items = {iri: _item(one, passages) for iri, one in known.items()}
    record = _kept(repository, items.values())
    chosen = [
        items[iri]
        for iri, one in known.items()
        if (not about or one.about == about) and (not files or home_of(one.about) in files)
    ]
    terms = read_terms(dataset.store)
    return Desk(
        replace(record, items=chosen),
        Shelf(passages=passages, folder=pages, reader=confined.read),
        known,
        Teller(dataset.names, terms, {}),
        FieldEditor(dataset.names, terms, {}),
    )


def _kept(repository: Repository, items: Iterable[Item]) -> Record:
    """The review file with every draft; what was decided about them stays decided."""
    path = publication.folder(repository) / NAME
    before = records.read(path) if path.exists() else None
    data = records.written(_HEAD, items, before).encode()
    if before is None or path.read_bytes() != data:
        whole.write({path: data})
    return records.read(path)


def _cited(of: Known) -> Iterator[str]:
    for name in _CITING:
        yield from of.values(name)


def _item(of: Known, passages: dict[str, Passage]) -> Item:
    fields = {name: tuple(sorted(values)) for name, values in sorted(of.says.items())}
    certainty = next(iter(sorted(of.values("certainty"))), "")
    places, through = (_places(of, name, passages) for name in _CITING)
    entrant = next(iter(sorted(of.values("enteredBy"))), "").removeprefix(IG)
    said = [of.iri, {field: sorted(map(str, terms)) for field, terms in of.fields.items()}]
    return Item(
        fingerprint(json.dumps(said, sort_keys=True))[:_DIGITS],
        DRAFT,
        of.iri,
        Candidate(of.kind, of.about, of.object, certainty, (), fields),
        places,
        through,
        changed=(_ENTERED.get(entrant, ""),) if entrant in _ENTERED else (),
    )


def _places(of: Known, name: str, passages: dict[str, Passage]) -> tuple[Place, ...]:
    found = (passages[iri] for iri in of.values(name) if iri in passages)
    return tuple(one.place for one in sorted(found, key=lambda one: one.said))


def apply(repository: Repository, dataset: DataSet, record: Record, today: date) -> Applied:
    """Write what was decided about drafts into their files, and keep that it was.

    Raises `BadParameter` where nothing is decided, or for the repository that came with the
    package; `Inconsistent` and `Unreadable` as a review of a page does. Nothing is written then.
    """
    if repository.built_in:
        fix = "make one of your own: immunograph init DIR"
        raise BadParameter(f"the repository that came with the package is not written to; {fix}")
    chosen = set(record.to_write())
    items = [one for one in record.items if one.id in chosen]
    if not items:
        raise BadParameter("nothing is decided that is not in the graph already")
    terms = read_terms(dataset.store)
    triples, taken = _triples(items, record, today, terms)
    lines = statements.written(triples)
    files = edited(repository, lines, dataset.prefixes.namespaces, taken)
    put_together(repository, files)
    whole.write({repository.root / each.name: each.after for each in files})
    record.apply([one.id for one in items], today)
    claims = tuple(one.claim for one in items)
    return Applied(tuple(e.name for e in files), claims, tuple(one.id for one in items))


def _triples(
    items: Sequence[Item], record: Record, today: date, terms: Terms
) -> tuple[list[Triple], set[tuple[str, str]]]:
    """What is written of the items, and the fields whose values it takes the place of."""
    day = Literal(today.isoformat(), datatype=NamedNode(f"{XSD}date"))
    triples: list[Triple] = []
    taken: set[tuple[str, str]] = set()
    candidates: list[Candidate] = []
    for one in items:
        decision = record.decided[one.id]
        status = "Reviewed" if decision.verdict == ACCEPT else "Retired"
        triples.append((one.claim, f"{IG}about", NamedNode(one.candidate.about)))
        triples.append((one.claim, STATUS, NamedNode(f"{IG}{status}")))
        triples.append((one.claim, REVIEWED_ON, day))
        if decision.verdict != ACCEPT:
            triples.append((one.claim, REASON, Literal(decision.reason, language="en")))
        taken |= {(one.claim, STATUS), (one.claim, REVIEWED_ON)}
        taken |= {(one.claim, f"{IG}{name}") for name in decision.changes}
        triples += _changed(one, decision, terms)
        candidates.append(changed(one.candidate, decision.changes))
    triples += statements.quantities(candidates, terms)
    return triples, taken


def _changed(of: Item, decision: Decision, terms: Terms) -> Iterator[Triple]:
    for name, values in decision.changes.items():
        for value in values:
            yield of.claim, f"{IG}{name}", terms.term(name, value)
