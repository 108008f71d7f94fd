"""Several pages side by side: a row for each claim, and in each column what a page does with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from immunograph.compare.differences import Compared
from immunograph.compare.outcome import Verdict
from immunograph.compare.verdict import Comparison, Side

SAYS, SILENT, MISSING = "says", "silent", "missing"
_CELLS = {
    Verdict.AGREES: SAYS,
    Verdict.DISAGREES: "disagrees",
    Verdict.STALE: "stale",
    Verdict.SILENT: SAYS,
}
# What a page does with a claim in several places: the first of these that it does in one.
_ORDER = ("disagrees", "stale", MISSING, SAYS, SILENT)


@dataclass(frozen=True)
class Row:
    """A claim, and for each page whether it says it, is silent, or disagrees.

    `claim` is the IRI of one of the graph, empty for what only pages say.
    """

    claim: str
    says: str
    sources: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """Pages by name, and a row for each claim that one of them has to do with."""

    pages: tuple[str, ...]
    rows: tuple[Row, ...]


def matrix(compared: Sequence[Compared]) -> Matrix:
    """A row for each claim: those first in which a page disagrees, then is out of date, and so on.

    Among them the claims of the graph come before what only the pages say.
    """
    known: dict[str, Side] = {}
    cells: dict[str, dict[int, str]] = {}
    only: dict[str, str] = {}
    for number, page in enumerate(compared):
        for key, side, says, cell in _marks(page):
            if side:
                known.setdefault(key, side)
            else:
                only.setdefault(key, says)
            of = cells.setdefault(key, {})
            of[number] = min((of.get(number, SILENT), cell), key=_ORDER.index)
    pages = range(len(compared))
    rows = [
        Row(
            claim=known[key].claim if key in known else "",
            says=known[key].says if key in known else only[key],
            sources=known[key].sources if key in known else (),
            cells=tuple(of.get(number, SILENT) for number in pages),
        )
        for key, of in cells.items()
    ]
    rows.sort(key=_rank)
    return Matrix(tuple(page.name for page in compared), tuple(rows))


def _rank(row: Row) -> tuple[int, bool, str, str]:
    return min(map(_ORDER.index, row.cells)), not row.claim, row.says, row.claim


def _marks(page: Compared) -> Iterable[tuple[str, Side | None, str, str]]:
    """For each claim that a page has to do with: its key, what the graph says, the cell."""
    for one in page.comparisons:
        cell = _CELLS[one.verdict]
        if one.known:
            yield from ((side.claim, side, side.says, cell) for side in one.known)
        else:
            yield _key(one), None, one.says, cell
    for side in (side for each in page.missing for side in (each.side, *each.also)):
        yield side.claim, side, side.says, MISSING


def _key(one: Comparison) -> str:
    of = one.candidate
    return repr((of.kind, of.about, of.object, of.negated, sorted(of.fields.items(), key=repr)))
