"""What each piece of a sentence does to the next events: one function for each kind of piece."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from immunograph.candidates import seriousness
from immunograph.candidates.context import Occurrence
from immunograph.candidates.cues import is_agent
from immunograph.candidates.findings import Event, Relation
from immunograph.candidates.items import shared_words
from immunograph.candidates.lines import DUE, EFFECT, EXAMPLE, NONE, RISK, SIGN, Frame, Line
from immunograph.candidates.pieces import Piece

_MAY = re.compile(r"\b(?:may|might|could|possibly)\b", re.IGNORECASE)
_CAN = re.compile(r"\b(?:can|may|might|could|possibly|often|usually|typically)\b", re.IGNORECASE)
_SOME = re.compile(r"\b(?:some|certain) (?:people|patients|persons|children)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:\b(?:which|that|who)|,|;|\()\s*(?:also |often )?$", re.IGNORECASE)
_BACK = re.compile(r"\W*(?:this|these|they|it)\b(?! (?:drug|medicine|treatment|therap))", re.I)
_OF_EVENT = re.compile(
    r"\b(?:this|the|these|such) (?:syndrome|reaction|condition|problem|complication|infection)s?\b|"
    r"^\W*(?:this|these)\W*$",
    re.IGNORECASE,
)
_TREATED = re.compile(
    r"\b(?:while|after|during|when|following|with|from)\b[^.;]{0,40}?\b(?:getting|taking|receiving|"
    r"given|this|treatment|treated|therapy|infusions?|injections?|drug|medicine)\b",
    re.IGNORECASE,
)
_HARM = re.compile(r"\b(?P<degree>[\w-]+)\s+(?:effects?|problems?|reactions?|conditions?)\b", re.I)
_MANY = re.compile(r"(?:which|that) .*(?:signs|symptoms) of$", re.IGNORECASE)
_LIST = re.compile(r":\W*$|\b(?:can )?include\W*$", re.IGNORECASE)
_CLOSED = re.compile(r"\s*[)\],;]")
_FOLLOWING = re.compile(r"\bfollowing\b", re.IGNORECASE)
_NEAR, _FAR, _TITLE, _GLOSS = 60, 250, 5, 2


def take(line: Line, piece: Piece) -> None:
    """Goes on by one piece of the sentence."""
    handler = _HANDLERS.get(piece.kind)
    if handler:
        handler(line, piece)
    if piece.kind not in {"event", "(", ")", ",", ";", "and"}:
        line.last, line.gloss = None, False


def _event(line: Line, piece: Piece) -> None:
    if piece.event is None:
        return
    if not line.gloss:
        line.name(piece.event, piece.start)
    elif line.behind and line.behind[-1]:
        if _CLOSED.match(line.text, piece.end):
            _same(line, line.behind[-1], piece.event)
        return
    line.last = piece


def _same(line: Line, event: Event, gloss: Event) -> None:
    """A name in brackets behind another is the same event; the one that the graph knows counts."""
    known = line.context.names.by_thing
    if event.iri in known or gloss.iri not in known:
        return
    named = replace(event, iri=gloss.iri)
    for at in range(line.first, len(line.found)):
        if line.found[at].event == event:
            line.found[at] = replace(line.found[at], event=named)
    line.head = named if line.head == event else line.head


def _mark(line: Line, piece: Piece) -> None:
    mark = piece.mark
    if mark is None:
        return
    if not mark.opens:
        line.rank, line.band = mark.rank or line.rank, mark.band or line.band
    elif line.brackets and line.last and line.last.event:
        _behind(line, line.last.event, mark.band)
    elif line.frame.mode == SIGN and line.frame.head and _groups_signs(line, piece):
        if mark.band and not line.frame.banded:
            line.band_of(line.frame.head, mark.band)
        line.frame = line.base = line.announced = replace(line.frame, banded=True, lists=True)
    else:
        line.base = line.frame = replace(
            line.base, mode=EFFECT, band=mark.band, rank="", hedged=False, lists=True, head=None
        )
        line.announced = line.base


def _groups_signs(line: Line, piece: Piece) -> bool:
    """Whether how often something is heads a group of the signs that were announced."""
    between = line.text[max(0, line.shown) : piece.start].strip(" :*\n")
    return line.frame.banded or (line.shown >= 0 and not between)


def _behind(line: Line, event: Event, band: str) -> None:
    """A band in brackets behind an event is that event's."""
    while len(line.found) > line.first and line.found[-1].event.iri == event.iri:
        line.found.pop()
    outer = line.brackets[-1]
    line.frame = replace(line.frame, mode=EFFECT, band=band, rank="", hedged=False)
    line.effect(event)
    line.head, line.brackets[-1] = event, replace(outer, mode=EFFECT, head=None)


def _effects(line: Line, piece: Piece) -> None:
    """Side effects are spoken of: what follows are some."""
    if line.frame.mode == NONE:
        return
    line.spoken = piece.end
    serious = seriousness.before(line.text, piece.start)
    line.title = not _announces(line, piece)
    lists = not line.title or len(line.text[:_FAR].split()) <= _TITLE
    if serious and lists:
        serious = tuple(
            dict.fromkeys((*serious, *seriousness.said(line.text[piece.end : piece.end + _FAR])))
        )
    line.frame = Frame(
        EFFECT,
        line.band,
        line.rank,
        serious if lists else (),
        some=bool(_SOME.search(_around(line, piece))),
        lists=lists,
    )
    if lists:
        line.base = line.announced = line.frame


def _cause(line: Line, piece: Piece) -> None:
    """Something brings about what follows: a therapy its effects, an event its signs."""
    if line.frame.mode == NONE or 0 <= piece.start - line.spoken <= _GLOSS:
        return
    prior = _clause(line.text, piece.start)
    hedged = bool(_MAY.search(piece.text))
    relative = bool(_RELATIVE.search(_before(line, piece)))
    of_event = _OF_EVENT.search(prior) and (line.head or line.above)
    named = any(one.start < line.sentence.span(piece.start, piece.end)[0] for one in _named(line))
    if relative or of_event or (line.head and not is_agent(prior) and not named):
        mode = SIGN if line.head or (line.above and not relative) else NONE
        line.set(mode, head=line.head or line.above, hedged=hedged)
    elif is_agent(prior) or named:
        line.set(EFFECT, hedged=hedged)
    elif line.above and not line.base.lists:
        line.set(SIGN, head=line.above, hedged=hedged)
    if line.frame.mode in {SIGN, EFFECT} and _announces(line, piece):
        line.announced = replace(line.frame, lists=True)


def _named(line: Line) -> tuple[Occurrence, ...]:
    return line.context.occurrences.get(line.order, ())


def _clause(text: str, end: int) -> str:
    """The words before an offset, from the last colon, semicolon or stop on."""
    return re.split(r"[.;:]\s", text[max(0, end - _FAR) : end])[-1]


def _before(line: Line, piece: Piece) -> str:
    return line.text[max(0, piece.start - _FAR) : piece.start]


def _around(line: Line, piece: Piece) -> str:
    return line.text[max(0, piece.start - _FAR) : piece.end + _FAR]


def _announces(line: Line, piece: Piece) -> bool:
    """Whether a list follows: the sentence ends in a colon, or speaks of "the following"."""
    return bool(_LIST.search(line.text[-_NEAR:]) or _FOLLOWING.search(_around(line, piece)))


def _have(line: Line, piece: Piece) -> None:
    treated = line.base.mode or _named(line) or _TREATED.search(_around(line, piece))
    if line.frame.mode not in {NONE, SIGN} and treated:
        some = bool(_SOME.search(piece.text))
        line.set(EFFECT, some=some or line.frame.some, hedged=bool(_MAY.search(piece.text)))


def _seen(line: Line, _: Piece) -> None:
    if line.frame.mode != NONE:
        line.claim_pending()


def _symptoms(line: Line, piece: Piece) -> None:
    """Signs follow: of the event within the words, else of the one before."""
    if piece.text[:5].casefold() in {"which", "that "} and not line.head:
        return
    head = piece.events[-1] if piece.events else line.head or line.frame.head or line.above
    if head is None:
        line.set(NONE)
        return
    hedged = bool(_CAN.search(piece.text))
    opens = line.base.lists and line.base.mode == EFFECT and not line.text[: piece.start].strip()
    if piece.events and opens:
        line.effect(head, piece.end)
    line.set(SIGN, head=head, hedged=hedged, band="", rank="", told=bool(piece.events))
    line.head = head
    line.firm = line.text[: piece.start].rstrip().endswith(":")
    line.shown = piece.end
    if _announces(line, piece):
        line.announced = replace(line.frame, lists=True)


def _alarm(line: Line, _: Piece) -> None:
    """What to tell the care team of: signs of the effect that the sentence opens with.

    Where a page groups its effects by how often they are, it is none by itself.
    """
    if line.head and line.whose(line.head):
        line.set(SIGN, head=line.head, hedged=True)
        line.firm = True
    elif line.banded:
        line.set(NONE)


def _signs_of(line: Line, piece: Piece) -> None:
    """What stood before are signs of what follows, where that is named as a reaction."""
    back = _BACK.match(_clause(line.text, piece.end))
    called = re.search(r"\b(?:called|known as)\b", line.text[piece.end : piece.end + _NEAR])
    listed = line.base.lists and len(line.found) - line.first > 1 and _MANY.match(piece.text)
    if not back and not called and not listed:
        line.set(NONE)
        return
    start = line.opened if back else line.first
    effects = (at for at in range(start, len(line.found)))
    line.waiting = [at for at in effects if line.found[at].relation is Relation.EFFECT]
    line.set(EFFECT if line.waiting or called else NONE)


def _called(line: Line, piece: Piece) -> None:
    if line.frame.mode in {NONE} and not line.waiting:
        return
    degrees = [
        degree
        for match in _HARM.finditer(_before(line, piece) + piece.text)
        for degree in seriousness.before(f"{match['degree']} ", len(match["degree"]) + 1)
    ]
    agent = is_agent(_before(line, piece)) or _named(line)
    if line.frame.mode or agent:
        line.set(EFFECT, serious=tuple(dict.fromkeys((*line.frame.serious, *degrees))))


def _examples(line: Line, _: Piece) -> None:
    if line.frame.mode == EFFECT and line.last:
        line.set(EXAMPLE, head=line.head)
    elif line.frame.mode == SIGN and line.pending and not line.frame.told:
        line.set("")


def _risk(line: Line, piece: Piece) -> None:
    if line.frame.mode == NONE:
        return
    if line.effected and line.frame.mode != "":
        line.set(RISK)
    elif is_agent(_clause(line.text, piece.start)) or _named(line) or line.base.mode == EFFECT:
        line.set(EFFECT, hedged=bool(_MAY.search(_before(line, piece))))
    else:
        line.set(NONE)


def _due(line: Line, _: Piece) -> None:
    line.set(DUE)


def _history(line: Line, _: Piece) -> None:
    line.base = Frame(NONE)
    line.frame = line.base


def _purpose(line: Line, _: Piece) -> None:
    line.set(NONE)


def _stop(line: Line, _: Piece) -> None:
    line.base = line.frame = line.announced = Frame()
    line.stopped = True


def _open(line: Line, piece: Piece) -> None:
    near = line.last is not None and 0 <= piece.start - line.last.end <= _GLOSS
    behind = line.last.event if line.last and near else None
    line.brackets.append(line.frame)
    line.behind.append(behind)
    line.gloss = behind is not None and len(piece.events) == 1
    known = behind is not None and behind.iri in line.context.names.by_thing
    if line.base.lists and known and not line.gloss and not shared_words(line.text[piece.end :]):
        line.frame = replace(line.frame, mode=NONE)


def _close(line: Line, _: Piece) -> None:
    if line.brackets:
        line.frame = line.brackets.pop()
        line.behind.pop()
    line.gloss = False


def _comma(line: Line, _: Piece) -> None:
    line.group = len(line.found)
    closed = line.joined and not line.commas and not line.firm
    if not line.brackets and (line.frame.mode == DUE or (closed and line.frame.mode == SIGN)):
        if line.frame.mode == DUE or line.base.mode == EFFECT:
            line.frame = line.base
    elif line.brackets and line.frame.mode == DUE:
        line.frame = line.brackets[-1]
    line.commas += 1
    line.joined = False


def _semicolon(line: Line, _: Piece) -> None:
    line.frame = line.brackets[-1] if line.brackets else line.base
    line.group = len(line.found)
    line.gloss = bool(line.behind and line.behind[-1])


def _part(line: Line, _: Piece) -> None:
    """A further segment of an item: what was said of the one before is over."""
    if not line.brackets:
        line.frame, line.head = line.base, line.base.head
        line.group, line.firm = len(line.found), False


def _and(line: Line, _: Piece) -> None:
    line.joined = line.since > 0


_HANDLERS: Mapping[str, Callable[[Line, Piece], None]] = {
    "event": _event,
    "mark": _mark,
    "effects": _effects,
    "cause": _cause,
    "have": _have,
    "seen": _seen,
    "symptoms": _symptoms,
    "alarm": _alarm,
    "signs_of": _signs_of,
    "called": _called,
    "examples": _examples,
    "risk": _risk,
    "due": _due,
    "history": _history,
    "purpose": _purpose,
    "stop": _stop,
    "(": _open,
    ")": _close,
    ",": _comma,
    "part": _part,
    ";": _semicolon,
    "and": _and,
}
