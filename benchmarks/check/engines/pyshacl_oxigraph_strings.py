"""pySHACL on Oxigraph, with the shapes read by Oxigraph's parser too, so that strings are equal."""

from importlib.metadata import version
from pathlib import Path

import rdflib
from findings import measure
from pyshacl_rdflib import findings, validate


def load(data: Path, shapes: Path) -> tuple[rdflib.Graph, rdflib.Graph]:
    """The data in a store of Oxigraph, the shapes in memory."""
    graph = rdflib.Graph(store="Oxigraph").parse(data, format="ox-nt")
    return graph, rdflib.Graph().parse(shapes, format="ox-ttl")


if __name__ == "__main__":
    measure(load, validate, findings, f"{version('pyshacl')}, oxrdflib {version('oxrdflib')}")
