"""The saved questions as content: each a `sh:SPARQLExecutable`, so that questions can be asked for.

The vocabulary is that of SHACL as the examples of the SIB use it (sib-swiss/sparql-examples):
`sh:select`, `sh:ask`, `sh:construct` or `spex:describe`, `rdfs:comment`, `sh:prefixes`,
`schema:keywords`, `schema:target`. What a question takes is in our own words. The SPARQL declares
its prefixes, and so runs elsewhere as it stands.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from immunograph import sparql
from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place
from immunograph.graph import Statements
from immunograph.ontology import Prefixes, is_iri
from immunograph.parameters import IRI, Parameter
from immunograph.queries import SavedQuery, name_of, read_query
from immunograph.rdf import canonical_lines
from immunograph.repository import ContentFile
from immunograph.store import Literal, NamedNode, Quad
from immunograph.vocabulary import (
    DCTERMS,
    IG,
    QUERIES,
    RDFS,
    SCHEMA,
    SH,
    SKOS,
    SPEX,
    TYPE,
    VOCABULARY,
    XSD,
)

_TEXT = NamedNode(f"{XSD}string")
# What each kind of query is, and the predicate of its text.
_KINDS = {
    "select": (f"{SH}SPARQLSelectExecutable", f"{SH}select"),
    "ask": (f"{SH}SPARQLAskExecutable", f"{SH}ask"),
    "construct": (f"{SH}SPARQLConstructExecutable", f"{SH}construct"),
    "describe": (f"{SPEX}SPARQLDescribeExecutable", f"{SPEX}describe"),
}
# The key of a head from which each predicate comes.
_KEYS = {
    f"{RDFS}comment": "summary",
    f"{DCTERMS}description": "description",
    f"{SCHEMA}keywords": "tags",
    f"{SCHEMA}target": "endpoint",
    f"{IG}form": "forms",
    f"{SH}class": "class",
    f"{SH}datatype": "type",
}


def compiled(file: ContentFile, prefixes: Prefixes) -> Statements:
    """The statements of a file that holds a question; none where it is at fault."""
    try:
        query = read_query(file, prefixes)
    except Unreadable:
        return Statements(file.name, (), 0)
    lines = canonical_lines(_statements(query, prefixes)) if query.asks_for else []
    return Statements(file.name, tuple(lines), len(lines))


def by_iri(files: Iterable[ContentFile]) -> dict[str, ContentFile]:
    """The file of each question; a name that is taken is left to the file that comes first."""
    found: dict[str, ContentFile] = {}
    for file in files:
        found.setdefault(iri(name_of(file)), file)
    return found


def iri(name: str) -> str:
    """The IRI of the question of a name.

    >>> iri("therapies-by-target").rpartition("/")[2], iri("Länder_2 (neu)").rpartition("/")[2]
    ('therapies-by-target', 'lander-2-neu')
    """
    return f"{QUERIES}{_slug(name)}"


def _slug(name: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", ascii_only).lower()
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-") or "unnamed"


def _statements(query: SavedQuery, prefixes: Prefixes) -> Iterator[Quad]:
    subject = iri(query.name)
    kind, predicate = _KINDS[query.asks_for]
    yield _link(subject, TYPE, f"{SH}SPARQLExecutable")
    yield _link(subject, TYPE, kind)
    yield _link(subject, f"{SH}prefixes", VOCABULARY)
    yield _words(subject, f"{RDFS}label", " ".join(_slug(query.name).split("-")))
    yield _text(subject, predicate, standing_alone(query.text, prefixes))
    yield _text(subject, f"{IG}inFile", query.file)
    if query.summary:
        yield _words(subject, f"{RDFS}comment", query.summary)
    if query.description:
        yield _words(subject, f"{DCTERMS}description", query.description)
    yield from (_text(subject, f"{SCHEMA}keywords", tag) for tag in query.tags)
    yield from (_words(subject, f"{IG}form", form) for form in query.forms)
    if is_iri(query.endpoint):
        yield _link(subject, f"{SCHEMA}target", query.endpoint)
    for parameter in query.parameters:
        yield from _of_parameter(subject, parameter)


def _of_parameter(query: str, parameter: Parameter) -> Iterator[Quad]:
    subject = f"{query}_{_slug(parameter.name)}"
    yield _link(query, f"{IG}parameter", subject)
    yield _link(subject, TYPE, f"{IG}QueryParameter")
    yield _text(subject, f"{SH}name", parameter.name)
    yield _words(subject, f"{RDFS}label", " ".join(_slug(parameter.name).split("-")))
    yield _text(subject, f"{IG}variable", parameter.asked)
    yield from (_link(subject, f"{SH}class", kind) for kind in parameter.kinds)
    if parameter.form == IRI:
        yield _link(subject, f"{SH}nodeKind", f"{SH}IRI")
    elif parameter.datatype:
        yield _link(subject, f"{SH}datatype", parameter.datatype)
    if not parameter.is_needed:
        yield Quad(*_ends(subject, f"{SH}optional"), Literal(True))
    if parameter.example:
        yield _text(subject, f"{SKOS}example", parameter.example)
    if parameter.default:
        yield _text(subject, f"{SH}defaultValue", parameter.default)
    yield from (_text(subject, f"{IG}allows", value) for value in parameter.allowed)


def standing_alone(text: str, prefixes: Prefixes) -> str:
    """The SPARQL of a question without its head, with the prefixes that it does not declare.

    >>> standing_alone("ASK { ?s ex:p 1 }", Prefixes({"ex": "http://example.org/"})).splitlines()
    ['PREFIX ex: <http://example.org/>', 'ASK { ?s ex:p 1 }']
    """
    body = "\n".join(line for line in text.split("\n") if not line.startswith("#+")).strip("\n")
    missing = sorted(sparql.used(body) - sparql.declared(body).keys())
    known = prefixes.namespaces
    lines = [f"PREFIX {prefix}: <{known[prefix]}>" for prefix in missing if prefix in known]
    return "\n".join([*lines, body])


def place(file: ContentFile, subject: str, predicates: Iterable[str], value: str) -> Place:
    """Where in the file of a question the line stands that a statement was made from."""
    lines = file.text.split("\n")
    parameter = subject.rpartition("/")[2].partition("_")[2]
    keys = [f"{_KEYS[each]}:" for each in predicates if each in _KEYS]
    at = 0
    for sought in [*(["params:", f"{parameter}:"] if parameter else []), *keys, value]:
        at = next((n for n in range(at, len(lines)) if _says(lines[n], sought)), at)
    return Place(file.name, at + 1)


def _says(line: str, sought: str) -> bool:
    return bool(sought) and line.startswith("#+") and sought.lower() in _spaced(line)


def _spaced(line: str) -> str:
    """A line in small letters, the words of a name apart by hyphens."""
    return re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", line).lower()


def _ends(subject: str, predicate: str) -> tuple[NamedNode, NamedNode]:
    return NamedNode(subject), NamedNode(predicate)


def _link(subject: str, predicate: str, value: str) -> Quad:
    return Quad(*_ends(subject, predicate), NamedNode(value))


def _text(subject: str, predicate: str, value: str) -> Quad:
    return Quad(*_ends(subject, predicate), Literal(value, datatype=_TEXT))


def _words(subject: str, predicate: str, value: str) -> Quad:
    return Quad(*_ends(subject, predicate), Literal(value, language="en"))


def shared_names(queries: Iterable[SavedQuery]) -> Iterator[Finding]:
    """Questions that would have one IRI, though not one name."""
    first: dict[str, SavedQuery] = {}
    for query in queries:
        other = first.setdefault(iri(query.name), query)
        if other is not query:
            message = f"{other.file} has the IRI {iri(query.name)} already"
            yield Finding("shared-name", message, Place(query.file), fix="rename one")
