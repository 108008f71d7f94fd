"""A data set at an endpoint, taken for the one that the files of a repository are built into.

The prefixes, the saved questions, the shapes and the rules are those of the repository; what is
asked is what the endpoint holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from immunograph import ontology
from immunograph.build import draft as draft_of_files
from immunograph.build import inputs
from immunograph.dataset import DataSet
from immunograph.errors import Inconsistent
from immunograph.finding import Finding, Place
from immunograph.names import iri_of
from immunograph.remote.endpoint import EndpointStore
from immunograph.remote.protocol import Limits
from immunograph.repository import Repository
from immunograph.store import Literal
from immunograph.vocabulary import IG, TYPE

_CLASSES = f"SELECT ?class (COUNT(*) AS ?count) WHERE {{ ?thing <{TYPE}> ?class }} GROUP BY ?class"
# Where the place of a finding about the data is left to whoever knows more.
_ANYWHERE = Place("graph")


@dataclass(frozen=True, slots=True)
class Held:
    """Where the data set of a check is; `as_files` tells whether the files say the same."""

    address: str
    engine: str
    as_files: bool


def dataset(repository: Repository, url: str, limits: Limits | None = None) -> DataSet:
    """The data set at a URL.

    Raises `BadParameter` for no URL, `StoreFailed` where there is no data set of this tool.
    """
    prefixes = ontology.prefixes(repository)
    store = EndpointStore.open(url, prefixes.namespaces, limits)
    return DataSet(store, prefixes, {"checked": True, "engine": store.engine}, store.data)


def draft(repository: Repository, held: DataSet) -> tuple[DataSet, list[Finding], Held]:
    """The data set at an endpoint as a check takes it, and where it is.

    What keeps the files from being one graph is found where the endpoint holds what they say.
    """
    try:
        local, faults = draft_of_files(repository)
        as_files, read_from = local.data == held.data, local.manifest["inputs"]
    except Inconsistent:
        faults, as_files = [], False
        read_from = {"files": {file.name: file.sha256 for file in inputs(repository).files}}
    manifest = {**held.manifest, "classes": _classes(held), "inputs": read_from}
    where = Held(held.address, held.manifest["engine"], as_files)
    return replace(held, manifest=manifest), faults if as_files else [], where


def _classes(held: DataSet) -> dict[str, int]:
    """How many things there are of each class of this tool."""
    return {
        iri_of(row["class"]).removeprefix(IG): int(row["count"].value)
        for row in held.store.select(_CLASSES).rows
        if iri_of(row["class"]).startswith(IG) and isinstance(row["count"], Literal)
    }


def placed(findings: Iterable[Finding], held: Held) -> list[Finding]:
    """Findings, those that stand in no file at the endpoint."""
    there = Place(held.address)
    return [replace(one, place=there) if one.place == _ANYWHERE else one for one in findings]
