"""A comparison as text for editors and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from immunograph.compare.differences import Compared, Difference
from immunograph.compare.matrix import matrix
from immunograph.compare.missing import Missing
from immunograph.compare.verdict import Comparison, Side
from immunograph.compare.whereabouts import Spot
from immunograph.finding import counted
from immunograph.texts.characters import visible

NOTICE = "Information about what sources say, not medical advice."
WORDS = {
    "disagrees": "disagrees",
    "stale": "out of date",
    "missing": "missing",
    "agrees": "agrees",
    "silent": "not in the graph",
}
COUNTED = {**WORDS, "disagrees": "disagree", "agrees": "agree"}
_SEVERAL = 2  # pages make a matrix
_MOST = 5  # claims that are missing too are shown, the rest counted


def text(compared: Sequence[Compared]) -> str:
    """What an editor has to look at, page by page; several pages end in a matrix."""
    lines = [line for page in compared for line in _page(page)]
    if len(compared) >= _SEVERAL:
        lines += _matrix(compared)
    return "".join(f"{visible(line)}\n" for line in [*lines, NOTICE])


def summary(page: Compared) -> str:
    """What was found on a page, in one line."""
    of = page.counts
    wrong = f"{of['disagrees']} disagree, {of['stale']} out of date, {of['missing']} missing"
    return f"{wrong}; {of['agrees']} agree, {of['silent']} not in the graph"


def _page(page: Compared) -> Iterator[str]:
    yield f"{page.name}: {summary(page)}"
    yield ""
    for each in page.differences:
        yield from _difference(page.name, each)
    for one in page.disputes:
        yield from _dispute(page.name, one)
    for lacking in page.missing:
        yield from _missing(page.name, lacking)


def _difference(name: str, each: Difference) -> Iterator[str]:
    first, *more = each.says
    yield f"{_place(name, each.spot)}: {WORDS[each.verdict]}: the page says: {first}"
    yield from (f"    the page says: {says}" for says in more)
    yield from _sides("the graph says", each.known)
    yield from _sides("another source says", each.beside)
    yield from (f"    why: {reason}" for reason in each.reasons)
    yield f"    to do: {each.fix}"
    yield ""


def _dispute(name: str, one: Comparison) -> Iterator[str]:
    yield f"{_place(name, one.spot)}: sources differ: the page says: {one.says}"
    yield from _sides("so says", one.known)
    yield from _sides("otherwise", one.beside)
    yield ""


def _missing(name: str, each: Missing) -> Iterator[str]:
    place = _place(name, each.lost) if each.lost else name
    yield f"{place}: missing: {each.side.says}"
    yield f"    by {_sources(each.side)}"
    yield from (f"    also: {said}" for said in also(each))
    yield f"    why: {each.reason}"
    if each.lost:
        yield "    to do: A list is announced there and is empty; look whether this stood in it."
    else:
        yield "    to do: Add it, or leave it out on purpose."
    yield ""


def also(each: Missing) -> Iterator[str]:
    """What else is missing of the same, and where there is much how many more."""
    yield from (side.says for side in each.also[:_MOST])
    if more := each.also[_MOST:]:
        yield f"{counted(len(more), 'more claim')} on other therapies"


def _sides(lead: str, sides: Iterable[Side]) -> Iterator[str]:
    for side in sides:
        draft = " (a draft)" if side.draft else ""
        ended = f", until {side.ended}" if side.ended else ""
        yield f"    {lead}{draft}: {side.says}{ended}"
        yield f"        by {_sources(side)}"
        if side.settled:
            yield f"        settled on {side.settled.decided}: {side.settled.reason}"


def _sources(side: Side) -> str:
    return "; ".join(side.sources) or "no source"


def _place(name: str, spot: Spot) -> str:
    return f"{name}:{spot.line}:{spot.column}"


def _matrix(compared: Sequence[Compared]) -> Iterator[str]:
    """A line for each claim with a letter for each page."""
    of = matrix(compared)
    yield "Claims by page"
    yield from (f"  [{number}] {name}" for number, name in enumerate(of.pages, 1))
    for row in of.rows:
        where = "  ".join(
            f"[{n}] {cell}" for n, cell in enumerate(row.cells, 1) if cell != "silent"
        )
        own = "" if row.claim else " (not in the graph)"
        yield f"  {row.says}{own}: {where}"
    yield ""


def as_json(compared: Sequence[Compared]) -> dict[str, Any]:
    """The comparison in the shape that docs/compare.md gives."""
    total: Counter[str] = Counter()
    for page in compared:
        total.update(page.counts)
    shape: dict[str, Any] = {
        "notice": NOTICE,
        "summary": {"pages": len(compared), **{name: total[name] for name in WORDS}},
        "pages": [_page_json(page) for page in compared],
    }
    if len(compared) >= _SEVERAL:
        of = matrix(compared)
        rows = [
            {"claim": r.claim, "says": r.says, "sources": r.sources, "cells": r.cells}
            for r in of.rows
        ]
        shape["matrix"] = {"pages": of.pages, "rows": rows}
    return shape


def _page_json(compared: Compared) -> dict[str, Any]:
    page, number = compared.proposal.page, {id(c): n for n, c in enumerate(compared.comparisons)}
    return {
        "page": {
            "name": compared.name,
            "title": page.title,
            "sha256": page.sha256,
            "last_reviewed": page.last_reviewed,
            "language": page.language,
        },
        "summary": compared.counts,
        "findings": [
            {
                "verdict": str(each.verdict),
                **_spot_json(each.spot),
                "says": each.says,
                "fields": each.fields,
                "reasons": each.reasons,
                "fix": each.fix,
                "statements": [number[id(one)] for one in each.comparisons],
                "graph": [_side_json(side) for side in each.known],
                "beside": [_side_json(side) for side in each.beside],
            }
            for each in compared.differences
        ],
        "statements": [_statement_json(one) for one in compared.comparisons],
        "missing": [_missing_json(each) for each in compared.missing],
        "problems": [
            {"kind": p.kind, "message": p.message, "sentence": p.sentence, "fix": p.fix}
            for p in dict.fromkeys((*page.problems, *compared.proposal.problems))
        ],
    }


def _statement_json(one: Comparison) -> dict[str, Any]:
    of = one.candidate
    return {
        "verdict": str(one.verdict),
        "kind": of.kind,
        "about": of.about,
        "object": of.object or None,
        "negated": of.negated,
        "inferred": of.inferred or None,
        "says": one.says,
        **_spot_json(one.spot),
        "passages": [f"p{order}" for order in of.sentences],
        "because": one.because,
        "reason": one.reason,
        "fields": one.fields,
        "graph": [side.claim for side in one.known],
        "beside": [side.claim for side in one.beside],
    }


def _missing_json(each: Missing) -> dict[str, Any]:
    lost = _spot_json(each.lost) if each.lost else None
    others = [_side_json(side) for side in each.also]
    return {**_side_json(each.side), "reason": each.reason, "lost": lost, "also": others}


def _spot_json(spot: Spot) -> dict[str, Any]:
    return {
        "start": spot.start,
        "end": spot.end,
        "line": spot.line,
        "column": spot.column,
        "passage": f"p{spot.sentence}" if spot.sentence else None,
    }


def _side_json(side: Side) -> dict[str, Any]:
    settled = side.settled
    return {
        "claim": side.claim,
        "says": side.says,
        "sources": side.sources,
        "passages": side.passages,
        "ended": side.ended or None,
        "draft": side.draft,
        "settled": settled
        and {"by": settled.resolution, "decided": settled.decided, "reason": settled.reason},
    }


def dumped(compared: Sequence[Compared]) -> str:
    """The same as text of JSON."""
    return json.dumps(as_json(compared), indent=2, ensure_ascii=False) + "\n"
