"""What came of each page: its result, or why there is none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None
# What is done with a page: it can be pickled, and its result written as JSON. What it keeps of its
# own it has from page to page, in each process once.
Work = Callable[[Path], Json]


@dataclass(frozen=True, slots=True)
class Done:
    """A result; `kept` where it is that of an earlier run."""

    file: Path
    result: Json
    seconds: float = 0.0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no result, in one line that names the file.

    `kind` is `refused` where the page cannot be read, `time`, `memory`, `size` or `ended` where
    the process that read it was ended, and `fault` where the tool is at fault.
    """

    file: Path
    kind: str
    message: str


Outcome = Done | Failed


@dataclass(frozen=True, slots=True)
class Limits:
    """What pages may take: processes at once, seconds for each, bytes of memory for a process.

    `result` is how many bytes a result may have.
    """

    processes: int = 1
    seconds: float = 60.0
    memory: int = 2 << 30
    result: int = 256 << 20
