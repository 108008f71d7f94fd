"""What an import brings, told: as lines for people, as JSON for programs."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from immunograph.finding import counted
from immunograph.imports.drift import CHANGED, GONE, SAME
from immunograph.imports.importing import Import
from immunograph.imports.pages import PageImport
from immunograph.ingest.printed import to_json
from immunograph.ingest.standing import CONFIRMS, KNOWN, NEW, SETTLED, Claim
from immunograph.ingest.summary import summary
from immunograph.ontology import Prefixes
from immunograph.review.merging import Edited

_MOST = 20
_NOTHING = "no row is in scope: nothing is written"
_SAID = {
    NEW: "new, as drafts",
    CONFIRMS: "confirmed by one more row",
    KNOWN: "in the graph, and resting on these rows",
    SETTLED: "left as the editors left them",
}


def text(of: Import, files: Sequence[str] | None, prefixes: Prefixes) -> str:
    """What an import brings, for people; `files` were written, None where nothing was to be."""
    lines = [
        f"{of.source.title}, {of.version.dated}: {counted(len(of.found.rows), 'row')} in scope"
    ]
    for standing, said in _SAID.items():
        if claims := of.standing(standing):
            kinds = Counter(one.candidate.kind for one in claims)
            of_kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
            lines.append(f"  {counted(len(claims), 'claim')} {said}: {of_kinds}")
    lines += _drift(of, prefixes)
    if of.read:
        lines.append(f"  {counted(of.read, 'row')} whose uses editors entered; see docs/import.md")
    lines += _notes(of)
    lines.append(_written(of.files, files) if of.found.rows or of.files else _NOTHING)
    return "\n".join(lines) + "\n"


def _drift(of: Import, prefixes: Prefixes) -> list[str]:
    if of.drift is None:
        return []
    counts = {fate: len(of.drift.of(fate)) for fate in (SAME, CHANGED, GONE)}
    said = ", ".join(f"{count} {fate}" for fate, count in counts.items())
    lines = [f"  rows of {prefixes.contract(of.drift.earlier)}: {said}, {len(of.drift.new)} new"]
    for one in (*of.drift.of(CHANGED), *of.drift.of(GONE)):
        if one.claims:
            lines.append(f"  {one.key}: {one.fate}; look at {_listed(one.claims, prefixes)}")
    return lines


def _listed(claims: Sequence[str], prefixes: Prefixes) -> str:
    return ", ".join(map(prefixes.contract, claims))


def _notes(of: Import) -> list[str]:
    by_kind: dict[str, list[str]] = {}
    for note in of.found.notes:
        by_kind.setdefault(note.kind, []).append(f"    {note.key}: {note.message}")
    lines = []
    for kind, notes in sorted(by_kind.items()):
        lines.append(f"  {counted(len(notes), 'note')} of kind {kind}:")
        lines += notes[:_MOST]
        if len(notes) > _MOST:
            lines.append(f"    and {len(notes) - _MOST} more: --format json has all of them")
    return lines


def _written(edited: Sequence[Edited], files: Sequence[str] | None) -> str:
    if not edited:
        return "the graph has all of it: nothing is written"
    if files is None:
        return f"{counted(len(edited), 'file')} would be written"
    return f"written: {counted(len(files), 'file')}"


def dumped(of: Import, files: Sequence[str] | None, prefixes: Prefixes) -> str:
    """What an import brings, as JSON."""
    made: dict[str, Any] = {
        "source": prefixes.contract(of.version.iri),
        "dated": of.version.dated,
        "known": of.version.known,
        "rows": [
            {"key": row.key, "passage": prefixes.contract(of.version.passages[place])}
            for place, row in enumerate(of.found.rows, 1)
        ],
        "claims": [_claim(one, of, prefixes) for one in of.claims],
        "notes": [
            {"kind": one.kind, "row": one.key, "message": one.message} for one in of.found.notes
        ],
        "read": of.read,
        "drift": _drifted(of, prefixes),
        "files": [one.name for one in of.files],
        "written": files is not None,
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _claim(one: Claim, of: Import, prefixes: Prefixes) -> Mapping[str, Any]:
    return {
        "claim": prefixes.contract(one.iri),
        "kind": one.candidate.kind,
        "about": prefixes.contract(one.candidate.about),
        "object": prefixes.contract(one.candidate.object) if one.candidate.object else None,
        "standing": one.standing,
        "rows": [of.found.rows[place - 1].key for place in one.candidate.sentences],
    }


def _drifted(of: Import, prefixes: Prefixes) -> Mapping[str, Any] | None:
    if of.drift is None:
        return None
    return {
        "earlier": prefixes.contract(of.drift.earlier),
        "rows": [
            {"row": one.key, "fate": one.fate, "claims": list(map(prefixes.contract, one.claims))}
            for one in of.drift.rows
        ],
        "new": list(of.drift.new),
    }


WRITERS: Mapping[str, Callable[[Import, Sequence[str] | None, Prefixes], str]] = {
    "json": dumped,
    "table": text,
}


def of_page(of: PageImport, files: Sequence[str] | None, form: str) -> str:
    """What the import of a page brings: as lines for people, or in the form of `ingest`."""
    if form == "json":
        return to_json(of.draft)
    return f"{summary(of.draft)}{_written(of.files, files)}\n"
