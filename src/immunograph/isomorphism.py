"""Whether two texts say the same, whatever their nodes without a name are called.

To compare any two graphs so can take longer than anyone waits. Nearly all nodes without a name are
the root of a tree, though, as `[ ... ]` and `( ... )` are: they are compared by what is said of
them. A node that is referred to twice, or leads back to itself, is compared by its label.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from immunograph.rdf import parse_turtle
from immunograph.store import BlankNode, Quad, Term


def isomorphic(one: bytes, other: bytes) -> bool:
    """Whether two Turtle texts say the same, blank nodes apart from their names.

    >>> isomorphic(b"<urn:a> <urn:b> [ <urn:c> 1 ] .", b"_:x <urn:c> 1 . <urn:a> <urn:b> _:x .")
    True
    """
    return _said(parse_turtle(one, "one")) == _said(parse_turtle(other, "other"))


def _said(quads: Iterable[Quad]) -> Counter[str]:
    """The statements, each with the tree that its object is."""
    statements = list(dict.fromkeys(quads))
    trees = _trees(statements)
    said: dict[Term, list[tuple[str, Term]]] = {}
    for quad in statements:
        said.setdefault(quad.subject, []).append((str(quad.predicate), quad.object))
    for node in _inner_first(trees, said):
        trees[node] = _digest(said.get(node, ()), trees)
    referred = {quad.object for quad in statements}
    lines = [
        f"{quad.subject} {quad.predicate} {_name(quad.object, trees)}"
        for quad in statements
        if quad.subject not in trees
    ]
    return Counter([*lines, *(text for node, text in trees.items() if node not in referred)])


def _trees(statements: Iterable[Quad]) -> dict[Term, str]:
    """The blank nodes that are the root of a tree, each with no name yet."""
    above: dict[Term, list[Term]] = {}
    for quad in statements:
        for term in (quad.subject, quad.object):
            if isinstance(term, BlankNode):
                above.setdefault(term, [])
        if isinstance(quad.object, BlankNode):
            above[quad.object].append(quad.subject)
    single = {node: nodes[0] if nodes else None for node, nodes in above.items() if len(nodes) < 2}  # noqa: PLR2004
    circling = _circling(single)
    return {node: "" for node in single if node not in circling}


def _circling(above: Mapping[Term, Term | None]) -> set[Term]:
    """The nodes from which one comes back by going up."""
    found, done = set[Term](), set[Term]()
    for start in above:
        way: dict[Term, int] = {}
        node: Term | None = start
        while node is not None and node in above and node not in done and node not in way:
            way[node] = len(way)
            node = above[node]
        if node is not None and node in way:
            found.update(each for each, step in way.items() if step >= way[node])
        done.update(way)
    return found


def _inner_first(
    trees: Mapping[Term, str], said: Mapping[Term, Iterable[tuple[str, Term]]]
) -> list[Term]:
    """The roots of trees in an order in which each comes after those within it."""
    order: list[Term] = []
    inner = {value for node in trees for _, value in said.get(node, ()) if value in trees}
    waiting = [node for node in trees if node not in inner]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting.extend(value for _, value in said.get(node, ()) if value in trees)
    return order[::-1]


def _digest(said: Iterable[tuple[str, Term]], trees: Mapping[Term, str]) -> str:
    lines = sorted(f"{predicate} {_name(value, trees)}" for predicate, value in said)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _name(term: Term, trees: Mapping[Term, str]) -> str:
    return trees[term] if term in trees else str(term)
