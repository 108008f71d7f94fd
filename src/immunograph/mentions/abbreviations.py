"""Abbreviations that a page introduces in brackets: "graft-versus-host disease (GVHD)"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from immunograph.mentions.dictionary import Span

_BRACKETED = re.compile(
    r"\s{0,2}\((?:also )?(?:called |known as |or |the )?([A-Z][\w-]{1,11})[);,]"
)
_WORD = re.compile(r"(?<![\w-])[A-Z][\w-]{1,11}(?![\w-])")
_LEAST_CAPITALS = 2


def introduced(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The abbreviations that a sentence gives for what it names, as names of it."""
    for span in spans:
        match = _BRACKETED.match(text, span.end)
        if match and _stands_for(match[1], text[span.start : span.end]):
            start = match.start(1)
            yield Span(start, start + len(_singular(match[1])), span.kind, span.things)


def said(text: str, of: Mapping[str, Span]) -> Iterator[Span]:
    """Where a sentence uses abbreviations that were introduced before it."""
    for match in _WORD.finditer(text) if of else ():
        meant = of.get(match[0]) or of.get(_singular(match[0]))
        if meant:
            yield Span(match.start(), match.end(), meant.kind, meant.things)


def preferred(said: Iterable[Span], spans: Iterable[Span]) -> list[Span]:
    """The spans of a sentence, where an abbreviation means what the page has said it means.

    Where the page's meaning is unknown, a known one of its kind stands.
    """
    meant = {(span.start, span.end): span for span in said}
    others = [span for span in spans if not _is_overruled(span, meant)]
    return [*others, *meant.values()]


def _is_overruled(span: Span, meant: Mapping[tuple[int, int], Span]) -> bool:
    by = meant.get((span.start, span.end))
    return by is not None and (bool(by.things) or by.kind != span.kind)


def _stands_for(short: str, name: str) -> bool:
    """Whether the capitals of an abbreviation begin words or syllables of a name, in order."""
    capitals = [letter for letter in short if letter.isupper()]
    if len(capitals) < _LEAST_CAPITALS or name[:1].casefold() != capitals[0].casefold():
        return False
    letters = iter(name.casefold())
    return all(capital.casefold() in letters for capital in capitals)


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") else short
