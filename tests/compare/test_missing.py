"""What a page should carry and does not: of which kinds, for which therapies, and when not."""

from datetime import date

from immunograph.candidates.candidate import Candidate
from immunograph.compare.assertion import OBJECTS
from immunograph.compare.group import group
from immunograph.compare.known import Graph
from immunograph.compare.missing import Missing, expectations
from immunograph.compare.pages import proposed
from immunograph.library import Library
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Page, Problem
from immunograph.vocabulary import IG
from proposing import claimed, iri, named, page, proposal

TODAY = date(2026, 11, 28)
BLINATUMOMAB, TISA = "drug:blinatumomab", "drug:tisagenlecleucel"
BREXU, OBE = "drug:brexucabtagene-autoleucel", "drug:obecabtagene-autoleucel"
INO = "drug:inotuzumab-ozogamicin"
ALL = "condition:b-cell-acute-lymphoblastic-leukemia"
SOME = ("event:fever", "event:headache", "event:nausea")


def lacking(library: Library, of: Page, *candidates: Candidate, drug: str) -> list[Missing]:
    name = drug.partition(":")[2]
    mentions = [m for n in (name, name.title()) for m in named(of, n, "drug", drug)]
    given = proposal(of, *candidates, mentions=mentions)
    return list(proposed("page.txt", given, Graph(library.dataset), TODAY).missing)


def says(found: list[Missing]) -> str:
    return "\n".join(each.side.says for each in found)


def reactions(*events: str) -> list[Candidate]:
    rank = "ig:MostCommon"
    return [
        claimed("AdverseReaction", BLINATUMOMAB, event, sentences=(2,), frequencyRank=rank)
        for event in events
    ]


def test_common_reactions_are_expected_of_a_page_with_a_list_of_them(library: Library) -> None:
    of = page("# Blinatumomab", "It may cause this and that.")
    found = says(lacking(library, of, *reactions(*SOME), drug=BLINATUMOMAB))
    for event in ("tremor", "rash", "constipation"):
        assert f"blinatumomab can cause {event}" in found
    for event in ("fever", "headache", "nausea", "seizure"):
        assert f"can cause {event}" not in found


def test_nothing_is_expected_of_a_page_that_names_one_in_passing(library: Library) -> None:
    of = page("# Blinatumomab", "It may cause this and that.")
    assert lacking(library, of, *reactions("event:fever"), drug=BLINATUMOMAB) == []


def test_nothing_is_expected_of_a_page_that_does_not_say_how_common_they_are(
    library: Library,
) -> None:
    of = page("# Blinatumomab", "It may cause this and that.")
    plain = [claimed("AdverseReaction", BLINATUMOMAB, event, sentences=(2,)) for event in SOME]
    assert lacking(library, of, *plain, drug=BLINATUMOMAB) == []


def test_nothing_is_expected_of_a_page_on_something_else(library: Library) -> None:
    of = page("# Leukemia", "It may cause this and that, blinatumomab.")
    assert lacking(library, of, *reactions(*SOME), drug=BLINATUMOMAB) == []


def test_an_event_that_the_page_names_anywhere_is_not_missing(library: Library) -> None:
    of = page("# Blinatumomab", "It may cause this and that.", "Tell them of any tremor.")
    mentions = [
        *named(of, "Blinatumomab", "drug", BLINATUMOMAB),
        *named(of, "tremor", "event", "event:tremor"),
    ]
    given = proposal(of, *reactions(*SOME), mentions=mentions)
    found = proposed("page.txt", given, Graph(library.dataset), TODAY).missing
    assert "tremor" not in says(list(found))


def test_approvals_are_expected_of_the_therapy_s_own_page_only(library: Library) -> None:
    use = claimed(
        "Indication", TISA, ALL, stance="ig:Approved", population="ig:Children", sentences=(2,)
    )
    own = page("# Tisagenlecleucel", "Approved for some.")
    other = page("# Leukemia in children", "## tisagenlecleucel", "Approved for some.")
    assert "follicular lymphoma" in says(lacking(library, own, use, drug=TISA))
    assert lacking(library, other, use, drug=TISA) == []


def test_what_a_wrong_statement_stands_for_is_not_missing_too(library: Library) -> None:
    of = page("# Blinatumomab", "It holds on to CD22.")
    wrong = claimed("TargetEngagement", BLINATUMOMAB, "antigen:cd22", sentences=(2,))
    assert lacking(library, of, wrong, drug=BLINATUMOMAB) == []


def test_an_announced_list_that_is_empty_is_said_to_be_where_it_was_lost(library: Library) -> None:
    lost = Problem("empty-list", "The list is empty.", sentence=3)
    of = page("# Blinatumomab", "It may cause this.", "Other effects are:", problems=[lost])
    found = lacking(library, of, *reactions(*SOME), drug=BLINATUMOMAB)
    assert {each.lost.line for each in found if each.lost} == {3}
    assert all(each.lost for each in found)


def held(library: Library, title: str, *candidates: Candidate, **named_too: str) -> list[Missing]:
    """What is missing on a page on a disease or a class that makes some claims."""
    of = page(f"# {title}", "Words of it.")
    mentions = [Mention(0, 1, "x", kind, iri(name), 1) for name, kind in named_too.items()]
    given = proposal(of, *candidates, mentions=mentions)
    return list(proposed("page.txt", given, Graph(library.dataset), TODAY).missing)


def approved(*drugs: str) -> list[Candidate]:
    return [
        claimed("Indication", drug, ALL, stance="ig:Approved", sentences=(2,)) for drug in drugs
    ]


def others(library: Library, *drugs: str) -> list[str]:
    """The therapies for B-cell ALL without some."""
    uses = group(page("# B-cell acute lymphoblastic leukemia"), Graph(library.dataset)).uses
    return [f"drug:{one.rpartition('/')[2]}" for one in uses if one not in set(map(iri, drugs))]


def test_a_page_on_a_disease_that_lists_therapies_lacks_another(library: Library) -> None:
    """Only one that is not named at all, and only where most of them are listed."""
    listed = others(library, OBE)
    (one,) = held(library, "Treating B-cell ALL", *approved(*listed))
    assert one.side.says.startswith("obecabtagene autoleucel is approved for")
    assert not one.also
    assert held(library, "Treating B-cell ALL", *approved(*listed, OBE)) == []
    assert held(library, "Treating multiple myeloma", *approved(*listed)) == []
    assert held(library, "Treating cancer", *approved(*listed)) == []
    assert held(library, "Obecabtagene autoleucel in B-cell ALL", *approved(*listed)) == []
    assert held(library, "Treating B-cell ALL", *approved(listed[0])) == []


def test_a_page_on_children_lacks_no_therapy_for_adults(library: Library) -> None:
    listed = others(library, OBE)
    assert held(library, "Treating B-cell ALL in adults", *approved(*listed))
    assert held(library, "Childhood B-cell ALL treatment", *approved(*listed)) == []


def test_what_several_therapies_lack_is_one_finding(library: Library) -> None:
    listed = others(library, OBE, BREXU)
    (one,) = held(library, "Treating B-cell ALL", *approved(*listed))
    assert [side.about for side in (one.side, *one.also)] == [iri(BREXU), iri(OBE)]


def test_a_page_on_a_class_is_on_the_therapies_of_it(library: Library) -> None:
    graph = Graph(library.dataset)
    cars = group(page("# CAR T-cell therapies"), graph).uses
    both = group(page("# CAR T-cell therapies for B-cell ALL"), graph).uses
    assert {iri(BREXU), iri(OBE), iri(TISA)} <= set(both) < set(cars)
    assert iri(BLINATUMOMAB) not in cars
    assert group(page("# Side effects of medicines"), graph).uses == {}
    assert group(page("# Chronic squamous leukemia"), graph).uses == {}


def test_targets_are_expected_of_a_page_that_gives_those_of_others(library: Library) -> None:
    def target(drug: str, antigen: str) -> Candidate:
        return claimed("TargetEngagement", drug, f"antigen:{antigen}", role="ig:DirectedTarget")

    listed = approved(INO, BREXU, TISA, OBE, BLINATUMOMAB)
    some = [target(BREXU, "cd19"), target(TISA, "cd19")]
    title = "Treating B-cell ALL"
    found = held(library, title, *listed, *some)
    assert [one.side.about for one in found if "CD22" in one.side.says] == [iri(INO)]
    assert held(library, title, *listed, some[0]) == []
    antigens = {"antigen:cd22": "antigen", "antigen:cd19": "antigen"}
    assert held(library, title, *listed, *some, **antigens) == []
    # With what it says wrongly, a page does not give the targets of others.
    assert held(library, title, *listed, some[0], target(TISA, "bcma")) == []


def test_a_boxed_warning_is_expected_where_side_effects_are_listed(library: Library) -> None:
    kind = "AdverseReaction"
    effects = [claimed(kind, drug, event) for drug in (BREXU, OBE) for event in SOME]
    found = held(library, "CAR T-cell therapies", *effects)
    (one,) = (m for m in found if "secondary hematological" in m.side.says)
    assert [side.about for side in (one.side, *one.also)] == [iri(BREXU), iri(OBE)]
    assert not held(library, "CAR T-cell therapies", *effects[:2])


def test_the_table_names_kinds_and_values_of_the_vocabulary(library: Library) -> None:
    known = library.dataset.names.kinds
    for each in expectations():
        assert each.kind in OBJECTS
        assert each.topic in {"title", "section", "listed", "unnamed"}
        assert each.given in OBJECTS
        assert not each.field or f"{IG}{each.field}" in known
        assert all(value in known for value in each.values)
        assert each.reason.endswith(".")
