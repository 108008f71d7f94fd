"""The verb `explain`: how two things hang together, step by step, each step with its sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from immunograph import evidence
from immunograph.dataset import DataSet
from immunograph.evidence import Evidence
from immunograph.network import network
from immunograph.vocabulary import IG

if TYPE_CHECKING:
    import networkx

_MOST_PATHS = 5
_THING = f"{IG}Thing"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a statement of the graph, and the passages behind it.

    It is a `draft` where all claims behind it are.
    """

    subject: str
    predicate: str
    object: str
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """The shortest paths between two things; none where nothing connects them."""

    start: str
    end: str
    paths: tuple[tuple[Step, ...], ...]


def explain(dataset: DataSet, start: str, end: str) -> Explanation:
    """The shortest paths between two things, given by name, CURIE or IRI.

    Raises `UnknownName` where no thing bears a name.
    """
    one, other = (dataset.names.resolve(name, _THING) for name in (start, end))
    return between(dataset, one, other)


def between(dataset: DataSet, one: str, other: str) -> Explanation:
    """The same for two IRIs."""
    graph = network(dataset)
    shortest = islice(_paths(graph, one, other), _MOST_PATHS)
    paths = [list(_edges(graph, path)) for path in shortest]
    claims = {claim: None for path in paths for edge in path for claim in edge.claims}
    behind = evidence.of_claims(dataset, claims)
    drafts = dataset.drafts
    made = (tuple(_steps(path, behind, drafts)) for path in paths)
    return Explanation(one, other, tuple(made))


def _paths(graph: "networkx.MultiDiGraph[str]", start: str, end: str) -> Iterator[Sequence[str]]:
    import networkx  # noqa: PLC0415 (slow to import)

    plain: networkx.Graph[str] = networkx.Graph(graph)
    known = start in plain and end in plain
    if known and start != end and networkx.has_path(plain, start, end):
        yield from sorted(networkx.all_shortest_paths(plain, start, end))


def _edges(graph: "networkx.MultiDiGraph[str]", path: Sequence[str]) -> Iterator[Step]:
    """The statements along a path, in either direction, without their evidence."""
    for one, other in pairwise(path):
        for subject, thing in ((one, other), (other, one)):
            for predicate, data in sorted((graph.get_edge_data(subject, thing) or {}).items()):
                yield Step(subject, str(predicate), thing, tuple(data["claims"]), ())


def _steps(
    edges: Iterable[Step], behind: Mapping[str, Sequence[Evidence]], drafts: frozenset[str]
) -> Iterator[Step]:
    for edge in edges:
        found = (one for claim in edge.claims for one in behind[claim])
        draft = bool(edge.claims) and drafts.issuperset(edge.claims)
        yield replace(edge, evidence=tuple(found), draft=draft)
