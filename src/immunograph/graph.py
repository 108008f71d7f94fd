"""The folder `graph/`: what is said, one subject a file, and what must hold for it to be read.

These rules need no shape: a file that breaks one of them is not published at all.
"""

import difflib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from immunograph.errors import Inconsistent, StoreFailed
from immunograph.finding import Finding, Place
from immunograph.ontology import Prefixes
from immunograph.places import Places, written
from immunograph.rdf import parse_turtle, turtle_lines
from immunograph.repository import ContentFile
from immunograph.store import Literal, is_kept, stored_literal
from immunograph.vocabulary import (
    BASE,
    CLASS_FOLDER,
    IG,
    KIND_FOLDERS,
    PARTS_OF_SOURCE,
    QUERIES,
    SHORT_CUT_OF,
    SKOS,
    TYPE,
)

# A part is of small letters, digits and hyphens; the first may be a number such as 0.5.
_SLUG = re.compile(r"(?:[0-9]+\.[0-9]+|[a-z0-9]+(?:-[a-z0-9]+)*)(?:_[a-z0-9]+(?:-[a-z0-9]+)*)*")
_CAPITAL_TAG = re.compile(r"@[A-Za-z0-9-]*[A-Z]")
_NEIGHBOURS = 50
_TYPED = '"^^<'
_ABOUT, _TYPE, _SHORT_CUT_OF = f"<{IG}about>", f"<{TYPE}>", f"<{SHORT_CUT_OF}>"
_MAPPINGS = frozenset(f"<{SKOS}{name}Match>" for name in ("exact", "close", "broad", "narrow"))


@dataclass(frozen=True)
class Statements:
    """The statements of one file as canonical lines, and how many the file wrote."""

    name: str
    lines: tuple[str, ...]
    parsed: int

    @cached_property
    def triples(self) -> tuple[tuple[str, str, str], ...]:
        """The lines as subject, predicate and object in N-Triples form."""
        return tuple(split(line) for line in self.lines)

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The subjects of the statements, in order."""
        return tuple(sorted({subject for subject, _, _ in self.triples}))


def split(line: str) -> tuple[str, str, str]:
    """A canonical line as subject, predicate and object.

    >>> split('<urn:a> <urn:b> "c d" .')
    ('<urn:a>', '<urn:b>', '"c d"')
    """
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[:-2]


def read_statements(file: ContentFile) -> Statements:
    """The statements of a file.

    Raises `Unreadable` where it does not parse, `Inconsistent` where it holds what the data
    set cannot keep as written: blank nodes, literals the store would rewrite; `StoreFailed`
    where it was not read whole.
    """
    text = file.text  # not UTF-8 is said before it is said to be no Turtle
    read = turtle_lines(file.data, file.name)
    count = written(text, file.name)
    lines = tuple(sorted(set(read)))
    findings = [
        *_blank_nodes(file.name, text, lines),
        *_rewritten(file, lines),
        *_language_tags(file.name, text),
    ]
    if findings:
        raise Inconsistent(findings)
    if count != len(read):
        raise StoreFailed(f"{file.name}: {count} statements are written, {len(read)} were read")
    return Statements(file.name, lines, count)


def _blank_nodes(name: str, text: str, lines: Iterable[str]) -> Iterator[Finding]:
    if any("_:" in line and _has_blank_node(line) for line in lines):
        from immunograph.turtle.tokens import scan  # noqa: PLC0415 (only where one is)

        fix = "give every node an IRI, so that a small change is a small diff"
        for token in scan(text).words:
            if token.kind in {"[", "(", "blank"}:
                place = Place(name, *token.position)
                yield Finding("blank-node", "there is a node without an IRI", place, fix=fix)


def _has_blank_node(line: str) -> bool:
    subject, _, value = split(line)
    return subject.startswith("_:") or value.startswith("_:")


def _rewritten(file: ContentFile, lines: Iterable[str]) -> Iterator[Finding]:
    if is_kept([line for line in lines if _TYPED in line]):
        return
    places = Places({file.name: file.text})
    for quad in parse_turtle(file.data, file.name):
        literal = quad.object
        if isinstance(literal, Literal) and (kept := stored_literal(literal)) != literal:
            place = places.of(file.name, str(quad.subject), str(quad.predicate), str(literal))
            message = f"the store would turn {literal.value!r} into {kept.value!r}"
            yield Finding("literal-form", message, place, fix=f"write {kept.value}")


def _language_tags(name: str, text: str) -> Iterator[Finding]:
    """Tags in capitals: the parser itself turns them into small letters."""
    if not _CAPITAL_TAG.search(text):
        return
    from immunograph.turtle.tokens import scan  # noqa: PLC0415 (only where a tag may be at fault)

    for token in scan(text).words:
        if token.kind == "at" and token.text != token.text.lower():
            place = Place(name, *token.position)
            message = f"the store would turn {token.text} into {token.text.lower()}"
            yield Finding("literal-form", message, place, fix=f"write {token.text.lower()}")


@dataclass(frozen=True)
class Content:
    """Everything the files of a repository state, and where."""

    files: tuple[Statements, ...]
    places: Places
    prefixes: Prefixes
    rules: tuple[str, ...] = ()

    def show(self, term: str) -> str:
        """A term as the files write it."""
        return self.prefixes.contract(term[1:-1]) if term.startswith("<") else term

    @cached_property
    def homes(self) -> Mapping[str, list[str]]:
        """The files in which each subject stands."""
        homes: dict[str, list[str]] = defaultdict(list)
        for file in self.files:
            for subject in file.subjects:
                homes[subject].append(file.name)
        return homes

    @cached_property
    def names(self) -> Mapping[str, tuple[list[str], list[str]]]:
        """The names in each namespace, sorted from their beginning and from their end."""
        names: dict[str, list[str]] = defaultdict(list)
        for subject in self.homes:
            names[subject.removesuffix(f"{_local(subject)}>")].append(_local(subject))
        return {n: (sorted(of), sorted(each[::-1] for each in of)) for n, of in names.items()}

    @cached_property
    def graph_files(self) -> tuple[Statements, ...]:
        """The files below `graph/`."""
        return tuple(file for file in self.files if file.name.startswith("graph/"))

    @cached_property
    def short_cuts(self) -> frozenset[str]:
        """The predicates that are derived and never asserted."""
        marks = (t for f in self.files for t in f.triples if t[1] == _SHORT_CUT_OF)
        return frozenset(subject for subject, _, _ in marks) | _MAPPINGS


def integrity(content: Content) -> list[Finding]:
    """What keeps the content from being one graph: every rule on every file."""
    return [finding for rule in RULES.values() for finding in rule(content)]


def _foreign_subjects(content: Content) -> Iterator[Finding]:
    for file in content.graph_files:
        for subject in file.subjects:
            if not subject.startswith(f"<{BASE}") or subject.startswith(f"<{IG}"):
                message = f"{content.show(subject)} is not a thing of this graph"
                fix = f"describe only what lies in {BASE}; link to the rest by a claim"
                yield _finding("foreign-subject", content, file, message, fix, subject)
            elif subject.startswith(f"<{QUERIES}"):
                message = f"{content.show(subject)} is a question, and no thing of this graph"
                fix = "write it as a file of queries/, from which it is made"
                yield _finding("foreign-subject", content, file, message, fix, subject)


def _slugs(content: Content) -> Iterator[Finding]:
    for file in content.graph_files:
        for subject in file.subjects:
            if not _SLUG.fullmatch(_local(subject)):
                message = f"the name {_local(subject)!r} is not a slug"
                fix = "use lower-case letters, digits, hyphens inside a part, _ between parts"
                yield _finding("slug", content, file, message, fix, subject)


def _duplicates(content: Content) -> Iterator[Finding]:
    for subject, files in content.homes.items():
        for name in files[1:]:
            first = content.places.of(files[0], subject)
            message = f"{content.show(subject)} is described already in {first}"
            fix = "keep one subject in one file"
            place = content.places.of(name, subject)
            yield Finding("duplicate-subject", message, place, node=subject[1:-1], fix=fix)


def _wrong_folders(content: Content) -> Iterator[Finding]:
    for file in content.files:
        about = {s: o for s, p, o in file.triples if p == _ABOUT}
        for subject in file.subjects:
            thing = about.get(subject, subject)
            home = None if subject.startswith(f"<{IG}") else home_of(thing)
            with_its_thing = thing != subject and file.name in content.homes.get(thing, ())
            if home and home != file.name and not with_its_thing:
                what = "a claim about it belongs" if thing != subject else "it belongs"
                message = f"{content.show(subject)} stands in the wrong file: {what} in {home}"
                fix = f"move it to {home}"
                yield _finding("wrong-file", content, file, message, fix, subject)


def _missing(content: Content) -> Iterator[Finding]:
    known = content.homes
    for file in content.graph_files:
        for triple in file.triples:
            for term in triple[1:]:
                if term not in known and term.startswith(f"<{BASE}"):
                    yield _missing_finding(content, file, triple, term)


def _missing_finding(
    content: Content, file: Statements, triple: tuple[str, str, str], term: str
) -> Finding:
    near = _nearest(content, term)
    fix = f"did you mean {near}?" if near else "describe it in its own file, or correct the name"
    subject, predicate, value = triple
    place = content.places.of(file.name, subject, predicate, value if term == value else None)
    message = f"{content.show(subject)} speaks of {content.show(term)}, which does not exist"
    return Finding(
        "missing-thing",
        message,
        place,
        node=subject[1:-1],
        path=predicate[1:-1],
        value=term,
        fix=fix,
    )


def _nearest(content: Content, term: str) -> str | None:
    """The name nearest to a missing one, among those of its own namespace that begin or end alike.

    To compare it with each of ten thousand names would take longer than everything else.
    """
    local = _local(term)
    namespace = term.removesuffix(f"{local}>")
    forwards, backwards = content.names.get(namespace, ([], []))
    alike = [*_around(forwards, local), *(n[::-1] for n in _around(backwards, local[::-1]))]
    near = difflib.get_close_matches(local, dict.fromkeys(alike), n=1, cutoff=0.7)
    return content.show(f"{namespace}{near[0]}>") if near else None


def _around(names: list[str], name: str) -> list[str]:
    at = bisect_left(names, name)
    return names[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]


def _asserted_short_cuts(content: Content) -> Iterator[Finding]:
    for file in content.graph_files:
        for subject, predicate, value in file.triples:
            if predicate in content.short_cuts:
                message = (
                    f"{content.show(predicate)} is derived from claims and never written by hand"
                )
                place = content.places.of(file.name, subject, predicate, value)
                fix = "write the claim, with the passage that says it"
                yield Finding(
                    "short-cut-asserted",
                    message,
                    place,
                    node=subject[1:-1],
                    path=predicate[1:-1],
                    fix=fix,
                )


def _short_cuts_without_rule(content: Content) -> Iterator[Finding]:
    """A short cut that no derivation makes would be empty, and every question for it with it."""
    marks = ((f, t) for f in content.files for t in f.triples if t[1] == _SHORT_CUT_OF)
    for file, (predicate, _, kind) in marks:
        name, claim = content.show(predicate), content.show(kind)
        if not any(
            name in rule or (claim in rule and "?predicate" in rule) for rule in content.rules
        ):
            message = f"no derivation makes the short cut {name}"
            fix = "write one in ontology/derive/, or put back the one that was there"
            yield _finding("short-cut-without-rule", content, file, message, fix, predicate)


def _untyped(content: Content) -> Iterator[Finding]:
    for file in content.graph_files:
        typed = {subject for subject, predicate, _ in file.triples if predicate == _TYPE}
        for subject in file.subjects:
            if subject not in typed:
                message = f"{content.show(subject)} has no class, so nothing checks it"
                fix = "say what it is: a ig:..."
                yield _finding("no-class", content, file, message, fix, subject)


# What keeps files from being one graph, by the name that its findings give.
RULES: Mapping[str, Callable[[Content], Iterator[Finding]]] = {
    "foreign-subject": _foreign_subjects,
    "slug": _slugs,
    "duplicate-subject": _duplicates,
    "wrong-file": _wrong_folders,
    "missing-thing": _missing,
    "short-cut-asserted": _asserted_short_cuts,
    "short-cut-without-rule": _short_cuts_without_rule,
    "no-class": _untyped,
}


def home_of(thing: str) -> str | None:
    """The file in which a thing, or claims about it, must stand; None for what has none."""
    iri = thing.strip("<>")
    if iri.startswith(IG):
        return f"graph/{CLASS_FOLDER}/{kebab(iri.removeprefix(IG))}.ttl"
    if iri.startswith(PARTS_OF_SOURCE):
        return f"graph/source/{_local(thing).partition('_')[0]}.ttl"
    for namespace, folder in KIND_FOLDERS.items():
        if iri.startswith(namespace):
            slug = _local(thing)
            owner = slug.rpartition("_")[0] if folder == "mechanism" and "_" in slug else slug
            return f"graph/{folder}/{owner}.ttl"
    return None


def kebab(name: str) -> str:
    """A class name as the name of a file.

    >>> kebab("CarTCellTherapy")
    'car-t-cell-therapy'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri.strip("<>"))[-1]


def _finding(
    rule: str, content: Content, file: Statements, message: str, fix: str, subject: str
) -> Finding:
    place = content.places.of(file.name, subject)
    return Finding(rule, message, place, node=subject[1:-1], fix=fix)
