"""An endpoint on this machine that does to each request what a test tells it to do."""

import contextlib
import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

RESULTS = "application/sparql-results+json"
TRUE = b'{"head": {}, "boolean": true}'
ROWS = json.dumps(
    {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "a"}}]}}
).encode()
Behaviour = Callable[[socket.socket, bytes], None]


def answer(body: bytes, status: str = "200 OK", kind: str = RESULTS, **headers: str) -> Behaviour:
    """Send a body as it should be, but for what is given."""
    given = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    return raw(_head(status, given) + body)


def raw(data: bytes) -> Behaviour:
    """Send some bytes and no more."""
    return lambda connection, _: connection.sendall(data)


def unframed(body: bytes, kind: str = RESULTS) -> Behaviour:
    """Send a body whose end is the end of the connection."""
    return raw(_head("200 OK", {"Content-Type": kind, "Connection": "close"}) + body)


def cut(body: bytes, kind: str = RESULTS) -> Behaviour:
    """Send half of what is announced."""
    head = _head("200 OK", {"Content-Type": kind, "Content-Length": str(len(body))})
    return raw(head + body[: len(body) // 2])


def cut_in_chunks(body: bytes) -> Behaviour:
    """Send a chunk, and not the last one."""
    head = _head("200 OK", {"Content-Type": RESULTS, "Transfer-Encoding": "chunked"})
    return raw(head + f"{len(body):x}\r\n".encode() + body + b"\r\n")


def zipped(size: int) -> Behaviour:
    """Send a small body that is a large one."""
    return answer(gzip.compress(b" " * size), Content_Encoding="gzip")


def endless() -> Behaviour:
    """Send a body that does not end."""

    def send(connection: socket.socket, _: bytes) -> None:
        connection.sendall(_head("200 OK", {"Content-Type": RESULTS, "Connection": "close"}))
        while True:
            connection.sendall(b" " * 65536)

    return send


def dripping(data: bytes, seconds: float) -> Behaviour:
    """Send byte after byte."""

    def send(connection: socket.socket, _: bytes) -> None:
        for byte in data:
            connection.sendall(bytes([byte]))
            time.sleep(seconds)

    return send


def silent(connection: socket.socket, _: bytes) -> None:
    """Say nothing, and keep the connection."""
    connection.settimeout(20)
    with contextlib.suppress(OSError):
        connection.recv(1)


def reset(connection: socket.socket, _: bytes) -> None:
    """End the connection rudely."""
    linger = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def _head(status: str, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


@dataclass
class Endpoint:
    """What it does to the requests, one after another, the last to all that follow."""

    behaviours: list[Behaviour]
    port: int = 0
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/sparql"

    def serve(self, listening: socket.socket) -> None:
        """Take connections until nobody listens."""
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            if request := _received(connection):
                self.requests.append(request)
                number = min(len(self.requests), len(self.behaviours)) - 1
                behaviour = self.behaviours[number]
                behaviour(connection, request)


def _received(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        if not (piece := connection.recv(65536)):
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextlib.contextmanager
def endpoint(*behaviours: Behaviour) -> Iterator[Endpoint]:
    """An endpoint that does this and that."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = Endpoint(list(behaviours), listening.getsockname()[1])
        thread = threading.Thread(target=made.serve, args=(listening,), daemon=True)
        thread.start()
        try:
            yield made
        finally:
            listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)
