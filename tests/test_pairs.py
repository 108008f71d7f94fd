"""Which therapy is directed at what, asked under the names that people use."""

import csv
from pathlib import Path

import pytest

from immunograph.errors import UnknownName
from immunograph.library import Library
from immunograph.names import iri_of
from immunograph.vocabulary import BASE, DRUG, IG

CASES = Path(__file__).parent / "cases" / "pairs"
ANTIGEN = f"{IG}Antigen"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def pairs(whole: Library, query: str) -> set[tuple[str, str]]:
    found = whole.dataset.store.select(query).rows
    return {(iri_of(row["therapy"]), iri_of(row["antigen"])) for row in found}


@pytest.fixture(scope="module")
def directed(whole: Library) -> set[tuple[str, str]]:
    return pairs(whole, "SELECT ?therapy ?antigen { ?therapy ig:targets ?antigen }")


def test_no_trap_is_a_target(whole: Library, directed: set[tuple[str, str]]) -> None:
    names = whole.dataset.names
    caught = [
        row
        for row in rows("traps.tsv")
        if (names.resolve(row["therapy"], DRUG), names.resolve(row["antigen"], ANTIGEN)) in directed
    ]
    assert caught == []


def test_each_trap_lies_beside_targets(whole: Library, directed: set[tuple[str, str]]) -> None:
    names = whole.dataset.names
    therapies = {therapy for therapy, _ in directed} | {f"{BASE}drug/lifileucel"}
    assert len(rows("traps.tsv")) > 150
    for row in rows("traps.tsv"):
        assert names.resolve(row["therapy"], DRUG) in therapies
        assert row["why"]


@pytest.mark.parametrize("target", ["CD20", "BCMA", "HER2", "PD-L1", "CD3", "tubulin", "IL-23"])
def test_the_saved_questions_say_the_same_as_the_short_cut(
    whole: Library, directed: set[tuple[str, str]], target: str
) -> None:
    names = whole.dataset.names
    antigen = names.resolve(target, ANTIGEN)
    said = {row["therapy"] for row in whole.query("therapies-by-target", target=target).labels()}
    assert said == {names.label(therapy) for therapy, of in directed if of == antigen}
    for therapy in said:
        answer = whole.query("targets-of-therapy", therapy=therapy).labels()
        roles = {row["role"] for row in answer if row["antigen"] == names.label(antigen)}
        assert roles == {"directed target"}


def test_no_pair_is_a_target_and_a_helper_at_once(whole: Library) -> None:
    engaged = """SELECT ?therapy ?antigen { ?claim a ig:TargetEngagement ; ig:about ?therapy ;
                 ig:antigen ?antigen ; ig:role ?role FILTER (?role != ig:DirectedTarget) }"""
    targets = "SELECT ?therapy ?antigen { ?therapy ig:targets ?antigen }"
    assert pairs(whole, engaged) & pairs(whole, targets) == set()


def test_antigens_are_found_under_their_usual_names(whole: Library) -> None:
    found = {row["name"]: resolved(whole, row["name"], ANTIGEN) for row in rows("targets.tsv")}
    assert found == {row["name"]: f"antigen/{row['antigen']}" for row in rows("targets.tsv")}


def test_therapies_are_found_under_brands_and_suffixes(whole: Library) -> None:
    found = {row["name"]: resolved(whole, row["name"], DRUG) for row in rows("therapies.tsv")}
    assert found == {row["name"]: f"drug/{row['therapy']}" for row in rows("therapies.tsv")}


@pytest.mark.parametrize(
    ("name", "kind", "nearest"),
    [
        ("Phesgo", DRUG, ("pertuzumab", "trastuzumab")),
        ("Opdualag", DRUG, ("nivolumab", "relatlimab")),
        ("IL-1", ANTIGEN, ("IL-1 alpha", "IL-1 beta")),
        ("integrin", ANTIGEN, ("integrin alpha4",)),
    ],
)
def test_a_name_of_several_is_not_guessed(
    whole: Library, name: str, kind: str, nearest: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownName) as caught:
        whole.dataset.names.resolve(name, kind)
    assert all(each in str(caught.value) for each in nearest)


def resolved(whole: Library, name: str, kind: str) -> str:
    try:
        return whole.dataset.names.resolve(name, kind).removeprefix(BASE)
    except UnknownName as error:
        return str(error)
