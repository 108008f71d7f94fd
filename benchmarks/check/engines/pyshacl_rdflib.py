"""pySHACL on a graph of rdflib in memory: the reference."""

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyshacl
import rdflib
from findings import measure, of_rdflib


def load(data: Path, shapes: Path) -> tuple[rdflib.Graph, rdflib.Graph]:
    """Both graphs."""
    return rdflib.Graph().parse(data, format="nt"), rdflib.Graph().parse(shapes, format="turtle")


def validate(loaded: tuple[rdflib.Graph, rdflib.Graph]) -> rdflib.Graph:
    """The graph of the report."""
    found: Any = pyshacl.validate(loaded[0], shacl_graph=loaded[1], inplace=True, inference="none")[
        1
    ]
    return found


def findings(report: rdflib.Graph) -> Iterable[str]:
    """What the report says."""
    return of_rdflib(report)


if __name__ == "__main__":
    measure(load, validate, findings, f"{version('pyshacl')}, rdflib {rdflib.__version__}")
