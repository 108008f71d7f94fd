"""The texts of a data set: every string it holds, with the statement it stands in."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from immunograph.vocabulary import BASE, IG, KIND_FOLDERS, SH, SKOS, SPEX

# The end of a statement whose object is a plain string or one in a language.
_STRING = re.compile(rb'"(?:@[a-z0-9-]+)? \.\n')
_FINGERPRINT, _SKETCH = f"<{IG}sha256>", f"<{IG}sketch>"
# What is no text, but a program.
_PROGRAMS = {*(f"<{SH}{name}>" for name in ("select", "ask", "construct")), f"<{SPEX}describe>"}
_PASSAGE = f"<{BASE}passage/"
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_NAMES = {
    *(f"<{SKOS}{name}>" for name in ("prefLabel", "altLabel")),
    *(f"<{IG}{name}>" for name in ("plainLabel", "abbreviation", "shortName")),
}
_THINGS = tuple(f"<{namespace}" for namespace in KIND_FOLDERS)


@dataclass(frozen=True, slots=True)
class Text:
    """One string: its statement in N-Triples form, and what it says in which language."""

    node: str
    path: str
    term: str
    value: str
    language: str

    @property
    def is_name(self) -> bool:
        """Whether it is a name of a thing."""
        return self.path in _NAMES and self.node.startswith(_THINGS)


@dataclass
class Texts:
    """The strings of a data set; the passage of each fingerprint and of each sketch."""

    all: list[Text] = field(default_factory=list)
    fingerprints: dict[str, str] = field(default_factory=dict)
    sketches: dict[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> list[Text]:
        """The names of things."""
        return [text for text in self.all if text.is_name]


def read_texts(data: bytes) -> Texts:
    r"""The texts of a data set of canonical N-Quads.

    >>> read_texts(b'<urn:a> <urn:b> "c\\"d"@en .\n').all[0].value
    'c"d'
    """
    texts = Texts()
    for end in _STRING.finditer(data):
        line = data[data.rfind(b"\n", 0, end.start()) + 1 : end.end() - 3].decode()
        node, path, term = line.split(" ", 2)
        if path in {_FINGERPRINT, _SKETCH}:
            known = texts.sketches if path == _SKETCH else texts.fingerprints
            if node.startswith(_PASSAGE):
                known.setdefault(term[1:-1], node)
        elif path not in _PROGRAMS:
            texts.all.append(_text(node, path, term))
    return texts


def _text(node: str, path: str, term: str) -> Text:
    if term.endswith('"'):
        value, language = term[1:-1], ""
    else:
        value, _, language = term[1:].rpartition('"@')
    if "\\" in value:
        value = _ESCAPED.sub(lambda match: _character(match[1]), value)
    return Text(node, path, term, value, language)


def _character(escape: str) -> str:
    return chr(int(escape[1:], 16)) if escape[0] in "uU" else _ESCAPES.get(escape, escape)
