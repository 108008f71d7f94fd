"""Results as a table, in text or Markdown, and what they were measured on."""

import datetime
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Table:
    """A table with a heading; a row may be shorter than the head."""

    heading: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = field(default_factory=list)

    def text(self) -> str:
        """The table for a terminal."""
        widths = [
            max((len(row[i]) for row in [self.head, *self.rows] if i < len(row)), default=0)
            if not self._is_long(i)
            else len(self.head[i])
            for i in range(len(self.head))
        ]
        lines = [self.heading, *(_padded(row, widths) for row in [self.head, *self.rows])]
        return "".join(f"{line}\n" for line in [*lines, *(f"  {note}" for note in self.notes)])

    def _is_long(self, i: int) -> bool:
        """Whether only rows that end there are wide in a column."""
        return any(len(row) == i + 1 < len(self.head) for row in self.rows) and i > 0

    def markdown(self) -> str:
        """The table for a page."""
        size = len(self.head)
        filled = [[*row, *[""] * (size - len(row))] for row in self.rows]
        lines = [self.head, ["---"] * size, *filled]
        table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
        notes = "".join(f"- {note}\n" for note in self.notes)
        return f"### {self.heading}\n\n{table}" + (f"\n{notes}" if notes else "")


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()


def machine() -> str:
    """The date, the machine and how busy it is."""
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    model = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{today}, {os.cpu_count()} x {model}, Python {platform.python_version()}, load {load}"
