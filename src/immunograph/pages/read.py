"""A page, whatever its format."""

import hashlib
from pathlib import Path, PurePath

from immunograph.pages import markdown, plain
from immunograph.pages.assembly import assemble
from immunograph.pages.page import Page

_TEXTS = {"text": plain.read, "markdown": markdown.read}
_SUFFIXES = {".md": "markdown", ".markdown": "markdown"}


def read(path: Path) -> Page:
    """The page in a file."""
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(data: bytes, name: str) -> Page:
    """The page that these bytes are; its format is that of the name's suffix."""
    form = _SUFFIXES.get(PurePath(name).suffix.lower(), "text")
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    return assemble(name, form, hashlib.sha256(data).hexdigest(), text, _TEXTS[form](text))
