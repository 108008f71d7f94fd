"""A Turtle text as a tree: terms with their places, and the comments that stand at them.

Named terms print as canonical N-Triples, as the store prints them.
"""

import re
from dataclasses import dataclass

from immunograph.turtle.tokens import Position
from immunograph.vocabulary import RDF, XSD

STRING = f"{XSD}string"
NIL = f"{RDF}nil"

ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_TO_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]')
_SHORT_ESCAPES = {
    **{character: f"\\{letter}" for letter, character in ESCAPES.items()},
    '"': '\\"',
    "\\": "\\\\",
}


@dataclass(frozen=True, slots=True)
class Iri:
    """An IRI, absolute where its reference could be resolved."""

    value: str
    position: Position

    def __str__(self) -> str:
        return f"<{self.value}>"


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank node with a label."""

    label: str
    position: Position

    def __str__(self) -> str:
        return f"_:{self.label}"


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal; its language is the tag as written, or empty."""

    lexical: str
    datatype: str
    language: str
    position: Position

    def __str__(self) -> str:
        quoted = f'"{_TO_ESCAPE.sub(escaped, self.lexical)}"'
        if self.language:
            return f"{quoted}@{self.language.lower()}"
        return quoted if self.datatype == STRING else f"{quoted}^^<{self.datatype}>"


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A blank node written as `[ ... ]`.

    `opening` is the comment beside the `[`, `closing` the comments before the `]`.
    """

    predicates: "tuple[Predicate, ...]"
    position: Position
    opening: str = ""
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """A list written as `( ... )` with at least one item; comments as in `Anonymous`."""

    items: "tuple[Object, ...]"
    position: Position
    opening: str = ""
    closing: tuple[str, ...] = ()


Named = Iri | Blank | Literal
Term = Named | Anonymous | Collection


@dataclass(frozen=True, slots=True)
class Object:
    """An object or an item, the comments on lines before it and the one beside its end."""

    term: Term
    before: tuple[str, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb with its objects; `after` is the comment beside the verb."""

    verb: Iri
    objects: tuple[Object, ...]
    before: tuple[str, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of one subject, up to the full stop.

    `before` are the comments on lines before the subject, an empty string being a blank line,
    `after` the one beside the subject, `closing` those before the full stop and `end` the one
    beside a full stop on a line of its own.
    """

    subject: Term
    predicates: tuple[Predicate, ...]
    before: tuple[str, ...] = ()
    after: str = ""
    closing: tuple[str, ...] = ()
    end: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """A prefix, the namespace it stands for and the comment beside it."""

    name: str
    namespace: str
    position: Position
    after: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A Turtle text; `header` and `footer` are comments, an empty string being a blank line."""

    prefixes: tuple[Prefix, ...]
    statements: tuple[Statement, ...]
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()


def escaped(match: re.Match[str]) -> str:
    """The escape of the one character that a match holds, as N-Triples writes it."""
    character = match.group()
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04X}"
