"""Reading a SPARQL text just far enough to guard it and to say where it is at fault.

The engine fetches what SERVICE names without asking, so a query is looked through before the
engine sees it; and it overflows the stack on deeply nested text and on long chains of operators,
which it nests, so both are bounded.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from immunograph.errors import BadQuery
from immunograph.finding import Place

_MAX_NESTING = 60
_MAX_LENGTH = 1_000_000
# The parser nests what stands in a chain; what each link weighs, and how much is borne.
_MAX_CHAINED = 10_000
_WEIGHTS = {
    **dict.fromkeys("|&", 1),
    **dict.fromkeys("!+-*/", 4),
    **dict.fromkeys(["UNION", "OPTIONAL", "MINUS", "FILTER"], 4),
    "BIND": 5,
}
_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\n\r]*)
  | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<iri><[^<>"{}|^`\\\s]*>)
  | (?P<variable>[?$]\w+)
  | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*|_:[\w.-]+)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>\d[\d.]*(?:[eE][+-]?\d+)?)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CLOSING = {"{": "}", "(": ")", "[": "]"}
_OPENING = re.compile(r"[{(\[]")
_UPDATES = frozenset(["INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"])
_SERVICE, _SILENT, _FROM, _NAMED = "SERVICE", "SILENT", "FROM", "NAMED"
_FILE = "<FILE:"
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_PROLOGUE = frozenset({"PREFIX", "BASE"})
_REFUSED = {
    _SERVICE: "SERVICE asks another endpoint, and the network is off",
    "LOAD": "LOAD fetches from outside, and the network is off",
    _FROM: "FROM reads no file; a query is put to the data set",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of SPARQL: its kind, its text, and where it starts.

    Line and column count from 1, the offset from 0.
    """

    kind: str
    text: str
    line: int
    column: int
    offset: int = 0

    @property
    def end(self) -> int:
        """The offset of what follows."""
        return self.offset + len(self.text)


_NOTHING = Token("", "", 1, 1)


def tokens(text: str) -> Iterator[Token]:
    r"""The tokens of a SPARQL text, without white space and comments.

    >>> [token.text for token in tokens("SELECT ?x # all\nWHERE {}")]
    ['SELECT', '?x', 'WHERE', '{', '}']
    """
    line, line_start = 1, 0
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup or "mark", match.group()
        if kind != "space":
            yield Token(kind, piece, line, match.start() - line_start + 1, match.start())
        if breaks := piece.count("\n"):
            line += breaks
            line_start = match.start() + piece.rfind("\n") + 1


def form_of(text: str) -> str:
    """What a query asks for: `select`, `ask`, `construct` or `describe`; empty for what is none.

    >>> form_of("PREFIX ex: <http://example.org/> ASK { ?s ex:p ?o }")
    'ask'
    """
    words = (token.text.upper() for token in tokens(text) if token.kind == "word")
    first = next((word for word in words if word not in _PROLOGUE), "")
    return first.lower() if first in _FORMS else ""


def declared(text: str) -> dict[str, str]:
    """The prefixes that a query declares itself, each with its namespace, as its BASE makes it.

    >>> declared("PREFIX ex: <http://example.org/> ASK { ?s ex:p ig:Drug }")
    {'ex': 'http://example.org/'}
    """
    found, base = list(tokens(text)), ""
    namespaces: dict[str, str] = {}
    for word, name, iri in zip(found, found[1:], [*found[2:], _NOTHING], strict=False):
        if word.text.upper() == "BASE" and name.kind == "iri":
            base = _resolved(base, name.text[1:-1])
        elif word.text.upper() == "PREFIX" and name.kind == "name" and iri.kind == "iri":
            namespaces[name.text[:-1]] = _resolved(base, iri.text[1:-1])
    return namespaces


def _resolved(base: str, reference: str) -> str:
    """A reference as its base makes it; an empty fragment, with which namespaces end, stays."""
    if not base:
        return reference
    end = "#" if reference.endswith("#") else ""
    return urljoin(base, reference.removesuffix("#")) + end


def used(text: str) -> set[str]:
    """The prefixes that a query uses, or declares.

    >>> used("ASK { ?s ex:p _:b }")
    {'ex'}
    """
    names = (token.text for token in tokens(text) if token.kind == "name")
    return {name.partition(":")[0] for name in names if not name.startswith("_:")}


def is_harmless(text: str) -> bool:
    """Whether a query reaches nothing outside and is bounded in size, seen without reading it.

    >>> is_harmless("SELECT * { ?s ?p ?o }"), is_harmless("SELECT * { SERVICE ?s {} }")
    (True, False)
    """
    upper = text.upper()
    small = len(text) <= _MAX_LENGTH and len(_OPENING.findall(text)) <= _MAX_NESTING
    return small and _SERVICE not in upper and _FILE not in upper


def guard(text: str, prefixes: Iterable[str], hosts: Collection[str] = ()) -> None:
    """Refuse a query that the engine should not see, or would only say something vague about.

    That is one that would reach a host other than `hosts`, or a file, is too long, nests too
    deeply, has too many operators, leaves a bracket open, or uses a prefix that neither it nor
    `prefixes` declares.

    Raises `BadQuery` with the place.
    """
    if len(text) > _MAX_LENGTH:
        raise BadQuery(f"longer than {_MAX_LENGTH:,} characters")
    found = list(tokens(text))
    _check_network(found, hosts)
    _check_files(found)
    _check_nesting(found)
    _check_chains(found)
    _check_prefixes(found, set(prefixes))


def _check_network(found: Sequence[Token], hosts: Collection[str]) -> None:
    """The engine needs no space around a keyword: SERVICESILENT, trueSERVICE, SERVICEex:x {."""
    for at, (token, after) in enumerate(pairwise([*found, _NOTHING])):
        word = token.text.upper()
        is_called = token.kind == "name" and after.text == "{"
        if token.kind == "word" and word == _SERVICE and hosts:
            _check_host(token, found[at + 1 : at + 3], hosts)
        elif token.kind == "word" and word in {_SERVICE, "LOAD"}:
            raise BadQuery(_REFUSED[word], _place(token))
        elif _SERVICE in word and (token.kind == "word" or is_called):
            raise BadQuery(_REFUSED[_SERVICE], _place(token))


def _check_host(service: Token, after: Sequence[Token], hosts: Collection[str]) -> None:
    """Refuse a SERVICE whose endpoint is not written out, or is on a host that is not allowed."""
    given = [token for token in after if token.text.upper() != _SILENT]
    if not given or given[0].kind != "iri":
        raise BadQuery("SERVICE must name its endpoint as <IRI>", _place(service))
    host = urlsplit(given[0].text[1:-1]).hostname or ""
    if host not in hosts:
        allowed = " and ".join(sorted(hosts))
        raise BadQuery(f"SERVICE asks {host or 'no host'}; allowed is {allowed}", _place(given[0]))


def _check_files(found: Sequence[Token]) -> None:
    for at, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == _FROM:
            named = [each for each in found[at + 1 : at + 3] if each.text.upper() != _NAMED]
            if named and named[0].text.upper().startswith(_FILE):
                raise BadQuery(_REFUSED[_FROM], _place(token))


def _check_nesting(found: Sequence[Token]) -> None:
    opened: list[Token] = []
    for token in found:
        if token.text in _CLOSING:
            opened.append(token)
        elif token.text in _CLOSING.values():
            if not opened or _CLOSING[opened[-1].text] != token.text:
                raise BadQuery(f"{token.text!r} closes nothing", _place(token))
            opened.pop()
        if len(opened) > _MAX_NESTING:
            raise BadQuery(f"nested more than {_MAX_NESTING} deep", _place(token))
    if opened:
        raise BadQuery(f"{opened[-1].text!r} is never closed", _place(opened[-1]))


def _check_chains(found: Sequence[Token]) -> None:
    chained = 0
    for token in found:
        chained += _WEIGHTS.get(token.text.upper(), 0)
        if chained > _MAX_CHAINED:
            raise BadQuery("too many operators in one query", _place(token))


def _check_prefixes(found: Sequence[Token], declared: set[str]) -> None:
    for before, token in pairwise([_NOTHING, *found]):
        if token.kind != "name" or token.text.startswith("_:"):
            continue
        prefix = token.text.partition(":")[0]
        if before.text.upper() == "PREFIX":
            declared.add(prefix)
        elif prefix not in declared:
            near = difflib.get_close_matches(prefix, declared, n=1)
            hint = f"; did you mean {near[0]}:?" if near else ""
            raise BadQuery(f"the prefix {prefix}: is not declared{hint}", _place(token))


def fault(text: str, message: str) -> BadQuery:
    """What the engine says of a query, in one line, with the place it gives.

    The engine tries every reading of a query, so the place is where the longest of them ended.
    """
    found = re.match(r"error at (\d+):(\d+): ", message)
    if not found:
        return BadQuery(" ".join(message.split()))
    end = int(found[1]), int(found[2])
    given = list(tokens(text))
    if given and given[0].text.upper() in _UPDATES:
        return BadQuery("the data set takes no update; edit the files in graph/", _place(given[0]))
    read = [token for token in given if (token.line, token.column) < end]
    if not read:
        return BadQuery("there is no query here", Place("query", *end))
    return BadQuery(f"not SPARQL at or before {read[-1].text!r}", _place(read[-1]))


def _place(token: Token) -> Place:
    return Place("query", token.line, token.column)
