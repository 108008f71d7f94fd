"""Where the graph itself has two sides, or nothing but a draft."""

from dataclasses import replace
from datetime import date

import pyoxigraph as ox
import pytest

from immunograph.candidates.candidate import Amount, Candidate
from immunograph.compare.differences import Compared
from immunograph.compare.known import Graph
from immunograph.compare.outcome import Verdict
from immunograph.compare.pages import proposed
from immunograph.compare.verdict import Comparison
from immunograph.compare.written import text
from immunograph.dataset import DataSet
from immunograph.library import Library
from immunograph.rdf import canonical_lines, joined
from immunograph.store import MemoryStore
from proposing import claimed, page, proposal

PREFIXES = """
@prefix antigen: <https://w3id.org/immunograph/antigen/> .
@prefix claim: <https://w3id.org/immunograph/claim/> .
@prefix drug: <https://w3id.org/immunograph/drug/> .
@prefix event: <https://w3id.org/immunograph/event/> .
@prefix ig: <https://w3id.org/immunograph/vocab#> .
@prefix passage: <https://w3id.org/immunograph/passage/> .
@prefix resolution: <https://w3id.org/immunograph/resolution/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# The graph has fever as one of the most common reactions, by another source.
RARE = """
claim:rare a ig:AdverseReaction ; ig:about drug:blinatumomab ; ig:event event:fever ;
    ig:certainty ig:Stated ; ig:reviewStatus ig:Reviewed ; ig:frequencyRank ig:Rare ;
    ig:supportedBy passage:nci-blinatumomab_2025-12-30_p6 .
"""
# It has blinatumomab given over 28 days, by another source.
TEN_DAYS = """
claim:ten a ig:Administration ; ig:about drug:blinatumomab ; ig:duration <urn:ten> ;
    ig:certainty ig:Stated ; ig:reviewStatus ig:Reviewed ;
    ig:supportedBy passage:nci-blinatumomab_2025-12-30_p6 .
<urn:ten> a ig:Quantity ; ig:value "10"^^xsd:decimal ; ig:unit "d" ; skos:prefLabel "10 days"@en .
"""
SETTLED = """
resolution:fever a ig:Resolution ; ig:decidedOn "2026-01-01"^^xsd:date ;
    ig:prefers claim:rare ; ig:reason "Counted in more people."@en ;
    ig:resolves claim:rare , claim:blinatumomab_causes_fever .
"""
DRAFT = """
drug:examplumab a ig:Drug ; skos:prefLabel "examplumab"@en .
claim:draft a ig:TargetEngagement ; ig:about drug:examplumab ; ig:antigen antigen:cd22 ;
    ig:certainty ig:Stated ; ig:reviewStatus ig:Draft ; ig:role ig:DirectedTarget .
"""
REVIEWED = DRAFT.replace("claim:draft", "claim:reviewed").replace("ig:Draft", "ig:Reviewed")


def with_also(library: Library, turtle: str) -> DataSet:
    """The data set of the checkout, and something more."""
    added = ox.parse((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    lines = [*library.dataset.data.decode().splitlines(), *canonical_lines(q.triple for q in added)]
    prefixes = library.dataset.prefixes
    store = MemoryStore(joined(sorted(set(lines))), prefixes.namespaces)
    return DataSet(store, prefixes, {}, b"")


def held(dataset: DataSet, candidate: Candidate) -> tuple[Compared, Comparison]:
    given = proposal(page("# A page", "A line."), candidate)
    compared = proposed("page.txt", given, Graph(dataset), date(2026, 11, 28))
    return compared, compared.comparisons[0]


def fever(rank: str) -> Candidate:
    return claimed("AdverseReaction", "drug:blinatumomab", "event:fever", frequencyRank=rank)


@pytest.mark.parametrize("rank", ["ig:MostCommon", "ig:Rare"])
def test_a_page_that_says_what_one_source_says_is_not_wrong(rank: str, library: Library) -> None:
    compared, found = held(with_also(library, RARE), fever(rank))
    assert found.verdict is Verdict.AGREES
    assert (len(found.known), len(found.beside)) == (1, 1)
    assert text([compared]).count("sources differ") == 1
    assert compared.differences == []


def test_a_page_that_says_what_no_source_says_is_shown_all_of_them(library: Library) -> None:
    dataset = with_also(library, TEN_DAYS)
    given = claimed("Administration", "drug:blinatumomab", duration=Amount("14", "d"))
    _, found = held(dataset, given)
    assert found.verdict is Verdict.DISAGREES
    assert {side.says for side in found.known} == {
        "blinatumomab is given (duration 10 days)",
        "blinatumomab is given (duration 28 days; mode continuous infusion; route into a vein)",
    }
    ten = replace(given, fields={"duration": (Amount("10", "d"),)})
    assert held(dataset, ten)[1].verdict is Verdict.AGREES


def test_what_an_editor_has_set_aside_is_not_the_graph_s_word(library: Library) -> None:
    dataset = with_also(library, RARE + SETTLED)
    compared, found = held(dataset, fever("ig:MostCommon"))
    assert found.verdict is Verdict.DISAGREES
    assert "settled on 2026-01-01: Counted in more people." in text([compared])
    assert held(dataset, fever("ig:Rare"))[1].verdict is Verdict.AGREES


def test_a_draft_is_the_graph_s_word_only_where_nothing_is_reviewed(library: Library) -> None:
    other = claimed("TargetEngagement", "drug:examplumab", "antigen:cd19", role="ig:DirectedTarget")
    compared, found = held(with_also(library, DRAFT), other)
    assert found.verdict is Verdict.DISAGREES
    assert "a draft that nobody has reviewed" in found.reason
    assert "the graph says (a draft): " in text([compared])
    _, found = held(with_also(library, DRAFT + REVIEWED.replace("cd22", "cd19")), other)
    assert found.verdict is Verdict.AGREES
