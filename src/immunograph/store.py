"""Where triples live. The only module that knows the engine.

Everything above speaks SPARQL text, terms and solutions. A triple in transit is one line of
canonical N-Triples; a data set is a sorted list of such lines.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple, Variable

from immunograph import nesting, sparql
from immunograph.errors import BadQuery, StoreFailed, Unreadable
from immunograph.finding import Finding, Place
from immunograph.sparql import Token, guard, tokens

__all__ = [
    "BadQuery",
    "BlankNode",
    "Literal",
    "NamedNode",
    "Quad",
    "Term",
    "Token",
    "Triple",
    "Variable",
    "guard",
    "tokens",
]

Term = NamedNode | BlankNode | Literal | Triple
Solution = Mapping[str, Term]
_Read = TypeVar("_Read")


class Row(Protocol):
    """One solution as a row; None where a variable is not bound."""

    def __getitem__(self, number: int, /) -> Term | None:
        """The term of the variable with this number."""
        ...


ENGINE = f"pyoxigraph {ox.__version__}"
_AT_ONCE = 50  # regular expressions tried in one query


@dataclass(frozen=True, slots=True)
class Solutions:
    """What a SELECT yields: the variables in order, and a row per solution.

    A row maps the name of a variable to its term; an unbound variable is not in it.
    """

    variables: tuple[str, ...]
    rows: tuple[Solution, ...]


Results = Solutions | bool | list[Triple]


def parse_turtle(data: bytes, name: str) -> list[Quad]:
    """The statements of a Turtle file in the order of the file.

    Raises `Unreadable` with line and column.
    """
    nesting.guard(data, name, "ttl")
    return _read(lambda: list(ox.parse(data, format=ox.RdfFormat.TURTLE)), name)


def turtle_lines(data: bytes, name: str) -> list[str]:
    """The statements of a Turtle file as canonical lines, in the order of the file.

    Raises `Unreadable` with line and column.
    """
    nesting.guard(data, name, "ttl")
    form = ox.RdfFormat.N_TRIPLES
    serialised = _read(
        lambda: ox.serialize(ox.parse(data, format=ox.RdfFormat.TURTLE), format=form), name
    )
    return (serialised or b"").decode().split("\n")[:-1]


def parse_rdf(
    data: bytes, name: str, extension: str, prefixes: MutableMapping[str, str]
) -> Iterator[Quad]:
    """The statements of a file in the format of an extension, one after another, in one graph.

    The file is its own base; its blank nodes are told apart from those of other files. The
    prefixes that it declares are put into `prefixes`.

    Raises `Unreadable`, with line and column where the parser gives them.
    """
    nesting.guard(data, name, extension)
    form, base = ox.RdfFormat.from_extension(extension), Path(name).resolve().as_uri()
    parser = ox.parse(data, format=form, base_iri=base, rename_blank_nodes=True)
    with _readable(name):
        for quad in parser:
            yield Quad(quad.subject, quad.predicate, quad.object)
    prefixes.update(parser.prefixes)


def _read(read: Callable[[], _Read], name: str) -> _Read:
    with _readable(name):
        return read()


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turn what a parser raises into `Unreadable`."""
    try:
        yield
    except SyntaxError as error:
        raise Unreadable([_syntax_finding(error, name)]) from None
    except (MemoryError, OSError, ValueError) as error:  # a literal or an IRI of many megabytes
        reason, fix = " ".join(str(error).split()), "split what is too large"
        raise Unreadable([Finding("syntax", reason, Place(name), fix=fix)]) from None


def _syntax_finding(error: SyntaxError, name: str) -> Finding:
    message = str(error.msg)
    reason = message.split(": ", 1)[-1]
    fix = f"correct {'the Turtle' if name.endswith('.ttl') else 'it'} here"
    if "has not been declared" in reason:
        fix = "declare it with @prefix, as ontology/prefixes.ttl does, or correct its spelling"
    return Finding("syntax", reason, Place(name, error.lineno, error.offset), fix=fix)


def canonical_lines(statements: Iterable[Quad] | Iterable[Triple]) -> list[str]:
    """The statements as distinct, sorted lines of canonical N-Triples."""
    return _lines(ox.serialize(statements, format=ox.RdfFormat.N_TRIPLES) or b"")


def _lines(serialised: bytes) -> list[str]:
    return sorted(set(serialised.decode().split("\n")) - {""})


def as_lines(statements: Iterable[Quad] | Iterable[Triple]) -> str:
    """The statements as N-Triples, in their order, blank nodes by their names."""
    triples = (each.triple if isinstance(each, Quad) else each for each in statements)
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def from_lines(text: str) -> list[Quad]:
    """The statements of N-Triples that this tool wrote, blank nodes by their names."""
    return list(ox.parse(text, format=ox.RdfFormat.N_TRIPLES))


def serialised(triples: Iterable[Triple], extension: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples in the format of an extension, in their order."""
    form = ox.RdfFormat.from_extension(extension)
    assert form is not None
    return ox.serialize(triples, format=form, prefixes=dict(prefixes)) or b""


def results_in(form: str, results_json: str) -> str:
    """SPARQL 1.1 Query Results JSON as `xml`, `csv` or `tsv`, each as the W3C has it."""
    results = ox.parse_query_results(results_json, format=ox.QueryResultsFormat.JSON)
    return (results.serialize(format=ox.QueryResultsFormat.from_extension(form)) or b"").decode()


def joined(lines: Iterable[str]) -> bytes:
    """Lines as the bytes of a file, each line ended."""
    return "".join(f"{line}\n" for line in lines).encode()


def stored_literal(literal: Literal) -> Literal:
    """The literal as the store would keep it.

    >>> stored_literal(Literal("1.50", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")))
    <Literal value=1.5 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>
    """
    store, node = ox.Store(), NamedNode("urn:x")
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
    return store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""


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


class Store(Protocol):
    """What answers SPARQL 1.1: a data set in memory, or anything that stands in for one."""

    def run(self, text: str, **bindings: Term) -> Results:
        """Solutions of a SELECT, the truth of an ASK, triples of a CONSTRUCT or DESCRIBE.

        The bindings are terms put in place of variables that the query projects.

        Raises `BadQuery`, and `StoreFailed` where the store fails or takes too long.
        """
        ...

    def select(self, text: str, **bindings: Term) -> Solutions:
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
        _read(lambda: made._store.load(path=path, format=form), str(path))
        return made

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take statements out and put others in."""
        for quad in removed:
            self._store.remove(quad)
        self._store.extend(added)

    def __len__(self) -> int:
        return len(self._store)

    def lines(self) -> list[str]:
        """Everything in the store as sorted canonical lines."""
        return _lines(_dumped(self._store))

    def holds(self, lines: Sequence[str]) -> bool:
        """Whether the store holds exactly these canonical lines, each as it is written."""
        return _holds(self._store, lines)

    def statements(self) -> Iterator[Quad]:
        """Everything in the store, in no order."""
        return iter(self._store)

    def solve(self, text: str, **bindings: Term) -> Solutions:
        """The solutions of a SELECT that this package wrote itself. Raises `BadQuery`."""
        results = self._query(text, bindings)
        assert isinstance(results, ox.QuerySolutions)
        return _solutions(results)

    def rows(self, text: str) -> Iterator[Row]:
        """The same, one by one as they come. Raises `BadQuery`."""
        results = self._query(text, {})
        assert isinstance(results, ox.QuerySolutions)
        return iter(results)

    def run(self, text: str, **bindings: Term) -> Results:
        """Run SPARQL: solutions of a SELECT, the truth of an ASK, triples of a CONSTRUCT.

        The bindings are terms put in place of variables that the query projects.

        Raises `BadQuery`.
        """
        results = self._guarded(text, bindings)
        return list(results) if isinstance(results, ox.QueryTriples) else _read_results(results)

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


def read_results(data: bytes, *, triples: bool = False) -> Results:
    """What a query gave, from SPARQL 1.1 Query Results JSON, or from N-Triples.

    Raises `StoreFailed` where it is neither.

    >>> read_results(b'{"head": {}, "boolean": true}')
    True
    """
    try:
        if triples:
            return [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]
        return _read_results(ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON))
    except (SyntaxError, ValueError) as error:
        raise StoreFailed(f"the results cannot be read: {' '.join(str(error).split())}") from None


def read_term(text: str) -> Term:
    """A term as N-Triples writes it.

    >>> read_term('"CD19"@en')
    <Literal value=CD19 language=en>
    """
    line = f"<urn:x> <urn:x> {text} ."
    read: Term = next(iter(ox.parse(line, format=ox.RdfFormat.N_TRIPLES))).object
    return read


def _read_results(results: "ox.QuerySolutions | ox.QueryBoolean") -> Solutions | bool:
    return bool(results) if isinstance(results, ox.QueryBoolean) else _solutions(results)


def _solutions(results: ox.QuerySolutions) -> Solutions:
    names = tuple(variable.value for variable in results.variables)
    rows = []
    for solution in results:
        terms = zip(names, solution, strict=True)
        rows.append({name: term for name, term in terms if term is not None})
    return Solutions(names, tuple(rows))
