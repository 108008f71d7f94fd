"""What of a page is no content: menus, helplines, sign-ups, its own dates, its references.

The rules stand in `furniture.yaml`, in general wording; what the structure of the page says (a
landmark, a block of links under a heading of further reading) goes before them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
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
        if len(text) > _LONGEST:
            return None
        return next((role for role, said in self.sentences.items() if said.search(text)), None)

    def of_heading(self, path: Iterable[str]) -> Role | None:
        """What stands under headings of these words; None where it is content."""
        for text in path:
            for role, said in self.headings.items():
                if said.search(_unnumbered(text)):
                    return role
        return None

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
    """Whether the words of a block are nearly all links."""
    text, places = found.visible.text, found.visible.offsets
    if not text or not found.links:
        return False
    within = sum(
        1
        for link in found.links
        for character, place in zip(text, places, strict=True)
        if link.start <= place < link.end and not character.isspace()
    )
    return within >= _LINKED * sum(1 for character in text if not character.isspace())


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


def load() -> dict[str, Any]:
    """What stands in `furniture.yaml`."""
    path = Path(__file__).with_suffix(".yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def _any(said: Iterable[Mapping[str, str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule['pattern']})" for rule in said), re.I)


def _unnumbered(heading: str) -> str:
    return re.sub(r"^[\d.]+\s+", "", heading)
