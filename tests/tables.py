"""Tables as their publishers offer them, with rows of our own."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from immunograph.imports.medicines import COLUMNS

HEAD = ("Category", *COLUMNS)
_TYPES = """<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{main}"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}"/></Types>"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FORM = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{type}" Target="{target}"/></Relationships>'
)


def medicine(name: str, inn: str, use: str = "", **cells: str) -> dict[str, str]:
    """A row of the table of medicines; `cells` are others, by `status`, `atc`, `on` and so on."""
    long = {
        "status": "Authorisation status",
        "atc": "ATC code",
        "on": "Marketing authorisation date",
        "biosimilar": "Biosimilar",
        "conditional": "Conditional approval",
        "exceptional": "Exceptional circumstances",
        "area": "Therapeutic area",
        "substance": "Active substance",
        "holder": "Marketing authorisation holder/company name",
        "group": "Human pharmacotherapeutic group",
        "number": "Product number",
    }
    row = dict.fromkeys(HEAD, "")
    row |= dict.fromkeys(("Biosimilar", "Conditional approval", "Exceptional circumstances"), "no")
    row |= {"Category": "Human", "Medicine name": name, "Authorisation status": "Authorised"}
    row["International non-proprietary name (INN) / common name"] = inn
    row["Active substance"] = inn
    row["Condition / indication"] = use
    row["Marketing authorisation date"] = "2020-12-14"
    return row | {long[key]: value for key, value in cells.items()}


def workbook(path: Path, rows: Sequence[Mapping[str, str]], day: str = "05/12/2023") -> Path:
    """A workbook as EMA offers it: some lines on what it is, the head, the rows."""
    above = [["Output generated at:", f"Tue, {day} - 01:46"], [""], list(HEAD)]
    return written(path, [*above, *([row[name] for name in HEAD] for row in rows)])


def written(path: Path, cells: Sequence[Sequence[str]]) -> Path:
    """A workbook with one sheet of cells."""
    lines = "".join(f"<row>{''.join(map(_cell, line))}</row>" for line in cells)
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Worksheet 1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    types = _TYPES.format(main=f"{_FORM}.sheet.main+xml", sheet=f"{_FORM}.worksheet+xml")
    root = _RELATED.format(type=f"{_OFFICE}/officeDocument", target="xl/workbook.xml")
    of_book = _RELATED.format(type=f"{_OFFICE}/worksheet", target="worksheets/sheet1.xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", types)
        packed.writestr("_rels/.rels", root)
        packed.writestr("xl/workbook.xml", book)
        packed.writestr("xl/_rels/workbook.xml.rels", of_book)
        packed.writestr("xl/worksheets/sheet1.xml", sheet)
    return path


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def target(
    name: str, accession: str, said: str = "a protein", number: int = 0
) -> dict[str, str | int]:
    """A row of the list of targets; with the number of the drug where one is given."""
    row: dict[str, str | int] = {"accession": accession, "target_name": said, "name": name}
    return row | ({"struct_id": number} if number else {})


def listed(path: Path, rows: Sequence[Mapping[str, str | int]]) -> Path:
    """A list of targets as DrugCentral offers it."""
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path
