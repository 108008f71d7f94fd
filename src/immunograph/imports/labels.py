"""Indications of drug labels of the United States, one entry for each substance."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from immunograph.candidates.candidate import Candidate
from immunograph.dataset import DataSet
from immunograph.imports import scope
from immunograph.imports.files import contents, refused
from immunograph.imports.finding import Found, Note, Source, Thing
from immunograph.imports.indicated import Reader
from immunograph.imports.rows import Row, Table
from immunograph.imports.therapies import therapy
from immunograph.vocabulary import IG, SKOS

SOURCE = Source(
    "fda-label-indications",
    "Indications of labels by substance",
    "https://github.com/chriserikbarnes/MedRecPro",
    "us-food-and-drug-administration",
    "PublicDomain",
    "indications",
    "us",
    "US Food and Drug Administration",
    "UnitedStates",
)
_HEAD = re.compile(r"^([^|\n]+)\|([A-Z0-9]{10})\|\s*$", re.MULTILINE)
_NAMES, _TEXT, _TITLE = "ProductNames", "IndicationsSummary", "Substance"
_BETWEEN = re.compile(r"\n---\s*(?:\n|\Z)")
_TITLED = re.compile(r"^#[ \t]*(.*?)(?:[ \t]+Summary)?[ \t]*(?:\n|\Z)", re.MULTILINE)
_LONGEST = 100_000
_UNII = "https://precision.fda.gov/uniisearch/srs/unii/"


def read(path: Path) -> Table:
    """The entries in a file. Raises `NotAPage`."""
    data = contents(path)
    rows = tuple(_rows(data.decode("utf-8", "replace"), path))
    if not rows:
        raise refused(path, "has no entry of the form NAMES|UNII|")
    return Table(hashlib.sha256(data).hexdigest(), "", rows)


def _rows(text: str, path: Path) -> Iterator[Row]:
    seen: set[str] = set()
    for part in _BETWEEN.split(text):
        head = _HEAD.search(part)
        if head is None or head[2] in seen:
            continue
        seen.add(head[2])
        title = _TITLED.search(part, head.end())
        said = _TITLED.sub("", part[head.end() :]).strip()
        if len(said) > _LONGEST:
            raise refused(path, f"has an entry of more than {_LONGEST} characters")
        named = title[1] if title else ""
        cells = {_NAMES: head[1].strip(), _TITLE: named, "UNII": head[2], _TEXT: said}
        yield Row(head[2], cells)


def find(table: Table, dataset: DataSet) -> Found:
    """The identifiers, and the uses in the United States, of therapies that the graph knows."""
    rows = [(row, _drug(row, dataset)) for row in table.rows]
    kept = [(row, drug) for row, drug in rows if drug or scope.stem(row[_TITLE])]
    reader = Reader(dataset, table.dated)
    candidates: list[Candidate] = []
    things: dict[str, Thing] = {}
    notes: list[Note] = []
    for place, (row, drug) in enumerate(kept, 1):
        if not drug:
            notes.append(Note("unknown-therapy", row.key, f"the graph has none of {row[_NAMES]}"))
            continue
        name = dataset.names.label(drug)
        fields = {"mappingPredicate": (f"{SKOS}exactMatch",)}
        unii = f"{_UNII}{row['UNII']}"
        candidates.append(Candidate("Identification", drug, unii, "Stated", (place,), fields))
        found = reader.uses(drug, (name, ""), _of_one_name(row, name))
        candidates += (_of_label(use, place) for use in found.made)
        things |= {one.iri: Thing(one.iri, one.kind, one.label) for one in found.things}
        if not found.made:
            notes.append(Note("no-use", row.key, f"no use of {name} could be read from its text"))
        for what in found.left_out:
            notes.append(Note("unclear-use", row.key, f"a use of {name} is left out: {what}"))
    of_kept = tuple(row for row, _ in kept)
    return Found(of_kept, tuple(candidates), tuple(things.values()), tuple(notes))


def _of_label(use: Candidate, place: int) -> Candidate:
    fields = {**use.fields, "stance": (f"{IG}Approved",), "jurisdiction": ("US",)}
    return replace(use, sentences=(place,), spans=(), identified_through=(), fields=fields)


def _names(row: Row) -> list[str]:
    return [name.strip() for name in row[_NAMES].split(",") if name.strip()]


def _drug(row: Row, dataset: DataSet) -> str:
    """The therapy of the graph that an entry is on; none where it names several."""
    found = {therapy(name, dataset.names) for name in _names(row)} - {""}
    return found.pop() if len(found) == 1 else ""


def _of_one_name(row: Row, name: str) -> str:
    """The text of an entry, with the name of the therapy for those of its products."""
    text = row[_TEXT]
    for each in sorted(_names(row), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(each)}\b", name, text, flags=re.IGNORECASE)
    return re.sub(rf"\b{re.escape(name)}-[a-z]{{4}}\b", name, text)
