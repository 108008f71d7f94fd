"""Where triples live. Beside `rdf`, the only module that knows the engine.

Everything above speaks SPARQL text, terms and solutions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple, Variable

from immunograph import sparql
from immunograph.errors import BadQuery, StoreFailed
from immunograph.rdf import (
    Results,
    Solution,
    Solutions,
    Term,
    as_results,
    joined,
    lines_of,
    read_solutions,
    readably,
)
from immunograph.sparql import Token, guard, tokens

__all__ = [
    "BadQuery",
    "BlankNode",
    "Literal",
    "NamedNode",
    "Quad",
    "Results",
    "Solution",
    "Solutions",
    "Term",
    "Token",
    "Triple",
    "Variable",
    "guard",
    "tokens",
]


class Row(Protocol):
    """One solution as a row; None where a variable is not bound."""

    def __getitem__(self, number: int, /) -> Term | None:
        """The term of the variable with this number."""
        ...


ENGINE = f"pyoxigraph {ox.__version__}"
_AT_ONCE = 50  # regular expressions tried in one query


class Store(Protocol):
    """What answers SPARQL 1.1: a data set in memory, or anything that stands in for one."""

    def run(self, text: str, /, **bindings: Term) -> Results:
        """Solutions of a SELECT, the truth of an ASK, triples of a CONSTRUCT or DESCRIBE.

        The bindings are terms put in place of variables that the query projects.

        Raises `BadQuery`, and `StoreFailed` where the store fails or takes too long.
        """
        ...

    def select(self, text: str, /, **bindings: Term) -> Solutions:
        """The solutions of a SELECT. Raises as `run` does."""
        results = self.run(text, **bindings)
        if not isinstance(results, Solutions):
            raise BadQuery("this is not a SELECT query")
        return results

    def construct(self, text: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE. Raises as `run` does."""
        results = self.run(text)
        if not isinstance(results, list):
            raise BadQuery("this is not a CONSTRUCT query")
        return results


class MemoryStore(Store):
    """A data set in memory, asked in SPARQL 1.1. Takes no update and reaches no host on its own."""

    def __init__(self, data: bytes, prefixes: Mapping[str, str], hosts: Iterable[str] = ()) -> None:
        """Load canonical N-Triples, one statement a line, as the engine itself has written them.

        SERVICE may reach the hosts, and no other.

        Raises `StoreFailed` if the store then holds another number of statements.
        """
        self._prefixes = dict(prefixes)
        self._hosts = frozenset(hosts)
        self._store = ox.Store()
        self._store.load(data, format=ox.RdfFormat.N_TRIPLES, lenient=True)
        given = data.count(b"\n")
        if len(self._store) != given:
            raise StoreFailed(f"{given} statements were given, {len(self._store)} are stored")

    @classmethod
    def of(cls, statements: Iterable[Quad], prefixes: Mapping[str, str]) -> "MemoryStore":
        """A store of statements whose blank nodes keep their names."""
        made = cls(b"", prefixes)
        made._store.bulk_extend(statements)
        return made

    @classmethod
    def read(cls, path: Path, prefixes: Mapping[str, str]) -> "MemoryStore":
        """A store of the statements of a file of N-Triples, read without holding its bytes.

        Raises `Unreadable`, with line and column.
        """
        made = cls(b"", prefixes)
        form = ox.RdfFormat.N_TRIPLES
        readably(lambda: made._store.load(path=path, format=form), str(path))
        return made

    def check(self, text: str, /, **bindings: Term) -> None:
        """Refuse a query that cannot be run on any store. Raises `BadQuery` as `run` does."""
        self._guarded(text, bindings)

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take statements out and put others in."""
        for quad in removed:
            self._store.remove(quad)
        self._store.extend(added)

    def __len__(self) -> int:
        return len(self._store)

    def lines(self) -> list[str]:
        """Everything in the store as sorted canonical lines."""
        return lines_of(_dumped(self._store))

    def holds(self, lines: Sequence[str]) -> bool:
        """Whether the store holds exactly these canonical lines, each as it is written."""
        return _holds(self._store, lines)

    def statements(self) -> Iterator[Quad]:
        """Everything in the store, in no order."""
        return iter(self._store)

    def solve(self, text: str, /, **bindings: Term) -> Solutions:
        """The solutions of a SELECT that this package wrote itself. Raises `BadQuery`."""
        results = self._query(text, bindings)
        assert isinstance(results, ox.QuerySolutions)
        return read_solutions(results)

    def rows(self, text: str) -> Iterator[Row]:
        """The same, one by one as they come. Raises `BadQuery`."""
        results = self._query(text, {})
        assert isinstance(results, ox.QuerySolutions)
        return iter(results)

    def run(self, text: str, /, **bindings: Term) -> Results:
        """Run SPARQL: solutions of a SELECT, the truth of an ASK, triples of a CONSTRUCT.

        The bindings are terms put in place of variables that the query projects.

        Raises `BadQuery`.
        """
        results = self._guarded(text, bindings)
        return list(results) if isinstance(results, ox.QueryTriples) else as_results(results)

    def written(self, text: str, bindings: Mapping[str, Term]) -> tuple[bool, bytes]:
        """The same as bytes, for `read_results`: N-Triples where the first is true, else JSON.

        Raises `BadQuery`.
        """
        results = self._guarded(text, bindings)
        if isinstance(results, ox.QueryTriples):
            return True, results.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
        return False, results.serialize(format=ox.QueryResultsFormat.JSON) or b""

    def _guarded(
        self, text: str, bindings: Mapping[str, Term]
    ) -> "ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples":
        if not sparql.is_harmless(text):
            guard(text, self._prefixes, self._hosts)
        return self._query(text, bindings)

    def _query(
        self, text: str, bindings: Mapping[str, Term]
    ) -> "ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples":
        substitutions = {Variable(name): term for name, term in bindings.items()}
        used = {name: iri for name, iri in self._prefixes.items() if f"{name}:" in text}
        try:
            return self._store.query(text, prefixes=used, substitutions=substitutions)
        except SyntaxError as error:
            guard(text, self._prefixes, self._hosts)  # what it knows is more exact
            raise sparql.fault(text, str(error.msg)) from None
        except RuntimeError as error:
            raise BadQuery(str(error)) from None
        except OSError as error:
            raise StoreFailed(str(error)) from None


def usable_patterns(patterns: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The regular expressions, each with its flags, that the store can use.

    An error in use would pass for no match.

    >>> usable_patterns([("^a+$", "i"), ("(", ""), ("(a{1000}){1000}", "")])
    {('^a+$', 'i')}
    """
    store, usable = MemoryStore(b"", {}), set[tuple[str, str]]()
    given = list(patterns)
    for start in range(0, len(given), _AT_ONCE):
        some = given[start : start + _AT_ONCE]
        tests = [f'REGEX("", {Literal(text)}, {Literal(flags)})' for text, flags in some]
        shown = " ".join(f"({test} AS ?used{number})" for number, test in enumerate(tests))
        for row in store.select(f"SELECT {shown} {{}}").rows:
            usable |= {each for number, each in enumerate(some) if f"used{number}" in row}
    return usable


def stored_literal(literal: Literal) -> Literal:
    """The literal as the store would keep it.

    >>> stored_literal(Literal("1.50", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    <Literal value=1.5 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>
    """
    store = ox.Store()
    node = NamedNode("urn:x")
    store.add(Quad(node, node, literal))
    kept = next(iter(store)).object
    assert isinstance(kept, Literal)
    return kept


def is_kept(lines: Sequence[str]) -> bool:
    """Whether the store would keep canonical lines as they are written.

    >>> decimal = "<http://www.w3.org/2001/XMLSchema#decimal>"
    >>> is_kept([f'<urn:a> <urn:b> "{number}"^^{decimal} .' for number in ("1.5", "1.50")])
    False
    """
    store = ox.Store()
    store.load(joined(lines), format=ox.RdfFormat.N_TRIPLES, lenient=True)
    return _holds(store, lines)


def _holds(store: ox.Store, lines: Sequence[str]) -> bool:
    held = _dumped(store).decode().split("\n")[:-1]
    return len(held) == len(lines) and set(held) == set(lines)


def _dumped(store: ox.Store) -> bytes:
    form, graph = ox.RdfFormat.N_TRIPLES, ox.DefaultGraph()
    return store.dump(format=form, from_graph=graph) or b""
