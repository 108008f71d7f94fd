"""What a therapy is used together with, and what was tried before it."""

import re
from collections.abc import Iterator, Sequence

from immunograph.candidates.context import Context
from immunograph.candidates.uses import Piece

_WITH = re.compile(
    r"^with\b|\b(?:used|given|combination|combined|together)(?: \w+)? with\b|\bor with\b|"
    r"\bcombined treatment with\b",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(r"\bwith:\s*$", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:after|received|treated with|treatment with|therapy with|that included|including|"
    r"respond(?:ed)? to|failed|following|prior|previous(?:ly)?)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:in|as|to treat|whose|who|that|for|after|before|when|if|until|by|and then|cannot|"
    r"has been)\b|[.;:]",
    re.IGNORECASE,
)
_END_BEFORE = re.compile(
    r"\b(?:in|as|whose|but|for metastatic|when|if|cannot|who)\b|[.;:]", re.IGNORECASE
)
# Kinds of treatment as pages name them, each with the label under which it is kept.
_KINDS = (
    (
        re.compile(r"\bsystemic (?:treatments?|therap(?:y|ies))", re.IGNORECASE),
        "systemic treatment",
    ),
    (
        re.compile(r"\bplatinum(?:[ -]based)? (?:chemotherapy|chemo)\b", re.IGNORECASE),
        "platinum chemotherapy",
    ),
    (
        re.compile(r"(?<!platinum )(?<!platinum.based )\b(?:chemotherapy|chemo)\b", re.IGNORECASE),
        "chemotherapy",
    ),
    (re.compile(r"\bfluoropyrimidines?\b", re.IGNORECASE), "fluoropyrimidine"),
    (re.compile(r"\bimmunotherapy\b", re.IGNORECASE), "immunotherapy"),
    (re.compile(r"\bradiation(?: therapy)?\b", re.IGNORECASE), "radiation therapy"),
    (re.compile(r"\bhormone therapy\b", re.IGNORECASE), "hormone therapy"),
    (re.compile(r"\bstem cell transplant(?:ation|s)?\b", re.IGNORECASE), "stem cell transplant"),
    (re.compile(r"\bproteasome inhibitors?\b", re.IGNORECASE), "proteasome inhibitor"),
    (re.compile(r"\bimmunomodulat(?:ing|ory) agents?\b", re.IGNORECASE), "immunomodulating agent"),
)


def combined(context: Context, level: Sequence[Piece], above: str, subject: str) -> list[str]:
    """What a therapy is said to be given together with; `above` is what announces the level."""
    found: list[str] = []
    for number, piece in enumerate(level):
        spans = _spans(piece.text, _WITH, _END)
        if number == 0 and _ANNOUNCED.search(above):
            spans = [(0, len(piece.text)), *spans]
        found += _each(context, piece, spans, subject)
    return found


def prior(context: Context, piece: Piece, subject: str) -> list[str]:
    """What is said to have been tried before."""
    return _each(context, piece, _spans(piece.text, _BEFORE, _END_BEFORE), subject)


def _spans(text: str, cue: re.Pattern[str], stop: re.Pattern[str]) -> list[tuple[int, int]]:
    found = []
    for match in cue.finditer(text):
        end = stop.search(text, match.end())
        found.append((match.end(), end.start() if end else len(text)))
    return found


def _each(context: Context, piece: Piece, spans: list[tuple[int, int]], subject: str) -> list[str]:
    found: list[str] = []
    for start, end in spans:
        if end > start:
            found += _drugs(context, piece, start, end, subject)
            found += _kinds(context, piece, start, end)
    return list(dict.fromkeys(found))


def _drugs(context: Context, piece: Piece, start: int, end: int, subject: str) -> Iterator[str]:
    """The drugs of a stretch: a therapy of ours by its own IRI, another as a concept."""
    first, last = piece.sentence.span(piece.start + start, piece.start + end)
    order = piece.sentence.order
    ours = {(one.start, one.end): one.iri for one in context.occurrences.get(order, ())}
    for drug in context.named(order, "drug"):
        if first <= drug.start and drug.end <= last:
            iri = ours.get((drug.start, drug.end))
            if iri != subject:
                yield iri or context.thing("Concept", drug.text.lower(), order)


def _kinds(context: Context, piece: Piece, start: int, end: int) -> Iterator[str]:
    stretch = piece.text[start:end]
    for pattern, label in _KINDS:
        if pattern.search(stretch):
            yield context.thing("Concept", label, piece.sentence.order)
