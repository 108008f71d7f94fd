"""What of a page is no content: menus, helplines, sign-ups, its own dates, its references.

The rules stand in `furniture.yaml`, in general wording; what the structure of the page says (a
landmark, a block of links under a heading of further reading) goes before them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from immunograph.pages.found import Found
from immunograph.pages.page import Kind, Role

_LONGEST_CLASS = 60
_LONGEST = 400  # longer sentences are content
_LINKED = 0.8  # the share of a block that its links have where it is nothing else
_WORDS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The rules, each kind of them as one pattern."""

    sentences: Mapping[Role, re.Pattern[str]]
    headings: Mapping[Role, re.Pattern[str]]
    linked: re.Pattern[str]
    references: re.Pattern[str]
    publishers: tuple[re.Pattern[str], ...]
    classes: re.Pattern[str]

    def of_sentence(self, text: str) -> Role | None:
        """What a sentence of a content block is by its words; None where it is content."""
        return _role_said(text) if len(text) <= _LONGEST else None

    def of_heading(self, path: Iterable[str]) -> Role | None:
        """What stands under headings of these words; None where it is content."""
        return next((role for role in map(_role_under, path) if role), None)

    def of_block(self, found: Found, path: tuple[str, ...]) -> Role | None:
        """What a block is as a whole, by its structure, its headings and its words."""
        if found.role or found.kind is Kind.HEADING:
            return found.role or Role.HEADING
        if not _WORDS.search(found.visible.text):
            return Role.NAVIGATION
        if found.kind is not Kind.CELL and self.is_reference(found.visible.text):
            return Role.REFERENCE
        if path and is_linked(found) and self.linked.search(path[-1]):
            return Role.NAVIGATION
        return self.of_heading(path)

    def is_reference(self, text: str) -> bool:
        """Whether a text is a bibliographic reference."""
        return bool(self.references.search(text[:2000]))

    def is_class(self, name: str) -> bool:
        """Whether the elements of a class, or the element of a name, are navigation."""
        return len(name) <= _LONGEST_CLASS and bool(self.classes.search(name))

    def publisher(self, text: str) -> str:
        """The publisher that a sentence names; empty where it names none."""
        found = (said.search(text[:_LONGEST]) for said in self.publishers)
        return next((match["name"].strip() for match in found if match), "")


def is_linked(found: Found) -> bool:
    """Whether the words of a block are nearly all links; those of a block do not overlap."""
    if not found.links:
        return False
    links = sorted(found.links, key=lambda link: link.start)
    seen = within = at = 0
    for character, place in zip(found.visible.text, found.visible.offsets, strict=True):
        while at < len(links) and links[at].end <= place:
            at += 1
        if not character.isspace():
            seen += 1
            within += at < len(links) and links[at].start <= place
    return within >= _LINKED * seen


@cache
def furniture() -> Furniture:
    """The rules of `furniture.yaml`."""
    data = load()
    return Furniture(
        {Role(role): _any(said) for role, said in data["sentences"].items()},
        {Role(role): _any(said) for role, said in data["headings"].items()},
        _any(data["linked"]),
        re.compile("|".join(f"(?:{rule['pattern']})" for rule in data["references"])),
        tuple(re.compile(rule["pattern"]) for rule in data["publishers"]),
        _any(data["classes"]),
    )


@lru_cache(maxsize=4096)
def _role_said(text: str) -> Role | None:
    rules = furniture().sentences.items()
    return next((role for role, said in rules if said.search(text)), None)


@lru_cache(maxsize=4096)
def _role_under(heading: str) -> Role | None:
    text = re.sub(r"^[\d.]+\s+", "", heading)
    return next((role for role, said in furniture().headings.items() if said.search(text)), None)


def load() -> dict[str, Any]:
    """What stands in `furniture.yaml`."""
    path = Path(__file__).with_suffix(".yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def _any(said: Iterable[Mapping[str, str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule['pattern']})" for rule in said), re.I)
