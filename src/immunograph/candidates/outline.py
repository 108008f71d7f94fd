"""The list that a sentence announces, as an outline: which of its items belong under which.

Where the page itself tells how deep an item stands, that is taken. A list that was saved flat is
put back by how its items open: an item that ends with a colon announces those that follow, until
one opens like those above it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from immunograph.pages.page import Block, Kind, Page, Sentence

_BOLD = re.compile(r"\s*(?:[-+*\u2022]|\d+[.)])\s+(?:\*\*|__)")
_ANNOUNCES = re.compile(r":\s*$")
_MANNER = re.compile(r"(?:with|alone|as|after|before|plus|together|using|by|or)\b", re.IGNORECASE)
_WHO = re.compile(r"(?:in|if|when)\b", re.IGNORECASE)
_ON = re.compile(r"(?:it|they) (?:is|are|can|may)\b", re.IGNORECASE)
_STATE = re.compile(r"for\b", re.IGNORECASE)
_OPENINGS = (("manner", _MANNER), ("who", _WHO), ("state", _STATE), ("on", _ON))


@dataclass
class Node:
    """An item of a list with those under it, and what is said of them all below the list."""

    block: Block
    sentences: tuple[Sentence, ...]
    opening: str
    is_bold: bool
    under: list["Node"] = field(default_factory=list)
    below: list[Sentence] = field(default_factory=list)

    @property
    def announces(self) -> bool:
        """Whether it ends with a colon."""
        return bool(self.sentences and _ANNOUNCES.search(self.sentences[-1].text))


def paths(nodes: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
    """Each item without items under it, after those above it."""
    for node in nodes:
        if node.under:
            yield from ((node, *path) for path in paths(node.under))
        else:
            yield (node,)


def outline(page: Page, lead: Block, blocks: Sequence[Block]) -> list[Node]:
    """The items that a block announces; `blocks` are those after it, up to where the list ends.

    A paragraph between or below the items is kept with the last of the outermost ones.
    """
    roots: list[Node] = []
    above: list[Node] = []
    items = [block for block in blocks if block.kind is Kind.ITEM]
    flat = _is_flat(page, items)
    for block in blocks:
        sentences = page.of_block(block.index)
        if block.kind is not Kind.ITEM:
            for root in roots[-1:]:
                root.below.extend(sentences)
            continue
        bold = bool(_BOLD.match(page.text[block.start : block.end]))
        node = Node(block, sentences, _opening(sentences), bold)
        above = _above(roots, above, node) if flat else _deeper(above, node)
        (above[-1].under if above else roots).append(node)
        above = [*above, node] if node.announces or not flat else above
    return roots


def _is_flat(page: Page, items: Sequence[Block]) -> bool:
    """Whether the page itself gives all items one depth: in text, that they start in one column."""
    if page.format in {"markdown", "text"}:
        starts = (block.start - page.text.rfind("\n", 0, block.start) for block in items)
        return len(set(starts)) < 2  # noqa: PLR2004 (one depth alone)
    return len({block.level for block in items}) < 2  # noqa: PLR2004 (one depth alone)


def _opening(sentences: Sequence[Sentence]) -> str:
    text = sentences[0].text if sentences else ""
    return next((name for name, pattern in _OPENINGS if pattern.match(text)), "name")


def _deeper(above: list[Node], node: Node) -> list[Node]:
    return [one for one in above if one.block.level < node.block.level]


def _above(roots: list[Node], above: list[Node], node: Node) -> list[Node]:
    """Under which of the announcing items a flat one belongs, from the outermost on."""
    if node.is_bold:
        return []
    if not above:
        return roots[-1:] if roots and roots[-1].is_bold and node.opening != "name" else []
    while above:
        under = above[-1].under
        if not under or under[-1].opening == node.opening:
            return above
        if len(above) == 1 and roots[-1].is_bold:
            return above
        above = above[:-1]
    return above
