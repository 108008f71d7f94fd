"""The file `validate/waivers.ttl`: findings that are accepted for a time, with the reason.

A waiver covers what one rule finds about one thing. One that is at fault covers nothing, and is a
finding itself: so nothing is passed over without a rule, a thing, a reason and a day to look again.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from immunograph.errors import Inconsistent
from immunograph.finding import Finding, Place, counted
from immunograph.graph import read_statements
from immunograph.places import Places
from immunograph.rdf import parse_turtle
from immunograph.repository import ContentFile
from immunograph.store import Literal, NamedNode, Quad, Term
from immunograph.validate import WAIVERS as FILE
from immunograph.vocabulary import EXPIRES, IG, REASON, TYPE, WAIVED_FOR, WAIVER, WAIVES, XSD

# A claim is looked at again within a year, and so is what was accepted about it.
LONGEST = timedelta(days=366)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Waiver:
    """What one rule finds about one thing is accepted, up to and including a day."""

    iri: str
    rule: str
    thing: str
    reason: str
    expires: date
    place: Place


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that does not count, and the waiver that covers it."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Weighed:
    """The findings that count, those about waivers among them, and those that are waived."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a waiver can speak of: rules, each with whether it can be waived, and things."""

    rules: Mapping[str, bool]
    exists: Callable[[str], bool]


def weigh(file: ContentFile, findings: Iterable[Finding], known: Known, today: date) -> Weighed:
    """Which findings count, given the waivers in a file; a waiver at fault is one of them.

    Raises `Unreadable` where the file is not Turtle.
    """
    waivers, faults = _valid(file, known, today)
    covering = {(waiver.rule, waiver.thing): waiver for waiver in waivers}
    counting: list[Finding] = []
    waived: list[Waived] = []
    covered: Counter[Waiver] = Counter()
    for finding in findings:
        waiver = covering.get((finding.rule, finding.node))
        if waiver:
            covered[waiver] += 1
        if waiver and waiver.expires >= today:
            waived.append(Waived(finding, waiver))
        else:
            counting.append(finding)
    faults.extend(_idle(waiver, known) for waiver in waivers if waiver not in covered)
    late = (waiver for waiver in covered if waiver.expires < today)
    faults.extend(_expired(waiver, covered[waiver]) for waiver in late)
    return Weighed((*counting, *faults), tuple(waived))


def _idle(waiver: Waiver, known: Known) -> Finding:
    if not known.exists(waiver.thing):
        message = f"Nothing in the graph has the name {waiver.thing}."
        fix = "Correct the name, or take the waiver out if the thing is gone."
        return _finding("waiver-unknown", waiver, message, fix, WAIVED_FOR)
    message = f"This waiver covers nothing: {waiver.rule} finds nothing about this thing."
    fix = "Take the waiver out, so that it does not hide what may be found later."
    return _finding("waiver-needless", waiver, message, fix, WAIVES)


def _expired(waiver: Waiver, number: int) -> Finding:
    message = f"This waiver held up to {waiver.expires}; what it covered counts again"
    message += f" ({counted(number, 'finding')})."
    fix = "Mend what was found; or look at it again, and give a reason and a new day."
    return _finding("waiver-expired", waiver, message, fix, EXPIRES)


def _valid(file: ContentFile, known: Known, today: date) -> tuple[list[Waiver], list[Finding]]:
    """The waivers of a file that are in order, and what is wrong with the others."""
    try:
        read_statements(file)
    except Inconsistent as error:
        return [], list(error.findings)
    places = Places({file.name: file.text})
    records: dict[str, list[Quad]] = {}
    for quad in parse_turtle(file.data, file.name):
        records.setdefault(str(quad.subject)[1:-1], []).append(quad)
    waivers: dict[tuple[str, str], Waiver] = {}
    faults: list[Finding] = []
    for iri, quads in records.items():
        found = list(_incomplete(iri, quads, places))
        if not found:
            waiver = _waiver(iri, quads, places.of(file.name, f"<{iri}>"))
            first = waivers.setdefault((waiver.rule, waiver.thing), waiver)
            found = [fault for check in _CHECKS for fault in check(waiver, first, known, today)]
            if found and first is waiver:
                del waivers[waiver.rule, waiver.thing]
        faults.extend(found)
    return list(waivers.values()), faults


def _text(term: Term) -> str | None:
    return term.value.strip() or None if isinstance(term, Literal) else None


def _thing(term: Term) -> str | None:
    return term.value if isinstance(term, NamedNode) else None


def _day(term: Term) -> date | None:
    if not isinstance(term, Literal) or term.datatype.value != f"{XSD}date":
        return None
    try:
        return date.fromisoformat(term.value) if _DAY.fullmatch(term.value) else None
    except ValueError:  # the 30th of February
        return None


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a waiver: what it says, how it is written and how it is read."""

    says: str
    written: str
    read: Callable[[Term], str | date | None]


_FIELDS: Mapping[str, _Field] = {
    WAIVES: _Field("which rule is waived", 'ig:waives "name-of-the-rule" ;', _text),
    WAIVED_FOR: _Field("for which thing", "ig:waivedFor claim:... ;", _thing),
    REASON: _Field("why", 'ig:reason "..."@en ;', _text),
    EXPIRES: _Field("up to what day", 'ig:expires "2026-11-22"^^xsd:date ;', _day),
}


def _incomplete(iri: str, quads: Iterable[Quad], places: Places) -> Iterator[Finding]:
    values: dict[str, list[Term]] = {}
    for quad in quads:
        values.setdefault(quad.predicate.value, []).append(quad.object)
    place = places.of(FILE, f"<{iri}>")
    if values.pop(TYPE, []) != [NamedNode(WAIVER)]:
        message = f"{iri} is no waiver, and this file holds nothing else."
        fix = "Write `a ig:Waiver ;`, or move it: shapes stand in other files of validate/."
        yield Finding("wrong-file", message, place, node=iri, fix=fix)
        return
    for predicate, field in _FIELDS.items():
        given = values.pop(predicate, [])
        if len(given) != 1 or field.read(given[0]) is None:
            message = f"A waiver must say {field.says}, once and in the form of the example."
            at = places.of(FILE, f"<{iri}>", f"<{predicate}>")
            fix = f"Write `{field.written}`."
            yield Finding("waiver-incomplete", message, at, node=iri, path=predicate, fix=fix)
    for predicate in values:
        at = places.of(FILE, f"<{iri}>", f"<{predicate}>")
        message = f"A waiver has no {predicate.replace(IG, 'ig:')}; it would be passed over."
        fix = f"A waiver holds {', '.join(f'ig:{each.removeprefix(IG)}' for each in _FIELDS)}."
        yield Finding("waiver-incomplete", message, at, node=iri, path=predicate, fix=fix)


def _waiver(iri: str, quads: Iterable[Quad], place: Place) -> Waiver:
    """The waiver that statements make, which were found to be complete."""
    terms = {quad.predicate.value: quad.object for quad in quads}
    rule, thing, reason = _text(terms[WAIVES]), _thing(terms[WAIVED_FOR]), _text(terms[REASON])
    expires = _day(terms[EXPIRES])
    assert rule
    assert thing
    assert reason
    assert expires
    return Waiver(iri, rule, thing, reason, expires, place)


_Check = Callable[[Waiver, Waiver, Known, date], Iterator[Finding]]


def _unknown_rule(waiver: Waiver, _: Waiver, known: Known, today: date) -> Iterator[Finding]:
    if waiver.rule not in known.rules:
        near = difflib.get_close_matches(waiver.rule, known.rules, n=1)
        message = f"No shape or rule of validate/ is called {waiver.rule!r}."
        fix = f"Did you mean {near[0]!r}?" if near else "Copy the name that the check gives."
        yield _finding("waiver-unknown", waiver, message, fix, WAIVES)


def _refused(waiver: Waiver, _: Waiver, known: Known, today: date) -> Iterator[Finding]:
    if known.rules.get(waiver.rule) is False:
        message = f"What {waiver.rule} finds cannot be waived."
        fix = (
            "Mend it; where sources disagree, write an ig:Resolution that says which is preferred."
        )
        yield _finding("waiver-refused", waiver, message, fix, WAIVES)


def _too_long(waiver: Waiver, _: Waiver, known: Known, today: date) -> Iterator[Finding]:
    if waiver.expires > today + LONGEST:
        message = f"A waiver holds for a year at most, and this one up to {waiver.expires}."
        fix = f"Give a day up to {today + LONGEST}; it can be renewed then."
        yield _finding("waiver-too-long", waiver, message, fix, EXPIRES)


def _twice(waiver: Waiver, first: Waiver, known: Known, today: date) -> Iterator[Finding]:
    if first is not waiver:
        message = f"This is waived already in {first.place}."
        fix = "Keep one waiver for one rule and one thing."
        yield _finding("waiver-twice", waiver, message, fix, WAIVES)


_CHECKS: tuple[_Check, ...] = (_unknown_rule, _refused, _too_long, _twice)


def _finding(rule: str, waiver: Waiver, message: str, fix: str, path: str) -> Finding:
    return Finding(rule, message, waiver.place, node=waiver.iri, path=path, fix=fix)
