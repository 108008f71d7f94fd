"""How a term is written in the canonical layout."""

import re
from collections.abc import Iterable, Mapping

from immunograph.turtle.document import NIL, STRING, Blank, Iri, Literal, Named, Prefix, escaped
from immunograph.turtle.tokens import is_local_name
from immunograph.vocabulary import TYPE, XSD

_Key = tuple[tuple[tuple[int, str], ...], str]

# The literals that Turtle writes bare, where they are in their canonical form.
_BARE = {
    f"{XSD}integer": re.compile(r"0|-?[1-9][0-9]*"),
    f"{XSD}decimal": re.compile(r"(?!-0\.0$)-?(?:0|[1-9][0-9]*)\.(?:[0-9]*[1-9]|0)"),
    f"{XSD}boolean": re.compile(r"true|false"),
}
_TO_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]')
# In long quotes a line feed stands as it is, and so does a quote that can end nothing.
_TO_ESCAPE_LONG = re.compile(r'[\x00-\x09\x0b-\x1f\\\x7f\ufffe\uffff]|"(?="")|"\Z')
_TO_ESCAPE_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_DIGITS = re.compile(r"([0-9]+)")


class Spelling:
    """How the terms of one file are written, and which prefixes that has taken.

    >>> spelling = Spelling({"ex": "http://example.org/"}, ())
    >>> spelling.iri("http://example.org/a"), spelling.iri("http://example.org/a/b")
    ('ex:a', '<http://example.org/a/b>')
    >>> spelling.used
    {'ex': 'http://example.org/'}
    """

    def __init__(self, known: Mapping[str, str], own: Iterable[Prefix]) -> None:
        """Take the prefixes that the repository knows, and the file's own for what it does not."""
        prefixes = dict(known)
        for prefix in own:
            prefixes.setdefault(prefix.name, prefix.namespace)
        named: dict[str, str] = {}
        for name, namespace in prefixes.items():
            named.setdefault(namespace, name)
        self._longest_first = sorted(named.items(), key=lambda pair: -len(pair[0]))
        self._spelled: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        """An IRI as a prefixed name where its local name needs no escapes."""
        if iri not in self._spelled:
            self._spelled[iri] = self._prefixed(iri) or f"<{_TO_ESCAPE_IRI.sub(_coded, iri)}>"
        return self._spelled[iri]

    def verb(self, iri: str) -> str:
        """An IRI as a predicate."""
        return "a" if iri == TYPE else self.iri(iri)

    def term(self, term: Named) -> str:
        """An IRI, a labelled blank node or a literal."""
        match term:
            case Iri():
                return "()" if term.value == NIL else self.iri(term.value)
            case Blank():
                return str(term)
            case Literal():
                return self._literal(term)

    def _prefixed(self, iri: str) -> str | None:
        for namespace, prefix in self._longest_first:
            if iri.startswith(namespace) and is_local_name(iri[len(namespace) :]):
                self.used[prefix] = namespace
                return f"{prefix}:{iri[len(namespace) :]}"
        return None

    def _literal(self, literal: Literal) -> str:
        bare = _BARE.get(literal.datatype)
        if bare and bare.fullmatch(literal.lexical):
            return literal.lexical
        quoted = _quoted(literal.lexical)
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if literal.datatype == STRING else f"{quoted}^^{self.iri(literal.datatype)}"


def natural(text: str) -> _Key:
    """A key that sorts numbers in a text by their value, and letters whatever their case.

    >>> sorted(["p10", "p2", "P1"], key=natural)
    ['P1', 'p2', 'p10']
    """
    parts = _DIGITS.split(text.casefold())
    return tuple(_measured(part) for part in parts), text


def _measured(part: str) -> tuple[int, str]:
    digits = part.lstrip("0")
    return (len(digits), digits) if part.isdecimal() else (0, part)


def _quoted(text: str) -> str:
    if "\n" in text:
        return f'"""{_TO_ESCAPE_LONG.sub(escaped, text)}"""'
    return f'"{_TO_ESCAPE.sub(escaped, text)}"'


def _coded(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04X}"
