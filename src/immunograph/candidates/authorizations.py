"""What a page says that an authority decided: only where it says that it is approved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from immunograph.candidates.brands import brandings
from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Context, Subject
from immunograph.candidates.indications import indications
from immunograph.names import key
from immunograph.pages.dates import dates_of
from immunograph.pages.page import Sentence
from immunograph.vocabulary import IG

_LABEL = re.compile(r"(?:US )?FDA[\s\-]approved\s*:?\s*(?P<said>yes|no)?\W*$", re.IGNORECASE)
_FDA = re.compile(r"\bFDA\b|\bFood and Drug Administration\b")
_EMA = re.compile(r"\bEMA\b|\bEuropean (?:Medicines Agency|Commission)\b")
_AUTHORITIES = {"US": "FDA", "EU": "European Medicines Agency"}
_ACCELERATED = re.compile(r"\baccelerated approval\b", re.IGNORECASE)
_CONDITIONAL = re.compile(r"\bconditional (?:approval|marketing authori[sz]ation)\b", re.IGNORECASE)
# What an authority decides on a day, as opposed to what it receives, reviews or names on one.
_DECIDES = re.compile(
    r"\b(?:approv(?:ed|al)|authori[sz]ed|authori[sz]ation|licen[sc]ed)\b", re.IGNORECASE
)
_OTHERWISE = re.compile(
    r"\b(?:designat\w+|applications?|submi\w+|priority review|orphan|clearance|biosimilars?|"
    r"diagnostics?|tests?|assays?|withdr\w+|revok\w+|expected|target action)\b",
    re.IGNORECASE,
)
_MARK = re.compile("[\u00b9\u00b2\u00b3\u2070-\u2079]")


@dataclass(frozen=True)
class _Said:
    """What a page says of approval as a whole: the label, the brands, how it was granted."""

    label: list[int]
    brands: list[Candidate]
    statuses: list[tuple[Sentence, str]]


def authorizations(context: Context) -> Iterator[Candidate]:
    """The decision behind each use that the page calls approved, where it names the authority."""
    label, answer = labelled(context)
    if answer == "no":
        return
    brands = [one for one in brandings(context) if not one.negated]
    said = _Said(label, brands, list(_statuses(context)))
    for use in indications(context):
        if not isinstance(use, Candidate) or use.negated:
            continue
        where = "US" if label else _where(context, use)
        authority = context.names.candidates(_AUTHORITIES.get(where, ""), f"{IG}Organization")
        if where and authority and f"{IG}Approved" in use.fields["stance"]:
            yield _authorization(context, use, where, authority[0], said)


def _statuses(context: Context) -> Iterator[tuple[Sentence, str]]:
    """The sentences that say how something was approved, with the status."""
    for sentence in context.sentences():
        for pattern, name in ((_ACCELERATED, "Accelerated"), (_CONDITIONAL, "Conditional")):
            if pattern.search(sentence.text):
                yield sentence, f"{IG}{name}Approval"


def labelled(context: Context) -> tuple[list[int], str]:
    """The sentences of a label such as `FDA approved: yes`, and what it says; empty without one."""
    page = context.page
    for block, following in pairwise(page.blocks):
        sentences = page.of_block(block.index)
        match = _LABEL.match(" ".join(one.text for one in sentences))
        if not match or not context.topic:
            continue
        below = page.of_block(following.index)
        answer = match["said"] or re.sub(r"\W", "", " ".join(one.text for one in below))
        if answer.casefold() in {"yes", "no"}:
            both = sentences if match["said"] else (*sentences, *below)
            return [one.order for one in both], answer.casefold()
    return [], ""


def _where(context: Context, use: Candidate) -> str:
    """The authority that the sentences of a use name themselves."""
    text = " ".join(context.page.sentence(order).text for order in use.sentences)
    us, eu = bool(_FDA.search(text)), bool(_EMA.search(text))
    return ("US" if us else "EU") if us != eu else ""


def _authorization(
    context: Context, use: Candidate, where: str, authority: str, said: _Said
) -> Candidate:
    products, named = _products(context, use, said.brands)
    status, noted = _status(context, use, said.statuses)
    decided, seen = _decided(context, use), context.page.last_reviewed
    return context.claim(
        "Authorization",
        Subject(use.about, use.inferred, use.identified_through),
        use.object,
        [*use.sentences, *said.label, *named, *noted],
        {
            "authority": [authority],
            "jurisdiction": [where],
            "product": products,
            "authorizationStatus": status,
            "decidedOn": decided,
            "inForceOn": [seen] if seen and not decided else [],
        },
        spans=use.spans,
        decides=use,
    )


def _decided(context: Context, use: Candidate) -> list[str]:
    """The day on which a sentence of a use says that it was approved, where it names one day."""
    found: dict[str, None] = {}
    for order in use.sentences:
        text = context.page.sentence(order).text
        if _DECIDES.search(text) and not _OTHERWISE.search(text):
            found |= dict.fromkeys(dates_of(text))
    return list(found) if len(found) == 1 else []


def _products(
    context: Context, use: Candidate, said: list[Candidate]
) -> tuple[list[str], list[int]]:
    """The brand, where there is one; of several those that the use itself names."""
    brands = {one.object: one for one in said if one.about == use.about}
    if len(brands) < 2:  # noqa: PLR2004 (several)
        return list(brands), [order for one in brands.values() for order in one.sentences]
    last = context.page.of_block(context.page.sentence(max(use.sentences)).block)
    text = " ".join(one.text for one in last)
    named = [iri for iri in brands if key(context.label(iri)) in key(text)]
    return named, [one.order for one in last] if named else []


def _status(
    context: Context, use: Candidate, said: list[tuple[Sentence, str]]
) -> tuple[list[str], list[int]]:
    """How it was approved, where a note to the use, or to all uses of the therapy, says so."""
    text = " ".join(context.page.sentence(order).text for order in use.sentences)
    marks = set(_MARK.findall(text))
    for sentence, status in said:
        mark = _MARK.match(sentence.text)
        subjects = context.subjects.get(sentence.order, ())
        if any(one.iri == use.about for one in subjects) and (not mark or mark[0] in marks):
            return [status], [sentence.order]
    return [], []
