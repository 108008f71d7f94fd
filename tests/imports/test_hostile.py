"""Files that are made to do harm, or are none of their kind: refused in a line, within bounds."""

import zipfile
from pathlib import Path

import pytest

from immunograph.errors import Unreadable
from immunograph.imports import mapped, medicines, spreadsheet, targets, terms
from immunograph.imports.reading import table
from immunograph.many.outcomes import Limits
from tables import listed, medicine, target, workbook

ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "ha">{ENTITIES}]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:owl="http://www.w3.org/2002/07/owl#">
<owl:Class rdf:about="http://purl.obolibrary.org/obo/PR_1"><rdfs:label>&e11;</rdfs:label>
</owl:Class></rdf:RDF>"""


def test_a_workbook_that_unpacks_to_more_than_a_table_has_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_UNPACKED", 1 << 20)
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", "0" * (2 << 20))
    with pytest.raises(Unreadable, match="unpacks to more"):
        medicines.read(path)


def test_a_cell_that_no_table_has_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [medicine("Firstab", "examplimab", "x" * 200_000)])
    with pytest.raises(Unreadable, match="a cell of more than"):
        medicines.read(path)


def test_entities_are_not_unfolded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.owl"
    path.write_text(BOMB, encoding="utf-8")
    with pytest.raises(Unreadable):
        terms.read_of("PR")(path)


@pytest.mark.parametrize("text", ["[" * 100_000, "{}", '[{"name": 1}]', '[{"name": ["a"]}]', ""])
def test_json_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable):
        targets.read(path)


@pytest.mark.parametrize(
    "data",
    [b"", b"a\ta\n1\t2\n", b"a\tb\n1\n", b"a\tb\n\xff\t1\n", b"a\n" + b"x" * 200_000 + b"\n"],
)
def test_lines_that_are_no_table_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.tsv"
    path.write_bytes(data)
    with pytest.raises(Unreadable):
        mapped.read(path)


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "claims: []",
        "source: {slug: a}",
        "- a",
        "source: {slug: a, title: b, address: c, publisher: d, licence: e, section: f}\n"
        "key: [k]\nclaims: [{kind: Nothing, about: {column: a}}]",
        "source: {slug: a, title: b, address: c, publisher: d, licence: e, section: f}\n"
        "key: [k]\nclaims: [{kind: Branding, about: {column: a, value: b}}]",
    ],
)
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=r"mapping|YAML"):
        mapped.plan(path)


def test_a_file_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    rows = [target("blinatumomab", "P15391"), target("blinatumomab", "P04234")]
    found = table("drugcentral", listed(tmp_path / "t.json", rows))
    assert [row.key for row in found.rows] == ["blinatumomab / P15391", "blinatumomab / P04234"]


@pytest.mark.thorough
def test_a_file_that_takes_too_much_is_given_up(tmp_path: Path) -> None:
    rows = [target(f"drug {number}", "P15391") for number in range(200_000)]
    path = listed(tmp_path / "t.json", rows)
    with pytest.raises(Unreadable, match="more than 1 MiB"):
        table("drugcentral", path, Limits(seconds=100.0, result=1 << 20))
