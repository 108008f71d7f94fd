"""Which events of a page are effects of its therapies, and which are signs of other events.

The sentences are gone through in the order of the page. What an event is depends on the cue before
it, in its sentence or in what announces its list; a group that a frequency opens holds until the
next one, the next heading or the words that end it.
"""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from immunograph.candidates import frequency, tabled
from immunograph.candidates.beside import beside, numbers
from immunograph.candidates.context import Context, Subject, place
from immunograph.candidates.cues import (
    Cue,
    cues,
    is_elsewhere,
    is_of_effects,
    is_remedied,
    is_remedy,
    is_reserved,
    may_matter,
)
from immunograph.candidates.findings import Event, Finding, Relation
from immunograph.candidates.frequency import Mark
from immunograph.candidates.handling import take
from immunograph.candidates.items import looks_like_an_item
from immunograph.candidates.lines import EFFECT, SIGN, Frame, Line
from immunograph.candidates.pieces import pieces
from immunograph.candidates.segments import Segment, segments
from immunograph.candidates.seriousness import is_degree
from immunograph.candidates.tabled import Tables
from immunograph.candidates.widening import Placed, Widening
from immunograph.mentions.links import wordings
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Block, Cell, Kind, Role, Sentence

# Cues that, before any comma, make an item talk about effects and no name of one.
_TALK = frozenset({"symptoms", "effects", "have", "seen", "signs_of", "stop", "history"})
# How many blocks further on an event is still the one that "this" means.
_MEANT = 2
_LONGEST = 2000  # characters of an item that names effects
# Why an event that a sentence names is no effect there, as mentions say it.
_NO_EFFECT = frozenset({"indication", "history", "other-drug"})


def effects(context: Context) -> list[Finding]:
    """The effects and signs that a page names, each with the therapy it is said of."""
    if "effects" not in context.shared:
        leads = (one.lead for one in context.page.blocks if one.lead is not None)
        walk = _Walk(context, frozenset(leads))
        for sentence in context.page.sentences:
            walk.step(sentence)
        context.shared["effects"] = walk.found
    found: list[Finding] = context.shared["effects"]
    return found


@dataclass
class _Walk:
    """The way through a page: what was found, and what holds where it stands."""

    context: Context
    lead_blocks: frozenset[int]
    found: list[Finding] = field(default_factory=list)
    frame: Frame = field(default_factory=Frame)
    leads: dict[int, Frame] = field(default_factory=dict)
    head: Event | None = None
    spoken: int = -1  # the block that spoke of the event in `head`
    block: int = -1
    opened: int = 0  # the number of findings before the block
    remedies: set[str] = field(default_factory=set)
    cause: Subject | None = None
    known: dict[str, list[Subject]] = field(default_factory=dict)
    elsewhere: bool = False  # the section is on something else

    def __post_init__(self) -> None:
        self.tables = Tables(self.context)
        self.wordings = wordings(self.context.names)
        self.defines = any(frequency.defined(one.text) for one in self.context.page.sentences)

    def step(self, sentence: Sentence) -> None:
        """Goes on by one sentence."""
        if sentence.role is Role.CONTENT:
            if not self.elsewhere:
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
        self.head, self.spoken = (named[0][2] if named else None), sentence.block
        self.frame = Frame(mode, band=band, weak=not band)
        self.elsewhere = not mode and any(map(is_elsewhere, path))
        self.remedies, self.cause = set(), None

    def _content(self, sentence: Sentence) -> None:
        block = self.context.page.blocks[sentence.block]
        if block.index != self.block:
            self.opened = len(self.found)
            self._enter(sentence, block)
        base = self.frame if block.lead is None else self.leads.get(block.lead, self.frame)
        base = self._of_cell(block.cell, base) if block.cell else base
        events = self._events(sentence, listed=base.lists)
        if self.head and block.index - self.spoken > _MEANT:
            self.head = None
        if not (events or base.lists or block.cell or self.head or may_matter(sentence.text)):
            self.block = block.index
            return
        self._remedied(sentence, events)
        line = Line(
            self.context,
            sentence,
            base,
            self.found,
            self.opened,
            self.head,
            frozenset(self.remedies),
            self.cause,
            self.known,
            self.defines,
        )
        marks, spoken = frequency.marks(sentence.text, defines=self.defines), cues(sentence.text)
        short = len(sentence.text) < _LONGEST
        found: list[Segment] = []
        if line.base.lists and short and sentence == self.context.page.of_block(block.index)[0]:
            found = _segments(sentence.text, marks, spoken)
            events = self._widened(sentence, events, found)
        for piece in pieces(sentence.text, events, spoken, marks, [one.start for one in found[1:]]):
            take(line, piece)
        beside(line, self.found, self.opened)
        if block.cell:
            self._shared(block.cell, line)
        self._keep(line, block)

    def _of_cell(self, cell: Cell, base: Frame) -> Frame:
        """What the events of a cell are, by what heads it."""
        if cell.is_header:
            return Frame()
        if of := tabled.band(cell):
            return Frame(EFFECT, band=of)
        weak = Frame(EFFECT, weak=True)
        return weak if tabled.of_effects(cell) or base.mode == EFFECT else Frame()

    def _shared(self, cell: Cell, line: Line) -> None:
        """The share of people in its row is that of the effect in a cell, or that it has none."""
        for at in range(line.first, len(self.found)):
            one = self.found[at]
            if one.event.order == line.order and self.tables.denies(cell, one.subject.iri):
                self.found[at] = replace(one, event=replace(one.event, negated=True))
            given = self.tables.share(cell, one.subject.iri)
            if given and one.relation is Relation.EFFECT and one.event.order == line.order:
                self.found[at] = one.with_fields(**numbers(given, one))

    def _remedied(self, sentence: Sentence, events: list[Placed]) -> None:
        """Therapies that a sentence gives against an event are not its cause further on."""
        page = self.context.page.text
        starts = sorted(event.start for _, _, event in events)
        ends = sorted(event.end for _, _, event in events)
        for one in self.context.occurrences.get(sentence.order, ()):
            before = ends[: bisect.bisect_right(ends, one.start)][-1:]
            after = starts[bisect.bisect_left(starts, one.end) :][:1]
            if (
                (before and is_remedied(page[before[0] : one.start]))
                or (after and is_remedy(page[one.end : after[0]]))
                or is_reserved(page[one.end : sentence.end])
            ):
                self.remedies.add(one.iri)
        told = self.context.subjects.get(sentence.order, ())
        if len(told) == 1 and told[0].iri not in self.remedies:
            self.cause = told[0]

    def _enter(self, sentence: Sentence, block: Block) -> None:
        """At the start of a block: whether what was announced above holds for it."""
        if block.lead is not None or self.frame.band or not self.frame.mode:
            return
        path = self.context.page.section(sentence.section).path
        of_effects = any(map(is_of_effects, path))
        item = block.kind in {Kind.CELL, Kind.ITEM} or looks_like_an_item(sentence.text)
        if (not item and block.index not in self.lead_blocks) or not self.frame.lists:
            self.frame = Frame(EFFECT if of_effects else "", weak=True)

    def _widened(
        self, sentence: Sentence, events: list[Placed], found: Sequence[Segment]
    ) -> list[Placed]:
        """The events of an item of a list: its own words name those that the graph lacks."""
        return Widening(self.context, self.wordings, sentence, events).widened(found)

    def _keep(self, line: Line, block: Block) -> None:
        self.block = block.index
        if line.head:
            self.head, self.spoken = line.head, block.index
        if line.announced is None or (line.title and block.kind is Kind.ITEM):
            return
        self.leads[block.index] = line.announced
        if block.lead is not None:
            self.leads[block.lead] = line.announced
        if line.announced.band or (
            block.lead is None
            and not (line.announced.mode == SIGN and block.index in self.lead_blocks)
        ):
            self.frame = line.announced

    def _events(self, sentence: Sentence, *, listed: bool = False) -> list[Placed]:
        return [
            (place(sentence, mention.start), place(sentence, mention.end), self._event(mention))
            for mention in self.context.named(sentence.order, "event")
            if mention.role not in _NO_EFFECT
            and (listed or mention.role != "advice")
            and not is_degree(mention.text)
        ]

    def _event(self, mention: Mention) -> Event:
        spans = mention.parts or ((mention.start, mention.end),)
        iri = self.context.entity(mention)
        return Event(iri, mention.text, mention.sentence, spans, mention.negated)


def _segments(text: str, marks: list[Mark], spoken: list[Cue]) -> list[Segment]:
    """The segments of an item as far as it names effects: up to how often they are.

    Where it is talk from the first words on, none; behind "a disease called" those of its name.
    """
    cues_first = sorted(spoken, key=lambda one: one.start)
    begin = 0
    if cues_first and cues_first[0].cue == "called":
        begin = cues_first.pop(0).end
    end = next((one.start for one in marks if one.start >= begin), len(text))
    stops = [one.start for one in cues_first if begin <= one.start < end]
    first = next((one for one in cues_first if one.start >= begin), None)
    if first and first.start < end:
        talks = first.cue in _TALK
        named = re.search(r"[,;:(]|\bwhich\b|\bthat\b|\bwith\b", text[begin : first.start])
        if talks and not named and not begin:
            return []
    return list(segments(text, begin, end, stops))
