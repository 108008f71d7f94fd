"""The SPARQL the tool runs for itself, one lookup a file."""

from functools import cache
from importlib import resources


@cache
def text(name: str) -> str:
    """The text of a lookup."""
    return (resources.files(__name__) / f"{name}.rq").read_text(encoding="utf-8")
