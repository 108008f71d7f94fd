"""The verb `build`: from files to the published data set.

    read       every file whose content changed since the last build
    assemble   one graph: integrity rules, the short cuts derived from claims, the disagreements
               between them, the saved questions
    publish    dataset.nq and manifest.json, whole or not at all

The data set is sorted canonical N-Quads in one default graph. Statements are counted at every
hand-over; a number that does not agree stops the build.
"""

import contextlib
import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from immunograph import __version__, executables, lookups, ontology, publication, unreviewed
from immunograph.claims.recorded import recorded
from immunograph.dataset import DataSet
from immunograph.errors import BadQuery, Inconsistent, StoreFailed, Unreadable
from immunograph.finding import Finding, Place, most_serious_first
from immunograph.graph import Content, Statements, integrity, read_statements
from immunograph.names import iri_of
from immunograph.ontology import Prefixes
from immunograph.places import Places
from immunograph.queries import CONDITIONS
from immunograph.rdf import canonical_lines, joined
from immunograph.repository import FOLDERS, ContentFile, Repository
from immunograph.store import ENGINE, MemoryStore, Store
from immunograph.validity import holding
from immunograph.vocabulary import IG, TYPE

# Raised when the same files would give another data set.
BUILDER = f"5 {ENGINE}"
# What is read in each folder of the content, and where else a file may belong.
_READ = {
    "ontology": re.compile(r"ontology/([^/]+\.ttl|derive/[^/]+\.rq|mappings/[^/]+\.tsv)"),
    "graph": re.compile(r"graph/[^/]+/[^/]+\.ttl"),
    "queries": re.compile(r"queries/([^/]+/)*[^/]+\.rq"),
    "validate": re.compile(r"validate/([^/]+\.ttl|rules/[^/]+\.rq)"),
}
_FIX = {
    "ontology": "terms are ontology/*.ttl, derivations ontology/derive/*.rq",
    "graph": "content is graph/<kind>/<name>.ttl",
    "queries": "saved questions are queries/*.rq",
    "validate": "shapes and waivers are validate/*.ttl, rules validate/rules/*.rq",
}
_CANARIES = ("targets", "brands", "approvals", "questions")


@dataclass(frozen=True)
class Inputs:
    """The files a data set is made from, and the day on which its claims hold, where it has one."""

    repository: Repository
    files: tuple[ContentFile, ...]
    rules: tuple[ContentFile, ...]
    questions: tuple[ContentFile, ...]
    day: date | None = None

    @property
    def every(self) -> tuple[ContentFile, ...]:
        """All of them."""
        return *self.files, *self.rules, *self.questions

    @cached_property
    def sha256(self) -> str:
        """One digest of every file, its name and the builder."""
        lines = [f"{file.sha256}  {file.name}" for file in self.every]
        of = BUILDER if self.day is None else f"{BUILDER} as of {self.day}"
        return hashlib.sha256("\n".join([of, *lines]).encode()).hexdigest()

    @cached_property
    def prefixes(self) -> Prefixes:
        """The prefixes that are declared. Raises `Unreadable`."""
        return ontology.prefixes(self.repository)


def inputs(repository: Repository) -> Inputs:
    """The files of a repository from which its data set is made.

    Raises `Unreadable`, or `Inconsistent` where a folder holds what nothing would read.
    """
    if stray := stray_files(repository):
        raise Inconsistent(stray)
    turtle = [*repository.files("ontology", ".ttl"), *repository.files("graph", ".ttl")]
    rules = tuple(ontology.derivations(repository))
    questions = (f for f in repository.files("queries", ".rq") if not f.name.startswith(CONDITIONS))
    return Inputs(repository, tuple(turtle), rules, tuple(questions))


def current(repository: Repository) -> DataSet:
    """The data set of the content as it is now: the published one, or else a new build.

    Raises `Unreadable` or `Inconsistent` where the content cannot be built; what was published
    before then stays as it is.
    """
    dataset, faults = draft(repository)
    if faults:
        raise Inconsistent(faults)
    return dataset


def draft(repository: Repository) -> tuple[DataSet, list[Finding]]:
    """The same, and what keeps it from being one graph: then it is not published.

    Raises `Unreadable`, or `Inconsistent` where a file cannot be kept as it is written.
    """
    made_from = inputs(repository.snapshot())
    prefixes = made_from.prefixes
    if published := publication.read(repository, made_from.sha256):
        manifest, data = published
        store = MemoryStore(data, prefixes.namespaces)
        if canary_answers(store, prefixes) == manifest.get("canaries"):
            return DataSet(store, prefixes, manifest, data), []
    dataset, faults = _assembled(made_from)
    if not faults:
        with contextlib.suppress(OSError):  # nowhere to keep it: the next reader builds it again
            publication.write(repository, dataset.manifest, dataset.data)
    return dataset, faults


def publish(made_from: Inputs) -> DataSet:
    """Build the data set of files that were checked, and publish it as such.

    Raises as `current` does, `Unreadable` where the files are others by now, and `StoreFailed`
    where it cannot be written.
    """
    if inputs(Repository(made_from.repository.root)).sha256 != made_from.sha256:
        reason, fix = "the files were edited while they were checked", "build again"
        raise Unreadable([Finding("edited", reason, Place("graph"), fix=fix)])
    from immunograph import history  # noqa: PLC0415 (only where something is built)

    dataset = assemble(made_from)
    source = history.state(made_from.repository.root)
    manifest = {**dataset.manifest, "checked": True, "source": source}
    checked = replace(dataset, manifest=manifest)
    try:
        publication.write(made_from.repository, checked.manifest, checked.data)
    except OSError as error:
        raise StoreFailed(f"the data set cannot be written: {error}") from None
    return checked


def assemble(made_from: Inputs) -> DataSet:
    """The data set of the files, not yet published.

    Raises `Unreadable` with every file that cannot be read, or `Inconsistent` with everything
    that keeps the files from being one graph.
    """
    dataset, faults = _assembled(made_from)
    if faults:
        raise Inconsistent(faults)
    return dataset


def _assembled(made_from: Inputs) -> tuple[DataSet, list[Finding]]:
    cache = publication.Cache(made_from.repository, BUILDER)
    files = _read_all(made_from, cache)
    texts = {file.name: file.text for file in made_from.files}
    prefixes = made_from.prefixes
    rules = tuple(rule.text for rule in made_from.rules)
    questions = _questions(made_from, cache)
    cache.save()
    content = Content((*files, *questions), Places(texts), prefixes, rules)
    faults = most_serious_first(integrity(content))
    stated = sorted({line for file in files for line in file.lines})
    held = holding(stated, made_from.day)
    asserted = held.lines
    compiled = {line for file in questions for line in file.lines}.difference(asserted)
    derived = _derive(made_from, held.running).difference(asserted, compiled)
    lines = sorted((*asserted, *compiled, *derived))
    data = joined(lines)
    # Not the store that the short cuts were derived in: a store answers in the order in which it
    # was loaded, and the next reader of these bytes must get the same answers in the same order.
    store = MemoryStore(data, prefixes.namespaces)
    if not store.holds(lines):
        raise StoreFailed("the store changed statements that were given to it")
    counts = {
        "parsed": sum(file.parsed for file in files),
        "asserted": len(asserted),
        "derived": len(derived),
        "compiled": len(compiled),
    }
    manifest = _manifest(made_from, counts, lines, data)
    manifest["canaries"] = canary_answers(store, prefixes)
    manifest["checked"] = False
    if made_from.day:
        manifest["as_of"] = {"day": str(made_from.day), "left_out": len(held.left_out)}
    return DataSet(store, prefixes, manifest, data), faults


def canary_answers(store: Store, prefixes: Prefixes) -> dict[str, list[list[str]]]:
    """What a data set answers to a few fixed lookups, as rows of CURIEs.

    A reader that gets other answers has not got the data set that was published.
    """
    answers = {}
    for name in _CANARIES:
        solutions = store.select(lookups.text(name))
        rows = [
            [prefixes.contract(iri_of(row[v])) for v in solutions.variables]
            for row in solutions.rows
        ]
        answers[name] = sorted(rows)
    return answers


def stray_files(repository: Repository) -> list[Finding]:
    """Files in the content folders that stand where nothing would read them."""
    names = (name for folder in FOLDERS for name in repository.listed(folder))
    return [
        Finding("stray-file", "nothing would read this file here", Place(name), fix=_FIX[folder])
        for name in names
        if not _READ[folder := name.partition("/")[0]].fullmatch(name)
    ]


def _read_all(made_from: Inputs, cache: publication.Cache) -> list[Statements]:
    statements: list[Statements] = []
    unreadable: list[Finding] = []
    inconsistent: list[Finding] = []
    for file in made_from.files:
        try:
            statements.append(_cached(file, cache))
        except Inconsistent as error:
            inconsistent.extend(error.findings)
        except Unreadable as error:
            unreadable.extend(error.findings)
    if unreadable:
        raise Unreadable(most_serious_first([*unreadable, *inconsistent]))
    if inconsistent:
        raise Inconsistent(most_serious_first(inconsistent))
    return statements


def _cached(file: ContentFile, cache: publication.Cache) -> Statements:
    if (known := cache.get(file.sha256)) is not None:
        return Statements(file.name, tuple(known.lines), known.parsed)
    read = read_statements(file)
    cache.put(file.sha256, read.lines, read.parsed)
    return read


def _questions(made_from: Inputs, cache: publication.Cache) -> list[Statements]:
    """The statements of each saved question; its name and the prefixes are in them."""
    declared = made_from.repository.read(ontology.PREFIXES_FILE).sha256
    found = []
    for file in executables.by_iri(made_from.questions).values():
        written = f"{file.sha256} {file.name} {declared}"
        key = hashlib.sha256(written.encode()).hexdigest()
        known = cache.get(key)
        if known is None:
            read = executables.compiled(file, made_from.prefixes)
            cache.put(key, read.lines, read.parsed)
        else:
            read = Statements(file.name, tuple(known.lines), known.parsed)
        found.append(read)
    return found


def _derive(made_from: Inputs, asserted: Sequence[str]) -> set[str]:
    """What follows from the statements: short cuts, which of them rest on drafts, disagreements."""
    store = MemoryStore(joined(asserted), made_from.prefixes.namespaces)
    derived = _derived(made_from, store)
    if (reviewed := unreviewed.without_drafts(asserted)) is not None:
        alone = MemoryStore(joined(reviewed), made_from.prefixes.namespaces)
        derived.update([*unreviewed.marks(derived, _derived(made_from, alone), asserted)])
    derived.update(canonical_lines(recorded(store)))
    return derived


def _derived(made_from: Inputs, store: Store) -> set[str]:
    derived: set[str] = set()
    for rule in made_from.rules:
        try:
            derived.update(canonical_lines(store.construct(rule.text)))
        except BadQuery as error:
            place = error.within(rule.name).place or Place(rule.name)
            raise Unreadable([Finding("derivation", error.reason, place)]) from None
    return derived


def _manifest(
    made_from: Inputs, counts: Mapping[str, int], lines: list[str], data: bytes
) -> dict[str, Any]:
    of_class = f" <{TYPE}> <{IG}"
    classes = Counter(line.rpartition(IG)[2][: -len("> .")] for line in lines if of_class in line)
    return {
        "dataset": {
            "file": "dataset.nq",
            "sha256": hashlib.sha256(data).hexdigest(),
            "statements": len(lines),
        },
        "statements": counts,
        "inputs": {
            "builder": BUILDER,
            "sha256": made_from.sha256,
            "files": {file.name: file.sha256 for file in made_from.every},
        },
        "classes": dict(sorted(classes.items())),
        "claims": unreviewed.counted(lines),
        "source": {},
        "tool": {"immunograph": __version__, "engine": ENGINE},
    }
