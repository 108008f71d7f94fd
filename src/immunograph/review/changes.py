"""A field of a claim changed by an editor: a value by its label, a number, an amount, a date."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from immunograph.candidates.candidate import Amount, Candidate, Value
from immunograph.errors import BadParameter, UnknownName
from immunograph.ingest.claimed import OBJECT_FIELDS
from immunograph.ingest.values import Terms, Unit
from immunograph.names import Names, key
from immunograph.vocabulary import IG, RDF, XSD

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?|a few|few)\s*(.*)")
_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}
OBJECT = "object"


@dataclass(frozen=True)
class Editor:
    """Makes values of what an editor types, for the field that it is meant for."""

    names: Names
    terms: Terms
    labels: Mapping[str, str]

    def fields(self, of: Candidate) -> list[str]:
        """The fields that can be changed: those that are there, the object and the certainty."""
        own = OBJECT_FIELDS.get(of.kind)
        return [*([own] if own else []), "certainty", *sorted(n for n in of.fields if n != own)]

    def named(self, text: str, of: Candidate) -> str:
        """The field that is meant by its number in the list, its name or its label.

        Raises `UnknownName`.
        """
        listed = self.fields(of)
        if text.isdecimal() and 0 < int(text) <= len(listed):
            return listed[int(text) - 1]
        local = {iri.removeprefix(IG) for iri in self.terms.ranges}
        for name in (*listed, *sorted(local)):
            if key(text) in {key(name), key(self.names.label(f"{IG}{name}"))}:
                return name
        raise UnknownName("field", text, [self.names.label(f"{IG}{name}") for name in listed])

    def values(self, field: str, text: str) -> tuple[Value, ...]:
        """The values that a text gives a field, separated by semicolons; none where it is empty.

        Raises `BadParameter` or `UnknownName` where one is none for this field.
        """
        return tuple(self._value(field, part.strip()) for part in text.split(";") if part.strip())

    def _value(self, field: str, text: str) -> Value:
        of = self.terms.ranges.get(f"{IG}{field}", "")
        if of == f"{IG}Quantity":
            return self._amount(text)
        if of in _READ:
            return _READ[of](text)
        if of.startswith(IG):
            return self._thing(text, of)
        return self._any(text)

    def _thing(self, text: str, kind: str) -> str:
        new = [iri for iri, label in self.labels.items() if key(label) == key(text)]
        return new[0] if new else self.names.resolve(text, kind)

    def _any(self, text: str) -> str:
        new = [iri for iri, label in self.labels.items() if key(label) == key(text)]
        found = new or self.names.candidates(text, f"{IG}Thing", f"{IG}Value")
        if len(found) != 1:
            raise UnknownName("thing", text, self.names.nearest(text, f"{IG}Thing"))
        return found[0]

    def _amount(self, text: str) -> Amount:
        found = _AMOUNT.fullmatch(text.strip().casefold())
        unit = self._unit(found[2]) if found else None
        if not found or unit is None:
            known = ", ".join(sorted(unit.label for unit in self.terms.units.values())[:6])
            raise BadParameter(f"{text!r} is no amount; write it as 28 days (units: {known}, ...)")
        return Amount(found[1].removeprefix("a "), unit.iri)

    def _unit(self, text: str) -> Unit | None:
        wanted = {key(text), key(text.removesuffix("s"))}
        for unit in self.terms.units.values():
            if key(unit.label) in wanted or text == unit.code:
                return unit
        return None


def changed(of: Candidate, changes: Mapping[str, tuple[Value, ...]]) -> Candidate:
    """A candidate with some fields changed; one without values is left out."""
    own = OBJECT_FIELDS.get(of.kind)
    fields = {**of.fields, **changes}
    certainty, object_ = of.certainty, of.object
    if given := fields.pop("certainty", ()):
        certainty = str(given[0]).removeprefix(IG)
    if own and own in changes:
        object_ = str(next(iter(changes[own]), ""))
    fields = {name: values for name, values in fields.items() if values and name != own}
    return replace(of, certainty=certainty, object=object_, fields=fields)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadParameter(f"{text!r} is no day; write it as YYYY-MM-DD") from None


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?\d+", text):
        raise BadParameter(f"{text!r} is no whole number")
    return int(text)


def _truth(text: str) -> bool:
    if text.casefold() not in _TRUTHS:
        raise BadParameter(f"{text!r} is neither yes nor no")
    return _TRUTHS[text.casefold()]


def _as_it_is(text: str) -> str:
    return text


_READ: Mapping[str, Callable[[str], Value]] = {
    f"{XSD}date": _day,
    f"{XSD}integer": _whole,
    f"{XSD}boolean": _truth,
    f"{XSD}string": _as_it_is,
    f"{RDF}langString": _as_it_is,
}


def objects(of: Candidate) -> Iterator[str]:
    """The IRIs that a candidate speaks of, as object or in its fields."""
    yield from filter(None, (of.about, of.object))
    for values in of.fields.values():
        yield from (each for each in values if isinstance(each, str))
