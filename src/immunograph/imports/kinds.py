"""The kinds of source that can be imported, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from immunograph.dataset import DataSet
from immunograph.imports import medicines, targets
from immunograph.imports.finding import Found, Source
from immunograph.imports.rows import Table


@dataclass(frozen=True)
class Kind:
    """A kind of source: what it is, how its file is read, what is found in it."""

    source: Source
    read: Callable[[Path], Table]
    find: Callable[[Table, DataSet], Found]


KINDS: Mapping[str, Kind] = {
    "drugcentral": Kind(targets.SOURCE, targets.read, targets.find),
    "ema": Kind(medicines.SOURCE, medicines.read, medicines.find),
}
