"""The table in a file, read in a process of its own that is bounded in time and memory."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from immunograph.errors import NotAPage, Unreadable
from immunograph.finding import Finding, Place
from immunograph.imports import mapped
from immunograph.imports.kinds import KINDS
from immunograph.imports.rows import Row, Table
from immunograph.many.outcomes import Done, Json, Limits
from immunograph.many.pool import run

LIMITS = Limits(seconds=120.0, memory=2 << 30)


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads a file as a kind of source; `tsv` where it is read by a mapping."""

    kind: str

    def __call__(self, file: Path) -> Json:
        """The table in a file, as JSON."""
        read = mapped.read if self.kind == "tsv" else KINDS[self.kind].read
        table = read(file)
        rows: Json = [[row.key, dict(row.cells)] for row in table.rows]
        return {"sha256": table.sha256, "dated": table.dated, "rows": rows}


def table(kind: str, file: Path, limits: Limits = LIMITS) -> Table:
    """The table in a file of a kind. Raises `Unreadable`, also where it takes too much."""
    (outcome,) = run([file], Reading(kind), limits)
    if isinstance(outcome, Done):
        read: Any = outcome.result
        rows = tuple(Row(key, cells) for key, cells in read["rows"])
        return Table(read["sha256"], read["dated"], rows)
    said = outcome.message.removeprefix(f"{file}: ")
    reason, _, fix = said.rpartition("; ")
    raise (
        NotAPage(str(file), reason or said, fix, outcome.kind)
        if reason
        else Unreadable([Finding("table", said, Place(str(file)))])
    )
