"""What comes of holding one claim of a page against the graph."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from immunograph.candidates.candidate import Candidate
from immunograph.claims.scope import Relation, joined, related
from immunograph.claims.statement import Statement
from immunograph.compare.assertion import OBJECTS, fields_of
from immunograph.compare.known import Claim, Graph
from immunograph.vocabulary import IG


class Verdict(StrEnum):
    """How a statement of a page stands to what the graph knows."""

    DISAGREES = "disagrees"
    STALE = "stale"
    AGREES = "agrees"
    SILENT = "silent"


WRONG = (Verdict.DISAGREES, Verdict.STALE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict, the claims of the graph it rests on, and the fields in which they differ.

    `reason` names a text of `phrasing.REASONS`. `beside` are claims of other sources that differ
    from the page, where the graph also has one that agrees with it.
    """

    verdict: Verdict
    reason: str
    claims: tuple[Claim, ...] = ()
    fields: tuple[str, ...] = ()
    beside: tuple[Claim, ...] = ()


SILENT = Outcome(Verdict.SILENT, "nothing-of-the-kind")


@dataclass(frozen=True)
class Case:
    """A claim of a page, what can be compared of it, and what it is held against, on a day.

    `named` where the page names the subject with the claim, or is a page on it.
    """

    candidate: Candidate
    statement: Statement = field(repr=False)
    graph: Graph = field(repr=False)
    today: str
    named: bool = True

    def claims(self, *kinds: str) -> list[Claim]:
        """The claims of the graph about its subject, of its own kind or of others."""
        return self.graph.claims(self.candidate.about, *(kinds or (self.candidate.kind,)))

    def values(self, name: str) -> frozenset[str]:
        """The values that the page gives a field, as text; amounts are left out."""
        given = fields_of(self.candidate).get(name, ())
        return frozenset(str(value) for value in given if isinstance(value, str | int))

    def relation(self, claim: Claim) -> Relation:
        """How whom the page speaks of stands to whom a claim holds for; days are no matter."""
        found = related(self.statement.scope, claim.statement.scope, self.graph.yardstick.kinds)
        return joined(each for name, each in found.items() if name)

    def meets(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims that hold for some of those of whom the page speaks."""
        return [one for one in claims if self.relation(one) is not Relation.APART]

    def current(self, claims: Iterable[Claim]) -> list[Claim]:
        """The claims that hold still, and that no editor has set aside."""
        return [one for one in claims if not self.is_past(one) and not self.is_aside(one)]

    def is_past(self, claim: Claim) -> bool:
        """Whether what a claim says has come to an end."""
        return bool(claim.ended) and claim.ended < self.today

    def is_aside(self, claim: Claim) -> bool:
        """Whether an editor preferred another claim."""
        return claim.iri in self.graph.settled

    def same_object(self, claims: Iterable[Claim], *, exactly: bool = False) -> list[Claim]:
        """The claims on the object that the page speaks of, or on a kind of it."""
        name = OBJECTS.get(self.candidate.kind, "")
        own = self.values(name)
        if self.candidate.kind not in _WITH_OBJECT and not own:
            return [one for one in claims if not one.fields.get(name)]
        return [one for one in claims if self._meet(own, one.values(name), exactly)]

    def _meet(self, own: frozenset[str], others: frozenset[str], exactly: bool) -> bool:
        return bool(own & others) or (not exactly and self._akin(own, others))

    def _akin(self, own: frozenset[str], others: frozenset[str]) -> bool:
        kinds, classes = self.graph.yardstick.kinds, self.graph.classes
        pairs = [(one, other) for one in own for other in others]
        return any(kinds.related(*pair) or classes.related(*pair) for pair in pairs)


# Kinds of claim that say nothing without an object.
_WITH_OBJECT = OBJECTS.keys() - {"Administration", "Authorization", "RiskProgramme", "Composition"}


def local(names: Iterable[str]) -> tuple[str, ...]:
    """Fields by local name, each once, in their order."""
    return tuple(dict.fromkeys(name.removeprefix(IG) for name in names))
