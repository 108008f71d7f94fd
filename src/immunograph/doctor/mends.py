"""Mends that may be tried: what is put in the place of what, and how near it is to what stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from immunograph.doctor.diagnosis import At, Fault
from immunograph.doctor.known import Facts
from immunograph.doctor.parts import Part, Query, Triple
from immunograph.doctor.probes import Probes
from immunograph.doctor.words import Words
from immunograph.finding import Place
from immunograph.store import Literal, NamedNode, Term


@dataclass(frozen=True, slots=True)
class Edit:
    """A text to be put in the place of the bytes from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mend:
    """Edits that may mend a query; `sure` where they change no more than how a thing is said.

    What is not sure is shown with what it gives, and never offered as what was meant.
    """

    edits: tuple[Edit, ...]
    change: str
    nearness: float = 1.0
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A fault, and what may mend it; `otherwise` is what to say where nothing does."""

    fault: Fault
    mends: tuple[Mend, ...] = ()
    otherwise: Fault | None = None


@dataclass(frozen=True)
class Case:
    """A query under examination: what it is made of, what may be asked, what is known."""

    query: Query
    probes: Probes
    known: Facts
    words: Words
    file: str
    whole: tuple[Part, ...] = ()

    @property
    def bindings(self) -> Mapping[str, Term]:
        """The terms that parameters are bound to."""
        return self.probes.bindings

    def at(self, part: Part, start: int | None = None) -> At:
        """A part with its place, or with that of something in it."""
        at = part.start if start is None or not part.start <= start < part.end else start
        return At(self.place(at), part.shown, at)

    def at_each(self, parts: Iterable[Part]) -> tuple[At, ...]:
        """Parts with their places; of what is written as one, the first."""
        found = {part.shown: self.at(part) for part in reversed(list(parts))}
        return tuple(sorted(found.values(), key=lambda at: at.start))

    def at_offset(self, start: int, text: str) -> At:
        """A text with the place of an offset."""
        return At(self.place(start), text, start)

    def place(self, start: int) -> Place:
        """Line and column of an offset."""
        return self.query.place(start, self.file)


def applied(source: bytes, edits: Iterable[Edit]) -> str:
    """A query with edits made.

    >>> applied(b"a b", [Edit(0, 1, "x"), Edit(2, 3, "y")])
    'x y'
    """
    for edit in sorted(edits, key=lambda edit: -edit.start):
        source = source[: edit.start] + edit.text.encode() + source[edit.end :]
    return source.decode()


def moved(offset: int, edits: Iterable[Edit], *, back: bool = False) -> int:
    """Where what stands at an offset stands once edits are made; `back`: where it stood before.

    >>> moved(5, [Edit(0, 1, "xyz")]), moved(7, [Edit(0, 1, "xyz")], back=True)
    (7, 5)
    """
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=back):
        grown = len(edit.text.encode()) - (edit.end - edit.start)
        end = edit.end + grown if back else edit.end
        if offset >= end and offset > edit.start:
            offset += -grown if back else grown
    return offset


def reversing(source: bytes, triple: Triple) -> tuple[Edit, ...]:
    """The edits by which a triple pattern is asked the other way round; none where they cannot be.

    Where nothing shares its subject, subject and object change places; else the property is
    marked with `^`, or loses its mark.
    """
    predicate = triple.predicate
    if triple.turned:
        return (Edit(*triple.outer, source[predicate.start : predicate.end].decode()),)
    if predicate.end <= predicate.start or predicate.node is None:
        return ()
    if triple.alone and triple.object.kind != "literal":
        one, other = triple.subject, triple.object
        texts = [source[piece.start : piece.end].decode() for piece in (one, other)]
        return Edit(one.start, one.end, texts[1]), Edit(other.start, other.end, texts[0])
    if predicate.kind == "variable":
        return ()
    text = source[predicate.start : predicate.end].decode()
    text = f"({text})" if "|" in text or "/" in text else text
    return (Edit(predicate.start, predicate.end, f"^{text}"),)


def turned(case: Case, triple: Triple, nearness: float = 1.0) -> Iterator[Mend]:
    """A pattern asked the other way round."""
    if edits := reversing(case.query.source, triple):
        yield Mend(edits, f"{triple.predicate.text} asked the other way round", nearness)


def constant(case: Case, text: str, kind: str) -> Term | None:
    """The term that a piece of the query stands for; None for a variable that is not bound."""
    if kind == "iri":
        return NamedNode(case.words.iri(text))
    if kind == "variable":
        return case.bindings.get(text[1:])
    if kind == "literal":
        rows = case.probes.run(f"{case.query.prologue}SELECT ({text} AS ?v) {{}}", {})
        found = rows.rows[0].get("v") if not isinstance(rows, bool | list) and rows.rows else None
        return found if isinstance(found, Literal) else None
    return None
