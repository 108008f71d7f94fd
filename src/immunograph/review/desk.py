"""A review from its file: everything that is needed to decide, and what is decided without keys."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from immunograph.dataset import DataSet
from immunograph.errors import BadParameter
from immunograph.ingest import claimed
from immunograph.ingest.draft import Draft
from immunograph.ingest.quotation import Quotation
from immunograph.ingest.values import read_terms
from immunograph.many import confined
from immunograph.review import record as records
from immunograph.review import whole
from immunograph.review.at_hand import at_hand
from immunograph.review.changes import Editor
from immunograph.review.items import Item, items, to_mapping
from immunograph.review.record import ACCEPT, REJECT, Decision, Head, Record, path_beside
from immunograph.review.session import Desk
from immunograph.review.telling import Teller


def opened(file: Path, dataset: DataSet) -> Desk:
    """A review, by its file or that of its draft. Raises `Unreadable`."""
    record = records.read(path_beside(file))
    claims = {iri for one in record.items for iri in (one.claim, *one.against)}
    known = {one.iri: one for one in claimed.of(dataset.store, claims)}
    terms, labels = read_terms(dataset.store), record.head.labels
    teller = Teller(dataset.names, terms, labels)
    editor = Editor(dataset.names, terms, labels)
    return Desk(record, at_hand(record.head, confined.read), known, teller, editor)


def written(draft: Draft, page: Path, output: Path) -> list[Path]:
    """Write a draft and its review file, both or none; nothing where there is nothing new.

    What was decided before stays decided. Raises `Unreadable`, `BadParameter`.
    """
    made = files(draft, page, output)
    put(made)
    return list(made)


def put(made: Mapping[Path, bytes]) -> None:
    """Write files, all or none; those that are as they should be are not touched."""
    whole.write({path: data for path, data in made.items() if _differs(path, data)})


def files(draft: Draft, page: Path, output: Path) -> dict[Path, bytes]:
    """A draft and its review file, each with what it is to hold; none where nothing is new."""
    if output.name.endswith(records.SUFFIX) or output.is_dir():
        raise BadParameter(f"{output}: name a file for the draft, such as draft.ttl")
    if draft.brings_nothing:
        return {}
    beside = path_beside(output)
    before = records.read(beside) if beside.exists() else None
    head = Head(
        str(page.resolve()),
        draft.page.sha256,
        draft.identity.source,
        draft.ledger.version,
        output.name,
        Quotation(draft.page.text).short(draft.page.title),
        {one.iri: one.label for one in draft.things},
    )
    text = records.written(head, items(draft), before)
    return {output: draft.turtle.encode(), beside: text.encode()}


def _differs(path: Path, data: bytes) -> bool:
    return not path.is_file() or path.read_bytes() != data


def decide(
    desk: Desk, accept: Iterable[str], reject: Iterable[str], reason: str, given: Mapping[str, str]
) -> None:
    """Decide about items by their ids. Raises `BadParameter`; nothing is decided then."""
    rejected = [desk.record.find(each) for each in reject]
    accepted = [desk.record.find(each) for each in accept]
    if rejected and not reason.strip():
        raise BadParameter("say why it is rejected: --reason TEXT")
    if given and len(accepted) != 1:
        raise BadParameter("--set changes one item: give one --accept")
    decisions = [Decision(one.id, REJECT, reason.strip()) for one in rejected]
    decisions += [Decision(one.id, ACCEPT, changes=_changes(desk, one, given)) for one in accepted]
    for one in decisions:
        desk.record.decide(one)


def _changes(desk: Desk, of: Item, given: Mapping[str, str]) -> dict[str, Any]:
    named = {desk.editor.named(name, of.candidate): text for name, text in given.items()}
    return {name: desk.editor.values(name, text) for name, text in named.items()}


def listed(record: Record, teller: Teller) -> list[dict[str, Any]]:
    """The items as plain mappings, each with its sentence and what was decided."""
    decided = record.decided
    found = []
    for one in record.items:
        decision = decided.get(one.id)
        state = "applied" if one.id in record.applied else decision.verdict if decision else "open"
        said = teller.sentence(one.candidate) if one.candidate.kind else ""
        made = {"id": one.id, "state": state, "says": said, **to_mapping(one)}
        made.pop("item")
        made |= {"reason": decision.reason} if decision and decision.reason else {}
        found.append(made)
    return found
