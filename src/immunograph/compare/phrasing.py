"""Claims in plain words: what a page says, what the graph says, why the one is held against it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from immunograph import lookups
from immunograph.candidates.candidate import Amount, Candidate, Value
from immunograph.compare.assertion import OBJECTS, fields_of, term_of
from immunograph.compare.known import Claim, text_of
from immunograph.dataset import DataSet
from immunograph.names import Names, iri_of
from immunograph.vocabulary import IG

_CONDITION = f"{IG}condition"
# How a kind of claim is said; some in another way for each stance, or role.
_SAID: Mapping[str, str] = {
    "Administration": "{about} is given",
    "Administration requires": "giving {about} requires {object}",
    "AdverseReaction": "{about} can cause {object}",
    "AntigenExpression": "{about} stands on {object}",
    "Authorization": "an authority allows the use of {about}",
    "Authorization condition": "an authority allows the use of {about} for {object}",
    "BoxedWarning": "{about} has a boxed warning of {object}",
    "Branding": "{object} is a brand of {about}",
    "Classification": "{about} is of the class {object}",
    "Composition": "{about} is made",
    "Composition payload": "{about} carries {object}",
    "Explanation": "what {about} is",
    "Explanation kindOf": "{about} is a kind of {object}",
    "Identification": "{about} has the identifier {object}",
    "Indication": "{about} is used for {object}",
    "Indication Approved": "{about} is approved for {object}",
    "Indication UnderStudy": "{about} is under study for {object}",
    "Indication Withdrawn": "the approval of {about} for {object} was withdrawn",
    "Manifestation": "{about} can show as {object}",
    "ManufactureStep": "making {about} takes {object}",
    "MechanismOfAction": "{about} works by {object}",
    "RiskProgramme": "{about} is supplied under a risk programme",
    "TargetEngagement": "{about} binds {object}",
    "TargetEngagement DirectedTarget": "{about} is directed at {object}",
    "TargetEngagement EffectorRecruitment": "{about} brings other cells along by {object}",
    "TargetEngagement PayloadTarget": "what {about} carries acts on {object}",
}
# What is said of every claim, or is told by the way in which it is said.
_UNSAID = frozenset(
    {
        *("about", "certainty", "disputedBy", "enteredBy", "identifiedThrough", "inForceOn"),
        *("reviewedOn", "reviewStatus", "supportedBy", "yields", "rationale", "indication"),
        *("stance", "role", "order", "action", "onCell", "mappingPredicate"),
    }
)
REASONS: Mapping[str, str] = {
    "said": "The graph says so too.",
    "ended-too": "The graph says so too, and that it has ended.",
    "nothing-of-the-kind": "The graph has nothing of the kind.",
    "unknown-subject": "The graph does not know this thing.",
    "unknown-condition": "The graph knows approvals of this therapy, but not this disease, so it "
    "cannot tell whether one of them is meant.",
    "page-newer": "The page is newer than what the graph rests on, which was so before.",
    "ended": "It ended on {ended}, by {sources}.",
    "overtaken": "It was so before; by {sources} it is not any more.",
    "differs": "The graph says otherwise of {fields}, for the same patients.",
    "denied": "The page denies what the graph states.",
    "another-target": "The graph has every target of this therapy, and this is none of them.",
    "another-modality": "A therapy is of one build, and the graph has another one for it.",
    "brand-of-another": "The graph has this product as a brand of another therapy.",
    "another-identifier": "The register has one identifier for this thing, and the graph has "
    "another one.",
    "outside": "The graph knows approvals of this therapy, but none that fits: they differ in "
    "{fields}.",
    "beyond": "The graph knows approvals of this therapy for this use, but none with this "
    "{fields}.",
}
NOTES: Mapping[str, str] = {
    "newer": "The page was reviewed on {reviewed}, later than the newest source of that "
    "({newest}): it may be a change that the graph does not have yet.",
    "draft": "What the graph has there is a draft that nobody has reviewed.",
    "inferred": "The page does not name the therapy there: {inferred}",
}
FIXES: Mapping[str, str] = {
    "disagrees": "Look at the page's own source. If the page is wrong, correct it here; if the "
    "graph is wrong or out of date, enter the page's source with a claim, and a resolution.",
    "stale": "Bring the page up to date: remove the statement, or say until when it held.",
    "agrees": "",
    "silent": "",
}


@dataclass(frozen=True)
class Phrases:
    """What makes words of claims."""

    names: Names = field(repr=False)
    units: Mapping[str, str] = field(repr=False)
    called: Mapping[str, str] = field(default_factory=dict, repr=False)

    def page(self, candidate: Candidate) -> str:
        """What a page says, in words of our own."""
        given = {
            name: [self._value(value) for value in of] for name, of in fields_of(candidate).items()
        }
        raw = {name: {str(v) for v in of} for name, of in fields_of(candidate).items()}
        said = self._said(candidate.kind, candidate.about, given, raw)
        return f"not so: {said}" if candidate.negated else said

    def claim(self, claim: Claim) -> str:
        """What a claim of the graph says."""
        given = {n: [self.names.show(term) for term in of] for n, of in claim.fields.items()}
        given.pop("validTo", None)  # told beside it
        raw = {name: set(claim.values(name)) for name in claim.fields}
        if claim.kind == "Authorization":  # the disease is that of the use it allows
            terms = claim.statement.fields.get(_CONDITION, {}).get(_CONDITION, ())
            given["condition"] = [self.names.show(term) for term in terms]
        return self._said(claim.kind, claim.about, given, raw)

    def field(self, name: str) -> str:
        """What a field is called."""
        return self.names.label(f"{IG}{name}")

    def _said(
        self,
        kind: str,
        about: str,
        given: Mapping[str, Sequence[str]],
        raw: Mapping[str, set[str]],
    ) -> str:
        name = OBJECTS.get(kind, "")
        ways = [
            *(each.removeprefix(IG) for each in raw.get("stance", ())),
            *(each.removeprefix(IG) for each in raw.get("role", ())),
            name if given.get(name) else "",
        ]
        text = next((_SAID[key] for way in ways if (key := f"{kind} {way}") in _SAID), None)
        text = text or _SAID.get(kind, "something about {about}")
        said = text.format(about=self._label(about), object=listed(given.get(name, ()), "or"))
        told = _UNSAID | {name, "antigen" if kind == "AntigenExpression" else name}
        told |= {"event"} if kind == "Manifestation" else set()
        details = [
            f"{self.field(each)} {listed(of, 'or')}"
            for each, of in sorted(given.items())
            if each not in told and of and ":" not in each
        ]
        return f"{said} ({'; '.join(details)})" if details else said

    def _label(self, iri: str) -> str:
        return self.called.get(iri) or self.names.label(iri)

    def _value(self, value: Value) -> str:
        if isinstance(value, Amount):
            return self._amount(value)
        if isinstance(value, str) and value in self.called:
            return self.called[value]
        return self.names.show(term_of(value))

    def _amount(self, amount: Amount) -> str:
        unit = self.units.get(amount.unit, amount.unit.rpartition("#")[2])
        many = "" if amount.value == "1" or unit.endswith("s") else "s"
        return f"{amount.value} {unit}{many}"


def read_phrases(dataset: DataSet, called: Mapping[str, str]) -> Phrases:
    """What makes words of claims; `called` are names of things that the graph does not know."""
    units: dict[str, str] = {}
    for row in dataset.store.select(lookups.text("units")).rows:
        units[iri_of(row["unit"])] = units[text_of(row["code"])] = text_of(row["label"])
    return Phrases(dataset.names, units, called)


def listed(parts: Iterable[str], word: str = "and") -> str:
    """Parts as a list in words.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    given = list(dict.fromkeys(parts))
    if len(given) < 2:  # noqa: PLR2004 (a list)
        return "".join(given)
    return f"{', '.join(given[:-1])} {word} {given[-1]}"
