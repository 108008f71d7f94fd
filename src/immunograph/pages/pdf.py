"""PDF: its texts by where they are printed, put back into the order in which people read them."""

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from immunograph.errors import NotAPage
from immunograph.finding import counted
from immunograph.pages.found import Draft, Facts
from immunograph.pages.glyphs import Budget, Shown, shown
from immunograph.pages.layout import Layout
from immunograph.pages.page import Problem
from immunograph.pages.rows import segments
from immunograph.pages.typeset import typeset

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_LEAST = 20  # characters of a page that is no scan
_MOST_UNREAD = 0.2  # of the characters
_MOST_TEXT = 32 << 20  # characters
_UNREAD = "\ufffd"
_FACTS = {
    "author": "/Author",
    "subject": "/Subject",
    "keywords": "/Keywords",
    "producer": "/Producer",
    "created": "/CreationDate",
    "modified": "/ModDate",
}


def read(data: bytes, name: str) -> Draft:
    """The pages of a PDF as one. Raises `NotAPage`."""
    with _quiet(), _told(name):
        reader = _opened(data, name)
        budget = Budget(name)
        pages = [_shown(page, budget) for page in reader.pages]
        facts = _facts(reader)
    texts = ["".join(each.text for each in page.fragments) for page in pages]
    _refuse_without_text(pages, texts, name)
    layout = Layout()
    typeset(layout, [segments(page.fragments) for page in pages])
    return layout.draft(Facts(**facts, problems=tuple(_problems(pages, texts))))


def _shown(page: "PageObject", budget: Budget) -> Shown:
    """What a page shows; nothing, and why, where it is damaged."""
    from pypdf.errors import LimitReachedError  # noqa: PLC0415 (slow to import)

    try:
        return shown(page, budget)
    except (NotAPage, MemoryError, LimitReachedError):
        raise
    except Exception as error:  # pypdf raises whatever it meets
        return Shown(fault=_said(error))


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__


@contextmanager
def _quiet() -> Iterator[None]:
    """What pypdf logs of a damaged file is no message for people."""
    logger = logging.getLogger("pypdf")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Say of whatever goes wrong in one line that the file is damaged."""
    from pypdf.errors import LimitReachedError  # noqa: PLC0415 (slow to import)

    try:
        yield
    except (NotAPage, MemoryError):
        raise
    except LimitReachedError:
        reason, fix = "unpacks to more than a page holds", "save it as HTML or text"
        raise NotAPage(name, reason, fix, "too-large") from None
    except Exception as error:  # pypdf raises whatever it meets
        raise NotAPage(
            name, f"is a damaged PDF: {_said(error)}", "save it again", "damaged"
        ) from None


def _opened(data: bytes, name: str) -> "PdfReader":
    from pypdf import PdfReader  # noqa: PLC0415 (slow to import)
    from pypdf.errors import DependencyError  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        fix = "save it without a password"
        try:
            is_open = bool(reader.decrypt(""))
        except (NotImplementedError, DependencyError):
            reason = "is encrypted in a way that is not read"
            raise NotAPage(name, reason, fix, "encrypted") from None
        if not is_open:
            raise NotAPage(name, "is encrypted, and needs a password", fix, "encrypted")
    if not len(reader.pages):
        raise NotAPage(name, "is a PDF without pages", "save it again", "empty")
    return reader


def _refuse_without_text(pages: Sequence[Shown], texts: Sequence[str], name: str) -> None:
    length = sum(map(len, texts))
    faults = [page.fault for page in pages if page.fault]
    if faults and not length:
        raise NotAPage(name, f"is a damaged PDF: {faults[0]}", "save it again", "damaged")
    if length > _MOST_TEXT:
        reason, fix = "has more text than a page holds", "split it, and name the parts"
        raise NotAPage(name, reason, fix, "too-large")
    if not any(len(text.strip()) >= _LEAST for text in texts):
        if any(page.images for page in pages):
            reason = "is scanned: its pages are images without text"
            raise NotAPage(name, reason, "recognise its text (OCR) first, and save that", "scanned")
        if not length:
            raise NotAPage(name, "is a PDF without text", "save the page as HTML or text", "empty")
    unread = sum(text.count(_UNREAD) + _private(text) for text in texts)
    if unread > _MOST_UNREAD * length:
        reason = "has fonts that do not say which letters they show"
        raise NotAPage(name, reason, "recognise its text (OCR) first, and save that", "unreadable")


def _private(text: str) -> int:
    return sum("\ue000" <= each <= "\uf8ff" for each in text) if not text.isascii() else 0


def _problems(pages: Sequence[Shown], texts: Sequence[str]) -> Iterator[Problem]:
    pairs = list(enumerate(zip(pages, texts, strict=True), 1))
    scans = [number for number, (page, text) in pairs if page.images and len(text.strip()) < _LEAST]
    if scans:
        said = f"page {_listed(scans)} is an image without text, which is not read"
        yield Problem("scanned", said, fix="recognise its text (OCR) first, and save that")
    damaged = [number for number, (page, _) in pairs if page.fault]
    if damaged:
        said = f"page {_listed(damaged)} is damaged, and not read: {pages[damaged[0] - 1].fault}"
        yield Problem("damaged", said, fix="save it again")
    turned = [number for number, (page, _) in pairs if page.at_an_angle]
    if turned:
        left_out = counted(sum(page.at_an_angle for page in pages), "character")
        said = f"page {_listed(turned)} has text at an angle, which is not read: {left_out}"
        yield Problem("text-at-an-angle", said, fix="see the page itself for what it says")


def _listed(numbers: Sequence[int]) -> str:
    """The numbers of pages.

    >>> _listed([3, 4]), _listed(list(range(1, 30)))
    ('3, 4', '1, 2, 3, 4, 5 and 24 more')
    """
    most = 5
    more = f" and {len(numbers) - most} more" if len(numbers) > most else ""
    return ", ".join(map(str, numbers[:most])) + more


def _facts(reader: "PdfReader") -> dict[str, Any]:
    """What the file says of itself."""
    said: Mapping[str, Any] = reader.metadata or {}
    metadata = {key: _text(said.get(name)) for key, name in _FACTS.items()}
    metadata["pages"] = str(len(reader.pages))
    catalog: Any = reader.trailer["/Root"]
    return {
        "title": _title(_text(said.get("/Title"))),
        "language": _text(catalog.get_object().get("/Lang")),
        "metadata": {key: value for key, value in metadata.items() if value},
    }


def _text(value: Any) -> str:
    found = value.get_object() if hasattr(value, "get_object") else value
    return " ".join(str(found).split()) if isinstance(found, str) else ""


def _title(written: str) -> str:
    """A title that a person has written: not the name of a file, nor what stands for none."""
    lowered = written.lower()
    is_file = lowered.endswith((".doc", ".docx", ".pdf", ".indd", ".qxd", ".rtf"))
    return "" if is_file or lowered in {"untitled", "title"} or " " not in written else written
