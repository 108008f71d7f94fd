"""What became of the rows of an earlier version of a table, and of the claims that rest on them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from immunograph.imports import versions
from immunograph.imports.finding import Found
from immunograph.imports.versions import Version
from immunograph.ingest import claimed, known
from immunograph.ingest.claimed import Known
from immunograph.ingest.values import Triple
from immunograph.store import NamedNode, Store
from immunograph.vocabulary import IG, TYPE

SAME, CHANGED, GONE = "same", "changed", "gone"


@dataclass(frozen=True, slots=True)
class RowDrift:
    """What became of a row, and the claims that rest on it."""

    key: str
    fate: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Drift:
    """The rows of an earlier version, what became of each, and the keys that are new.

    `pairs` are a claim and the row of the new version that says word for word what it rests on.
    """

    earlier: str
    rows: tuple[RowDrift, ...]
    new: tuple[str, ...]
    pairs: tuple[tuple[Known, str], ...] = field(repr=False)

    def of(self, fate: str) -> list[RowDrift]:
        """The rows of a fate."""
        return [one for one in self.rows if one.fate == fate]

    def followed(self) -> Iterator[Triple]:
        """That claims rest on the rows that did not change as well."""
        for claim, passage in self.pairs:
            yield claim.iri, TYPE, NamedNode(f"{IG}{claim.kind}")
            yield claim.iri, f"{IG}about", NamedNode(claim.about)
            yield claim.iri, f"{IG}supportedBy", NamedNode(passage)


def drift(store: Store, version: Version, found: Found) -> Drift | None:
    """What became of the rows of the version before; None where there is none."""
    if version.earlier is None:
        return None
    before = versions.kept(store, version.earlier.iri)
    resting: dict[str, list[str]] = {}
    for one in known.resting(store, version.earlier.iri):
        if one.link == f"{IG}supportedBy":
            resting.setdefault(one.passage, []).append(one.claim)
    after = {row.key: (place, row) for place, row in enumerate(found.rows, 1)}
    rows, follow = [], list[tuple[str, str]]()
    for key, was in sorted(before.items()):
        on_it = tuple(sorted(resting.get(was.iri, ())))
        if key not in after:
            rows.append(RowDrift(key, GONE, on_it))
            continue
        place, row = after[key]
        same = row.sha256 == was.sha256
        rows.append(RowDrift(key, SAME if same else CHANGED, on_it))
        if same:
            follow += ((claim, version.passages[place]) for claim in on_it)
    claims_of = {one.iri: one for one in claimed.of(store, {claim for claim, _ in follow})}
    pairs = tuple((claims_of[iri], passage) for iri, passage in sorted(follow))
    new = tuple(key for key in sorted(after) if key not in before)
    return Drift(version.earlier.iri, tuple(rows), new, pairs)
