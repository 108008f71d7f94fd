"""A knowledge graph of antigen-directed therapy, and the tool that works on it.

>>> import immunograph
>>> graph = immunograph.open()
>>> "blinatumomab" in [row["therapy"] for row in graph.ask("which therapies target CD19").labels()]
True
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from immunograph.confinement import SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    import rdflib

    from immunograph.library import Library

__version__ = "0.1.0"
__all__ = ["__version__", "load", "open"]


def open(
    path: "str | PathLike[str] | None" = None,
    *,
    timeout: float = SECONDS,
    hosts: "Iterable[str]" = (),
    store: str | None = None,
) -> "Library":
    """The repository at `path`, or the nearest one, or the built-in one.

    A question has `timeout` seconds for its answer. SERVICE may reach `hosts`, and no other. With
    the URL of a SPARQL endpoint as `store`, or as IMMUNOGRAPH_STORE, what that holds is asked.

    Raises `immunograph.errors.NotARepository`.
    """
    from immunograph.library import Library  # noqa: PLC0415 (heavy; only where used)

    return replace(Library.open(path, store), timeout=timeout, hosts=tuple(hosts))


def load(path: "str | PathLike[str] | None" = None) -> "rdflib.Graph":
    """The built data set of a repository as an `rdflib.Graph`."""
    return open(path).load()
