"""A built data set: what every question is put to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from immunograph import lookups
from immunograph.confinement import SECONDS
from immunograph.names import Names, iri_of, read_names
from immunograph.ontology import Prefixes
from immunograph.rdf import from_lines
from immunograph.store import MemoryStore, Quad, Store

if TYPE_CHECKING:
    from immunograph.remote.endpoint import EndpointStore

_DRAFTS = lookups.text("drafts")


@dataclass(frozen=True)
class DataSet:
    """A built data set: a store to look things up in, its prefixes, and its manifest.

    `held` is everything it says as sorted lines of canonical N-Triples, or what gives that. A
    question has `seconds` for its answer; SERVICE may reach `hosts`, and no other.
    """

    store: "MemoryStore | EndpointStore"
    prefixes: Prefixes
    manifest: Mapping[str, Any]
    held: bytes | Callable[[], bytes] = field(repr=False)
    language: str = "en"
    seconds: float = SECONDS
    hosts: tuple[str, ...] = ()

    @cached_property
    def asked(self) -> Store:
        """What questions are put to: the store, bounded in time and in memory."""
        if not isinstance(self.store, MemoryStore):
            return self.store.bounded(self.seconds)
        from immunograph.bounded import BoundedStore  # noqa: PLC0415 (only where something is asked)

        return BoundedStore(self.data, self.prefixes.namespaces, self.seconds, hosts=self.hosts)

    @property
    def address(self) -> str:
        """Where it is, for one at an endpoint."""
        return "" if isinstance(self.store, MemoryStore) else str(self.store.address)

    @cached_property
    def data(self) -> bytes:
        """Everything it says as sorted lines of canonical N-Triples."""
        return self.held if isinstance(self.held, bytes) else self.held()

    def statements(self) -> Iterator[Quad]:
        """Everything it says."""
        yield from from_lines(self.data.decode())

    def describes(self, iri: str) -> bool:
        """Whether something is said of a thing."""
        line = f"<{iri}> ".encode()
        return self.data.startswith(line) or b"\n" + line in self.data

    @cached_property
    def drafts(self) -> frozenset[str]:
        """The claims in it that nobody has reviewed yet."""
        return frozenset(iri_of(row["claim"]) for row in self.store.select(_DRAFTS).rows)

    @cached_property
    def names(self) -> Names:
        """What the things in it are called."""
        return replace(read_names(self.store, self.prefixes), language=self.language)
