"""To which class of therapies a page says that a therapy belongs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Context, Subject
from immunograph.candidates.tables import head_of, heads
from immunograph.candidates.therapies import ClassNamed, classes_named, narrowest
from immunograph.pages.page import Sentence
from immunograph.vocabulary import IG

_FAR = 300
_MONOCLONAL = f"{IG}MonoclonalAntibody"
# What stands between a therapy and the class it is said to be of.
_IS = re.compile(
    r"\b(?:is|are|was|were|belongs? to|known|works? as)(?:n['\u2019]t)?\b"
    r"\s+(?:not\s+|no longer\s+|\w+ly\s+)?"
    r"(?:an?|the|another|one|part|known|called|considered|classified)\b"
    r"(?:(?!\b(?:received?|treated|who|whose|unlike|after|before|with)\b)[^.;])*$",
    re.IGNORECASE,
)
# Before the whole name of a class, and where it is no narrower one than the claim would be.
_WHOLE = re.compile(r"\b(?:an?|any|the|of|as)\s+$", re.IGNORECASE)
_NARROWER = re.compile(r"[\w\-]+[\s\-](?:directed|binding|blocking)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """That a therapy is of a class: the sentences that say it, and where."""

    orders: tuple[int, ...]
    span: tuple[int, int]
    modality: str


def classifications(context: Context) -> Iterator[Candidate]:
    """Each class that a page says a therapy is of; *antibody* only where it says nothing closer."""
    found: dict[Subject, list[_Said]] = {}
    columns = heads(context.page)
    for sentence, subject in context.told():
        if not subject.is_class:
            said = found.setdefault(subject, [])
            said.extend(_said(context, sentence, subject))
            said.extend(_headed(context, sentence, columns))
    for subject, said in found.items():
        claims = [
            context.claim("Classification", subject, one.modality, one.orders, spans=[one.span])
            for one in said
        ]
        closer = {one.object for one in claims if not one.negated} - {_MONOCLONAL}
        yield from (one for one in claims if one.object != _MONOCLONAL or not closer)


def _headed(
    context: Context, sentence: Sentence, columns: dict[tuple[int, int], Sentence]
) -> Iterator[_Said]:
    """The class that heads the column of a table in which therapies are named."""
    block = context.page.blocks[sentence.block]
    head = head_of(columns, block)
    if head and block.cell and block.cell.column == 0:
        for one in classes_named(head.text)[:1]:
            yield _Said((head.order, sentence.order), head.span(one.start, one.end), one.modality)


def _said(context: Context, sentence: Sentence, subject: Subject) -> Iterator[_Said]:
    """The narrowest class that a sentence says its subject is of, and that it says it is not."""
    named: dict[bool, list[ClassNamed]] = {True: [], False: []}
    for one in classes_named(sentence.text):
        span = sentence.span(one.start, one.end)
        before = sentence.text[max(0, one.start - _FAR) : one.start]
        if _IS.search(before) and subject in context.owners(sentence.order, *span):
            is_denied = context.denies(subject, [span])
            if not is_denied or _is_whole(before, sentence.text[one.start : one.end]):
                named[is_denied].append(one)
    for of in named.values():
        for one in [one for one in of if one.modality == narrowest(of)][:1]:
            yield _Said((sentence.order,), sentence.span(one.start, one.end), one.modality)


def _is_whole(before: str, name: str) -> bool:
    """Whether a name is all that is denied: what is no CD19-directed antibody may be one."""
    return bool(_WHOLE.search(before)) and not _NARROWER.match(name)
