"""What the graph knows: its properties, classes and things, their names, and what each is of."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from immunograph import lookups
from immunograph.doctor.nearness import is_slip, nearest
from immunograph.doctor.probes import OutOfBounds, Probes
from immunograph.errors import BadQuery, StoreFailed
from immunograph.names import Names, iri_of, key
from immunograph.ontology import Prefixes
from immunograph.store import Literal
from immunograph.vocabulary import OWL, RDF, RDFS, TYPE, XSD

PROPERTY, CLASS, THING = "property", "class", "thing"
_FAR = 0.6
_LONGEST = 50
_BARE = frozenset(f"{XSD}{each}" for each in ("integer", "decimal", "boolean"))
_POOL = 12
# Classes that say nothing of what a thing is.
_GENERIC = frozenset([f"{OWL}Thing", f"{OWL}NamedIndividual", f"{RDFS}Resource", f"{RDFS}Class"])
_LITERAL_KINDS = (XSD, f"{RDF}langString", f"{RDFS}Literal")
_DECLARED = re.compile(r"\bPREFIX\s+([^\s:]*):\s*<([^>]*)>", re.IGNORECASE)
_BASE = re.compile(r"\bBASE\s*<([^>]*)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Property:
    """A property: what it is said of, what it leads to, and through what it is a short cut."""

    domains: frozenset[str]
    ranges: frozenset[str]
    through: frozenset[str]


@dataclass(frozen=True, slots=True)
class Near:
    """A known term that is spelt like one that is not known; `slip` where it can only be meant."""

    iri: str
    nearness: float
    slip: bool


class Facts:
    """What a graph knows, read from it when it is first needed."""

    def __init__(self, probes: Probes, names: Callable[[], Names]) -> None:
        self._probes, self._names = probes, names
        self._kinds: dict[tuple[str, str], frozenset[str]] = {}
        self._pools: dict[str, Mapping[str, list[str]]] = {}

    @cached_property
    def names(self) -> Names:
        """What things are called; nothing, where the store cannot say. Raises `OutOfBounds`."""
        try:
            return self._names()
        except StoreFailed:
            raise OutOfBounds from None
        except BadQuery:
            return Names(Prefixes({}), {}, {}, {})

    def exists(self, iri: str) -> bool:
        """Whether the graph speaks of an IRI."""
        each = f"<{iri}>"
        return self._probes.ask(
            f"{{ {each} ?p ?o }} UNION {{ ?s ?p {each} }} UNION {{ ?s {each} ?o }}"
        )

    def is_used(self, iri: str) -> bool:
        """Whether something is stated with an IRI as the property."""
        return self._probes.ask(f"?s <{iri}> ?o")

    @cached_property
    def properties(self) -> Mapping[str, Property]:
        """The properties, both those declared and those in use."""
        found: dict[str, list[set[str]]] = {}
        for row in self._probes.rows(lookups.text("properties")):
            sets = found.setdefault(iri_of(row["property"]), [set(), set(), set()])
            for name, kept in zip(("domain", "range", "through"), sets, strict=True):
                if name in row:
                    kept.add(iri_of(row[name]))
        return {iri: Property(*map(frozenset, sets)) for iri, sets in found.items()}

    @cached_property
    def classes(self) -> Mapping[str, frozenset[str]]:
        """The classes, each with those that are wider."""
        found: dict[str, set[str]] = {}
        for row in self._probes.rows(lookups.text("classes")):
            wider = found.setdefault(iri_of(row["class"]), set())
            if "wider" in row:
                wider.add(iri_of(row["wider"]))
        return {iri: frozenset(wider) for iri, wider in found.items()}

    def kinds_of(self, iri: str) -> frozenset[str]:
        """The classes of a thing that say what it is."""
        if (iri, "") not in self._kinds:
            self._kinds[iri, ""] = self._read_kinds(iri)
        return self._kinds[iri, ""]

    def _read_kinds(self, iri: str) -> frozenset[str]:
        rows = self._probes.rows(f"SELECT DISTINCT ?k {{ <{iri}> a ?k }} LIMIT 50")
        return self._narrowest(frozenset(iri_of(row["k"]) for row in rows) - _GENERIC)

    def kinds_at(self, iri: str, *, end: str) -> frozenset[str]:
        """The classes of what a property is said of (`subject`), or leads to (`object`).

        As declared, else as far as they can be seen.
        """
        if (iri, end) not in self._kinds:
            self._kinds[iri, end] = self._read_kinds_at(iri, end)
        return self._kinds[iri, end]

    def _read_kinds_at(self, iri: str, end: str) -> frozenset[str]:
        declared = self.properties.get(iri)
        kinds = (declared.domains if end == "subject" else declared.ranges) if declared else None
        if kinds:
            return kinds
        if iri == TYPE:
            return frozenset() if end == "subject" else frozenset([f"{OWL}Class"])
        pattern = f"?v <{iri}> ?o" if end == "subject" else f"?s <{iri}> ?v"
        rows = self._probes.rows(f"SELECT DISTINCT ?k {{ {pattern} . ?v a ?k }} LIMIT 50")
        found = frozenset(iri_of(row["k"]) for row in rows) - _GENERIC
        if not found and self._probes.ask(f"{pattern} FILTER (isLiteral(?v))"):
            return frozenset([f"{RDFS}Literal"])
        return self._narrowest(found)

    def _narrowest(self, kinds: frozenset[str]) -> frozenset[str]:
        """Some classes without those that are wider than another of them."""
        wider = {wide for each in kinds for wide in self.classes.get(each, ()) if wide != each}
        return kinds - wider

    def is_declared(self, iri: str, *, end: str) -> bool:
        """Whether it is declared what a property is said of, or leads to."""
        declared = self.properties.get(iri)
        return bool(declared and (declared.domains if end == "subject" else declared.ranges))

    def is_misplaced(self, iri: str, kinds: frozenset[str]) -> bool:
        """Whether a thing is of none of some classes, of which there are any."""
        own = self.kinds_of(iri)
        every = own.union(*(self.classes.get(each, ()) for each in own))
        return bool(kinds) and bool(own) and not kinds & every

    def clash(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether nothing is both of a class of one set and of a class of the other."""
        left, right = list(one), list(other)
        if not left or not right:
            return False
        return not any(self._meet(a, b) for a in left for b in right)

    def _meet(self, one: str, other: str) -> bool:
        if one == other:
            return True
        if is_datatype(one) or is_datatype(other):
            return is_datatype(one) and is_datatype(other)
        wider = self.classes.get(one, frozenset()), self.classes.get(other, frozenset())
        if other in wider[0] or one in wider[1]:
            return True
        return self._probes.ask(f"?v a <{one}> . ?v a <{other}>")

    def near(self, iri: str, role: str, kinds: Iterable[str] = ()) -> list[Near]:
        """The known terms of a role that are spelt like an IRI, the nearest first.

        Of things, those of some classes are taken where one of them is near.
        """
        local = local_name(iri)
        beside = iri[: len(iri) - len(local)] if role == THING else ""
        pool = self._pool_of(iri, role, f"{role} {beside}")
        keys = difflib.get_close_matches(key(local), pool, n=_POOL, cutoff=_FAR)
        found: dict[str, Near] = {}
        for each in dict.fromkeys(one for near in keys for one in pool[near]):
            called = [local_name(each), *(name.text for name in self.names.by_thing.get(each, ()))]
            slip = any(is_slip(local, name) for name in called)
            found[each] = Near(each, nearest(local, called), slip)
        ranked = sorted(found.values(), key=lambda one: (-one.nearness, one.iri))
        wanted = set(kinds)
        fitting = [one for one in ranked if wanted and not self._unlike(one.iri, wanted)]
        return (fitting or ranked)[:_POOL]

    def _unlike(self, iri: str, wanted: set[str]) -> bool:
        named = self.names.kinds.get(iri, frozenset())
        return named.isdisjoint(wanted) and self.is_misplaced(iri, frozenset(wanted))

    def _pool_of(self, iri: str, role: str, of: str) -> Mapping[str, list[str]]:
        if of not in self._pools:
            self._pools[of] = self._pool(iri, role)
        return self._pools[of]

    def _pool(self, iri: str, role: str) -> dict[str, list[str]]:
        """The known terms of a role by their names, as keys."""
        if role == PROPERTY:
            terms: Iterable[str] = self.properties
        elif role == CLASS:
            terms = self.classes
        else:
            terms = dict.fromkeys([*self.names.by_thing, *self._beside(iri)])
        pool: dict[str, list[str]] = {}
        for each in terms:
            called = [local_name(each), *(name.text for name in self.names.by_thing.get(each, ()))]
            for name in dict.fromkeys(map(key, called)):
                pool.setdefault(name, []).append(each)
        return pool

    def _beside(self, iri: str) -> Iterator[str]:
        """The things of the namespace of an IRI."""
        namespace = Literal(iri[: len(iri) - len(local_name(iri))])
        text = (
            f"SELECT DISTINCT ?s {{ ?s a ?k FILTER (STRSTARTS(STR(?s), {namespace})) }} LIMIT 5000"
        )
        return (iri_of(row["s"]) for row in self._probes.rows(text))

    def called(self, text: str, kinds: Iterable[str] = ()) -> list[str]:
        """The things that are called so; of some classes, where one of them is."""
        things = list(dict.fromkeys(name.thing for name in self.names.by_key.get(key(text), ())))
        wanted = set(kinds)
        return [each for each in things if wanted and not self._unlike(each, wanted)] or things


def local_name(iri: str) -> str:
    """The last part of an IRI.

    >>> local_name("http://example.org/vocab#targets"), local_name("http://example.org/drug/x")
    ('targets', 'x')
    """
    return re.split(r"[#/:]", iri)[-1]


def is_datatype(kind: str) -> bool:
    """Whether a class is one of literals."""
    return kind.startswith(_LITERAL_KINDS)
