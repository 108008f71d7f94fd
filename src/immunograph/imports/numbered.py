"""The numbers that DrugCentral gives to drugs: identifiers, and nothing else of it."""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from immunograph.candidates.candidate import Candidate
from immunograph.dataset import DataSet
from immunograph.imports import scope
from immunograph.imports.files import contents, refused
from immunograph.imports.finding import Found, Note, Source
from immunograph.imports.rows import Row, Table
from immunograph.imports.therapies import therapy
from immunograph.vocabulary import SKOS

SOURCE = Source(
    "drugcentral-drugs",
    "DrugCentral drugs by number",
    "https://drugcentral.org/",
    "drugcentral",
    "CcBySa4",
    "rows of the list of drugs",
    name="DrugCentral",
)
_NUMBER, _NAME = "struct_id", "name"
_COLUMNS = (_NUMBER, _NAME)
_CARD = "https://drugcentral.org/drugcard/"
_LONGEST = 1_000


def identified(places: Mapping[tuple[str, str], Sequence[int]]) -> Iterator[Candidate]:
    """That therapies are what DrugCentral has under a number; `places` are the rows that say so.

    A therapy that has several numbers is identified by none.
    """
    of_drug: dict[str, set[str]] = {}
    for drug, number in places:
        of_drug.setdefault(drug, set()).add(number)
    for (drug, number), rows in places.items():
        if len(of_drug[drug]) == 1:
            fields = {"mappingPredicate": (f"{SKOS}exactMatch",)}
            card = f"{_CARD}{number}"
            yield Candidate("Identification", drug, card, "Stated", tuple(rows), fields)


def read(path: Path) -> Table:
    """The rows of a file: a number, a comma and a name. Raises `NotAPage`."""
    data = contents(path)
    try:
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise refused(path, "is no table with commas in UTF-8") from None
    rows = [line for line in lines if any(line) and line != list(_COLUMNS)]
    if not rows or not all(map(_is_row, rows)):
        raise refused(path, "is no list of numbers and names of drugs")
    seen = {row[1].casefold(): Row(row[1], dict(zip(_COLUMNS, row, strict=True))) for row in rows}
    return Table(hashlib.sha256(data).hexdigest(), "", tuple(seen.values()))


def _is_row(line: Sequence[str]) -> bool:
    return len(line) == len(_COLUMNS) and line[0].isdecimal() and len(line[1]) <= _LONGEST


def find(table: Table, dataset: DataSet) -> Found:
    """The numbers of the therapies of the graph, and the therapies that it does not have."""
    rows, notes = [], []
    places: dict[tuple[str, str], list[int]] = {}
    for row in sorted(table.rows, key=lambda row: row.key):
        drug = therapy(row[_NAME], dataset.names)
        if drug:
            rows.append(row)
            places.setdefault((drug, row[_NUMBER]), []).append(len(rows))
        elif scope.stem(row[_NAME]):
            notes.append(Note("unknown-therapy", row.key, "the graph has no such therapy"))
    return Found(tuple(rows), tuple(identified(places)), (), tuple(notes))
