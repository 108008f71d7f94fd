"""The process that pages are read in: it does one after another until nobody gives it any."""

import json
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from immunograph.confinement import confine
from immunograph.errors import ImmunographError
from immunograph.frames import receive, send

HEAD, WORK, READY, PAGE, RESULT, REFUSED, FAULT, MEMORY, UNKNOWN = (b"%d" % n for n in range(9))
_SPARE = 5  # seconds of processor time beyond those after which it is ended from outside


def serve(given: IO[bytes], out: IO[bytes]) -> None:
    """Do the work that is given, page by page."""
    head = json.loads(receive(given)[1])
    sys.path[:] = head["path"]
    confine(memory=head["memory"])
    try:
        work = pickle.loads(receive(given)[1])
    except Exception as error:  # such as a work of a script, which no other process can import
        send(out, UNKNOWN, _said(error))
        return
    send(out, READY, b"")
    while True:
        try:
            page = receive(given)[1]
        except EOFError:
            return
        # For when nobody is left to end the process.
        confine(seconds=int(time.process_time() + head["seconds"]) + _SPARE)
        kind, message = _done(work, Path(os.fsdecode(page)))
        send(out, kind, message)
        if kind == MEMORY:  # whatever took it may still hold it
            return


def _done(work: Callable[[Path], Any], file: Path) -> tuple[bytes, bytes]:
    try:
        return RESULT, json.dumps(work(file), ensure_ascii=False, allow_nan=False).encode()
    except ImmunographError as error:
        return REFUSED, str(error).encode(errors="replace")
    except MemoryError:
        return MEMORY, b""
    except Exception as error:  # whatever is wrong with one page, the others are read
        return FAULT, _said(error)


def _said(error: Exception) -> bytes:
    said = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return said.encode(errors="replace")


def main() -> None:
    """Serve whoever started the process; an interrupt is for them to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what is printed is no message
        serve(sys.stdin.buffer, out)


if __name__ == "__main__":
    main()
