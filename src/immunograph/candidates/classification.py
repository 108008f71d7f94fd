"""To which class of therapies a page says that a therapy belongs."""

import re
from collections.abc import Iterator

from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Context, Subject
from immunograph.candidates.therapies import ClassNamed, classes_named, narrowest
from immunograph.pages.page import Sentence
from immunograph.vocabulary import IG

_FAR = 300
_MONOCLONAL = f"{IG}MonoclonalAntibody"
# What stands between a therapy and the class it is said to be of.
_IS = re.compile(
    r"\b(?:is|are|was|were|belongs? to|known as|works? as)\b"
    r"(?! (?:not|no|approved|used|given|being)\b)"
    r"(?:(?!\b(?:received?|treated|who|whose|unlike|after|before|with)\b)[^.;])*$",
    re.IGNORECASE,
)


def classifications(context: Context) -> Iterator[Candidate]:
    """Each class that a page says a therapy is of; *antibody* only where it says nothing closer."""
    found: dict[Subject, list[tuple[Sentence, ClassNamed]]] = {}
    for sentence, subject in context.told():
        if not subject.is_class:
            said = found.setdefault(subject, [])
            said.extend((sentence, one) for one in _said(context, sentence, subject))
    for subject, said in found.items():
        closer = {one.modality for _, one in said} - {_MONOCLONAL}
        for sentence, one in said:
            if one.modality != _MONOCLONAL or not closer:
                span = sentence.span(one.start, one.end)
                yield context.claim(
                    "Classification", subject, one.modality, [sentence.order], spans=[span]
                )


def _said(context: Context, sentence: Sentence, subject: Subject) -> list[ClassNamed]:
    """The narrowest class that a sentence says its subject is of."""
    named = [
        one
        for one in classes_named(sentence.text)
        if _IS.search(sentence.text[max(0, one.start - _FAR) : one.start])
        and context.owner(sentence.order, sentence.span(one.start, one.end)[0]) == subject
    ]
    return [one for one in named if one.modality == narrowest(named)][:1]
