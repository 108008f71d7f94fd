"""A claim in plain words: a sentence of our own for each kind, and a line for each field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from immunograph.candidates.candidate import Amount, Candidate, Value
from immunograph.ingest.claimed import OBJECT_FIELDS, Known
from immunograph.ingest.standing import SUBJECT_FIELDS
from immunograph.ingest.values import Terms
from immunograph.names import Names
from immunograph.review.items import GROUPS, Item
from immunograph.vocabulary import BASE, CLAIMS, IG

# What each kind of claim says of its subject and its object.
SENTENCES: Mapping[str, str] = {
    "Administration": "{about} is given like this:",
    "AdverseReaction": "{about} can cause {object}.",
    "AntigenExpression": "{about} stands on {object}.",
    "Authorization": "An authority has authorized {about} for {object}.",
    "BoxedWarning": "The label of {about} has a boxed warning of {object}.",
    "Branding": "{object} is a brand of {about}.",
    "Classification": "{about} is of the class {object}.",
    "Composition": "{about} is made like this:",
    "Explanation": "What {about} is:",
    "Identification": "{about} is {object} in another register.",
    "Indication": "{about} is used for {object}.",
    "Manifestation": "{about} can show as {object}.",
    "ManufactureStep": "{about} is made by {object}.",
    "MechanismOfAction": "{about} works by {object}.",
    "RiskProgramme": "{about} stands under a programme to manage its risks.",
    "SafetyCommunication": "An authority warns of {object} with {about}.",
    "TargetEngagement": "{about} acts on {object}.",
}
_STUDIED = "{about} is being studied for {object}."
_DENIED = "The page denies this: "


@dataclass(frozen=True)
class Teller:
    """Tells items in words; `labels` are those of things that are new to the graph."""

    names: Names
    terms: Terms
    labels: Mapping[str, str]

    def label(self, iri: str) -> str:
        """What a thing is called."""
        if iri in self.labels:
            return self.labels[iri]
        if iri.startswith(CLAIMS):
            return iri.rpartition("_used-for_")[2].replace("_", ", ").replace("-", " ")
        found = self.names.label(iri)
        local = iri.startswith(BASE) and iri not in self.names.by_thing
        return iri.rpartition("/")[2].replace("_", ", ").replace("-", " ") if local else found

    def sentence(self, of: Candidate) -> str:
        """The claim as a sentence."""
        studied = any(str(v).endswith("UnderStudy") for v in of.fields.get("stance", ()))
        form = _STUDIED if of.kind == "Indication" and studied else SENTENCES.get(of.kind)
        form = form or "{about}: {object}"
        said = form.format(about=self.label(of.about), object=self.label(of.object))
        return f"{_DENIED if of.negated else ''}{said[:1].upper()}{said[1:]}"

    def fields(self, of: Candidate) -> Iterator[tuple[str, str]]:
        """Each further field with its values, in words."""
        own = {OBJECT_FIELDS.get(of.kind, ""), SUBJECT_FIELDS.get(of.kind, ""), "certainty"}
        yield self.field("certainty"), self.value(of.certainty if of.certainty else "")
        for name, values in sorted(of.fields.items()):
            if name not in own and values:
                yield self.field(name), ", ".join(map(self.value, values))

    def field(self, name: str) -> str:
        """What a field is called."""
        found = self.names.label(f"{IG}{name}")
        return found if not found.startswith("ig:") else name

    def value(self, value: Value) -> str:
        """A value in words."""
        if isinstance(value, Amount):
            return self._amount(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        text = str(value)
        if text.startswith(("http://", "https://")):
            return self.label(text)
        named = self.names.label(f"{IG}{text}")
        return text if named.startswith("ig:") else named

    def _amount(self, value: Amount) -> str:
        unit = self.terms.units.get(value.unit)
        label = unit.label if unit else value.unit.rpartition("#")[2]
        return f"{value.value} {label}{'' if _is_one(value.value) else 's'}"

    def why(self, of: Item, known: Mapping[str, Known]) -> Iterator[str]:
        """Why an item is shown, a line each."""
        yield GROUPS[of.group]
        if of.candidate.inferred:
            yield f"the page does not name the therapy here: {of.candidate.inferred}"
        for iri in of.against:
            yield f"held against {self.names.prefixes.contract(iri)}"
            yield from self._difference(of, known.get(iri))
        yield from of.changed

    def _difference(self, of: Item, known: Known | None) -> Iterator[str]:
        for name in of.differs_in if known else ():
            theirs = self._all(known.says.get(name, ()) if known else ())
            ours = self._all(self.terms.texts(name, of.candidate.fields.get(name, ())))
            yield f"{self.field(name)}: the graph has {theirs}, the page {ours}"

    def _all(self, values: Iterable[str]) -> str:
        return ", ".join(sorted(map(self.value, values))) or "nothing"

    def of_graph(self, known: Known) -> str:
        """A claim of the graph as a sentence."""
        fields = {name: tuple(sorted(values)) for name, values in known.says.items()}
        return self.sentence(Candidate(known.kind, known.about, known.object, "", (), fields))


def _is_one(text: str) -> bool:
    try:
        return Decimal(text) == 1
    except InvalidOperation:
        return False
