"""The folder `ontology/`: what can be said, the one declaration of prefixes, the derivations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from immunograph.errors import UnknownName, Unreadable
from immunograph.finding import Finding
from immunograph.places import Places
from immunograph.rdf import parse_turtle
from immunograph.repository import ContentFile, Repository
from immunograph.store import Literal, NamedNode
from immunograph.vocabulary import SH

PREFIXES_FILE = "ontology/prefixes.ttl"
_PREFIX = re.compile(r"(?:[^\W\d_](?:[\w.-]*[\w-])?)?")
_LOCAL = re.compile(r"[\w](?:[\w.-]*[\w-])?")


@dataclass(frozen=True)
class Prefixes:
    """The prefixes of a repository, each with its namespace."""

    namespaces: Mapping[str, str]

    def expand(self, curie: str) -> str:
        """The IRI of a CURIE. Raises `UnknownName` for a prefix that is not declared.

        >>> Prefixes({"ex": "http://example.org/"}).expand("ex:a")
        'http://example.org/a'
        """
        prefix, _, local = curie.partition(":")
        if prefix not in self.namespaces:
            raise UnknownName("prefix", prefix, hint=f"{PREFIXES_FILE} declares the prefixes")
        return self.namespaces[prefix] + local

    def contract(self, iri: str) -> str:
        """The CURIE of an IRI where one can be written, else the IRI.

        >>> Prefixes({"ex": "http://example.org/"}).contract("http://example.org/a")
        'ex:a'
        """
        for namespace, prefix in self._longest_first:
            local = iri[len(namespace) :]
            if iri.startswith(namespace) and _LOCAL.fullmatch(local):
                return f"{prefix}:{local}"
        return iri

    @cached_property
    def _longest_first(self) -> list[tuple[str, str]]:
        pairs = [(namespace, prefix) for prefix, namespace in self.namespaces.items()]
        return sorted(pairs, key=lambda pair: -len(pair[0]))


def prefixes(repository: Repository) -> Prefixes:
    """The prefixes that the repository declares.

    Raises `Unreadable` where their file does not parse, or a declaration can be no prefix.
    """
    file = repository.read(PREFIXES_FILE)
    declared: dict[str, dict[str, str]] = {}
    for quad in parse_turtle(file.text.encode(), file.name):
        if isinstance(quad.object, Literal):
            declared.setdefault(str(quad.subject), {})[quad.predicate.value] = quad.object.value
    pairs = {
        subject: (pair[f"{SH}prefix"], pair[f"{SH}namespace"])
        for subject, pair in declared.items()
        if f"{SH}prefix" in pair and f"{SH}namespace" in pair
    }
    wrong = {subject: pair for subject, pair in pairs.items() if not _valid(*pair)}
    if wrong:
        raise Unreadable([_fault(file, subject, prefix) for subject, (prefix, _) in wrong.items()])
    return Prefixes(dict(pairs.values()))


def _valid(prefix: str, namespace: str) -> bool:
    return _PREFIX.fullmatch(prefix) is not None and is_iri(namespace)


def _fault(file: ContentFile, subject: str, prefix: str) -> Finding:
    at_fault = "namespace" if _PREFIX.fullmatch(prefix) else "prefix"
    place = Places({file.name: file.text}).of(file.name, subject, f"<{SH}{at_fault}>")
    fix = "give it a name of letters, digits and hyphens, and an absolute IRI"
    return Finding("prefix", "this can be no prefix", place, node=subject[1:-1], fix=fix)


def derivations(repository: Repository) -> list[ContentFile]:
    """The CONSTRUCT queries that derive the short cuts, by name."""
    return [file for file in repository.files("ontology", ".rq") if "/derive/" in file.name]


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI that the store takes.

    >>> is_iri("http://example.org/a"), is_iri("CD19"), is_iri("http://a b")
    (True, False, False)
    """
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text) or re.search(r"[\s<>\"{}|\\^`]", text):
        return False
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
