"""Which format a file is: by its bytes, and only where they do not tell by its suffix."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from immunograph.errors import NotAPage
from immunograph.pages import decoding
from immunograph.pages.page import Problem

_HEAD = 1024
_IN_A_ZIP = 1 << 20
SPL = "urn:hl7-org:v3"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A format of `page.FORMATS`, and what is wrong with how the file is named."""

    format: str
    problems: tuple[Problem, ...] = ()


def sniff(data: bytes, name: str) -> Sniffed:
    """The format of a file. Raises `NotAPage` where it is none that is read.

    >>> sniff(b"%PDF-1.7", "page.txt").format
    'pdf'
    """
    if decoding.is_empty(data):
        raise decoding.empty(name)
    _refuse_others(data, name)
    suffix = PurePath(name).suffix.lower()
    by_suffix = SUFFIXES.get(suffix, "")
    found = _by_its_bytes(data, name, by_suffix)
    if not found and by_suffix == "pdf":
        raise NotAPage(name, "is named as a PDF, and is none", "save the page again", "format")
    found = found or by_suffix or _by_what_stands_in_it(data, name, suffix)
    if by_suffix in {"", found} or {by_suffix, found} <= {"html", "spl"}:
        return Sniffed(found)
    said = f"is named as {_SPOKEN[by_suffix]} and is {_SPOKEN[found]}: read as that"
    return Sniffed(found, (Problem("format", said, fix="name it by what it is"),))


def _refuse_others(data: bytes, name: str) -> None:
    """Refuse what is known by its first bytes and is not read."""
    for place, magic, kind, fix in OTHERS:
        if data.startswith(magic, place):
            raise _not_read(name, *(_zipped(data) if kind == _ZIP else (kind, fix)))


def _zipped(data: bytes) -> tuple[str, str]:
    """What a ZIP file is, by the names of the files in it."""
    start, end = data[:_IN_A_ZIP], data[-_IN_A_ZIP:]
    found = next((each for each in IN_A_ZIP if each[0] in start or each[0] in end), None)
    return found[1:] if found else (_ZIP, "unpack it, and name the pages in it")


def _by_its_bytes(data: bytes, name: str, by_suffix: str) -> str:
    """The format that the first bytes tell; empty where they may be of any text."""
    start = decoding.head(data).lstrip()
    if _HTML.match(start):
        return "html"
    if b"%PDF-" in data[:_HEAD]:
        return "pdf"
    is_xml = by_suffix == "spl" or start.startswith(("<?xml", "<document"))
    if not (is_xml and start):
        return ""
    try:
        return _xml(start, name)
    except NotAPage:
        if by_suffix == "html":  # which need not begin with <html>
            return "html"
        raise


def _by_what_stands_in_it(data: bytes, name: str, suffix: str) -> str:
    """The format of a text whose suffix does not tell. Raises `NotAPage` where it tells of none."""
    if suffix in OTHER_SUFFIXES:
        fix = "name a page: text, Markdown, HTML, PDF or a structured product label"
        raise _not_read(name, OTHER_SUFFIXES[suffix], fix)
    start = decoding.head(data)
    return next((form for form, like in _LIKE if like.search(start)), "text")


def _xml(start: str, name: str) -> str:
    """The format of a file of XML. Raises `NotAPage` where it is none that is read."""
    root = _ROOT.search(_BEFORE_ROOT.sub("", start))
    element = root[1].rpartition(":")[2].lower() if root else ""
    if element == "html":
        return "html"
    if element == "document" and root and SPL in root[2]:
        return "spl"
    said = (
        f"an XML file of <{element}>" if element else "an XML file without an element at its start"
    )
    raise _not_read(
        name, said, 'of XML, structured product labels (<document xmlns="urn:hl7-org:v3">) are read'
    )


def _not_read(name: str, kind: str, fix: str) -> NotAPage:
    return NotAPage(name, f"is {kind}, which is not read", fix, "format")


_AS_TEXT = "save the page as HTML, PDF or text"
_OFFICE = "save it as PDF, HTML or text"
_PACKED = "unpack it first"
_PICTURE = "recognise its text first, and save that"
_ZIP = "a ZIP file"
# Place, bytes, what they begin, what to do.
OTHERS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"PK\x03\x04", _ZIP, ""),
    (0, b"PK\x05\x06", _ZIP, ""),
    (0, b"\x89PNG\r\n", "a PNG image", _PICTURE),
    (0, b"\xff\xd8\xff", "a JPEG image", _PICTURE),
    (0, b"GIF8", "a GIF image", _PICTURE),
    (8, b"WEBP", "a WebP image", _PICTURE),
    (0, b"II*\x00", "a TIFF image", _PICTURE),
    (0, b"MM\x00*", "a TIFF image", _PICTURE),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (doc, xls, ppt)", _OFFICE),
    (0, b"{\\rtf", "a document in RTF", _OFFICE),
    (0, b"%!PS", "a PostScript file", "convert it to PDF"),
    (0, b"\x1f\x8b", "packed (gzip)", _PACKED),
    (0, b"BZh", "packed (bzip2)", _PACKED),
    (0, b"\xfd7zXZ\x00", "packed (xz)", _PACKED),
    (0, b"\x28\xb5\x2f\xfd", "packed (zstd)", _PACKED),
    (0, b"7z\xbc\xaf\x27\x1c", "packed (7z)", _PACKED),
    (0, b"Rar!\x1a\x07", "packed (rar)", _PACKED),
    (257, b"ustar", "a tar archive", _PACKED),
    (0, b"SQLite format 3\x00", "a database (SQLite)", _AS_TEXT),
    (0, b"\x7fELF", "a program", _AS_TEXT),
    (0, b"MZ\x90\x00", "a program", _AS_TEXT),
    (4, b"ftyp", "a video or audio file", "save what is said in it as text"),
    (0, b"ID3\x03\x00", "an audio file", "save what is said in it as text"),
    (0, b"ID3\x04\x00", "an audio file", "save what is said in it as text"),
    (0, b"OggS", "a video or audio file", "save what is said in it as text"),
    (0, b"bplist00", "a web archive", _AS_TEXT),
    (0, b"From: <Saved by", "a web archive (MHTML)", _AS_TEXT),
    (0, b"WARC/1.", "a web archive (WARC)", _AS_TEXT),
)
IN_A_ZIP: tuple[tuple[bytes, str, str], ...] = (
    (b"word/document.xml", "a Word document (docx)", _OFFICE),
    (b"xl/workbook", "an Excel workbook (xlsx)", _OFFICE),
    (b"ppt/presentation.xml", "a PowerPoint presentation (pptx)", _OFFICE),
    (b"opendocument", "an OpenDocument file (odt, ods)", _OFFICE),
    (b"application/epub+zip", "an e-book (EPUB)", "name the HTML pages in it"),
)
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".xml": "spl",
    ".spl": "spl",
}
OTHER_SUFFIXES = {
    ".json": "a JSON file",
    ".jsonld": "a JSON file",
    ".csv": "a table (CSV)",
    ".tsv": "a table (TSV)",
    ".ttl": "a Turtle file",
    ".rq": "a query",
    ".yaml": "a YAML file",
    ".yml": "a YAML file",
    ".py": "a program",
    ".js": "a program",
    ".css": "a style sheet",
    ".svg": "an image (SVG)",
}
_SPOKEN = {
    "text": "text",
    "markdown": "Markdown",
    "html": "HTML",
    "pdf": "a PDF",
    "spl": "a structured product label",
}
_HTML = re.compile(
    r"(?:<\?xml[^>]{0,400}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*){0,9}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_ROOT = re.compile(
    r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)((?:\s[^>]*)?)(?:>|$)")
# What a text without a telling suffix is, by what stands in its first characters.
_LIKE = (
    ("html", re.compile(r"<(?:p|div|table|section|article|h[1-6]|ul|ol)\b[^>]*>", re.IGNORECASE)),
    ("markdown", re.compile(r"\A---\s*$|^#{1,6} \S|^\[[^\]]+\]\([^)]+\)", re.MULTILINE)),
)
