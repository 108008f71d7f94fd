"""The SPARQL 1.1 Protocol: one query to one address, and the whole of what it answers.

Nothing is believed that is not whole and of the kind that was asked for. The only host that is
spoken to is the one in the address.

Source: SPARQL 1.1 Protocol, section 2.1.
"""

import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from immunograph.errors import BadParameter, StoreFailed, TimedOut
from immunograph.remote.credentials import PASSWORD, TOKEN, USER, Credentials

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

RESULTS, TRIPLES = "application/sparql-results+json", "application/n-triples"
_TAKEN: Mapping[str, frozenset[str]] = {
    RESULTS: frozenset({RESULTS, "application/json"}),
    TRIPLES: frozenset({TRIPLES, "text/plain"}),
}
_GRAPHS = frozenset({"default-graph-uri", "named-graph-uri"})
_PASSING = frozenset({429, 502, 503, 504})
_QUERY_FAULT = frozenset({400, 422})
_OK, _WHO = 200, 401
_DENIED = {
    _WHO: f"it wants to know who asks: set {USER} and {PASSWORD}, or {TOKEN}",
    403: "it refuses whoever asks",
    407: "a proxy wants to know who asks",
}
# What the library raises, and what is said of it; the second may be other another time.
_FINAL = {
    "SSLError": "no secure connection: {}",
    "IncompleteRead": "the answer was cut off",
    "InvalidChunkLength": "the answer was cut off",
    "NameResolutionError": "there is no such host",
}
_MAY_PASS = {
    "ConnectTimeoutError": "it does not answer the connection",
    "NewConnectionError": "it cannot be reached: {}",
    "ProtocolError": "the connection broke: {}",
    "OSError": "the connection broke: {}",
}
# What the library says before the reason: its own name of the connection.
_OWN_WORDS = re.compile(r"^\w+\(host=[^)]*\): (?:Failed to establish a new connection: )?")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0
_PIECE = 1 << 18
_LONGEST_MESSAGE, _SHOWN = 4096, 300


@dataclass(frozen=True, slots=True)
class Limits:
    """How long is waited, in seconds, and how much is taken, in bytes."""

    connect: float = 10.0
    whole: float = 120.0
    attempts: int = 4
    most_bytes: int = 1 << 30


@dataclass(frozen=True)
class Address:
    """Where an endpoint is: its URL without who asks, and the graphs that are asked."""

    url: str
    graphs: tuple[tuple[str, str], ...] = ()
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def read(cls, text: str) -> "Address":
        """The address in a text. Raises `BadParameter`.

        >>> Address.read("http://me:secret@localhost:8890/sparql").url
        'http://localhost:8890/sparql'
        """
        try:
            parts = urlsplit(text.strip())
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise BadParameter(f"the address of the store is none: {error}") from None
        if parts.scheme not in {"http", "https"} or not host:
            raise BadParameter("the address of a store begins with http:// or https:// and a host")
        if any(character.isspace() or not character.isprintable() for character in text.strip()):
            raise BadParameter("the address of the store has a space or a control character in it")
        given = parse_qsl(parts.query, keep_blank_values=True)
        graphs = tuple(pair for pair in given if pair[0] in _GRAPHS)
        others = urlencode([pair for pair in given if pair[0] not in _GRAPHS])
        place = f"[{host}]" if ":" in host else host
        place += f":{port}" if port else ""
        url = urlunsplit((parts.scheme, place, parts.path or "/", others, ""))
        return cls(url, graphs, parts.username or "", parts.password or "")

    def __str__(self) -> str:
        return self.url


@dataclass(frozen=True, slots=True)
class Reply:
    """The body of a response that is whole and of the right kind, and its head."""

    body: bytes
    headers: Mapping[str, str]


@dataclass
class Connection:
    """What is sent to an address, and how its responses are taken."""

    address: Address
    limits: Limits = field(default_factory=Limits)

    def ask(self, query: str, kind: str, graphs: tuple[tuple[str, str], ...] = ()) -> Reply:
        """What a query is answered with, as `RESULTS` or `TRIPLES`.

        Raises `Refused` with what the endpoint says of the query, `TimedOut`, `StoreFailed`.
        """
        body = urlencode([("query", query), *(graphs or self.address.graphs)]).encode()
        deadline = time.monotonic() + self.limits.whole
        pause = _FIRST_PAUSE
        for left in range(self.limits.attempts - 1, -1, -1):
            try:
                return self._once(body, kind, deadline)
            except _Passing as passing:
                wait = max(passing.after, pause)
                if not left or time.monotonic() + wait > deadline:
                    raise StoreFailed(f"{self.address}: {passing}") from None
                time.sleep(wait)
                pause = min(pause * 2, _LONGEST_PAUSE)
        raise AssertionError

    def _once(self, body: bytes, kind: str, deadline: float) -> Reply:
        with self._ending_at(deadline) as is_over, self._explained(is_over):
            response = self._sent(body, kind)
            try:
                if self._is_challenged(response):
                    response.close()
                    response = self._sent(body, kind)
                return self._taken(response, kind)
            finally:
                response.close()

    def _sent(self, body: bytes, kind: str) -> "BaseHTTPResponse":
        from urllib3 import Timeout  # noqa: PLC0415 (slow to import)

        headers = {
            "Accept": kind,
            "Accept-Encoding": "identity",
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "immunograph",
        }
        parts = urlsplit(self.address.url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        return self._pool.urlopen(
            "POST",
            target,
            body=body,
            headers=headers | self._credentials.header(target),
            retries=False,
            redirect=False,
            timeout=Timeout(connect=self.limits.connect, read=self.limits.whole),
            preload_content=False,
            decode_content=False,
        )

    def _is_challenged(self, response: "BaseHTTPResponse") -> bool:
        """Whether the endpoint asks who asks, and there is an answer to it."""
        challenge = response.headers.get("WWW-Authenticate", "")
        return response.status == _WHO and self._credentials.may_answer(challenge)

    @cached_property
    def _credentials(self) -> Credentials:
        return Credentials.read(os.environ, self.address.user, self.address.password)

    @cached_property
    def _pool(self) -> "HTTPConnectionPool":
        import urllib3  # noqa: PLC0415 (slow to import)

        parts = urlsplit(self.address.url)
        secure = parts.scheme == "https"
        pool = (urllib3.HTTPSConnectionPool if secure else urllib3.HTTPConnectionPool)(
            parts.hostname or "", parts.port, maxsize=1
        )
        opened = self._opened

        class Watched(pool.ConnectionCls):  # type: ignore[misc, name-defined]
            """A connection that can be ended from outside."""

            def connect(self) -> None:
                super().connect()
                opened[:] = [self.sock]

        pool.ConnectionCls = Watched
        return pool

    @cached_property
    def _opened(self) -> list[Any]:
        """The socket that was opened last."""
        return []

    @contextmanager
    def _ending_at(self, deadline: float) -> Iterator[Callable[[], bool]]:
        """End what is under way at a moment, however it dawdles."""
        over = threading.Event()

        def end() -> None:
            over.set()
            for each in self._opened:
                try:
                    each.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it has ended by itself

        timer = threading.Timer(max(0.0, deadline - time.monotonic()), end)
        timer.daemon = True
        timer.start()
        try:
            yield over.is_set
        finally:
            timer.cancel()

    @contextmanager
    def _explained(self, is_over: Callable[[], bool]) -> Iterator[None]:
        """Turn what the library raises into what the user is told."""
        import urllib3.exceptions as http  # noqa: PLC0415 (slow to import)

        try:
            yield
        except (http.HTTPError, OSError, ValueError) as error:
            if not is_over() and not isinstance(error, http.ReadTimeoutError):
                raise self._told(error) from None
        except (StoreFailed, _Passing):
            if not is_over():
                raise
        else:
            if not is_over():  # an end that was made here looks like the end of the answer
                return
        raise TimedOut(self.limits.whole, str(self.address))

    def _told(self, error: Exception) -> "StoreFailed | _Passing":
        """What the user is told of what the library raises."""
        causes = [each for each in error.args if isinstance(each, Exception)]
        kinds = [kind.__name__ for each in (*causes, error) for kind in type(each).__mro__]
        words = _OWN_WORDS.sub("", _words(error))
        if final := next((_FINAL[kind] for kind in kinds if kind in _FINAL), ""):
            return self._failed(final.format(words))
        if passing := next((_MAY_PASS[kind] for kind in kinds if kind in _MAY_PASS), ""):
            return _Passing(passing.format(words))
        return self._failed(words)

    # -- what comes back -----------------------------------------------------------------------

    def _taken(self, response: "BaseHTTPResponse", kind: str) -> Reply:
        if response.status != _OK:
            self._refuse(response)
        given = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if given not in _TAKEN[kind]:
            what = given or "nothing that is named"
            raise self._failed(f"it answered with {what} where {kind} was asked for")
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise self._failed("the answer is compressed, which was not asked for")
        if kind == TRIPLES and not _is_framed(response):
            raise self._failed("whether the answer is whole cannot be told")
        return Reply(self._body(response), dict(response.headers))

    def _body(self, response: "BaseHTTPResponse") -> bytes:
        pieces, taken = [], 0
        while piece := response.read1(_PIECE):
            taken += len(piece)
            if taken > self.limits.most_bytes:
                raise self._failed(f"the answer has more than {self.limits.most_bytes} bytes")
            pieces.append(piece)
        return b"".join(pieces)

    def _refuse(self, response: "BaseHTTPResponse") -> None:
        status = response.status
        if status in _PASSING:
            raise _Passing(f"it answered {status}", _seconds(response.headers.get("Retry-After")))
        if status in _DENIED:
            raise self._failed(f"it answered {status}: {_DENIED[status]}")
        if 300 <= status < 400:  # noqa: PLR2004
            raise self._failed(f"it answered {status} and points elsewhere, which is not followed")
        said = _line(response.read1(_LONGEST_MESSAGE) or b"")
        raise Refused(str(self.address), status, "" if said.startswith("<") else said)

    def _failed(self, reason: str) -> StoreFailed:
        return StoreFailed(f"{self.address}: {reason}")


class Refused(StoreFailed):
    """A query that an endpoint does not answer, with what it says of that."""

    def __init__(self, address: str, status: int, said: str) -> None:
        self.address = address
        self.status = status
        self.said = said

    @property
    def is_of_query(self) -> bool:
        """Whether the query is said to be at fault."""
        return self.status in _QUERY_FAULT and bool(self.said)

    def __str__(self) -> str:
        return f"{self.address}: it answered {self.status}" + (self.said and f": {self.said}")


class _Passing(Exception):
    """A failure that may pass; `after` are the seconds that the endpoint asks to wait."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        super().__init__(reason)
        self.after = after


def _is_framed(response: "BaseHTTPResponse") -> bool:
    """Whether the response says where it ends."""
    headers = response.headers
    return "Content-Length" in headers or "chunked" in headers.get("Transfer-Encoding", "").lower()


def _seconds(given: str | None) -> float:
    """What Retry-After says; a date is as good as nothing."""
    return float(given) if given and given.isascii() and given.isdigit() else 0.0


def _words(error: Exception) -> str:
    """What went wrong, without the addresses of objects and connections."""
    text = str(error.args[-1]) if error.args else type(error).__name__
    return _line(text.rpartition(">: ")[2].encode())


def _line(said: bytes) -> str:
    """What somebody said, as one line of a few hundred characters that can be seen."""
    words = " ".join(said.decode(errors="replace").split())
    shown = "".join(each if each.isprintable() else "\ufffd" for each in words)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
