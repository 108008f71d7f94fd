"""The folder `queries/`: the saved questions, each a `.rq` file with a head of `#+` lines."""

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from immunograph import grlc, sparql
from immunograph.errors import BadParameter, UnknownName, Unreadable
from immunograph.finding import Finding, Place
from immunograph.heads import fault, read_decorators
from immunograph.names import Names
from immunograph.ontology import Prefixes
from immunograph.parameters import Parameter
from immunograph.repository import ContentFile, Repository
from immunograph.store import Term

__all__ = ["Otherwise", "Parameter", "SavedQuery", "bind", "choose", "saved_queries"]

# Where the conditions stand that questions are composed of; they are no questions of their own.
CONDITIONS = "queries/conditions/"


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What to say, and what to ask instead, where a question has no answer."""

    say: str
    query: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A saved question: its head, and the SPARQL as it stands in the file."""

    name: str
    file: str
    text: str
    summary: str
    description: str = ""
    forms: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    tags: tuple[str, ...] = ()
    gather: tuple[str, ...] = ()
    otherwise: Otherwise | None = None
    endpoint: str = ""

    @property
    def asks_for(self) -> str:
        """What it gives: `select`, `ask`, `construct` or `describe`; empty where it is no query."""
        return sparql.form_of(self.text)

    @property
    def examples(self) -> dict[str, str]:
        """A value for every parameter that has an example."""
        return {p.name: p.example for p in self.parameters if p.example}


def saved_queries(repository: Repository, prefixes: Prefixes) -> dict[str, SavedQuery]:
    """The saved questions of a repository by name.

    Raises `Unreadable` with every file whose head has a fault, or whose name is taken.
    """
    queries: dict[str, SavedQuery] = {}
    findings: list[Finding] = []
    for file in repository.files("queries", ".rq"):
        if file.name.startswith(CONDITIONS):
            continue
        try:
            query = read_query(file, prefixes)
        except Unreadable as error:
            findings.extend(error.findings)
            continue
        other = queries.setdefault(query.name, query)
        if other is not query:
            message = f"{other.file} has the name {query.name} already"
            findings.append(Finding("shared-name", message, Place(file.name), fix="rename one"))
    if findings:
        raise Unreadable(findings)
    return queries


def read_query(file: ContentFile, prefixes: Prefixes) -> SavedQuery:
    """A saved question as its file gives it. Raises `Unreadable` where the head has a fault."""
    head = read_decorators(file)
    try:
        return SavedQuery(
            name=name_of(file),
            file=file.name,
            text=file.text,
            summary=str(head.get("summary", "")),
            description=str(head.get("description", "")),
            forms=_texts(head, "forms"),
            parameters=_parameters(file.text, head, prefixes),
            tags=_tags(head),
            gather=_texts(head, "gather"),
            otherwise=_otherwise(head.get("otherwise")),
            endpoint=str(head.get("endpoint", "")),
        )
    except (AttributeError, TypeError, ValueError, UnknownName) as error:
        raise fault(file, f"the head is not as it should be: {error}", 1) from None


def name_of(file: ContentFile) -> str:
    """The name of the question in a file."""
    return file.name.rpartition("/")[2].removesuffix(".rq").removesuffix(".sparql")


def is_file(name: str) -> bool:
    """Whether what is named is a file, and no saved question.

    >>> is_file("therapies-by-target"), is_file("there/drugs.rq"), is_file("drugs.rq")
    (False, True, True)
    """
    return name.endswith((".rq", ".sparql")) or "/" in name or os.sep in name


def choose(queries: Mapping[str, SavedQuery], name: str) -> SavedQuery:
    """The saved question of a name. Raises `UnknownName` with the nearest."""
    if name not in queries:
        near = difflib.get_close_matches(name, queries, n=3, cutoff=0.5)
        raise UnknownName("saved question", name, near, "immunograph query lists them")
    return queries[name]


def bind(query: SavedQuery, values: Mapping[str, str], names: Names) -> dict[str, Term]:
    """The terms that the values of a question's parameters stand for.

    Raises `UnknownName` for a parameter or a thing that does not exist, `BadParameter` for a
    parameter that is missing or malformed.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=2, cutoff=0.5)
            takes = f"{query.name} takes {', '.join(known) or 'no parameters'}"
            raise UnknownName("parameter", name, near, takes)
    absent = [p.name for p in query.parameters if p.is_needed and p.name not in values]
    if absent:
        asked = " ".join(f"{name}=..." for name in absent)
        raise BadParameter(f"{query.name} needs {asked}")
    given = with_defaults(query, values)
    return {name: known[name].term(value, names) for name, value in given.items()}


def with_defaults(query: SavedQuery, values: Mapping[str, str]) -> dict[str, str]:
    """The values of a question's parameters, and the default of each that has no value."""
    return {p.name: p.default for p in query.parameters if p.default} | dict(values)


def put(query: SavedQuery, bound: Mapping[str, Term]) -> tuple[str, dict[str, Term]]:
    """The SPARQL of a question with its values, and the variables that are still to be bound.

    Where the question selects the variable of a parameter, the store binds it; a variable by the
    convention of grlc need not be selected, so that its value is written into the text.
    """
    written = {
        p.variable: bound[p.name] for p in query.parameters if p.variable and p.name in bound
    }
    others = {p.name for p in query.parameters if not p.variable}
    return grlc.filled(query.text, written), {n: t for n, t in bound.items() if n in others}


def _tags(head: Mapping[str, Any]) -> tuple[str, ...]:
    """The tags of a question; grlc takes a single one without a list."""
    given = head.get("tags")
    return (given,) if given and isinstance(given, str) else _texts(head, "tags")


def _texts(head: Mapping[str, Any], key: str) -> tuple[str, ...]:
    given = head.get(key) or []
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise TypeError(f"{key} must be a list of texts")
    return tuple(given)


def _parameters(text: str, head: Mapping[str, Any], prefixes: Prefixes) -> tuple[Parameter, ...]:
    """The parameters that the head describes, and those that only variables name."""
    described = {
        name: _parameter(name, given, prefixes)
        for name, given in (head.get("params") or {}).items()
    }
    for named in grlc.parameters(text, prefixes):
        own = described.get(named.name)
        optional = named.optional or (own is not None and own.optional)
        merged = replace(own, variable=named.variable) if own else named
        described[named.name] = replace(merged, optional=optional)
    return tuple(grlc.completed(each, head) for each in described.values())


def _parameter(name: str, given: Mapping[str, Any], prefixes: Prefixes) -> Parameter:
    kinds, datatype = given.get("class", []), given.get("type", "")
    return Parameter(
        name=name,
        kinds=tuple(
            prefixes.expand(kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)
        ),
        datatype=prefixes.expand(datatype) if datatype else "",
        optional=given.get("optional", "").casefold() == "true",
        example=given.get("example", ""),
    )


def _otherwise(given: Mapping[str, Any] | None) -> Otherwise | None:
    if not given:
        return None
    parameters = tuple((given.get("params") or {}).items())
    return Otherwise(str(given["say"]), str(given.get("query", "")), parameters)
