"""How large shapes may be: what is written out once for each use can grow without end.

A shape that uses another twice, which uses a third twice, and so on for twenty steps, is a page of
Turtle and a million shapes; a query nested a few thousand deep ends the process that reads it.
"""

from collections.abc import Callable, Iterable, Iterator

from immunograph.shacl.kinds import TooLarge
from immunograph.shacl.terms import FIRST, REST, sh
from immunograph.shacl.triples import Triples
from immunograph.store import Literal, NamedNode, Term, tokens

MOST_NESTED = 50
MOST_SHAPES = 10_000
MOST_STEPS = 200
LONGEST_QUERY = 20_000
DEEPEST_QUERY = 40
_WITHIN = tuple(sh(name) for name in ("property", "node", "not", "qualifiedValueShape"))
_LISTS = tuple(sh(name) for name in ("and", "or", "xone"))
_PATHS = tuple(
    sh(f"{name}Path") for name in ("inverse", "alternative", "zeroOrMore", "oneOrMore", "zeroOrOne")
)
Next = Callable[[Triples, Term], Iterable[Term]]


def refusals(triples: Triples) -> Iterator[TooLarge]:
    """Shapes, paths and queries that are too large or nested too deeply to be run."""
    yield from _sizes(triples, _shapes_in)
    yield from _steps(triples)
    for name in ("select", "ask"):
        for node in triples.having(sh(name)):
            for value in triples.objects(node, sh(name)):
                if isinstance(value, Literal) and (reason := _query(value.value)):
                    yield TooLarge(node, sh(name), f"sh:{name} {reason}", "write it shorter")


def _sizes(triples: Triples, inner: Next) -> Iterator[TooLarge]:
    sizes: dict[Term, tuple[int, int]] = {}
    for start in dict.fromkeys(s for p in (*_WITHIN, *_LISTS) for s in triples.having(p)):
        size, depth = _measured(triples, start, inner, sizes)
        if depth > MOST_NESTED:
            reason = f"shapes are nested more than {MOST_NESTED} deep in this one"
            yield TooLarge(start, None, reason, "split it into shapes with targets of their own")
            return
        if size > MOST_SHAPES:
            reason = f"this shape, written out, holds more than {MOST_SHAPES} others"
            yield TooLarge(start, None, reason, "refer to each shape in fewer places")
            return


def _measured(
    triples: Triples, start: Term, inner: Next, sizes: dict[Term, tuple[int, int]]
) -> tuple[int, int]:
    """How many nodes there are in one, itself included, each time it is used; and how deep.

    A node within itself counts as nothing here: that is a fault of another kind.
    """
    waiting, opened = [start], set[Term]()
    while waiting:
        node = waiting[-1]
        within = list(inner(triples, node)) if node not in sizes else []
        missing = [each for each in within if each not in sizes and each not in opened]
        if missing and node not in opened:
            opened.add(node)
            waiting.extend(missing)
            continue
        waiting.pop()
        if node not in sizes:
            parts = [sizes.get(each, (0, 0)) for each in within]
            deepest = max((depth for _, depth in parts), default=0)
            sizes[node] = (1 + sum(size for size, _ in parts), 1 + deepest)
    return sizes[start]


def _shapes_in(triples: Triples, node: Term) -> Iterator[Term]:
    for predicate in _WITHIN:
        yield from triples.objects(node, predicate)
    for predicate in _LISTS:
        for head in triples.objects(node, predicate):
            yield from triples.members(head)


def _steps(triples: Triples) -> Iterator[TooLarge]:
    sizes: dict[Term, tuple[int, int]] = {}
    for node in triples.having(sh("path")):
        for path in triples.objects(node, sh("path")):
            if _measured(triples, path, _steps_in, sizes)[0] > MOST_STEPS:
                reason = f"the path, written out, has more than {MOST_STEPS} steps"
                yield TooLarge(node, sh("path"), reason, "write it shorter")
                return


def _steps_in(triples: Triples, node: Term) -> Iterator[Term]:
    if isinstance(node, NamedNode):
        return
    if triples.objects(node, FIRST):
        yield from triples.members(node)
    for predicate in _PATHS:
        for value in triples.objects(node, predicate):
            if triples.objects(value, REST):
                yield from triples.members(value)
            else:
                yield value


def _query(text: str) -> str:
    if len(text) > LONGEST_QUERY:
        return f"is longer than {LONGEST_QUERY} characters"
    depth = 0
    for token in tokens(text):
        depth += (token.text in "{([") - (token.text in "})]")
        if depth > DEEPEST_QUERY:
            return f"is nested more than {DEEPEST_QUERY} deep"
    return ""
