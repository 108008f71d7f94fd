"""Imports into a graph: once, again, and of a newer file."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import immunograph
from conftest import CHECKOUT, Shell
from immunograph.imports import kinds, reading
from immunograph.library import Library
from immunograph.page_commands import import_rows
from tables import listed, medicine, target, workbook, written

CASES = CHECKOUT / "tests" / "cases" / "import"
USE = "Firstab is indicated for adults with relapsed or refractory multiple myeloma."
AREA = "Psoriasis;  Multiple Myeloma"
ROWS = (
    medicine("Keptab", "keptimab", holder="A Company B.V.", number="N/1"),
    medicine("Firstab", "examplimab", USE, on="2019-05-07", area=AREA),
    medicine("Pairab", "examplimab, otherimab", conditional="yes"),
)
TARGETS = (target("blinatumomab", "P15391"), target("tisagenlecleucel", "P15391"))
MYELOMA = "claim:examplimab_used-for_multiple-myeloma"
DAY = ("--retrieved", "2026-11-27")
TWO = "therapy\tantigen\nblinatumomab\tCD19\n"
MAPPING = """
source:
  slug: of-others
  title: A table of others
  address: https://example.org/
  publisher: national-cancer-institute
  licence: PublicDomain
  section: rows
key: [therapy, antigen]
claims:
  - kind: TargetEngagement
    about: {column: therapy, class: Drug}
    object: {column: antigen, class: Antigen}
    fields:
      role: {value: "https://w3id.org/immunograph/vocab#DirectedTarget"}
"""


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process; in one of their own, where that is what is tested."""

    def table(kind: str, file: Path) -> object:
        read = kinds.named("tsv", CASES / "mapping.yaml") if kind == "tsv" else kinds.KINDS[kind]
        return read.read(file)

    monkeypatch.setattr(reading, "table", table)


@pytest.fixture
def at(copied: Path) -> Shell:
    """The command line on a few therapies."""
    return Shell(copied)


@pytest.fixture
def on(small: Path) -> Shell:
    """The command line on a small repository."""
    return Shell(small)


def files(root: Path) -> dict[str, bytes]:
    graph = root / "graph"
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(graph.rglob("*.ttl"))}


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> set[str]:
    return {name for name, data in after.items() if before.get(name) != data}


def told(shell: Shell) -> Any:
    return json.loads(shell.out)


def standings(shell: Shell) -> dict[str, str]:
    return {one["claim"]: one["standing"] for one in told(shell)["claims"]}


def test_rows_become_passages_and_drafts_once(small: Path, on: Shell, tmp_path: Path) -> None:
    before = files(small)
    table = str(workbook(tmp_path / "t.xlsx", ROWS))
    on("import", "ema", table, "--format", "json")
    assert on.code == 0, on.err
    first = standings(on)
    assert (
        first["claim:examplimab_used-for_multiple-myeloma_adults-relapsed-or-refractory"] == "new"
    )
    once = files(small)
    assert set(told(on)["files"]) == changed(before, once)
    assert set(before) <= set(once)
    drug = once["graph/drug/examplimab.ttl"].decode()
    assert drug.count("ig:enteredBy ig:Importer") == drug.count("ig:reviewStatus ig:Draft") > 0
    assert "ig:Reviewed" not in drug and "ig:Curator" not in drug
    assert USE.split(" is ")[1] not in "".join(data.decode() for data in once.values())
    on("import", "ema", table)
    assert on.code == 0 and "nothing is written" in on.out
    assert files(small) == once
    on("check")
    assert ": violation" not in on.out


def test_the_withdrawn_does_not_stand(small: Path, on: Shell, tmp_path: Path) -> None:
    rows = (*ROWS, medicine("Goneab", "departimab", status="Withdrawn", on="2005-01-02"))
    on("import", "ema", str(workbook(tmp_path / "t.xlsx", rows)))
    held = immunograph.open(small).dataset.data.decode()
    stands = [line for line in held.splitlines() if "#authorizedIn> " in line]
    assert any("drug/examplimab>" in line for line in stands)
    assert not any("drug/departimab>" in line for line in stands)


def test_what_is_reviewed_gets_a_passage_and_stays(copied: Path, at: Shell, tmp_path: Path) -> None:
    before = files(copied)
    at("import", "drugcentral", str(listed(tmp_path / "t.json", TARGETS)), *DAY, "--format", "json")
    assert at.code == 0, at.err
    assert set(standings(at).values()) == {"confirms"}
    after = files(copied)
    for name in changed(before, after) - {"graph/source/drugcentral-targets.ttl"}:
        was, now = before[name].decode().splitlines(), after[name].decode().splitlines()
        gone = {line.rstrip(" ;,") for line in was} - {line.rstrip(" ;,") for line in now}
        new = {line.strip() for line in now} - {line.strip() for line in was}
        assert {line.strip() for line in gone} <= {"ig:supportedBy"} or not gone
        assert all("passage:" in line or line == "ig:supportedBy" for line in new)


def test_nothing_is_written_where_it_is_tried_only(small: Path, on: Shell, tmp_path: Path) -> None:
    before = files(small)
    on("import", "ema", str(workbook(tmp_path / "t.xlsx", ROWS)), "--dry-run")
    assert on.code == 0 and "would be written" in on.out
    assert files(small) == before


def test_rows_alone_are_there_to_be_cited(small: Path, on: Shell, tmp_path: Path) -> None:
    before = files(small)
    on("import", "ema", str(workbook(tmp_path / "t.xlsx", ROWS)), "--rows-only")
    after = files(small)
    assert changed(before, after) == {
        "graph/org/european-medicines-agency.ttl",
        "graph/source/ema-medicines-table.ttl",
    }
    source = after["graph/source/ema-medicines-table.ttl"].decode()
    assert all(f'ig:rowKey "{row["Medicine name"]}"' in source for row in ROWS)


def test_an_editor_has_the_last_word(small: Path, on: Shell, tmp_path: Path) -> None:
    table = str(workbook(tmp_path / "t.xlsx", ROWS))
    on("import", "ema", table)
    file = small / "graph" / "drug" / "examplimab.ttl"
    text = file.read_text(encoding="utf-8")
    assert text.count("ig:stance ig:Approved") == 1
    file.write_text(text.replace("ig:stance ig:Approved", "ig:stance ig:SourceReported"), "utf-8")
    edited = files(small)
    on("import", "ema", table)
    assert on.code == 0, on.err
    assert files(small) == edited


def test_a_newer_table_tells_what_became_of_its_rows(
    small: Path, on: Shell, tmp_path: Path
) -> None:
    on("import", "ema", str(workbook(tmp_path / "t.xlsx", ROWS)))
    other = USE.replace("relapsed or refractory", "newly diagnosed")
    later = (
        ROWS[0],
        medicine("Firstab", "examplimab", other, on="2019-05-07", area=AREA),
        medicine("Newab", "newimab"),
    )
    path = str(workbook(tmp_path / "later.xlsx", later, "01/10/2026"))
    on("import", "ema", path, "--dry-run")
    said = on.out
    on("import", "ema", path, "--format", "json")
    assert on.code == 0, on.err
    drift = json.loads(on.out)["drift"]
    fates = {one["row"]: one["fate"] for one in drift["rows"]}
    assert fates == {
        "Firstab": "changed",
        "Keptab": "same",
        "Pairab": "gone",
    }
    assert drift["new"] == ["Newab"]
    use = f"{MYELOMA}_adults-relapsed-or-refractory"
    resting = {one["row"]: one["claims"] for one in drift["rows"]}
    assert use in resting["Firstab"] and use in said
    drug = (small / "graph" / "drug" / "examplimab.ttl").read_text(encoding="utf-8")
    assert f"{MYELOMA}_adults-newly-diagnosed" in drug
    assert f"\n{use}\n" in drug  # what it says stays until an editor has looked
    held = (small / "graph" / "drug" / "keptimab.ttl").read_text(encoding="utf-8")
    passages = {
        line.strip(" ,;") for line in held.splitlines() if "ema-medicines-table_2026" in line
    }
    assert passages
    once = files(small)
    on("import", "ema", path)
    assert files(small) == once


def test_a_table_is_read_by_a_mapping(copied: Path, at: Shell) -> None:
    table, mapping = str(CASES / "table.tsv"), str(CASES / "mapping.yaml")
    at("import", "tsv", table, "--mapping", mapping, *DAY, "--format", "json")
    assert at.code == 0, at.err
    assert standings(at) == {
        "claim:blinatumomab_engages_cd19": "confirms",
        "claim:blinatumomab_brand_blincyto": "confirms",
        "claim:tisagenlecleucel_engages_cd19": "confirms",
    }
    assert [one["kind"] for one in told(at)["notes"]] == ["unknown-name"] * 3
    once = files(copied)
    at("import", "tsv", table, "--mapping", mapping, *DAY)
    assert at.code == 0 and files(copied) == once


@pytest.mark.parametrize(
    ("rows", "mapping", "said"),
    [
        ("therapy\tother\nblinatumomab\tCD19\n", "", "'other'"),
        ("", "", "no head"),
        ("therapy\tantigen\n", "", "no row"),
        ("therapy\tantigen\nblinatumomab\n", "", "line 2"),
        ("therapy\tantigen\nblinatumomab\tCD19\xe9\n", "", "UTF-8"),
        (TWO, "publisher: nobody", "publisher"),
        (TWO, "licence: Nothing", "licence"),
        (TWO, "class: Drugg", "class"),
        (TWO, "rolle: ", "field"),
    ],
)
def test_what_is_wrong_with_a_table_or_mapping_is_said_in_a_line(
    copied: Path, at: Shell, tmp_path: Path, rows: str, mapping: str, said: str
) -> None:
    table, plan = tmp_path / "t.tsv", tmp_path / "plan.yaml"
    table.write_bytes(rows.encode("latin-1"))
    name = mapping.partition(":")[0].replace("rolle", "role")
    text = re.sub(rf"\b{name}: ?\w*", mapping, MAPPING) if mapping else MAPPING
    plan.write_text(text, encoding="utf-8")
    kind = kinds.named("tsv", plan)
    before = files(copied)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "table", lambda _, file: kind.read(file))
        at("import", "tsv", str(table), "--mapping", str(plan), *DAY)
    assert at.code == 2, at.out
    assert said in at.err and len(at.err.strip().splitlines()) == 1
    assert files(copied) == before


def test_empty_cells_and_rows_that_stand_twice_are_noted(
    copied: Path, at: Shell, tmp_path: Path
) -> None:
    table, plan = tmp_path / "t.tsv", tmp_path / "plan.yaml"
    table.write_text(f"{TWO}blinatumomab\tCD19\nblinatumomab\t\n\t\n", encoding="utf-8")
    plan.write_text(MAPPING, encoding="utf-8")
    at("import", "tsv", str(table), "--mapping", str(plan), *DAY, "--format", "json", "--dry-run")
    assert at.code == 0, at.err
    assert {(one["kind"], one["row"]) for one in told(at)["notes"]} == {
        ("no-key", "line 3"),
        ("empty-cell", "blinatumomab / "),
        ("no-key", "line 5"),
    }


def test_a_table_without_a_row_in_scope_writes_nothing(
    small: Path, on: Shell, tmp_path: Path
) -> None:
    before = files(small)
    on("import", "ema", str(workbook(tmp_path / "t.xlsx", [medicine("Smallin", "imatinib")])))
    assert on.code == 0 and "no row is in scope" in on.out
    assert files(small) == before


def test_of_rows_whose_uses_editors_entered_nothing_more_is_noted(
    small: Path, on: Shell, tmp_path: Path
) -> None:
    use = f"{USE} It is also indicated for adults with FLT3-mutated multiple myeloma."
    path = str(workbook(tmp_path / "t.xlsx", [medicine("Firstab", "examplimab", use, area=AREA)]))
    on("import", "ema", path, "--format", "json")
    assert [one["kind"] for one in told(on)["notes"]] == ["unclear-use"] and told(on)["read"] == 0
    drug = small / "graph" / "drug" / "examplimab.ttl"
    text = drug.read_text(encoding="utf-8")
    text = text.replace("ig:Importer", "ig:Curator").replace("ig:Draft", "ig:Reviewed")
    drug.write_text(text, encoding="utf-8")
    on("import", "ema", path, "--format", "json")
    assert told(on)["notes"] == [] and told(on)["read"] == 1


def test_a_row_stays_with_the_claim_that_an_editor_chose_for_it(
    small: Path, on: Shell, tmp_path: Path
) -> None:
    path = str(workbook(tmp_path / "t.xlsx", ROWS))
    on("import", "ema", path)
    drug = small / "graph" / "drug" / "examplimab.ttl"
    text = drug.read_text(encoding="utf-8")
    claim = f"{MYELOMA}_adults-relapsed-or-refractory"
    (block,) = (one for one in text.split("\n\n") if one.startswith(f"{claim}\n"))
    other = block.replace(claim, f"{claim}_before-surgery").replace("_p1 ", "_p2 ")
    drug.write_text(f"{text}\n{other.strip()}\n", encoding="utf-8")
    before = files(small)
    on("import", "ema", path)
    assert on.code == 0 and "nothing is written" in on.out
    assert files(small) == before


def test_a_claim_that_rests_on_several_rows_rests_on_all_of_them_in_a_newer_file(
    small: Path, on: Shell, tmp_path: Path
) -> None:
    rows = (*ROWS, medicine("Latab", "examplimab", USE, area=AREA, biosimilar="yes"))
    on("import", "ema", str(workbook(tmp_path / "t.xlsx", rows)))
    drug = small / "graph" / "drug" / "examplimab.ttl"
    named = f"{MYELOMA}_adults-relapsed-or-refractory\n"

    def resting() -> int:
        blocks = drug.read_text(encoding="utf-8").split("\n\n")
        (claim,) = (one for one in blocks if one.startswith(named))
        return claim.count("passage:")

    assert resting() == 2
    text = drug.read_text(encoding="utf-8").replace("ig:Importer", "ig:Curator")
    about = f"{named}    a ig:Indication ;\n"
    # An editor said more of it than is read from the rows.
    text = text.replace(about, f"{about}    ig:line 1 ;\n").replace("ig:Draft", "ig:Reviewed")
    drug.write_text(text, encoding="utf-8")
    on("import", "ema", str(workbook(tmp_path / "newer.xlsx", rows, day="04/06/2024")))
    assert on.code == 0, on.err
    assert resting() == 4


TERM = '[Term]\nid: CL:{number}\nname: {name}\nsynonym: "{synonym}" EXACT []\n'
OBO = "format-version: 1.2\ndata-version: cl/releases/2026-01-02/cl.owl\n\n"


def test_cells_are_identified_by_their_names(copied: Path, at: Shell, tmp_path: Path) -> None:
    (copied / "graph" / "cell" / "plasma-cell.ttl").write_text(
        "@prefix cell: <https://w3id.org/immunograph/cell/> .\n"
        "@prefix ig: <https://w3id.org/immunograph/vocab#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        'cell:plasma-cell\n    a ig:CellType ;\n    skos:prefLabel "plasma cell"@en ;\n.\n',
        encoding="utf-8",
    )
    terms = [
        TERM.format(number="0000236", name="B cell", synonym="B-cell"),
        TERM.format(number="0000786", name="plasma cell", synonym="plasmacyte"),
        TERM.format(number="0009999", name="other cell", synonym="one of ours"),
        TERM.format(number="0009998", name="leukemia cell", synonym="x") + "is_obsolete: true\n",
    ]
    path = tmp_path / "cells.obo"
    path.write_text(OBO + "\n".join(terms), encoding="utf-8")
    at("import", "cell-ontology", str(path), "--format", "json")
    assert at.code == 0, at.err
    found = {(one["about"], one["object"]): one["standing"] for one in told(at)["claims"]}
    assert found == {
        ("cell:b-cell", "cl:0000236"): "confirms",
        ("cell:plasma-cell", "cl:0000786"): "new",
    }


def test_a_page_of_another_publisher_is_not_taken_for_one_of_nci(at: Shell, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Blinatumomab\n\nBlinatumomab is used for leukemia.\n", encoding="utf-8")
    at("import", "nci-drug", str(page), *DAY)
    assert at.code == 2 and "immunograph ingest" in at.err


def test_every_kind_can_be_asked_for() -> None:
    (source,) = (one for one in import_rows.params if one.name == "source")
    assert set(getattr(source.type, "choices", ())) == {*kinds.KINDS, "nci-drug", kinds.MAPPED}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["drugcentral", "{list}"], "--retrieved"),
        (["tsv", "{list}"], "--mapping"),
        (["ema", "{list}"], "no workbook"),
        (["ema", "{other}"], "no column"),
        (["ema", "{nowhere}"], "cannot be read"),
        (["drugcentral", "{other}", *DAY], "no JSON"),
        (["fda-indications", "{list}", *DAY], "no entry"),
        (["cell-ontology", "{list}", *DAY], "no term"),
        (["tsv", "{list}", "--mapping", "{list}", *DAY], "no mapping"),
        (["drugcentral", "{list}", "--retrieved", "yesterday"], "no day"),
    ],
)
def test_wrong_use_is_said_in_a_line(
    small: Path, on: Shell, tmp_path: Path, arguments: Sequence[str], said: str
) -> None:
    before = files(small)
    named = {
        "{list}": str(listed(tmp_path / "t.json", TARGETS)),
        "{other}": str(written(tmp_path / "other.xlsx", [["one", "two"], ["a", "b"]])),
        "{nowhere}": str(tmp_path / "nowhere.xlsx"),
    }
    on("import", *(named.get(each, each) for each in arguments))
    assert on.code == 2, on.out
    assert said in on.err and len(on.err.strip().splitlines()) == 1
    assert files(small) == before


def test_the_content_of_the_package_is_not_written_to(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(library.repository), "built_in", True)
    with pytest.raises(immunograph.errors.BadParameter):
        library.write_files([])
