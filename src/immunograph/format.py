"""One canonical layout for Turtle, so that a difference between two files is one in meaning.

The layout never changes a triple: what was laid out is read again and compared before anything
is written.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from immunograph.errors import LayoutFailed, Unreadable
from immunograph.finding import Finding, Place
from immunograph.isomorphism import isomorphic
from immunograph.places import read_document
from immunograph.rdf import parse_turtle
from immunograph.repository import read_file
from immunograph.turtle.layout import laid_out


@dataclass(frozen=True, slots=True)
class Change:
    """A file and its text before and after the layout."""

    path: Path
    before: str
    after: str


def canonical(text: str, prefixes: Mapping[str, str], name: str = "text") -> str:
    """A Turtle text in the canonical layout; `prefixes` maps names to namespaces.

    Raises `Unreadable` where the text is not Turtle 1.1, `LayoutFailed` where it cannot be kept.

    >>> print(canonical("<urn:x:b> a <urn:x:c>, <urn:x:a> .", {"x": "urn:x:"}), end="")
    @prefix x: <urn:x:> .
    <BLANKLINE>
    x:b
        a
            x:a ,
            x:c ;
    .
    """
    parse_turtle(text.encode(), name)
    after = laid_out(read_document(text, name), prefixes)
    if not _says_the_same(text, after):
        raise LayoutFailed(name)
    return after


def turtle_files(paths: Iterable[Path]) -> list[Path]:
    """The files of Turtle among paths, and all those in the folders among them."""
    found = (sorted(path.rglob("*.ttl")) if path.is_dir() else [path] for path in paths)
    return [path for files in found for path in files if path.suffix == ".ttl"]


def changes(paths: Iterable[Path], prefixes: Mapping[str, str]) -> Iterator[Change]:
    """The files among `paths` that are not in the canonical layout; writes nothing.

    Raises `LayoutFailed`, and in the end `Unreadable` with every file that cannot be read.
    """
    unreadable: list[Finding] = []
    for path in paths:
        try:
            before = read_file(path, str(path)).text
            after = canonical(before, prefixes, str(path))
        except Unreadable as error:
            unreadable.extend(error.findings)
            continue
        if after != before:
            yield Change(path, before, after)
    if unreadable:
        raise Unreadable(unreadable)


def write(change: Change) -> None:
    """Put the text after the layout in place of the file, whole or not at all.

    Raises `Unreadable` where it cannot be written.
    """
    try:
        _replace(change)
    except OSError as error:
        reason = f"cannot be written: {(error.strerror or str(error)).lower()}"
        raise Unreadable([Finding("unwritable", reason, Place(str(change.path)))]) from None


def _replace(change: Change) -> None:
    target = change.path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(change.after.encode())
        shutil.copymode(target, name)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _says_the_same(before: str, after: str) -> bool:
    try:
        return before == after or isomorphic(before.encode(), after.encode())
    except Unreadable:
        return False
