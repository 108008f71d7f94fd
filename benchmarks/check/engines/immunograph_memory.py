"""Immunograph: shapes compiled to SPARQL, run in its store in memory."""

from collections.abc import Iterator
from pathlib import Path

from findings import line, measure

from immunograph import __version__, rdf, store
from immunograph.shacl import engine
from immunograph.shacl.report import Report
from immunograph.store import MemoryStore, Quad


def load(data: Path, shapes: Path) -> tuple[MemoryStore, list[Quad]]:
    """The store and the statements of the shapes."""
    return MemoryStore.read(data, {}), rdf.parse_turtle(shapes.read_bytes(), "shapes")


def validate(loaded: tuple[MemoryStore, list[Quad]]) -> Report:
    """The report."""
    return engine.validate(*loaded)


def findings(report: Report) -> Iterator[str]:
    """Its findings; a shape that was not run is one that no other engine has."""
    for result in report.results:
        value = "" if result.value is None else str(result.value)
        yield line(result.component, str(result.focus), result.path, value)
    for shape, reason in report.uncompiled:
        yield line("not run", str(shape), "", reason)


if __name__ == "__main__":
    measure(load, validate, findings, f"{__version__}, {store.ENGINE}")
