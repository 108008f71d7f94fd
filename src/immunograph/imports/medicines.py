"""The table of medicines of the European Medicines Agency: brands, authorisations, uses."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from immunograph.candidates.candidate import Candidate, Value
from immunograph.candidates.naming import minted, slug
from immunograph.dataset import DataSet
from immunograph.errors import NotAPage
from immunograph.imports import scope, spreadsheet
from immunograph.imports.finding import Found, Note, Source, Thing
from immunograph.imports.indicated import Reader
from immunograph.imports.rows import Row, Table
from immunograph.imports.therapies import therapy
from immunograph.vocabulary import BASE, IG, SKOS

Fields = Mapping[str, tuple[Value, ...]]

SOURCE = Source(
    "ema-medicines-table",
    "Table of medicines",
    "https://www.ema.europa.eu/",
    "european-medicines-agency",
    "EmaReuse",
    "rows of the table",
    "eu",
    "European Medicines Agency",
    "EuropeanUnion",
)
_CATEGORY, _BRAND, _INN, _SUBSTANCE = (
    *("Category", "Medicine name", "International non-proprietary name (INN) / common name"),
    "Active substance",
)
_NUMBER, _STATUS, _ATC, _BIOSIMILAR = (
    *("Product number", "Authorisation status", "ATC code", "Biosimilar"),
)
_CONDITIONAL, _EXCEPTIONAL = "Conditional approval", "Exceptional circumstances"
_AUTHORISED_ON, _REFUSED_ON = (
    *("Marketing authorisation date", "Date of refusal of marketing authorisation"),
)
_HOLDER, _GROUP = "Marketing authorisation holder/company name", "Human pharmacotherapeutic group"
_USE, _AREA = "Condition / indication", "Therapeutic area"
# The columns that claims are read from, or that tell what a row is about.
COLUMNS = (
    *(_BRAND, _AREA, _INN, _SUBSTANCE, _NUMBER, _STATUS, _ATC, "Generic", _BIOSIMILAR),
    *(_CONDITIONAL, _EXCEPTIONAL, _AUTHORISED_ON, _REFUSED_ON, _HOLDER, _GROUP, _USE),
)
_AUTHORISED, _WITHDRAWN, _REFUSED = "authorised", "withdrawn", "refused"
_HEAD_WITHIN = 30
_MADE_ON = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_PREVIOUSLY = re.compile(r"\s*\(\s*previously\b.*$", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]\d{2}[A-Z]{2}\d{2}")
_HOLDS = "A company that holds authorizations of medicines in the European Union."
# The group was dissolved, and its codes stand in rows that were not brought up to date.
_DISSOLVED = "L01XC"
_AUTHORITY = f"{BASE}org/{SOURCE.publisher}"
ATC = "https://www.whocc.no/atc_ddd_index/?code="


def read(path: Path) -> Table:
    """The table in a workbook, its human medicines only. Raises `NotAPage`."""
    sha256, cells = spreadsheet.sheet(path)
    at = next((n for n, row in enumerate(cells[:_HEAD_WITHIN]) if {_BRAND, _INN} <= set(row)), -1)
    lacking = [one for one in COLUMNS if at < 0 or one not in cells[at]]
    if lacking:
        reason = f"has no column {lacking[0]!r}"
        raise NotAPage(str(path), reason, "give the table of medicines as EMA offers it", "refused")
    head = cells[at]
    made = [dict(zip(head, row, strict=False)) for row in cells[at + 1 :]]
    human = [one for one in made if one.get(_CATEGORY, "").casefold() == "human" and one[_BRAND]]
    return Table(sha256, _dated(cells[:at]), tuple(_keyed(human)))


def _dated(above: Sequence[Sequence[str]]) -> str:
    """The day that stands above the head of the table.

    >>> _dated([["Output generated at:", "Tue, 05/12/2023 - 01:46"]])
    '2023-12-05'
    """
    found = next(filter(None, map(_MADE_ON.search, (cell for row in above for cell in row))), None)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else ""


def _keyed(rows: Sequence[dict[str, str]]) -> Iterator[Row]:
    """The rows by brand; where a brand has several, by its number as well."""
    count = Counter(one[_BRAND] for one in rows)
    for one in rows:
        key = one[_BRAND] if count[one[_BRAND]] == 1 else f"{one[_BRAND]} / {one[_NUMBER]}"
        yield Row(key, {name: one.get(name, "") for name in COLUMNS})


def find(table: Table, dataset: DataSet) -> Found:
    """What the rows of therapies directed at antigens say."""
    rows = sorted(filter(_is_in_scope, table.rows), key=lambda row: (row.key.casefold(), row.key))
    areas = frozenset(each.strip() for row in table.rows for each in row[_AREA].split(";"))
    made = _Making(dataset, Reader(dataset, table.dated, areas), tuple(rows), table.dated)
    return made.found()


def _name(row: Row) -> str:
    return row[_INN] if scope.directed(row[_INN]) else row[_SUBSTANCE]


def _is_in_scope(row: Row) -> bool:
    return bool(scope.directed(_name(row))) and not scope.is_diagnostic(row[_ATC], [row[_GROUP]])


def brand(name: str) -> str:
    """The name of a brand as it is now.

    >>> brand("Qarziba (previously Dinutuximab beta EUSA)")
    'Qarziba'
    """
    return _PREVIOUSLY.sub("", name).strip()


@dataclass
class _Making:
    dataset: DataSet
    reader: Reader
    rows: tuple[Row, ...] = field(repr=False)
    dated: str
    candidates: list[Candidate] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    background: set[str] = field(default_factory=set)
    confirming: set[int] = field(default_factory=set)

    def found(self) -> Found:
        originals = {
            name
            for row in self.rows
            if row[_STATUS].casefold() == _AUTHORISED and row[_BIOSIMILAR] != "yes"
            for name in scope.directed(_name(row))
        }
        for place, row in enumerate(self.rows, 1):
            status = row[_STATUS].casefold()
            if status not in {_AUTHORISED, _WITHDRAWN}:
                said = "was refused" if status == _REFUSED else f"has the status {status!r}"
                self.notes.append(Note("not-authorised", row.key, f"it {said}: no claim is made"))
                self.background.add(row.key)
                continue
            if status == _WITHDRAWN and not row[_AUTHORISED_ON]:
                said = "it was withdrawn, and there is no day on which it was authorised"
                self.notes.append(Note("no-day", row.key, f"{said}: no claim is made"))
                self.background.add(row.key)
                continue
            self._row(place, row)
            if row[_BIOSIMILAR] == "yes" and originals.issuperset(scope.directed(_name(row))):
                self.confirming.add(place)
        return Found(
            self.rows,
            tuple(self.candidates),
            tuple(self.things.values()),
            tuple(self.notes),
            frozenset(self.background),
            frozenset(self.confirming),
        )

    def _row(self, place: int, row: Row) -> None:
        drugs = [self._drug(name) for name in scope.directed(_name(row))]
        product = self._product(row, drugs)
        for drug in drugs:
            fields = {"product": (product,), "jurisdiction": ("EU",)}
            self._claim("Branding", drug, product, place, {"jurisdiction": ("EU",)})
            self._authorization(drug, row, place, fields)
            if len(drugs) == 1:
                self._code(drug, row, place)
            if row[_STATUS].casefold() == _AUTHORISED:
                self._uses(drug, row, place, [one for one in drugs if one != drug], product)

    def _claim(self, kind: str, about: str, of: str, place: int, fields: Fields) -> None:
        self.candidates.append(Candidate(kind, about, of, "Stated", (place,), fields))

    def _drug(self, name: str) -> str:
        known = therapy(name, self.dataset.names)
        iri = known or minted("Drug", name)
        if not known:
            self.things.setdefault(iri, Thing(iri, "Drug", name, scope.definition(name)))
        return iri

    def _product(self, row: Row, drugs: Sequence[str]) -> str:
        name = brand(row[_BRAND])
        known = self.dataset.names.candidates(name, f"{IG}Product")
        iri = known[0] if len(known) == 1 else f"{BASE}product/{slug(name)}"
        links, texts = {}, {"authorityNumber": row[_NUMBER]} if row[_NUMBER] else {}
        if row[_HOLDER]:
            links["holder"] = self._organization(row[_HOLDER])
        of = " and ".join(scope.directed(_name(row)))
        self.things.setdefault(
            iri,
            Thing(iri, "Product", "" if known else name, f"A brand of {of}.", links, texts),
        )
        return iri

    def _organization(self, name: str) -> str:
        known = self.dataset.names.candidates(name, f"{IG}Organization")
        iri = known[0] if len(known) == 1 else f"{BASE}org/{slug(name)}"
        if not known:
            self.things.setdefault(iri, Thing(iri, "Organization", name, _HOLDS))
        return iri

    def _authorization(self, drug: str, row: Row, place: int, fields: Fields) -> None:
        said: dict[str, tuple[Value, ...]] = {**fields, "authority": (_AUTHORITY,)}
        if kind := _kind(row):
            said["authorizationStatus"] = (f"{IG}{kind}",)
        if row[_STATUS].casefold() == _WITHDRAWN:
            said |= {"validFrom": (row[_AUTHORISED_ON],), "inForceOn": (self.dated,)}
        elif row[_AUTHORISED_ON]:
            said["decidedOn"] = (row[_AUTHORISED_ON],)
        else:
            said["inForceOn"] = (self.dated,)
        self._claim("Authorization", drug, "", place, said)

    def _code(self, drug: str, row: Row, place: int) -> None:
        code = row[_ATC]
        if row[_STATUS].casefold() != _AUTHORISED or not _CODE.fullmatch(code):
            return
        if code.startswith(_DISSOLVED):
            message = f"the code {code} is of a group that was dissolved: it is left out"
            self.notes.append(Note("old-code", row.key, message))
            return
        fields = {"mappingPredicate": (f"{SKOS}closeMatch",)}
        self._claim("Identification", drug, f"{ATC}{code}", place, fields)

    def _uses(self, drug: str, row: Row, place: int, others: Sequence[str], product: str) -> None:
        names = self._label(drug), brand(row[_BRAND])
        found = self.reader.uses(drug, names, row[_USE])
        if not found.made:
            self.notes.append(Note("no-use", row.key, "no use could be read from its text"))
        for what in found.left_out:
            self.notes.append(Note("unclear-use", row.key, f"a use is left out: {what}"))
        for use in found.made:
            fields = dict(use.fields)
            fields |= {"stance": (f"{IG}Approved",), "jurisdiction": ("EU",)}
            if others:
                with_others = {*map(str, fields.get("combinedWith", ())), *others}
                fields["combinedWith"] = tuple(sorted(with_others - {drug}))
            one = Candidate("Indication", drug, use.object, use.certainty, (place,), fields)
            self.candidates.append(one)
            decided: Fields = {
                "product": (product,),
                "jurisdiction": ("EU",),
                "authority": (_AUTHORITY,),
                "inForceOn": (self.dated,),
            }
            self.candidates.append(
                Candidate("Authorization", drug, "", "Stated", (place,), decided, decides=one)
            )
        for thing in found.things:
            self.things.setdefault(thing.iri, Thing(thing.iri, thing.kind, thing.label))

    def _label(self, drug: str) -> str:
        return self.things[drug].label if drug in self.things else self.dataset.names.label(drug)


def _kind(row: Row) -> str:
    if row[_STATUS].casefold() == _WITHDRAWN:
        return "WithdrawnApproval"
    if row[_CONDITIONAL] == "yes":
        return "ConditionalApproval"
    return "ExceptionalApproval" if row[_EXCEPTIONAL] == "yes" else ""
