"""What RDF and the results of queries are as text: read from it, and written to it.

Beside `store`, the only module that knows the engine. A triple in transit is one line of canonical
N-Triples; a data set is a sorted list of such lines.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from immunograph import nesting
from immunograph.errors import StoreFailed, Unreadable
from immunograph.finding import Finding, Place

Term = NamedNode | BlankNode | Literal | Triple
Solution = Mapping[str, Term]
_Read = TypeVar("_Read")


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
    return readably(lambda: list(ox.parse(data, format=ox.RdfFormat.TURTLE)), name)


def turtle_lines(data: bytes, name: str) -> list[str]:
    """The statements of a Turtle file as canonical lines, in the order of the file.

    Raises `Unreadable` with line and column.
    """
    nesting.guard(data, name, "ttl")
    form = ox.RdfFormat.N_TRIPLES
    serialised = readably(
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


def readably(read: Callable[[], _Read], name: str) -> _Read:
    """What is read; what a parser raises becomes `Unreadable`."""
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
    return lines_of(ox.serialize(statements, format=ox.RdfFormat.N_TRIPLES) or b"")


def lines_of(serialised: bytes) -> list[str]:
    """What was serialised as N-Triples as distinct, sorted lines."""
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


def read_results(data: bytes, *, triples: bool = False) -> Results:
    """What a query gave, from SPARQL 1.1 Query Results JSON, or from N-Triples.

    Raises `StoreFailed` where it is neither.

    >>> read_results(b'{"head": {}, "boolean": true}')
    True
    """
    try:
        if triples:
            return [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]
        return as_results(ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON))
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


def as_results(results: "ox.QuerySolutions | ox.QueryBoolean") -> Solutions | bool:
    """What the engine gave, as it was read from it."""
    return bool(results) if isinstance(results, ox.QueryBoolean) else read_solutions(results)


def read_solutions(results: ox.QuerySolutions) -> Solutions:
    """The solutions that the engine gives, all of them."""
    names = tuple(variable.value for variable in results.variables)
    rows = []
    for solution in results:
        terms = zip(names, solution, strict=True)
        rows.append({name: term for name, term in terms if term is not None})
    return Solutions(names, tuple(rows))
