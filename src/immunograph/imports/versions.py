"""A table as a version of a source: its rows as passages, known ones by their keys."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from immunograph.errors import BadParameter
from immunograph.imports.finding import Found, Source
from immunograph.imports.rows import Row, Table
from immunograph.ingest import known as graph
from immunograph.ingest.values import Triple
from immunograph.names import iri_of
from immunograph.store import Literal, NamedNode, Store
from immunograph.vocabulary import BASE, DCTERMS, IG, PASSAGES, SKOS, TYPE, XSD

MODELLED, OPEN, BACKGROUND = (f"{IG}{one}" for one in ("Modelled", "Open", "Background"))
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that the graph has as a passage."""

    iri: str
    key: str
    order: int
    sha256: str
    disposition: str


@dataclass(frozen=True)
class Version:
    """A version to be of a source: known where the graph has the very bytes.

    `rows` are the passages that the graph has of it, by key; `passages` the IRI of each row in
    scope, by its place.
    """

    iri: str
    dated: str
    known: bool
    source_known: bool
    earlier: graph.Version | None
    rows: Mapping[str, Kept] = field(repr=False)
    passages: Mapping[int, str] = field(repr=False)
    orders: Mapping[int, int] = field(repr=False)

    @property
    def slug(self) -> str:
        """The last part of its IRI."""
        return self.iri.rpartition("/")[2]

    @property
    def section(self) -> str:
        """The one section that its rows stand in."""
        return f"{BASE}section/{self.slug}_s1"


def version(store: Store, source: Source, table: Table, found: Found, retrieved: str) -> Version:
    """The version that a table is. Raises `BadParameter` where no day is given."""
    if retrieved and not _is_day(retrieved):
        raise BadParameter(f"{retrieved!r} is no day; write it as YYYY-MM-DD")
    iri = f"{BASE}source/{source.slug}"
    of = next((one for one in graph.sources(store) if one.iri == iri), None)
    versions = of.versions if of else ()
    same = next((one for one in versions if one.sha256 == table.sha256), None)
    dated = same.dated if same else table.dated or retrieved
    if not dated:
        raise BadParameter("the file does not say of what day it is; give --retrieved YYYY-MM-DD")
    others = [one for one in versions if one != same]
    slug = same.slug if same else _slug(source, table, dated, others)
    named = f"{BASE}version/{slug}"
    rows = kept(store, named) if same else {}
    passages, orders = _passages(found, rows, slug)
    earlier = others[-1] if others and not same else None
    is_known = same is not None
    return Version(named, dated, is_known, of is not None, earlier, rows, passages, orders)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _slug(source: Source, table: Table, dated: str, others: Collection[graph.Version]) -> str:
    slug = f"{source.slug}_{dated}"
    taken = {one.slug for one in others}
    return f"{slug}_{table.sha256[:_DIGITS]}" if slug in taken else slug


def _passages(
    found: Found, rows: Mapping[str, Kept], slug: str
) -> tuple[dict[int, str], dict[int, int]]:
    last = max((one.order for one in rows.values()), default=0)
    passages, orders = {}, {}
    for place, row in enumerate(found.rows, 1):
        if row.key in rows:
            passages[place] = rows[row.key].iri
        else:
            last += 1
            passages[place], orders[place] = f"{PASSAGES}{slug}_p{last}", last
    return passages, orders


def kept(store: Store, version: str) -> dict[str, Kept]:
    """The rows that the graph has of a version, by key."""
    text = (
        "SELECT ?passage ?key ?order ?sha ?disposition WHERE { "
        f"?section ig:sectionOf {NamedNode(version)} . "
        "?passage ig:inSection ?section ; ig:rowKey ?key ; ig:order ?order ; ig:sha256 ?sha ; "
        "ig:disposition ?disposition }"
    )
    found = {}
    for row in store.select(text).rows:
        key, order, sha = (getattr(row[name], "value", "") for name in ("key", "order", "sha"))
        iri, disposition = iri_of(row["passage"]), iri_of(row["disposition"])
        found[str(key)] = Kept(iri, str(key), int(order), str(sha), disposition)
    return found


def described(
    source: Source, of: Version, table: Table, found: Found, retrieved: str
) -> Iterator[Triple]:
    """The source, the version and its section, as far as the graph has them not."""
    iri = f"{BASE}source/{source.slug}"
    if not of.source_known:
        yield iri, TYPE, NamedNode(f"{IG}Source")
        yield iri, f"{SKOS}prefLabel", Literal(source.title, language="en")
        yield iri, f"{DCTERMS}title", Literal(source.title, language="en")
        yield iri, f"{DCTERMS}language", Literal("en")
        yield iri, f"{IG}licence", NamedNode(f"{IG}{source.licence}")
        yield iri, f"{IG}address", NamedNode(source.address)
        yield iri, f"{IG}publisher", NamedNode(f"{BASE}org/{source.publisher}")
        yield iri, f"{IG}audience", NamedNode(f"{IG}Professionals")
    if not of.known:
        yield of.iri, TYPE, NamedNode(f"{IG}SourceVersion")
        yield of.iri, f"{SKOS}prefLabel", Literal(f"{source.title}, {of.dated}", language="en")
        yield of.iri, f"{IG}versionOf", NamedNode(iri)
        yield of.iri, f"{IG}sha256", Literal(table.sha256)
        yield of.iri, f"{IG}ledgerComplete", Literal(False)
        if table.dated:
            yield of.iri, f"{IG}lastReviewed", _day(table.dated)
        if retrieved:
            yield of.iri, f"{IG}retrievedOn", _day(retrieved)
        if found.rows:
            yield of.section, TYPE, NamedNode(f"{IG}Section")
            yield of.section, f"{SKOS}prefLabel", Literal(source.section, language="en")
            yield of.section, f"{IG}order", Literal(1)
            yield of.section, f"{IG}sectionOf", NamedNode(of.iri)


def publisher(source: Source) -> Iterator[Triple]:
    """Who publishes a source, for a graph that does not have it."""
    iri = f"{BASE}org/{source.publisher}"
    if source.name:
        yield iri, TYPE, NamedNode(f"{IG}Organization")
        yield iri, f"{SKOS}prefLabel", Literal(source.name, language="en")
    if source.decides_for:
        yield iri, f"{IG}authorityOf", NamedNode(f"{IG}{source.decides_for}")


def passages(of: Version, found: Found, cited: Collection[str]) -> Iterator[Triple]:
    """The rows in scope as passages; of one that the graph has, that it is modelled now."""
    for place, row in enumerate(found.rows, 1):
        iri = of.passages[place]
        held = of.rows.get(row.key)
        if held is None:
            yield from _passage(of, iri, row, of.orders[place], _fate(row, iri, found, cited))
        elif iri in cited and held.disposition != MODELLED:
            yield iri, TYPE, NamedNode(f"{IG}Passage")
            yield iri, f"{IG}disposition", NamedNode(MODELLED)


def _fate(row: Row, iri: str, found: Found, cited: Collection[str]) -> str:
    if iri in cited:
        return MODELLED
    return BACKGROUND if row.key in found.background else OPEN


def _passage(of: Version, iri: str, row: Row, order: int, fate: str) -> Iterator[Triple]:
    yield iri, TYPE, NamedNode(f"{IG}Passage")
    yield iri, f"{IG}inSection", NamedNode(of.section)
    yield iri, f"{IG}order", Literal(order)
    yield iri, f"{IG}rowKey", Literal(row.key)
    yield iri, f"{IG}sha256", Literal(row.sha256)
    yield iri, f"{IG}sketch", Literal(row.sketch)
    yield iri, f"{IG}disposition", NamedNode(fate)


def _day(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}date"))
