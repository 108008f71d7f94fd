"""What a page claims, as statements that can be compared with those of the graph.

The candidates are put into a store of their own as claims, and read as the claims of the graph
are: `lookups/compared.rq` says of both which fields are compared, and how.
"""

from collections.abc import Iterator, Mapping, Sequence

from immunograph import lookups
from immunograph.candidates.candidate import Amount, Candidate, Value
from immunograph.claims.statement import Statement, statements_of
from immunograph.dataset import DataSet
from immunograph.names import iri_of
from immunograph.ontology import is_iri
from immunograph.store import Literal, MemoryStore, NamedNode, Quad, Term
from immunograph.vocabulary import IG, TYPE

# The field that holds the object of a claim, by the local name of its class.
OBJECTS: Mapping[str, str] = {
    "Administration": "requires",
    "AdverseReaction": "event",
    "AntigenExpression": "cell",
    "Authorization": "condition",
    "BoxedWarning": "event",
    "Branding": "product",
    "Classification": "modality",
    "Composition": "payload",
    "Explanation": "kindOf",
    "Identification": "identifier",
    "Indication": "condition",
    "Manifestation": "manifestation",
    "ManufactureStep": "procedure",
    "MechanismOfAction": "mechanism",
    "RiskProgramme": "event",
    "TargetEngagement": "antigen",
}
_PAGE = "urn:page"
_NO_KEY = (frozenset[str](), frozenset[str](), frozenset[str]())


def statements(candidates: Sequence[Candidate], dataset: DataSet, dated: str) -> list[Statement]:
    """The candidates as statements of one source, a page last reviewed on a day, in their order."""
    codes = _codes(dataset)
    quads = [
        quad
        for number, each in enumerate(candidates)
        for quad in _quads(f"urn:candidate:{number:06}", each, codes)
    ]
    store = MemoryStore.of(quads, dataset.prefixes.namespaces)
    iris = [f"urn:candidate:{number:06}" for number in range(len(candidates))]
    return statements_of(store, dict.fromkeys(iris, _NO_KEY), {iri: {_PAGE: dated} for iri in iris})


def fields_of(candidate: Candidate) -> dict[str, tuple[Value, ...]]:
    """The fields of a candidate by local name, its object among them."""
    name = OBJECTS.get(candidate.kind, "")
    given = dict(candidate.fields)
    if name and candidate.object and not any(candidate.object in of for of in given.values()):
        given[name] = tuple(dict.fromkeys([candidate.object, *given.get(name, ())]))
    return given


def _codes(dataset: DataSet) -> dict[str, str]:
    """The code of each unit by its IRI."""
    rows = dataset.store.select(lookups.text("units")).rows
    return {iri_of(row["unit"]): _text(row["code"]) for row in rows}


def _quads(iri: str, candidate: Candidate, codes: Mapping[str, str]) -> Iterator[Quad]:
    claim = NamedNode(iri)
    yield Quad(claim, NamedNode(TYPE), NamedNode(f"{IG}{candidate.kind}"))
    certainty = candidate.certainty.removeprefix(IG)
    yield Quad(claim, NamedNode(f"{IG}certainty"), NamedNode(f"{IG}{certainty}"))
    for name, values in fields_of(candidate).items():
        for number, value in enumerate(values):
            if isinstance(value, Amount):
                node = NamedNode(f"{iri}:{name}:{number}")
                code = codes.get(value.unit, value.unit)
                yield Quad(node, NamedNode(f"{IG}value"), Literal(value.value))
                yield Quad(node, NamedNode(f"{IG}unit"), Literal(code))
                yield Quad(claim, NamedNode(f"{IG}{name}"), node)
            else:
                yield Quad(claim, NamedNode(f"{IG}{name}"), term_of(value))


def term_of(value: str | int | bool) -> Term:
    """A value that is no amount, as a term."""
    if isinstance(value, str) and is_iri(value):
        return NamedNode(value)
    return Literal(value)


def _text(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
