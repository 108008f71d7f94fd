"""A repository: the four content folders, where they are found and what stands in them."""

import codecs
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from immunograph.errors import NotARepository, Unreadable
from immunograph.finding import Finding, Place

FOLDERS = ("ontology", "graph", "queries", "validate")
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class ContentFile:
    """A file of the content: its name from the root of the repository, and its bytes."""

    name: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def text(self) -> str:
        """The bytes as UTF-8.

        Raises `Unreadable`, with line and column, where they are not UTF-8, or begin with a mark
        of byte order, which neither Turtle nor SPARQL takes.
        """
        if self.data.startswith(codecs.BOM_UTF8):
            fix = "save the file as UTF-8 without that mark (BOM)"
            place = Place(self.name, 1, 1)
            message = "the file begins with a mark of byte order"
            raise Unreadable([Finding("encoding", message, place, fix=fix)])
        try:
            return self.data.decode()
        except UnicodeDecodeError as error:
            before = self.data[: error.start].decode()
            line = before.count("\n") + 1
            column = len(before) - before.rfind("\n")
            message = f"byte 0x{self.data[error.start]:02x} is not UTF-8"
            place = Place(self.name, line, column)
            finding = Finding("encoding", message, place, fix="save the file as UTF-8")
            raise Unreadable([finding]) from None


@dataclass(frozen=True)
class Repository:
    """A folder with the four content folders in it."""

    root: Path

    @property
    def built_in(self) -> bool:
        """Whether this is the copy that came with the package."""
        return self.root == _PACKAGE / "_content"

    def snapshot(self) -> "Repository":
        """The repository as it is from now on read: no folder walked twice, no file read twice."""
        return _Snapshot(self.root)

    def files(self, folder: str, suffix: str) -> list[ContentFile]:
        """The files below a content folder whose names end in `suffix`, by name.

        Raises `Unreadable` where a folder or file cannot be read, or is a link.
        """
        return [self.read(name) for name in self.listed(folder) if name.endswith(suffix)]

    def listed(self, folder: str) -> list[str]:
        """The name of every file below a content folder that is not hidden, in order.

        Raises `Unreadable` where a folder cannot be read, or a link stands in it.
        """
        return sorted(_walk(str(self.root / folder), folder))

    def names(self, paths: Iterable[Path]) -> list[str]:
        """The names, from the root of the repository, of files and folders in it.

        Raises `Unreadable` for a path that is not in it.
        """
        return [self._name(path) for path in paths]

    def _name(self, path: Path) -> str:
        resolved = path.resolve()
        if not resolved.exists():
            raise _unreadable(str(path), "does not exist", "correct the path")
        if not resolved.is_relative_to(self.root):
            raise _unreadable(str(path), f"is not in {self.root}", "name a file of the repository")
        return resolved.relative_to(self.root).as_posix()

    def read(self, name: str) -> ContentFile:
        """The file of a name in this repository. Raises `Unreadable`."""
        return read_file(self.root / name, name)


@dataclass(frozen=True)
class _Snapshot(Repository):
    """A repository of which everything is looked at once."""

    _lists: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)
    _files: dict[str, ContentFile] = field(default_factory=dict, repr=False, compare=False)

    def snapshot(self) -> Repository:
        return self

    def listed(self, folder: str) -> list[str]:
        if folder not in self._lists:
            self._lists[folder] = super().listed(folder)
        return self._lists[folder]

    def read(self, name: str) -> ContentFile:
        if name not in self._files:
            self._files[name] = super().read(name)
        return self._files[name]


def of_files(root: Path, files: Iterable[ContentFile]) -> Repository:
    """A repository that holds these files, and nothing else, wherever they come from."""
    held = {file.name: file for file in files}
    lists = {each: sorted(n for n in held if n.startswith(f"{each}/")) for each in FOLDERS}
    return _Snapshot(root, lists, held)


def _walk(folder: str, name: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise _unreadable(name, error) from None
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        if fault := _fault(entry):
            raise _unreadable(f"{name}/{entry.name}", *fault)
        if entry.is_dir():
            yield from _walk(entry.path, f"{name}/{entry.name}")
        else:
            yield f"{name}/{entry.name}"


def stands_in(file: str, name: str) -> bool:
    """Whether a file is the one of a name, or stands below the folder of that name.

    >>> stands_in("graph/drug/a.ttl", "graph"), stands_in("graph/drug/a.ttl", "graph/dr")
    (True, False)
    """
    return name in {".", file} or file.startswith(f"{name}/")


def read_file(path: Path, name: str) -> ContentFile:
    """The file at a path, under the name by which it is spoken of. Raises `Unreadable`."""
    try:
        return ContentFile(name, path.read_bytes())
    except OSError as error:
        raise _unreadable(name, error) from None


def _fault(entry: "os.DirEntry[str]") -> tuple[str, str] | None:
    """Why an entry of a content folder is refused, and what to do."""
    if entry.is_symlink():
        return "is a symbolic link", "content is made of plain files: copy what it points to"
    if not (entry.is_dir() or entry.is_file()):
        return "is no plain file", "take it out of the folder"
    if not _is_utf8(entry.name):
        return "its name is not UTF-8", "rename it"
    return None


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def find(named: Path | None = None, start: Path | None = None) -> Repository:
    """The repository that is meant: the named one, or the nearest, or the built-in one.

    `named`, or the environment variable IMMUNOGRAPH_REPO, must be a repository itself.
    Otherwise it is looked for in `start` (by default the current folder) and its parents, then
    in the package. A folder with half of the four or more is not passed over for another one.

    Raises `NotARepository`.
    """
    if named is None and (variable := os.environ.get("IMMUNOGRAPH_REPO")):
        named = Path(variable)
    if named is not None:
        return at(named)
    start = start or _working_folder()
    for folder in _candidates(start.resolve()):
        lacking = missing(folder)
        if not lacking:
            return Repository(folder)
        if len(lacking) <= len(FOLDERS) // 2:  # it was one, or is meant to be one
            raise NotARepository(str(folder), lacking)
    raise NotARepository(str(start), FOLDERS)


def _working_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:  # it was removed under our feet
        raise NotARepository(os.curdir) from None


def at(folder: Path) -> Repository:
    """The repository in exactly this folder. Raises `NotARepository`."""
    try:
        root = folder.expanduser().resolve()
    except RuntimeError:  # ~ of nobody
        raise NotARepository(str(folder)) from None
    if not root.is_dir():
        raise NotARepository(str(folder))
    if lacking := missing(root):
        raise NotARepository(str(folder), lacking)
    return Repository(root)


def built_in() -> Repository:
    """The repository that came with the package. Raises `NotARepository` where there is none."""
    for folder in _own():
        if not missing(folder):
            return Repository(folder)
    raise NotARepository(str(_PACKAGE), FOLDERS)


def missing(folder: Path) -> list[str]:
    """The content folders that a folder lacks."""
    return [name for name in FOLDERS if not (folder / name).is_dir()]


def _candidates(start: Path) -> Iterator[Path]:
    yield start
    yield from start.parents
    yield from _own()


def _own() -> tuple[Path, Path]:
    """The copy inside a wheel, and the checkout of an editable install."""
    return _PACKAGE / "_content", _PACKAGE.parents[1]


def _unreadable(name: str, reason: OSError | str, fix: str = "") -> Unreadable:
    name = name.encode(errors="backslashreplace").decode()
    if isinstance(reason, OSError):
        words = (reason.strerror or str(reason)).lower()
        fix = fix or "check that it exists and that you may read it"
        reason = f"cannot be read: {words}"
    return Unreadable([Finding("unreadable", reason, Place(name), fix=fix)])
