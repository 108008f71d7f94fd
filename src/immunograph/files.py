"""RDF files of any format, as they come from others: hostile until parsed."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place
from immunograph.repository import read_file
from immunograph.store import Quad, parse_rdf

STANDARD_INPUT = Path("-")
_ENTITIES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)|\x00", re.IGNORECASE)


def read_rdf(paths: Iterable[Path], stdin_suffix: str = "ttl") -> list[Quad]:
    """The statements of RDF files, all in one graph; the suffix tells the format.

    The path `-` is standard input, in the format of `stdin_suffix`. Raises `Unreadable`.
    """
    return [quad for path in paths for quad in _read(path, stdin_suffix)]


def _read(path: Path, stdin_suffix: str) -> list[Quad]:
    if path == STANDARD_INPUT:
        return _parsed(sys.stdin.buffer.read(), "standard input", stdin_suffix)
    suffix, name = path.suffix.lstrip(".").lower(), str(path)
    if suffix not in _SUFFIXES:
        known = ", ".join(f".{each}" for each in _SUFFIXES)
        raise _fault(name, "the suffix tells of no RDF format", f"known are {known}")
    return _parsed(read_file(path, name).data, name, suffix)


def _parsed(data: bytes, name: str, suffix: str) -> list[Quad]:
    form, is_safe = _SUFFIXES[suffix]
    is_safe(data, name)
    return parse_rdf(data, name, form)


def _anything(_data: bytes, _name: str) -> None:
    """Formats whose parser takes what it is given."""


def _no_entities(data: bytes, name: str) -> None:
    """An entity can hold a thousand others: a few bytes that fill the memory."""
    if _ENTITIES.search(data):
        raise _fault(
            name, "a DOCTYPE or ENTITY, or bytes of UTF-16", "write RDF/XML in plain UTF-8"
        )


def _shallow_json(data: bytes, name: str) -> None:
    """The parser overflows its stack on deep nesting, and loses one of two equal keys."""
    try:
        json.loads(data, object_pairs_hook=_once)
    except RecursionError:
        raise _fault(name, "nested too deeply", "flatten it") from None
    except ValueError as error:
        raise _fault(name, f"not JSON: {error}", "correct it") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        raise ValueError(f"a key stands twice among {', '.join(keys[:5])}")
    return dict(pairs)


def _fault(name: str, reason: str, fix: str) -> Unreadable:
    return Unreadable([Finding("format", reason, Place(name), fix=fix)])


# The format of each suffix, by its name for the store, and what is looked at before it is parsed.
_SUFFIXES: Mapping[str, tuple[str, Callable[[bytes, str], None]]] = {
    "ttl": ("ttl", _anything),
    "nt": ("nt", _anything),
    "nq": ("nq", _anything),
    "trig": ("trig", _anything),
    "rdf": ("rdf", _no_entities),
    "owl": ("rdf", _no_entities),
    "xml": ("rdf", _no_entities),
    "jsonld": ("jsonld", _shallow_json),
    "json": ("jsonld", _shallow_json),
}
