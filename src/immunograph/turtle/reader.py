"""Turtle read so that nothing is lost: the places of its words, its comments, its order.

The parser of the store says whether a text is Turtle and which triples it holds; this reader
comes after it and keeps what a parser throws away.
"""

import re
from collections.abc import Callable, Sequence
from urllib.parse import urljoin

from immunograph.turtle.document import (
    ESCAPES,
    NIL,
    STRING,
    Anonymous,
    Blank,
    Collection,
    Document,
    Iri,
    Literal,
    Object,
    Predicate,
    Prefix,
    Statement,
    Term,
)
from immunograph.turtle.tokens import Token, TurtleError, scan
from immunograph.vocabulary import RDF, TYPE, XSD

_LONG = ('"""', "'''")
# Far beyond what anyone writes, and far enough from the depth to which Python recurses.
_DEEPEST = 100
_ESCAPE = re.compile(
    r"\\(?:u([0-9A-Fa-f]{4})|U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})|(.))", re.DOTALL
)


def read(text: str) -> Document:
    """The document that a Turtle 1.1 text writes.

    Raises `TurtleError`.

    >>> document = read("@prefix ex: <http://example.org/> . ex:a ex:p 'b'@en . # why")
    >>> print(document.statements[0].predicates[0].objects[0].term)
    "b"@en
    """
    return _Reader(text).document()


class _Reader:
    def __init__(self, text: str) -> None:
        tokens = scan(text)
        self._words, self._before, self._beside = tokens.words, tokens.before, tokens.beside
        self._next = 0
        self._depth = 0
        self._passed: list[str] = []
        self._base = ""
        self._namespaces: dict[str, str] = {}
        self._prefixes: list[Prefix] = []
        self._header: list[str] = []
        self._terms: dict[str, Callable[[], Term]] = {
            "iri": self._iri,
            "name": self._iri,
            "blank": self._blank,
            "string": self._string,
            "integer": self._number,
            "decimal": self._number,
            "double": self._number,
            "word": self._boolean,
            "[": self._anonymous,
            "(": self._collection,
        }
        self._directives: dict[str, Callable[[], None]] = {
            "@prefix": self._declare,
            "prefix": self._declare,
            "@base": self._rebase,
            "base": self._rebase,
        }

    def document(self) -> Document:
        statements: list[Statement] = []
        while not self._at("end"):
            before = self._comments()
            directive = self._directives.get(self._words[self._next].text.lower())
            if directive:
                self._add_to_header(before)
                directive()
                continue
            if not statements and not self._prefixes:
                before = self._without_header(before)
            statements.append(self._statement(before))
        header, footer = _trimmed(self._header), _trimmed(self._comments())
        return Document(tuple(self._prefixes), tuple(statements), header, footer)

    # Comments: each waits, by the number of its word, until an element takes it.

    def _comments(self) -> tuple[str, ...]:
        """The comments since the last element, up to the next word."""
        self._pass()
        comments, self._passed = tuple(self._passed), []
        return comments

    def _lines(self) -> tuple[str, ...]:
        """The same, without blank lines."""
        return tuple(filter(None, self._comments()))

    def _pass(self) -> None:
        if self._before or self._beside:
            if beside := self._beside.pop(self._next - 1, ""):
                self._passed.append(beside)
            self._passed.extend(self._before.pop(self._next, ()))

    def _trail(self) -> str:
        """The comment beside the word just read."""
        return self._beside.pop(self._next - 1, "")

    def _add_to_header(self, comments: tuple[str, ...]) -> None:
        if comments and self._header and self._header[-1]:
            self._header.append("")
        self._header.extend(comments)

    def _without_header(self, comments: tuple[str, ...]) -> tuple[str, ...]:
        """What is left when the blocks of comments with a blank line after them are the header."""
        last = len(comments) - comments[::-1].index("") if "" in comments else 0
        self._add_to_header(comments[:last])
        return comments[last:]

    # Words

    def _at(self, kind: str) -> bool:
        return self._words[self._next].kind == kind

    def _advance(self) -> Token:
        self._pass()
        word = self._words[self._next]
        self._next += word.kind != "end"
        return word

    def _expect(self, kind: str) -> Token:
        if not self._at(kind):
            word = self._words[self._next]
            raise TurtleError(f"{word.text!r} where {kind!r} should stand", word.position)
        return self._advance()

    # Statements

    def _declare(self) -> None:
        at = self._advance().text.startswith("@")
        word = self._expect("name")
        namespace = self._reference(self._expect("iri"))
        name = word.text.removesuffix(":")
        self._namespaces[name] = namespace
        self._prefixes.append(Prefix(name, namespace, word.position, self._trail()))
        if at:
            self._expect(".")

    def _rebase(self) -> None:
        at = self._advance().text.startswith("@")
        self._base = self._reference(self._expect("iri"))
        self._add_to_header(tuple(filter(None, (self._trail(),))))
        if at:
            self._expect(".")

    def _statement(self, before: tuple[str, ...]) -> Statement:
        subject = self._term()
        after = self._trail()
        predicates = self._predicates(".")
        closing = self._lines()
        self._expect(".")
        return Statement(subject, predicates, before, after, closing, self._trail())

    def _predicates(self, end: str) -> tuple[Predicate, ...]:
        predicates = []
        while not self._at(end):
            predicates.append(self._predicate())
            while self._at(";"):
                self._advance()
        return tuple(predicates)

    def _predicate(self) -> Predicate:
        before = self._lines()
        verb = self._verb()
        after = self._trail()
        objects = [self._object()]
        while self._at(","):
            self._advance()
            objects.append(self._object())
        return Predicate(verb, tuple(objects), before, after)

    def _object(self) -> Object:
        before = self._lines()
        return Object(self._term(), before, self._trail())

    # Terms

    def _verb(self) -> Iri:
        word = self._words[self._next]
        if word.text == "a":
            return Iri(TYPE, self._advance().position)
        if word.kind not in {"iri", "name"}:
            raise TurtleError(f"{word.text!r} where a predicate should stand", word.position)
        return self._iri()

    def _term(self) -> Term:
        word = self._words[self._next]
        if word.kind not in self._terms:
            raise TurtleError(f"{word.text!r} where a term should stand", word.position)
        if self._depth == _DEEPEST:
            raise TurtleError(f"nested more than {_DEEPEST} deep", word.position, "flatten it")
        self._depth += 1
        term = self._terms[word.kind]()
        self._depth -= 1
        return term

    def _iri(self) -> Iri:
        word = self._advance()
        value = self._reference(word) if word.kind == "iri" else self._expanded(word)
        return Iri(value, word.position)

    def _reference(self, word: Token) -> str:
        return _resolved(self._base, _unescaped(word.text[1:-1]))

    def _expanded(self, word: Token) -> str:
        prefix, _, local = word.text.partition(":")
        if prefix not in self._namespaces:
            raise TurtleError(f"the prefix {prefix}: is not declared", word.position)
        return self._namespaces[prefix] + _unescaped(local)

    def _blank(self) -> Blank:
        word = self._advance()
        return Blank(word.text[2:], word.position)

    def _string(self) -> Literal:
        word = self._advance()
        quotes = 3 if word.text.startswith(_LONG) else 1
        lexical = _unescaped(word.text[quotes:-quotes])
        if self._at("at"):
            language = self._advance().text[1:]
            return Literal(lexical, f"{RDF}langString", language, word.position)
        datatype = STRING
        if self._at("^^"):
            self._advance()
            datatype = self._verb().value
        return Literal(lexical, datatype, "", word.position)

    def _number(self) -> Literal:
        word = self._advance()
        return Literal(word.text, XSD + word.kind, "", word.position)

    def _boolean(self) -> Literal:
        word = self._advance()
        if word.text not in {"true", "false"}:
            raise TurtleError(f"{word.text!r} where a term should stand", word.position)
        return Literal(word.text, f"{XSD}boolean", "", word.position)

    def _anonymous(self) -> Anonymous:
        position = self._advance().position
        opening = self._trail()
        predicates = self._predicates("]")
        closing = self._lines()
        self._expect("]")
        return Anonymous(predicates, position, opening, closing)

    def _collection(self) -> Collection | Iri:
        position = self._advance().position
        opening = self._trail()
        items = []
        while not self._at(")"):
            items.append(self._object())
        closing = self._lines()
        self._expect(")")
        if not items:
            self._passed.extend(filter(None, (opening, *closing)))
            return Iri(NIL, position)
        return Collection(tuple(items), position, opening, closing)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    return ESCAPES.get(letter, letter) if letter else chr(int(short or long, 16))


def _trimmed(comments: Sequence[str]) -> tuple[str, ...]:
    """Without a blank line at the end."""
    return tuple(comments[:-1] if comments and not comments[-1] else comments)


def _resolved(base: str, reference: str) -> str:
    """The IRI that a reference stands for; urljoin alone drops an empty fragment."""
    joined = urljoin(base, reference)
    return f"{joined}#" if reference.endswith("#") and not joined.endswith("#") else joined
