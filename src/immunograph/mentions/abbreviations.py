"""Abbreviations that a page introduces in brackets: "graft-versus-host disease (GVHD)"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from immunograph.mentions.dictionary import Span

_BRACKETED = re.compile(
    r"\s{0,2}\((?:also )?(?:called |known as |or |the )?([A-Z][\w-]{1,11})[);,]"
)
_WORD = re.compile(r"(?<![\w-])[A-Z][\w-]{1,11}(?![\w-])")
_LEAST_CAPITALS = 2


def introduced(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    """The abbreviations that a sentence gives for what it names, each with what that is."""
    for span in spans:
        match = _BRACKETED.match(text, span.end)
        if match and _stands_for(match[1], text[span.start : span.end]):
            yield _singular(match[1]), span


def said(text: str, of: Mapping[str, Span]) -> Iterator[Span]:
    """Where a sentence uses abbreviations that were introduced before it."""
    for match in _WORD.finditer(text) if of else ():
        meant = of.get(match[0]) or of.get(_singular(match[0]))
        if meant:
            yield Span(match.start(), match.end(), meant.kind, meant.things)


def _stands_for(short: str, name: str) -> bool:
    """Whether the capitals of an abbreviation begin words or syllables of a name, in order."""
    capitals = [letter for letter in short if letter.isupper()]
    if len(capitals) < _LEAST_CAPITALS or name[:1].casefold() != capitals[0].casefold():
        return False
    letters = iter(name.casefold())
    return all(capital.casefold() in letters for capital in capitals)


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") else short
