"""Reviewed claims that a page of its kind should carry, and does not.

`expected.tsv` says of which kinds, and why. It is asked only of therapies that are a topic of the
page, and only for kinds of claim of which the page carries some. A page on a disease or a class of
therapies is asked for the therapies of which its title speaks; what several of them lack is said
once, and only what more than one source says.
"""

import csv
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from immunograph.candidates.candidate import Candidate, Proposal
from immunograph.compare.assertion import OBJECTS, fields_of
from immunograph.compare.group import group
from immunograph.compare.known import Claim, Graph
from immunograph.compare.outcome import Verdict
from immunograph.compare.verdict import Comparison, Side, telling
from immunograph.compare.whereabouts import Spot
from immunograph.pages.page import Role
from immunograph.vocabulary import DRUG, IG

_SENTENCES = 5  # that name a therapy: it is a topic of the page
_EMPTY_LIST = "empty-list"
_TITLE, _SECTION = "title", "section"
_LISTED, _UNNAMED = "listed", "unnamed"
_PEOPLE, _CHILDREN = "population", f"{IG}Children"


@dataclass(frozen=True, slots=True)
class Expectation:
    """Of which kind claims are expected, with which values of a field, and why.

    `topic` says which therapies are meant: those that the `title` names, or a `section`; on a page
    on a disease or a class those that it has `listed`, or left `unnamed`. `least` says how many
    claims of the kind `given`, with such a value, it has to carry already, and of those on a group
    about how many therapies. What is expected has so many `sources` at least.
    """

    kind: str
    topic: str
    given: str
    least: int
    field: str
    values: frozenset[str]
    sources: int
    reason: str


@dataclass(frozen=True)
class Missing:
    """A reviewed claim that a page should carry, why, and the empty list it may have stood in.

    `also` are claims of the same on other therapies.
    """

    side: Side
    reason: str
    lost: Spot | None = None
    also: tuple[Side, ...] = ()


@cache
def expectations() -> tuple[Expectation, ...]:
    """The table of what is expected."""
    text = (Path(__file__).parent / "expected.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return tuple(
        Expectation(
            kind=row["kind"],
            topic=row["topic"],
            given=row["given"],
            least=int(row["least"]),
            field=row["field"],
            values=frozenset(f"{IG}{name}" for name in row["values"].split()),
            sources=int(row["sources"]),
            reason=row["reason"],
        )
        for row in rows
    )


def missing(
    proposal: Proposal, comparisons: Iterable[Comparison], graph: Graph, today: str
) -> tuple[Missing, ...]:
    """What a page should carry and does not, in the order of the table."""
    page = _Page(proposal, list(comparisons), graph, today)
    found: dict[tuple[str, ...], _Lack] = {}
    for each in (*_of_topics(page), *_of_group(page)):
        said = {claim for claims in found for claim in claims}
        if not said & set(each.claims):
            found[each.claims] = each
    known = [claim for each in found.values() for claim in each.known]
    told = telling(proposal, graph, known)
    made = []
    for each in found.values():
        order = _lost(proposal, each.therapy)
        lost = told.map.of_sentence(order) if order else None
        first, *also = map(told.side, each.known)
        made.append(Missing(first, each.reason, lost, tuple(also)))
    return tuple(made)


@dataclass(frozen=True)
class _Page:
    proposal: Proposal
    compared: list[Comparison]
    graph: Graph
    today: str

    @cached_property
    def right(self) -> tuple[Candidate, ...]:
        """What it says, without that with which the graph disagrees."""
        wrong = {id(o.candidate) for o in self.compared if o.verdict is Verdict.DISAGREES}
        return tuple(one for one in self.proposal.candidates if id(one) not in wrong)

    @cached_property
    def named(self) -> frozenset[str]:
        """The things that it names, the therapies of its brands, and what it makes claims about."""
        found = {candidate.about for candidate in self.proposal.candidates}
        for mention in self.proposal.mentions:
            found |= {mention.entity, *self.graph.owners.get(mention.entity, ())}
        return frozenset(found)


@dataclass(frozen=True)
class _Lack:
    """What a page lacks of a therapy, and the same of others."""

    therapy: str
    known: tuple[Claim, ...]
    reason: str

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(claim.iri for claim in self.known)


def _of_topics(page: _Page) -> Iterator[_Lack]:
    """What is lacking of therapies that are a topic of a page, claim by claim."""
    topics = _topics(page.proposal, page.graph)
    for each in expectations():
        for therapy in sorted(topics.get(each.topic, ())):
            if _carried(page, {therapy}, each) >= each.least:
                for claim in _lacking(page, therapy, each):
                    yield _Lack(therapy, (claim,), each.reason)


def _of_group(page: _Page) -> Iterator[_Lack]:
    """What is lacking on a page on a disease or a class, each time of all therapies at once."""
    of_group = group(page.proposal.page, page.graph)
    uses = of_group.uses
    listed = [therapy for therapy in uses if therapy in page.named]
    for each in expectations() if listed else ():
        if each.topic == _UNNAMED:
            carried = [therapy for therapy in listed if _carried(page, {therapy}, each)]
            others = {t: of for t, of in uses.items() if t not in page.named}
            lacking = [claim for t, of in others.items() for claim in _use(page, t, of, each)]
            lacking = [claim for claim in lacking if _is_for(claim, of_group.people)]
            if lacking and len(carried) >= max(each.least, len(lacking)):
                yield _Lack(lacking[0].about, tuple(lacking), each.reason)
        elif each.topic == _LISTED:
            yield from _of_listed(page, listed, each)


def _is_for(claim: Claim, people: str) -> bool:
    """Whether a claim holds for the people that a page is on, as far as it says for whom."""
    said = claim.values(_PEOPLE)
    return not people or people in said or (not said and people != _CHILDREN)


def _use(page: _Page, therapy: str, diseases: frozenset[str], expected: Expectation) -> list[Claim]:
    """The claim that says best for which of some diseases a therapy is used; one or none."""
    claims = [
        claim
        for claim in _lacking(page, therapy, expected)
        if claim.values(OBJECTS[expected.kind]) & diseases
    ]
    best = sorted(claims, key=lambda claim: (-len(claim.statement.sources), claim.iri))
    return best[:1] if _sources(claims) >= expected.sources else []


def _of_listed(page: _Page, listed: list[str], expected: Expectation) -> Iterator[_Lack]:
    """What is lacking of the therapies that a page lists, by what it is about."""
    found: dict[frozenset[str], list[Claim]] = {}
    for therapy in listed:
        if expected.given == expected.kind:
            others = [one for one in listed if one != therapy]
            carried = sum(_carried(page, {one}, expected) > 0 for one in others)
        else:
            carried = _carried(page, set(page.graph.subjects(therapy)), expected)
        for claim in _lacking(page, therapy, expected) if carried >= expected.least else ():
            if not _is_near(page, claim):
                found.setdefault(claim.values(OBJECTS[claim.kind]), []).append(claim)
    for claims in found.values():
        if _sources(claims) >= expected.sources:
            yield _Lack(claims[0].about, tuple(claims), expected.reason)


def _sources(claims: Iterable[Claim]) -> int:
    return len({source for claim in claims for source in claim.statement.sources})


def _is_near(page: _Page, claim: Claim) -> bool:
    """Whether a page names a kind of what a claim is about, or something wider."""
    kinds, objects = page.graph.yardstick.kinds, claim.values(OBJECTS[claim.kind])
    return any(kinds.related(one, other) for one in page.named for other in objects)


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


def _carried(page: _Page, subjects: Collection[str], expected: Expectation) -> int:
    """How many claims a page rightly makes about some subjects, of those of which more are due."""
    return sum(
        each.kind == expected.given and each.about in subjects and _is_of(each, expected)
        for each in page.right
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
