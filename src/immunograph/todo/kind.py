"""The kinds of items on the worklist: a row of the table, and a file of `kinds/` for each.

A file is a query with a head: `summary` names the items, `says` what is said of each, `why` it
matters, `do` what mends it, `first` which come first. Of each solution `?node` is where to look,
`?thing` what it is about, and a higher `?weight` comes earlier.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from immunograph.heads import read_head
from immunograph.repository import read_file

# The names of the kinds, the most valuable first: what gives wrong answers, what may give wrong
# ones, what gives none, what rests on little, and last what is hard to find or to read.
KINDS = (
    "contradiction",
    "dispute",
    "draft",
    "stale-source",
    "no-indication",
    "no-adverse-reactions",
    "one-source-target",
    "one-source",
    "open-passage",
    "no-cells",
    "no-identifier",
    "no-plain-words",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What items of a kind are called, what is said of each, and the query that finds them."""

    name: str
    summary: str
    says: str
    why: str
    do: str
    first: str
    text: str


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds by name, the most valuable first."""
    return {name: _kind(name) for name in KINDS}


def _kind(name: str) -> Kind:
    path = Path(__file__).parent / "kinds" / f"{name}.rq"
    file = read_file(path, path.name)
    head = read_head(file)
    summary, says, why, do, first = (
        str(head.get(key, "")) for key in ("summary", "says", "why", "do", "first")
    )
    return Kind(name, summary, says, why, do, first, file.text)
