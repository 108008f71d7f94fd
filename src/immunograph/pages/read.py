"""A page, whatever its format."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from immunograph.errors import NotAPage
from immunograph.pages import decoding, html, markdown, opening, pdf, plain, spl
from immunograph.pages.assembly import assemble
from immunograph.pages.endless import bounded
from immunograph.pages.foreign import marked
from immunograph.pages.found import Draft
from immunograph.pages.page import Page
from immunograph.pages.sniffing import sniff

Reader = Callable[[bytes, str], Draft]


def read(path: Path) -> Page:
    """The page in a file. Raises `NotAPage`."""
    try:
        return read_bytes(opening.contents(path), path.name)
    except NotAPage as error:
        raise error.of_file(str(path)) from None


def read_bytes(data: bytes, name: str) -> Page:
    """The page that these bytes are. Raises `NotAPage` where there is none, or no text."""
    if len(data) > opening.MOST_BYTES:
        raise opening.too_large(name)
    form = sniff(data, name)
    draft = READERS[form.format](data, name)
    if not draft.blocks:
        raise NotAPage(name, "shows no text", "save the page as it is seen", "empty")
    problems = (*form.problems, *draft.facts.problems)
    draft = replace(draft, facts=replace(draft.facts, problems=problems))
    page = assemble(name, form.format, hashlib.sha256(data).hexdigest(), draft)
    return marked(bounded(page))


def _text(read: Callable[[str], Draft]) -> Reader:
    """The reader of a format whose text is that of the file."""

    def of_bytes(data: bytes, name: str) -> Draft:
        decoded = decoding.decode(data, name)
        draft = read(decoded.text)
        problems = (*decoded.problems, *draft.facts.problems)
        return replace(draft, facts=replace(draft.facts, problems=problems))

    return of_bytes


READERS: Mapping[str, Reader] = {
    "text": _text(plain.read),
    "markdown": _text(markdown.read),
    "html": _text(html.read),
    "spl": spl.read,
    "pdf": pdf.read,
}
