"""The words of a Turtle text, each with its place, and the comments between them.

Lenient where a parser is strict: whether a text is Turtle is for the parser of the store to say.
Source: RDF 1.1 Turtle, section 6.5.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

_BASE_CHARS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = rf"{_BASE_CHARS}_0-9\-\u00b7\u0300-\u036f\u203f-\u2040"
_PREFIX = rf"(?:[{_BASE_CHARS}](?:[{_CHARS}]|\.+(?=[{_CHARS}]))*+)?"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_LOCAL = (
    rf"(?:(?:[{_BASE_CHARS}_0-9:]|{_ESCAPED})"
    rf"(?:[{_CHARS}:]|{_ESCAPED}|\.+(?=[{_CHARS}:%\\]))*+)?"
)
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+)
    | (?P<name>{_PREFIX}:{_LOCAL})
    | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*+'''
        |"(?:[^"\\\n\r]|\\.)*+"|'(?:[^'\\\n\r]|\\.)*+')
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+>)
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<double>[+-]?(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++)
    | (?P<decimal>[+-]?[0-9]*+\.[0-9]++)
    | (?P<integer>[+-]?[0-9]++)
    | (?P<mark>\^\^|[.;,\[\]()])
    | (?P<comment>\#[^\n\r]*)
    | (?P<blank>_:[{_BASE_CHARS}_0-9](?:[{_CHARS}]|\.+(?=[{_CHARS}]))*+)
    | (?P<word>[A-Za-z]+)
    | (?P<wrong>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SIMPLE_LOCAL = re.compile(rf"[{_BASE_CHARS}_0-9:](?:[{_CHARS}:]|\.+(?=[{_CHARS}:]))*+")
_SEPARATORS = frozenset(".,;")


class Position(NamedTuple):
    """Line and column in a text; both count from 1, columns in characters."""

    line: int
    column: int


class TurtleError(ValueError):
    """A text that is not read as Turtle 1.1, where it stops being so, and how to mend it."""

    def __init__(
        self, message: str, position: Position, fix: str = "write it in Turtle 1.1"
    ) -> None:
        self.message = message
        self.fix = fix
        self.line, self.column = position

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.message}"


class Token(NamedTuple):
    """One word; its kind is the name of its production, or for a mark the mark itself."""

    kind: str
    text: str
    position: Position
    last_line: int


@dataclass
class Tokens:
    """The words of a text, ended by one of kind `end`, and the comments by the number of a word.

    `before` holds the comments on lines of their own before a word, with an empty string for
    a blank line after one; `beside` the comment at the end of the line that the word ends.
    """

    words: list[Token] = field(default_factory=list)
    before: dict[int, list[str]] = field(default_factory=dict)
    beside: dict[int, str] = field(default_factory=dict)
    _comment_line: int = 0

    def add_word(self, word: Token) -> None:
        """Put a word at the end."""
        if self._comment_line and (comments := self.before.get(len(self.words))):
            self._keep_blank_line(comments, word.position.line)
        self.words.append(word)

    def add_comment(self, text: str, line: int) -> None:
        """Put a comment after the last word."""
        if self.words and self.words[-1].last_line == line:
            self.beside[self._ending(line)] = text
            return
        comments = self.before.setdefault(len(self.words), [])
        self._keep_blank_line(comments, line)
        comments.append(text)
        self._comment_line = line

    def _keep_blank_line(self, comments: list[str], line: int) -> None:
        if comments and line > self._comment_line + 1:
            comments.append("")

    def _ending(self, line: int) -> int:
        """The word that a comment at the end of a line speaks of: no separator if it can be."""
        number = len(self.words) - 1
        while (
            number > 0
            and self.words[number].kind in _SEPARATORS
            and self.words[number - 1].last_line == line
        ):
            number -= 1
        return number


def scan(text: str) -> Tokens:
    """The words and comments of a Turtle text.

    Raises `TurtleError` at a character that begins no word.

    >>> [word.text for word in scan("ex:a ex:p 1, 2 . # end").words]
    ['ex:a', 'ex:p', '1', ',', '2', '.', '']
    """
    tokens = Tokens()
    line, line_start = 1, 0
    for match in _TOKEN.finditer(text):
        kind, found, start = match.lastgroup or "", match.group(), match.start()
        first = line
        column = start - line_start + 1
        if "\n" in found:
            line += found.count("\n")
            line_start = start + found.rindex("\n") + 1
        if kind == "space":
            continue
        if kind == "comment":
            tokens.add_comment(found.rstrip(), first)
        elif kind == "wrong":
            raise TurtleError(f"{found!r} begins no word of Turtle", Position(first, column))
        else:
            kind = found if kind == "mark" else kind
            tokens.add_word(Token(kind, found, Position(first, column), line))
    end = Position(line, len(text) - line_start + 1)
    tokens.add_word(Token("end", "", end, line))
    return tokens


def is_local_name(text: str) -> bool:
    """Whether a text can stand after the colon of a prefixed name as it is.

    >>> is_local_name("x_p1"), is_local_name("a/b"), is_local_name("a.")
    (True, False, False)
    """
    return _SIMPLE_LOCAL.fullmatch(text) is not None
