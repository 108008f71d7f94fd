"""What a page says that a therapy is made of: what its antibody carries, whose cells it uses."""

import re
from collections.abc import Iterator

from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Context, Subject
from immunograph.pages.page import Sentence
from immunograph.vocabulary import IG

_NAME = r"(?:[A-Za-z]+[\-\u2010-\u2013]?)*[A-Za-z0-9]+"
# How the payload of a conjugate is named: `a drug called DM1`, `conjugated to calicheamicin`.
_PAYLOAD = re.compile(
    r"\b(?:deliver(?:s|ing)?|linked|attached|bound|joined|conjugated|connected|carr(?:y|ies)) "
    r"(?:(?:to|with) )?(?:an? |the )?(?:[\w\-]+ ){0,3}?"
    r"(?:drug|toxin|substance|agent|medicine|chemotherapy)s?"
    rf"(?: drug)?,? (?:called|named|known as) (?P<name>{_NAME})",
    re.IGNORECASE,
)
_CONJUGATED = re.compile(
    r"\bconjugated to (?:the |an? )?(?:(?:cytotoxic |cell-killing |toxic )?(?:drug|agent|toxin) )?"
    r"(?P<name>calicheamicin|[a-z]{5,}(?:in|ine|one|ole|statin|ansine|tecan)\b)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:patient.?s|person.?s|your|their|his or her) own (?:\w+ ){0,3}(?:T[\s\-]?)?cells?\b|"
    r"\bautologous\b(?!(?:\W+\w+){0,3}?\W+(?:[A-Z]*SCT|HCT|[A-Z]*BMT|transplant\w*)\b)|"
    r"\bT[\s\-]?cells? (?:are |is )?(?:taken|collected|removed) from (?:the|a) (?:patient|person)|"
    r"\bT cells are removed from the (?:patient|person)",
    re.IGNORECASE,
)
_DONOR = re.compile(
    r"\bcells? (?:\w+ ){0,3}from (?:a |healthy )?donors?\b|\ballogeneic (?:CAR|T)\b", re.IGNORECASE
)
_TRIED = re.compile(
    r"\b(?:studie[sd]|study|testing|tested|trials?|researchers|developing|received)\b"
    r"|\b(?:amenable|unable|not able|cannot|could not) (?:to|be)\b",
    re.IGNORECASE,
)
_CELLS = f"{IG}CarTCellTherapy", f"{IG}TcrTCellTherapy"


def compositions(context: Context) -> Iterator[Candidate]:
    """The payload of a conjugate, and whose cells a cell therapy is made of."""
    for sentence, subject in context.told():
        yield from _payloads(context, sentence, subject)
        yield from _cells(context, sentence, subject)


def _payloads(context: Context, sentence: Sentence, subject: Subject) -> Iterator[Candidate]:
    for pattern in (_PAYLOAD, _CONJUGATED):
        for match in pattern.finditer(sentence.text):
            span = sentence.span(*match.span("name"))
            if not subject.is_class and subject in context.owners(sentence.order, *span):
                payload = context.thing("Concept", match["name"], sentence.order)
                fields = {"payload": [payload]}
                yield context.claim(
                    "Composition", subject, payload, [sentence.order], fields, spans=[span]
                )


def _cells(context: Context, sentence: Sentence, subject: Subject) -> Iterator[Candidate]:
    if not _is_of_cells(context, subject) or _TRIED.search(sentence.text):
        return
    for pattern, source in ((_OWN, "OwnCells"), (_DONOR, "DonorCells")):
        if match := pattern.search(sentence.text):
            fields = {"cellSource": [f"{IG}{source}"]}
            span = sentence.span(*match.span())
            yield context.claim(
                "Composition", subject, f"{IG}{source}", [sentence.order], fields, spans=[span]
            )


def _is_of_cells(context: Context, subject: Subject) -> bool:
    classes = context.known.modalities.get(subject.iri, frozenset({subject.iri}))
    return not classes.isdisjoint(_CELLS) or context.label(subject.iri).endswith("leucel")
