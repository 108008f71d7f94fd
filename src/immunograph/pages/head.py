"""What a text says of itself at its head, in YAML between two lines of hyphens."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from immunograph.pages.dates import date_of
from immunograph.pages.found import Facts

_HEAD = re.compile(r"\A---[ \t]*(?:\r\n?|\n)(.*?)^(?:---|\.\.\.)[ \t]*(?=\r|\n|\Z)", re.S | re.M)
_LONGEST = 100_000
KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "ogtitle", "dctitle", "dctermstitle", "citationtitle"),
    "language": ("language", "lang", "inlanguage", "contentlanguage", "dclanguage", "locale"),
    "last_reviewed": (
        *("lastreviewed", "datereviewed", "reviewed", "reviewdate", "dctermsreviewed"),
        *("lastrevised", "revised", "daterevised", "dcdaterevised"),
        *("lastupdated", "updated", "dateupdated", "lastmodified", "modified", "datemodified"),
        *("articlemodifiedtime", "ogupdatedtime", "dctermsmodified", "dcdatemodified"),
        *("date", "dcdate", "dctermsdate", "datepublished", "published", "articlepublishedtime"),
        *("dctermsissued", "dctermscreated", "citationpublicationdate"),
    ),
    "address": ("canonical", "url", "ogurl", "address", "canonicalurl", "permalink", "link"),
    "publisher": (
        *("publisher", "dcpublisher", "dctermspublisher", "ogsitename", "sitename", "source"),
        *("organization", "author"),
    ),
}


def front_matter(text: str) -> tuple[Facts, int]:
    """What the head says, and the offset at which the page itself begins; 0 without a head."""
    match = _HEAD.match(text[:_LONGEST])
    said = _mapping(match[1]) if match else {}
    return (facts(said), match.end()) if match and said else (Facts(), 0)


def facts(said: Mapping[str, str]) -> Facts:
    """The facts of a page among what its head says, by their usual names."""
    by_name = {re.sub(r"[\W_]", "", key).casefold(): value for key, value in said.items()}
    found = {
        name: next((by_name[key] for key in keys if by_name.get(key)), "")
        for name, keys in KEYS.items()
    }
    days = (date_of(by_name.get(key, "")) for key in KEYS["last_reviewed"])
    return Facts(
        title=found["title"],
        language=found["language"],
        last_reviewed=next((day for day in days if day), ""),
        address=found["address"],
        publisher=found["publisher"],
        metadata=dict(said),
    )


def _mapping(head: str) -> dict[str, str]:
    try:
        said = yaml.load(head, yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {str(key): _text(value) for key, value in said.items() if isinstance(key, str)}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""
