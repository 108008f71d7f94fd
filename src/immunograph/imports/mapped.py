"""A table with tabs between its columns, read by a mapping: a small file of YAML.

The mapping says what the source is, which columns make the key of a row, and for each kind of claim
where its subject, its object and its fields stand. docs/import.md describes it.
"""

import csv
import hashlib
import io
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from immunograph.candidates.candidate import Candidate, Value
from immunograph.dataset import DataSet
from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place
from immunograph.imports.files import contents, refused
from immunograph.imports.finding import Found, Note, Source
from immunograph.imports.rows import Row, Table
from immunograph.ingest.claimed import OBJECT_FIELDS
from immunograph.ontology import is_iri
from immunograph.vocabulary import BASE, IG

_LONGEST = 100_000
_SOURCE = ("slug", "title", "address", "publisher", "licence", "section")
_JOINT = " / "
_TABS = "put one tab between the cells of every line"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value stands: a column, whose cell may be a thing of a class, or the value itself.

    `words` leads from what a cell says to the value that is meant.
    """

    column: str = ""
    of: str = ""
    value: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A kind of claim, and where its parts stand."""

    kind: str
    about: Cell
    object: Cell | None
    fields: Mapping[str, Cell]
    where: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Plan:
    """What a table is, and what its rows say; `path` is the file that says so."""

    path: str
    source: Source
    key: tuple[str, ...]
    claims: tuple[Mapped, ...]

    @property
    def columns(self) -> set[str]:
        """The columns that it speaks of."""
        cells = [cell for one in self.claims for cell in (one.about, *one.fields.values())]
        cells += [one.object for one in self.claims if one.object]
        named = {cell.column for cell in cells if cell.column}
        return named | set(self.key) | {name for one in self.claims for name in one.where}

    @property
    def things(self) -> Iterator[tuple[str, str]]:
        """The things of the graph and its vocabulary that it speaks of, each with what it is."""
        yield "publisher", f"{BASE}org/{self.source.publisher}"
        yield "licence", f"{IG}{self.source.licence}"
        for one in self.claims:
            cells = [one.about, *([one.object] if one.object else []), *one.fields.values()]
            yield from (("class", f"{IG}{cell.of}") for cell in cells if cell.of)
            yield from (("field", f"{IG}{name}") for name in one.fields)


def read(path: Path) -> Table:
    """The rows of a file, each by its number. Raises `NotAPage`."""
    data = contents(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(path, "is not in UTF-8", "save it as UTF-8") from None
    csv.field_size_limit(_LONGEST)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab", strict=True))
    except csv.Error as error:
        raise refused(path, f"is no table with tabs ({error})", _TABS) from None
    head = lines[0] if lines else []
    if not head or len(set(head)) != len(head):
        raise refused(path, "has no head, or two columns of one name", "give each column its name")
    for number, line in enumerate(lines[1:], 2):
        if line and len(line) != len(head):
            reason = f"has {len(line)} cells in line {number}, and {len(head)} columns"
            raise refused(path, reason, _TABS)
    if not any(lines[1:]):
        raise refused(path, "has no row below its head", "give a table with rows")
    rows = (dict(zip(head, line, strict=True)) for line in lines[1:] if line)
    made = tuple(Row(str(number), cells) for number, cells in enumerate(rows, 2))
    return Table(hashlib.sha256(data).hexdigest(), "", made)


def plan(path: Path) -> Plan:
    """The mapping in a file. Raises `Unreadable`."""
    try:
        found = yaml.safe_load(path.read_bytes())
    except OSError as error:
        raise _wrong(str(path), f"cannot be read: {(error.strerror or '').lower()}") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise _wrong(str(path), f"is no YAML ({' '.join(str(error).split())[:120]})") from None
    try:
        return _plan(found, str(path))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        said = f"lacks {error}" if isinstance(error, KeyError) else str(error)
        raise _wrong(str(path), f"is no mapping of a table: {said}") from None


def _wrong(path: str, reason: str, fix: str = "docs/import.md shows one") -> Unreadable:
    return Unreadable([Finding("mapping", reason, Place(path), fix=fix)])


def _plan(found: Any, path: str) -> Plan:
    given = found["source"]
    source = Source(*(str(given[name]) for name in _SOURCE))
    key = tuple(map(str, found["key"]))
    return Plan(path, source, key, tuple(map(_mapped, found["claims"])))


def _mapped(found: Any) -> Mapped:
    kind = str(found["kind"])
    if kind not in OBJECT_FIELDS:
        raise ValueError(f"{kind} is none of {', '.join(sorted(OBJECT_FIELDS))}")
    fields = {str(name): _cell(cell) for name, cell in found.get("fields", {}).items()}
    where = {
        str(name): tuple(map(str, of if isinstance(of, list) else [of]))
        for name, of in found.get("where", {}).items()
    }
    of = _cell(found["object"]) if "object" in found else None
    return Mapped(kind, _cell(found["about"]), of, fields, where)


def _cell(found: Any) -> Cell:
    words = {str(said): str(meant) for said, meant in found.get("words", {}).items()}
    one = Cell(
        str(found.get("column", "")),
        str(found.get("class", "")),
        str(found.get("value", "")),
        words,
    )
    if bool(one.column) == bool(one.value):
        raise ValueError("a part has a column or a value")
    return one


def found(table: Table, dataset: DataSet, by: Plan) -> Found:
    """What the rows of a table say by a mapping; rows of which nothing is known are left out.

    Raises `Unreadable` where the table has not the columns, or the graph not the things that the
    mapping speaks of.
    """
    columns = list(table.rows[0].cells) if table.rows else []
    if lacking := sorted(by.columns - set(columns)) if table.rows else []:
        reason = f"speaks of a column {lacking[0]!r}, which the table does not have"
        raise _wrong(by.path, reason, f"take one of {', '.join(map(repr, columns))}")
    for what, iri in by.things:
        if not dataset.describes(iri):
            named = dataset.prefixes.contract(iri)
            raise _wrong(by.path, f"speaks of the {what} {named}, which the graph does not have")
    rows: list[Row] = []
    candidates: list[Candidate] = []
    notes: list[Note] = []
    taken: set[str] = set()
    for row in table.rows:
        keyed = Row(_JOINT.join(row[name] for name in by.key), row.cells)
        if why := _unkeyed(keyed.key, taken):
            notes.append(Note("no-key", f"line {row.key}", why))
            continue
        made = list(_claims(keyed, dataset, by, len(rows) + 1))
        notes += (one for one in made if isinstance(one, Note))
        claims = [one for one in made if isinstance(one, Candidate)]
        if claims:
            taken.add(keyed.key)
            rows.append(keyed)
            candidates += claims
    return Found(tuple(rows), tuple(candidates), (), tuple(notes))


def _unkeyed(key: str, taken: Container[str]) -> str:
    """Why a row has no key of its own; empty where it has."""
    if not key.replace(_JOINT, "").strip():
        return "its key is empty: it is left aside"
    return f"its key {key!r} is that of a row above: it is left aside" if key in taken else ""


def _claims(row: Row, dataset: DataSet, by: Plan, place: int) -> Iterator[Candidate | Note]:
    for one in by.claims:
        if any(row[name] not in values for name, values in one.where.items()):
            continue
        try:
            about = _value(row, one.about, dataset)
            of = _value(row, one.object, dataset) if one.object else ""
            fields = _fields(row, one.fields, dataset)
        except LookupError as error:
            yield Note("unknown-name", row.key, str(error.args[0]))
            continue
        if empty := _empty(row, one):
            yield Note("empty-cell", row.key, f"its {empty} is empty: no claim is made")
            continue
        yield Candidate(one.kind, about, of, "Stated", (place,), fields)


def _empty(row: Row, of: Mapped) -> str:
    """The column of the subject or the object of a claim that is empty in a row; empty for none."""
    cells = [of.about, *([of.object] if of.object else [])]
    empty = (one.column for one in cells if one.column and not row[one.column].strip())
    return next(empty, "")


def _fields(row: Row, cells: Mapping[str, Cell], dataset: DataSet) -> dict[str, tuple[Value, ...]]:
    made = {name: _value(row, cell, dataset) for name, cell in cells.items()}
    return {name: (value,) for name, value in made.items() if value}


def _value(row: Row, cell: Cell, dataset: DataSet) -> str:
    """The value that stands in a cell. Raises `LookupError` where the graph has no such thing."""
    said = cell.value or row[cell.column].strip()
    if cell.words and said:
        if said not in cell.words:
            raise LookupError(f"{cell.column} says {said!r}, which the mapping does not know")
        said = cell.words[said]
    if not cell.of or not said:
        return said
    known: Sequence[str] = dataset.names.candidates(said, f"{IG}{cell.of}")
    if len(known) != 1 or not is_iri(known[0]):
        raise LookupError(f"the graph has no {cell.of} {said!r}, or several")
    return known[0]
