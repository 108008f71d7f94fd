"""What an earlier run came to, so that the next one does only what is missing."""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO

from immunograph.errors import NotAPage, Unreadable
from immunograph.finding import Finding, Place
from immunograph.many.outcomes import Done
from immunograph.pages.opening import contents

_SUFFIX = ".journal"
_LONGEST_KEPT = 30 * 24 * 3600  # seconds since a run last wrote to a journal


class Journal:
    """A file with a line for each page that is done: its key, a length and its result as JSON.

    The key is made of the bytes of the page, its name and what there is `besides` that its result
    depends on. A journal is of the runs that depend on the same: the work, the data set, the
    version of the tool. A line is written when a page is done, so that a run may be broken off at
    any time; a line that was cut short does not count.
    """

    def __init__(
        self,
        folder: Path,
        depends: Mapping[str, str],
        besides: Callable[[Path], bytes] = lambda _: b"",
    ) -> None:
        """The journal in a folder of journals. Raises `Unreadable`."""
        self._besides = besides
        on = json.dumps(dict(depends), sort_keys=True).encode()
        self._path = folder / (hashlib.sha256(on).hexdigest()[:32] + _SUFFIX)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _sweep(folder, self._path)
            with self._path.open("a+b") as file:
                file.seek(0)
                self._lines = dict(_lines(file))
                if not _ends_a_line(file):
                    file.write(b"\n")
        except OSError as error:
            raise _fault(self._path, error) from None

    def key(self, file: Path) -> str:
        """The key of a page; empty where it cannot be read."""
        if not file.is_file():  # to open a pipe is to wait for whoever writes to it
            return ""
        try:
            digest = hashlib.sha256(contents(file))
        except NotAPage:
            return ""
        digest.update(b"\0" + os.fsencode(file) + b"\0" + self._besides(file))
        return digest.hexdigest()

    def has(self, key: str) -> bool:
        """Whether a page is done."""
        return key in self._lines

    def kept(self, key: str, file: Path) -> Done:
        """The result of a page that is done. Raises `Unreadable`."""
        start, length = self._lines[key]
        try:
            with self._path.open("rb") as kept:
                kept.seek(start)
                return Done(file, json.loads(kept.read(length)), kept=True)
        except (OSError, ValueError) as error:
            raise _fault(self._path, error) from None

    def keep(self, key: str, done: Done) -> None:
        """Write down that a page is done, if it still is what it was. Raises `Unreadable`."""
        if not key or key != self.key(done.file):
            return
        result = json.dumps(done.result, ensure_ascii=False).encode()
        try:
            with self._path.open("ab") as file:
                file.write(b"%s %d %s\n" % (key.encode(), len(result), result))
        except OSError as error:
            raise _fault(self._path, error) from None

    def forget(self) -> None:
        """Remove the journal: what it was for is done."""
        self._path.unlink(missing_ok=True)


def _lines(file: Iterator[bytes]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The key of each line, with where its result stands and how long it is."""
    at = 0
    for line in file:
        key, _, rest = line.partition(b" ")
        length, _, result = rest.partition(b" ")
        if length.isdigit() and int(length) == len(result) - 1 and result.endswith(b"\n"):
            yield key.decode("ascii", "replace"), (at + len(line) - len(result), int(length))
        at += len(line)


def _ends_a_line(file: IO[bytes]) -> bool:
    if not file.seek(0, os.SEEK_END):
        return True
    file.seek(-1, os.SEEK_END)
    return file.read() == b"\n"


def _sweep(folder: Path, mine: Path) -> None:
    """Remove the journals of runs that nobody has gone on with for a month."""
    for path in folder.glob(f"*{_SUFFIX}"):
        if path != mine and time.time() - path.stat().st_mtime > _LONGEST_KEPT:
            path.unlink(missing_ok=True)


def _fault(path: Path, error: OSError | ValueError) -> Unreadable:
    reason = (getattr(error, "strerror", "") or str(error)).lower()
    place, fix = Place(str(path)), "remove it, and run again"
    return Unreadable([Finding("journal", f"cannot be used: {reason}", place, fix=fix)])
