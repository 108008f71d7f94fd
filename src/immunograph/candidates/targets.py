"""What a page says a therapy is directed at, and what it brings along."""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import HEDGED, STATED, Context, Subject, place
from immunograph.candidates.tables import answer, fits, head_of, heads
from immunograph.candidates.therapies import rules
from immunograph.mentions.mention import Mention
from immunograph.names import key
from immunograph.pages.page import Sentence
from immunograph.vocabulary import IG

DIRECTED, RECRUITS, PAYLOAD = (
    f"{IG}{role}" for role in ("DirectedTarget", "EffectorRecruitment", "PayloadTarget")
)
_ON = re.compile(r"\b(?:on|found on|present on|carried by|expressed (?:on|by)|of)\b", re.IGNORECASE)
_CALLED = re.compile(r"\s*\(?(?:called|known as|named)\s*$", re.IGNORECASE)
_HEDGE = re.compile(r"\b(?:may|might|could|thought to)\b", re.IGNORECASE)
# What stands before an antibody that was given earlier, or beside.
_HISTORY = re.compile(
    r"\b(?:received?|receiving|treated with|respond\w* to|progress\w* (?:on|after)|"
    r"prior|previous(?:ly)?|after|included?|including|unlike|"
    r"other|and an?|or an?)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|no|neither|nor)\s+$", re.IGNORECASE)
# An antibody that a sentence brings in without a name is another one, but not where it describes.
_ANOTHER = re.compile(r"\b(?:an?|another|one|other|several|new)\b[^.;,]{0,60}$", re.IGNORECASE)
_DESCRIBES = re.compile(
    r"\b(?:it|this|which|that|drug|medicine|treatment|therapy|they) "
    r"(?:is|was|are|contains?|works as)\b|"
    r"\bmade (?:up )?(?:of|from)\b",
    re.IGNORECASE,
)
_FAR = 200
_FEW = 3


@dataclass
class _Engagement:
    """What is said of a therapy and an antigen in all the sentences together."""

    sentences: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    is_hedged: bool = True
    is_payload: bool = False


def engagements(context: Context) -> Iterator[Candidate]:
    """Each antigen that a therapy is said to engage, with all that the page says of it."""
    found: dict[tuple[Subject, bool], dict[str, _Engagement]] = {}
    columns = heads(context.page)
    for sentence, subject in context.told():
        if subject.is_class:  # a class has no target: its members have theirs
            continue
        if head := head_of(columns, context.page.blocks[sentence.block]):
            _of_cell(context, sentence, subject, head, found)
        antigens = context.named(sentence.order, "antigen")
        cells = context.named(sentence.order, "cell") if antigens else ()
        for antigen, following in zip(antigens, [*antigens[1:], None], strict=False):
            limit = following.start if following else sentence.end
            owners = context.owners(sentence.order, antigen.start, antigen.end)
            said = context.said(sentence, subject, (antigen.start, antigen.end))
            if subject in owners and not said.absent:
                on = _cell(context, antigen, cells, limit)
                engaged = found.setdefault((subject, said.negated), {})
                _read(context, sentence, antigen, on, engaged)
    for (subject, is_denied), engaged in found.items():
        for antigen_iri, one in engaged.items():
            yield context.claim(
                "TargetEngagement",
                subject,
                antigen_iri,
                one.sentences,
                {
                    "role": [_role(context, subject, antigen_iri, engaged)],
                    "onCell": one.cells,
                    "action": one.actions,
                },
                certainty=HEDGED if one.is_hedged else STATED,
                spans=one.spans,
                negated=is_denied,
            )


def _of_cell(
    context: Context,
    sentence: Sentence,
    subject: Subject,
    head: Sentence,
    found: dict[tuple[Subject, bool], dict[str, _Engagement]],
) -> None:
    """Reads a cell whose column is one of targets, or asks of one: `Binds CD20` with `No`."""
    said = answer(sentence.text)
    for antigen in context.named(head.order, "antigen") if said is not None else ():
        engaged = found.setdefault((subject, not said), {})
        _read(context, head, antigen, None, engaged)
        if one := engaged.get(context.entity(antigen)):
            one.sentences.append(sentence.order)
    if not fits("targets", head.text):
        return
    for antigen in context.named(sentence.order, "antigen"):
        before = sentence.text[: place(sentence, antigen.start)]
        engaged = found.setdefault((subject, bool(_NOT.search(before))), {})
        one = engaged.setdefault(context.entity(antigen), _Engagement(is_hedged=False))
        one.sentences += [head.order, sentence.order]
        one.spans.append((antigen.start, antigen.end))


def _read(
    context: Context,
    sentence: Sentence,
    antigen: Mention,
    cell: Mention | None,
    engaged: dict[str, _Engagement],
) -> None:
    start, end = place(sentence, antigen.start), place(sentence, antigen.end)
    before = sentence.text[max(0, start - _FAR) : start]
    after = sentence.text[end : end + _FAR]
    action = _engaging(before, after)
    if action is None or (_is_around(before, after) and _is_of_another(context, sentence, before)):
        return
    one = engaged.setdefault(context.entity(antigen), _Engagement())
    one.sentences.append(sentence.order)
    one.spans.append((antigen.start, antigen.end))
    one.actions.extend([f"{IG}{action}"] if action else [])
    one.cells.extend([context.entity(cell)] if cell else [])
    one.is_hedged &= bool(_HEDGE.search(before))
    one.is_payload |= bool(_pattern("payload").match(sentence.text))


def _is_of_another(context: Context, sentence: Sentence, before: str) -> bool:
    """Whether a sentence that names no therapy brings in one of which it says no more than this."""
    if context.topic or context.occurrences.get(sentence.order):
        return False
    return bool(_ANOTHER.search(before)) and not _DESCRIBES.search(before)


def _engaging(before: str, after: str) -> str | None:
    """What it does with an antigen, empty where no more than engage it; None for nothing."""
    if _is_around(before, after):
        return None if _HISTORY.search(before) else ""
    for pattern, action in _ways("before"):
        for match in pattern.finditer(before):
            if not _pattern("apart").search(before, match.end()):
                return action
    for pattern, action in _ways("described"):
        found = pattern.search(before)
        if found and not _HISTORY.search(before[: found.start()]):
            return action
    return None


def _is_around(before: str, after: str) -> bool:
    """Whether an antigen stands in what an antibody is called: an anti-CD20 one."""
    around = f"{before}ANTIGEN{after}"
    return any(pattern.search(around) for pattern, _ in _ways("around"))


def _cell(
    context: Context, antigen: Mention, cells: Sequence[Mention], limit: int
) -> Mention | None:
    """The cell on which the antigen is said to be, directly after it and before the next one."""
    text = context.page.text
    number = bisect.bisect_left(cells, antigen.end, key=lambda cell: cell.start)
    for at in range(number, min(number + _FEW, len(cells))):
        cell = cells[at]
        between = text[antigen.end : cell.start]
        if cell.start >= limit or "(" in between:
            return None
        if _ON.search(between):
            following = cells[at + 1 : at + 2]
            called = [one for one in following if _CALLED.match(text[cell.end : one.start])]
            return (called or [cell])[0]
    return None


def _role(context: Context, subject: Subject, antigen: str, engaged: dict[str, _Engagement]) -> str:
    if engaged[antigen].is_payload or _is_one_of("carried", context, antigen):
        return PAYLOAD
    if antigen in context.known.targets.get(subject.iri, ()):
        return DIRECTED
    others = engaged.keys() - {antigen} or context.known.targets.get(subject.iri, frozenset())
    known = antigen in context.known.recruits.get(subject.iri, ())
    return (
        RECRUITS if known or (others and _is_one_of("recruiting", context, antigen)) else DIRECTED
    )


def _is_one_of(group: str, context: Context, antigen: str) -> bool:
    return key(context.label(antigen)) in {key(name) for name in rules("targets")[group]}


@cache
def _ways(group: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rule["pattern"], re.IGNORECASE), str(rule.get("action", "")))
        for rule in rules("targets")[group]
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rules("targets")[name], re.IGNORECASE)
