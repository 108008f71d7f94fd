"""What the graph knows of sources: their versions, and the ledger of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from immunograph import lookups
from immunograph.names import iri_of
from immunograph.store import Literal, NamedNode, Solution, Store

_COMPLETE = "true"


@dataclass(frozen=True, slots=True)
class Version:
    """A source as it stood on a day: `dated` is that of its review, else of its retrieval."""

    iri: str
    source: str
    sha256: str
    dated: str
    complete: bool

    @property
    def slug(self) -> str:
        """The last part of its IRI."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True)
class Source:
    """A page that the graph knows, with its versions, the oldest first."""

    iri: str
    title: str
    address: str
    publisher: str
    abbreviation: str
    licence: str
    versions: tuple[Version, ...]

    @property
    def slug(self) -> str:
        """The last part of its IRI."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a version; `start` and `end` are -1 where its place is not known."""

    iri: str
    order: int
    start: int
    end: int
    sha256: str
    sketch: frozenset[str]
    disposition: str
    section: str
    headings: str

    @property
    def id(self) -> str:
        """The last part of its IRI."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Resting:
    """That a claim has a passage under a link, such as `ig:supportedBy`."""

    claim: str
    link: str
    passage: str


def sources(store: Store) -> list[Source]:
    """Every source of a data set, by IRI."""
    rows: dict[str, list[Solution]] = {}
    for row in store.select(lookups.text("sources")).rows:
        rows.setdefault(iri_of(row["source"]), []).append(row)
    return [_source(iri, rows[iri]) for iri in sorted(rows)]


def _source(iri: str, rows: list[Solution]) -> Source:
    first = min(rows, key=lambda row: sorted((name, str(term)) for name, term in row.items()))
    made = {_text(row, "version"): _version(iri, row) for row in rows if "version" in row}
    versions = sorted(made.values(), key=lambda one: (one.dated, one.iri))
    names = ("title", "address", "publisher", "abbreviation", "licence")
    title, address, publisher, abbreviation, licence = (_text(first, name) for name in names)
    return Source(iri, title, address, publisher, abbreviation, licence, tuple(versions))


def _version(source: str, row: Solution) -> Version:
    dated = _text(row, "reviewed") or _text(row, "retrieved")
    complete = _text(row, "complete") == _COMPLETE
    return Version(_text(row, "version"), source, _text(row, "sha256"), dated, complete)


def ledger(store: Store, version: str) -> list[Passage]:
    """The passages of a version, in the order of the page."""
    rows = store.select(_of("ledger", version)).rows
    return sorted(map(_passage, rows), key=lambda one: one.order)


def _passage(row: Solution) -> Passage:
    numbers = (int(_text(row, name) or -1) for name in ("order", "start", "end"))
    order, start, end = numbers
    return Passage(
        _text(row, "passage"),
        order,
        start,
        end,
        _text(row, "sha256"),
        frozenset(_text(row, "sketch").split()),
        _text(row, "disposition"),
        _text(row, "section"),
        _text(row, "headings"),
    )


def resting(store: Store, version: str) -> list[Resting]:
    """Which claims rest on the passages of a version."""
    rows = store.select(_of("resting", version)).rows
    names = ("claim", "link", "passage")
    found = (Resting(*(iri_of(row[name]) for name in names)) for row in rows)
    return sorted(found, key=lambda one: (one.claim, one.link, one.passage))


def shared(
    store: Store, fingerprints: Iterable[str], sources: Mapping[str, str]
) -> dict[str, tuple[int, int]]:
    """How many of some fingerprints each version has that no other source has, and of how many.

    `sources` leads from versions to their sources.
    """
    wanted, holding = set(fingerprints), dict[str, set[str]]()
    for row in store.select(lookups.text("fingerprints")).rows:
        holding.setdefault(_text(row, "sha256"), set()).add(_text(row, "version"))
    found, sizes = Counter[str](), Counter[str]()
    for sha256, versions in holding.items():
        if len({sources.get(version, "") for version in versions}) == 1:
            sizes.update(versions)
            found.update(versions if sha256 in wanted else ())
    return {version: (count, sizes[version]) for version, count in found.items() if count}


def _of(lookup: str, iri: str) -> str:
    """A lookup about one thing."""
    return lookups.text(lookup).replace("UNDEF", str(NamedNode(iri)))


def _text(row: Solution, name: str) -> str:
    term = row.get(name)
    return term.value if isinstance(term, Literal | NamedNode) else ""
