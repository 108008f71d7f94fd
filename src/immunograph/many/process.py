"""A process that reads pages, from this side: it is ended where a page takes too much."""

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from immunograph.frames import receive, send
from immunograph.many import worker
from immunograph.many.outcomes import Done, Failed, Limits, Outcome, Work

_STARTING = 30.0  # seconds in which a process is ready
_OUT_OF_TIME = frozenset({getattr(signal, "SIGXCPU", None)})
# The signals by which a process ends that asks for more memory than there is.
_OUT_OF_MEMORY = frozenset({signal.SIGABRT, getattr(signal, "SIGKILL", signal.SIGABRT)})


class Process:
    """A process that is started with its first page, and again after one that ended it."""

    def __init__(self, work: Work, limits: Limits) -> None:
        self._work = pickle.dumps(work)
        self._limits = limits
        self._running: _Running | None = None
        self._lock = threading.Lock()
        self._is_closed = False

    def done(self, file: Path) -> Outcome:
        """What comes of a page."""
        began = time.monotonic()
        try:
            kind, said = self._started().asked(file, self._limits)
        except EOFError:
            return _without_result(file, self._end(), self._limits)
        except OverflowError:
            self._end()
            return _failed(file, "size", self._limits)
        if kind == worker.RESULT:
            return Done(file, json.loads(said), time.monotonic() - began)
        if kind == worker.REFUSED:
            return Failed(file, "refused", said.decode())
        if kind != worker.FAULT:  # it has ended, or will
            self._end()
        named = "memory" if kind == worker.MEMORY else "fault"
        return _failed(file, named, self._limits, said.decode())

    def stop(self) -> None:
        """Stop the process for good, also while another thread waits for what it says."""
        with self._lock:
            self._is_closed = True
            if self._running:
                self._running.process.kill()

    def close(self) -> None:
        """End the process for good, and leave nothing of it open; nobody waits for it."""
        with self._lock:
            self._is_closed = True
            if self._running:
                self._running.end()

    def _started(self) -> "_Running":
        """Raises `EOFError` where it was closed."""
        with self._lock:
            if self._is_closed:
                raise EOFError
            self._running = self._running or _Running(_start(), _given(self._work, self._limits))
            return self._running

    def _end(self) -> "_Running | None":
        with self._lock:
            running, self._running = self._running, None
        if running:
            running.end()
        return running


@dataclass
class _Running:
    """One process of the system; `given` is what it is told before its first page."""

    process: "subprocess.Popen[bytes]"
    given: tuple[bytes, ...]
    is_over_time: bool = field(default=False, init=False)

    def asked(self, file: Path, limits: Limits) -> tuple[bytes, bytes]:
        """What the process says of a page. Raises `EOFError` or `OverflowError`."""
        if self.given:
            with self._ended_after(_STARTING):
                self._told((worker.HEAD, worker.WORK), self.given)
                kind, said = self._heard(limits.result)
            if kind != worker.READY:
                return kind, said
            self.given = ()
        with self._ended_after(limits.seconds):
            self._told((worker.PAGE,), (os.fsencode(file),))
            return self._heard(limits.result)

    @contextlib.contextmanager
    def _ended_after(self, seconds: float) -> Iterator[None]:
        timer = threading.Timer(seconds, self._stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _told(self, kinds: tuple[bytes, ...], messages: tuple[bytes, ...]) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has ended, as hearing will tell
            for kind, message in zip(kinds, messages, strict=True):
                send(self.process.stdin, kind, message)

    def _heard(self, most: int | None) -> tuple[bytes, bytes]:
        assert self.process.stdout is not None
        return receive(self.process.stdout, most)

    def _stop(self) -> None:
        self.is_over_time = True
        self.process.kill()

    def end(self) -> None:
        """End it, and leave nothing of it open."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()


def _start() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-P", "-m", worker.__name__]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)


def _given(work: bytes, limits: Limits) -> tuple[bytes, ...]:
    head = {"path": sys.path, "memory": limits.memory, "seconds": limits.seconds}
    return json.dumps(head).encode(), work


def _without_result(file: Path, running: _Running | None, limits: Limits) -> Failed:
    """What it means that the process has ended."""
    code = running.process.returncode if running else 0
    if (running and running.is_over_time) or -code in _OUT_OF_TIME:
        return _failed(file, "time", limits)
    if -code in _OUT_OF_MEMORY:
        return _failed(file, "memory", limits)
    return _failed(file, "ended", limits, str(code))


def _failed(file: Path, kind: str, limits: Limits, said: str = "") -> Failed:
    told = _SAID[kind].format(
        seconds=limits.seconds, memory=limits.memory >> 20, result=limits.result >> 20, said=said
    )
    return Failed(file, kind, f"{file}: {told}")


_SAID = {
    "time": "not done within {seconds:g} seconds; give more with --timeout, or split the page",
    "memory": "takes more than {memory} MiB of memory; split the page",
    "size": "gives more than {result} MiB of results; split the page",
    "ended": "ended the process that read it (code {said}); leave it out, and report it",
    "fault": "the tool is at fault ({said}); leave it out, and report it",
}
