"""What rests on claims that nobody has reviewed yet.

Derivations run a second time without the drafts: a short cut that is not made then rests on drafts
alone, and a node in the data set says so.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from immunograph.graph import split
from immunograph.vocabulary import BASE, IG, RDF, SHORT_CUT_OF, TYPE

DRAFT = f"{IG}Draft"
REVIEWED = f"{IG}Reviewed"
_STATUS, _DRAFT = f"<{IG}reviewStatus>", f"<{DRAFT}>"
_NAMED = f"{BASE}draft-short-cut/"
_DIGITS = 20


def without_drafts(lines: Sequence[str]) -> list[str] | None:
    """Lines of canonical N-Triples without those about drafts; None where there are no drafts."""
    ending = f" {_STATUS} {_DRAFT} ."
    drafts = {line[: -len(ending)] for line in lines if line.endswith(ending)}
    if not drafts:
        return None
    return [line for line in lines if line[: line.find(" ")] not in drafts]


def counted(lines: Iterable[str]) -> dict[str, int]:
    """How many claims have which review status, by its name in small letters."""
    given = (line[:-3].rpartition(IG)[2] for line in lines if f" {_STATUS} " in line)
    return dict(sorted(Counter(name.lower() for name in given).items()))


def marks(derived: Iterable[str], reviewed: Iterable[str], stated: Iterable[str]) -> Iterator[str]:
    """The lines that mark what is derived, but not from reviewed claims, and is a short cut."""
    given = (line.split(" ", 2) for line in stated if SHORT_CUT_OF in line)
    short_cuts = {subject for subject, predicate, _ in given if predicate == f"<{SHORT_CUT_OF}>"}
    for line in sorted(set(derived).difference(reviewed)):
        subject, predicate, value = split(line)
        if predicate in short_cuts:
            yield from _mark(subject, predicate, value)


def _mark(subject: str, predicate: str, value: str) -> Iterator[str]:
    digest = hashlib.sha256(f"{subject} {predicate} {value}".encode()).hexdigest()[:_DIGITS]
    node = f"<{_NAMED}{digest}>"
    yield f"{node} <{TYPE}> <{IG}DraftShortCut> ."
    yield f"{node} <{RDF}subject> {subject} ."
    yield f"{node} <{RDF}predicate> {predicate} ."
    yield f"{node} <{RDF}object> {value} ."
