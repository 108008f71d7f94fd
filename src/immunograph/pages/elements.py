"""The elements of HTML: which are blocks, which are not shown, which are landmarks."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from immunograph.pages.furniture import furniture
from immunograph.pages.page import Role

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOT_SHOWN = """
    audio button canvas datalist embed head iframe input map math noscript object script select
    style svg template textarea video
"""
_OWN_LINES = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav
    ol p pre search section summary table tbody td tfoot th thead tr ul
"""
DROPPED = frozenset(_NOT_SHOWN.split())
BLOCKS = frozenset(_OWN_LINES.split())
BREAKING = BLOCKS | {"br"}
STRUCTURE = BLOCKS - {"body", "div", "html", "center", "form", "hr", "main", "pre"}
_LANDMARKS = frozenset({"nav", "aside", "dialog", "search"})
_OUTER = frozenset({"header", "footer"})  # landmarks where they are of the whole page
_DIALOGS = ("dialog", "alertdialog")
_ROLES = frozenset({"banner", "contentinfo", "complementary", "navigation", "search", *_DIALOGS})
_CONTENT = frozenset({"html", "body", "main", "article", "h1"})
_SECTIONS = frozenset({"main", "article", "section"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_HEADING = re.compile(r"h([1-6])$")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds within an element: its landmark, where a link leads, what letters look like."""

    role: Role | None = None
    target: str = ""
    is_bold: bool = False
    is_kept: bool = False  # its line breaks are shown
    in_section: bool = False

    def within(self, element: "_Element", by_class: bool) -> "Frame":
        """What holds within an element that stands here."""
        tag = str(element.tag)
        style = element.get("style") or ""
        frame = self
        if _is_landmark(element, self.in_section) or (by_class and _is_classed(element)):
            frame = replace(frame, role=Role.NAVIGATION)
        if tag == "a":
            frame = replace(frame, target=(element.get("href") or "").strip())
        if tag in {"b", "strong"} or (style and _BOLD.search(style)):
            frame = replace(frame, is_bold=True)
        if tag == "pre":
            frame = replace(frame, is_kept=True)
        return replace(frame, in_section=True) if tag in _SECTIONS else frame


def _is_landmark(element: "_Element", in_section: bool) -> bool:
    tag, role = element.tag, element.get("role")
    if role:
        return role in _ROLES
    return tag in _LANDMARKS or (tag in _OUTER and not in_section)


def _is_classed(element: "_Element") -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    is_content = element.tag in _CONTENT
    return bool(names) and not is_content and any(map(furniture().is_class, names))


def is_shown(element: "_Element") -> bool:
    """Whether a browser shows an element."""
    if not isinstance(element.tag, str) or element.tag in DROPPED:
        return False
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return False
    style = element.get("style")
    return not (style and _HIDDEN.search(style))


def level_of(element: "_Element") -> int:
    """The level of a heading, 0 for another element."""
    match = _HEADING.match(str(element.tag))
    if match:
        return int(match[1])
    if element.get("role") == "heading":
        said = element.get("aria-level") or "2"
        return min(int(said), _DEEPEST) if said.isdecimal() and len(said) == 1 else 2
    return 0


def is_layout(table: "_Element") -> bool:
    """Whether a table only lays out a page: it holds tables or headings, or one column."""
    if table.get("role") in {"presentation", "none"}:
        return True
    if next(table.iterdescendants("table", "h1", "h2", "h3", "h4"), None) is not None:
        return True
    rows = list(table.iterdescendants("tr"))
    return all(sum(1 for cell in row.iterchildren("td", "th")) <= 1 for row in rows)
