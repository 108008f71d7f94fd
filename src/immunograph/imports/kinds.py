"""The kinds of source that can be imported, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from immunograph.dataset import DataSet
from immunograph.errors import BadParameter
from immunograph.imports import labels, mapped, medicines, numbered, targets, terms
from immunograph.imports.finding import Found, Source
from immunograph.imports.rows import Table


@dataclass(frozen=True)
class Kind:
    """A kind of source: what it is, how its file is read, what is found in it."""

    source: Source
    read: Callable[[Path], Table]
    find: Callable[[Table, DataSet], Found]


_CELLS, _PROTEINS = terms.find_of(terms.CELL_FIT), terms.find_of(terms.PROTEIN_FIT)
KINDS: Mapping[str, Kind] = {
    "cell-ontology": Kind(terms.CELLS, terms.read_of("CL"), _CELLS),
    "drugcentral": Kind(targets.SOURCE, targets.read, targets.find),
    "drugcentral-drugs": Kind(numbered.SOURCE, numbered.read, numbered.find),
    "ema": Kind(medicines.SOURCE, medicines.read, medicines.find),
    "fda-indications": Kind(labels.SOURCE, labels.read, labels.find),
    "protein-ontology": Kind(terms.PROTEINS, terms.read_of("PR"), _PROTEINS),
}


MAPPED = "tsv"


def named(kind: str, mapping: Path | None = None) -> Kind:
    """The kind of source of a name, or the one that the file of a mapping describes.

    Raises `BadParameter` where there is none, or one mapping too few or too many; `Unreadable`.
    """
    if (kind == MAPPED) != (mapping is not None):
        raise BadParameter("a mapping goes with tsv, and tsv with a mapping: --mapping FILE")
    if mapping is not None:
        plan = mapped.plan(mapping)
        return Kind(plan.source, mapped.read, partial(mapped.found, by=plan))
    if kind not in KINDS:
        raise BadParameter(f"{kind!r} is none of {', '.join(sorted([*KINDS, MAPPED]))}")
    return KINDS[kind]
