"""The claims of the graph that a page is held against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from immunograph import lookups
from immunograph.claims.disagreement import Yardstick, read_yardstick
from immunograph.claims.scope import Hierarchy, hierarchy
from immunograph.claims.statement import Statement, backings_of, sources_of, statements_of
from immunograph.dataset import DataSet
from immunograph.names import iri_of
from immunograph.store import Literal, NamedNode, Term
from immunograph.vocabulary import DRUG, IG, TYPE

_CLAIM = f"{IG}Claim"


@dataclass(frozen=True)
class Claim:
    """A claim of the graph: its class and its fields by local name, and what is compared of it."""

    iri: str
    kind: str
    about: str
    fields: Mapping[str, tuple[Term, ...]] = field(repr=False)
    statement: Statement = field(repr=False)

    def values(self, name: str) -> frozenset[str]:
        """The values of a field, as text."""
        return frozenset(map(text_of, self.fields.get(name, ())))

    @property
    def status(self) -> str:
        """Where it stands in review, as a local name."""
        return next(iter(self.values("reviewStatus")), "").removeprefix(IG)

    @property
    def ended(self) -> str:
        """The last day on which it held; empty where it gives none."""
        return max(self.values("validTo"), default="")


@dataclass(frozen=True, slots=True)
class Settlement:
    """How an editor settled a disagreement: the claim preferred, why and on which day."""

    resolution: str
    preferred: str
    reason: str
    decided: str


@dataclass(frozen=True)
class Graph:
    """What a data set claims, read as far as it is asked for."""

    dataset: DataSet = field(repr=False)
    read: dict[str, tuple[Claim, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def yardstick(self) -> Yardstick:
        """What decides whether two answers go together."""
        return read_yardstick(self.dataset.store)

    @cached_property
    def classes(self) -> Hierarchy:
        """Which class of the vocabulary is below which."""
        rows = self.dataset.store.select(lookups.text("classes")).rows
        pairs = ((iri_of(row["class"]), iri_of(row["wider"])) for row in rows if "wider" in row)
        return hierarchy((one, other) for one, other in pairs if other.startswith(IG))

    @cached_property
    def settled(self) -> Mapping[str, Settlement]:
        """The claims that a resolution sets aside, each with how it was settled."""
        found = {}
        for row in self.dataset.store.select(lookups.text("settled")).rows:
            claim, preferred = iri_of(row["claim"]), iri_of(row["preferred"])
            if claim != preferred:
                reason, decided = (text_of(row[n]) if n in row else "" for n in _SETTLING)
                found[claim] = Settlement(iri_of(row["resolution"]), preferred, reason, decided)
        return found

    def settlement(self, claim: str) -> Settlement | None:
        """How a disagreement about a claim was settled, whether for it or against it."""
        return self.settled.get(claim) or self._for.get(claim)

    @cached_property
    def _for(self) -> Mapping[str, Settlement]:
        return {one.preferred: one for one in self.settled.values()}

    @cached_property
    def owners(self) -> Mapping[str, frozenset[str]]:
        """The therapies whose brand each product is."""
        found: dict[str, set[str]] = {}
        for row in self.dataset.store.select(lookups.text("brands")).rows:
            found.setdefault(iri_of(row["product"]), set()).add(iri_of(row["therapy"]))
        return {product: frozenset(of) for product, of in found.items()}

    def knows(self, thing: str) -> bool:
        """Whether a thing, or a class, is one of the graph."""
        return thing in self.dataset.names.kinds

    def subjects(self, about: str) -> tuple[str, ...]:
        """A thing, and the classes of therapies whose claims hold of it too."""
        above = self.dataset.names.kinds.get(about, frozenset()) | self.classes.broader.get(
            about, frozenset()
        )
        therapies = {one for one in above if one == DRUG or self.classes.within(one, DRUG)}
        return about, *sorted(therapies)

    def claims(self, about: str, *kinds: str) -> list[Claim]:
        """The claims of some kinds about a thing and about the classes it is of.

        Retired ones are left out, and drafts where anything of these kinds is reviewed.
        """
        subjects = self.subjects(about)
        self._read(subjects)
        found = [one for each in subjects for one in self.read[each] if one.kind in kinds]
        reviewed = [one for one in found if one.status == "Reviewed"]
        return reviewed or found

    def _read(self, subjects: Iterable[str]) -> None:
        unread = [each for each in subjects if each not in self.read]
        if unread:
            found = self._claims(unread)
            self.read.update((each, tuple(found.get(each, ()))) for each in unread)

    def _claims(self, subjects: Sequence[str]) -> dict[str, list[Claim]]:
        terms = " ".join(str(NamedNode(each)) for each in subjects)
        text = lookups.text("claimed").replace("UNDEF", terms)
        fields: dict[str, dict[str, list[Term]]] = {}
        for row in self.dataset.store.select(text).rows:
            of = fields.setdefault(iri_of(row["claim"]), {})
            of.setdefault(iri_of(row["field"]).removeprefix(IG), []).append(row["value"])
        kept = {iri: of for iri, of in fields.items() if _RETIRED not in of.get("reviewStatus", ())}
        statements = self._statements(kept)
        found: dict[str, list[Claim]] = {}
        for iri, of in sorted(kept.items()):
            for about in map(text_of, of["about"]):
                each = {name: tuple(sorted(terms, key=str)) for name, terms in of.items()}
                claim = Claim(iri, self._kind(of[TYPE]), about, each, statements[iri])
                found.setdefault(about, []).append(claim)
        return found

    def _statements(self, claims: Iterable[str]) -> dict[str, Statement]:
        keys = dict.fromkeys(claims, _NO_KEY)
        store = self.dataset.store
        made = statements_of(store, keys, sources_of(backings_of(store, keys)))
        return {one.claim: one for one in made}

    def _kind(self, types: Iterable[Term]) -> str:
        """The most special class of a claim, by local name."""
        above = self.classes.broader
        names = sorted(text_of(each) for each in types)
        return max(names, key=lambda one: len(above.get(one, ())), default="").removeprefix(IG)


_SETTLING = ("reason", "decided")
_RETIRED = NamedNode(f"{IG}Retired")
_NO_KEY = (frozenset[str](), frozenset[str](), frozenset[str]())


def text_of(term: Term) -> str:
    """A term as text: an IRI, or the characters of a literal."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
