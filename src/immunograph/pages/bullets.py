"""Lists that were written with the signs of bullets, and not as lists."""

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from immunograph.pages.found import Found
from immunograph.pages.lines import strip
from immunograph.pages.page import Kind, Link

_SIGN = re.compile(
    r"(?:^|(?<=\s))[\u2022\u25aa\u25e6\u2023\u25cf\u25cb\u25a0\u27a2\uf0b7\uf0a7]\s*"
)
_FIRST = re.compile(r"[-*\u00b7\u2013]\s+(?=\w)")


def itemized(text: str, blocks: Iterable[Found]) -> Iterator[Found]:
    """The blocks, with each part of a paragraph behind the sign of a bullet as an item."""
    number, within = 0, False
    for found in blocks:
        parts = list(_parts(text, found)) if found.kind is Kind.PARAGRAPH else [found]
        for part in parts:
            item = part.kind is Kind.ITEM and part is not found
            number -= item and not within
            within = item
            yield replace(part, list=number) if item else part


def _parts(text: str, found: Found) -> Iterator[Found]:
    signs = [match.span() for match in _SIGN.finditer(found.visible.text)]
    first = _FIRST.match(found.visible.text)
    if not signs and first:
        signs = [first.span()]
    if not signs or found.list is not None:
        yield found
        return
    places = found.visible.offsets
    starts = [found.start if not sign else places[sign] for sign, _ in signs]
    if signs[0][0]:
        yield _part(text, found, (found.start, starts[0]), (0, signs[0][0]), found.kind)
    bounds = zip(signs, [*signs[1:], (len(places), 0)], strict=True)
    for (start, stop), ((_, opened), (closed, _)) in zip(
        zip(starts, [*starts[1:], found.end], strict=True), bounds, strict=True
    ):
        yield _part(text, found, (start, stop), (opened, closed), Kind.ITEM)


def _part(
    text: str, found: Found, where: tuple[int, int], seen: tuple[int, int], kind: Kind
) -> Found:
    start, end = strip(text, *where)
    last = seen[0] + len(found.visible.text[slice(*seen)].rstrip())
    return replace(
        found,
        kind=kind,
        start=start,
        end=end,
        visible=found.visible.part(seen[0], last),
        level=1 if kind is Kind.ITEM else 0,
        links=_between(found.links, start, end),
        opening=max(0, min(found.opening, last) - seen[0]),
    )


def _between(links: tuple[Link, ...], start: int, end: int) -> tuple[Link, ...]:
    """Those of the links of a block, which are in order, that begin between two offsets."""
    first = bisect.bisect_left(links, start, key=lambda link: link.start)
    return links[first : bisect.bisect_left(links, end, key=lambda link: link.start)]
