"""From bytes to text: marks of byte order, what a file declares, and what it turns out to be.

The text is the file's own characters, one by one, so that offsets into it are those of the file;
a mark of byte order at its start is none of them. What had to be assumed is a problem of the page.
"""

import codecs
import re
from dataclasses import dataclass

from immunograph.errors import NotAPage
from immunograph.pages.page import Problem

_FALLBACK = "cp1252"
_HEAD = 4096  # bytes in which an encoding is declared, or told by its zeros
_MOST_CONTROLS = 0.02  # of the bytes of a text
_MARKS = (  # the longer ones first, since one begins with another
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']"""
    rb"""|<meta[^>]{0,400}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
# Encodings that a page may declare; others, such as UTF-7, can hide what a text says.
_PAGE_ENCODINGS = re.compile(
    r"iso8859-\d+|cp125\d|cp437|cp850|cp852|cp866|cp932|cp949|koi8-[rtu]|mac-\w+|tis-620|johab"
    r"|gb2312|gbk|gb18030|big5|big5hkscs|shift_jis\w*|euc_(?:jp|kr|jis_2004|jisx0213)"
)
# Declared, these are read as what is meant by them: browsers have it so.
_MEANT = {"iso8859-1": _FALLBACK, "ascii": _FALLBACK, "gb2312": "gb18030", "gbk": "gb18030"}
_WHITE = b"\x00 \t\r\n\x0b\x0c"
_CONTROLS = bytes([*range(9), 11, *range(14, 32), 127])
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_MARK = "\ufffd"
# What stands for bytes that are no UTF-8, each as the character of Windows-1252.
_STRAYS = {0xDC00 + byte: bytes([byte]).decode(_FALLBACK, "replace") for byte in range(0x80, 0x100)}
_STRAY = re.compile("[\udc80-\udcff]")
# C1 control characters are bytes of Windows-1252 that were taken for Latin-1.
_C1 = {byte: bytes([byte]).decode(_FALLBACK, "replace") for byte in range(0x80, 0xA0)}
_NAMES = {_FALLBACK: "Windows-1252"}
_FIX = "save it as UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding that it was read in, and what is wrong with it."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    r"""The text of a page.

    A mark of byte order tells its encoding; what is UTF-8 is read as that; then what it declares
    counts; what is left is Windows-1252. Bytes that are no UTF-8 in a text of UTF-8 are read as
    Windows-1252, each by itself.

    Raises `NotAPage` where there is no text.

    >>> decode(b"caf\xe9", "page.txt").text
    'café'
    """
    if is_empty(data):
        raise empty(name)
    text, encoding, problems = _marked(data) or _wide(data, name) or _narrow(data)
    if not text.strip():
        raise empty(name)
    text, faults = _without_controls(text)
    return Decoded(text, encoding, (*problems, *faults))


def head(data: bytes) -> str:
    """The first characters of a file, for what only looks at it."""
    start = data[:_HEAD]
    mark, encoding = next((each for each in _MARKS if start.startswith(each[0])), (b"", ""))
    encoding = encoding or _by_its_zeros(start) or "utf-8"
    return start.removeprefix(mark).decode(encoding, "replace")


_Read = tuple[str, str, list[Problem]]


def is_empty(data: bytes) -> bool:
    """Whether there is nothing but white space in a file."""
    return not data[:_HEAD].strip(_WHITE) and not data.strip(_WHITE)


def empty(name: str) -> NotAPage:
    """What is said of a file in which there is no text."""
    return NotAPage(name, "is empty: there is no text in it", "save the page again", "empty")


def _marked(data: bytes) -> _Read | None:
    """What has a mark of byte order."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if encoding == "utf-8":
                return _narrow(data.removeprefix(mark))
            return _replacing(data.removeprefix(mark), encoding)
    return None


def _wide(data: bytes, name: str) -> _Read | None:
    """UTF-16 without a mark. Raises `NotAPage` where the bytes are of no text at all."""
    if encoding := _by_its_zeros(data[:_HEAD]):
        return _replacing(data, encoding)
    if len(data) - len(data.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(data):
        raise NotAPage(name, "is binary: its bytes are of no text", "save the page as text or HTML")
    return None


def _by_its_zeros(start: bytes) -> str:
    """The UTF-16 that Latin letters are written in, where every second byte is zero."""
    even, odd = start[::2], start[1::2]
    zeros = even.count(0), odd.count(0)
    if odd and zeros[1] > 0.7 * len(odd) and zeros[0] < 0.05 * len(even):
        return "utf-16-le"
    if odd and zeros[0] > 0.7 * len(even) and zeros[1] < 0.05 * len(odd):
        return "utf-16-be"
    return ""


def _replacing(data: bytes, encoding: str) -> _Read:
    """What is of an encoding, with marks where it is not."""
    text = data.decode(encoding, "replace")
    at = text.find(_MARK)
    if at < 0:
        return text, encoding, []
    said = f"is not all {encoding.upper()}: what cannot be read has a mark{_first(text, at)}"
    return text, encoding, [_problem("damaged-encoding", said, at)]


def _narrow(data: bytes) -> _Read:
    """UTF-8, where it is that or says nothing else; else what it declares, else Windows-1252."""
    declared = _declared(data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _not_all_utf8(data, declared)
    if declared in {"", "utf-8"} or text.isascii():
        return text, "utf-8", []
    said = f"declares {_named(declared)}, and is UTF-8: read as that"
    return text, "utf-8", [Problem("encoding", said, fix="declare UTF-8")]


def _declared(data: bytes) -> str:
    """The encoding that a file declares in its first bytes; empty where none is known."""
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return ""
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except (LookupError, UnicodeError):
        return ""
    name = _MEANT.get(name, name)
    return name if name == "utf-8" or _PAGE_ENCODINGS.fullmatch(name) else ""


def _not_all_utf8(data: bytes, declared: str) -> _Read:
    if declared not in {"", "utf-8", _FALLBACK}:
        return _replacing(data, declared)
    mixed = data.decode(errors="surrogateescape")
    text = mixed.translate(_STRAYS)
    at = stray.start() if (stray := _STRAY.search(mixed)) else 0
    if re.search(r"[^\x00-\x7f\udc80-\udcff]", mixed):
        said = "is in two encodings: UTF-8, and what is not that was read as Windows-1252" + _first(
            text, at
        )
        return text, "utf-8", [_problem("mixed-encodings", said, at)]
    if declared == _FALLBACK:
        return text, _FALLBACK, []
    said = f"is not UTF-8: read as Windows-1252{_first(text, at)}"
    return text, _FALLBACK, [_problem("encoding", said, at)]


def _without_controls(text: str) -> tuple[str, list[Problem]]:
    """The text with a mark for each character that cannot be seen and would steer a terminal."""
    found = _UNSEEN.search(text)
    if not found:
        return text, []
    at = found.start()
    said = f"has control characters, each read as a letter or a mark: {_name(found[0])}"
    problem = Problem(
        "control-characters",
        said + _first(text, at),
        start=at,
        end=at + 1,
        fix="save it without them",
    )
    return _UNSEEN.sub(_seen, text), [problem]


def _seen(found: re.Match[str]) -> str:
    return _C1.get(ord(found[0]), _MARK)


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"


def _named(encoding: str) -> str:
    return _NAMES.get(encoding, encoding.upper())


def _first(text: str, at: int) -> str:
    return f", first in line {text.count(chr(10), 0, at) + 1}"


def _problem(kind: str, said: str, at: int) -> Problem:
    return Problem(kind, said, start=at, end=at + 1, fix=_FIX)
