"""What things are called: from a thing to its label, and from a name to the thing."""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from immunograph import lookups
from immunograph.errors import UnknownName
from immunograph.ontology import Prefixes, is_iri
from immunograph.store import Literal, NamedNode, Store, Term
from immunograph.texts.spellings import folded, spelled_out
from immunograph.vocabulary import DRUG, IG, OWL, RDFS, SKOS

# The predicates a label is taken from, the best first.
_PREFERENCE = (f"{SKOS}prefLabel", f"{RDFS}label", f"{IG}plainLabel")
_COLUMNS = ("thing", "predicate", "name", "kind")
_NEAR = 0.7
_MOST = 3
_LEAST_PART = 4
# Words that names have in full or in short.
_SHORT = {"interleukin": "il", "interferon": "ifn"}
_SHORTENED = re.compile("|".join(_SHORT))
# What regulators put behind the name of a biological medicine to tell it from others of the name.
_OF_A_MAKER = re.compile(r"-[a-z]{4}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one thing: the predicate it stands under, the text and its language."""

    thing: str
    predicate: str
    text: str
    language: str


@dataclass(frozen=True)
class Names:
    """Every name of every thing in a data set; `language` is a tag such as `en` or `es-MX`."""

    prefixes: Prefixes
    kinds: Mapping[str, frozenset[str]]
    by_thing: Mapping[str, list[Name]]
    by_key: Mapping[str, list[Name]] = field(repr=False)
    language: str = "en"

    def label(self, iri: str) -> str:
        """The preferred name of a thing in the language, else in English, else its CURIE."""
        names = self.by_thing.get(iri, ())
        for wanted in self._languages:
            for predicate in _PREFERENCE:
                for name in names:
                    if name.predicate == predicate and name.language == wanted:
                        return name.text
        return self.prefixes.contract(iri)

    @cached_property
    def _languages(self) -> list[str]:
        """The languages that a label may be in, the best first: es-mx, es, en, none."""
        parts = self.language.lower().split("-")
        ranges = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
        return [*ranges, "en", ""]

    def show(self, term: Term) -> str:
        """A term for people: a thing by its label, a literal by its text."""
        if isinstance(term, NamedNode):
            return self.label(term.value)
        return term.value if isinstance(term, Literal) else str(term)

    def describe(self, term: Term) -> str:
        """A term for whoever works with identifiers: a thing by its label and its CURIE."""
        if not isinstance(term, NamedNode):
            return self.show(term)
        label, curie = self.label(term.value), self.prefixes.contract(term.value)
        return curie if label == curie else f"{label} ({curie})"

    def candidates(self, text: str, *kinds: str) -> list[str]:
        """The things of some kinds that are called `text`, given as a name, a CURIE or an IRI.

        Where things prefer the name, only those. A therapy need not be known by the four letters
        that an authority put behind its name, as in amivantamab-vmjw.
        """
        if iri := self._iri(text):
            return [iri] if self._is_of(iri, kinds) else []
        found = self._called(text, kinds)
        if not found and DRUG in kinds:
            found = self._called(_OF_A_MAKER.sub("", text.strip()), kinds)
        return found

    def _called(self, text: str, kinds: Sequence[str]) -> list[str]:
        """The things of some kinds that have the name `text`."""
        whole = key(text)
        keys = {whole, whole.removesuffix("s"), re.sub("ies$", "y", whole)} - {""}
        names = [name for each in keys for name in self.by_key.get(each, ())]
        found = {name.thing for name in names if self._is_of(name.thing, kinds)}
        preferred = {n.thing for n in names if n.thing in found and n.predicate in _PREFERENCE[:2]}
        return sorted(preferred or found)

    def resolve(self, text: str, *kinds: str) -> str:
        """The thing of some kinds that is called `text`. Raises `UnknownName` with the nearest."""
        named = self.candidates(text, *kinds)
        if len(named) == 1:
            return named[0]
        what = self.kind_label(*kinds)
        if named:
            described = [self.describe(NamedNode(thing)) for thing in named]
            raise UnknownName(f"single {what}", text, described)
        raise UnknownName(what, text, self.nearest(text, *kinds))

    def nearest(self, text: str, *kinds: str) -> list[str]:
        """Labels of the things of some kinds whose names come nearest to `text`, or hold it."""
        keys = {
            each: [name.thing for name in names if self._is_of(name.thing, kinds)]
            for each, names in self.by_key.items()
        }
        known = [each for each, things in keys.items() if things]
        wanted = key(text)
        near = difflib.get_close_matches(wanted, known, n=_MOST, cutoff=_NEAR)
        holding = [each for each in known if len(wanted) >= _LEAST_PART and wanted in each]
        labels = (self.label(thing) for each in (*near, *sorted(holding)) for thing in keys[each])
        return list(dict.fromkeys(labels))[:_MOST]

    def kind_label(self, *kinds: str) -> str:
        """What classes are called in a message."""
        labels = ["class" if kind == f"{OWL}Class" else self.label(kind) for kind in kinds]
        return " or ".join(labels)

    def is_thing(self, iri: str) -> bool:
        """Whether it is a thing, and not a class of them."""
        return self._is_of(iri, (f"{IG}Thing",))

    def _is_of(self, thing: str, kinds: Sequence[str]) -> bool:
        return not self.kinds.get(thing, frozenset()).isdisjoint(kinds)

    def _iri(self, text: str) -> str | None:
        if text.startswith("<") and text.endswith(">"):
            return text[1:-1]
        prefix = text.partition(":")[0]
        if ":" in text and prefix in self.prefixes.namespaces:
            return self.prefixes.expand(text)
        return text if "//" in text and is_iri(text) else None


def read_names(store: Store, prefixes: Prefixes) -> Names:
    """Every name in a data set, in an order that is the same for every store."""
    kinds: dict[str, set[str]] = {}
    by_thing: dict[str, dict[Name, None]] = {}
    rows = store.select(lookups.text("names")).rows
    for row in sorted(rows, key=lambda row: [str(row.get(name)) for name in _COLUMNS]):
        thing, name = iri_of(row["thing"]), row.get("name")
        kinds.setdefault(thing, set()).add(iri_of(row["kind"]))
        if isinstance(name, Literal):
            entry = Name(thing, iri_of(row["predicate"]), name.value, name.language or "")
            by_thing.setdefault(thing, {})[entry] = None
    by_key: dict[str, list[Name]] = {}
    for names in by_thing.values():
        for entry in names:
            by_key.setdefault(key(entry.text), []).append(entry)
    frozen = {thing: frozenset(of) for thing, of in kinds.items()}
    return Names(prefixes, frozen, {thing: list(of) for thing, of in by_thing.items()}, by_key)


def key(text: str) -> str:
    """A name without case, spaces, punctuation and manner of spelling.

    >>> key("CD-19") == key("cd 19") == key("CD19")
    True
    >>> key("Interleukin-1\u03b2"), key("IL-1 beta"), key("tumour")
    ('il1beta', 'il1beta', 'tumor')
    """
    plain = spelled_out(unicodedata.normalize("NFKC", text).casefold())
    return folded(_SHORTENED.sub(_short, re.sub(r"[\W_]+", "", plain)))


def _short(word: re.Match[str]) -> str:
    return _SHORT[word[0]]


def iri_of(term: Term) -> str:
    """The IRI of a thing; of any other term, the term as text."""
    return term.value if isinstance(term, NamedNode) else str(term)
