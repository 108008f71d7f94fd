"""A few therapies of this checkout as a repository of their own.

Tests of the tool ask and check this one: the same however many therapies the graph gets.
"""

import atexit
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from immunograph.repository import FOLDERS

CHECKOUT = Path(__file__).parents[1]
THERAPIES = (
    "axicabtagene-ciloleucel",
    "blinatumomab",
    "brexucabtagene-autoleucel",
    "ciltacabtagene-autoleucel",
    "idecabtagene-vicleucel",
    "inotuzumab-ozogamicin",
    "lisocabtagene-maraleucel",
    "obecabtagene-autoleucel",
    "tisagenlecleucel",
)
# What is said of classes of therapies and of what they rest on is there too.
_ABOUT = (
    "graph/modality/*.ttl",
    "graph/concept/*.ttl",
    *(f"graph/drug/{name}.ttl" for name in THERAPIES),
)
_NAME = re.compile(r"\b([a-z][a-z0-9-]*):([a-z0-9][a-z0-9_-]*)")
# The kind of file in which a thing of a prefix stands, where it is another one.
_KINDS = {"version": "source", "section": "source", "passage": "source"}


@cache
def few() -> Path:
    """The folder of the repository, made once in each process."""
    folder = Path(tempfile.mkdtemp(prefix="immunograph-few-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in FOLDERS:
        if name != "graph":
            shutil.copytree(CHECKOUT / name, folder / name)
    for file in _reached(path for each in _ABOUT for path in CHECKOUT.glob(each)):
        to = folder / file.relative_to(CHECKOUT)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, to)
    return folder


def _reached(files: Iterable[Path]) -> Iterator[Path]:
    """The files, and those of everything that they speak of."""
    waiting, seen = list(files), set[Path]()
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen.add(file)
            yield file
            waiting += _spoken_of(file.read_text("utf-8"))


def _spoken_of(text: str) -> Iterator[Path]:
    for prefix, name in set(_NAME.findall(text)):
        slug = name.partition("_")[0] if prefix in _KINDS else name
        file = CHECKOUT / "graph" / _KINDS.get(prefix, prefix) / f"{slug}.ttl"
        if file.is_file():
            yield file
