"""What a page brings, for programs: one JSON shape. docs/ingest.md describes it."""

import json
from collections.abc import Mapping
from typing import Any

from immunograph.candidates.candidate import Amount, Value
from immunograph.ingest.draft import Draft
from immunograph.ingest.drift import Drift
from immunograph.ingest.ledger import Entry
from immunograph.ingest.standing import Claim
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Problem
from immunograph.vocabulary import IG


def to_json(of: Draft) -> str:
    """A draft as JSON."""
    return json.dumps(as_mapping(of), indent=2, ensure_ascii=False) + "\n"


def as_mapping(of: Draft) -> dict[str, Any]:
    """A draft as a mapping of plain values."""
    return {
        "page": _page(of),
        "sections": _sections(of),
        "passages": [_passage(one) for one in of.ledger.entries],
        "mentions": [_mention(one) for one in of.proposal.mentions],
        "claims": [_claim(one, of) for one in of.claims],
        "things": [
            {
                "iri": one.iri,
                "kind": one.kind,
                "label": one.label,
                "passages": _ids(of, one.sentence),
            }
            for one in of.things
        ],
        "drift": _drift(of.drift) if of.drift else None,
        "problems": [_problem(one, of) for one in of.problems],
    }


def _page(of: Draft) -> dict[str, Any]:
    page, identity = of.page, of.identity
    return {
        "name": page.name,
        "format": page.format,
        "title": page.title,
        "sha256": page.sha256,
        "last_reviewed": page.last_reviewed or None,
        "language": page.language or None,
        "address": page.address or None,
        "publisher": page.publisher if identity.publisher.is_unnamed else identity.publisher.label,
        "source": identity.source,
        "version": of.ledger.version,
        "known_by": identity.known or None,
        "known": of.is_known,
    }


def _sections(of: Draft) -> list[dict[str, Any]]:
    slug = of.ledger.slug
    if not of.recalled:
        return [
            {"id": f"{slug}_{one.id}", "heading_path": list(one.path), "order": one.order}
            for one in of.page.sections
        ]
    return [
        {"id": _last(iri), "heading_path": list(path), "order": number}
        for number, (iri, path) in enumerate(of.recalled.items(), 1)
    ]


def _passage(one: Entry) -> dict[str, Any]:
    return {
        "id": one.id,
        "section": _last(one.section),
        "start": one.start,
        "end": one.end,
        "sha256": one.sha256,
        "disposition": one.disposition.removeprefix(IG),
    }


def _mention(one: Mention) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "entity": one.entity or None,
        "kind": one.kind,
        "negated": one.negated,
        "hedged": one.hedged,
        "role": one.role or None,
        "parts": [list(part) for part in one.parts],
    }


def _claim(one: Claim, of: Draft) -> dict[str, Any]:
    candidate = one.candidate
    return {
        "iri": one.iri,
        "kind": candidate.kind,
        "about": candidate.about,
        "object": candidate.object or None,
        "certainty": candidate.certainty,
        "passages": _ids(of, *candidate.sentences),
        "fields": _fields(candidate.fields),
        "spans": [list(span) for span in candidate.spans],
        "negated": candidate.negated,
        "inferred": candidate.inferred or None,
        "identified_through": _ids(of, *candidate.identified_through),
        "standing": one.standing,
        "against": list(one.against),
        "differs_in": list(one.fields),
        "because": one.because or None,
    }


def _fields(fields: Mapping[str, tuple[Value, ...]]) -> dict[str, list[Any]]:
    return {name: [plain(value) for value in values] for name, values in fields.items()}


def plain(value: Value) -> Any:
    """A value as JSON has it; an amount as its value and the IRI of its unit.

    >>> plain(Amount("28", "urn:day"))
    {'value': '28', 'unit': 'urn:day'}
    """
    return {"value": value.value, "unit": value.unit} if isinstance(value, Amount) else value


def _ids(of: Draft, *sentences: int) -> list[str]:
    return [_last(iri) for iri in of.ledger.of(sentences)]


def _problem(one: Problem, of: Draft) -> dict[str, Any]:
    ids = _ids(of, one.sentence) if one.sentence else []
    return {
        "kind": one.kind,
        "passage": ids[0] if ids else None,
        "message": one.message,
        "start": one.start,
        "end": one.end,
        "fix": one.fix or None,
    }


def _drift(of: Drift) -> dict[str, Any]:
    return {
        "earlier": of.earlier,
        "claims": [
            {
                "claim": one.claim,
                "link": _last(one.link),
                "fate": one.fate.value,
                "changed": list(one.changed),
                "says_still": one.says_still,
                "needs_review": one.needs_review,
                "passages": [
                    {
                        "from": each.passage.id,
                        "fate": each.fate.value,
                        "to": [entry.id for entry in each.entries],
                        "likeness": round(each.like, 3),
                    }
                    for each in one.anchors
                ],
            }
            for one in of.claims
        ],
        "passages": [
            {
                "from": each.passage.id,
                "fate": each.fate.value,
                "to": [entry.id for entry in each.entries],
            }
            for each in of.anchors
        ],
        "new": [entry.id for entry in of.new],
    }


def _last(iri: str) -> str:
    """The last part of an IRI."""
    return iri.replace("#", "/").rpartition("/")[2]
