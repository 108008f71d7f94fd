"""How a query writes what the graph knows, and what its own texts stand for."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from urllib.parse import urljoin

from immunograph import sparql
from immunograph.doctor.known import Facts
from immunograph.ontology import Prefixes
from immunograph.store import Literal, NamedNode, Term
from immunograph.vocabulary import TYPE, XSD

_LONGEST = 50
_BARE = frozenset(f"{XSD}{each}" for each in ("integer", "decimal", "boolean"))
_BASE = re.compile(r"\bBASE\s*<([^>]*)>", re.IGNORECASE)


class Words:
    """The words of one query: its prefixes, those of the repository, and the labels of things."""

    def __init__(self, facts: Facts, prefixes: Prefixes, prologue: str) -> None:
        self.facts = facts
        self.prefixes = prefixes
        self.declared = sparql.declared(prologue)
        self._written = Prefixes({**prefixes.namespaces, **self.declared})
        base = _BASE.search(prologue)
        self._base = base[1] if base else ""

    def iri(self, text: str) -> str:
        """The IRI that a text of the query stands for."""
        if text == "a":
            return TYPE
        if text.startswith("<"):
            return urljoin(self._base, text[1:-1]) if self._base else text[1:-1]
        prefix, _, local = text.partition(":")
        return self._written.namespaces.get(prefix, "") + local.replace("\\", "")

    def written(self, iri: str) -> str:
        """An IRI as this query can write it."""
        curie = self._written.contract(iri)
        return f"<{iri}>" if curie == iri else curie

    def described(self, iri: str) -> str:
        """An IRI for people: as the query writes it, with its label."""
        label = self.facts.names.label(iri)
        written = self.written(iri)
        return (
            written if label in {written, self.prefixes.contract(iri)} else f"{written} ({label})"
        )

    def show(self, term: Term) -> str:
        """A term for people."""
        if isinstance(term, NamedNode):
            return self.described(term.value)
        return self.literal(term) if isinstance(term, Literal) else str(term)

    def literal(self, literal: Literal) -> str:
        """A literal as this query can write it."""
        kind = literal.datatype.value
        if kind in _BARE:
            return literal.value
        if literal.language or kind == f"{XSD}string":
            return str(literal)
        return f"{Literal(literal.value)}^^{self.written(kind)}"

    def some(self, terms: Sequence[Term], most: int = 3) -> str:
        """Some terms, for a message, none of them at length."""
        texts = sorted({textwrap.shorten(self.show(term), _LONGEST) for term in terms})
        return ", ".join(texts[:most]) + (", ..." if len(texts) > most else "") or "none"

    def labels(self, kinds: Iterable[str]) -> str:
        """What classes are called, for a message."""
        return " or ".join(sorted({self.facts.names.label(kind) for kind in kinds}))
