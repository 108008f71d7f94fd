"""The values of candidates as terms of the graph, and quantities as nodes of their own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from immunograph import lookups
from immunograph.candidates.candidate import Amount, Value
from immunograph.candidates.naming import slug
from immunograph.graph import kebab
from immunograph.names import iri_of
from immunograph.ontology import is_iri
from immunograph.store import Literal, NamedNode, Store, Term, stored_literal
from immunograph.vocabulary import BASE, IG, RDF, SKOS, TYPE, XSD

_LANGUAGE = f"{RDF}langString"
_FEW = f"{IG}AFew"
_WORDS = {_FEW: "a few"}

Triple = tuple[str, str, Term]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the vocabulary: its UCUM code, and its name for one and for many."""

    iri: str
    code: str
    label: str


@dataclass(frozen=True)
class Terms:
    """What makes terms of values: what each field may hold, and the units."""

    ranges: Mapping[str, str] = field(repr=False)
    units: Mapping[str, Unit] = field(repr=False)

    def term(self, name: str, value: Value) -> Term:
        """A value of a field, given by local name, as a term."""
        if isinstance(value, Amount):
            return NamedNode(self.quantity(value))
        if isinstance(value, bool):
            return Literal(value)
        if isinstance(value, int):
            return Literal(value)
        return self._text(self.ranges.get(f"{IG}{name}", ""), value)

    def _text(self, of: str, value: str) -> Term:
        if of == _LANGUAGE:
            return Literal(value, language="en")
        if of.startswith(XSD):
            plain = of == f"{XSD}string"
            return Literal(value) if plain else Literal(value, datatype=NamedNode(of))
        if is_iri(value):
            return NamedNode(value)
        return NamedNode(f"{IG}{value}") if of.startswith(IG) else Literal(value)

    def quantity(self, amount: Amount) -> str:
        """The IRI of the quantity that an amount is."""
        code = self._unit(amount).code
        unit = "percent" if code == "%" else code.lower().replace("/", "-")
        number = _number(amount.value)
        value = _word(amount.value) if number is None else _plain(number)
        return f"{BASE}quantity/{value}_{unit}"

    def node(self, amount: Amount) -> Iterator[Triple]:
        """What is said of the quantity that an amount is."""
        iri, unit, number = self.quantity(amount), self._unit(amount), _number(amount.value)
        yield iri, TYPE, NamedNode(f"{IG}Quantity")
        yield iri, f"{IG}unit", Literal(unit.code)
        if number is None:
            label = f"{_WORDS.get(amount.value, 'a few')} {_many(unit.label)}"
            word = amount.value if amount.value.startswith(IG) else _FEW
            yield iri, f"{IG}amount", NamedNode(word)
        else:
            name = unit.label if number == 1 else _many(unit.label)
            label = f"{_plain(number)}{'%' if unit.code == '%' else f' {name}'}"
            made = Literal(_plain(number), datatype=NamedNode(f"{XSD}decimal"))
            yield iri, f"{IG}value", stored_literal(made)
        yield iri, f"{SKOS}prefLabel", Literal(label, language="en")

    def _unit(self, amount: Amount) -> Unit:
        """The unit of an amount, given by its IRI or its code."""
        by_code = {unit.code: unit for unit in self.units.values()}
        unit = self.units.get(amount.unit) or by_code.get(amount.unit)
        return unit or Unit(amount.unit, slug(amount.unit.rpartition("#")[2]), "")

    def text(self, name: str, value: Value) -> str:
        """A value as text, as a claim of the graph has it."""
        term = self.term(name, value)
        return term.value if isinstance(term, Literal | NamedNode) else str(term)

    def texts(self, name: str, values: Iterable[Value]) -> frozenset[str]:
        """Several of them."""
        return frozenset(self.text(name, value) for value in values)


def read_terms(store: Store) -> Terms:
    """What makes terms of values, from the vocabulary of a data set."""
    ranges = {
        iri_of(row["field"]): iri_of(row["range"])
        for row in store.select(lookups.text("field-ranges")).rows
    }
    units = {}
    for row in store.select(lookups.text("units")).rows:
        code, label = (str(getattr(row[name], "value", "")) for name in ("code", "label"))
        units[iri_of(row["unit"])] = Unit(iri_of(row["unit"]), code, label)
    return Terms(ranges, units)


def _word(text: str) -> str:
    """An amount that is a word, as a part of an IRI.

    >>> _word(f"{IG}AFew"), _word("a few")
    ('few', 'few')
    """
    return slug(kebab(text.removeprefix(IG))).removeprefix("a-")


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _plain(number: Decimal) -> str:
    """A number without an exponent and without zeros at its end.

    >>> _plain(Decimal("1.50")), _plain(Decimal("1E+2"))
    ('1.5', '100')
    """
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def _many(label: str) -> str:
    """The name of a unit for more than one: that of its first word."""
    first, space, rest = label.partition(" ")
    return f"{first}{'' if first.endswith('s') or first == 'per' else 's'}{space}{rest}"
