"""Tables with links as HTML: a part of a page, for a notebook, or a page of its own.

Whatever is shown is escaped, and only an address of the web becomes a link.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from immunograph.texts.characters import visible

SHOWN = 200  # rows of a table in a notebook
_TEMPLATES = Path(__file__).parent / "templates"
_WEB = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Linked:
    """A text, the address it leads to, and what is said where one points at it."""

    text: str
    address: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Table:
    """Headings, rows whose cells hold any number of texts, and the sources that are numbered."""

    header: Sequence[str]
    rows: Sequence[Sequence[Sequence[Linked]]]
    sources: Sequence[Linked] = ()


def part(*shown: Table | str, most: int | None = SHOWN) -> str:
    """Tables and paragraphs as a part of a page; of each table at most so many rows."""
    return template("part").substitute(content="".join(_block(each, most) for each in shown))


def page(title: str, *shown: Table | str) -> str:
    """Tables and paragraphs as a page that needs nothing beside it."""
    return template("page").substitute(title=_shown(title), content=part(*shown, most=None))


def _block(shown: Table | str, most: int | None) -> str:
    return _paragraph(shown) if isinstance(shown, str) else "".join(_table(shown, most))


def _paragraph(text: str) -> str:
    return template("paragraph").substitute(text=_shown(text)) if text else ""


def _table(table: Table, most: int | None) -> Iterable[str]:
    rows = table.rows[:most]
    yield template("table").substitute(
        header="".join(template("heading").substitute(text=_shown(name)) for name in table.header),
        rows="".join(map(_row, rows)),
    )
    if left := len(table.rows) - len(rows):
        yield _paragraph(f"and {left} more")
    if table.sources:
        items = (template("item").substitute(text=_linked(one)) for one in table.sources)
        yield template("sources").substitute(items="".join(items))


def _row(cells: Sequence[Sequence[Linked]]) -> str:
    written = (template("cell").substitute(text=", ".join(map(_linked, cell))) for cell in cells)
    return template("row").substitute(cells="".join(written))


def _linked(one: Linked) -> str:
    text = _shown(one.text)
    if not _WEB.fullmatch(one.address):
        return text
    return template("link").substitute(
        address=html.escape(one.address), hint=_shown(one.hint or one.address), text=text
    )


def _shown(text: str) -> str:
    return html.escape("\n".join(map(visible, text.split("\n"))))


@cache
def template(name: str) -> Template:
    """The template of a name."""
    return Template((_TEMPLATES / f"{name}.html").read_text(encoding="utf-8"))
