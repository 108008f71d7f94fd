"""A comparison as text and as JSON."""

import json
from datetime import date

from immunograph.candidates.candidate import Amount
from immunograph.compare.differences import Compared
from immunograph.compare.known import Graph
from immunograph.compare.pages import proposed
from immunograph.compare.written import NOTICE, dumped, text
from immunograph.library import Library
from proposing import claimed, iri, page, proposal

TISA, BLINATUMOMAB = "drug:tisagenlecleucel", "drug:blinatumomab"


def held(library: Library, name: str = "page.txt") -> Compared:
    of = page("# A page", "It comes with a programme.", "It runs for 14 days.", "It heals all.")
    given = proposal(
        of,
        claimed("RiskProgramme", TISA, jurisdiction="US", sentences=(2,)),
        claimed(
            "Administration", BLINATUMOMAB, duration=Amount("14", iri("ig:Day")), sentences=(3,)
        ),
        claimed("AdverseReaction", BLINATUMOMAB, "event:abdominal-pain", sentences=(4,)),
    )
    return proposed(name, given, Graph(library.dataset), date(2026, 11, 28))


def test_text_has_place_both_sides_sources_and_what_to_do(library: Library) -> None:
    lines = text([held(library)]).splitlines()
    assert lines[0] == (
        "page.txt: 1 disagree, 1 out of date, 0 missing; 0 agree, 1 not in the graph"
    )
    told = "\n".join(lines)
    for part in (
        "page.txt:2:1: out of date: the page says: tisagenlecleucel is supplied under a risk",
        "until 2025-06-26\n        by ",
        "FDA: Elimination of the REMS of CAR T-cell immunotherapies (2025-06-26)",
        "\n        settled on 20",
        "page.txt:3:13: disagrees: the page says: blinatumomab is given (duration 14 days)",
        "the graph says: blinatumomab is given (duration 28 days;",
        "American Cancer Society: Immunotherapy for ALL in adults (2024-11-11)",
        "why: The graph says otherwise of duration, for the same patients.",
        "to do: ",
    ):
        assert part in told
    assert lines[-1] == NOTICE
    assert "heals" not in told


def test_several_pages_end_in_a_matrix(library: Library) -> None:
    one, other = held(library, "one.txt"), held(library, "other.txt")
    told = text([one, other])
    assert "  [1] one.txt\n  [2] other.txt\n" in told
    assert "blinatumomab can cause abdominal pain (not in the graph): [1] says  [2] says" in told
    assert "[1] disagrees  [2] disagrees" in told
    assert "Claims by page" not in text([one])


def test_json_has_the_documented_shape(library: Library) -> None:
    shape = json.loads(dumped([held(library)]))
    assert set(shape) == {"notice", "summary", "pages"}
    assert shape["notice"] == NOTICE
    assert shape["summary"] == {
        "pages": 1,
        "disagrees": 1,
        "stale": 1,
        "missing": 0,
        "agrees": 0,
        "silent": 1,
    }
    (of,) = shape["pages"]
    assert set(of) == {"page", "summary", "findings", "statements", "missing", "problems"}
    stale, wrong = of["findings"]
    assert (stale["verdict"], stale["passage"]) == ("stale", "p2")
    assert stale["graph"][0]["ended"] == "2025-06-26"
    assert stale["graph"][0]["settled"]["reason"].endswith(".")
    assert wrong["fields"] == ["duration"]
    assert [of["statements"][n]["kind"] for n in wrong["statements"]] == ["Administration"]
    source = "# A page\nIt comes with a programme.\nIt runs for 14 days.\nIt heals all.\n"
    assert source[wrong["start"] : wrong["end"]] == "14"
    assert "programme." not in dumped([held(library)])


def test_json_of_several_pages_has_the_matrix(library: Library) -> None:
    shape = json.loads(dumped([held(library, "one.txt"), held(library, "other.txt")]))
    assert shape["matrix"]["pages"] == ["one.txt", "other.txt"]
    assert {tuple(row["cells"]) for row in shape["matrix"]["rows"]} == {
        ("stale", "stale"),
        ("disagrees", "disagrees"),
        ("says", "says"),
    }
