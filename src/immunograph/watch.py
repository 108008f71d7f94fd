"""The check that stays: after each edit, what is found then.

The shapes run on what the edit can concern, and their other results are kept; everything else is
run anew.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from immunograph import examination, validation
from immunograph.build import draft
from immunograph.changed import difference
from immunograph.check import Report, no_graph, reported, timed
from immunograph.dataset import DataSet
from immunograph.errors import Unreadable
from immunograph.repository import FOLDERS, Repository
from immunograph.shacl.incremental import Standing
from immunograph.validate import Shapes

Signature = tuple[object, ...]


def watch(repository: Repository, ticks: Iterable[object]) -> Iterator[Report]:
    """The report of the content at the first tick, and at each later one that finds it edited."""
    seen: Signature = ()
    kept: _Kept | None = None
    for _ in ticks:
        now = signature(repository)
        if now != seen:
            seen = now
            report, kept = _looked(repository, kept)
            yield report


def signature(repository: Repository) -> Signature:
    """Every file of the content with its size and the time of its last change."""
    try:
        names = [name for folder in FOLDERS for name in repository.listed(folder)]
        stats = [(repository.root / name).stat() for name in names]
    except (OSError, Unreadable) as error:  # taken away meanwhile, or not to be read
        return (str(error),)
    sizes = ((stat.st_mtime_ns, stat.st_size) for stat in stats)
    return tuple(zip(names, sizes, strict=True))


@dataclass(frozen=True)
class _Kept:
    """The data set as it was last, and what the shapes find in it."""

    dataset: DataSet
    shapes: Shapes
    standing: Standing

    def holds(self, shapes: Shapes) -> bool:
        return shapes.digests == self.shapes.digests


def _looked(repository: Repository, kept: _Kept | None) -> tuple[Report, _Kept | None]:
    start = time.perf_counter()
    repository = repository.snapshot()
    try:
        dataset, faults = draft(repository)
        examined = examination.read(repository, dataset)
    except Unreadable as error:  # halfway through an edit; what was kept stays
        return timed(no_graph(repository, error), start), kept
    kept, result = _validated(dataset, examined.shapes, kept)
    report = reported(repository, examined, result, examined.findings(), faults)
    return timed(report, start), kept


def _validated(
    dataset: DataSet, shapes: Shapes, kept: _Kept | None
) -> tuple[_Kept | None, validation.Result]:
    if kept is None or not kept.holds(shapes):
        standing, result = validation.start(shapes, dataset)
        return (_Kept(dataset, shapes, standing) if standing else None), result
    removed, added = difference(kept.dataset, dataset), difference(dataset, kept.dataset)
    result = validation.updated(shapes, dataset, kept.standing, removed, added)
    return _Kept(dataset, shapes, kept.standing), result
