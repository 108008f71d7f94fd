"""What is kept of spans that overlap."""

import bisect
from collections.abc import Iterable, Iterator, Sequence

from immunograph.mentions.dictionary import Span


def apart(spans: Iterable[Span]) -> list[Span]:
    """Of spans that overlap the longest, and of equally long ones the one that is known.

    >>> [span.kind for span in apart([Span(0, 6, "cell"), Span(0, 15, "condition")])]
    ['condition']
    """
    taken: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start - each.end, not each.things)):
        at = bisect.bisect_right(taken, span.start, key=lambda each: each.start)
        is_free = at == 0 or taken[at - 1].end <= span.start
        if is_free and (at == len(taken) or span.end <= taken[at].start):
            taken.insert(at, span)
    return taken


def alike(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """The spans that have the same ends, together; those of one kind are one, the known one."""
    gathered: dict[tuple[int, int], dict[str, Span]] = {}
    for span in spans:
        of = gathered.setdefault((span.start, span.end), {})
        if span.kind not in of or not of[span.kind].things:
            of[span.kind] = span
    yield from (list(of.values()) for of in gathered.values())


def beside(spans: Iterable[Span], taken: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """The spans that overlap none that is taken."""
    held = _joined(taken)
    for span in spans:
        at = bisect.bisect_right(held, span.start, key=lambda each: each[0])
        is_free = at == 0 or held[at - 1][1] <= span.start
        if is_free and (at == len(held) or span.end <= held[at][0]):
            yield span


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
