"""What an editor needs to know of a finding: its place, labels, the passages behind it.

Looked up only for the findings there are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from immunograph import evidence, executables, lookups
from immunograph.build import inputs
from immunograph.dataset import DataSet
from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place
from immunograph.names import iri_of
from immunograph.places import ANY, Places
from immunograph.repository import ContentFile, Repository
from immunograph.store import NamedNode
from immunograph.vocabulary import CLAIMS, PASSAGES

_PREDICATE = re.compile(r"<[^>]*>")
# Where a path may begin: its first step, or a step that is one of several to choose from.
_FIRST_STEP = re.compile(r"\(*(<[^<>]*>)/")
_ONLY_STEP = re.compile(r"(?<!/)(?<!\^)(?<!\^\()<[^<>]*>(?!/)")
_LITERAL = re.compile(r'"(.*)"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?')
_BATCH = 400


def complete(
    repository: Repository, dataset: DataSet, findings: Iterable[Finding]
) -> list[Finding]:
    """The findings of a check, with the places, labels and passages of what they speak of."""
    given = list(findings)
    if not given:
        return []
    made_from = inputs(repository)
    files = {file.name: file.text for file in made_from.files}
    questions = executables.by_iri(made_from.questions)
    things = _iris(term for one in given for term in (one.node, one.other))
    named, behind = labels(dataset, things), passages(dataset, things)
    known = _Known(dataset, Places(files), named, behind, questions)
    return quoted(repository, map(known.complete, given))


def quoted(repository: Repository, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, each with the line of the file to which its place points."""
    lines = _Lines(repository)
    return [replace(one, excerpt=lines.at(one.place)) for one in findings]


def labels(dataset: DataSet, iris: Iterable[str]) -> dict[str, str]:
    """What things are called; a claim by its kind, what it is about and its name."""
    given = list(iris)
    show = dataset.names.show
    subjects: dict[str, list[str]] = {}
    for batch in _batches([iri for iri in given if iri.startswith(CLAIMS)]):
        for row in dataset.store.select(_asked("subject", batch)).rows:
            words = f"{show(row['kind'])} of {show(row['about'])}"
            subjects.setdefault(iri_of(row["claim"]), []).append(words)
    named = dataset.names.label
    return {
        iri: f"{' and '.join(subjects[iri])} ({named(iri)})" if iri in subjects else named(iri)
        for iri in given
    }


def passages(dataset: DataSet, iris: Iterable[str]) -> dict[str, list[str]]:
    """The passages behind each claim, and each passage itself, as people read them."""
    given = list(iris)
    found: dict[str, list[str]] = {}
    for batch in _batches([iri for iri in given if iri.startswith(CLAIMS)]):
        behind = evidence.of_claims(dataset, batch)
        found |= {claim: [str(one) for one in each] for claim, each in behind.items()}
    for batch in _batches([iri for iri in given if iri.startswith(PASSAGES)]):
        found |= {one.passage: [str(one)] for one in evidence.of_passages(dataset, batch)}
    return found


def _iris(terms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(_bare(term) for term in terms if term.startswith("<")))


def _bare(term: str) -> str:
    return term.removeprefix("<").removesuffix(">")


def _batches(iris: Sequence[str]) -> Iterator[Sequence[str]]:
    return (iris[start : start + _BATCH] for start in range(0, len(iris), _BATCH))


def _asked(lookup: str, iris: Iterable[str]) -> str:
    terms = " ".join(str(NamedNode(iri)) for iri in iris)
    return lookups.text(lookup).replace("UNDEF", terms)


@dataclass(frozen=True)
class _Known:
    """What the data set and the files say of the things that findings speak of."""

    dataset: DataSet
    places: Places
    labels: Mapping[str, str]
    passages: Mapping[str, list[str]]
    questions: Mapping[str, ContentFile]
    yielding: dict[str, Mapping[str, list[str]]] = field(default_factory=dict)

    def complete(self, finding: Finding) -> Finding:
        if not finding.node.startswith("<"):
            return finding
        node, other = _bare(finding.node), _bare(finding.other)
        behind = [*self.passages.get(node, ()), *self.passages.get(other, ())]
        return replace(
            finding,
            place=self._place(finding) or finding.place,
            node=node,
            label=self.labels[node],
            path=_bare(finding.path) if _PREDICATE.fullmatch(finding.path) else finding.path,
            value_label=self._value_label(finding.value),
            other=other,
            other_label=self.labels.get(other, other),
            other_place=self.places.anywhere(finding.other) if other else None,
            passages=tuple(dict.fromkeys(behind)),
        )

    def _value_label(self, value: str) -> str:
        if value.startswith("<"):
            return self.dataset.names.label(_bare(value))
        literal = _LITERAL.fullmatch(value)
        return literal[1] if literal else value

    def _place(self, finding: Finding) -> Place | None:
        """The nearest thing that an editor can change: the statement, what yields it, the thing."""
        node, value = finding.node, finding.value
        predicates = _PREDICATE.findall(finding.path)
        exact = [(node, each, value) for each in (*predicates, ANY) if value]
        if finding.path.startswith("^"):
            exact += [(value, each, node) for each in predicates]
        return (
            self._first(exact)
            or self._yielding(node, predicates, value)
            or self._first([*((node, each) for each in _beginnings(finding.path)), (node,)])
            or self._asked(finding)
        )

    def _asked(self, finding: Finding) -> Place | None:
        """The place in the file of a question."""
        node = _bare(finding.node)
        file = self.questions.get(node.partition("_")[0])
        paths = map(_bare, _PREDICATE.findall(finding.path))
        shown = self.dataset.prefixes.contract(_bare(finding.value))
        return executables.place(file, node, paths, shown) if file else None

    def _first(self, statements: Iterable[tuple[str, ...]]) -> Place | None:
        return next(filter(None, (self.places.find(*terms) for terms in statements)), None)

    def _yielding(self, node: str, predicates: Sequence[str], value: str) -> Place | None:
        """The place of the claim from which a statement follows, where it is a short cut."""
        things = (_bare(node), *sorted(self.dataset.names.kinds.get(_bare(node), ())))
        for predicate in predicates:
            yielding = self._claims(predicate)
            claims = [claim for thing in things for claim in yielding.get(thing, ())]
            of_value = [(claim, ANY, value) for claim in claims if value]
            if place := self._first([*of_value, *((claim,) for claim in claims)]):
                return place
        return None

    def _claims(self, predicate: str) -> Mapping[str, list[str]]:
        """The claims that yield a short cut, by the thing or the class they are about."""
        if predicate not in self.yielding:
            path = NamedNode(_bare(predicate))
            claims: dict[str, list[str]] = {}
            for row in self.dataset.store.select(lookups.text("yields"), path=path).rows:
                claims.setdefault(iri_of(row["about"]), []).append(str(row["claim"]))
            self.yielding[predicate] = claims
        return self.yielding[predicate]


def _beginnings(path: str) -> Sequence[str]:
    """The predicates of a thing with which a path begins."""
    first = _FIRST_STEP.match(path)
    return [first[1]] if first else _ONLY_STEP.findall(path)


class _Lines:
    """The lines of the files of a repository; a file is read when it is first asked about."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._files: dict[str, list[str]] = {}

    def at(self, place: Place) -> str:
        """The line at a place; empty where there is none."""
        if place.line is None:
            return ""
        if place.file not in self._files:
            self._files[place.file] = self._read(place.file)
        lines = self._files[place.file]
        return lines[place.line - 1].rstrip("\r") if 0 < place.line <= len(lines) else ""

    def _read(self, file: str) -> list[str]:
        try:
            return self._repository.read(file).text.split("\n")
        except Unreadable:
            return []
