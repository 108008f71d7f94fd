"""The folder `queries/`: the saved questions, each a `.rq` file with a head of `#+` lines."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from immunograph.errors import BadParameter, UnknownName, Unreadable
from immunograph.finding import Finding, Place
from immunograph.heads import fault, read_head
from immunograph.names import Names
from immunograph.ontology import Prefixes
from immunograph.repository import ContentFile, Repository
from immunograph.store import Literal, NamedNode, Term
from immunograph.vocabulary import XSD

# Where the conditions stand that questions are composed of; they are no questions of their own.
CONDITIONS = "queries/conditions/"
_INTEGER = re.compile(r"-?(0|[1-9]\d*)")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_IS_WRITTEN: Mapping[str, Callable[[str], object]] = {
    f"{XSD}date": _is_date,
    f"{XSD}integer": _INTEGER.fullmatch,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a saved question: a thing of some classes, or a literal of a datatype."""

    name: str
    kinds: tuple[str, ...] = ()
    datatype: str = ""
    optional: bool = False
    example: str = ""


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
    head = read_head(file)
    name = file.name.rpartition("/")[2].removesuffix(".rq")
    try:
        return SavedQuery(
            name=name,
            file=file.name,
            text=file.text,
            summary=str(head.get("summary", "")),
            description=str(head.get("description", "")),
            forms=_texts(head, "forms"),
            parameters=tuple(
                _parameter(key, value, prefixes)
                for key, value in (head.get("params") or {}).items()
            ),
            tags=_texts(head, "tags"),
            gather=_texts(head, "gather"),
            otherwise=_otherwise(head.get("otherwise")),
        )
    except (AttributeError, TypeError, ValueError, UnknownName) as error:
        raise fault(file, f"the head is not as it should be: {error}", 1) from None


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
    absent = [p.name for p in query.parameters if not p.optional and p.name not in values]
    if absent:
        asked = " ".join(f"{name}=..." for name in absent)
        raise BadParameter(f"{query.name} needs {asked}")
    return {name: _term(known[name], value, names) for name, value in values.items()}


def _term(parameter: Parameter, value: str, names: Names) -> Term:
    if not isinstance(value, str):
        raise BadParameter(f"{parameter.name}={value!r}: give it as a text")
    if parameter.kinds:
        return NamedNode(names.resolve(value, *parameter.kinds))
    is_written = _IS_WRITTEN.get(parameter.datatype)
    if is_written and not is_written(value):
        kind = names.prefixes.contract(parameter.datatype)
        example = parameter.example and f", such as {parameter.example}"
        raise BadParameter(f"{parameter.name}={value}: not a {kind}{example}")
    return Literal(value, datatype=NamedNode(parameter.datatype or f"{XSD}string"))


def _texts(head: Mapping[str, Any], key: str) -> tuple[str, ...]:
    given = head.get(key) or []
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise TypeError(f"{key} must be a list of texts")
    return tuple(given)


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
