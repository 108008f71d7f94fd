"""A sentence while it is gone through: each piece of it changes what the next events are."""

import re
from dataclasses import dataclass, field, replace

from immunograph.candidates import seriousness
from immunograph.candidates.context import HEDGED, STATED, Context, Subject
from immunograph.candidates.findings import Event, Finding, Relation, value
from immunograph.candidates.pieces import Piece
from immunograph.pages.page import Sentence

_CONTRAST = re.compile(
    r"\b(?:unlike|than|versus|vs|compared|combination|combined|plus|instead|without|not|before|"
    r"prior|treated by|used for)\b",
    re.IGNORECASE,
)
_MOST = 9  # of the therapies that a sentence names beside its events
EFFECT, SIGN, EXAMPLE, RISK, DUE, NONE = "effect", "sign", "example", "risk", "due", "none"


@dataclass(frozen=True, slots=True)
class Frame:
    """What the events at a place of the page are, as long as nothing else is said.

    `lists` where it was announced for what follows: items then name effects, whatever their words.
    """

    mode: str = ""
    band: str = ""
    rank: str = ""
    serious: tuple[str, ...] = ()
    hedged: bool = False
    some: bool = False
    lists: bool = False
    head: Event | None = None
    weak: bool = False  # it comes from a heading alone
    banded: bool = False  # signs that are grouped by how often they are
    told: bool = False  # that the head is an event that shows by others is said outright

    def fields(self) -> dict[str, tuple[str, ...]]:
        """The fields that an effect has from its place."""
        given = {
            "frequencyBand": (self.band,) if self.band else (),
            "frequencyRank": (self.rank,) if self.rank else (),
            "seriousness": self.serious,
            "extent": (value("SomePatients"),) if self.some else (),
        }
        return {name: values for name, values in given.items() if values}


@dataclass
class Line:
    """A sentence, what holds in it and what it has told so far.

    `found` are the findings of the page, those from `opened` on of its block; `above` is the event
    that was spoken of before it. `remedies` are therapies that the section gives against events,
    `cause` is the one that it spoke of before them. `known` has the therapies of which the page has
    called an event an effect, `effected` says whether the sentence has.
    """

    context: Context
    sentence: Sentence
    base: Frame
    found: list[Finding]
    opened: int
    above: Event | None
    remedies: frozenset[str] = frozenset()
    cause: Subject | None = None
    known: dict[str, list[Subject]] = field(default_factory=dict)
    banded: bool = False  # the page groups its effects by how often they are
    effected: bool = False
    frame: Frame = field(default_factory=Frame)
    head: Event | None = None
    announced: Frame | None = None
    pending: list[Event] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    brackets: list[Frame] = field(default_factory=list)
    behind: list[Event | None] = field(default_factory=list)  # for each bracket the name before it
    gloss: bool = False
    title: bool = False  # what it announces it announces by its words alone, without a colon
    stopped: bool = False
    shown: int = -9  # where signs were announced last
    spoken: int = -9  # where side effects were spoken of last
    last: Piece | None = None  # the event before, with no cue since
    rank: str = ""
    band: str = ""
    commas: int = 0
    joined: bool = False
    firm: bool = False  # behind a colon: all that follows are signs
    since: int = 0  # the number of events named since the mode was set
    first: int = 0
    group: int = 0

    def __post_init__(self) -> None:
        self.frame = self.base
        self.first = self.group = len(self.found)

    @property
    def order(self) -> int:
        """The order of the sentence."""
        return self.sentence.order

    @property
    def text(self) -> str:
        """The text of the sentence."""
        return self.sentence.text

    def set(self, mode: str, **changes: object) -> None:
        """Goes over to another mode."""
        self.frame = replace(self.frame, mode=mode, weak=False, **changes)  # type: ignore[arg-type]
        self.commas, self.joined, self.since = 0, False, 0

    def subject(self, event: Event) -> Subject | None:
        """The therapy that what is said of an event is said of."""
        told = self.context.owner(self.order, event.start) or self.context.topic
        told = told or self._beside(event)
        return self.cause if told and told.iri in self.remedies else told

    def _beside(self, event: Event) -> Subject | None:
        """The one therapy that a sentence names behind an event, with no other in contrast."""
        page, named = self.context.page.text, self.context.occurrences.get(self.order, ())[:_MOST]
        behind = [one for one in named if one.start >= event.end]
        if len({one.iri for one in named}) != 1 or not behind:
            return None
        before = page[event.end : behind[0].start]
        return None if _CONTRAST.search(before) else Subject(behind[0].iri)

    def name(self, event: Event, place: int | None = None) -> None:
        """An event is named: what it is depends on the mode."""
        self.since += 1
        mode = "" if self.frame.weak and event.negated else self.frame.mode
        if mode in {EFFECT, EXAMPLE}:
            self.effect(event, place)
        if mode in {SIGN, EXAMPLE}:
            self.sign(event)
        if mode == RISK:
            self.risk(event, place)
        if mode == DUE:
            self.due(event)
        if mode in {EFFECT, ""}:
            self.head = event
        if not mode:
            self.pending.append(event)

    def effect(self, event: Event, place: int | None = None) -> None:
        """An effect of the therapy."""
        subject = self.subject(event)
        if subject is None:
            return
        degrees = seriousness.before(self.text, place) if place is not None else ()
        certainty = HEDGED if self.frame.hedged else STATED
        fields = self.frame.fields()
        one = Finding(Relation.EFFECT, event, subject, None, certainty, fields, (self.order,))
        self.found.append(one.with_fields(seriousness=degrees))
        self.effected = True
        known = self.known.setdefault(event.iri, [])
        if subject not in known:
            known.append(subject)
        self.convert(event)

    def sign(self, event: Event, of: Event | None = None) -> None:
        """A sign of the event before."""
        of = of or self.frame.head or self.head or self.above
        if of is None or of.iri == event.iri or _overlap(of, event):
            return
        of_effect = None if event.negated else self.whose(of)
        subject = (of_effect or self.subject(event)) if self.frame.told else of_effect
        if subject is None or event.negated:
            return
        certainty = HEDGED if self.frame.hedged else STATED
        self.found.append(Finding(Relation.SIGN, event, subject, of, certainty, {}, (self.order,)))

    def whose(self, event: Event) -> Subject | None:
        """The therapy of which the page has called an event an effect so far."""
        told, known = self.subject(event), self.known.get(event.iri, [])
        return told if told in known else next(reversed(known), None)

    def risk(self, event: Event, place: int | None) -> None:
        """What becomes likelier by the effect before."""
        for at in reversed(range(self.first, len(self.found))):
            one = self.found[at]
            if one.relation is Relation.EFFECT:
                degrees = seriousness.before(self.text, place) if place is not None else ()
                own = seriousness.before(event.label + " ", len(event.label))
                own = own or _own_degree(event)
                self.found[at] = one.with_fields(
                    raisesRiskOf=[event.iri], riskSeriousness=degrees or own
                )
                return

    def due(self, event: Event) -> None:
        """What brought about the signs before."""
        for at in range(self.group, len(self.found)):
            if self.found[at].relation is Relation.SIGN:
                self.found[at] = self.found[at].with_fields(dueTo=[event.iri])

    def band_of(self, head: Event, band: str) -> None:
        """Gives the effect that signs are of the band of the first group of them."""
        for at in reversed(range(len(self.found))):
            one = self.found[at]
            if one.relation is Relation.EFFECT and one.event.iri == head.iri:
                if "frequencyBand" not in one.fields:
                    self.found[at] = one.with_fields(frequencyBand=[band])
                return

    def convert(self, head: Event) -> None:
        """What waited for the event that it is a sign of."""
        for at in self.waiting:
            one = self.found[at]
            self.found[at] = replace(one, relation=Relation.SIGN, of=head, fields={})
        self.waiting = []

    def claim_pending(self) -> None:
        """What was named before the cue is an effect after all."""
        frame, self.frame = self.frame, replace(self.frame, mode=EFFECT)
        for event in self.pending:
            self.effect(event)
        self.pending, self.frame = [], frame


def _overlap(one: Event, other: Event) -> bool:
    return one.label.casefold() in other.label.casefold()


def _own_degree(event: Event) -> tuple[str, ...]:
    first = event.label.partition(" ")[0]
    return seriousness.before(f"{first} ", len(first) + 1)
