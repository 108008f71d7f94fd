"""The uses that the text of a cell names, read as a page on the therapy is read."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from immunograph.candidates.candidate import Candidate, NewThing, Proposal
from immunograph.candidates.indications import indications
from immunograph.candidates.knowledge import Knowledge, read_knowledge
from immunograph.candidates.naming import minted
from immunograph.candidates.propose import merged, used
from immunograph.candidates.reading import context_of
from immunograph.dataset import DataSet
from immunograph.imports.areas import Conditions
from immunograph.imports.limits import VAGUE, limited, unclear
from immunograph.ingest.usable import Sieve
from immunograph.mentions.find import Find, finder
from immunograph.pages.page import Page
from immunograph.pages.read import read_bytes

# Where a line break was lost: a small letter, a bracket or a stop before a capital letter.
_LOST = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})|(?<=[.)])(?=[A-Z][a-z])|(?<=\)\.)(?=[A-Z])")
_COMMAS = re.compile(r"\s*(?:,\s+){2,}|\s+,\s+(?=[A-Z])")
_ABBREVIATED = re.compile(r"\b([a-z]{5,}) \(([A-Z]{2,6})\)")
# A thing that is new to the graph and that a use may name: one plain word.
_PLAIN = re.compile(r"[a-z]{6,}")
_ITEM = re.compile(
    r":\s*[-\u2022]\s*|(?<=[a-z.;)])\s*[-\u2022]\s+(?=[a-z])|\s*\u2022\s*|(?<=:)(?=[a-z])"
)
# A marker that is there, as in `CD30+`; `IHC3+` says how much of one was seen.
_PLUS = re.compile(r"\b(?!IHC)([A-Z][A-Za-z0-9]*[A-Z0-9])\+(?=[\s)])")
_SHORT_STATES = re.compile(r"\s*\(r/r\)|\br/r(?=\s)")


@dataclass(frozen=True)
class Uses:
    """The uses that a text names, what is new in them, and what was not clear in others."""

    made: tuple[Candidate, ...]
    things: tuple[NewThing, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Reader:
    """Reads texts about therapies; `dated` is the day of their source, `areas` those of a table."""

    dataset: DataSet
    dated: str
    areas: frozenset[str] = field(default=frozenset(), repr=False)

    @cached_property
    def conditions(self) -> Conditions:
        """The conditions that are known, by the graph or by the table."""
        return Conditions(self.dataset.names, self.areas)

    @cached_property
    def _find(self) -> Find:
        return finder(self.dataset.names)

    @cached_property
    def _known(self) -> Knowledge:
        return read_knowledge(self.dataset.store)

    @cached_property
    def _subjects(self) -> frozenset[str]:
        lines = self.dataset.data.decode().splitlines()
        return frozenset(line[1 : line.find(">")] for line in lines)

    def uses(self, drug: str, names: tuple[str, str], text: str) -> Uses:
        """The uses of a therapy that a text names, and the things that are new in them.

        `names` are that of the therapy and that of its brand.
        """
        name, brand = names
        if not text.strip():
            return Uses((), (), ())
        plain = re.sub(rf"\b{re.escape(brand)}\b", name, text) if brand else text
        page = read_bytes(f"# {name}\n\n{_laid_out(plain, name)}\n".encode(), "row.md")
        proposal = self._proposed(page)
        usable = Sieve(self._subjects | {drug}, self.dated).usable(proposal)
        new = {one.iri: one for one in usable.things}
        made, left_out = [], []
        for one in usable.candidates:
            if one.kind != "Indication" or one.negated or not self._is_of(one.about, drug, name):
                continue
            said = " ".join(page.sentence(order).text for order in one.sentences)
            found = self._placed(limited(replace(one, about=drug), said), new, said)
            if isinstance(found, str):
                left_out.append(found)
            else:
                made.append(found)
        spoken = {one.object for one in made}
        spoken |= {str(v) for one in made for of in one.fields.values() for v in of}
        things = [one for one in new.values() if one.iri in spoken and one.iri != drug]
        return Uses(tuple(made), tuple(things), tuple(dict.fromkeys(left_out)))

    def _proposed(self, page: Page) -> Proposal:
        """What a page proposes as uses."""
        mentions = self._find(page, None)
        context, _ = context_of(page, mentions, self.dataset, self._known)
        candidates = merged(each for each in indications(context) if isinstance(each, Candidate))
        return Proposal(page, mentions, candidates, used(context, candidates))

    def _placed(self, of: Candidate, new: dict[str, NewThing], said: str) -> Candidate | str:
        """A use with the condition and the things that are meant; else what is not clear in it."""
        label = new[of.object].label if of.object in new else self.dataset.names.label(of.object)
        others = (name.text for name in self.dataset.names.by_thing.get(of.object, ()))
        if why := unclear(of, said, [label, *others]):
            return why
        if condition := new.get(of.object):
            iri = self._condition(condition, new)
            if not iri:
                return f"the condition {condition.label!r}"
            of = replace(of, object=iri)
        named = (str(v) for values in of.fields.values() for v in values)
        for thing in (new[iri] for iri in named if iri in new):
            if thing.kind != "Concept" or not _PLAIN.fullmatch(thing.label):
                return f"{thing.label!r}, which the graph does not know"
        return of

    def _condition(self, of: NewThing, new: dict[str, NewThing]) -> str:
        """The condition that is meant by a name that the graph does not have; empty for none."""
        if known := self.conditions.known(of.label):
            return "" if self.dataset.names.label(known) in VAGUE else known
        label = self.conditions.of_area(of.label)
        label = "" if label in VAGUE else label
        iri = minted("Condition", label) if label else ""
        if iri:
            new[iri] = NewThing(iri, "Condition", label, of.sentence)
        return iri

    def _is_of(self, about: str, drug: str, name: str) -> bool:
        return about == drug or self.dataset.names.label(about).casefold() == name.casefold()


def _laid_out(text: str, name: str) -> str:
    text = _PLUS.sub(r"\1-positive", text)
    text = _SHORT_STATES.sub(lambda at: "" if "(" in at[0] else "relapsed or refractory", text)
    for word, short in _ABBREVIATED.findall(text):
        if short[0].casefold() == word[0]:
            text = re.sub(rf"\b{short}\b", word, text.replace(f" ({short})", ""))
    # Names in small letters begin no sentence for those who look for capital ones.
    text = re.sub(rf"(?<=[.;])\s+(?={re.escape(name)}\b)", "\n\n", text)
    text = re.sub(rf"(?<=\S)(?={re.escape(name)} is )", "\n\n", text)
    text = _COMMAS.sub("\n\n", _LOST.sub("\n\n", text))
    return _ITEM.sub(lambda found: (":" if ":" in found[0] else "") + "\n\n- ", text)
