"""The targets of drugs as DrugCentral lists them: a second opinion, by identifiers only."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from immunograph.candidates.candidate import Candidate
from immunograph.dataset import DataSet
from immunograph.imports import numbered, scope
from immunograph.imports.files import contents, refused
from immunograph.imports.finding import Found, Note, Source
from immunograph.imports.rows import Row, Table
from immunograph.imports.therapies import therapy
from immunograph.names import iri_of
from immunograph.vocabulary import IG

SOURCE = Source(
    "drugcentral-targets",
    "DrugCentral targets of drugs",
    "https://drugcentral.org/",
    "drugcentral",
    "CcBySa4",
    "rows of the table of targets",
    name="DrugCentral",
)
_NAME, _ACCESSION, _TARGET, _NUMBER = "name", "accession", "target_name", "struct_id"
_LONGEST = 10_000
_PAYLOAD = f"{IG}PayloadTarget"
_OPEN_ROLE = "what the antigen is to the therapy is not said: enter the claim with its role"
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
    antigens, engaged, roles = _antigens(dataset), _engaged(dataset), _roles(dataset)
    rows = sorted((row for row in table.rows if _is_in_scope(row, dataset)), key=lambda r: r.key)
    candidates, notes = [], []
    numbers: dict[tuple[str, str], list[int]] = {}
    for place, row in enumerate(rows, 1):
        drug = therapy(row[_NAME], dataset.names)
        if drug and row[_NUMBER]:
            numbers.setdefault((drug, row[_NUMBER]), []).append(place)
        known = engaged.get(drug, frozenset())
        found = _antigen(row, antigens, known)
        fields = {} if found.antigen in known else {"role": roles.get(found.antigen, ())}
        if not drug:
            notes.append(Note("unknown-therapy", row.key, "the graph has no such therapy"))
        elif not found.antigen:
            notes.append(Note(found.kind, row.key, found.why))
        elif fields and (len(fields["role"]) != 1 or fields["role"][0] == _PAYLOAD):
            notes.append(Note("unknown-role", row.key, _OPEN_ROLE))
        else:
            one = Candidate("TargetEngagement", drug, found.antigen, "Stated", (place,), fields)
            candidates.append(one)
    candidates += numbered.identified(numbers)
    return Found(tuple(rows), tuple(candidates), (), tuple(notes))


def _is_in_scope(row: Row, dataset: DataSet) -> bool:
    return bool(scope.stem(row[_NAME])) or bool(therapy(row[_NAME], dataset.names))


@dataclass(frozen=True, slots=True)
class _Told:
    antigen: str = ""
    kind: str = ""
    why: str = ""


def _antigen(row: Row, antigens: Mapping[str, frozenset[str]], engaged: frozenset[str]) -> _Told:
    """The antigen of the graph that an accession belongs to, or why there is none.

    `engaged` are the antigens that the therapy is known to engage: for them a part of the proteins
    will do; a new claim is made of the whole only.
    """
    accessions = frozenset(row[_ACCESSION].split("|"))
    known = [antigens.get(one, frozenset()) for one in accessions]
    of_all = frozenset.intersection(*known)
    whole = {one for one in of_all if _proteins(one, antigens) == accessions}
    for found in (whole, of_all & engaged):
        if len(found) == 1:
            return _Told(next(iter(found)))
    if any(known):
        why = f"its proteins are a part of those of an antigen, or of several: {row[_ACCESSION]}"
        return _Told("", "unclear-antigen", why)
    why = f"no antigen of the graph has its proteins: {row[_ACCESSION]}"
    return _Told("", "unknown-antigen", why)


def _proteins(antigen: str, antigens: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(accession for accession, of in antigens.items() if antigen in of)


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


def _roles(dataset: DataSet) -> dict[str, tuple[str, ...]]:
    """The roles that each antigen has for the therapies of the graph."""
    found: dict[str, set[str]] = {}
    text = "SELECT DISTINCT ?antigen ?role { ?claim ig:role ?role ; ig:antigen ?antigen }"
    for row in dataset.store.select(text).rows:
        found.setdefault(iri_of(row["antigen"]), set()).add(iri_of(row["role"]))
    return {antigen: tuple(sorted(of)) for antigen, of in found.items()}
