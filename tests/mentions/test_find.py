"""What a page names."""

from pathlib import Path

import pytest

from effort import calls
from immunograph.library import Library
from immunograph.mentions.find import find
from immunograph.mentions.mention import KINDS, Mention
from immunograph.names import Name, Names
from immunograph.ontology import Prefixes
from immunograph.pages.page import Page, Role
from immunograph.pages.read import read, read_bytes
from immunograph.vocabulary import ADVERSE_EVENT, BASE, IG, SKOS


def named(library: Library, text: str) -> list[tuple[str, str, str]]:
    read = read_bytes(text.encode(), "page.txt")
    found = find(read, library.dataset.names)
    assert all(read.text[each.start : each.end] == each.text for each in found)
    assert {each.kind for each in found} <= set(KINDS)
    shortened = [each.entity.replace(BASE, "").replace("vocab#", "") for each in found]
    return [(each.text, each.kind, entity) for each, entity in zip(found, shortened, strict=True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Blinatumomab (Blincyto) binds CD-19.",
            [
                ("Blinatumomab", "drug", "drug/blinatumomab"),
                ("Blincyto", "drug", "product/blincyto"),
                ("CD-19", "antigen", "antigen/cd19"),
            ],
        ),
        ("All of them have ALL.", [("ALL", "condition", "condition/acute-lymphoblastic-leukemia")]),
        (
            "Veltuzumab-abcd binds CD38.",
            [
                ("Veltuzumab-abcd", "drug", ""),
                ("CD38", "antigen", ""),
            ],
        ),
    ],
)
def test_what_is_known_has_its_thing_and_what_is_not_has_none(
    library: Library, text: str, found: list[tuple[str, str, str]]
) -> None:
    assert named(library, text) == found


def test_a_class_of_therapies_is_a_mechanism(library: Library) -> None:
    found = named(library, "They are CAR T-cell therapies.")
    assert found == [("CAR T-cell therapies", "mechanism", "CarTCellTherapy")]


def test_a_cancer_that_is_treated_is_a_condition_also_where_it_is_recognised_as_an_event(
    library: Library,
) -> None:
    text = "Patients with acute lymphoblastic leukemia had hives."
    page = read_bytes(f"ADVERSE REACTIONS\n\n{text}".encode(), "page.txt")
    events = [_event(page, name) for name in ("acute lymphoblastic leukemia", "hives")]
    found = [(each.text, each.kind) for each in find(page, library.dataset.names, events)]
    assert found == [("acute lymphoblastic leukemia", "condition"), ("hives", "event")]


def test_in_a_label_the_events_are_those_that_were_recognised(library: Library) -> None:
    page = read_bytes(b"ADVERSE REACTIONS\n\nFever, severe headache and low blood sodium.", "p.txt")
    events = [_event(page, "severe headache"), _event(page, "low blood sodium")]
    found = find(page, library.dataset.names, events)
    assert [(each.start, each.end) for each in found] == [(e.start, e.end) for e in events]


def test_elsewhere_the_events_of_the_data_set_join_in(library: Library) -> None:
    page = read_bytes(b"Fever, severe headache and low blood sodium may follow.", "p.txt")
    events = [_event(page, "severe headache"), _event(page, "low blood sodium")]
    found = find(page, library.dataset.names, events)
    assert [(each.text, each.entity.removeprefix(BASE), each.hedged) for each in found] == [
        ("Fever", "event/fever", True),
        ("headache", "event/headache", True),
        ("low blood sodium", "", True),
    ]


def test_an_abbreviation_and_a_brand_hold_for_the_page(library: Library) -> None:
    text = "Veltozumab (Abcdia) treats marginal zone lymphoma (MZL).\n\nAbcdia in MZL, not mzl."
    assert [(name, kind) for name, kind, _ in named(library, text)] == [
        ("Veltozumab", "drug"),
        ("Abcdia", "drug"),
        ("marginal zone lymphoma", "condition"),
        ("MZL", "condition"),
        ("Abcdia", "drug"),
        ("MZL", "condition"),
    ]


def test_a_protein_that_a_page_calls_so_is_an_antigen_on_the_whole_page(library: Library) -> None:
    text = "By binding to gp77 and CD3 it helps.\n\nThe antigen called gp77 is on cancer cells."
    found = [(name, kind) for name, kind, _ in named(library, text)]
    assert found[:2] == [("gp77", "antigen"), ("CD3", "antigen")]
    assert ("gp77", "antigen") not in [(n, k) for n, k, _ in named(library, "It binds gp77.")]


def test_a_line_without_end_takes_work_as_it_is_long(library: Library) -> None:
    def work(times: int) -> int:
        page = read_bytes(b"no fever or CD19 in B cells but if rash, " * times, "p.txt")
        found: list[Mention] = []
        number = calls(lambda: found.extend(find(page, library.dataset.names)))
        assert len(found) == times * 4
        return number

    work(1)  # what is loaded once
    assert work(320) < 10 * work(40)


def _event(page: Page, text: str) -> Mention:
    start = page.text.index(text)
    sentence = page.sentence_at(start)
    assert sentence
    return Mention(start, start + len(text), text, "event", "", sentence.order)


def test_of_several_things_the_one_is_meant_that_the_page_also_names_otherwise() -> None:
    things = {"sinus": "chronic rhinosinusitis", "storm": "cytokine release syndrome"}
    spelt = {
        thing: [Name(thing, f"{SKOS}prefLabel", text, "en"), Name(thing, f"{IG}x", "CRS", "en")]
        for thing, text in things.items()
    }
    kinds = {thing: frozenset({ADVERSE_EVENT}) for thing in things}
    names = Names(Prefixes({}), kinds, spelt, {})
    alone = read_bytes(b"CRS is feared.", "p.txt")
    beside = read_bytes(b"CRS is feared. A cytokine release syndrome is.", "p.txt")
    assert [each.entity for each in find(alone, names)] == [""]
    assert [each.entity for each in find(beside, names)] == ["storm", "storm"]


def test_the_drug_of_each_page_on_a_drug_is_found_in_its_title(
    library: Library, corpus: Path
) -> None:
    names = library.dataset.names
    for path in sorted((corpus / "nci" / "drugs").glob("*.md"))[::4]:
        page = read(path)
        found = find(page, names)
        assert all(page.text[each.start : each.end] == each.text for each in found)
        heading = next(s for s in page.sentences if s.role is Role.HEADING)
        assert [each for each in found if each.sentence == heading.order and each.kind == "drug"]
