"""Which source a page is, which version of it, and what both are called.

A page is known by its bytes, by its address, by its slug, or by its sentences; in this order.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from immunograph.errors import BadParameter
from immunograph.ingest import known
from immunograph.ingest.known import Source, Version
from immunograph.ingest.slugs import source_slug
from immunograph.pages.page import Page, Role
from immunograph.store import Store
from immunograph.vocabulary import BASE, IG

REVIEWED, RETRIEVED = f"{IG}lastReviewed", f"{IG}retrievedOn"
# The share of the sentences of the smaller ledger that a page must have in common with a version
# to be the same page, and the fewest. docs/ingest.md has what was measured.
OVERLAP = 0.4
_FEWEST = 8
UNNAMED = "publisher not named"
_DIGITS = 12
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Publisher:
    """Who publishes a page: an organization of the graph, or one that is new to it.

    `licence` is that of the other sources of the publisher, where they agree.
    """

    iri: str = ""
    label: str = ""
    abbreviation: str = ""
    licence: str = ""
    is_new: bool = False

    @property
    def is_unnamed(self) -> bool:
        """Whether nobody says who it is."""
        return self.label == UNNAMED


@dataclass(frozen=True)
class Identity:
    """A page as a version of a source: `known` by what, empty where the graph lacks the source.

    `date` is a day, or where none is known the beginning of the page's SHA-256; `days` are the
    days of the version, each with the field that it stands under. `version` is the one of the
    graph, where that has the very bytes; `earlier` the newest one that the graph knows besides.
    """

    source: str
    date: str
    days: tuple[tuple[str, str], ...]
    publisher: Publisher
    known: str = ""
    version: Version | None = None
    earlier: Version | None = None
    of_graph: Source | None = field(default=None, repr=False)

    @property
    def slug(self) -> str:
        """The slug of the source."""
        return self.source.rpartition("/")[2]

    @property
    def version_slug(self) -> str:
        """The slug of the version: that of the source and the date."""
        return self.version.slug if self.version else f"{self.slug}_{self.date}"


def identify(page: Page, store: Store, publisher: Publisher, retrieved: str = "") -> Identity:
    """The identity of a page; `retrieved` is the day (YYYY-MM-DD) on which it was fetched.

    Raises `BadParameter` where that is no day.
    """
    if retrieved and not _is_day(retrieved):
        raise BadParameter(f"{retrieved!r} is no day; write it as YYYY-MM-DD")
    every = known.sources(store)
    source, by = _recognised(page, every, store, publisher)
    if source is None:
        slug = _unused(_slug(page, publisher), page, every)
        days = _days(page, retrieved)
        return Identity(f"{BASE}source/{slug}", _date(page, days, ()), days, publisher)
    version = next((each for each in source.versions if each.sha256 == page.sha256), None)
    others = [each for each in source.versions if each != version]
    days = _days(page, retrieved)
    date, earlier = _date(page, days, others), others[-1] if others else None
    return Identity(source.iri, date, days, publisher, by, version, earlier, source)


def _recognised(
    page: Page, every: Sequence[Source], store: Store, publisher: Publisher
) -> tuple[Source | None, str]:
    for source in every:
        if any(version.sha256 == page.sha256 for version in source.versions):
            return source, "bytes"
    if page.address:
        wanted = _address(page.address)
        for source in every:
            if source.address and _address(source.address) == wanted:
                return source, "address"
    if found := _by_slug(page, every, publisher):
        return found, "slug"
    return _by_sentences(page, every, store)


def _by_slug(page: Page, every: Iterable[Source], publisher: Publisher) -> Source | None:
    """A source of the same slug; two pages at different addresses are two pages."""
    slug = _slug(page, publisher)
    for source in every:
        if source.slug == slug and not _elsewhere(page, source) and (publisher.label or page.title):
            return source
    return None


def _by_sentences(page: Page, every: Sequence[Source], store: Store) -> tuple[Source | None, str]:
    """The source whose ledger has enough of the sentences of a page, headings and menus apart.

    What stands in the ledgers of several sources is of a publisher and tells no page.
    """
    prints = {page.fingerprint(s) for s in page.sentences if s.role is Role.CONTENT}
    of = {version.iri: source for source in every for version in source.versions}
    counts = known.shared(store, prints, {v: source.iri for v, source in of.items()})
    for version, (count, size) in sorted(counts.items(), key=lambda pair: (-pair[1][0], pair[0])):
        share = count / max(1, min(len(prints), size))
        if count >= _FEWEST and share >= OVERLAP and not _elsewhere(page, of[version]):
            return of[version], "sentences"
    return None, ""


def _elsewhere(page: Page, source: Source) -> bool:
    """Whether both have addresses; they are two pages then, for the same is found by it."""
    return bool(page.address and source.address)


def _slug(page: Page, publisher: Publisher) -> str:
    name = re.sub(r"\.[A-Za-z]+$", "", page.name.rpartition("/")[2])
    who = publisher.abbreviation or ("" if publisher.is_unnamed else publisher.label)
    return source_slug(page.title, page.address, who, name)


def _unused(slug: str, page: Page, every: Iterable[Source]) -> str:
    """The slug, with a mark of the page where another source has it."""
    taken = {source.slug for source in every}
    slug = slug or "page"
    return f"{slug}-{page.sha256[:6]}" if slug in taken else slug


def _is_day(text: str) -> bool:
    """Whether a text is a day of the calendar.

    >>> _is_day("2026-02-28"), _is_day("2026-02-30"), _is_day("20260228")
    (True, False, False)
    """
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _days(page: Page, retrieved: str) -> tuple[tuple[str, str], ...]:
    reviewed = page.last_reviewed if _is_day(page.last_reviewed) else ""
    return tuple(pair for pair in ((REVIEWED, reviewed), (RETRIEVED, retrieved)) if pair[1])


def _date(page: Page, days: tuple[tuple[str, str], ...], others: Iterable[Version]) -> str:
    """The date in the name of a version; one that another version has is marked."""
    mark = page.sha256[:_DIGITS]
    day = days[0][1] if days else mark
    taken = {version.slug.partition("_")[2] for version in others}
    return f"{day}_{mark}" if day in taken else day


def _address(address: str) -> str:
    """An address without what makes no difference: scheme, www, a last slash, a fragment."""
    plain = re.sub(r"^https?://(?:www\.)?|#.*$", "", address.strip().casefold())
    return plain.rstrip("/")
