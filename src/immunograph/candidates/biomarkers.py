"""What must be present on a disease, or absent from it, for a use."""

import re
from collections.abc import Iterator

from immunograph.candidates.context import Context, place
from immunograph.candidates.uses import Piece

_NEAR = 100
_DASH = r"[\s\-\u2010-\u2013]*"
_AFTER_PRESENT = re.compile(
    rf"^\)?{_DASH}(?:protein )?(?:is |are )?"
    r"(?:positive|\+|overexpress\w*|express(?:ing|ion)|mutation)",
    re.IGNORECASE,
)
_AFTER_ABSENT = re.compile(
    rf"^\)?{_DASH}(?:negative|[\-\u2013](?=[\s,.])(?!\s*positive))", re.IGNORECASE
)
_BEFORE_PRESENT = re.compile(
    r"\b(?:has|have|having|express(?:es|ing)?|carr(?:y|ies)|with) "
    r"(?:the |an? |certain |high |levels? |of |mutations? |in |gene |protein |abnormal |"
    r"wild.type )*$",
    re.IGNORECASE,
)
_BEFORE_ABSENT = re.compile(
    r"\b(?:does not|do not|doesn.t|did not|don.t|without|lack(?:s|ing)?|no)"
    r"(?: have| express| carry)? (?:an? |the |any |abnormal |mutations? |changes? |in |certain )*$",
    re.IGNORECASE,
)
# What stands before the first of several genes is said of each.
_FIRST = re.compile(r"\b[A-Z][A-Z0-9]{2,7}(?: gene)? or $")
_CHROMOSOME = re.compile(r"\bPhiladelphia chromosome\b|\bPh(?=[+\-])")
_GENE = re.compile(
    r"\b(?P<name>[A-Z][A-Z0-9]{2,7})\b(?=(?: or [A-Z][A-Z0-9]{2,7})?"
    r"(?: gene\b|[\s\-](?:mutation|fusion|gene fusion)))"
)
# How a gene is, by what stands before its name (up to the line) and behind it.
_STATES = (
    (re.compile(r"\bwild[ -]type (?:the )?\n", re.IGNORECASE), "wild-type {} gene"),
    (re.compile(r"\n(?: gene)?[\s\-]fusion", re.IGNORECASE), "{} gene fusion"),
    (re.compile(r"\n(?: gene)?[\s\-]mutation", re.IGNORECASE), "{} mutation"),
    (re.compile(r"\b(?:mutations?|abnormal)\b[^.;,\n]*\n", re.IGNORECASE), "{} mutation"),
)


def biomarkers(context: Context, piece: Piece) -> tuple[list[str], list[str]]:
    """What is said to be there, and what is said not to be."""
    present: list[str] = []
    absent: list[str] = []
    for start, end, kind, name, entity in _named(context, piece):
        before = _FIRST.sub("", piece.text[max(0, start - _NEAR) : start])
        after = piece.text[end : end + _NEAR]
        iri = entity
        if _AFTER_ABSENT.match(after) or _BEFORE_ABSENT.search(before):
            iri = iri or context.thing(kind, name, piece.sentence.order)
            absent.append(iri)
        elif _AFTER_PRESENT.match(after) or _BEFORE_PRESENT.search(before):
            iri = iri or context.thing(kind, name, piece.sentence.order)
            present.append(iri)
    return list(dict.fromkeys(present)), list(dict.fromkeys(absent))


def _named(context: Context, piece: Piece) -> Iterator[tuple[int, int, str, str, str]]:
    """Antigens, chromosomes and genes in a piece: where, of which class, by which name and IRI."""
    text = piece.sentence.text
    for antigen in context.named(piece.sentence.order, "antigen"):
        start = place(piece.sentence, antigen.start)
        if piece.start <= start < piece.end and not _is_gene(text, start):
            yield (
                start - piece.start,
                start - piece.start + len(antigen.text),
                "Antigen",
                (antigen.text),
                antigen.entity,
            )
    for match in _CHROMOSOME.finditer(piece.text):
        yield *match.span(), "Concept", "Philadelphia chromosome", ""
    for match in _GENE.finditer(piece.text):
        yield *match.span(), "Concept", _state(piece.text, match), ""


def _state(text: str, gene: re.Match[str]) -> str:
    around = f"{text[: gene.start()]}\n{text[gene.end() :]}"
    named = next((name for pattern, name in _STATES if pattern.search(around)), "{} gene")
    return named.format(gene["name"])


def _is_gene(text: str, start: int) -> bool:
    return bool(_GENE.match(text, start))
