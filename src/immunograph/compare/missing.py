"""Reviewed claims that a page of its kind should carry, and does not.

`expected.tsv` says of which kinds, and why. It is asked only of therapies that are a topic of the
page, and only for kinds of claim of which the page carries some.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from immunograph.candidates.candidate import Candidate, Proposal
from immunograph.compare.assertion import OBJECTS, fields_of
from immunograph.compare.known import Claim, Graph
from immunograph.compare.outcome import Verdict
from immunograph.compare.verdict import Comparison, Side, telling
from immunograph.compare.whereabouts import Spot
from immunograph.pages.page import Role
from immunograph.vocabulary import DRUG, IG

_SENTENCES = 5  # that name a therapy: it is a topic of the page
_EMPTY_LIST = "empty-list"
_TITLE, _SECTION = "title", "section"


@dataclass(frozen=True, slots=True)
class Expectation:
    """Of which kind claims are expected, with which values of a field, and why.

    `topic` says where the page has to name the therapy, `least` how many claims of the kind, with
    such a value, it has to carry already.
    """

    kind: str
    topic: str
    least: int
    field: str
    values: frozenset[str]
    reason: str


@dataclass(frozen=True)
class Missing:
    """A reviewed claim that a page should carry, why, and the empty list it may have stood in."""

    side: Side
    reason: str
    lost: Spot | None = None


@cache
def expectations() -> tuple[Expectation, ...]:
    """The table of what is expected."""
    text = (Path(__file__).parent / "expected.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return tuple(
        Expectation(
            kind=row["kind"],
            topic=row["topic"],
            least=int(row["least"]),
            field=row["field"],
            values=frozenset(f"{IG}{name}" for name in row["values"].split()),
            reason=row["reason"],
        )
        for row in rows
    )


def missing(
    proposal: Proposal, comparisons: Iterable[Comparison], graph: Graph, today: str
) -> tuple[Missing, ...]:
    """What a page should carry and does not, in the order of the table."""
    compared = list(comparisons)
    topics = _topics(proposal, graph)
    found: dict[str, tuple[Claim, Expectation, str]] = {}
    for each in expectations():
        for therapy in sorted(topics[each.topic]):
            if _carried(proposal, therapy, each) >= each.least:
                for claim in _lacking(_Page(proposal, compared, graph, today), therapy, each):
                    found.setdefault(claim.iri, (claim, each, therapy))
    told = telling(proposal, graph, [claim for claim, _, _ in found.values()])
    made = []
    for claim, each, therapy in found.values():
        order = _lost(proposal, therapy)
        lost = told.map.of_sentence(order) if order else None
        made.append(Missing(told.side(claim), each.reason, lost))
    return tuple(made)


@dataclass(frozen=True)
class _Page:
    proposal: Proposal
    compared: list[Comparison]
    graph: Graph
    today: str


def _topics(proposal: Proposal, graph: Graph) -> dict[str, set[str]]:
    """The therapies that the title names, and those that a heading or many sentences name."""
    kinds, owners = graph.dataset.names.kinds, graph.owners
    sentences: dict[str, set[int]] = {}
    for mention in proposal.mentions:
        for thing in owners.get(mention.entity, frozenset({mention.entity})):
            if DRUG in kinds.get(thing, ()):
                sentences.setdefault(thing, set()).add(mention.sentence)
    page = proposal.page
    heads = {one.order for one in page.sentences if one.role is Role.HEADING}
    title = page.title.casefold()
    names = graph.dataset.names.by_thing
    titled = {
        thing
        for thing in sentences
        if any(name.text.casefold() in title for name in names.get(thing, ()))
    }
    headed = {thing for thing, orders in sentences.items() if orders & heads}
    often = {thing for thing, orders in sentences.items() if len(orders) >= _SENTENCES}
    return {_TITLE: titled, _SECTION: titled | headed | often}


def _carried(proposal: Proposal, therapy: str, expected: Expectation) -> int:
    """How many claims a page makes about a therapy of those of which more are expected."""
    return sum(
        each.kind == expected.kind and each.about == therapy and _is_of(each, expected)
        for each in proposal.candidates
    )


def _is_of(candidate: Candidate, expected: Expectation) -> bool:
    values = {str(value) for value in candidate.fields.get(expected.field, ())}
    return not expected.field or bool(values & expected.values)


def _lacking(page: _Page, therapy: str, expected: Expectation) -> Iterator[Claim]:
    claims = page.graph.claims(therapy, expected.kind)
    for claim in (one for one in claims if one.about == therapy):
        wanted = not expected.field or claim.values(expected.field) & expected.values
        over = claim.ended and claim.ended < page.today
        known = claim.status == "Reviewed" and claim.iri not in page.graph.settled and not over
        if wanted and known and not _is_told(page, therapy, claim):
            yield claim


def _is_told(page: _Page, therapy: str, claim: Claim) -> bool:
    """Whether a page says it, or something else in its place, or names its object at all."""
    objects = claim.values(OBJECTS.get(claim.kind, ""))
    if any(mention.entity in objects for mention in page.proposal.mentions):
        return True
    spoken = (one for one in page.compared if claim.iri in _claims(one))
    if any(one.verdict is not Verdict.SILENT for one in spoken):
        return True
    return any(_is_about(page, each, therapy, claim) for each in page.proposal.candidates)


def _claims(one: Comparison) -> set[str]:
    return {side.claim for side in (*one.known, *one.beside)}


def _is_about(page: _Page, candidate: Candidate, therapy: str, claim: Claim) -> bool:
    name = OBJECTS.get(claim.kind, "")
    given = {str(value) for value in fields_of(candidate).get(name, ())}
    kinds, classes = page.graph.yardstick.kinds, page.graph.classes
    same = candidate.kind == claim.kind and candidate.about == therapy
    pairs = [(one, other) for one in given for other in claim.values(name)]
    return same and any(kinds.related(*pair) or classes.related(*pair) for pair in pairs)


def _lost(proposal: Proposal, therapy: str) -> int:
    """The sentence of a list that is announced and empty where the page speaks of a therapy.

    0 where there is none.
    """
    told = sorted((order, each.about) for each in proposal.candidates for order in each.sentences)
    for problem in (*proposal.page.problems, *proposal.problems):
        before = [about for order, about in told if order <= problem.sentence]
        if problem.kind == _EMPTY_LIST and before and before[-1] == therapy:
            return problem.sentence
    return 0
