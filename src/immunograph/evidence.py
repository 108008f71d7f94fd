"""The passages behind a claim."""

from collections.abc import Iterable
from dataclasses import dataclass

from immunograph import lookups
from immunograph.dataset import DataSet
from immunograph.names import Names, iri_of
from immunograph.store import Literal, NamedNode, Solution
from immunograph.vocabulary import IG

_IDENTIFYING = NamedNode(f"{IG}identifiedThrough")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage that supports a claim: where it stands, in which version of which source.

    `identifying` is true where the passage only says what the claim is about; `address` is where
    the source is found, where that is known.
    """

    claim: str
    passage: str
    publisher: str
    title: str
    dated: str
    section: str
    order: int
    identifying: bool = False
    address: str = ""

    def __str__(self) -> str:
        how = " (identifies the subject)" if self.identifying else ""
        source = f"{self.publisher}: {self.title}" if self.publisher else self.title
        return f"{source} ({self.dated}), {self.section}, passage {self.order}{how}"


def of_claims(dataset: DataSet, claims: Iterable[str]) -> dict[str, list[Evidence]]:
    """The passages behind each claim, in the order of the sources and their pages."""
    found: dict[str, dict[tuple[str, bool], Evidence]] = {claim: {} for claim in claims}
    terms = " ".join(str(NamedNode(claim)) for claim in found)
    for row in _rows(dataset, "evidence", terms):
        one = _evidence(row, dataset.names, iri_of(row["claim"]))
        found[one.claim].setdefault((one.passage, one.identifying), one)
    return {claim: sorted(passages.values(), key=_order) for claim, passages in found.items()}


def of_passages(dataset: DataSet, passages: Iterable[str]) -> list[Evidence]:
    """Where passages stand, whatever claim they are behind."""
    terms = " ".join(str(NamedNode(passage)) for passage in passages)
    found: dict[str, Evidence] = {}
    for row in _rows(dataset, "passages", terms):
        found.setdefault(iri_of(row["passage"]), _evidence(row, dataset.names))
    return sorted(found.values(), key=_order)


def _rows(dataset: DataSet, lookup: str, terms: str) -> list[Solution]:
    """The solutions of a lookup about some terms, of two addresses the first."""
    rows = dataset.store.select(lookups.text(lookup).replace("UNDEF", terms)).rows
    return sorted(rows, key=lambda row: iri_of(row["address"]) if "address" in row else "")


def _evidence(row: Solution, names: Names, claim: str = "") -> Evidence:
    publisher = names.show(row["publisher"]) if "publisher" in row else ""
    return Evidence(
        claim=claim,
        passage=iri_of(row["passage"]),
        publisher=_text(row, "abbreviation") or publisher,
        title=names.show(row["source"]),
        dated=_text(row, "dated"),
        section=names.show(row["section"]),
        order=int(_text(row, "order")),
        identifying=row.get("link") == _IDENTIFYING,
        address=iri_of(row["address"]) if "address" in row else "",
    )


def _text(row: Solution, name: str) -> str:
    term = row.get(name)
    return term.value if isinstance(term, Literal) else ""


def _order(one: Evidence) -> tuple[bool, str, str, int]:
    return one.identifying, one.title, one.dated, one.order
