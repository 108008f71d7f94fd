"""For whom and for what a page says that therapies are used."""

import re
from collections.abc import Iterator, Mapping, Sequence

from immunograph.candidates import traits
from immunograph.candidates.ages import Ages, ages
from immunograph.candidates.biomarkers import biomarkers
from immunograph.candidates.candidate import Candidate, Value
from immunograph.candidates.conditions import Condition, abbreviations, opening, within
from immunograph.candidates.context import HEDGED, STATED, UNDER_STUDY, Context
from immunograph.candidates.jurisdictions import jurisdiction
from immunograph.candidates.partners import combined, prior
from immunograph.candidates.uses import Level, Use, uses
from immunograph.pages.page import Problem, Role
from immunograph.vocabulary import IG

_APPROVED, _STUDIED, _REPORTED = (
    f"{IG}{one}" for one in ("Approved", "UnderStudy", "SourceReported")
)
_SOME = f"{IG}SomePatients"
_CONDITION = f"{IG}Condition"
# What a sentence must say to be a use of its own of the condition named before.
_LIMITS = ("population", "minAge", "maxAge", "diseaseStatus", "phase", "line")
_GOES_ON = re.compile(r"(?:it|this (?:drug|medicine)) (?:is|can|may|must|should)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:other|certain|some|several|many|different) (?:conditions and )?"
    r"(?:types? of )?cancers?\b",
    re.IGNORECASE,
)


def indications(context: Context) -> Iterator[Candidate | Problem]:
    """Each use that a page speaks of, for each condition that it names."""
    short = short_forms(context)
    where = jurisdiction(context)
    last: dict[tuple[str, int], list[str]] = {}
    for use in uses(context):
        fields, unclear = _fields(context, use)
        if where and use.stance == _APPROVED:
            fields["jurisdiction"] = [where]
        names = _conditions(use, short)
        if not names and any(fields[name] for name in _LIMITS):
            names = last.get(_before(use), [])
        last = {(use.subject.iri, use.levels[-1][-1].sentence.block): names}
        for name in names:
            condition = context.thing("Condition", name, use.levels[-1][0].sentence.order)
            vague = use.subject.is_class and _certainty(use, fields) == HEDGED
            if vague and condition in context.register.things:
                continue  # what is done with some of a class for what nobody knows
            yield context.claim(
                "Indication",
                use.subject,
                condition,
                use.sentences,
                fields,
                certainty=_certainty(use, fields),
                spans=[(p.sentence.start, p.sentence.end) for p in use.levels[-1]],
                negated=use.is_denied,
            )
        if unclear and names:
            yield _unclear(use)


def _before(use: Use) -> tuple[str, int]:
    """Where the use stands that a sentence such as `It is used in adults` goes on about."""
    first = use.levels[0][0]
    goes_on = len(use.levels) == 1 and _GOES_ON.match(first.text)
    return use.subject.iri, first.sentence.block if goes_on else -1


def short_forms(context: Context) -> dict[str, str]:
    """The short forms of conditions that the page or the graph gives, written out."""
    text = " ".join(one.text for one in context.page.sentences if one.role is not Role.NAVIGATION)
    found = abbreviations(text)
    for thing, names in context.names.by_thing.items():
        if _CONDITION in context.names.kinds.get(thing, ()):
            label = context.names.label(thing)
            short = (name.text for name in names if re.fullmatch(r"[A-Z][A-Z\-]+", name.text))
            found |= dict.fromkeys(short, label)
    return found


def _conditions(use: Use, short: Mapping[str, str]) -> list[str]:
    """The names of the conditions of a use: of its innermost level that names any."""
    if _of_others(use):
        return ["cancer"]
    for depth in range(len(use.levels) - 1, -1, -1):
        found = _of_level(use.levels[depth], short, is_item=depth > 0)
        if found:
            return list(dict.fromkeys(one.label for one in found))
    return []


def _of_others(use: Use) -> bool:
    """Whether other cancers are studied, none by name."""
    last = " ".join(piece.text for piece in use.levels[-1])
    return use.stance == _STUDIED and bool(_OTHERS.search(last))


def _of_level(level: Level, short: Mapping[str, str], *, is_item: bool) -> list[Condition]:
    """What a later sentence says that people have is closer than what an item opens with."""
    for piece in reversed(level):
        if found := within(piece.text, short):
            return found
    first = level[0] if level and is_item and level[0].opens else None
    return opening(first.text, short) if first else []


def _fields(context: Context, use: Use) -> tuple[dict[str, Sequence[Value]], bool]:
    texts = [" ".join(piece.text for piece in level) for level in use.levels]
    own, above = texts[-1], " ".join(texts[:-1])
    population, of_ages = _people(texts)
    fields: dict[str, Sequence[Value]] = {
        "stance": [use.stance],
        "population": population,
        "minAge": of_ages.lowest,
        "maxAge": of_ages.highest,
        "diseaseStatus": traits.statuses(own, above),
        "phase": _nearest("phase", texts),
        "line": next(filter(None, map(traits.lines, reversed(texts))), []),
        "extent": [_SOME] if _of_others(use) else traits.values("extent", own),
    }
    for text in texts:
        fields |= {name: [number] for name, number in traits.numbers(text).items()}
    pieces = [piece for level in use.levels for piece in level]
    marked = [biomarkers(context, piece) for piece in pieces]
    subject = use.subject.iri
    fields |= {
        "biomarker": [one for present, _ in marked for one in present],
        "absentBiomarker": [one for _, absent in marked for one in absent],
        "combinedWith": [
            one
            for level, before in zip(use.levels, ["", *texts], strict=False)
            for one in combined(context, level, before, subject)
        ],
        "priorTherapy": [one for p in pieces for one in prior(context, p, subject)],
    }
    return fields, of_ages.is_unclear


def _nearest(group: str, texts: Sequence[str]) -> list[str]:
    return next(filter(None, (traits.values(group, text) for text in reversed(texts))), [])


def _people(texts: Sequence[str]) -> tuple[list[str], Ages]:
    """Who is treated, and at which ages: of the innermost level that says either."""
    for text in reversed(texts):
        population, found = traits.values("population", text), ages(text)
        if population or found != Ages():
            return population, found
    return [], Ages()


def _certainty(use: Use, fields: Mapping[str, Sequence[Value]]) -> str:
    if use.stance == _STUDIED:
        return UNDER_STUDY
    own = " ".join(piece.text for piece in use.levels[-1])
    vague = use.stance == _REPORTED and (fields["extent"] or traits.fits("hedge", own))
    return HEDGED if vague else STATED


def _unclear(use: Use) -> Problem:
    last = use.levels[-1][-1].sentence
    return Problem(
        "unread-age",
        "an age limits this use and could not be read",
        last.order,
        last.start,
        last.end,
        "enter the age when the claim is reviewed",
    )
