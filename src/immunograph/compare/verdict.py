"""Each statement of a page, held against the graph."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from immunograph import evidence
from immunograph.candidates.candidate import Candidate, Proposal
from immunograph.compare.assertion import statements
from immunograph.compare.kinds import RULES
from immunograph.compare.known import Claim, Graph, Settlement
from immunograph.compare.outcome import SILENT, WRONG, Case, Outcome, Verdict
from immunograph.compare.phrasing import FIXES, NOTES, REASONS, Phrases, listed, read_phrases
from immunograph.compare.whereabouts import Map, Spot
from immunograph.dataset import DataSet

_UNKNOWN = Outcome(Verdict.SILENT, "unknown-subject")


@dataclass(frozen=True)
class Side:
    """What a claim of the graph says, and on what it rests.

    `sources` are titles with dates; `passages` are where in them it stands. `ended` is its last
    day. `draft` where nobody has reviewed it.
    """

    claim: str
    about: str
    says: str
    sources: tuple[str, ...]
    passages: tuple[str, ...] = field(default=(), repr=False)
    ended: str = ""
    draft: bool = False
    settled: Settlement | None = None


@dataclass(frozen=True)
class Comparison:
    """A statement of a page with its verdict: what it says, where, and what the graph says.

    `fields` are those in which they differ, `because` names the reason, which is told in `reason`;
    `beside` is what other sources of the graph say, where one agrees with the page.
    """

    candidate: Candidate = field(repr=False)
    verdict: Verdict
    says: str
    spot: Spot
    because: str
    reason: str
    fix: str = ""
    fields: tuple[str, ...] = ()
    known: tuple[Side, ...] = ()
    beside: tuple[Side, ...] = ()


def compare(
    proposal: Proposal,
    dataset: DataSet,
    *,
    today: date | None = None,
    graph: Graph | None = None,
) -> tuple[Comparison, ...]:
    """Each candidate of a page with its verdict, in their order.

    What has ended by `today`, by default the day it is, is out of date. A `graph` that was read
    for another page of the same data set may be used again.
    """
    graph = graph or Graph(dataset)
    candidates = proposal.candidates
    made = statements(candidates, dataset, proposal.page.last_reviewed)
    day = (today or date.today()).isoformat()
    naming = _naming(proposal, graph)
    cases = [
        Case(candidate, statement, graph, day, naming(candidate))
        for candidate, statement in zip(candidates, made, strict=True)
    ]
    outcomes = [_outcome(case) for case in cases]
    told = telling(proposal, graph, [c for each in outcomes for c in (*each.claims, *each.beside)])
    return tuple(told.of_case(*each) for each in zip(cases, outcomes, strict=True))


def _naming(proposal: Proposal, graph: Graph) -> Callable[[Candidate], bool]:
    """What tells whether a page names the subject of a candidate where it makes the claim."""
    found: dict[int, set[str]] = {}
    for one in proposal.mentions:
        owners = graph.owners.get(one.entity, frozenset())
        found.setdefault(one.sentence, set()).update({one.entity, *owners})
    title = proposal.page.title.casefold()
    names = graph.dataset.names.by_thing

    def is_named(candidate: Candidate) -> bool:
        titled = any(name.text.casefold() in title for name in names.get(candidate.about, ()))
        return titled or any(candidate.about in found.get(n, ()) for n in candidate.sentences)

    return is_named


def _outcome(case: Case) -> Outcome:
    rule = RULES.get(case.candidate.kind)
    if not rule:
        return SILENT
    return rule(case) if case.graph.knows(case.candidate.about) else _UNKNOWN


@dataclass(frozen=True)
class Telling:
    """What says a comparison in words, with its place and the passages behind what is known."""

    map: Map
    phrases: Phrases
    graph: Graph = field(repr=False)
    behind: Mapping[str, list[evidence.Evidence]] = field(repr=False)

    def of_case(self, case: Case, outcome: Outcome) -> Comparison:
        """A comparison, given what came of it."""
        known = tuple(map(self.side, outcome.claims))
        return Comparison(
            candidate=case.candidate,
            verdict=outcome.verdict,
            says=self.phrases.page(case.candidate),
            spot=self.map.of(case.candidate, outcome.fields),
            because=outcome.reason,
            reason=self._reason(case.candidate, outcome, known),
            fix=FIXES[outcome.verdict],
            fields=outcome.fields,
            known=known,
            beside=tuple(map(self.side, outcome.beside)),
        )

    def _reason(self, candidate: Candidate, outcome: Outcome, known: tuple[Side, ...]) -> str:
        sources = listed(source for side in known for source in side.sources)
        said = REASONS[outcome.reason].format(
            fields=listed(map(self.phrases.field, outcome.fields), "or") or "this",
            ended=max((side.ended for side in known), default=""),
            sources=sources or "no source",
        )
        if outcome.verdict not in WRONG:
            return said
        newest = max((one.statement.newest for one in outcome.claims), default="")
        reviewed = self.map.page.last_reviewed
        also = {
            "newer": bool(newest) and newest < reviewed,
            "draft": any(side.draft for side in known),
            "inferred": bool(candidate.inferred),
        }
        shown = {"newest": newest, "reviewed": reviewed, "inferred": candidate.inferred}
        return " ".join([said, *(NOTES[name].format(**shown) for name in also if also[name])])

    def side(self, claim: Claim) -> Side:
        """What a claim says, and on what it rests."""
        passages = [one for one in self.behind.get(claim.iri, ()) if not one.identifying]
        sources = dict.fromkeys(_source(one) for one in passages)
        return Side(
            claim=claim.iri,
            about=claim.about,
            says=self.phrases.claim(claim),
            sources=tuple(sources),
            passages=tuple(map(str, passages)),
            ended=claim.ended,
            draft=claim.status == "Draft",
            settled=self.graph.settlement(claim.iri),
        )


def _source(one: evidence.Evidence) -> str:
    title = f"{one.publisher}: {one.title}" if one.publisher else one.title
    return f"{title} ({one.dated or 'no date'})"


def telling(proposal: Proposal, graph: Graph, claims: Iterable[Claim]) -> Telling:
    """What tells of a page, and of these claims."""
    iris = sorted({one.iri for one in claims})
    behind = evidence.of_claims(graph.dataset, iris) if iris else {}
    phrases = read_phrases(graph.dataset, {thing.iri: thing.label for thing in proposal.things})
    return Telling(Map(proposal, graph.dataset.names), phrases, graph, behind)
