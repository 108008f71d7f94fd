"""What a page claims: for each kind of claim the function that reads it, and all of it together."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from immunograph.candidates.administration import administrations
from immunograph.candidates.authorizations import authorizations
from immunograph.candidates.brands import brandings
from immunograph.candidates.candidate import Candidate, NewThing, Proposal
from immunograph.candidates.classification import classifications
from immunograph.candidates.compositions import compositions
from immunograph.candidates.context import Context, Reader
from immunograph.candidates.expression import expressions
from immunograph.candidates.identifiers import identifications
from immunograph.candidates.indications import indications
from immunograph.candidates.manifestations import manifestations
from immunograph.candidates.manufacture import manufacture
from immunograph.candidates.mechanisms import mechanisms
from immunograph.candidates.programmes import programmes
from immunograph.candidates.reactions import reactions
from immunograph.candidates.reading import context_of
from immunograph.candidates.targets import engagements
from immunograph.candidates.warnings import boxed_warnings
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Page, Problem

if TYPE_CHECKING:
    from immunograph.dataset import DataSet

# Each kind of claim, and what reads claims of it: a generator of candidates and of problems, from a
# `Context`. A reader asks `context.told()` for sentences with whom each is about, `context.named()`
# for what a sentence names, makes things by `context.entity()` and claims by `context.claim()`.
READERS: Mapping[str, Reader] = {
    "Classification": classifications,
    "TargetEngagement": engagements,
    "MechanismOfAction": mechanisms,
    "Composition": compositions,
    "Branding": brandings,
    "Indication": indications,
    "Authorization": authorizations,
    "Identification": identifications,
    "Administration": administrations,
    "AdverseReaction": reactions,
    "AntigenExpression": expressions,
    "BoxedWarning": boxed_warnings,
    "Manifestation": manifestations,
    "ManufactureStep": manufacture,
    "RiskProgramme": programmes,
}


def propose(page: Page, mentions: Iterable[Mention], dataset: "DataSet") -> Proposal:
    """Everything that a page claims about therapies directed at antigens."""
    kept = tuple(mentions)
    context, problems = context_of(page, kept, dataset)
    found = [each for read in READERS.values() for each in read(context)]
    candidates = merged(each for each in found if isinstance(each, Candidate))
    problems = [*problems, *(each for each in found if isinstance(each, Problem))]
    things = used(context, candidates)
    return Proposal(page, kept, candidates, things, tuple(dict.fromkeys(problems)))


def merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """One candidate for each claim, with all the sentences that make it."""
    together: dict[tuple[object, ...], Candidate] = {}
    for one in candidates:
        fields = tuple(sorted((name, of) for name, of in one.fields.items()))
        limits = one.decides.fields if one.decides else {}
        same = (one.kind, one.about, one.object, one.certainty, one.negated, repr([fields, limits]))
        together[same] = _both(together[same], one) if same in together else one
    return tuple(together.values())


def _both(one: Candidate, other: Candidate) -> Candidate:
    return replace(
        one,
        sentences=tuple(sorted({*one.sentences, *other.sentences})),
        spans=tuple(sorted({*one.spans, *other.spans})),
        inferred=one.inferred and other.inferred,
        identified_through=tuple(sorted({*one.identified_through, *other.identified_through})),
    )


def used(context: Context, candidates: Iterable[Candidate]) -> tuple[NewThing, ...]:
    """The new things that candidates speak of, in the order of the page."""
    spoken: set[object] = set()
    for one in candidates:
        spoken |= {one.about, one.object, *(value for of in one.fields.values() for value in of)}
    new = [thing for iri, thing in context.register.things.items() if iri in spoken]
    return tuple(sorted(new, key=lambda thing: (thing.sentence, thing.iri)))
