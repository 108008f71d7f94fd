"""Several files written together: all of them, or none."""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place


def write(files: Mapping[Path, bytes]) -> None:
    """Write files; where one cannot be written, all stay as they were. Raises `Unreadable`."""
    made: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            with _said(path):
                made[path] = _beside(path, data)
        _replace(made)
    finally:
        for temporary in made.values():
            temporary.unlink(missing_ok=True)


def _beside(path: Path, data: bytes) -> Path:
    """A file beside the one to be written, with what that is to hold, on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not (path.is_file() and os.access(path, os.W_OK)):
        raise PermissionError(None, "it is no file that may be written")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)
    return Path(name)


def _replace(made: Mapping[Path, Path]) -> None:
    before = {path: path.read_bytes() if path.exists() else None for path in made}
    done: list[Path] = []
    try:
        for path, temporary in made.items():
            with _said(path):
                temporary.replace(path)
            done.append(path)
    except BaseException:
        for path in done:
            with contextlib.suppress(OSError):
                _put_back(path, before[path])
        raise


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"cannot be written: {(error.strerror or str(error)).lower()}"
        fix = "name a file in a folder that you may write to"
        raise Unreadable([Finding("unwritable", reason, Place(str(path)), fix=fix)]) from None
