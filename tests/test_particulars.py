"""A finding says where it can be mended, what things are called and what is behind them."""

from pathlib import Path

import pytest

import immunograph
from editing import edit
from immunograph.finding import Finding, Place
from immunograph.library import Library
from immunograph.particulars import complete, quoted
from immunograph.vocabulary import BASE, IG, TYPE

DRUG = "graph/drug/examplumab.ttl"
CLAIM = f"<{BASE}claim/examplumab_engages_example-antigen>"
PASSAGE = "passage 1"


def finding(node: str, **fields: str) -> Finding:
    return Finding("a-rule", "is wrong", Place("graph"), node=node, **fields)  # type: ignore[arg-type]


def completed(library: Library, given: Finding) -> Finding:
    return complete(library.repository, library.dataset, [given])[0]


@pytest.fixture
def opened(small: Path) -> Library:
    return immunograph.open(small)


def test_the_passages_behind_a_claim_are_shown_as_people_read_them(opened: Library) -> None:
    found = completed(opened, finding(CLAIM))
    assert found.label.startswith("target engagement of examplumab (claim:examplumab_engages")
    assert len(found.passages) == 1
    assert PASSAGE in found.passages[0]


def test_what_it_is_against_has_label_place_and_passages(opened: Library) -> None:
    found = completed(opened, finding(f"<{BASE}drug/examplumab>", other=CLAIM))
    assert found.other == CLAIM[1:-1]
    assert found.other_label.startswith("target engagement of examplumab")
    assert str(found.other_place) == f"{DRUG}:15:1"
    assert len(found.passages) == 1


def test_a_passage_it_is_against_is_shown_itself(opened: Library) -> None:
    passage = f"<{BASE}passage/example-page_2026-01-31_p1>"
    found = completed(opened, finding(f"<{BASE}drug/examplumab>", other=passage))
    assert [PASSAGE in each for each in found.passages] == [True]


def test_a_thing_of_no_source_has_no_passages(opened: Library) -> None:
    assert completed(opened, finding(f"<{BASE}drug/examplumab>")).passages == ()


@pytest.mark.parametrize(
    ("fields", "place", "line"),
    [
        ({}, f"{DRUG}:9:1", "drug:examplumab"),
        ({"path": f"<{IG}plainLabel>"}, f"{DRUG}:9:1", "drug:examplumab"),
        (
            {"path": f"<{IG}targets>", "value": f"<{BASE}antigen/example-antigen>"},
            f"{DRUG}:18:16",
            "    ig:antigen antigen:example-antigen ;",
        ),
        (
            {"path": f"<{TYPE}>", "value": f"<{IG}MonoclonalAntibody>"},
            f"{DRUG}:32:17",
            "    ig:modality ig:MonoclonalAntibody ;",
        ),
        ({"path": f"<{IG}targets>"}, f"{DRUG}:15:1", "claim:examplumab_engages_example-antigen"),
        ({"value": '"examplumab"@en'}, f"{DRUG}:11:20", '    skos:prefLabel "examplumab"@en ;'),
        (
            {"path": f"^(<{IG}about>)", "value": CLAIM},
            f"{DRUG}:17:14",
            "    ig:about drug:examplumab ;",
        ),
        (
            {"path": f"(<{IG}plainLabel>|<{TYPE}>)", "value": f"<{IG}Drug>"},
            f"{DRUG}:10:7",
            "    a ig:Drug ;",
        ),
    ],
)
def test_the_place_is_the_nearest_thing_an_editor_can_change(
    opened: Library, fields: dict[str, str], place: str, line: str
) -> None:
    found = completed(opened, finding(f"<{BASE}drug/examplumab>", **fields))
    assert str(found.place) == place
    assert found.excerpt == line


def test_a_value_is_shown_by_its_label(opened: Library) -> None:
    found = completed(opened, finding(CLAIM, value=f"<{BASE}antigen/example-antigen>"))
    assert found.value_label == "Example antigen"


def test_what_cannot_be_read_of_a_passage_stops_no_check(small: Path) -> None:
    page = next((small / "graph" / "source").glob("*.ttl")).relative_to(small).as_posix()
    edit(small, page, "section:example-page_2026-01-31_s1 ;\n    ig:order 1 ;", "SECTION")
    edit(small, page, "SECTION", 'section:example-page_2026-01-31_s1 ;\n    ig:order "first" ;')
    library = immunograph.open(small)
    assert completed(library, finding(CLAIM)).passages == ()
    assert not library.check().conforms


def test_the_line_of_a_file_with_windows_line_ends_has_none(small: Path) -> None:
    (small / "graph/drug/x.ttl").write_bytes(b"one\r\ntwo\r\n")
    library = immunograph.open(small)
    places = [Place("graph/drug/x.ttl", n) for n in (1, 2, 9)] + [Place("graph/none.ttl", 1)]
    findings = [Finding("a-rule", "is wrong", place) for place in places]
    assert [one.excerpt for one in quoted(library.repository, findings)] == ["one", "two", "", ""]


def test_what_follows_from_a_claim_about_a_class_leads_to_that_claim(library: Library) -> None:
    text = """SELECT ?drug ?claim ?event WHERE {
  ?claim a ig:AdverseReaction ; ig:about ?class ; ig:event ?event .
  ?class rdfs:subClassOf+ ig:Drug .
  ?drug a ?class ; ig:hasAdverseReaction ?event .
  FILTER NOT EXISTS { ?own ig:about ?drug ; ig:event ?event }
} LIMIT 1"""
    (row,) = library.dataset.store.select(text).rows
    path = f"<{IG}hasAdverseReaction>"
    found = completed(library, finding(str(row["drug"]), path=path, value=str(row["event"])))
    assert found.place.file.startswith("graph/modality/")
    assert "ig:event event:" in found.excerpt
