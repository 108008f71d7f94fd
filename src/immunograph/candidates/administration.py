"""How a page says that a therapy is given."""

import re
from collections.abc import Iterator
from functools import cache

from immunograph.candidates.amounts import Stretch, stretches
from immunograph.candidates.candidate import Amount, Value
from immunograph.candidates.context import HEDGED, STATED, Context, Found, Subject
from immunograph.candidates.cues import is_elsewhere
from immunograph.candidates.findings import Given, value
from immunograph.candidates.therapies import rules
from immunograph.pages.page import Sentence
from immunograph.vocabulary import BASE, IG

_UPPER = {"courseDuration": "courseDurationTo", "duration": "durationTo"}
_NEAR = 60
_ALLERGIC = re.compile(r"\ballergic\b", re.IGNORECASE)
_TIME = "\u231b"  # stands for a stretch of time while its surroundings are looked at


def administrations(context: Context) -> Iterator[Found]:
    """How therapies are given: a claim for each sentence that says it, what is required apart."""
    for sentence in context.sentences():
        subject = _whose(context, sentence)
        path = context.page.section(sentence.section).path
        if subject is None or any(map(is_elsewhere, path)):
            continue
        certainty = HEDGED if _pattern("hedged").search(sentence.text) else STATED
        denied = _denied(context, sentence, subject)
        told = [*_required(sentence.text), _stated(sentence.text, denied), denied]
        for fields in filter(None, told):
            span = (sentence.start, sentence.end)
            yield context.claim(
                "Administration",
                subject,
                "",
                [sentence.order],
                fields,
                certainty=certainty,
                spans=[span],
                negated=fields is denied,
            )


def _denied(context: Context, sentence: Sentence, subject: Subject) -> Given:
    """The ways of giving a therapy that a sentence denies."""
    found: Given = {}
    ways = given(sentence.text)
    for field in ("mode", "route", "setting") if ways else ():
        for choice, pattern in _fields(field):
            spoken = [sentence.span(*one.span()) for one in pattern.finditer(sentence.text)]
            if value(choice) in ways.get(field, ()) and context.denies(subject, spoken):
                found[field] = [*found.get(field, ()), value(choice)]
    return found


def _stated(text: str, denied: Given) -> Given:
    """The fields of what a sentence says of how a therapy is given, without what it denies."""
    fields = given(text)
    if not denied:
        return {} if _pattern("refused").search(text) else fields
    ways = {
        field: [one for one in fields.get(field, ()) if one not in denied.get(field, ())]
        for field in ("mode", "route", "setting")
    }
    return {field: of for field, of in ways.items() if of}


def _whose(context: Context, sentence: Sentence) -> Subject | None:
    """The therapy that a sentence is about: one only, or that of the page."""
    subjects = context.subjects.get(sentence.order, ())
    return subjects[0] if len(subjects) == 1 else None


def given(text: str) -> Given:
    """The fields of what a sentence says of how a therapy is given; none where it says nothing.

    >>> fields = given("A continuous infusion into a vein over 5 days.")
    >>> fields["duration"][0].value, fields["mode"][0].rpartition("#")[2]
    ('5', 'ContinuousInfusion')
    """
    setting = _choices(text, "setting")
    speaks = _pattern("given").search(text) or (setting and re.search(r"\b(?:treat|in)", text))
    if not speaks or _pattern("other").search(text):
        return {}
    fields: Given = {**_choices(text, "mode"), **_choices(text, "route"), **setting}
    fields |= timed(text)
    if _pattern("repeatable").search(text):
        fields["repeatable"] = [True]
    if setting and (cycles := _cycles(text)):
        fields["settingMinCycles"] = [cycles]
    return fields


def _choices(text: str, field: str) -> Given:
    """The choices of a field that a text names; of the modes, the first in the rules."""
    found: list[Value] = [
        value(choice) for choice, pattern in _fields(field) if pattern.search(text)
    ]
    found = found[:1] if field == "mode" else found
    return {field: found} if found else {}


def timed(text: str) -> Given:
    """The times that a text gives, each in the field that the words around it say.

    A text with several intervals is a schedule that one claim cannot say, and gives none.

    >>> {name: value[0].value for name, value in timed("every 2 weeks, over 90 minutes").items()}
    {'interval': '2', 'duration': '90'}
    """
    fields: Given = {}
    intervals: set[Amount] = set(_unnumbered(text))
    for one in stretches(text):
        around = _around(text, one)
        field = next((field for field, pattern in _times() if pattern.search(around)), "")
        if field == "interval":
            intervals.add(one.low)
        elif field and field not in fields:
            fields[field] = [one.low]
            if one.high and field in _UPPER:
                fields[_UPPER[field]] = [one.high]
    if len(intervals) == 1:
        fields = {"interval": [*intervals], **fields}
    return fields


def _around(text: str, one: Stretch) -> str:
    before, after = text[max(0, one.start - _NEAR) : one.start], text[one.end : one.end + _NEAR]
    return f"{before}{_TIME}{after}"


def _unnumbered(text: str) -> Iterator[Amount]:
    """The intervals that a text gives without a number: "weekly", but not "twice weekly"."""
    for pattern, amount in _intervals():
        for match in pattern.finditer(text):
            if not re.search(r"\b(?:twice|thrice|times)\W+$", text[: match.start()]):
                yield amount


def _cycles(text: str) -> int:
    match = _pattern("cycles").search(text)
    if not match:
        return 0
    number = match["cycles"] or match["more"]
    return int(rules("amounts")["numbers"].get(number.casefold(), number))


def _required(text: str) -> Iterator[Given]:
    """What must come before a therapy, with how long it lasts."""
    for rule in rules("administration")["requires"]:
        if _compiled(rule["pattern"]).search(text) and not _ALLERGIC.search(text):
            yield {"requires": [f"{BASE}procedure/{rule['procedure']}"], **_lasting(text)}


def _lasting(text: str) -> Given:
    for one in stretches(text):
        if re.search(r"\b(?:for|over|lasts?|takes?) (?:about |typically )?$", text[: one.start]):
            high: Given = {"durationTo": [one.high]} if one.high else {}
            return {"duration": [one.low], **high}
    return {}


@cache
def _pattern(part: str) -> re.Pattern[str]:
    return _compiled(rules("administration")[part])


@cache
def _fields(field: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (rule["value"], _compiled(rule["pattern"]))
        for rule in rules("administration")["fields"]
        if rule["field"] == field
    )


@cache
def _times() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (rule["field"], _compiled(rule["pattern"].replace("{time}", _TIME)))
        for rule in rules("administration")["times"]
    )


@cache
def _intervals() -> tuple[tuple[re.Pattern[str], Amount], ...]:
    return tuple(
        (_compiled(rule["words"]), _amount(rule["value"]))
        for rule in rules("administration")["intervals"]
    )


def _amount(text: str) -> Amount:
    number, unit = text.split()
    return Amount(number, f"{IG}{unit}")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
