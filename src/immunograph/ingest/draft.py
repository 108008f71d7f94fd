"""A page as a draft: its claims, held against the graph, as one text of Turtle."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from immunograph.candidates.candidate import Candidate, NewThing, Proposal
from immunograph.compare.outcome import WRONG
from immunograph.compare.verdict import Comparison, compare
from immunograph.dataset import DataSet
from immunograph.ingest import claimed, known
from immunograph.ingest.claimed import Known
from immunograph.ingest.drift import ClaimDrift, Drift, drift
from immunograph.ingest.identity import Identity, identify
from immunograph.ingest.known import Resting
from immunograph.ingest.ledger import OPEN, Ledger, extended, minted, recalled
from immunograph.ingest.publisher import publisher
from immunograph.ingest.quotation import Quotation
from immunograph.ingest.standing import (
    CONFIRMS,
    DENIES,
    DIFFERS,
    KNOWN,
    NEW,
    SETTLED,
    Claim,
    Graph,
    claims,
    graph_of,
)
from immunograph.ingest.statements import Writer, quantities, referred, written
from immunograph.ingest.usable import Sieve, Usable
from immunograph.ingest.values import Terms, Triple, read_terms
from immunograph.ingest.wording import Wording, amounts
from immunograph.pages.page import Page, Problem
from immunograph.store import NamedNode
from immunograph.turtle.layout import laid_out
from immunograph.turtle.reader import read
from immunograph.vocabulary import IG, TYPE

Rejected = Callable[[Claim, Ledger], bool]


@dataclass(frozen=True)
class Given:
    """What an editor says of a page that it does not say itself: its day, its publisher."""

    retrieved: str = ""
    publisher: str = ""


@dataclass(frozen=True)
class Draft:
    """What a page brings to the graph.

    `claims` are all that the page makes, those that the graph has among them; `things` are new to
    the graph. `lines` is the draft as N-Triples; it is empty where the graph has all of it.
    """

    proposal: Proposal = field(repr=False)
    identity: Identity
    ledger: Ledger = field(repr=False)
    claims: tuple[Claim, ...] = field(repr=False)
    things: tuple[NewThing, ...]
    problems: tuple[Problem, ...]
    drift: Drift | None = field(repr=False)
    lines: tuple[str, ...] = field(repr=False)
    prefixes: Mapping[str, str] = field(repr=False)

    @property
    def page(self) -> Page:
        """The page."""
        return self.proposal.page

    @cached_property
    def recalled(self) -> Mapping[str, tuple[str, ...]]:
        """The sections that the graph keeps of the page, each with its headings; else none."""
        return self.ledger.sections

    @cached_property
    def turtle(self) -> str:
        """The draft in the canonical layout."""
        return laid_out(read("\n".join(self.lines)), self.prefixes)

    @property
    def is_known(self) -> bool:
        """Whether the graph has these very bytes as a version."""
        return self.identity.version is not None

    def standing(self, *kinds: str) -> list[Claim]:
        """The claims of some standings."""
        return [one for one in self.claims if one.standing in kinds]

    @property
    def drifted(self) -> tuple[ClaimDrift, ...]:
        """The claims of an earlier version that need a look."""
        return tuple(one for one in self.drift.claims if one.needs_review) if self.drift else ()

    @property
    def brings_nothing(self) -> bool:
        """Whether there is nothing in it that the graph has not."""
        return not self.lines and not self.drifted


def draft(
    proposal: Proposal,
    dataset: DataSet,
    given: Given | None = None,
    rejected: Rejected | None = None,
) -> Draft:
    """The draft of what a page proposes; claims that an editor has `rejected` stay out of it.

    Raises `BadParameter` where the day that is given is none.
    """
    page, store, given = proposal.page, dataset.store, given or Given()
    who = publisher(page, dataset.names, known.sources(store), given.publisher)
    identity = identify(page, store, who, given.retrieved)
    drafting = _Drafting(proposal, dataset, identity, rejected)
    return drafting.draft(given)


@dataclass(frozen=True)
class _Drafting:
    proposal: Proposal
    dataset: DataSet
    identity: Identity
    rejected: Rejected | None

    @property
    def page(self) -> Page:
        return self.proposal.page

    @cached_property
    def terms(self) -> Terms:
        return read_terms(self.dataset.store)

    @cached_property
    def graph(self) -> Graph:
        return graph_of(self.dataset, self._usable.candidates, self.terms, self.identity.slug)

    def draft(self, given: Given) -> Draft:
        usable = self._usable
        made = claims(usable.candidates, self.graph)
        ledger = self._ledger(made)
        made = self._compared([self._known(one, ledger) for one in made])
        made = [self._settled(one, ledger) for one in made]
        if self.rejected:
            made = [one for one in made if not self.rejected(one, ledger)]
        drifted = self._drift(made, ledger)
        made = [_followed(one, drifted) for one in made]
        ledger = self._ledger(_emitted(made), drifted)
        spoken = referred(_emitted(made))
        things = tuple(thing for thing in usable.things if thing.iri in spoken)
        lines = self._lines(made, things, ledger, drifted)
        problems = [*self.page.problems, *self.proposal.problems, *usable.problems]
        problems += self._lacks(given)
        return Draft(
            self.proposal,
            self.identity,
            ledger,
            tuple(made),
            things,
            tuple(dict.fromkeys(problems)),
            drifted,
            tuple(lines),
            self.dataset.prefixes.namespaces,
        )

    @cached_property
    def _usable(self) -> Usable:
        day = self.identity.days[0][1] if self.identity.days else ""
        return Sieve(self._subjects, day).usable(self.proposal)

    @cached_property
    def _subjects(self) -> frozenset[str]:
        lines = self.dataset.data.decode().splitlines()
        return frozenset(line[1 : line.find(">")] for line in lines)

    def _ledger(self, made: Iterable[Claim], drifted: Drift | None = None) -> Ledger:
        cited = {s for one in made for s in _sentences(one.candidate)}
        if version := self.identity.version:
            passages = known.ledger(self.dataset.store, version.iri)
            if version.complete and any(one.start >= 0 for one in passages):
                return recalled(self.page, version.iri, passages)
            return extended(self.page, version.iri, passages, cited)
        cited |= _anchored(drifted)
        return minted(self.page, self.identity.version_slug, cited)

    def _known(self, of: Claim, ledger: Ledger) -> Claim:
        """The claim; one that rests on this version already is known."""
        if of.standing != CONFIRMS:
            return of
        mine = {one.iri for one in ledger.entries}
        held = (one for one in self.graph.claims if one.iri in of.against)
        is_known = all(mine & one.values("supportedBy") for one in held)
        return replace(of, standing=KNOWN) if is_known else of

    def _settled(self, of: Claim, ledger: Ledger) -> Claim:
        """The claim; one of a page that the graph knows is settled unless a passage is open."""
        if of.standing == KNOWN or not ledger.sections:
            return of
        passages = set(ledger.of(of.candidate.sentences))
        fates = {one.disposition for one in ledger.entries if one.iri in passages}
        return of if OPEN in fates else replace(of, standing=SETTLED)

    def _compared(self, made: Sequence[Claim]) -> list[Claim]:
        """The claims, those that go against the graph with what they go against."""
        asked = [one for one in made if one.standing == NEW and one.proposed]
        asked = [one for one in asked if not one.candidate.negated]
        if not asked:
            return list(made)
        of = replace(self.proposal, candidates=tuple(one.proposed for one in asked if one.proposed))
        found = zip(asked, compare(of, self.dataset), strict=True)
        turned = {one.iri: _held(one, verdict) for one, verdict in found}
        return [turned.get(one.iri, one) for one in made]

    def _drift(self, made: Sequence[Claim], ledger: Ledger) -> Drift | None:
        earlier = self.identity.earlier
        if earlier is None or self.identity.version is not None or not earlier.complete:
            return None
        store = self.dataset.store
        resting = known.resting(store, earlier.iri)
        claims_of = self._claims_at(resting)
        words = Wording(
            self.page,
            self.proposal.mentions,
            self.dataset.names,
            {one.iri: one for one in claims_of},
            amounts(claims_of),
        )
        passages = known.ledger(store, earlier.iri)
        return drift(earlier.iri, passages, ledger.entries, resting, (words, made))

    def _claims_at(self, resting: Sequence[Resting]) -> list[Known]:
        wanted = {one.claim for one in resting}
        return claimed.of(self.dataset.store, wanted)

    def _lines(
        self,
        made: Sequence[Claim],
        things: Sequence[NewThing],
        ledger: Ledger,
        drifted: Drift | None,
    ) -> list[str]:
        writer = Writer(self.page, self.identity, ledger, self.terms, Quotation(self.page.text))
        emitted = list(_emitted(made))
        triples: list[Triple] = []
        if self.identity.version is None:
            triples += [*writer.source(), *writer.version(), *writer.passages()]
        else:
            cited = {p for one in emitted for p in ledger.of(_sentences(one.candidate))}
            triples += writer.cited(cited)
        for one in emitted:
            triples += writer.claim(one)
        for thing in things:
            triples += writer.thing(thing)
        own = [one.candidate for one in emitted if one.standing not in {CONFIRMS, DENIES}]
        triples += quantities(own, self.terms)
        triples += self._followed(drifted)
        return written(triples)

    def _followed(self, drifted: Drift | None) -> Iterator[Triple]:
        """The claims of the earlier version whose sentences stand in the new one word for word."""
        for one in drifted.claims if drifted else ():
            if not one.needs_review:
                held = self._claims_of.get(one.claim)
                for entry in one.entries:
                    yield one.claim, one.link, NamedNode(entry.iri)
                if held:
                    yield one.claim, TYPE, NamedNode(f"{IG}{held.kind}")
                    yield one.claim, f"{IG}about", NamedNode(held.about)

    @cached_property
    def _claims_of(self) -> Mapping[str, Known]:
        earlier = self.identity.earlier
        resting = known.resting(self.dataset.store, earlier.iri) if earlier else []
        return {one.iri: one for one in self._claims_at(resting)}

    def _lacks(self, given: Given) -> Iterator[Problem]:
        """What the page does not say and a source must have."""
        if self.identity.version is None and not self.identity.days:
            fix = "give the day on which it was fetched: --retrieved YYYY-MM-DD"
            yield Problem("no-date", "the page does not say when it was reviewed", fix=fix)
        if self.identity.of_graph is None and self.identity.publisher.is_unnamed:
            fix = "give its publisher: --publisher NAME"
            yield Problem("no-publisher", "the page does not say who publishes it", fix=fix)


def _followed(of: Claim, drifted: Drift | None) -> Claim:
    """A claim; one of the graph that follows its sentences into this version is known."""
    followed = {one.claim for one in drifted.claims if not one.needs_review} if drifted else set()
    is_known = of.standing == CONFIRMS and followed.issuperset(of.against)
    return replace(of, standing=KNOWN) if is_known else of


def _held(of: Claim, verdict: Comparison) -> Claim:
    """A claim with the verdict that it differs, where that is so."""
    against = tuple(side.claim for side in verdict.known)
    if verdict.verdict not in WRONG:
        return replace(of, against=against)
    reason, fields = verdict.reason, verdict.fields
    return replace(of, standing=DIFFERS, against=against, fields=fields, because=reason)


def _emitted(made: Iterable[Claim]) -> Iterator[Claim]:
    """The claims that the graph has not, or not from this page; what a page denies is none."""
    for one in made:
        if one.standing not in {KNOWN, SETTLED} and not (
            one.candidate.negated and one.standing != DENIES
        ):
            yield one


def _sentences(of: Candidate) -> Collection[int]:
    return {*of.sentences, *of.identified_through}


def _anchored(drifted: Drift | None) -> set[int]:
    """The sentences of the new version that claims follow."""
    claims_of = drifted.claims if drifted else ()
    return {e.order for one in claims_of if not one.needs_review for e in one.entries}
