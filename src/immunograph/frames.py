"""Messages between two processes: each with its kind and its length before it."""

from typing import IO

_HEAD = 9


def send(stream: IO[bytes], kind: bytes, message: bytes) -> None:
    """Send a message. Raises `BrokenPipeError` where nobody reads."""
    stream.write(kind + len(message).to_bytes(_HEAD - 1, "big") + message)
    stream.flush()


def receive(stream: IO[bytes], most: int | None = None) -> tuple[bytes, bytes]:
    """The kind of the next message and the message.

    Raises `EOFError` where the other end has gone, `OverflowError` for a message of more than
    `most` bytes, of which nothing is then read.
    """
    head = stream.read(_HEAD)
    if len(head) < _HEAD:
        raise EOFError
    length = int.from_bytes(head[1:], "big")
    if most is not None and length > most:
        raise OverflowError
    message = stream.read(length)
    if len(message) < length:
        raise EOFError
    return head[:1], message
