"""Where built data sets are kept, so that a reader never sees half of one.

    .immunograph/current                     the name of the newest version that was checked
    .immunograph/working                     that of the content as it is, checked or not
    .immunograph/versions/<name>/dataset.nq  sorted canonical N-Quads
    .immunograph/versions/<name>/manifest.json
    .immunograph/past/<commit or day>/       what was built for another moment, and its digests
    .immunograph/cache.nq                    the statements of each file, as last read

Everything is written beside its place and renamed into it. Everything is verified against its
digest before it is believed.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from immunograph.repository import Repository

_VERSION = re.compile(r"[0-9a-f]{16}")
_KEPT = 3
_STALE = 3600.0  # seconds
_MAKING = ".tmp-"
_MOMENT = re.compile(r"[0-9a-f]{40,64}|\d{4}-\d\d-\d\d")
_PAST, _PAST_BYTES, _DIGESTS = 8, 256 << 20, "digests"
_CHECKED, _WORKING = _POINTERS = ("current", "working")


def folder(repository: Repository) -> Path:
    """Where the data sets of a repository are kept: beside its content, or in the user's cache."""
    if not repository.built_in:
        return repository.root / ".immunograph"
    import platformdirs  # noqa: PLC0415 (only for the copy in the package)

    name = hashlib.sha256(str(repository.root).encode()).hexdigest()[:16]
    return platformdirs.user_cache_path("immunograph") / name


def read(repository: Repository, inputs: str) -> tuple[Mapping[str, Any], bytes] | None:
    """The manifest and data of these inputs; None where none are kept that verify."""
    for pointer in _POINTERS:
        found = _version(folder(repository), pointer)
        kept = _verified(found, inputs) if found else None
        if kept:
            return kept
    return None


def has_checked(repository: Repository) -> bool:
    """Whether a version is kept that was checked."""
    return _version(folder(repository), _CHECKED) is not None


def _version(place: Path, pointer: str) -> Path | None:
    """The version that a pointer names."""
    try:
        name = (place / pointer).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return place / "versions" / name if _VERSION.fullmatch(name) else None


def _verified(version: Path, inputs: str) -> tuple[Mapping[str, Any], bytes] | None:
    try:
        manifest = json.loads((version / "manifest.json").read_bytes())
        if manifest["inputs"]["sha256"] != inputs:
            return None
        data = (version / "dataset.nq").read_bytes()
        if hashlib.sha256(data).hexdigest() != manifest["dataset"]["sha256"]:
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return manifest, data


def write(repository: Repository, manifest: Mapping[str, Any], data: bytes) -> Path:
    """Keep a data set; one that was checked becomes the current one. Raises `OSError`."""
    text = json.dumps(manifest, indent=2, sort_keys=True).encode() + b"\n"
    place = folder(repository)
    versions = place / "versions"
    versions.mkdir(parents=True, exist_ok=True)
    _ignore(place)
    version = versions / hashlib.sha256(text).hexdigest()[:16]
    files = {"dataset.nq": data, "manifest.json": text}
    if not _holds(version, files):
        _place(version, files)
    _replace(place / (_CHECKED if manifest["checked"] else _WORKING), f"{version.name}\n".encode())
    _sweep(place)
    return version


def recall(repository: Repository, moment: str) -> dict[str, bytes] | None:
    """The files that are kept for a commit or a day; None where they are none, or others."""
    place = folder(repository) / "past" / moment
    try:
        lines = (place / _DIGESTS).read_text(encoding="utf-8").splitlines()
        named = {name: sha256 for sha256, name in (line.split("  ") for line in lines)}
        files = {name: (place / name).read_bytes() for name in named}
        os.utime(place)  # those that are used are kept
    except (OSError, ValueError):
        return None
    return files if named == _digests(files) else None


def remember(repository: Repository, moment: str, files: Mapping[str, bytes]) -> None:
    """Keep files for a commit or a day; those that were used longest ago go. Raises `OSError`."""
    assert _MOMENT.fullmatch(moment)
    place = folder(repository)
    past = place / "past"
    past.mkdir(parents=True, exist_ok=True)
    _ignore(place)
    digests = "".join(f"{sha256}  {name}\n" for name, sha256 in _digests(files).items())
    _place(past / moment, {**files, _DIGESTS: digests.encode()})
    _sweep_past(past)


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def _sweep_past(past: Path) -> None:
    """Remove what was used longest ago, beyond a number and a size, and what killed builds left."""
    size, before = 0, time.time() - _STALE
    for number, entry in enumerate(sorted(past.iterdir(), key=_modified, reverse=True)):
        making = entry.name.startswith(_MAKING)
        size += sum(file.stat().st_size for file in entry.glob("*"))
        beyond = number >= _PAST or (number > 0 and size > _PAST_BYTES)
        if _modified(entry) < before if making else beyond:
            shutil.rmtree(entry, ignore_errors=True)


def _holds(version: Path, files: Mapping[str, bytes]) -> bool:
    try:
        return all((version / name).read_bytes() == data for name, data in files.items())
    except OSError:
        return False


def _place(version: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder of files appear at once under its name."""
    making = _beside(version)
    making.mkdir()
    try:
        for name, data in files.items():
            _write(making / name, data)
        _sync(making)
        _move(making, version, files)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    _sync(version.parent)


def _move(making: Path, version: Path, files: Mapping[str, bytes]) -> None:
    """Give a folder its name; one that has it and is damaged gives way."""
    damaged = _beside(version)
    try:
        if not _renamed(making, version, files):
            with contextlib.suppress(FileNotFoundError):
                version.rename(damaged)
            if not _renamed(making, version, files):
                making.rename(version)  # raises, with the reason
    finally:
        shutil.rmtree(damaged, ignore_errors=True)


def _renamed(making: Path, version: Path, files: Mapping[str, bytes]) -> bool:
    """Whether the files stand under the name, from here or from another build."""
    try:
        making.rename(version)
    except OSError:
        return _holds(version, files)
    return True


def _replace(path: Path, data: bytes) -> None:
    """Make a file hold `data`, or go on holding what it held."""
    making = _beside(path)
    try:
        _write(making, data)
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)
    _sync(path.parent)


def _beside(path: Path) -> Path:
    """A new name beside a path, to be renamed into it."""
    return path.with_name(f"{_MAKING}{os.urandom(8).hex()}")


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _ignore(place: Path) -> None:
    ignore = place / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _sweep(place: Path) -> None:
    """Remove all but the newest versions and those pointed at, and what killed builds left."""
    versions = place / "versions"
    pointed = {_version(place, pointer) for pointer in _POINTERS}
    made = [e for e in versions.iterdir() if not e.name.startswith(_MAKING) and e not in pointed]
    left = [e for folder in (place, versions) for e in folder.glob(f"{_MAKING}*")]
    before = time.time() - _STALE
    older = sorted(made, key=_modified, reverse=True)[_KEPT - 1 :]
    for entry in (*older, *(e for e in left if _modified(e) < before)):
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                entry.unlink()


def _modified(entry: Path) -> float:
    try:
        return entry.stat().st_mtime
    except FileNotFoundError:  # another build has swept it away
        return 0.0


@dataclass(frozen=True)
class Kept:
    """The statements of a file as kept: canonical lines, and how many were parsed."""

    lines: Sequence[str]
    parsed: int


class Cache:
    """The statements of files that were read before, by the digest of the file.

    One file of blocks, each a head `# <sha256> <parsed> <lines>` and its lines; the first line
    is the digest of the rest.
    """

    def __init__(self, repository: Repository, builder: str) -> None:
        """Read the cache of a repository; what another builder kept is not believed."""
        self._path = folder(repository) / "cache.nq"
        self._builder = builder
        self._known = self._read()
        self._wanted: dict[str, Kept] = {}

    def get(self, sha256: str) -> Kept | None:
        """What is kept of a file."""
        kept = self._known.get(sha256)
        if kept is not None:
            self._wanted[sha256] = kept
        return kept

    def put(self, sha256: str, lines: Sequence[str], parsed: int) -> None:
        """Keep the statements of a file."""
        self._wanted[sha256] = Kept(lines, parsed)

    def save(self) -> None:
        """Write what was got and put, and nothing else; without a place for it, do without."""
        if self._wanted.keys() == self._known.keys():
            return
        blocks = [
            "\n".join((f"# {sha256} {kept.parsed} {len(kept.lines)}", *kept.lines, ""))
            for sha256, kept in self._wanted.items()
        ]
        body = "".join(blocks).encode()
        making = _beside(self._path)
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:  # not forced to the disk: one that was lost on its way there is not believed
                making.write_bytes(self._digest(body) + b"\n" + body)
                making.replace(self._path)
            finally:
                making.unlink(missing_ok=True)

    def _read(self) -> dict[str, Kept]:
        try:
            digest, _, body = self._path.read_bytes().partition(b"\n")
        except OSError:
            return {}
        return dict(_blocks(body.decode().split("\n"))) if digest == self._digest(body) else {}

    def _digest(self, body: bytes) -> bytes:
        return hashlib.sha256(self._builder.encode() + body).hexdigest().encode()


def _blocks(lines: Sequence[str]) -> Iterator[tuple[str, Kept]]:
    at = 0
    while at < len(lines) and lines[at]:
        sha256, parsed, count = lines[at].removeprefix("# ").split(" ")
        end = at + 1 + int(count)
        yield sha256, Kept(tuple(lines[at + 1 : end]), int(parsed))
        at = end
