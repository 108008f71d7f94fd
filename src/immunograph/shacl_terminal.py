"""The command `shacl` from what was typed to what is printed."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from immunograph import shacl_command, shacl_results
from immunograph.files import Formats, write_whole
from immunograph.shacl_command import allowing


@dataclass(frozen=True)
class Request:
    """What was typed: files and options by the names of the command."""

    files: tuple[Path, ...]
    shapes: tuple[Path, ...]
    data: tuple[Path, ...]
    form: str
    output: Path | None
    data_format: str | None
    shapes_format: str | None
    stdin_format: str
    allow_warnings: bool
    allow_infos: bool
    timeout: float

    @property
    def content(self) -> tuple[Path, ...]:
        """The files of data: all that stand without an option where shapes are given by one."""
        return (*(self.files if self.shapes else self.files[:1]), *self.data)

    @property
    def allowed(self) -> frozenset[str]:
        """The severities that do not make the exit code 1."""
        warnings = allowing("Warning") if self.allow_warnings else frozenset[str]()
        return warnings | (allowing("Info") if self.allow_infos else frozenset[str]())


def run(given: Request) -> tuple[bytes, str, int]:
    """What to print, what to say beside it, and the exit code."""
    formats = Formats(given.data_format or "", given.shapes_format or "", given.stdin_format)
    with _limited(given.timeout):
        validation = shacl_command.validate(given.content, given.shapes or given.files[1:], formats)
        out = shacl_results.written(validation, given.form)
    if given.output:
        write_whole(given.output, out)
    code = 0 if validation.passes(given.allowed) else 1
    return b"" if given.output else out, shacl_results.notes(validation), code


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """End the process after some seconds: a query in the store cannot be ended otherwise."""
    if not seconds:
        yield
        return
    timer = threading.Timer(seconds, _end, (seconds,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(seconds: float) -> None:
    sys.stderr.write(f"immunograph: not done after {seconds:g} seconds; give more with --timeout\n")
    sys.stderr.flush()
    os._exit(3)
