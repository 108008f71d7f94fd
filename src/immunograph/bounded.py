"""A store in a process of its own: bounded in time and in memory, and it can be ended.

The engine has no way to stop a query, takes what memory it wants, and is ended itself by what it
cannot bear. So a query that nobody has looked at runs in another process, which is ended when the
time is over, when it takes too much, and when nobody is left to ask it. It opens no file and no
connection: it has no handle left for one.
"""

import contextlib
import json
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from immunograph import sparql
from immunograph.burden import burden
from immunograph.confinement import SECONDS, confine
from immunograph.errors import BadQuery, StoreFailed, TimedOut, TooLarge
from immunograph.finding import Place
from immunograph.frames import receive, send
from immunograph.rdf import read_results, read_term
from immunograph.store import MemoryStore, Results, Store, Term, guard

_MOST_MEMORY = 2 << 30
_A_STATEMENT = 2000  # bytes of memory, more than one takes in the store
_LARGEST = 256 << 20  # bytes of results
_SPARE = 5  # seconds of processor time beyond the time that a query has
_OPEN = 3  # standard input, output and error
_DATA, _SOLUTIONS, _TRIPLES, _REFUSED, _FAILED, _LARGE = (b"d", b"s", b"t", b"r", b"f", b"l")


class BoundedStore(Store):
    """A data set that answers within some seconds and some memory, or not at all."""

    def __init__(
        self,
        data: bytes,
        prefixes: Mapping[str, str],
        seconds: float = SECONDS,
        memory: int = _MOST_MEMORY,
        hosts: Iterable[str] = (),
    ) -> None:
        """Canonical N-Triples, one statement a line.

        The process starts now, and gets the data with the first query, which has its time from
        then on. SERVICE may reach the hosts, and no other.
        """
        self._data = data
        self._prefixes = dict(prefixes)
        self._hosts = frozenset(hosts)
        self._memory = memory + _A_STATEMENT * data.count(b"\n")
        self._process: _Process | None = self._start()
        self.seconds = seconds

    def run(self, text: str, /, **bindings: Term) -> Results:
        """As `Store.run`. Raises `BadQuery`, `TimedOut`, `TooLarge` or `StoreFailed`."""
        if not sparql.is_harmless(text):
            guard(text, self._prefixes, self._hosts)
        given = {"text": text, "bindings": {name: str(term) for name, term in bindings.items()}}
        try:
            with self._started() as process:
                kind, said = process.asked(json.dumps(given).encode(), self.seconds)
        except (TimedOut, TooLarge) as error:
            error.reason = burden(text)
            raise
        if kind not in {_SOLUTIONS, _TRIPLES}:
            raise _refusal(kind, said)
        return read_results(said, triples=kind == _TRIPLES)

    @contextlib.contextmanager
    def _started(self) -> "Iterator[_Process]":
        """The process, started where there is none; what fails in it ends it."""
        self._process = self._process or self._start()
        try:
            yield self._process
        except BaseException:  # an interrupt leaves an answer that nobody has read
            self._process.end()
            self._process = None
            raise

    def _start(self) -> "_Process":
        head = {
            "prefixes": self._prefixes,
            "memory": self._memory,
            "hosts": sorted(self._hosts),
        }
        return _Process(head, self._data)


def _refusal(kind: bytes, said: bytes) -> BadQuery | StoreFailed:
    """What the process says instead of an answer."""
    if kind == _REFUSED:
        reason, *place = json.loads(said)
        return BadQuery(reason, Place(*place) if place else None)
    return TooLarge(_LARGEST) if kind == _LARGE else StoreFailed(said.decode())


class _Process:
    """The process that holds the store, from this side."""

    def __init__(self, head: Mapping[str, Any], data: bytes) -> None:
        command = [sys.executable, "-P", "-m", __name__]
        pipe = subprocess.PIPE
        self._memory: int = head["memory"]
        self._given: tuple[bytes, ...] = (json.dumps(head).encode(), data)
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )
        self.end = weakref.finalize(self, _end, self._process)

    def asked(self, question: bytes, seconds: float) -> tuple[bytes, bytes]:
        """What comes back, and of what kind. Raises `TimedOut`, `TooLarge` or `StoreFailed`."""
        over, process = threading.Event(), self._process

        def stop() -> None:
            over.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        try:
            if self._given:
                self._exchanged(*self._given)
                self._given = ()
            timer.start()
            return self._exchanged(str(seconds).encode(), question)
        except EOFError:
            if over.is_set():
                raise TimedOut(seconds) from None
            raise self._ended() from None
        finally:
            timer.cancel()

    def _exchanged(self, *parts: bytes) -> tuple[bytes, bytes]:
        """What comes back for what is sent. Raises `EOFError`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):  # it has ended, as reading will tell
            for part in parts:
                send(self._process.stdin, _DATA, part)
        return receive(self._process.stdout)

    def _ended(self) -> StoreFailed:
        """What it means that the process has ended by itself."""
        code = self._process.wait()
        if -code in _OUT_OF_MEMORY:
            return TooLarge(self._memory)
        return StoreFailed(f"the query ended the engine (code {code}); simplify it")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(BrokenPipeError):
            if stream is not None:
                stream.close()
    process.wait()


# -- in the process ----------------------------------------------------------------------------

# The signals by which a process ends that asks for more memory than there is: Rust aborts.
_OUT_OF_MEMORY = frozenset({6, 9})


def _serve(given: IO[bytes], out: IO[bytes]) -> None:
    """Answer queries until nobody asks."""
    head = json.loads(receive(given)[1])
    store = MemoryStore(receive(given)[1], head["prefixes"], head["hosts"])
    confine(memory=head["memory"], handles=None if head["hosts"] else _OPEN)
    send(out, _DATA, b"")
    while True:
        try:
            seconds, question = receive(given)[1], receive(given)[1]
        except EOFError:
            return
        # For when nobody is left to end the process.
        confine(seconds=int(time.process_time() + float(seconds)) + _SPARE)
        send(out, *_answered(store, question))


def _answered(store: MemoryStore, question: bytes) -> tuple[bytes, bytes]:
    asked = json.loads(question)
    try:
        bindings = {name: read_term(term) for name, term in asked["bindings"].items()}
        triples, data = store.written(asked["text"], bindings)
    except BadQuery as error:
        place = error.place
        where = [place.file, place.line, place.column] if place else []
        return _REFUSED, json.dumps([error.reason, *where]).encode()
    except MemoryError:
        return _LARGE, b""
    except StoreFailed as error:
        return _FAILED, str(error).encode()
    return (_TRIPLES if triples else _SOLUTIONS, data) if len(data) <= _LARGEST else (_LARGE, b"")


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
