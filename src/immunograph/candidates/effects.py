"""Which events of a page are effects of its therapies, and which are signs of other events.

The sentences are gone through in the order of the page. What an event is depends on the cue before
it, in its sentence or in what announces its list; a group that a frequency opens holds until the
next one, the next heading or the words that end it.
"""

import bisect
from dataclasses import dataclass, field

from immunograph.candidates import frequency
from immunograph.candidates.beside import beside
from immunograph.candidates.context import Context
from immunograph.candidates.cues import cues, is_of_effects
from immunograph.candidates.findings import Event, Finding
from immunograph.candidates.handling import take
from immunograph.candidates.items import item_event, looks_like_an_item
from immunograph.candidates.lines import EFFECT, SIGN, Frame, Line
from immunograph.candidates.pieces import pieces
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Kind, Role, Sentence

# Why an event that a sentence names is no effect there, as mentions say it.
_NO_EFFECT = frozenset({"indication", "history", "other-drug"})


def effects(context: Context) -> list[Finding]:
    """The effects and signs that a page names, each with the therapy it is said of."""
    walk = _Walk(
        context, frozenset(one.lead for one in context.page.blocks if one.lead is not None)
    )
    for sentence in context.page.sentences:
        walk.step(sentence)
    return walk.found


@dataclass
class _Walk:
    """The way through a page: what was found, and what holds where it stands."""

    context: Context
    lead_blocks: frozenset[int]
    found: list[Finding] = field(default_factory=list)
    frame: Frame = field(default_factory=Frame)
    leads: dict[int, Frame] = field(default_factory=dict)
    head: Event | None = None
    block: int = -1
    opened: int = 0  # the number of findings before the block

    def __post_init__(self) -> None:
        self.defines = any(frequency.defined(one.text) for one in self.context.page.sentences)

    def step(self, sentence: Sentence) -> None:
        """Goes on by one sentence."""
        if sentence.role is Role.CONTENT:
            self._content(sentence)
        elif sentence.role is Role.HEADING:
            self._heading(sentence)
        else:
            self.frame = Frame()

    def _heading(self, sentence: Sentence) -> None:
        if self.frame.mode and sentence.text[:1].islower():
            self._content(sentence)
            return
        named = self._events(sentence)
        marks = frequency.marks(sentence.text, defines=self.defines)
        band = next((mark.band for mark in marks if mark.opens), "")
        path = (*self.context.page.section(sentence.section).path, sentence.text)
        mode = EFFECT if band or any(map(is_of_effects, path)) else ""
        self.head = named[0][2] if named else None
        self.frame = Frame(mode, band=band)

    def _content(self, sentence: Sentence) -> None:
        block = self.context.page.blocks[sentence.block]
        if block.index != self.block:
            self.opened = len(self.found)
            self._enter(sentence, block.lead, block.kind)
        base = self.frame if block.lead is None else self.leads.get(block.lead, self.frame)
        line = Line(self.context, sentence, base, self.found, self.opened, self.head)
        events = self._events(sentence)
        marks = frequency.marks(sentence.text, defines=self.defines)
        for piece in pieces(sentence.text, events, cues(sentence.text), marks):
            take(line, piece)
        if not events and line.base.lists:
            self._unnamed(line)
        beside(line, self.found, self.opened)
        self._keep(line, block.index, block.lead)

    def _enter(self, sentence: Sentence, lead: int | None, kind: Kind) -> None:
        """At the start of a block: whether what was announced above holds for it."""
        if lead is not None or self.frame.band or not self.frame.mode:
            return
        path = self.context.page.section(sentence.section).path
        of_effects = any(map(is_of_effects, path))
        item = kind in {Kind.CELL, Kind.ITEM} or looks_like_an_item(sentence.text)
        if not item or not self.frame.lists:
            self.frame = Frame(EFFECT if of_effects else "")

    def _unnamed(self, line: Line) -> None:
        """An item of a list of effects in which no name is known: its first words are the name."""
        text = line.sentence.text
        span = item_event(text) if line.pristine else None
        if span:
            start, end = line.sentence.span(*span)
            label = text[slice(*span)]
            iri = self.context.thing("AdverseEvent", label[:1].lower() + label[1:], line.order)
            if iri:
                line.name(Event(iri, label, line.order, ((start, end),)))

    def _keep(self, line: Line, block: int, lead: int | None) -> None:
        self.block, self.head = block, line.head or self.head
        if line.announced is None:
            return
        self.leads[block] = line.announced
        if lead is not None:
            self.leads[lead] = line.announced
        elif line.announced.mode != SIGN or block not in self.lead_blocks:
            self.frame = line.announced

    def _events(self, sentence: Sentence) -> list[tuple[int, int, Event]]:
        return [
            (*_within(sentence, mention), self._event(mention))
            for mention in self.context.named(sentence.order, "event")
            if mention.role not in _NO_EFFECT
        ]

    def _event(self, mention: Mention) -> Event:
        spans = mention.parts or ((mention.start, mention.end),)
        iri = self.context.entity(mention)
        return Event(iri, mention.text, mention.sentence, spans, mention.negated)


def _within(sentence: Sentence, mention: Mention) -> tuple[int, int]:
    """Where in the text of its sentence a mention stands."""
    if sentence.offsets is None:
        return mention.start - sentence.start, mention.end - sentence.start
    places = (bisect.bisect_left(sentence.offsets, at) for at in (mention.start, mention.end))
    first, last = places
    return first, last
