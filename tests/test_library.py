"""The library does what the command line does."""

from pathlib import Path

import rdflib

import immunograph
from immunograph.faces import rdflib_term
from immunograph.library import Library
from immunograph.store import Literal, NamedNode


def test_what_is_public_is_what_is_said_to_be() -> None:
    assert sorted(immunograph.__all__) == ["__version__", "load", "open"]


def test_load_gives_the_data_set_as_an_rdflib_graph(library: Library) -> None:
    graph = library.load()
    assert isinstance(graph, rdflib.Graph)
    assert len(graph) == len(library.dataset.store)
    ig = rdflib.Namespace("https://w3id.org/immunograph/vocab#")
    antigen = rdflib.URIRef("https://w3id.org/immunograph/antigen/cd19")
    assert len(set(graph.subjects(ig.targets, antigen))) >= 4
    assert dict(graph.namespaces())["ig"] == rdflib.URIRef(str(ig))


def test_a_repository_is_opened_by_its_path(small: Path) -> None:
    assert immunograph.open(small).repository.root == small
    assert immunograph.open(str(small)).repository.root == small
    assert len(immunograph.load(small)) == len(immunograph.open(small).dataset.store)


def test_a_library_opened_again_sees_an_edit(small: Path) -> None:
    path = small / "graph" / "drug" / "examplumab.ttl"
    before = immunograph.open(small).dataset.manifest["dataset"]["sha256"]
    path.write_text(path.read_text().replace('"examplumab"@en', '"exemplumab"@en'))
    assert immunograph.open(small).dataset.manifest["dataset"]["sha256"] != before


def test_a_datatype_that_ends_like_a_string_is_kept() -> None:
    datatype = NamedNode("http://example.org/kind#string")
    assert rdflib_term(Literal("x", datatype=datatype)) == rdflib.Literal(
        "x", datatype=rdflib.URIRef(datatype.value)
    )
    assert rdflib_term(Literal("x")) == rdflib.Literal("x")
