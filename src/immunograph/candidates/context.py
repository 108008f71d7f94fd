"""A page in the light of the graph: what each kind of claim is read from."""

import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from immunograph.candidates.candidate import Candidate, Value
from immunograph.candidates.knowledge import Knowledge
from immunograph.candidates.naming import CLASSES, Register
from immunograph.mentions.context import Relation, relation, within
from immunograph.mentions.mention import Mention
from immunograph.mentions.owner import owners
from immunograph.names import Names
from immunograph.pages.page import Page, Problem, Role, Sentence
from immunograph.texts.spellings import american
from immunograph.vocabulary import BASE, IG

_DRUGS = f"{BASE}drug/"
_LONGEST = 4_000
# Kinds of claim that a sentence denies where it denies what the spans of the claim name.
_DENIABLE = frozenset(
    {
        "AdverseReaction",
        "BoxedWarning",
        "Classification",
        "Composition",
        "Manifestation",
    }
)
STATED, HEDGED, UNDER_STUDY = "Stated", "Hedged", "UnderStudy"


@dataclass(frozen=True, slots=True)
class Subject:
    """A therapy, or a class of them, that sentences are about.

    `inferred` says how it was identified where the page does not name it, `through` the orders of
    the sentences by which it was.
    """

    iri: str
    inferred: str = ""
    through: tuple[int, ...] = ()

    @property
    def is_class(self) -> bool:
        """Whether it is a class of therapies, or immunotherapy as such."""
        return not self.iri.startswith(_DRUGS)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where in the page a therapy is named, and by which IRI it goes."""

    start: int
    end: int
    iri: str
    sentence: int


def place(sentence: Sentence, offset: int) -> int:
    """Where in the text of a sentence an offset of its page stands."""
    if sentence.offsets is None:
        return offset - sentence.start
    return bisect.bisect_left(sentence.offsets, offset)


@dataclass(frozen=True)
class Context:
    """A page, what it names by sentence, whom each sentence is about, and what the graph knows.

    `subjects` leads from the order of a sentence to whom it is about, none where that cannot be
    told; `occurrences` to the therapies it names, in the order of the text. `topic` is whom the
    whole page is about, where it is about one. In `shared` a reader keeps what others read too.
    """

    page: Page
    mentions: Mapping[int, tuple[Mention, ...]] = field(repr=False)
    subjects: Mapping[int, tuple[Subject, ...]] = field(repr=False)
    occurrences: Mapping[int, tuple[Occurrence, ...]] = field(repr=False)
    names: Names = field(repr=False)
    known: Knowledge = field(repr=False)
    register: Register = field(default_factory=Register, repr=False)
    topic: Subject | None = None
    shared: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def sentences(self) -> Iterator[Sentence]:
        """The sentences of the page that say something, in their order; headings are left out."""
        return (one for one in self.page.sentences if one.role is Role.CONTENT)

    def told(self) -> Iterator[tuple[Sentence, Subject]]:
        """Each sentence that says something with each therapy or class that it is about."""
        for sentence in self.sentences():
            for subject in self.subjects.get(sentence.order, ()):
                yield sentence, subject

    def named(self, order: int, *kinds: str) -> tuple[Mention, ...]:
        """What a sentence names, of some kinds of mention; of every kind where none is given."""
        found = self.mentions.get(order, ())
        return tuple(one for one in found if not kinds or one.kind in kinds)

    def owners(self, order: int, start: int, end: int) -> tuple[Subject, ...]:
        """Whose is, of those a sentence is about, what stands between two offsets of the page.

        Therapies that are named side by side own it together; none does where another drug does.
        """
        subjects = self.subjects.get(order, ())
        sentence = self.page.sentence(order)
        if len(sentence.text) > _LONGEST:
            return self._before(subjects, order, start)
        ours = self.occurrences.get(order, ())
        every = {(one.start, one.end): one.iri for one in ours}
        starts = {place for one in ours for place in range(one.start, one.end)}
        every |= {(d.start, d.end): "" for d in self.named(order, "drug") if d.start not in starts}
        is_named = {one.iri for one in ours}.intersection(one.iri for one in subjects)
        if len(every) < 2 or not is_named:  # noqa: PLR2004 (several)
            return subjects
        spans = {within(sentence, span): iri for span, iri in every.items()}
        found = owners(sentence.text, within(sentence, (start, end)), sorted(spans))
        own = {spans[span] for span in found}
        return tuple(one for one in subjects if one.iri in own)

    def owner(self, order: int, start: int) -> Subject | None:
        """The first of the owners of what stands at an offset of the page."""
        return next(iter(self.owners(order, start, start + 1)), None)

    def _before(self, subjects: tuple[Subject, ...], order: int, start: int) -> tuple[Subject, ...]:
        """The one named last before an offset, in a sentence too long to be taken apart."""
        if len(subjects) < 2:  # noqa: PLR2004 (several)
            return subjects
        by_iri = {subject.iri: subject for subject in subjects}
        named = self.occurrences.get(order, ())
        at = bisect.bisect_right(named, start, key=lambda one: one.start)
        last = named[at - 1].iri if at else ""
        return (by_iri.get(last, subjects[0]),)

    def thing(self, kind: str, label: str, order: int) -> str:
        """The IRI of the thing of a class (`Condition`) with a name; a new one is registered."""
        for spelled in dict.fromkeys((label, american(label))):
            if found := self.names.candidates(spelled, f"{IG}{kind}"):
                return found[0]
        named = american(label) if kind == "Condition" else label
        return self.register.enter(kind, named, order)

    def label(self, iri: str) -> str:
        """What a thing is called, also a new one."""
        new = self.register.things.get(iri)
        return new.label if new else self.names.label(iri)

    def entity(self, mention: Mention) -> str:
        """The IRI of what a mention names; a new one is registered."""
        return mention.entity or self.thing(CLASSES[mention.kind], mention.text, mention.sentence)

    def said(self, sentence: Sentence, subject: Subject, span: tuple[int, int]) -> Relation:
        """How a sentence means what stands at a span of the page, said of a subject."""
        named = self.occurrences.get(sentence.order, ())
        own = next(((one.start, one.end) for one in named if one.iri == subject.iri), None)
        return relation(self.page, sentence, own, span)

    def denies(self, subject: Subject, spans: Iterable[tuple[int, int]]) -> bool:
        """Whether the page denies of a subject all that stands at some spans."""
        placed = [(self.page.sentence_at(span[0]), span) for span in spans]
        said = [self.said(one, subject, span) for one, span in placed if one]
        return bool(said) and all(one.negated for one in said)

    def claim(  # noqa: PLR0913 (the parts of a claim)
        self,
        kind: str,
        subject: Subject,
        object_: str,
        sentences: Iterable[int],
        fields: Mapping[str, Iterable[Value]] | None = None,
        *,
        certainty: str = STATED,
        spans: Iterable[tuple[int, int]] = (),
        negated: bool = False,
        decides: Candidate | None = None,
    ) -> Candidate:
        """A claim about a subject; fields without a value are left out, values are sorted.

        It is negated where the page denies it, whatever its reader says.
        """
        spans = tuple(sorted(set(spans)))
        given = {name: tuple(dict.fromkeys(of)) for name, of in (fields or {}).items()}
        return Candidate(
            kind=kind,
            about=subject.iri,
            object=object_,
            certainty=certainty,
            sentences=tuple(sorted(set(sentences))),
            fields={name: tuple(sorted(of, key=str)) for name, of in given.items() if of},
            spans=spans,
            inferred=subject.inferred,
            identified_through=subject.through,
            negated=negated or (kind in _DENIABLE and self.denies(subject, spans)),
            decides=decides,
        )


Found = Candidate | Problem
Reader = Callable[[Context], Iterator[Found]]
