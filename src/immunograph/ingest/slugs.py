"""Slugs: the last parts of IRIs, made of names."""

import re

from immunograph.candidates.naming import slug

_MOST_WORDS = 6
_BESIDE = re.compile(r"\s*[|\u2013\u2014-]\s+|\s+[|\u2013\u2014-]\s*")
_ARTICLES = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to", "with"})


def short_slug(text: str) -> str:
    """A slug of at most six words, so that it repeats no sentence; small words go first.

    >>> short_slug("The treatment of acute lymphoblastic leukemia in adults and in children")
    'treatment-acute-lymphoblastic-leukemia-adults-children'
    """
    parts = slug(text).split("-")
    if len(parts) > _MOST_WORDS:
        parts = [part for part in parts if part not in _ARTICLES] or parts
    return "-".join(parts[:_MOST_WORDS])


def source_slug(title: str, address: str, publisher: str, name: str) -> str:
    """The slug of a source, made of its publisher and its title, its address or its file.

    >>> source_slug("Idecabtagene Vicleucel - NCI", "", "NCI", "x.md")
    'nci-idecabtagene-vicleucel'
    """
    of = slug(publisher)
    parts = [part for part in _BESIDE.split(title) if slug(part) and slug(part) != of]
    named = short_slug(parts[0] if parts else "") or short_slug(_end(address)) or short_slug(name)
    if not of or not named or named == of or named.startswith(f"{of}-"):
        return named or of
    return f"{of}-{named}"


def _end(address: str) -> str:
    """The last part of the path of an address, without its suffix."""
    path = re.sub(r"^[a-z]+://[^/]*|[?#].*$", "", address).rstrip("/")
    return re.sub(r"\.[a-z]+$", "", path.rpartition("/")[2])
