"""A SPARQL 1.1 endpoint as a store: what is asked of the embedded one can be asked of it.

A query is read here first, so that a fault of it is said as always; then it is sent with its
prefixes and its values written into it. What `dialect` knows the engine to get wrong is evaluated
here instead, over the statements that `gathered` fetches.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from immunograph.bounded import BoundedStore
from immunograph.errors import BadQuery, StoreFailed
from immunograph.rdf import joined, read_results
from immunograph.remote import dialect
from immunograph.remote.dialect import Dialect
from immunograph.remote.gathered import Gathered, predicates_of
from immunograph.remote.ordering import Ordering
from immunograph.remote.protocol import RESULTS, TRIPLES, Address, Connection, Limits, Refused
from immunograph.remote.substitution import INNER, NotWritable, substituted
from immunograph.sparql import tokens
from immunograph.store import (
    BlankNode,
    Literal,
    MemoryStore,
    NamedNode,
    Results,
    Row,
    Solutions,
    Store,
    Term,
    Triple,
)
from immunograph.syntax import parsed
from immunograph.vocabulary import IG, RDFS

if TYPE_CHECKING:
    from tree_sitter import Node

# Something that every data set of this tool says, whatever it is about.
MARK = f"?kind <{RDFS}subClassOf> <{IG}Thing>"
_TRIPLES = frozenset({"CONSTRUCT", "DESCRIBE"})
_FORMS = frozenset({"SELECT", "ASK", *_TRIPLES})


@dataclass
class EndpointStore(Store):
    """A data set at an address, asked in SPARQL 1.1. Takes no update.

    What is evaluated here has `seconds`, where that is bounded.
    """

    address: Address
    prefixes: Mapping[str, str]
    limits: Limits = field(default_factory=Limits)
    seconds: float | None = None

    @classmethod
    def open(
        cls, url: str, prefixes: Mapping[str, str], limits: Limits | None = None
    ) -> "EndpointStore":
        """The data set at a URL.

        Raises `BadParameter` for no URL, `StoreFailed` where there is no data set of this tool.
        """
        store = cls(Address.read(url), dict(prefixes), limits or Limits())
        store._find_graph()
        return store

    def run(self, text: str, /, **bindings: Term) -> Results:
        """Solutions of a SELECT, the truth of an ASK, triples of a CONSTRUCT or DESCRIBE.

        The bindings are terms put in place of variables that the query projects.

        Raises `BadQuery`, and `StoreFailed` where the endpoint fails, `TimedOut` where it takes
        too long.
        """
        self._empty.check(text, **bindings)
        try:
            query = self._complete(text, bindings)
        except NotWritable:
            return self._evaluated(text, None, bindings)
        return self._answered(query)

    def solve(self, text: str, /, **bindings: Term) -> Solutions:
        """The solutions of a SELECT that this package wrote itself. Raises as `run` does."""
        return self.select(text, **bindings)

    def rows(self, text: str) -> Iterator[Row]:
        """The same, each as a row of terms and None. Raises as `run` does."""
        found = self.select(text)
        return ([row.get(name) for name in found.variables] for row in found.rows)

    def lines(self) -> list[str]:
        """Everything it holds as sorted canonical lines. Raises `StoreFailed`."""
        return self._gathered.all()

    def data(self) -> bytes:
        """The same as bytes."""
        return joined(self.lines())

    def __len__(self) -> int:
        return self.counted("?s ?p ?o")

    def bounded(self, seconds: float) -> "EndpointStore":
        """The same, for questions that have some seconds each."""
        other = replace(self, limits=replace(self.limits, whole=seconds), seconds=seconds)
        held = replace(self._gathered, source=other)
        vars(other).update(_dialect=self._dialect, _gathered=held)
        return other

    @property
    def engine(self) -> str:
        """The name of the engine, as far as it is known."""
        return self._dialect.name

    # -- how a query is answered -----------------------------------------------------------------

    @cached_property
    def _empty(self) -> MemoryStore:
        return MemoryStore(b"", self.prefixes)

    @cached_property
    def _connection(self) -> Connection:
        return Connection(self.address, self.limits)

    @cached_property
    def _gathered(self) -> Gathered:
        return Gathered(self, self.prefixes)

    def _complete(self, text: str, bindings: Mapping[str, Term]) -> str:
        """A query with its values and the prefixes that it uses."""
        given = substituted(text, bindings) if bindings else text
        used = {name: iri for name, iri in self.prefixes.items() if f"{name}:" in given}
        declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in used.items())
        return declared + given

    def _answered(self, query: str) -> Results:
        """What a query gives: of the endpoint where its engine can be left to it, else here."""
        if self._dialect is dialect.STANDARD:
            return _outer(self._there(query))
        root = parsed(query)
        ordering = None if self._dialect.orders else Ordering.of(query, root)
        if ordering is not None:
            unordered = self._left_to_it(ordering.query, parsed(ordering.query))
            if isinstance(unordered, Solutions) and not _has_blank_nodes(unordered):
                return _outer(ordering.applied(unordered))
            return self._here(query, root)
        found = self._left_to_it(query, root)
        return self._here(query, root) if found is None else _outer(found)

    def _left_to_it(self, query: str, root: "Node") -> Results | None:
        """What the endpoint answers; None where its engine cannot do it."""
        if self._dialect.beyond(root):
            return None
        try:
            return self._there(query)
        except Refused as refusal:
            if self._dialect.is_own_fault(refusal.said):
                return None
            raise

    def _here(self, query: str, root: "Node") -> Results:
        """What a query gives over the statements that it can see."""
        return _outer(self._evaluated(query, predicates_of(root, self.prefixes), {}))

    def _evaluated(
        self, query: str, predicates: set[str] | None, bindings: Mapping[str, Term]
    ) -> Results:
        """What a query gives here, in a process of its own where its time is bounded."""
        if self.seconds is None:
            return self._gathered.store(predicates).run(query, **bindings)
        data = joined(self._gathered.some(predicates))
        return BoundedStore(data, self.prefixes, self.seconds).run(query, **bindings)

    def _there(self, query: str) -> Results:
        try:
            is_graph = _form(query) in _TRIPLES
            return self._triples(query, may_be_cut=False) if is_graph else self._results(query)
        except Refused as refusal:
            if refusal.is_of_query and not self._dialect.is_own_fault(refusal.said):
                said = self._dialect.message(refusal.said)
                raise BadQuery(f"{self.address} does not take the query: {said}") from None
            raise

    def _results(self, query: str) -> Solutions | bool:
        reply = self._connection.ask(query, RESULTS)
        self._refuse_a_part(reply.headers)
        found = self._read(reply.body, triples=False)
        assert not isinstance(found, list)
        return self._dialect.read(found)

    def _triples(self, query: str, *, may_be_cut: bool) -> list[Triple]:
        reply = self._connection.ask(query, TRIPLES)
        if not may_be_cut:
            self._refuse_a_part(reply.headers)
        found = self._read(reply.body, triples=True)
        assert isinstance(found, list)
        return found

    def _read(self, body: bytes, *, triples: bool) -> Results:
        try:
            return read_results(body, triples=triples)
        except StoreFailed as failure:
            raise StoreFailed(f"{self.address}: {failure}") from None

    def _refuse_a_part(self, headers: Mapping[str, str]) -> None:
        if cut := self._dialect.cut(headers):
            raise StoreFailed(f"{self.address}: {cut}")

    # -- what is asked of it to know it ----------------------------------------------------------

    def counted(self, pattern: str) -> int:
        """How many solutions a pattern has."""
        found = self._results(f"SELECT (COUNT(*) AS ?count) WHERE {{ {pattern} }}")
        term = found.rows[0].get("count") if isinstance(found, Solutions) and found.rows else None
        if not isinstance(term, Literal) or not term.value.isdigit():
            raise StoreFailed(f"{self.address}: it does not say how many there are")
        return int(term.value)

    def fetched(self, query: str) -> list[Triple]:
        """The triples of a CONSTRUCT, of which there may be more."""
        return self._triples(query, may_be_cut=True)

    @cached_property
    def _dialect(self) -> Dialect:
        """That of the engine: by how it names itself, or else by what only it answers."""
        reply = self._connection.ask("ASK {}", RESULTS)
        headers = {name.lower(): value for name, value in reply.headers.items()}
        if found := dialect.of_server(headers.get("server", "")):
            return found
        return next(filter(self._is, dialect.ENGINES), dialect.STANDARD)

    def _is(self, engine: Dialect) -> bool:
        try:
            self._connection.ask(engine.probe, RESULTS)
        except (BadQuery, StoreFailed):
            return False
        return True

    def _find_graph(self) -> None:
        """Ask the one graph that has a data set of this tool, unless graphs are named."""
        if self.address.graphs:
            if not self._results(f"ASK {{ {MARK} }}"):
                raise StoreFailed(self._no_data("in the graphs that are named"))
            return
        if not self._dialect.unites_graphs and self._results(f"ASK {{ {MARK} }}"):
            return
        found = self._results(f"SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ {MARK} }} }}")
        rows = found.rows if isinstance(found, Solutions) else ()
        graphs = sorted(row["graph"].value for row in rows if isinstance(row["graph"], NamedNode))
        if len(graphs) != 1:
            several = f"it has {len(graphs)} graphs with one: name the one that is meant"
            raise StoreFailed(self._no_data() if not graphs else f"{self.address}: {several}")
        self.address = replace(self.address, graphs=(("default-graph-uri", graphs[0]),))
        del self._connection

    def _no_data(self, where: str = "") -> str:
        return f"{self.address}: there is no data set of immunograph here {where}".rstrip()


def _outer(results: Results) -> Results:
    """Results without the variables that only a rewritten query has."""
    if not isinstance(results, Solutions):
        return results
    kept = tuple(name for name in results.variables if not name.startswith(INNER))
    if len(kept) == len(results.variables):
        return results
    rows = ({name: term for name, term in row.items() if name in kept} for row in results.rows)
    return Solutions(kept, tuple(rows))


def _has_blank_nodes(found: Solutions) -> bool:
    return any(isinstance(term, BlankNode) for row in found.rows for term in row.values())


def _form(query: str) -> str:
    return next((t.text.upper() for t in tokens(query) if t.text.upper() in _FORMS), "")
