"""The targets of drugs as DrugCentral lists them: a second opinion, by accessions only."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from immunograph.candidates.candidate import Candidate
from immunograph.candidates.naming import nonproprietary
from immunograph.dataset import DataSet
from immunograph.imports import scope
from immunograph.imports.files import contents, refused
from immunograph.imports.finding import Found, Note, Source
from immunograph.imports.rows import Row, Table
from immunograph.names import iri_of
from immunograph.vocabulary import IG

SOURCE = Source(
    "drugcentral-targets",
    "DrugCentral targets of drugs",
    "https://drugcentral.org/",
    "drugcentral",
    "CcBySa4",
    "rows of the table of targets",
)
_NAME, _ACCESSION, _TARGET, _NUMBER = "name", "accession", "target_name", "struct_id"
_LONGEST = 10_000
_PREFIX = re.compile(r"^(?:ado|fam)-", re.IGNORECASE)
_UNIPROT = "http://purl.uniprot.org/uniprot/"


def read(path: Path) -> Table:
    """The table in a file of JSON. Raises `NotAPage`."""
    data = contents(path)
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise refused(path, "is no JSON") from None
    if not isinstance(found, list) or not all(map(_is_row, found)):
        raise refused(path, f"is no list of rows with {_NAME}, {_ACCESSION} and {_TARGET}")
    return Table(hashlib.sha256(data).hexdigest(), "", tuple(_keyed(found)))


def _is_row(one: object) -> bool:
    if not isinstance(one, dict) or not {_NAME, _ACCESSION, _TARGET} <= one.keys():
        return False
    return all(
        isinstance(value, str | int) and len(str(value)) <= _LONGEST for value in one.values()
    )


def _keyed(rows: Sequence[Mapping[str, str | int]]) -> Iterator[Row]:
    """The rows by drug and accession; a row that stands twice is one."""
    seen: dict[str, Row] = {}
    for one in rows:
        key = f"{one[_NAME]} / {one[_ACCESSION]}"
        row = Row(key, dict(one))
        if key in seen and seen[key].text != row.text:
            row = Row(f"{key} / {one.get(_NUMBER, '')}", row.cells)
        seen.setdefault(row.key, row)
    yield from seen.values()


def find(table: Table, dataset: DataSet) -> Found:
    """What the rows of therapies directed at antigens say."""
    antigens, engaged = _antigens(dataset), _engaged(dataset)
    rows = sorted((row for row in table.rows if _is_in_scope(row, dataset)), key=lambda r: r.key)
    counted = Counter(row[_NAME] for row in rows)
    candidates, notes = [], []
    for place, row in enumerate(rows, 1):
        drug = _drug(row, dataset)
        found = _antigen(row, drug, antigens, engaged, alone=counted[row[_NAME]] == 1)
        if not drug:
            notes.append(Note("unknown-therapy", row.key, "the graph has no such therapy"))
        elif not found.antigen:
            notes.append(Note(found.kind, row.key, found.why))
        else:
            one = Candidate("TargetEngagement", drug, found.antigen, "Stated", (place,))
            candidates.append(one)
    return Found(tuple(rows), tuple(candidates), (), tuple(notes))


def _is_in_scope(row: Row, dataset: DataSet) -> bool:
    return bool(scope.stem(row[_NAME])) or bool(_drug(row, dataset))


def _drug(row: Row, dataset: DataSet) -> str:
    """The therapy of the graph that a row names, also with a prefix or suffix of its maker."""
    plain = nonproprietary(row[_NAME])
    for name in dict.fromkeys((row[_NAME], plain, _PREFIX.sub("", plain))):
        known = dataset.names.candidates(name, f"{IG}Drug")
        if len(known) == 1:
            return known[0]
    return ""


@dataclass(frozen=True, slots=True)
class _Told:
    antigen: str = ""
    kind: str = ""
    why: str = ""


def _antigen(
    row: Row,
    drug: str,
    antigens: Mapping[str, frozenset[str]],
    engaged: Mapping[str, frozenset[str]],
    *,
    alone: bool,
) -> _Told:
    """The antigen of the graph that an accession belongs to, or why there is none."""
    accessions = row[_ACCESSION].split("|")
    known = [antigens.get(one, frozenset()) for one in accessions]
    of_all = frozenset.intersection(*known)
    if len(of_all) == 1:
        return _Told(next(iter(of_all)))
    if any(known):
        why = "several antigens of the graph have its accession, or only a part of it"
        return _Told("", "unclear-antigen", why)
    payload = engaged.get(drug, frozenset())
    why = "no antigen of the graph has its accession"
    if len(payload) == 1 and alone:
        why += f"; the therapy is known to engage {next(iter(payload)).rpartition('/')[2]} only"
    return _Told("", "unknown-antigen", f"{why}: {row[_ACCESSION]}")


def _antigens(dataset: DataSet) -> dict[str, frozenset[str]]:
    """The antigens by the accessions of their proteins."""
    found: dict[str, set[str]] = {}
    text = (
        "SELECT ?antigen ?protein WHERE { ?claim a ig:Identification ; ig:about ?antigen ; "
        "ig:mappingPredicate ig:protein ; ig:identifier ?protein . "
        "FILTER NOT EXISTS { ?claim ig:reviewStatus ig:Retired } }"
    )
    for row in dataset.store.select(text).rows:
        accession = iri_of(row["protein"]).removeprefix(_UNIPROT)
        found.setdefault(accession, set()).add(iri_of(row["antigen"]))
    return {accession: frozenset(of) for accession, of in found.items()}


def _engaged(dataset: DataSet) -> dict[str, frozenset[str]]:
    """The antigens that each therapy is known to engage."""
    found: dict[str, set[str]] = {}
    for row in dataset.store.select("SELECT ?drug ?antigen { ?drug ig:engages ?antigen }").rows:
        found.setdefault(iri_of(row["drug"]), set()).add(iri_of(row["antigen"]))
    return {drug: frozenset(of) for drug, of in found.items()}
