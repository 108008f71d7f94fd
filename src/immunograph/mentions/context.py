"""How a sentence means what it says of a thing: denied, doubted, studied, said of another."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from immunograph.mentions.cues import Cue, cues
from immunograph.mentions.mention import Mention
from immunograph.mentions.owner import owners
from immunograph.pages.page import Page, Sentence

Span = tuple[int, int]

# "CD19-" of cells that lack it, not "CD19- and CD22-directed".
_MINUS = re.compile(r"[-\u2212](?![\w(])(?!\s*(?:,|and\b|or\b|to\b))")
_LONGEST, _STEP = 1500, 500
_MARKER = re.compile(r"[A-Z0-9]|antigen|target|protein")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a sentence says of the relation between a subject and an object.

    `able`: what hedges it is no more than "can" or "could". `contrast`: it is said of another
    thing than the subject, or of the subject as unlike it. `comparison`: the subject is what
    another is compared with. `others`: it happens to someone else than the patient. `indication`:
    the object is what is treated or prevented, or what the patients have. `absent`: the object, an
    antigen, is lacking on the cells. `alarm`: it is what a patient is told to look out for. `cues`
    are the words that say so, in the order of the page.
    """

    negated: bool = False
    hedged: bool = False
    able: bool = False
    under_study: bool = False
    contrast: bool = False
    comparison: bool = False
    history: bool = False
    others: bool = False
    indication: bool = False
    absent: bool = False
    conditional: bool = False
    question: bool = False
    advice: bool = False
    alarm: bool = False
    cues: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether nothing is said but that it is so."""
        return self == Relation()


_FLAGS = tuple(each.name for each in fields(Relation) if each.name != "cues")


def relation(page: Page, sentence: Sentence, subject: Span | None, object_: Span) -> Relation:
    """How a sentence relates an object to a subject, both by their spans in the page.

    Where the sentence is an item of a list, what announces the list is read before it.
    """
    announcement = _announcement(page, sentence)
    moved = len(announcement)
    return related(
        announcement + sentence.text,
        _moved(within(sentence, subject), moved) if subject else None,
        _moved(within(sentence, object_), moved),
    )


def of_mention(page: Page, sentence: Sentence, mention: Mention) -> Relation:
    """How a sentence means a mention, whatever it is related to."""
    return relation(page, sentence, None, (mention.start, mention.end))


def related(text: str, subject: Span | None, object_: Span) -> Relation:
    """How the text of a sentence relates an object to a subject, by their spans in it.

    Of a text longer than any sentence only what stands near the object is read.
    """
    if len(text) > _LONGEST:
        first = max(0, object_[0] // _STEP - 1) * _STEP
        text = text[first : first + _LONGEST]
        object_ = _moved(object_, -first)
        subject = _moved(subject, -first) if subject else None
    said = _apt(text, object_, [cue for cue in cues(text) if _is_said_of(cue, subject, object_)])
    kinds = {cue.rule.kind for cue in said}
    if _MINUS.match(text, object_[1]):
        kinds = kinds - {"negated"} | {"absent"}
    if "able" in kinds:
        kinds = {*kinds, "hedged"} - ({"able"} if "hedged" in kinds else set())
    flags: dict[str, Any] = {flag: flag in kinds for flag in _FLAGS}
    return Relation(**flags, cues=tuple(text[cue.start : cue.end] for cue in said))


def owner(
    page: Page, sentence: Sentence, fact: Mention, among: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Which of the drugs that a sentence names a fact of it is about, none if it names none.

    Several where they are named together, as in "A and B".
    """
    by_span = {within(sentence, (each.start, each.end)): each for each in among}
    found = owners(sentence.text, within(sentence, (fact.start, fact.end)), list(by_span))
    return tuple(by_span[span] for span in found)


def within(sentence: Sentence, span: Span) -> Span:
    """Where in the text of a sentence a span of the page stands."""
    if sentence.offsets is None:
        return span[0] - sentence.start, span[1] - sentence.start
    start = bisect_left(sentence.offsets, span[0])
    return start, bisect_left(sentence.offsets, span[1])


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _apt(text: str, object_: Span, said: list[Cue]) -> list[Cue]:
    """What is said of an object that can be said of it: only markers are lacking on cells.

    Where one is, the cue that says so is no denial as well.
    """
    absences = {cue.start for cue in said if cue.rule.kind == "absent"}
    if _MARKER.search(text, *object_):
        return [cue for cue in said if cue.rule.kind != "negated" or cue.start not in absences]
    return [cue for cue in said if cue.rule.kind != "absent"]


def _is_said_of(cue: Cue, subject: Span | None, object_: Span) -> bool:
    if cue.rule.of != "subject" and cue.covers(object_):
        return True
    return cue.rule.of != "object" and subject is not None and cue.covers(subject)


def _announcement(page: Page, sentence: Sentence) -> str:
    """The sentences that announce the list of an item, the outermost first."""
    said: list[str] = []
    lead = page.blocks[sentence.block].lead if page.blocks else None
    while lead is not None:
        announcing = page.of_block(lead)
        said[:0] = [announcing[-1].text] if announcing else []
        lead = page.blocks[lead].lead
    return "".join(f"{text} " for text in said)
