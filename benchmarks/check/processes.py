"""A command as a process of its own, with what it costs and a limit to that."""

import contextlib
import os
import resource
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE_MIB = os.sysconf("SC_PAGESIZE") / 2**20
_TICKS = os.sysconf("SC_CLK_TCK")
_PAUSE = 0.02
_WAITING = 5


@dataclass(frozen=True)
class Limits:
    """The most that a process may take: seconds of processor time, and MiB of resident memory.

    A process that waits is stopped after five times the seconds on the clock.
    """

    seconds: float
    mib: float


@dataclass(frozen=True)
class Run:
    """What a process took, and why it was stopped or failed, or `trouble` is empty.

    `cpu` is user and system time, that of its children included; `peak` is in MiB.
    """

    cpu: float
    wall: float
    peak: float
    trouble: str = ""


def run(
    command: Sequence[str],
    limits: Limits,
    good: Sequence[int] = (0,),
    said: Path = Path(os.devnull),
) -> Run:
    """Run a command to its end or its limit, and keep what it says in a file.

    Its last words on standard error tell of trouble, where it exits by a code that is not good.
    """
    began = time.perf_counter()
    with said.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    assert process.stderr is not None
    os.set_blocking(process.stderr.fileno(), False)
    words, why = b"", ""
    ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    while not ended:
        time.sleep(_PAUSE)
        words = (words + (process.stderr.read() or b""))[-4000:]
        why = why or _over(process.pid, time.perf_counter() - began, limits)
        if why:
            _end(process.pid)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    words += process.stderr.read() or b""
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if not why and process.returncode not in good:
        why = f"failed: {_last(words)}"
    return _taken(usage, time.perf_counter() - began, why)


def _taken(usage: resource.struct_rusage, wall: float, why: str) -> Run:
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, why)


def _over(pid: int, seconds: float, limits: Limits) -> str:
    if _spent(pid) > limits.seconds:
        return f"stopped: over {limits.seconds:g} CPU s"
    if seconds > limits.seconds * _WAITING:
        return f"stopped: waited over {limits.seconds * _WAITING:.0f} s"
    if _resident(pid) > limits.mib:
        return f"stopped: over {limits.mib:.0f} MiB"
    return ""


def _spent(pid: int) -> float:
    """The processor time of a process and of its ended children, in seconds."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(each) for each in fields[11:15]) / _TICKS


def _resident(pid: int) -> float:
    """The memory of a process and of its children, in MiB."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_MIB
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, IndexError):
        return 0.0
    return own + sum(_resident(int(child)) for child in children)


def _end(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _last(words: bytes) -> str:
    lines = words.decode(errors="replace").strip().splitlines()
    return lines[-1].strip()[:160] if lines else "without a word"
