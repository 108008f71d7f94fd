"""Accepted claims become reviewed claims of the graph: whole, or not at all.

With them goes the version that was read: its source, its sections and its whole ledger. The
content that comes of it is put together before anything is written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from immunograph import build
from immunograph.candidates.candidate import Candidate
from immunograph.dataset import DataSet
from immunograph.errors import BadParameter
from immunograph.graph import split
from immunograph.ingest import claimed, statements
from immunograph.ingest.naming import Namer
from immunograph.ingest.standing import CONFIRMS, DENIES, Claim, Graph
from immunograph.ingest.statements import REVIEWED_ON, STATUS, SUPPORTED_BY
from immunograph.ingest.values import Terms, Triple, read_terms
from immunograph.rdf import turtle_lines
from immunograph.repository import FOLDERS, ContentFile, Repository, of_files, read_file
from immunograph.review import whole
from immunograph.review.changes import changed, objects
from immunograph.review.items import DRIFTED, Item
from immunograph.review.merging import Edited, edited
from immunograph.review.record import ACCEPT, Record
from immunograph.store import Literal, NamedNode
from immunograph.vocabulary import BASE, CLAIMS, IG, PASSAGES, TYPE, XSD

_REVIEWED = f"{IG}Reviewed"
_DISPOSITION = f"<{IG}disposition>"
_MODELLED, _OPEN = f"<{IG}Modelled>", f"<{IG}Open>"
_CITING = frozenset(
    f"<{IG}{name}>" for name in ("supportedBy", "disputedBy", "identifiedThrough", "describedBy")
)
# What a draft says of a claim that follows its sentence.
_OF_FOLLOWED = frozenset({f"<{TYPE}>", f"<{IG}about>", *_CITING})
# What of a draft goes into the graph whatever is accepted.
_OF_SOURCE = tuple(f"<{BASE}{part}/" for part in ("source", "version", "section", "passage", "org"))


@dataclass(frozen=True)
class Applied:
    """What was written into the graph: the files, the claims, and the items they came from."""

    files: tuple[str, ...]
    claims: tuple[str, ...]
    items: tuple[str, ...]


def apply(repository: Repository, dataset: DataSet, record: Record, today: date) -> Applied:
    """Write what was accepted into the graph, and keep in the review file that it was.

    Where everything is decided, the version goes in even if nothing of it was accepted.

    Raises `BadParameter` where nothing is to be written, or for the repository that came with the
    package; `Inconsistent` with everything that keeps the result from being one graph; `Unreadable`
    where a file cannot be read or written. Nothing is written then.
    """
    if repository.built_in:
        fix = "make one of your own: immunograph init DIR"
        raise BadParameter(f"the repository that came with the package is not written to; {fix}")
    accepted = [one for one in record.items if _is_accepted(one, record)]
    applying = _Applying(dataset, record, today, read_terms(dataset.store))
    if not accepted and (record.open() or applying.has_version):
        raise BadParameter("nothing is accepted that is not in the graph already")
    lines = applying.lines(accepted)
    files = edited(repository, lines, dataset.prefixes.namespaces)
    put_together(repository, files)
    whole.write({repository.root / each.name: each.after for each in files})
    record.apply([one.id for one in accepted], today)
    claims = tuple(dict.fromkeys(applying.claim(one).iri for one in accepted))
    return Applied(tuple(e.name for e in files), claims, tuple(one.id for one in accepted))


def _is_accepted(of: Item, record: Record) -> bool:
    decision = record.decided.get(of.id)
    return bool(decision and decision.verdict == ACCEPT and of.id not in record.applied)


@dataclass(frozen=True)
class _Applying:
    dataset: DataSet
    record: Record
    today: date
    terms: Terms

    def lines(self, accepted: Sequence[Item]) -> list[str]:
        """Everything that goes into the graph, as lines of N-Triples."""
        drafted = _drafted(self.record.path, self.record.head.draft)
        triples: list[Triple] = []
        for one in accepted:
            triples += self._triples(one)
        candidates = [self.claim(one).candidate for one in accepted if one.group not in DRIFTED]
        triples += statements.quantities(candidates, self.terms)
        own = statements.written(triples)
        spoken = {f"<{iri}>" for one in candidates for iri in objects(one)}
        taken = [line for line in drafted if self._goes_in(line, spoken)]
        return _disposed([*taken, *own], self._cited_before())

    def _goes_in(self, line: str, spoken: set[str]) -> bool:
        """Whether a line of the draft goes with what was accepted.

        So does what is of the source, of a thing in use, or of a claim that follows its sentence
        into the new version.
        """
        subject, predicate, _ = split(line)
        if subject.startswith(_OF_SOURCE) or subject in spoken:
            return not subject.startswith(f"<{CLAIMS}")
        return subject in self._followed and predicate in _OF_FOLLOWED

    @property
    def has_version(self) -> bool:
        """Whether the graph has the version that was read."""
        line = f"<{self.record.head.version}> "
        return any(each.startswith(line) for each in self._lines)

    @cached_property
    def _followed(self) -> set[str]:
        decided = {one.claim for one in (*self.record.items, *self.record.past)}
        return {f"<{one}>" for one in self._of_graph - decided}

    @cached_property
    def _of_graph(self) -> set[str]:
        """The claims of the graph."""
        return {line[1 : line.find(">")] for line in self._lines if line.startswith(f"<{CLAIMS}")}

    @cached_property
    def _lines(self) -> list[str]:
        return self.dataset.data.decode().splitlines()

    def _cited_before(self) -> set[str]:
        """The passages on which something in the graph rests."""
        triples = (split(line) for line in self._lines if f"<{PASSAGES}" in line)
        return {value for _, predicate, value in triples if predicate in _CITING}

    def claim(self, of: Item) -> Claim:
        """The claim of an item, with what the editor changed; a changed scope changes its name."""
        decision = self.record.decided[of.id]
        if of.group in DRIFTED:
            return Claim(of.claim, of.candidate, {}, CONFIRMS, (of.claim,))
        if of.group in {CONFIRMS, DENIES} and not decision.changes:
            return Claim(of.claim, of.candidate, {}, of.group, of.against)
        candidate = changed(of.candidate, decision.changes)
        if not decision.changes and of.claim not in self._of_graph:
            return Claim(of.claim, candidate, {})
        return self._held(candidate)

    def _held(self, candidate: Candidate) -> Claim:
        """A claim held against the graph anew: it was changed, or the graph has its name by now."""
        found = claimed.about(self.dataset.store, [candidate.about])
        slug = self.record.head.source.rpartition("/")[2]
        graph = Graph(tuple(found), self.terms, Namer(self.dataset.names), slug)
        return graph.claim(candidate)

    def _triples(self, of: Item) -> Iterator[Triple]:
        made = self.claim(of)
        passages = [place.passage for place in of.places]
        if of.group in DRIFTED:
            yield from self._again(of, passages)
        elif made.standing in {CONFIRMS, DENIES}:
            yield from statements.resting(made, passages)
            for iri in made.rests:
                yield from self._looked_at(iri)
        else:
            through = [place.passage for place in of.through]
            yield from statements.claim(made, passages, through, self.terms)
            yield made.iri, STATUS, NamedNode(_REVIEWED)
            yield made.iri, REVIEWED_ON, self._day

    @property
    def _day(self) -> Literal:
        return Literal(self.today.isoformat(), datatype=NamedNode(f"{XSD}date"))

    def _again(self, of: Item, passages: Iterable[str]) -> Iterator[Triple]:
        """That the reworded sentences say a claim of the graph."""
        held = next(iter(claimed.of(self.dataset.store, [of.claim])), None)
        if held is None:
            raise BadParameter(f"the graph has no claim {of.claim} any more; ingest the page again")
        yield of.claim, f"{IG}about", NamedNode(held.about)
        for passage in passages:
            yield of.claim, of.link or SUPPORTED_BY, NamedNode(passage)
        yield from self._looked_at(of.claim)

    def _looked_at(self, iri: str) -> Iterator[Triple]:
        """The day on which a claim of the graph was held against a newer page than before."""
        held = next(iter(claimed.of(self.dataset.store, [iri])), None)
        if held and max(held.values("reviewedOn"), default="") < self._dated():
            yield iri, REVIEWED_ON, self._day

    def _dated(self) -> str:
        """The day of the version; empty where none is known."""
        found = re.search(r"_(\d{4}-\d\d-\d\d)", self.record.head.version)
        return found[1] if found else ""


def _drafted(beside: Path, name: str) -> list[str]:
    """The lines of the draft that stands beside a review file. Raises `Unreadable`."""
    path = beside.with_name(name)
    file = read_file(path, str(path))
    return turtle_lines(file.text.encode(), file.name)


def _disposed(lines: Sequence[str], cited_before: set[str]) -> list[str]:
    """The lines, passages modelled where something rests on them, and open where nothing does."""
    cited = {value for _, predicate, value in map(split, lines) if predicate in _CITING}
    cited |= cited_before
    made: list[str] = []
    known: set[str] = set()
    for line in lines:
        subject, predicate, value = split(line)
        if predicate == _DISPOSITION:
            known.add(subject)
            value = _MODELLED if subject in cited else _OPEN if value == _MODELLED else value
            made.append(f"{subject} {predicate} {value} .")
        else:
            made.append(line)
    made += [f"{passage} {_DISPOSITION} {_MODELLED} ." for passage in cited - cited_before - known]
    return sorted(set(made))


def put_together(repository: Repository, files: Iterable[Edited]) -> DataSet:
    """The content as it would be with these files, built. Raises `Inconsistent`."""
    new = {each.name: ContentFile(each.name, each.after) for each in files}
    names = [name for folder in FOLDERS for name in repository.listed(folder)]
    kept = [repository.read(name) for name in names if name not in new]
    return build.assemble(build.inputs(of_files(repository.root, [*kept, *new.values()])))
