"""The passages behind a claim."""

from collections.abc import Iterable
from dataclasses import dataclass

from immunograph import lookups
from immunograph.store import Literal, MemoryStore, NamedNode, Solution
from immunograph.vocabulary import IG

_IDENTIFYING = NamedNode(f"{IG}identifiedThrough")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage that supports a claim: where it stands, in which version of which source.

    `identifying` is true where the passage only says what the claim is about.
    """

    claim: str
    passage: str
    publisher: str
    title: str
    dated: str
    section: str
    order: int
    identifying: bool = False

    def __str__(self) -> str:
        how = " (identifies the subject)" if self.identifying else ""
        source = f"{self.publisher}: {self.title}" if self.publisher else self.title
        return f"{source} ({self.dated}), {self.section}, passage {self.order}{how}"


def of_claims(store: MemoryStore, claims: Iterable[str]) -> dict[str, list[Evidence]]:
    """The passages behind each claim, in the order of the sources and their pages."""
    found: dict[str, list[Evidence]] = {claim: [] for claim in claims}
    terms = " ".join(str(NamedNode(claim)) for claim in found)
    for row in store.select(lookups.text("evidence").replace("UNDEF", terms)).rows:
        one = _evidence(row)
        found[one.claim].append(one)
    return {claim: sorted(passages, key=_order) for claim, passages in found.items()}


def _evidence(row: Solution) -> Evidence:
    claim, passage = row["claim"], row["passage"]
    assert isinstance(claim, NamedNode)
    assert isinstance(passage, NamedNode)
    return Evidence(
        claim=claim.value,
        passage=passage.value,
        publisher=_text(row, "publisher"),
        title=_text(row, "title"),
        dated=_text(row, "dated"),
        section=_text(row, "section"),
        order=int(_text(row, "order")),
        identifying=row["link"] == _IDENTIFYING,
    )


def _text(row: Solution, name: str) -> str:
    term = row.get(name)
    return term.value if isinstance(term, Literal) else ""


def _order(one: Evidence) -> tuple[bool, str, str, int]:
    return one.identifying, one.title, one.dated, one.order
