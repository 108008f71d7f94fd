"""What a claim is called: its subject, a verb, its object and what limits it, never a value.

VERBS     for each kind of claim, from a candidate to the words of its name
LIMITS    the fields that limit for whom a claim holds, and how each is said in a name
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from immunograph.candidates.candidate import Amount, Candidate, Value
from immunograph.candidates.naming import slug
from immunograph.graph import kebab
from immunograph.names import Names
from immunograph.vocabulary import CLAIMS, IG

_STATES = (
    *("NewlyDiagnosed", "FirstCompleteRemission", "SecondCompleteRemission", "InRemission"),
    *("MinimalResidualDisease", "Relapsed", "Refractory"),
)
_PEOPLE = ("Children", "YoungAdults", "Adults")
_PLACES = ("Hospital", "Clinic")
_SHORT = ("abbreviation", "shortName")
_LONGEST = 48


@dataclass(frozen=True)
class Namer:
    """Names claims; the names of things tell how a long one is called for short."""

    names: Names

    def iri(self, of: Candidate) -> str:
        """The IRI of the claim that a candidate would be.

        >>> from immunograph.ontology import Prefixes
        >>> fields = {"antigen": ("https://w3id.org/immunograph/antigen/cd19",)}
        >>> of = Candidate("TargetEngagement", f"{CLAIMS}x", *fields["antigen"], "Stated", (1,))
        >>> Namer(Names(Prefixes({}), {}, {}, {})).iri(of).removeprefix(CLAIMS)
        'x_engages_cd19'
        """
        made = VERBS.get(of.kind, _other)(self, of)
        return CLAIMS + "_".join(filter(None, (self.called(of.about), *made)))

    def called(self, iri: str) -> str:
        """What a thing is called in the name of a claim."""
        if iri.startswith(IG):
            return kebab(iri.removeprefix(IG))
        last = re.split(r"[/#=]", iri)[-1]
        return slug(last)

    def short(self, iri: str) -> str:
        """The same, by its abbreviation where it has one."""
        for name in self.names.by_thing.get(iri, ()):
            if name.language in {"en", ""} and name.predicate.removeprefix(IG) in _SHORT:
                return slug(name.text)
        return self.called(iri)

    def limits(self, of: Candidate) -> list[str]:
        """What limits a claim, as parts of its name; who is treated and in which state are one."""
        found = {
            name: say(self, of.fields[name]) for name, say in LIMITS.items() if of.fields.get(name)
        }
        ages = [found.pop(name, "") for name in ("minAge", "maxAge")]
        who = [found.pop("population", ""), *ages, found.pop("diseaseStatus", "")]
        together = "-".join(filter(None, who))
        return [*found.values(), together[:_LONGEST].rstrip("-")] if together else [*found.values()]


_Say = Callable[[Namer, tuple[Value, ...]], str]
_Verb = Callable[[Namer, Candidate], list[str]]


def _ranked(order: tuple[str, ...], joint: str) -> _Say:
    """Values of the vocabulary in an order, joined by a word."""

    def say(_: Namer, values: tuple[Value, ...]) -> str:
        names = {str(value).removeprefix(IG) for value in values}
        ranked = sorted(names, key=lambda n: (order.index(n) if n in order else len(order), n))
        return f"-{joint}-".join(map(kebab, ranked))

    return say


def _things(prefix: str = "", joint: str = "and") -> _Say:
    def say(namer: Namer, values: tuple[Value, ...]) -> str:
        called = sorted(namer.short(str(value)) for value in values)
        return prefix + f"-{joint}-".join(called)

    return say


def _lacking(namer: Namer, values: tuple[Value, ...]) -> str:
    return "-".join(f"without-{each}" for each in sorted(namer.short(str(v)) for v in values))


def _amount(prefix: str) -> _Say:
    def say(namer: Namer, values: tuple[Value, ...]) -> str:
        return f"{prefix}-{amount_slug(values[0]).replace('_', '-').replace('.', '-')}"

    return say


def amount_slug(value: Value) -> str:
    """An amount, or the IRI of one, as the last part of an IRI without its unit's IRI.

    >>> amount_slug(Amount("25", f"{IG}Year"))
    '25_year'
    """
    if isinstance(value, Amount):
        return f"{slug(value.value)}_{kebab(value.unit.removeprefix(IG))}"
    return re.split(r"[/#]", str(value))[-1]


LIMITS: Mapping[str, _Say] = {
    "biomarker": _things("with-"),
    "absentBiomarker": _lacking,
    "phase": _ranked(("Induction", "Consolidation", "Maintenance"), "or"),
    "line": _amount("line"),
    "combinedWith": _things("plus-"),
    "minPriorTherapies": _amount("after"),
    "minRelapses": _amount("relapses"),
    "population": _ranked(_PEOPLE, "and"),
    "minAge": _amount("from"),
    "maxAge": _amount("to"),
    "diseaseStatus": _ranked(_STATES, "or"),
}


def _plain(verb: str) -> _Verb:
    return lambda namer, of: [verb, namer.called(of.object)]


def _place(of: Candidate) -> str:
    return slug("-".join(map(str, of.fields.get("jurisdiction", ()))))


def _use(namer: Namer, of: Candidate) -> list[str]:
    studied = any(str(v).endswith("UnderStudy") for v in of.fields.get("stance", ()))
    verb = "studied-for" if studied else "used-for"
    return [verb, namer.short(of.object), *namer.limits(of)]


def _authorized(namer: Namer, of: Candidate) -> list[str]:
    product = [] if of.object else [namer.called(str(p)) for p in of.fields.get("product", ())]
    use = of.object.partition("_used-for_")[2] or (of.object and namer.short(of.object))
    return ["authorized-in", _place(of), use, *product, *namer.limits(of)]


def _warned(namer: Namer, of: Candidate) -> list[str]:
    return ["boxed-warning", namer.called(of.object), _place(of)]


def _programme(_: Namer, of: Candidate) -> list[str]:
    ended = ["ended"] if of.fields.get("validTo") else []
    return ["under", "risk-programme", _place(of), *ended]


def _identified(namer: Namer, of: Candidate) -> list[str]:
    by = "".join(map(str, of.fields.get("mappingPredicate", ())))
    prefix, _, local = namer.names.prefixes.contract(of.object).partition(":")
    named = slug(prefix if local else re.sub(r"^https?://(www\.)?|[/.].*$", "", of.object))
    if by.endswith("seeAlso"):
        return ["see-also", named]
    verb = "close-to" if by.endswith("closeMatch") else "identified-as"
    return [verb, slug(f"{named}-{local or namer.called(of.object)}")]


def _composed(namer: Namer, of: Candidate) -> list[str]:
    payload = [str(v) for v in (*of.fields.get("payload", ()),)] or [of.object]
    if source := of.fields.get("cellSource"):
        return ["made-of", *(namer.called(str(each)) for each in source)]
    return ["carries", *map(namer.called, payload)]


# What an administration is named after: the first of these that it gives.
_MANNERS: Mapping[str, Callable[[Namer, tuple[Value, ...]], list[str]]] = {
    "requires": lambda namer, of: ["requires", *sorted(namer.called(str(v)) for v in of)],
    "setting": lambda namer, of: ["given-in", _ranked(_PLACES, "or")(namer, of)],
    "mode": lambda namer, of: ["given", _joined(namer, of, "or")],
    "route": lambda namer, of: ["given", _joined(namer, of, "or")],
    "repeatable": lambda namer, of: ["given", "repeat-cycles"],
    "interval": lambda namer, of: ["given", "at-intervals"],
    "rest": lambda namer, of: ["given", "repeat-cycles"],
    "courseDuration": lambda namer, of: ["given", "in-courses"],
    "duration": lambda namer, of: ["given", "for-a-time"],
}


def _joined(namer: Namer, values: Iterable[Value], joint: str) -> str:
    return f"-{joint}-".join(sorted(namer.called(str(value)) for value in values))


def _given(namer: Namer, of: Candidate) -> list[str]:
    for name, say in _MANNERS.items():
        if values := of.fields.get(name):
            return [*say(namer, values), *namer.limits(of)]
    return ["given", *namer.limits(of)]


# The verb of an explanation by the field that it fills.
_EXPLAINED = {
    "kindOf": "kind-of",
    "producedBy": "made-by",
    "serves": "serves",
    "causedBy": "caused-by",
}


def _explained(namer: Namer, of: Candidate) -> list[str]:
    for name, verb in _EXPLAINED.items():
        if values := of.fields.get(name):
            return [verb, _joined(namer, values, "and")]
    return _other(namer, of)


def _other(namer: Namer, of: Candidate) -> list[str]:
    return [kebab(of.kind), namer.called(of.object)]


VERBS: Mapping[str, _Verb] = {
    "Administration": _given,
    "AdverseReaction": _plain("causes"),
    "AntigenExpression": _plain("on"),
    "Authorization": _authorized,
    "BoxedWarning": _warned,
    "Branding": _plain("brand"),
    "Classification": _plain("is"),
    "Composition": _composed,
    "Explanation": _explained,
    "Identification": _identified,
    "Indication": _use,
    "Manifestation": _plain("shows-as"),
    "ManufactureStep": _plain("made-by"),
    "MechanismOfAction": _plain("works-by"),
    "RiskProgramme": _programme,
    "TargetEngagement": _plain("engages"),
}
