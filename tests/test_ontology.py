"""What can be said: every term is explained and used, and nothing said contradicts the axioms."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
import yaml
from rdflib import OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, Literal, Namespace, URIRef
from rdflib.term import Node

from immunograph.heads import read_head
from immunograph.library import Library
from immunograph.ontology import derivations, prefixes
from immunograph.vocabulary import IG, SH

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "ontology"
FILES = sorted(ONTOLOGY.glob("*.ttl"))
MAPPINGS = sorted((ONTOLOGY / "mappings").glob("*.sssom.tsv"))
RULES = sorted((ONTOLOGY / "derive").glob("*.rq"))
PAGE = ROOT / "docs" / "ontology.md"
ig = Namespace(IG)

PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
KINDS = PROPERTIES | {OWL.Class, OWL.NamedIndividual}
# The axioms we write; each is of the profile OWL 2 RL, and none needs a list or a blank node.
AXIOMS = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith}
DATATYPES = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.date, RDF.langString}
# Rules that find nothing in the content as it is, each with the reason.
IDLE = {"has-risk-programme": "every programme named so far has ended"}

_TERM = re.compile(r"(?<![\w:/#-])ig:([A-Za-z]\w*)")
_EXAMPLE = re.compile(r"^ *```turtle$.*?^ *```$", re.MULTILINE | re.DOTALL)
_COLUMNS = [
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "comment",
]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def vocabulary() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in FILES:
        graph.parse(file)
    return graph


def declared(kinds: Iterable[Node] = KINDS) -> set[str]:
    """The terms of our own of some kinds, by local name."""
    subjects = (str(s) for kind in kinds for s in vocabulary().subjects(RDF.type, kind))
    return {subject.removeprefix(IG) for subject in subjects if subject.startswith(IG)}


def terms_of_turtle(files: Iterable[Path]) -> set[str]:
    """Our terms that stand in Turtle files; what stands in a text does not count."""
    quads = (quad for file in files for quad in ox.parse(path=file))
    nodes = (node for quad in quads for node in (quad.subject, quad.predicate, quad.object))
    iris = (node.value for node in nodes if isinstance(node, ox.NamedNode))
    return {iri.removeprefix(IG) for iri in iris if iri.startswith(IG)}


def terms_of_queries(files: Iterable[Path]) -> set[str]:
    return {term for file in files for term in _TERM.findall(file.read_text("utf-8"))}


@cache
def used_in_graph() -> frozenset[str]:
    return frozenset(terms_of_turtle((ROOT / "graph").rglob("*.ttl")))


@cache
def used() -> frozenset[str]:
    validate = ROOT / "validate"
    queries = [*RULES, *(ROOT / "queries").glob("*.rq"), *validate.rglob("*.rq")]
    return used_in_graph() | terms_of_turtle(validate.rglob("*.ttl")) | terms_of_queries(queries)


def closed(graph: rdflib.Graph) -> rdflib.Graph:
    """A graph with all that OWL 2 RL entails, and a node for each contradiction."""
    owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False).closure()
    return graph


def contradictions(graph: rdflib.Graph) -> list[str]:
    return sorted(map(str, graph.objects(None, owlrl.Namespaces.ERRNS.error)))


def local(nodes: Iterable[Node]) -> list[str]:
    return sorted(str(node).removeprefix(IG) for node in nodes)


# The files


@pytest.mark.parametrize("file", FILES, ids=name)
def test_a_file_holds_neither_blank_nodes_nor_lists(file: Path) -> None:
    quads = list(ox.parse(path=file))
    assert quads
    nodes = [node for quad in quads for node in (quad.subject, quad.object)]
    assert [node for node in nodes if isinstance(node, ox.BlankNode)] == []
    assert {quad.predicate.value for quad in quads}.isdisjoint({str(RDF.first), str(RDF.rest)})


def test_no_prefix_and_no_namespace_is_declared_twice() -> None:
    quads = list(ox.parse(path=ONTOLOGY / "prefixes.ttl"))
    for predicate in (f"{SH}prefix", f"{SH}namespace"):
        values = [quad.object.value for quad in quads if quad.predicate.value == predicate]
        assert [value for value, count in Counter(values).items() if count > 1] == []
        assert len(values) == len({quad.subject for quad in quads})


def test_the_node_of_a_prefix_bears_its_name(library: Library) -> None:
    for node, prefix in vocabulary().subject_objects(URIRef(f"{SH}prefix")):
        assert str(node).endswith(f"/prefix/{prefix}")
        assert str(prefix) in prefixes(library.repository).namespaces


# The terms


def test_every_term_has_one_english_label_and_one_definition() -> None:
    graph = vocabulary()
    for term in sorted(declared()):
        for predicate in (RDFS.label, SKOS.definition):
            texts = graph.objects(ig[term], predicate)
            english = [t for t in texts if isinstance(t, Literal) and t.language == "en"]
            assert len(english) == 1, f"ig:{term} {predicate}"
            assert english[0].strip()


def test_every_term_says_which_vocabulary_it_belongs_to() -> None:
    (vocab,) = vocabulary().subjects(RDF.type, OWL.Ontology)
    told = set(local(vocabulary().subjects(RDFS.isDefinedBy, vocab)))
    assert sorted(declared() - told) == []


def test_every_subject_of_our_own_is_declared() -> None:
    subjects = {str(subject) for subject in vocabulary().subjects()}
    ours = {subject.removeprefix(IG) for subject in subjects if subject.startswith(IG)}
    assert ours - declared() == set()


def test_every_individual_is_of_a_class_of_values() -> None:
    graph = vocabulary()
    values = set(graph.transitive_subjects(RDFS.subClassOf, ig.Value))
    for individual in declared([OWL.NamedIndividual]):
        assert values & set(graph.objects(ig[individual], RDF.type)), individual


def test_what_is_used_is_declared() -> None:
    assert sorted(used() - declared()) == []


def test_what_is_declared_is_used_or_says_why_it_stands() -> None:
    noted = {term for term in declared() if (ig[term], SKOS.scopeNote, None) in vocabulary()}
    assert sorted(declared() - used() - noted) == []


def test_no_term_that_the_content_uses_says_that_it_waits() -> None:
    noted = {term for term in declared() if (ig[term], SKOS.scopeNote, None) in vocabulary()}
    assert sorted(noted & used_in_graph()) == []


# The axioms


def test_only_axioms_of_the_profile_are_written() -> None:
    languages = (str(OWL), str(RDFS), str(RDF))
    axioms = {p for p in vocabulary().predicates() if str(p).startswith(languages)}
    annotations = {RDFS.label, RDFS.isDefinedBy, RDFS.seeAlso, OWL.versionInfo}
    assert local(axioms - AXIOMS - annotations) == []


def test_a_class_axiom_speaks_of_declared_classes_only() -> None:
    classes = declared([OWL.Class])
    for predicate in (RDFS.subClassOf, OWL.disjointWith, RDFS.domain):
        objects = {str(o).removeprefix(IG) for o in vocabulary().objects(None, predicate)}
        assert sorted(objects - classes) == [], predicate


@pytest.mark.parametrize("kind", sorted(PROPERTIES), ids=lambda kind: str(kind).rpartition("#")[2])
def test_the_range_of_a_property_fits_its_kind(kind: URIRef) -> None:
    links = kind == OWL.ObjectProperty
    allowed = {ig[each] for each in declared([OWL.Class])} if links else DATATYPES
    for term in declared([kind]):
        assert set(vocabulary().objects(ig[term], RDFS.range)) <= allowed, term


def test_a_term_is_of_one_kind() -> None:
    kinds = [term for kind in KINDS for term in declared([kind])]
    assert [term for term, count in Counter(kinds).items() if count > 1] == []


def test_a_property_is_used_as_its_kind_says(library: Library) -> None:
    links, values = declared([OWL.ObjectProperty]), declared([OWL.DatatypeProperty])
    wrong = set()
    for _, predicate, value in library.load():
        term = str(predicate).removeprefix(IG)
        is_text = isinstance(value, Literal)
        if (is_text and term in links) or (not is_text and term in values):
            wrong.add(term)
    assert wrong == set()


# What follows


@pytest.fixture(scope="module")
def built(library: Library) -> rdflib.Graph:
    return library.load()


@pytest.fixture(scope="module")
def closure(library: Library) -> rdflib.Graph:
    """The built data set with all that follows from it; takes some seconds."""
    return closed(library.load())


@pytest.mark.thorough
def test_the_content_does_not_contradict_the_axioms(closure: rdflib.Graph) -> None:
    assert contradictions(closure) == []


@pytest.mark.thorough
def test_no_two_names_are_found_to_mean_one_thing(closure: rdflib.Graph) -> None:
    assert [(s, o) for s, o in closure.subject_objects(OWL.sameAs) if s != o] == []


@pytest.mark.thorough
def test_the_axioms_add_no_short_cut_to_the_derived_ones(
    built: rdflib.Graph, closure: rdflib.Graph
) -> None:
    ours = [triple for triple in closure if str(triple[1]).startswith(IG)]
    assert [triple for triple in ours if triple not in built] == []


@pytest.mark.thorough
def test_the_axioms_add_no_kind_but_that_of_a_foreign_record(
    built: rdflib.Graph, closure: rdflib.Graph
) -> None:
    kinds = ((s, o) for s, o in closure.subject_objects(RDF.type) if str(o).startswith(IG))
    added = {(s, o) for s, o in kinds if (s, RDF.type, o) not in built}
    assert {o for _, o in added} <= {ig.Protein, ig.Gene, ig.Thing}
    records = {o for p in (ig.protein, ig.encodedBy) for o in built.objects(None, p)}
    assert {s for s, _ in added} <= records


APART = [
    ("Authorization", "SafetyCommunication"),
    ("Authorization", "BoxedWarning"),
    ("BoxedWarning", "RiskProgramme"),
    ("Gene", "Antigen"),
    ("Antigen", "Protein"),
    ("Gene", "Protein"),
    ("CarTCellTherapy", "AntibodyDrugConjugate"),
    ("Drug", "AdverseEvent"),
    ("Condition", "Drug"),
    ("Claim", "Thing"),
    ("TargetEngagement", "Source"),
    ("Passage", "SourceVersion"),
    ("Resolution", "Claim"),
    ("Certainty", "Antigen"),
]


@pytest.fixture(scope="module")
def found_apart() -> list[str]:
    """What is found where, for each pair, one thing is said to be of both kinds."""
    graph = rdflib.Graph()
    for predicate in (RDFS.subClassOf, OWL.disjointWith):
        for triple in vocabulary().triples((None, predicate, None)):
            graph.add(triple)
    for one, other in [*APART, ("Condition", "AdverseEvent")]:
        for kind in (one, other):
            graph.add((URIRef(f"urn:x:{one}-{other}"), RDF.type, ig[kind]))
    return contradictions(closed(graph))


@pytest.mark.parametrize("pair", [f"{one}-{other}" for one, other in APART])
def test_what_is_of_two_kinds_kept_apart_is_a_contradiction(
    pair: str, found_apart: list[str]
) -> None:
    assert any(each.endswith(f" urn:x:{pair}") for each in found_apart)


@pytest.mark.thorough
def test_a_gene_that_is_targeted_is_a_contradiction() -> None:
    graph = rdflib.Graph()
    for triple in vocabulary():
        graph.add(triple)
    graph.add((URIRef("urn:x:gene"), RDF.type, ig.Gene))
    graph.add((URIRef("urn:x:drug"), ig.targets, URIRef("urn:x:gene")))
    assert contradictions(closed(graph)) != []


def test_a_condition_may_be_an_adverse_event(found_apart: list[str]) -> None:
    assert [each for each in found_apart if each.endswith(" urn:x:Condition-AdverseEvent")] == []


# The rules that derive


def test_a_rule_has_a_head_and_derives_something(library: Library) -> None:
    rules = derivations(library.repository)
    assert [Path(rule.name).name for rule in rules] == [path.name for path in RULES]
    idle = set()
    for rule in rules:
        assert str(read_head(rule)["summary"]).endswith("."), rule.name
        if not library.dataset.store.construct(rule.text):
            idle.add(Path(rule.name).stem)
    assert idle == set(IDLE), "a rule that finds nothing needs a reason, and no other rule has one"


@pytest.mark.parametrize(
    ("rule", "kind", "field"),
    [
        ("has-adverse-reaction", "AdverseReaction", "event"),
        ("has-mechanism", "MechanismOfAction", "mechanism"),
        ("has-serious-adverse-reaction", "AdverseReaction", "event"),
    ],
)
def test_what_some_of_a_class_have_is_given_to_none_of_it(rule: str, kind: str, field: str) -> None:
    text = (ONTOLOGY / "derive" / f"{rule}.rq").read_text("utf-8")
    graph = rdflib.Graph().parse(
        format="turtle",
        data=f"""@prefix ig: <{IG}> . @prefix : <urn:x:> . @prefix rdfs: <{RDFS}> .
        :drug a ig:Drug . ig:MonoclonalAntibody rdfs:subClassOf ig:Drug .
        :is a ig:Classification ; ig:about :drug ; ig:modality ig:MonoclonalAntibody .
        :all a ig:{kind} ; ig:about ig:MonoclonalAntibody ; ig:{field} :of-all ;
          ig:seriousness ig:Serious .
        :some a ig:{kind} ; ig:about ig:MonoclonalAntibody ; ig:{field} :of-some ;
          ig:seriousness ig:Serious ; ig:extent ig:SomePatients .
        :own a ig:{kind} ; ig:about :drug ; ig:{field} :its-own ;
          ig:seriousness ig:Serious ; ig:extent ig:SomePatients .""",
    )
    found = graph.query(text, initNs={"ig": ig, "rdfs": RDFS}).graph
    assert found is not None
    told = {str(o) for o in found.objects(URIRef("urn:x:drug"))}
    assert told == {"urn:x:of-all", "urn:x:its-own"}


def test_every_short_cut_names_its_claims_and_is_derived(built: rdflib.Graph) -> None:
    graph = vocabulary()
    marked = set(graph.subjects(ig.shortCutOf))
    assert marked == set(graph.subjects(ig.shortCutThrough))
    yielded = {o for o in built.objects(None, ig.yields) if str(o).startswith(IG)}
    assert local(yielded - marked) == []
    waiting = {term for term in marked - yielded if (term, SKOS.scopeNote, None) not in graph}
    # What nine therapies do not use may be said of others.
    assert sorted(set(local(waiting)) - used_in_graph()) == []


# The mappings


def read_mappings(file: Path) -> tuple[dict[str, object], list[list[str]]]:
    """The metadata and the rows, the first of which names the columns."""
    lines = file.read_text("utf-8").splitlines()
    head = [line[1:] for line in lines if line.startswith("#")]
    assert lines[: len(head)] == [f"#{line}" for line in head], "the metadata comes first"
    rows = list(csv.reader(lines[len(head) :], delimiter="\t", quoting=csv.QUOTE_NONE))
    return yaml.safe_load("\n".join(head)), rows


def mapped() -> Iterator[tuple[Path, dict[str, str]]]:
    for file in MAPPINGS:
        header, *rows = read_mappings(file)[1]
        for row in rows:
            yield file, dict(zip(header, row, strict=True))


def test_there_are_mappings() -> None:
    assert {file.name.split(".")[0] for file in MAPPINGS} == {
        "biolink",
        "prov-o",
        "relation-ontology",
        "schema-org",
    }


@pytest.mark.parametrize("file", MAPPINGS, ids=name)
def test_a_mapping_set_says_what_it_is_and_uses_the_declared_prefixes(
    file: Path, library: Library
) -> None:
    metadata, (header, *rows) = read_mappings(file)
    assert str(metadata["mapping_set_id"]).endswith(f"/mappings/{file.name}")
    assert str(metadata["license"]).startswith("https://creativecommons.org/")
    curies = [cell for row in rows for cell in (row[0], row[2], row[3], row[5])]
    spoken = {curie.partition(":")[0] for curie in curies}
    known = prefixes(library.repository).namespaces
    assert metadata["curie_map"] == {prefix: known[prefix] for prefix in spoken}
    assert header == _COLUMNS
    assert rows == sorted(rows, key=lambda row: (row[0], row[2], row[3]))


def test_a_mapping_goes_from_a_term_of_ours_by_a_mapping_predicate() -> None:
    predicates = {f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}
    for file, row in mapped():
        place = f"{file.name}: {row['subject_id']}"
        term = row["subject_id"].removeprefix("ig:")
        assert term in declared(), place
        label = Literal(row["subject_label"], lang="en")
        assert (ig[term], RDFS.label, label) in vocabulary(), place
        assert row["predicate_id"] in predicates, place
        assert row["mapping_justification"] == "semapv:ManualMappingCuration", place
        assert row["object_label"] and row["comment"], place


def test_no_two_rows_map_one_term_to_one_other() -> None:
    pairs = Counter((row["subject_id"], row["object_id"]) for _, row in mapped())
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_an_antigen_is_never_mapped_exactly() -> None:
    exact = {row["subject_id"] for _, row in mapped() if row["predicate_id"] == "skos:exactMatch"}
    assert "ig:Antigen" not in exact


def test_the_terms_mapped_to_exist_where_rdflib_lists_them() -> None:
    for _, row in mapped():
        prefix, _, term = row["object_id"].partition(":")
        namespace = {"schema": SDO, "prov": PROV}.get(prefix)
        assert namespace is None or term in namespace, row["object_id"]


# The page


def test_every_class_and_every_short_cut_stands_on_the_page() -> None:
    text = _EXAMPLE.sub("", PAGE.read_text("utf-8"))
    short_cuts = set(local(vocabulary().subjects(ig.shortCutOf)))
    told = set(_TERM.findall(text))
    assert sorted((declared([OWL.Class]) | short_cuts) - told) == []
    assert sorted(told - declared()) == []


def test_every_field_of_a_claim_stands_on_the_page() -> None:
    told = set(_TERM.findall(PAGE.read_text("utf-8")))
    kinds = [ig.Claim, ig.Resolution, *vocabulary().transitive_subjects(RDFS.subClassOf, ig.Claim)]
    fields = {str(f) for kind in kinds for f in vocabulary().subjects(RDFS.domain, kind)}
    assert sorted({field.removeprefix(IG) for field in fields} - told) == []
