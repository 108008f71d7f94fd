"""Each shape and each rule finds what it is for, and nothing else."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import RDF, RDFS, SH, URIRef
from rdflib.collection import Collection

from immunograph.heads import read_head
from immunograph.repository import ContentFile
from immunograph.vocabulary import IG

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "validate"
SHAPES = {p.stem: p for p in (ROOT / "validate").glob("*.ttl") if p.stem != "waivers"}
RULES = {f"rules/{path.stem}": path for path in (ROOT / "validate" / "rules").glob("*.rq")}
PASSING = sorted(CASES.rglob("*.pass.ttl"))
SHAPE_OF_UNIT = URIRef("https://w3id.org/immunograph/shape/Quantity_unit")
FAILING = sorted(CASES.rglob("*.fail.ttl"))
BLANK_NODES: dict[str, rdflib.BNode] = {}


def subject(case: Path) -> str:
    return case.parent.relative_to(CASES).as_posix()


@cache
def prefixes() -> str:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "prefixes.ttl")
    nodes = graph.subjects(SH.prefix)
    lines = (f"PREFIX {graph.value(n, SH.prefix)}: <{graph.value(n, SH.namespace)}>" for n in nodes)
    return "\n".join(sorted(lines)) + "\n"


@cache
def shapes(stem: str) -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES[stem])


@cache
def head(path: Path, key: str) -> str:
    return str(read_head(ContentFile(path.name, path.read_bytes()))[key])


@cache
def vocabulary() -> list[ox.Quad]:
    """The ontology without its texts, such as labels, which no shape or rule reads."""
    files = [path for path in (ROOT / "ontology").glob("*.ttl") if path.stem != "prefixes"]
    quads = (quad for path in files for quad in ox.parse(path=path))
    return [q for q in quads if not (isinstance(q.object, ox.Literal) and q.object.language)]


@cache
def known() -> tuple[frozenset[ox.Triple], rdflib.Graph]:
    """The vocabulary once more, as a set and as rdflib has it."""
    triples = frozenset(quad.triple for quad in vocabulary())
    return triples, parsed(triples)


def parsed(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Triples as rdflib has them; what is the same blank node in the store is the same here."""
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=lines, format="nt", bnode_context=BLANK_NODES)


@contextmanager
def extended(store: ox.Store) -> Iterator[rdflib.Graph]:
    """The graph of the vocabulary, and for as long all else that a store holds."""
    triples, graph = known()
    own = parsed({quad.triple for quad in store} - triples)
    graph += own
    try:
        yield graph
    finally:
        graph -= own


def results(store: ox.Store, query: str) -> list[Any]:
    return list(cast("Any", store.query(prefixes() + query)))


def data(case: Path) -> ox.Store:
    """The case with the vocabulary and the classes that follow from both."""
    store = ox.Store()
    store.extend(vocabulary())
    store.load(path=case)
    for name in ("classification", "superclasses"):
        query = (ROOT / "ontology" / "derive" / f"{name}.rq").read_text("utf-8")
        store.extend([ox.Quad(*triple) for triple in results(store, query)])
    return store


def messages(case: Path) -> list[str]:
    """What the shape file or the rule of the case's folder says of it."""
    store, stem = data(case), subject(case)
    if stem in RULES:
        rows = results(store, RULES[stem].read_text("utf-8"))
        return [head(RULES[stem], "message")] * len(rows)
    with extended(store) as graph:
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(stem), inference="none")
    return [str(text) for text in report.objects(None, SH.resultMessage)]


def expected(case: Path) -> list[str]:
    return re.findall(r"^# expects: (.+)$", case.read_text("utf-8"), re.MULTILINE)


def unexplained(texts: list[str], patterns: list[str]) -> list[str]:
    return [text for text in texts if not any(re.search(pattern, text) for pattern in patterns)]


@pytest.mark.parametrize("case", PASSING, ids=lambda case: f"{subject(case)}/{case.stem}")
def test_what_is_right_passes(case: Path) -> None:
    assert messages(case) == []


@pytest.mark.parametrize("case", FAILING, ids=lambda case: f"{subject(case)}/{case.stem}")
def test_what_is_wrong_is_found_and_nothing_else(case: Path) -> None:
    found, wanted = messages(case), expected(case)
    assert wanted
    assert [pattern for pattern in wanted if not re.search(pattern, "\n".join(found), re.M)] == []
    assert unexplained(found, wanted) == []


def test_no_shape_file_or_rule_lacks_cases() -> None:
    subjects = {*SHAPES, *RULES}
    assert subjects == {subject(case) for case in PASSING} == {subject(case) for case in FAILING}


@pytest.mark.parametrize("stem", sorted(SHAPES))
def test_every_message_of_a_shape_file_is_shown_by_a_case(stem: str) -> None:
    patterns = [pattern for case in FAILING if subject(case) == stem for pattern in expected(case)]
    said = [str(text) for text in shapes(stem).objects(None, SH.message)]
    assert unexplained(said, patterns) == []


@pytest.mark.parametrize("stem", sorted(SHAPES))
def test_every_shape_says_how_to_mend_it(stem: str) -> None:
    fields = (SH.message, SH.description, SH.name)
    spoken, mended, named = (set(shapes(stem).subjects(field)) for field in fields)
    assert spoken == mended == named


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_says_how_to_mend_it(rule: str) -> None:
    assert all(head(RULES[rule], key) for key in ("summary", "message", "fix"))
    assert head(RULES[rule], "severity") in {"violation", "warning", "info"}


def test_every_rule_says_why_it_matters() -> None:
    heads = {rule: read_head(ContentFile(p.name, p.read_bytes())) for rule, p in RULES.items()}
    assert sorted(rule for rule, head in heads.items() if not head.get("why")) == []


@pytest.mark.parametrize("stem", sorted(SHAPES))
def test_every_file_of_shapes_says_what_it_is_about_and_why_it_matters(stem: str) -> None:
    groups = list(shapes(stem).subjects(rdflib.RDF.type, SH.PropertyGroup))
    assert len(groups) == 1
    assert shapes(stem).value(groups[0], rdflib.RDFS.label)
    assert shapes(stem).value(groups[0], rdflib.RDFS.comment)


def test_the_units_of_the_shape_are_those_of_the_vocabulary() -> None:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "units.ttl")
    known = {str(code) for code in graph.objects(None, URIRef(f"{IG}ucumCode"))}
    unit = next(shapes("quantity").objects(SHAPE_OF_UNIT, SH["in"]))
    assert {str(code) for code in Collection(shapes("quantity"), unit)} == known


def test_every_unit_is_measured_in_one_dimension_by_one_factor() -> None:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "units.ttl")
    for unit in graph.subjects(RDF.type, URIRef(f"{IG}Unit")):
        for field in ("dimension", "factor", "ucumCode"):
            assert len(list(graph.objects(unit, URIRef(f"{IG}{field}")))) == 1, unit


def test_every_field_that_takes_a_quantity_says_of_what_dimension() -> None:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "claims.ttl")
    fields = set(graph.subjects(RDFS.range, URIRef(f"{IG}Quantity")))
    assert fields
    assert fields - set(graph.subjects(URIRef(f"{IG}dimension"))) == set()
