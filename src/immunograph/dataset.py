"""A built data set: what every question is put to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from immunograph.bounded import SECONDS, BoundedStore
from immunograph.names import Names, read_names
from immunograph.ontology import Prefixes
from immunograph.store import MemoryStore, Store


@dataclass(frozen=True)
class DataSet:
    """A built data set: a store to look things up in, its prefixes, and its manifest.

    A question has `seconds` for its answer; SERVICE may reach `hosts`, and no other.
    """

    store: MemoryStore
    prefixes: Prefixes
    manifest: Mapping[str, Any]
    data: bytes
    language: str = "en"
    seconds: float = SECONDS
    hosts: tuple[str, ...] = ()

    @cached_property
    def asked(self) -> Store:
        """What questions are put to: the store, bounded in time and in memory."""
        return BoundedStore(self.data, self.prefixes.namespaces, self.seconds, hosts=self.hosts)

    def describes(self, iri: str) -> bool:
        """Whether something is said of a thing."""
        line = f"<{iri}> ".encode()
        return self.data.startswith(line) or b"\n" + line in self.data

    @cached_property
    def names(self) -> Names:
        """What the things in it are called."""
        return replace(read_names(self.store, self.prefixes), language=self.language)
