"""pyrudof, a Rust library, by its native engine."""

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import pyrudof
from findings import measure, of_rdflib


def load(data: Path, shapes: Path) -> pyrudof.Rudof:
    """A session that holds both graphs."""
    session = pyrudof.Rudof(pyrudof.RudofConfig())
    session.read_data(str(data), pyrudof.RDFFormat.NTriples)
    session.read_shacl(str(shapes))
    return session


def validate(session: pyrudof.Rudof) -> pyrudof.Rudof:
    """The session, which then holds the report."""
    session.validate_shacl()
    return session


def findings(session: pyrudof.Rudof) -> Iterable[str]:
    """What the report says."""
    import rdflib  # noqa: PLC0415 (not before: it is no part of the engine)

    form = pyrudof.ResultShaclValidationFormat.NTriples
    written = session.serialize_shacl_validation_results(form)
    return of_rdflib(rdflib.Graph().parse(data=written, format="nt"))


if __name__ == "__main__":
    measure(load, validate, findings, version("pyrudof"))
