"""Works that are given to processes: some do what they should, some what nobody should."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from immunograph.errors import NotAPage
from immunograph.many.outcomes import Json


def length(file: Path) -> Json:
    """How long a page is, for its name."""
    return {"name": file.name, "length": len(file.read_bytes())}


def told(file: Path) -> Json:
    """What a page says that is to be done with it, and what comes of that."""
    said = file.read_text(encoding="utf-8")
    return SAID[said](file) if said in SAID else said


def _hang(_: Path) -> Json:
    time.sleep(600)
    return None


def _spin(_: Path) -> Json:
    while True:
        pass


def _exit(_: Path) -> Json:
    os._exit(3)


def _print(_: Path) -> Json:
    sys.stdout.write("words\n" * 1000)
    sys.stdout.flush()
    return "print"


def _refuse(file: Path) -> Json:
    raise NotAPage(str(file), "is no page", "leave it out")


def _fail(_: Path) -> Json:
    raise ValueError("a fault\nin two lines")


def _slow(_: Path) -> Json:
    time.sleep(0.3)
    return "slow"


SAID: Mapping[str, Callable[[Path], Json]] = {
    "hang": _hang,
    "spin": _spin,
    "exit": _exit,
    "eat": lambda _: len([bytes(16 << 20) for _ in range(1000)]),
    "fill": lambda _: "x" * (3 << 20),
    "print": _print,
    "refuse": _refuse,
    "fail": _fail,
    "slow": _slow,
}


def unwritable(_: Path) -> Json:
    """A result that cannot be written."""
    return object()  # type: ignore[return-value]


@dataclass
class Counting:
    """A work that keeps something from page to page."""

    seen: list[str] = field(default_factory=list)

    def __call__(self, file: Path) -> Json:
        """How many pages were seen in this process."""
        self.seen.append(file.name)
        return len(self.seen)


def summary(file: Path) -> Json:
    """How much a page has."""
    from immunograph.pages.read import read  # noqa: PLC0415 (slow to import in each process)

    page = read(file)
    return {"characters": len(page.text), "sentences": len(page.sentences)}
