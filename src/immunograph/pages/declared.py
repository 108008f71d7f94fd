"""What the head of an HTML page declares: its title, dates, language, address, publisher."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from immunograph.pages.dates import kind_of, last_reviewed
from immunograph.pages.found import Facts
from immunograph.pages.head import facts

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST = 100_000  # of a description in JSON
_MOST = 200  # of declarations
_LINKED = ("name", "headline", "url", "@id")


def declared(root: "_Element", times: Iterable[tuple[str, str]]) -> Facts:
    """The facts of a page: `times` are what stands before a time, and the time itself."""
    said = dict(_all(root))
    title = " ".join("".join(str(t) for e in root.iter("title") for t in e.itertext()).split())
    if title:
        said["title"] = title
    dated = (f"{before} {when}" for before, when in times if kind_of(before) is not None)
    reviewed = last_reviewed(dated)
    return facts({"lastreviewed": reviewed, **said} if reviewed else said)


def _all(root: "_Element") -> Iterator[tuple[str, str]]:
    """Each declaration by its name; the later ones of a name are the weightier."""
    yield from _linked_data(root)
    for count, meta in enumerate(root.iter("meta")):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        name = name or (meta.get("http-equiv") or "")
        if name and meta.get("content") and count < _MOST:
            yield name.lower(), str(meta.get("content")).strip()
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            yield "canonical", str(link.get("href")).strip()
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        yield "language", language.strip()


def _linked_data(root: "_Element") -> Iterator[tuple[str, str]]:
    for script in root.iter("script"):
        text = script.text or ""
        if (script.get("type") or "").lower() == "application/ld+json" and len(text) < _LONGEST:
            try:
                yield from _flat(json.loads(text))
            except (ValueError, RecursionError):
                continue


def _flat(data: Any) -> Iterator[tuple[str, str]]:
    """The texts of a description, by name; of a thing that it names, its name."""
    things = data.get("@graph", [data]) if isinstance(data, dict) else data
    for thing in things[:_MOST] if isinstance(things, list) else ():
        for key, value in list(thing.items())[:_MOST] if isinstance(thing, dict) else ():
            text = _name(value) if isinstance(value, dict) else value
            if isinstance(text, str) and text:
                yield key, text


def _name(thing: dict[str, Any]) -> Any:
    return next((thing[name] for name in _LINKED if name in thing), "")
