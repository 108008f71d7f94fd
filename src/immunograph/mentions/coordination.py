"""Names that share a word: "leukemia and lymphoma cells", "feeling lightheaded or dizzy"."""

from collections.abc import Iterator, Sequence

from immunograph.mentions.dictionary import Dictionary, Span
from immunograph.mentions.tokens import Token

_JOINING = frozenset({"and", "or"})
_LONGEST = 2


def shared(known: Dictionary, of: Sequence[Token], spans: Sequence[Span]) -> Iterator[Span]:
    """What is named by a word beside a name and by a word of that name together."""
    first = {token.start: at for at, token in enumerate(of)} if spans else {}
    last = {token.end: at for at, token in enumerate(of)} if spans else {}
    for span in spans:
        start, end = first.get(span.start), last.get(span.end)
        if start is not None and end is not None and start < end:
            yield from _before(known, of, start, end, span.kind)
            yield from _behind(known, of, start, end, span.kind)


def alone(spans: Sequence[Span], shared: Sequence[Span]) -> Iterator[Span]:
    """The names that are not, with a shared word, those of something else.

    In "leukemia and lymphoma cells" the first word names cells, and no disease.
    """
    kinds = {(span.start, span.end): span.kind for span in shared}
    for span in spans:
        if kinds.get((span.start, span.end), span.kind) == span.kind:
            yield span


def _before(
    known: Dictionary, of: Sequence[Token], start: int, end: int, kind: str
) -> Iterator[Span]:
    """The last word of a name shared with what is joined to it before."""
    if start < 2 or of[start - 1].key not in _JOINING:  # noqa: PLR2004 (a word and its joint)
        return
    for length in range(min(_LONGEST, start - 1), 0, -1):
        own = of[start - 1 - length : start - 1]
        for things in known.named([*own, of[end]], kind):
            yield Span(own[0].start, own[-1].end, kind, things)
            return


def _behind(
    known: Dictionary, of: Sequence[Token], start: int, end: int, kind: str
) -> Iterator[Span]:
    """The first word of a name shared with what is joined to it behind."""
    if end + 2 >= len(of) or of[end + 1].key not in _JOINING:
        return
    for length in range(min(_LONGEST, len(of) - end - 2), 0, -1):
        own = of[end + 2 : end + 2 + length]
        for things in known.named([of[start], *own], kind):
            yield Span(own[0].start, own[-1].end, kind, things)
            return
