"""Which part of a query makes it endless, as far as its syntax tells."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from immunograph.syntax import parsed

if TYPE_CHECKING:
    from tree_sitter import Node

_GROUP = "group_graph_pattern"
_LONGEST = 60  # characters of a part that are shown
_JOINED = frozenset(
    {
        "triples_same_subject",
        "group_or_union_graph_pattern",
        "graph_graph_pattern",
        "optional_graph_pattern",
    }
)
_LINKING = _JOINED | {"bind"}
_NAMED = frozenset({"var", "blank_node_label"})
_REPEATED = ("*", "+")


def burden(text: str) -> str:
    """What in a query has more solutions than it is worth; empty where that cannot be told.

    >>> burden("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }")
    'nothing joins ?a ?b ?c (line 1) with ?d ?e ?f (line 1), so each is paired with every other'
    >>> burden("SELECT * WHERE { ?a ?b ?c . ?c ?e ?f }")
    ''
    """
    root = parsed(text)
    return next((said for found in (_unjoined, _unbounded) for said in found(root)), "")


def _unjoined(root: "Node") -> Iterator[str]:
    """Groups whose parts fall apart into some that share no variable."""
    for group in _groups(root):
        apart = [parts[0] for parts in _components(group)]
        if len(apart) > 1:
            first, *others = (_shown(part) for part in apart)
            yield (
                f"nothing joins {first} with {' or '.join(others)}, "
                "so each is paired with every other"
            )


def _unbounded(root: "Node") -> Iterator[str]:
    """Paths of any length whose ends are both open, and bound by nothing else."""
    for group in _groups(root):
        for parts in _components(group):
            if len(parts) == 1 and parts[0].type == "triples_same_subject":
                yield from _endless(parts[0])


def _endless(triples: "Node") -> Iterator[str]:
    properties = list(_each(triples, "property"))
    if len(properties) == 1 and triples.named_children[0].type == "var":
        ends = _each(properties[0].named_children[-1], "var")
        if next(ends, None) and _is_repeated(s.text for s in _each(properties[0], "path_mod")):
            yield f"{_shown(triples)} may go any number of steps from anything to anything"


def _is_repeated(steps: Iterable[bytes | None]) -> bool:
    return any((step or b"").decode().startswith(_REPEATED) for step in steps)


def _each(root: "Node", kind: str) -> Iterator["Node"]:
    """The nodes of a kind below a node, in the order of the text; never deeper on the stack."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == kind:
            yield node
        waiting.extend(reversed(node.named_children))


def _groups(root: "Node") -> Iterator["Node"]:
    """The groups of a query, but for those of a filter: these are asked row by row."""
    filtered = {inner.id for each in _each(root, "filter") for inner in _each(each, _GROUP)}
    return (group for group in _each(root, _GROUP) if group.id not in filtered)


def _components(group: "Node") -> list[list["Node"]]:
    """What is joined in a group, in sets that hang together by variables."""
    found: list[tuple[set[bytes], list[Node]]] = []
    for part in _parts(group):
        names, members = _variables(part), [part] if part.type in _JOINED else []
        for touched in [each for each in found if each[0] & names]:
            found.remove(touched)
            names |= touched[0]
            members = [*touched[1], *members]
        if names:
            found.append((names, members))
    return sorted((parts for _, parts in found if parts), key=lambda parts: parts[0].start_byte)


def _parts(group: "Node") -> Iterator["Node"]:
    for child in group.named_children:
        members = child.named_children if child.type == "triples_block" else [child]
        yield from (member for member in members if member.type in _LINKING)


def _variables(part: "Node") -> set[bytes]:
    """The names that join a part with others; `?x` and `$x` are one."""
    return {
        (node.text or b"").lstrip(b"?$") for kind in sorted(_NAMED) for node in _each(part, kind)
    }


def _shown(part: "Node") -> str:
    text = " ".join((part.text or b"").decode().split())
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short)
    return f"{printable} (line {part.start_point[0] + 1})"
