"""Which files are meant: paths, folders and patterns."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from immunograph.errors import NotAPage
from immunograph.pages.sniffing import SUFFIXES

_PATTERN = frozenset("*?[")


def select(named: Iterable[str]) -> list[Path]:
    """The files that are named, each once: a path, a folder for the pages in it, or a pattern.

    They are in the order in which they are named, those of a folder or a pattern sorted. A path is
    taken as it is, whether there is a file or not. Hidden files and folders are left out.

    Raises `NotAPage` for a folder or a pattern without pages.
    """
    found: dict[str, Path] = {}
    for name in named:
        for path in _meant(name):
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def _meant(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        kinds = ", ".join(SUFFIXES)
        return _some(name, sorted(_in(path)), f"name a folder that has some ({kinds})")
    if not _PATTERN & set(name) or path.exists():
        return [path]
    matching = (Path(each) for each in glob.glob(name, recursive=True))  # noqa: PTH207
    return _some(name, sorted(each for each in matching if each.is_file()), "correct the pattern")


def _some(name: str, files: list[Path], fix: str) -> list[Path]:
    if not files:
        raise NotAPage(name, "has no pages in it", fix, "no-pages")
    return files


def _in(folder: Path) -> Iterator[Path]:
    """The pages in a folder and in those within it."""
    for place, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(place, name)
