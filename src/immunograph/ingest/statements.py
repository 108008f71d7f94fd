"""What a page brings, as statements: its source, its ledger, its claims, what is new in them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from immunograph.candidates.candidate import Amount, Candidate, NewThing, Value
from immunograph.ingest.claimed import OBJECT_FIELDS
from immunograph.ingest.identity import Identity
from immunograph.ingest.ledger import Entry, Ledger
from immunograph.ingest.quotation import Labels, Quotation
from immunograph.ingest.standing import CONFIRMS, DENIES, SUBJECT_FIELDS, Claim
from immunograph.ingest.values import Terms, Triple
from immunograph.pages.page import Page, Role, Section
from immunograph.store import Literal, NamedNode, Term
from immunograph.vocabulary import BASE, DCTERMS, DISPUTED_BY, IG, SKOS, TYPE, XSD

DRAFT = f"{IG}Draft"
SUPPORTED_BY, IDENTIFIED_THROUGH = f"{IG}supportedBy", f"{IG}identifiedThrough"
STATUS, REVIEWED_ON = f"{IG}reviewStatus", f"{IG}reviewedOn"
_ENGLISH = "en"


@dataclass(frozen=True)
class Writer:
    """Writes statements about one page."""

    page: Page
    identity: Identity
    ledger: Ledger
    terms: Terms = field(repr=False)
    quotation: Quotation = field(repr=False)

    @cached_property
    def _labels(self) -> Labels:
        entries = self.ledger.entries
        sketches = [frozenset(one.sketch.split()) for one in entries]
        return Labels(frozenset(one.sha256 for one in entries), sketches)

    def _label(self, text: str) -> Term:
        """A name in English that repeats no sentence."""
        return _english(self._labels.short(self.quotation.name(text)))

    def source(self) -> Iterator[Triple]:
        """The source, where the graph has none, and its publisher where that is new."""
        of, iri = self.identity, self.identity.source
        if of.of_graph is not None:
            return
        title = self.quotation.short(self._title)
        yield iri, TYPE, NamedNode(f"{IG}Source")
        yield iri, f"{SKOS}prefLabel", self._label(title)
        yield iri, f"{DCTERMS}title", Literal(title, language=self._language)
        yield iri, f"{DCTERMS}language", Literal(self._language)
        yield iri, f"{IG}licence", NamedNode(of.publisher.licence or f"{IG}AllRightsReserved")
        if self.page.address:
            yield iri, f"{IG}address", NamedNode(self.page.address)
        if of.publisher.iri:
            yield iri, f"{IG}publisher", NamedNode(of.publisher.iri)
        if of.publisher.is_new:
            yield from self._thing(of.publisher.iri, "Organization", of.publisher.label)

    @property
    def _title(self) -> str:
        return self.page.title or self.identity.slug.replace("-", " ")

    @property
    def _language(self) -> str:
        return self.page.language.lower() or _ENGLISH

    def version(self) -> Iterator[Triple]:
        """The version and its sections."""
        of, iri = self.identity, self.ledger.version
        title = self._labels.short(self.quotation.short(self._title))
        yield iri, TYPE, NamedNode(f"{IG}SourceVersion")
        yield iri, f"{SKOS}prefLabel", _english(f"{title}, {of.date}" if of.days else title)
        yield iri, f"{IG}versionOf", NamedNode(of.source)
        yield iri, f"{IG}sha256", Literal(self.page.sha256)
        yield iri, f"{IG}ledgerComplete", Literal(True)
        for link, day in of.days:
            yield iri, link, Literal(day, datatype=NamedNode(f"{XSD}date"))
        for one in self.ledger.entries:
            if one.role is Role.ABOUT:
                yield iri, f"{IG}describedBy", NamedNode(one.iri)
        yield from self._sections()

    def _sections(self) -> Iterator[Triple]:
        for section in self.page.sections:
            yield from self._section(section, f"{BASE}section/{self.ledger.slug}_{section.id}")

    def _section(self, of: Section, iri: str) -> Iterator[Triple]:
        headings = self.quotation.path(of.path)
        last = self.quotation.short(of.path[-1]) if of.path else ""
        yield iri, TYPE, NamedNode(f"{IG}Section")
        yield iri, f"{SKOS}prefLabel", self._label(last or "before the first heading")
        yield iri, f"{IG}order", _integer(of.order)
        yield iri, f"{IG}sectionOf", NamedNode(self.ledger.version)
        if headings:
            yield iri, f"{IG}headingPath", Literal(headings)

    def passages(self) -> Iterator[Triple]:
        """Every entry of the ledger."""
        for one in self.ledger.entries:
            yield from self._passage(one)

    def _passage(self, of: Entry) -> Iterator[Triple]:
        yield of.iri, TYPE, NamedNode(f"{IG}Passage")
        yield of.iri, f"{IG}order", _integer(of.order)
        yield of.iri, f"{IG}inSection", NamedNode(of.section)
        yield of.iri, f"{IG}start", _integer(of.start)
        yield of.iri, f"{IG}end", _integer(of.end)
        yield of.iri, f"{IG}sha256", Literal(of.sha256)
        yield of.iri, f"{IG}sketch", Literal(of.sketch)
        yield of.iri, f"{IG}disposition", NamedNode(of.disposition)
        if of.problem:
            yield of.iri, f"{IG}problem", NamedNode(of.problem)

    def cited(self, passages: Collection[str]) -> Iterator[Triple]:
        """The passages on which claims rest, of a version that the graph has."""
        sections: dict[str, Section] = {}
        for one in self.ledger.entries:
            if one.iri not in passages:
                continue
            if one.kept:
                yield one.iri, TYPE, NamedNode(f"{IG}Passage")
                yield one.iri, f"{IG}disposition", NamedNode(f"{IG}Modelled")
                continue
            yield from self._passage(one)
            if sentence := self.page.sentence_at(one.start):
                sections[one.section] = self.page.section(sentence.section)
        for iri, section in sections.items():
            yield from self._section(section, iri)

    def claim(self, of: Claim) -> Iterator[Triple]:
        """A claim; of one that the graph has, only what identifies it and the passages."""
        candidate = of.candidate
        passages = self.ledger.of(candidate.sentences)
        if of.standing in {CONFIRMS, DENIES}:
            yield from resting(of, passages)
            return
        through = self.ledger.of(candidate.identified_through)
        fields = {name: self._short(values) for name, values in candidate.fields.items()}
        short = replace(of, candidate=replace(candidate, fields=fields))
        yield from claim(short, passages, through, self.terms)
        yield of.iri, STATUS, NamedNode(DRAFT)

    def _short(self, values: Iterable[Value]) -> tuple[Value, ...]:
        return tuple(self.quotation.short(v) if isinstance(v, str) else v for v in values)

    def thing(self, of: NewThing) -> Iterator[Triple]:
        """A thing that the graph does not know."""
        yield from self._thing(of.iri, of.kind, of.label)

    def _thing(self, iri: str, kind: str, label: str) -> Iterator[Triple]:
        yield iri, TYPE, NamedNode(f"{IG}{kind}")
        yield iri, f"{SKOS}prefLabel", self._label(label)


def resting(of: Claim, passages: Iterable[str]) -> Iterator[Triple]:
    """That claims of the graph have some passages behind them, or against them."""
    link = DISPUTED_BY if of.standing == DENIES else SUPPORTED_BY
    for iri in of.rests:
        yield iri, TYPE, NamedNode(f"{IG}{of.candidate.kind}")
        yield iri, f"{IG}about", NamedNode(of.candidate.about)
        for passage in passages:
            yield iri, link, NamedNode(passage)


def claim(
    of: Claim,
    passages: Iterable[str],
    through: Iterable[str],
    terms: Terms,
    entrant: str = "Extractor",
) -> Iterator[Triple]:
    """A claim of its own, all but where it stands in review; `entrant` is who enters it."""
    candidate = of.candidate
    yield of.iri, TYPE, NamedNode(f"{IG}{candidate.kind}")
    yield of.iri, f"{IG}about", NamedNode(candidate.about)
    yield of.iri, f"{IG}certainty", _vocabulary(candidate.certainty)
    yield of.iri, f"{IG}enteredBy", NamedNode(f"{IG}{entrant}")
    for passage in passages:
        yield of.iri, SUPPORTED_BY, NamedNode(passage)
    for passage in through:
        yield of.iri, IDENTIFIED_THROUGH, NamedNode(passage)
    own = {OBJECT_FIELDS.get(candidate.kind, ""): candidate.object}
    own[SUBJECT_FIELDS.get(candidate.kind, "")] = candidate.about
    for name, value in own.items():
        if name and value:
            yield of.iri, f"{IG}{name}", NamedNode(value)
    for name, values in candidate.fields.items():
        for each in () if name in own or name == "certainty" else values:
            yield of.iri, f"{IG}{name}", terms.term(name, each)


def quantities(candidates: Iterable[Candidate], terms: Terms) -> Iterator[Triple]:
    """The amounts that some candidates name."""
    for of in candidates:
        for values in of.fields.values():
            for each in values:
                if isinstance(each, Amount):
                    yield from terms.node(each)


def written(triples: Iterable[Triple]) -> list[str]:
    """Statements as distinct, sorted lines of N-Triples."""
    return sorted({f"{NamedNode(s)} {NamedNode(p)} {o} ." for s, p, o in triples})


def referred(claims: Iterable[Claim]) -> set[str]:
    """Every IRI that some claims speak of."""
    found: set[str] = set()
    for of in claims:
        one = of.candidate
        values = (each for of_field in one.fields.values() for each in of_field)
        found |= {one.about, one.object, *(each for each in values if isinstance(each, str))}
    return found - {""}


def _vocabulary(name: str) -> Term:
    return NamedNode(name if name.startswith(IG) else f"{IG}{name}")


def _english(text: str) -> Term:
    return Literal(text, language=_ENGLISH)


def _integer(number: int) -> Term:
    return Literal(number)
