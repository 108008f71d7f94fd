"""RDF files of any format, as they come from others: hostile until parsed."""

import codecs
import json
import os
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place
from immunograph.rdf import parse_rdf
from immunograph.store import Quad

STANDARD_INPUT = Path("-")
MOST_BYTES = 512 << 20
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+[\w:.-]+\s*(?:\[(?P<entities>[^\]]*)\]\s*)?>")
_ENTITY = re.compile(rb"""\s*<!ENTITY\s+[\w.-]+\s+(?:"([^"&%<]*)"|'([^'&%<]*)')\s*>\s*""")
_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
_PACKED = frozenset({"gz", "bz2", "xz", "zip", "zst"})


@dataclass(frozen=True)
class Formats:
    """The formats of data, shapes and standard input; empty where the suffixes tell."""

    data: str = ""
    shapes: str = ""
    stdin: str = "ttl"


def read_rdf(
    paths: Iterable[Path], prefixes: MutableMapping[str, str], suffix: str = "", stdin: str = "ttl"
) -> Iterator[Quad]:
    """The statements of RDF files, one after another, all in one graph.

    The suffix of each file tells its format, unless one is given for all; the path `-` is standard
    input, in the format `stdin`. The prefixes that they declare are put into `prefixes`.

    Raises `Unreadable`.
    """
    for path in paths:
        yield from _read(path, prefixes, suffix, stdin)


def name_of(path: Path) -> str:
    """The name by which a file is spoken of."""
    return "standard input" if path == STANDARD_INPUT else str(path)


def write_whole(path: Path, text: bytes) -> None:
    """Write a file whole or, where that fails, not at all. Raises `Unreadable`."""
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written as it is
            path.write_bytes(text)
            return
        target = path.resolve()
        handle, made = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text)
            _like(Path(made), target)
            Path(made).replace(target)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = f"cannot be written: {(error.strerror or str(error)).lower()}"
        raise _fault(str(path), reason, "name a file in a folder that you may write to") from None


def _like(made: Path, target: Path) -> None:
    """Give a file the permissions of the one it replaces, or of any new file."""
    if target.exists():
        made.chmod(stat.S_IMODE(target.stat().st_mode))
        return
    mask = os.umask(0)
    os.umask(mask)
    made.chmod(0o666 & ~mask)


def _read(
    path: Path, prefixes: MutableMapping[str, str], suffix: str, stdin: str
) -> Iterator[Quad]:
    name = name_of(path)
    if path == STANDARD_INPUT:
        form = SUFFIXES[suffix or stdin]
        return _parsed(_bounded(sys.stdin.buffer, name), name, form, prefixes)
    suffix = suffix or path.suffix.lstrip(".").lower()
    if path.is_dir():
        raise _fault(name, "is a folder", "name the files in it")
    if suffix in _PACKED:
        fix = "unpack it, as in: gzip -dc x.ttl.gz | immunograph shacl - shapes.ttl"
        raise _fault(name, "a packed file is not read", fix)
    if suffix not in SUFFIXES:
        known = ", ".join(f".{each}" for each in _OF_FILES)
        raise _fault(name, "the suffix tells of no RDF format", f"known are {known}")
    try:
        with path.open("rb") as file:
            data = _bounded(file, name)
    except (OSError, ValueError) as error:  # a name with a NUL in it
        reason = f"cannot be read: {(getattr(error, 'strerror', '') or str(error)).lower()}"
        fix = "check that it is a file, and that you may read it"
        raise _fault(name, reason, fix) from None
    return _parsed(data, name, SUFFIXES[suffix], prefixes)


def _bounded(file: BinaryIO, name: str) -> bytes:
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        limit = f"is larger than {MOST_BYTES >> 20} MiB"
        raise _fault(name, limit, "split it, and validate the parts that belong together")
    return data


def _parsed(
    data: bytes, name: str, form: str, prefixes: MutableMapping[str, str]
) -> Iterator[Quad]:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            raise _fault(name, f"is written in {encoding}", "save it as UTF-8")
    data = data.removeprefix(codecs.BOM_UTF8)
    if is_safe := _LOOKED_AT.get(form):
        is_safe(data, name)
    return parse_rdf(data, name, form, prefixes)


def _plain_xml(data: bytes, name: str) -> None:
    """An entity can hold a thousand others: a few bytes that fill the memory.

    Those that only shorten a name are let through, as long as what they stand for is bounded.
    """
    if b"\x00" in data:
        raise _fault(name, "has bytes of UTF-16 or of no text", "save it as UTF-8")
    rest, longest = data, 0
    if found := _DOCTYPE.search(data):
        entities = found["entities"] or b""
        longest = max((len(one or other) for one, other in _ENTITY.findall(entities)), default=0)
        rest = data[: found.start()] + _ENTITY.sub(b"", entities) + data[found.end() :]
    if _DECLARED.search(rest) or data.count(b"&") * longest > MOST_BYTES:
        fix = "write names in full, or convert it to Turtle"
        raise _fault(name, "declares entities (<!ENTITY) that could grow without end", fix)


def _plain_json(data: bytes, name: str) -> None:
    """The parser loses one of two equal keys without a word."""
    try:
        json.loads(data, object_pairs_hook=_once)
    except RecursionError:
        raise _fault(name, "is nested too deeply", "flatten it") from None
    except ValueError as error:
        raise _fault(name, f"is not JSON: {error}", "correct it") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise ValueError(f"a key stands twice among {', '.join(keys[:5])}")
    return dict(pairs)


def _fault(name: str, reason: str, fix: str) -> Unreadable:
    return Unreadable([Finding("format", reason, Place(name), fix=fix)])


# The format of each suffix, by its name for the store.
_OF_FILES: Mapping[str, str] = {
    "ttl": "ttl",
    "nt": "nt",
    "nq": "nq",
    "trig": "trig",
    "rdf": "rdf",
    "owl": "rdf",
    "xml": "rdf",
    "jsonld": "jsonld",
    "json": "jsonld",
}
# Formats by their suffixes and by the names that pySHACL has for them.
SUFFIXES: Mapping[str, str] = {**_OF_FILES, "turtle": "ttl", "json-ld": "jsonld"}
# What is looked at before a format is parsed.
_LOOKED_AT: Mapping[str, Callable[[bytes, str], None]] = {
    "rdf": _plain_xml,
    "jsonld": _plain_json,
}
