"""Who publishes a page: an organization of the graph, or one that is new to it."""

import re
from collections.abc import Iterable

from immunograph.ingest.identity import UNNAMED, Publisher
from immunograph.ingest.known import Source
from immunograph.ingest.slugs import short_slug
from immunograph.names import Names
from immunograph.pages.page import Page
from immunograph.vocabulary import BASE, IG

_ORGANIZATION = f"{IG}Organization"
_WEBSITE = re.compile(
    r"\bthis (?:medicine|drug|page|leaflet|label)\b[^.;:]{0,40}?"
    r"\b(?:available|published) (?:on|by) the "
    r"(?P<name>[A-Z]\w*(?: (?:of |and |for |the )*[A-Z]\w*){0,6}) [Ww]eb ?site"
)


def publisher(page: Page, names: Names, sources: Iterable[Source], given: str = "") -> Publisher:
    """The publisher of a page: the one given, the one it names, or that of its address."""
    known = list(sources)
    text = given or page.publisher or (_of_website(page, names) if not page.address else "")
    found = names.candidates(text, _ORGANIZATION) if text else []
    if len(found) != 1 and page.address:
        found = sorted({s.publisher for s in known if _host(s.address) == _host(page.address)})
    if len(found) == 1 and found[0]:
        return _of_graph(found[0], names, known)
    label = text or _host(page.address) or UNNAMED
    return Publisher(f"{BASE}org/{short_slug(label)}", label, "", "", is_new=True)


def _of_website(page: Page, names: Names) -> str:
    """The organization of the graph on whose website the page says that more is to be read."""
    for sentence in page.sentences:
        match = _WEBSITE.search(sentence.text)
        if match and len(names.candidates(match["name"], _ORGANIZATION)) == 1:
            return match["name"]
    return ""


def _of_graph(iri: str, names: Names, sources: Iterable[Source]) -> Publisher:
    short = (n.text for n in names.by_thing.get(iri, ()) if n.predicate == f"{IG}abbreviation")
    licences = {source.licence for source in sources if source.publisher == iri and source.licence}
    licence = licences.pop() if len(licences) == 1 else ""
    return Publisher(iri, names.label(iri), next(short, ""), licence)


def _host(address: str) -> str:
    """The host of an address, without www.

    >>> _host("https://www.cancer.gov/about")
    'cancer.gov'
    """
    found = re.match(r"https?://(?:www\.)?([^/:?#]+)", address.casefold())
    return found[1] if found else ""
