"""Mends that are certain: of how a file is written, never of what it says.

    MENDS      from the rule of a finding to what makes the right literal of a wrong one
    layout     the canonical layout, after them

What was mended is read again and compared, statement by statement, before anything is written.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from immunograph.errors import BadParameter, LayoutFailed, Unreadable
from immunograph.finding import Finding, Place
from immunograph.format import Change, write
from immunograph.isomorphism import isomorphic
from immunograph.places import read_document
from immunograph.rdf import parse_turtle
from immunograph.repository import ContentFile, Repository
from immunograph.store import Literal as StoredLiteral
from immunograph.store import NamedNode, Quad, stored_literal
from immunograph.turtle.document import (
    Anonymous,
    Collection,
    Literal,
    Object,
    Predicate,
    Statement,
    Term,
)
from immunograph.turtle.layout import laid_out
from immunograph.turtle.tokens import Position
from immunograph.vocabulary import XSD


@dataclass(frozen=True, slots=True)
class Edit:
    """A literal that was mended: the rule, where it stood, how it was and how it is written."""

    rule: str
    place: Place
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A file as it was and as it is mended; `moved` where its layout was not canonical."""

    change: Change
    edits: tuple[Edit, ...]
    moved: bool


# What two spellings of a value must agree in for one to take the place of the other. Dates and
# times are not in it: the store's form of 24:00 stands on the next day.
_EXACT: Mapping[str, Callable[[str], object]] = {
    f"{XSD}boolean": lambda text: text in {"1", "true"},
    f"{XSD}decimal": Decimal,
    f"{XSD}double": Decimal,
    f"{XSD}float": Decimal,
    f"{XSD}integer": Decimal,
}


def literal_form(literal: Literal) -> Literal:
    """A literal as the store keeps it, where that is the same value to the last digit.

    >>> str(literal_form(Literal("1.50", f"{XSD}decimal", "", Position(1, 1))))
    '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    if literal.language:
        return replace(literal, language=literal.language.lower())
    exact = _EXACT.get(literal.datatype)
    if exact is None:
        return literal
    kept = stored_literal(StoredLiteral(literal.lexical, datatype=NamedNode(literal.datatype)))
    if kept.value == literal.lexical or kept.datatype.value != literal.datatype:
        return literal
    same = exact(kept.value) == exact(literal.lexical)
    return replace(literal, lexical=kept.value) if same else literal


# A mend is a row: it gives a literal back as it is where it is in order, or where it is not
# certain what should stand there.
MENDS: Mapping[str, Callable[[Literal], Literal]] = {"literal-form": literal_form}


def mended(file: ContentFile, path: Path, prefixes: Mapping[str, str]) -> Mended | None:
    """A file of Turtle with its certain mends; None where there is nothing to mend.

    Raises `Unreadable` where it is not Turtle 1.1, `LayoutFailed` where it cannot be kept.
    """
    quads = parse_turtle(file.data, file.name)
    document = found = read_document(file.text, file.name)
    edits: list[Edit] = []
    for rule, mend in MENDS.items():
        mending = _Mending(rule, mend, file.name, edits)
        statements = tuple(mending.statement(each) for each in document.statements)
        document = replace(document, statements=statements)
    after = laid_out(document, prefixes)
    if after == file.text:
        return None
    if not _says(after, _expected(quads)):
        raise LayoutFailed(file.name)
    moved = not edits or laid_out(found, prefixes) != file.text
    return Mended(Change(path, file.text, after), tuple(edits), moved)


@dataclass(frozen=True, slots=True)
class _Mending:
    """One mend, carried through a document; what it changes is put among the edits."""

    rule: str
    mend: Callable[[Literal], Literal]
    file: str
    edits: list[Edit]

    def statement(self, statement: Statement) -> Statement:
        subject, predicates = self._term(statement.subject), statement.predicates
        return replace(statement, subject=subject, predicates=self._predicates(predicates))

    def _predicates(self, predicates: Iterable[Predicate]) -> tuple[Predicate, ...]:
        return tuple(replace(each, objects=self._objects(each.objects)) for each in predicates)

    def _objects(self, objects: Iterable[Object]) -> tuple[Object, ...]:
        return tuple(replace(each, term=self._term(each.term)) for each in objects)

    def _term(self, term: Term) -> Term:
        match term:
            case Literal():
                return self._literal(term)
            case Anonymous():
                return replace(term, predicates=self._predicates(term.predicates))
            case Collection():
                return replace(term, items=self._objects(term.items))
        return term

    def _literal(self, literal: Literal) -> Literal:
        after = self.mend(literal)
        if after != literal:
            place = Place(self.file, *literal.position)
            self.edits.append(Edit(self.rule, place, _shown(literal), _shown(after)))
        return after


def _shown(literal: Literal) -> str:
    return f"@{literal.language}" if literal.language else literal.lexical


def _says(text: str, expected: bytes) -> bool:
    try:
        return isomorphic(expected, text.encode())
    except SyntaxError:
        return False


def _expected(quads: Iterable[Quad]) -> bytes:
    """What the statements of a file must be after its mends, as N-Triples."""
    lines = (f"{q.subject} {q.predicate} {_mended_term(q)} .\n" for q in quads)
    return "".join(lines).encode()


def _mended_term(quad: Quad) -> str:
    term = quad.object
    if not isinstance(term, StoredLiteral):
        return str(term)
    literal = Literal(term.value, term.datatype.value, term.language or "", Position(1, 1))
    for mend in MENDS.values():
        literal = mend(literal)
    return str(literal)


def mends(
    repository: Repository, names: Iterable[str], prefixes: Mapping[str, str]
) -> Iterator[Mended]:
    """The files of some names with something to mend; one that is no Turtle is left to the check.

    Raises `LayoutFailed`, or `Unreadable` where a file cannot be read at all.
    """
    for name in names:
        file = repository.read(name)
        try:
            found = mended(file, repository.root / name, prefixes)
        except Unreadable:  # the check says what is wrong with it, and where
            continue
        if found:
            yield found


def write_all(repository: Repository, found: Iterable[Mended]) -> None:
    """Write mended files, each whole or not at all, and none where one cannot be written.

    Raises `BadParameter` for the repository that came with the package, `Unreadable` with every
    file that cannot be written.
    """
    found = list(found)
    if repository.built_in:
        fix = "make one of your own: immunograph init DIR"
        raise BadParameter(f"the repository that came with the package is not mended; {fix}")
    closed = [each.change.path for each in found if not _writable(each.change.path)]
    if closed:
        reason, fix = "cannot be written: it is read-only", "allow it to be written, or leave it"
        names = [path.relative_to(repository.root).as_posix() for path in closed]
        raise Unreadable([Finding("unwritable", reason, Place(n), fix=fix) for n in names])
    for each in found:
        write(each.change)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & 0o222)
