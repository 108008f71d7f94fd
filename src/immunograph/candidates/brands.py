"""Under which brands a page says that a therapy is sold."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Context, Occurrence, Subject, place
from immunograph.candidates.jurisdictions import jurisdiction
from immunograph.candidates.occurrences import ACTIVE
from immunograph.names import key
from immunograph.pages.page import Block, Page, Role, Sentence
from immunograph.vocabulary import IG

_PRODUCT = f"{IG}Product"
_LABEL = re.compile(
    r"^(?P<where>U\.?S\.?A?|EU|European)?\s*(?:brand|trade|proprietary) names?"
    r"(?:\(s\)|s)?\s*:?\s*$",
    re.IGNORECASE,
)
_NEAR = 60
_WHERE = {"us": "US", "usa": "US", "eu": "EU", "european": "EU"}
_NAME = re.compile(r"[A-Z][A-Za-z0-9\-]*(?: [A-Z][A-Za-z0-9\-]*){0,2}")
# A brand in brackets after the name of the therapy: `cetuximab (Erbitux)`.
_BRACKETS = re.compile(
    r"[^\S\n]{0,2}\((?:brand name:? |marketed as |sold as |trade name:? )?"
    rf"(?P<brand>{_NAME.pattern})[\u00ae\u2122]?(?=[,;)])"
)
_BEFORE_BRACKETS = re.compile(rf"(?P<brand>{_NAME.pattern})[\u00ae\u2122]?\s*\($")
_COMBINED = re.compile(r"\s*,?\s*(?:\b(?:and|plus)|[/+,])\s*$")
_SOLD = re.compile(
    r"\b(?:brand names?|trade names?|marketed as|sold as|sold under the name)(?: of)?:? "
    rf"(?P<brand>{_NAME.pattern})"
)


def brandings(context: Context) -> Iterator[Candidate]:
    """Each brand of a therapy: under a label, in brackets after its name, or said to be one."""
    yield from _listed(context)
    yield from _bracketed(context)
    yield from _sold(context)
    yield from _of_substance(context)


def _listed(context: Context) -> Iterator[Candidate]:
    """The lines that follow a label such as `Brand names`, on the page of one therapy."""
    if not context.topic:
        return
    blocks = context.page.blocks
    for label, names in pairwise(blocks):
        said = _text(context.page, label)
        match = _LABEL.match(said)
        if not match:
            continue
        orders = [
            one.order for block in (label, names) for one in context.page.of_block(block.index)
        ]
        where = _WHERE.get(re.sub(r"\W", "", match["where"] or "").casefold(), "")
        for start, end in _lines(context.page, names):
            yield _branding(context, context.topic, start, end, orders, where)


def _text(page: Page, block: Block) -> str:
    return " ".join(sentence.text for sentence in page.of_block(block.index))


def _lines(page: Page, block: Block) -> Iterator[tuple[int, int]]:
    for line in re.finditer(r"[^\n,;]+", page.text[block.start : block.end]):
        name = re.search(r"[A-Z](?:.*[\w)])?", line[0])
        if name:
            start = block.start + line.start() + name.start()
            yield start, start + len(name[0])


def _branding(
    context: Context, subject: Subject, start: int, end: int, orders: list[int], where: str
) -> Candidate:
    name = context.page.text[start:end]
    product = context.thing("Product", name, orders[-1])
    fields = {"jurisdiction": [where]} if where else {}
    return context.claim("Branding", subject, product, orders, fields, spans=[(start, end)])


def _bracketed(context: Context) -> Iterator[Candidate]:
    for order, named in context.occurrences.items():
        sentence = context.page.sentence(order)
        if sentence.role is not Role.CONTENT:
            continue
        for one in named:
            match = _BRACKETS.match(sentence.text, place(sentence, one.end))
            match = match or _before_brackets(sentence, one)
            cell = context.page.blocks[sentence.block].cell
            if (
                match
                and (cell or _is_said(sentence, one, match))
                and _is_brand(context, match, one.iri)
            ):
                start, end = sentence.span(*match.span("brand"))
                yield _branding(context, Subject(one.iri), start, end, [order], "")


def _before_brackets(sentence: Sentence, named: Occurrence) -> re.Match[str] | None:
    """A name with the therapy in brackets behind it."""
    start, end = place(sentence, named.start), place(sentence, named.end)
    match = _BEFORE_BRACKETS.search(sentence.text[:start], max(0, start - _NEAR))
    return match if match and sentence.text[end : end + 1] == ")" else None


def _is_said(sentence: Sentence, named: Occurrence, match: re.Match[str]) -> bool:
    """Whether the names stand in a sentence or a cell, and not in a bare list or a combination.

    In a row in which each therapy has its own brackets, none is combined with the one before it.
    """
    start = min(place(sentence, named.start), match.start("brand"))
    end = max(place(sentence, named.end), match.end())
    before = sentence.text[max(0, start - _NEAR) : start]
    rest = before + " " + sentence.text[end : end + _NEAR]
    is_sentence = bool(re.search(r"\b(?!(?:and|or|with|plus)\b)[a-z]{2,}\b", rest))
    combined = _COMBINED.search(before)
    return is_sentence and (combined is None or before[: combined.start()].endswith(")"))


def _is_brand(context: Context, match: re.Match[str], therapy: str) -> bool:
    """Whether a name in brackets can be a brand: no abbreviation, no other thing of the graph."""
    name = match["brand"]
    if context.names.candidates(name, _PRODUCT):
        return True
    known = [
        *context.names.candidates(name, f"{IG}Thing"),
        *context.names.candidates(name, f"{IG}Modality"),
    ]
    return not known and len(name) > 3 and not name.isupper() and key(name) not in key(therapy)  # noqa: PLR2004


def _of_substance(context: Context) -> Iterator[Candidate]:
    """A sentence that says what the active substance of a brand is."""
    where = jurisdiction(context)
    for sentence, subject in context.told():
        match = ACTIVE.search(sentence.text)
        if match and match["brand"] and not subject.is_class:
            start, end = sentence.span(*match.span("brand"))
            if key(match["brand"]) not in key(context.label(subject.iri)):
                yield _branding(context, subject, start, end, [sentence.order], where)


def _sold(context: Context) -> Iterator[Candidate]:
    """A sentence that calls a name a brand of the therapy that it is about."""
    for sentence, subject in context.told():
        for match in _SOLD.finditer(sentence.text):
            if not subject.is_class:
                start, end = sentence.span(*match.span("brand"))
                one = _branding(context, subject, start, end, [sentence.order], "")
                yield replace(one, negated=context.denies(subject, one.spans))
