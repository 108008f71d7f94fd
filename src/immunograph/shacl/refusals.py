"""What a shapes graph says that an engine would pass over without a word: one place for all of it.

SHACL lets an engine ignore what it does not know, so a slip of the pen checks nothing and conforms.
Here each such thing is a refusal, found before any engine sees the shapes.
"""

import difflib
from collections.abc import Iterable, Iterator

from immunograph.shacl import bounds, kinds
from immunograph.shacl.kinds import Refusal
from immunograph.shacl.shapes import TARGETS
from immunograph.shacl.terms import NIL, RDFS, SH, TYPE, sh
from immunograph.shacl.triples import Triples
from immunograph.shacl.vocabulary import BEYOND, KNOWN, MISSPELT
from immunograph.store import BlankNode, NamedNode, Quad, Term, Triple

_NAMESPACE = "w3.org/ns/shacl"
_IMPORTS = NamedNode("http://www.w3.org/2002/07/owl#imports")
_TARGETS = tuple(sh(name) for name in TARGETS)
_CLASSES = (NamedNode(f"{RDFS}Class"), NamedNode("http://www.w3.org/2002/07/owl#Class"))
# Where a term of SHACL that is not run is used, and not only spoken of, as shapes of shapes do.
_USES = (TYPE, sh("severity"), sh("nodeKind"))


def refusals(statements: Iterable[Quad | Triple]) -> list[Refusal]:
    """Everything in a shapes graph that would be passed over.

    >>> from immunograph.rdf import parse_turtle
    >>> text = b"<urn:s> <http://www.w3.org/ns/shacl#targetClas> <urn:C> ."
    >>> [one.reason for one in refusals(parse_turtle(text, "x"))]
    ['sh:targetClas is no term of SHACL', 'no shape has a target, so nothing would be checked']
    """
    triples = Triples(statements)
    found = [*_terms(triples), *kinds.refusals(triples), *bounds.refusals(triples)]
    return list(dict.fromkeys([*found, *_without_targets(triples)]))


def _terms(triples: Triples) -> Iterator[Refusal]:
    """Terms that are not of SHACL, or of a part of it that is not run here."""
    for node, predicate, value in triples:
        reason = _unknown(predicate.value) or _beyond(predicate.value)
        if reason:
            yield Refusal(node, predicate, reason, _nearest(predicate.value))
        if isinstance(value, NamedNode) and _NAMESPACE in value.value:
            reason = _unknown(value.value) or (_beyond(value.value) if predicate in _USES else "")
            if reason:
                yield Refusal(node, predicate, reason, _nearest(value.value))
        if predicate == _IMPORTS and not triples.predicates(value):
            suggestion = "give the file it names along with the shapes, or take the import out"
            yield Refusal(node, predicate, f"imports {value}, which is not here", suggestion)


def _unknown(term: str) -> str:
    if _NAMESPACE not in term:
        return ""
    for start, right in MISSPELT.items():
        if term.startswith(start):
            return f"{term} is not in the namespace of SHACL, which is {right}"
    if not term.startswith(SH) or term == SH or term in KNOWN or term in BEYOND:
        return ""
    return f"sh:{term.removeprefix(SH)} is no term of SHACL"


def _beyond(term: str) -> str:
    return f"sh:{term.removeprefix(SH)} {BEYOND[term]}" if term in BEYOND else ""


def _nearest(term: str) -> str:
    if term in KNOWN or term in BEYOND or not term.startswith(SH):
        return "take it out" if term.startswith(SH) else "correct the prefix"
    near = difflib.get_close_matches(term.removeprefix(SH), _LOCAL, n=1)
    return f"did you mean sh:{near[0]}?" if near else "take it out"


_LOCAL = sorted(term.removeprefix(SH) for term in KNOWN)


def _without_targets(triples: Triples) -> Iterator[Refusal]:
    """No target at all, and shapes that no shape with a target leads to."""
    starts = list(_targeted(triples))
    if not starts:
        reason = "no shape has a target, so nothing would be checked"
        yield Refusal(None, None, reason, "add sh:targetClass, or give the file of the shapes")
        return
    reached = _reached(triples, starts)
    for node in kinds.declared(triples):
        if node not in reached and not kinds.is_off(triples, node):
            reason = "has no target, and no shape that has one refers to it: it would never be run"
            yield Refusal(node, TYPE, reason, "add sh:targetClass, or take the shape out")


def _targeted(triples: Triples) -> Iterator[Term]:
    for predicate in _TARGETS:
        yield from triples.having(predicate)
    for node in kinds.declared(triples):
        if any(triples.is_a(node, each) for each in _CLASSES):
            yield node


def _reached(triples: Triples, starts: Iterable[Term]) -> set[Term]:
    reached, waiting = set[Term](), list(starts)
    while waiting:
        node = waiting.pop()
        if node in reached or not isinstance(node, NamedNode | BlankNode) or node == NIL:
            continue
        reached.add(node)
        for predicate in triples.predicates(node):
            waiting.extend(triples.objects(node, predicate))
    return reached
