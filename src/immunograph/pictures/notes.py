"""What stands below a picture: what it rests on and what a blank means."""

from collections.abc import Iterable

from immunograph.dataset import DataSet
from immunograph.evidence import Evidence
from immunograph.finding import counted

BLANK = "A blank means that no source read so far says it, never that it is not so."
BLANK_ROW = "A blank means that the result has no such row, which does not mean that it is not so."
_DIGITS = 12


def basis(dataset: DataSet, passages: Iterable[Evidence] = ()) -> str:
    """The sources and passages behind what is drawn, and the data set it was drawn from."""
    found = list(passages)
    places = {one.passage for one in found}
    sources = {(one.publisher, one.title) for one in found}
    rests = f"Rests on {counted(len(places), 'passage')} of {counted(len(sources), 'source')}. "
    return f"{rests if places else ''}{_version(dataset)}"


def _version(dataset: DataSet) -> str:
    """The data set by its digest, how many sources were read for it, and of what day it is."""
    manifest = dataset.manifest
    digest = (manifest.get("dataset") or {}).get("sha256", "")
    sources = (manifest.get("classes") or {}).get("Source", 0)
    day = (manifest.get("as_of") or {}).get("day", "")
    read = f", of {counted(sources, 'source')}" if sources else ""
    as_of = f", as of {day}" if day else ""
    return f"Data set {digest[:_DIGITS]}{read}{as_of}." if digest else ""
