"""The rows of a table held against the graph, and written into it: whole, or not at all.

What the graph claims stays as it is. A row that says the same is one more passage of the claim; one
that says something else is a draft beside it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from immunograph.candidates.candidate import Candidate
from immunograph.dataset import DataSet
from immunograph.errors import BadParameter
from immunograph.graph import split
from immunograph.imports import versions
from immunograph.imports.drift import Drift, drift
from immunograph.imports.finding import Found, Source, Thing
from immunograph.imports.kinds import Kind
from immunograph.imports.rows import Table
from immunograph.imports.versions import Version
from immunograph.ingest import known, statements
from immunograph.ingest.claimed import OBJECT_FIELDS, Known
from immunograph.ingest.standing import (
    CONFIRMS,
    KNOWN,
    NEW,
    SETTLED,
    Claim,
    Graph,
    claims,
    graph_of,
)
from immunograph.ingest.statements import DRAFT, STATUS
from immunograph.ingest.values import Terms, Triple, read_terms
from immunograph.repository import Repository
from immunograph.review import whole
from immunograph.review.applying import put_together
from immunograph.review.merging import Edited, edited
from immunograph.store import Literal, NamedNode
from immunograph.vocabulary import BASE, IG, SKOS, TYPE

_IMPORTER, _REVIEWED = "Importer", "Reviewed"
# The kinds of notes on what a row says of uses.
_OF_USES = frozenset({"no-use", "unclear-use"})
_MOST_ROUNDS = 6


@dataclass(frozen=True)
class Import:
    """What a table brings: its version, its claims as they stand to the graph, and the lines.

    `read` counts the rows whose uses editors entered: of what else they say nothing is noted.
    """

    source: Source
    version: Version
    found: Found = field(repr=False)
    claims: tuple[Claim, ...] = field(repr=False)
    drift: Drift | None
    lines: tuple[str, ...] = field(repr=False)
    read: int = 0
    files: tuple[Edited, ...] = field(default=(), repr=False)

    def standing(self, *kinds: str) -> list[Claim]:
        """The claims of some standings."""
        return [one for one in self.claims if one.standing in kinds]


def imported(
    kind: Kind, table: Table, dataset: DataSet, retrieved: str = "", *, rows_only: bool = False
) -> Import:
    """What a table brings to a data set; with `rows_only` the rows in scope, for others to cite.

    Raises `BadParameter` where nothing says of what day the table is.
    """
    found = kind.find(table, dataset)
    if rows_only:
        found = replace(found, candidates=())
    version = versions.version(dataset.store, kind.source, table, found, retrieved)
    return _Importing(kind.source, table, dataset, found, version, retrieved).result()


def brought(
    kind: Kind,
    table: Table,
    content: tuple[Repository, DataSet],
    retrieved: str,
    *,
    rows_only: bool,
) -> Import:
    """What a table brings to a repository, with the files as they would be; nothing is written.

    What it brings may let more of it be understood: it is held against the graph until it brings
    nothing more, so that the same table brings nothing to what it was written into.

    Raises `BadParameter` as `imported` does, `Inconsistent` where the result would be no graph, and
    `Unreadable`.
    """
    repository, dataset = content
    first = imported(kind, table, dataset, retrieved, rows_only=rows_only)
    lines = set(first.lines)
    files: list[Edited] = []
    more = first
    for _ in range(_MOST_ROUNDS):
        if not more.lines:
            break
        files = edited(repository, sorted(lines), dataset.prefixes.namespaces)
        more = imported(
            kind, table, put_together(repository, files), retrieved, rows_only=rows_only
        )
        given = {_single(line) for line in more.lines} - {""}
        lines = {line for line in lines if _single(line) not in given} | set(more.lines)
        both = _both(first.claims, more.claims)
        first = replace(first, claims=both, found=more.found, read=more.read)
    return replace(first, lines=tuple(sorted(lines)), files=tuple(files))


def _single(line: str) -> str:
    """The subject and the predicate of a statement of which a subject has one; else empty."""
    subject, predicate, _ = split(line)
    return f"{subject} {predicate}" if predicate == f"<{IG}disposition>" else ""


def _both(first: Iterable[Claim], later: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of two rounds, as they stood in the first in which they were brought."""
    brought = {one.iri: one for one in first if one.standing in {NEW, CONFIRMS}}
    return tuple(brought.get(one.iri, one) for one in later)


def write(repository: Repository, files: Iterable[Edited]) -> list[str]:
    """Write the files of an import; their names.

    Raises `BadParameter` for the repository that came with the package, `Unreadable` where a file
    cannot be written. Nothing is written then.
    """
    if repository.built_in:
        fix = "make one of your own: immunograph init DIR"
        raise BadParameter(f"the repository that came with the package is not written to; {fix}")
    made = list(files)
    whole.write({repository.root / each.name: each.after for each in made})
    return [each.name for each in made]


@dataclass(frozen=True)
class _Importing:
    source: Source
    table: Table
    dataset: DataSet
    found: Found
    version: Version
    retrieved: str

    @cached_property
    def terms(self) -> Terms:
        return read_terms(self.dataset.store)

    @cached_property
    def graph(self) -> Graph:
        mark = self.source.mark or self.source.slug
        return graph_of(self.dataset, self.found.candidates, self.terms, mark)

    @cached_property
    def held(self) -> Mapping[str, Known]:
        """The claims of the graph on what the rows are about, by IRI."""
        return {one.iri: one for one in self.graph.claims}

    def result(self) -> Import:
        drifted = drift(self.dataset.store, self.version, self.found)
        every = self._named(claims(self.found.candidates, self.graph))
        settled = [self._settled(one) for one in every]
        made = list(_with_their_uses(settled))
        emitted = [one for one in made if one.standing in {NEW, CONFIRMS}]
        lines = tuple(self._lines(emitted, drifted))
        read = self._read()
        of_uses = [one for one in self.found.notes if one.kind in _OF_USES and one.key in read]
        notes = tuple(one for one in self.found.notes if one not in of_uses)
        found = replace(self.found, notes=notes)
        count = len({one.key for one in of_uses})
        return Import(self.source, self.version, found, tuple(made), drifted, lines, count)

    def _read(self) -> set[str]:
        """The keys of the rows on which uses rest that an editor entered or reviewed."""
        on = {
            passage
            for one in self.held.values()
            if one.kind == "Indication" and one.status == _REVIEWED
            for passage in one.values("supportedBy")
        }
        passages = self.version.passages
        return {
            row.key
            for place, row in enumerate(self.found.rows, 1)
            if on & {passages[place], self.before.get(place, "")}
        }

    def _named(self, made: Iterable[Claim]) -> Iterator[Claim]:
        """The claims, new ones by names that no claim of the graph has."""
        for one in made:
            iri, number = one.iri, 2
            while one.standing == NEW and iri in self.held:
                iri, number = f"{one.iri}_{number}", number + 1
            yield replace(one, iri=iri)

    def _settled(self, of: Claim) -> Claim:
        """A claim; known where it rests on these rows, settled where that is not for a table."""
        passages = self._passages(of.candidate)
        before = {self.before[place] for place in of.candidate.sentences if place in self.before}
        if of.standing == CONFIRMS:
            held = [self.held[iri] for iri in of.against]
            chosen = [*held, *self._chosen(of.candidate)]
            is_known = any(passages <= one.values("supportedBy") for one in chosen)
            return replace(of, standing=KNOWN) if is_known else of
        if of.standing == NEW and (
            self._accounted(of, passages | before) or self._only_confirms(of)
        ):
            return replace(of, standing=SETTLED)
        return of

    def _chosen(self, of: Candidate) -> list[Known]:
        """The reviewed claims of a kind on the same things, which may differ by a note only.

        The rows of a candidate stay with the one for which an editor chose them.
        """
        on = self.graph.on(of.kind, of.about)
        return [one for one in on if one.status == _REVIEWED and one.object == of.object]

    def _accounted(self, of: Claim, passages: set[str]) -> bool:
        """Whether claims of its kind that rest on its rows are there, as drafts or reviewed.

        What came of a row stays as the editors left it.
        """
        mine = [
            one
            for one in self.graph.on(of.candidate.kind, of.candidate.about)
            if passages & one.values("supportedBy")
            and bool(one.values(OBJECT_FIELDS.get(one.kind, ""))) == bool(of.candidate.object)
        ]
        return bool(mine)

    @cached_property
    def before(self) -> Mapping[int, str]:
        """The passages of the earlier version that are word for word those of rows, by place."""
        if self.version.earlier is None:
            return {}
        held = versions.kept(self.dataset.store, self.version.earlier.iri)
        return {
            place: held[row.key].iri
            for place, row in enumerate(self.found.rows, 1)
            if row.key in held and held[row.key].sha256 == row.sha256
        }

    def _only_confirms(self, of: Claim) -> bool:
        places = set(of.candidate.sentences)
        kinds = of.candidate.kind == "Indication" or bool(of.candidate.object)
        is_use = of.candidate.kind in {"Indication", "Authorization"} and kinds
        return is_use and places <= self.found.confirming

    def _passages(self, of: Candidate) -> set[str]:
        return {self.version.passages[place] for place in of.sentences}

    def _lines(self, emitted: Iterable[Claim], drifted: Drift | None) -> list[str]:
        emitted = list(emitted)
        triples: list[Triple] = []
        spoken = statements.referred(emitted)
        cited: set[str] = set()
        for one in emitted:
            passages = sorted(self._passages(one.candidate))
            cited |= set(passages)
            triples += self._claim(one, passages)
        triples += drifted.followed() if drifted else ()
        cited |= {passage for _, passage in drifted.pairs} if drifted else set()
        cited |= {one.passage for one in known.resting(self.dataset.store, self.version.iri)}
        if not self.found.rows and not self.version.source_known:
            return []
        described = versions.described(
            self.source, self.version, self.table, self.found, self.retrieved
        )
        if not self.dataset.describes(f"{BASE}org/{self.source.publisher}"):
            triples += versions.publisher(self.source)
        triples += [*described, *versions.passages(self.version, self.found, cited)]
        for thing in self._things(spoken):
            triples += _thing(thing)
        new = [one.candidate for one in emitted if one.standing == NEW]
        triples += statements.quantities(new, self.terms)
        every = statements.written(triples)
        subjects = {split(line)[0] for line in every if line not in self._known}
        # What a claim is about stays with it: it tells the file that the claim stands in.
        return [
            line
            for line in every
            if line not in self._known
            or (split(line)[0] in subjects and split(line)[1] == f"<{IG}about>")
        ]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.dataset.data.decode().splitlines())

    def _claim(self, of: Claim, passages: list[str]) -> Iterator[Triple]:
        if of.standing == CONFIRMS:
            yield from statements.resting(of, passages)
            return
        yield from statements.claim(of, passages, (), self.terms, _IMPORTER)
        yield of.iri, STATUS, NamedNode(DRAFT)

    def _things(self, spoken: set[str]) -> Iterator[Thing]:
        """The things that are spoken of, and what those speak of."""
        by_iri = {one.iri: one for one in self.found.things}
        wanted = {iri for iri in spoken if iri in by_iri}
        wanted |= {v for iri in wanted for v in by_iri[iri].links.values() if v in by_iri}
        for iri in sorted(wanted):
            yield by_iri[iri]


def _with_their_uses(made: Iterable[Claim]) -> Iterator[Claim]:
    """The claims, without decisions on uses that are no claims."""
    every = list(made)
    gone = {one.iri for one in every if one.standing == SETTLED}
    for one in every:
        if one.candidate.kind == "Authorization" and one.candidate.object in gone:
            continue
        yield one


def _thing(of: Thing) -> Iterator[Triple]:
    yield of.iri, TYPE, NamedNode(f"{IG}{of.kind}")
    if of.label:
        yield of.iri, f"{SKOS}prefLabel", Literal(of.label, language="en")
        if of.definition:
            yield of.iri, f"{SKOS}definition", Literal(of.definition, language="en")
    for name, iri in of.links.items():
        yield of.iri, f"{IG}{name}", NamedNode(iri)
    for name, text in of.texts.items():
        yield of.iri, f"{IG}{name}", Literal(text)
