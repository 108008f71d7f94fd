"""What an editor has to look at: one difference for each place, whatever is wrong there."""

from datetime import date

from immunograph.candidates.candidate import Amount
from immunograph.compare.differences import Compared
from immunograph.compare.known import Graph
from immunograph.compare.pages import proposed
from immunograph.compare.written import text
from immunograph.library import Library
from proposing import claimed, iri, named, page, proposal

TODAY = date(2026, 11, 28)
BREXU, BLINATUMOMAB = "drug:brexucabtagene-autoleucel", "drug:blinatumomab"
ALL = "condition:b-cell-acute-lymphoblastic-leukemia"


def held(library: Library, *, reviewed: str = "2024-01-01") -> Compared:
    """A page on which three words are wrong; one of them makes two claims wrong."""
    of = page(
        "# Two therapies",
        "Brexucabtagene autoleucel may be given to children with B-ALL.",
        "Blinatumomab holds on to CD22.",
        "It runs for 14 days, then stops.",
        "It makes some people feverish.",
        reviewed=reviewed,
    )
    given = proposal(
        of,
        claimed(
            "Indication", BREXU, ALL, stance="ig:Approved", population="ig:Children", sentences=(2,)
        ),
        claimed("Authorization", BREXU, ALL, population="ig:Children", sentences=(2,)),
        claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd22", sentences=(3,)),
        claimed(
            "Administration", BLINATUMOMAB, duration=Amount("14", iri("ig:Day")), sentences=(4,)
        ),
        claimed("AdverseReaction", BLINATUMOMAB, "event:fever", sentences=(5,)),
        mentions=named(of, "CD22", "antigen", "antigen:cd22"),
    )
    return proposed("page.txt", given, Graph(library.dataset), TODAY)


def test_what_is_wrong_at_one_place_is_one_difference(library: Library) -> None:
    found = held(library).differences
    assert [(each.spot.line, each.spot.column) for each in found] == [(2, 43), (3, 26), (4, 13)]
    assert [len(each.comparisons) for each in found] == [2, 1, 1]


def test_places_are_counted_and_not_claims(library: Library) -> None:
    assert held(library).counts == {
        "disagrees": 3,
        "stale": 0,
        "missing": 0,
        "agrees": 1,
        "silent": 0,
    }


def test_a_page_that_is_newer_than_what_the_graph_rests_on_is_said_to_be(library: Library) -> None:
    newer, older = held(library, reviewed="2026-11-01"), held(library)
    assert "The page was reviewed on 2026-11-01" in text([newer])
    assert "The page was reviewed on" not in text([older])
