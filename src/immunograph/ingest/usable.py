"""Candidates that can be claims of the graph; of the others it is said why they cannot.

a claim speaks of what is in the graph, or new to it by a kind of thing that can be new
a name of a new thing that repeats a sentence of the page is made shorter
a decision of an authority has a day
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from immunograph.candidates.candidate import Candidate, NewThing, Proposal, Value
from immunograph.candidates.naming import slug
from immunograph.ingest.quotation import Quotation
from immunograph.pages.page import Problem
from immunograph.vocabulary import BASE, CLAIMS, IG

# Kinds of claims that say on what day they are seen to hold.
_IN_FORCE = frozenset({"Authorization", "BoxedWarning"})
# Kinds of claims about one therapy, never about a class of them.
_OF_ONE = frozenset({"Branding", "Identification", "TargetEngagement"})
# What cannot be new by its name alone, and what it lacks.
_INCOMPLETE: Mapping[str, str] = {"Mechanism": "a new mechanism needs its steps"}
_FIX = "enter it by hand where it matters"


@dataclass(frozen=True)
class Usable:
    """What of a proposal can go into a draft; `problems` say what cannot, and why."""

    candidates: tuple[Candidate, ...]
    things: tuple[NewThing, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Sieve:
    """Sorts out candidates; `described` is what the graph describes, `day` that of the page."""

    described: frozenset[str] = field(repr=False)
    day: str = ""

    def usable(self, proposal: Proposal) -> Usable:
        """What of a proposal can go into a draft."""
        shorter = _shorter(proposal)
        things = tuple(
            replace(one, iri=shorter[one.iri], label=_label(one, proposal))
            if one.iri in shorter
            else one
            for one in proposal.things
            if one.kind not in _INCOMPLETE
        )
        left_out = {one.iri: one for one in proposal.things if one.kind in _INCOMPLETE}
        known = self.described | {one.iri for one in things}
        kept, problems = [], []
        for each in proposal.candidates:
            one = _renamed(each, shorter) if shorter else each
            if why := self._why_not(one, known, left_out):
                at = one.sentences[0] if one.sentences else 0
                message = f"a claim of kind {one.kind} is left out: {why}"
                problems.append(Problem("claim-left-out", message, at, fix=_FIX))
            else:
                kept.append(self._dated(one))
        return Usable(tuple(kept), things, tuple(problems))

    def _why_not(
        self, of: Candidate, known: Iterable[str], left_out: Mapping[str, NewThing]
    ) -> str:
        if not of.about or not of.sentences:
            return "it has no subject" if of.sentences else "no sentence says it"
        if of.kind in _OF_ONE and of.about.startswith(IG):
            return "it is said of a class of therapies, and holds of one only"
        missing = sorted(each for each in iris(of) if _is_ours(each) and each not in known)
        for each in missing:
            if each in left_out:
                return f"{_INCOMPLETE[left_out[each].kind]} ({left_out[each].label})"
        return f"it speaks of {', '.join(missing)}" if missing else ""

    def _dated(self, of: Candidate) -> Candidate:
        """A decision of an authority with a day on which it is seen to be in force: the page's."""
        needs = of.kind in _IN_FORCE and not of.fields.keys() & {"decidedOn", "inForceOn"}
        if not needs or not self.day:
            return of
        return replace(of, fields={**of.fields, "inForceOn": (self.day,)})


def _is_ours(iri: str) -> bool:
    return iri.startswith(BASE) and not iri.startswith(CLAIMS)


def _shorter(proposal: Proposal) -> dict[str, str]:
    """New IRIs for the new things whose names repeat a sentence of the page."""
    quotation = Quotation(proposal.page.text)
    found = {}
    for one in proposal.things:
        last = one.iri.rpartition("/")[2]
        if quotation.repeats(last.replace("-", " ")):
            folder = one.iri.removesuffix(last)
            found[one.iri] = folder + slug(quotation.name(last.replace("-", " ")))
    return found


def _label(of: NewThing, proposal: Proposal) -> str:
    return Quotation(proposal.page.text).name(of.label)


def _renamed(of: Candidate, names: Mapping[str, str]) -> Candidate:
    def new(value: Value) -> Value:
        return names.get(value, value) if isinstance(value, str) else value

    fields = {name: tuple(map(new, values)) for name, values in of.fields.items()}
    about, object_ = names.get(of.about, of.about), names.get(of.object, of.object)
    decides = _renamed(of.decides, names) if of.decides else None
    return replace(of, about=about, object=object_, fields=fields, decides=decides)


def iris(of: Candidate) -> set[str]:
    """The IRIs that a candidate speaks of."""
    values = (each for values in of.fields.values() for each in values)
    texts = {of.about, of.object, *(each for each in values if isinstance(each, str))}
    return {text for text in texts if text.startswith(("http://", "https://"))}
