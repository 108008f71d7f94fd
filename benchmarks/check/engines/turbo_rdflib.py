"""pyshacl-turbo, a Rust engine with the interface of pySHACL, on a graph of rdflib."""

from importlib.metadata import version
from typing import Any

import pyshacl_turbo
import rdflib
from findings import measure
from pyshacl_rdflib import findings, load


def validate(loaded: tuple[rdflib.Graph, rdflib.Graph]) -> Any:
    """The graph of the report."""
    return pyshacl_turbo.validate(loaded[0], shacl_graph=loaded[1], inplace=True)[1]


if __name__ == "__main__":
    versions = f"{version('pyshacl-turbo')}, rdflib {rdflib.__version__}"
    measure(load, validate, findings, versions)
