from pathlib import Path

import pytest

import immunograph
from editing import edit
from immunograph.errors import UnknownName
from immunograph.library import Library
from immunograph.vocabulary import BASE, IG


def test_a_path_is_sourced_step_by_step(library: Library) -> None:
    explanation = library.explain("blinatumomab", "B cell")
    path = explanation.paths[0]
    assert path[0].subject == f"{BASE}drug/blinatumomab"
    assert {step.predicate for step in path} >= {f"{IG}targets", f"{IG}expressedOn"}
    assert all(step.claims and step.evidence for step in path)


def test_a_step_rests_on_its_own_claims_alone(library: Library) -> None:
    network = library.network()
    blinatumomab, cd3 = f"{BASE}drug/blinatumomab", f"{BASE}antigen/cd3"
    assert not network.has_edge(blinatumomab, cd3, f"{IG}targets")
    edge = network.edges[blinatumomab, cd3, f"{IG}engages"]
    assert edge["claims"] == [f"{BASE}claim/blinatumomab_engages_cd3"]


def test_things_that_nothing_connects_have_no_path(library: Library) -> None:
    assert library.explain("CD19", "CD19").paths == ()


def test_an_unknown_thing_gets_a_suggestion(library: Library) -> None:
    with pytest.raises(UnknownName, match="did you mean blinatumomab"):
        library.explain("blinatumumab", "CD19")


def test_the_network_has_labels_kinds_and_claims(library: Library) -> None:
    network = library.network()
    assert network.nodes[f"{BASE}drug/blinatumomab"] == {"label": "blinatumomab", "kind": "therapy"}
    predicates = {data["predicate"] for *_, data in network.edges(data=True)}
    derived = {p for p in predicates if p.startswith(IG)}
    assert f"{IG}hasAdverseReaction" in derived
    for *_, data in network.edges(data=True):
        assert data["claims"] or data["predicate"].endswith("broader")


def test_every_derived_statement_between_things_is_an_edge_with_a_claim(library: Library) -> None:
    network = library.network()
    store = library.dataset.store
    query = """SELECT ?s ?p ?o { ?p ig:shortCutOf ?kind . ?s ?p ?o . ?s a/rdfs:subClassOf ig:Thing .
               ?o a/rdfs:subClassOf ig:Thing }"""
    rows = store.select(query).rows
    assert rows
    for row in rows:
        subject, thing, predicate = (str(row[name])[1:-1] for name in ("s", "o", "p"))
        assert network.edges[subject, thing, predicate]["claims"], row


def test_a_thing_of_two_classes_has_the_same_kind_in_every_run(small: Path) -> None:
    drug = "graph/drug/examplumab.ttl"
    edit(small, drug, "a ig:Drug ;", "a ig:Drug , ig:Antigen , ig:CellType ;")
    thing = f"{BASE}drug/examplumab"
    assert immunograph.open(small).network().nodes[thing]["kind"] == "antigen"
