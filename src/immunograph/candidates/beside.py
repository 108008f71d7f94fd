"""What a sentence says beside its effects: when they begin, how serious they are, what is done."""

import re
from collections.abc import Iterable, Mapping

from immunograph.candidates import seriousness
from immunograph.candidates.candidate import Value
from immunograph.candidates.context import STATED
from immunograph.candidates.findings import Event, Finding, Given, Relation
from immunograph.candidates.frequency import Share, shares
from immunograph.candidates.lines import NONE, Line
from immunograph.candidates.management import management, of_every
from immunograph.candidates.onset import onset

_BACK = re.compile(
    r"\b(?:this|these|the|such|a|it) (?:\w+ )?"
    r"(?:syndrome|reaction|condition|symptom|sign|problem)s?\b|"
    r"^\W*(?:this|these|they|it)\b(?! (?:drug|medicine|treatment|therap))|"
    r"\bit (?:can|may|might|could) be\b",
    re.IGNORECASE,
)
_GRADED = re.compile(
    r"\bgrades?\b|\b(?:serious|severe|fatal|life-threatening|placebo|versus|vs|compared)\b", re.I
)


def beside(line: Line, found: list[Finding], opened: int) -> None:
    """Gives the effects of a sentence, or the one it speaks of, what is said beside them."""
    text = line.text
    fields: dict[str, Iterable[Value]] = {**onset(text), "seriousness": seriousness.said(text)}
    done = management(text)
    if line.stopped:
        return
    if done and of_every(text):
        _of_every(line, found, done)
    elif line.base.lists:
        pass
    elif done:
        fields["management"] = done
    if any(fields.values()) and not line.base.lists:
        _give(line, found, fields)
    _counted(line, found)


def _give(line: Line, found: list[Finding], fields: Mapping[str, Iterable[Value]]) -> None:
    own = [
        at
        for at in range(line.first, len(found))
        if found[at].relation is Relation.EFFECT and found[at].event.order == line.order
    ]
    if own:
        for at in own:
            found[at] = found[at].with_fields(**fields)
    elif (head := line.head or line.above) and (line.head or _BACK.search(line.text)):
        _of_head(line, found, head, fields)


def _of_head(
    line: Line, found: list[Finding], head: Event, fields: Mapping[str, Iterable[Value]]
) -> None:
    told, subject = line.subject(head), line.whose(head)
    if subject and told in {None, subject} and line.frame.mode != NONE:
        one = Finding(Relation.EFFECT, head, subject, None, STATED, {}, (line.order,))
        found.append(one.with_fields(**fields))


def _of_every(line: Line, found: list[Finding], done: tuple[str, ...]) -> None:
    """What is to be done about every effect that was named before, of the same therapy."""
    every = line.context.subjects.get(line.order, ())
    subject = every[0] if len(every) == 1 else line.context.topic
    seen: set[str] = set()
    for one in list(found):
        if one.relation is Relation.EFFECT and one.subject == subject and one.event.iri not in seen:
            seen.add(one.event.iri)
            again = Finding(
                Relation.EFFECT, one.event, one.subject, None, STATED, {}, (line.order,)
            )
            found.append(again.with_fields(management=done))


def _counted(line: Line, found: list[Finding]) -> None:
    """A share in figures is that of the effect before it, or of the only one of the sentence."""
    given = shares(line.text)
    own = [at for at in range(line.first, len(found)) if found[at].relation is Relation.EFFECT]
    own = [at for at in own if found[at].event.order == line.order]
    if not given or not own or _GRADED.search(line.text):
        return
    for share in given:
        place = line.sentence.span(share.start, share.end)[0]
        near = [at for at in own if 0 <= place - found[at].event.end <= 2]  # noqa: PLR2004
        chosen = near or (own if len(own) == 1 and len(given) == 1 else [])
        for at in chosen:
            found[at] = found[at].with_fields(**numbers(share, found[at]))


def numbers(share: Share, one: Finding) -> Given:
    """A share of people as the fields of an effect."""
    given: Given = {}
    if share.affected is not None and share.exposed:
        given = {"affected": [share.affected], "exposed": [share.exposed]}
    if share.band and "frequencyBand" not in one.fields:
        given["frequencyBand"] = [share.band]
    return given
