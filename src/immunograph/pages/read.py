"""A page, whatever its format."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from immunograph.pages import html, markdown, plain
from immunograph.pages.assembly import assemble
from immunograph.pages.found import Draft
from immunograph.pages.page import Page

Reader = Callable[[bytes, str], Draft]


def read(path: Path) -> Page:
    """The page in a file."""
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(data: bytes, name: str) -> Page:
    """The page that these bytes are; its format is that of the suffix of its name."""
    form = _SUFFIXES.get(PurePath(name).suffix.lower(), "text")
    return assemble(name, form, hashlib.sha256(data).hexdigest(), READERS[form](data, name))


def _text(read: Callable[[str], Draft]) -> Reader:
    def of_bytes(data: bytes, _: str) -> Draft:
        return read(data.decode("utf-8", errors="replace").removeprefix("\ufeff"))

    return of_bytes


READERS: Mapping[str, Reader] = {
    "text": _text(plain.read),
    "markdown": _text(markdown.read),
    "html": _text(html.read),
}
_SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
