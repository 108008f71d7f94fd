"""pySHACL on Oxigraph through rdflib: the oxigraph extra of pySHACL, by oxrdflib.

Known to be wrong in 0.40: every plain string of a shape differs from that string in the data.
"""

from importlib.metadata import version
from pathlib import Path

import pyoxigraph
import rdflib
from findings import measure
from pyshacl_rdflib import findings, validate


def load(data: Path, shapes: Path) -> tuple[rdflib.Graph, rdflib.Graph]:
    """The data in a store of Oxigraph, the shapes in memory."""
    graph = rdflib.Graph(store="Oxigraph").parse(data, format="ox-nt")
    return graph, rdflib.Graph().parse(shapes, format="turtle")


if __name__ == "__main__":
    stores = f"oxrdflib {version('oxrdflib')}, pyoxigraph {pyoxigraph.__version__}"
    measure(load, validate, findings, f"{version('pyshacl')}, {stores}")
