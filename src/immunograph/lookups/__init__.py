"""The SPARQL the tool runs for itself, one lookup a file."""

from functools import cache
from pathlib import Path


@cache
def text(name: str) -> str:
    """The text of a lookup."""
    return (Path(__file__).parent / f"{name}.rq").read_text(encoding="utf-8")
