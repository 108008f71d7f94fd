"""Statements put into the files of the graph: each into the file of its subject.

What stands there stays, with its comments; a statement is taken out only where a passage gets
another disposition, or where it is said which.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from immunograph.graph import home_of, split
from immunograph.places import read_document
from immunograph.repository import ContentFile, Repository
from immunograph.turtle.document import Statement
from immunograph.turtle.layout import laid_out
from immunograph.turtle.reader import read
from immunograph.vocabulary import IG

_ABOUT = f"<{IG}about>"
# Fields of which a subject has one value: the new one takes the place of the old one.
_SINGLE = frozenset({f"{IG}disposition", f"{IG}reviewedOn"})


@dataclass(frozen=True, slots=True)
class Edited:
    """A file of the graph with what it is to hold; `before` is empty for a new file."""

    name: str
    before: bytes
    after: bytes


def edited(
    repository: Repository,
    lines: Iterable[str],
    prefixes: Mapping[str, str],
    taken: Collection[tuple[str, str]] = (),
) -> list[Edited]:
    """The files of a repository that hold the statements as well; those that change.

    Of what is `taken`, pairs of a subject and a predicate, the values that stood there are taken
    out. Raises `Unreadable`.
    """
    found = []
    for name, of in sorted(_by_home(lines).items()):
        before = _existing(repository, name)
        text = merged(before.text, name, of, prefixes, taken)
        if text.encode() != before.data:
            found.append(Edited(name, before.data, text.encode()))
    return found


def _existing(repository: Repository, name: str) -> ContentFile:
    path = repository.root / name
    return repository.read(name) if path.exists() else ContentFile(name, b"")


def _by_home(lines: Iterable[str]) -> dict[str, list[str]]:
    """The statements by the file in which their subjects stand."""
    kept = list(lines)
    triples = [split(line) for line in kept]
    about = {subject: value for subject, predicate, value in triples if predicate == _ABOUT}
    homes: dict[str, list[str]] = {}
    for line, (subject, _, _) in zip(kept, triples, strict=True):
        home = home_of(about.get(subject, subject))
        if home:
            homes.setdefault(home, []).append(line)
    return homes


def merged(
    text: str,
    name: str,
    lines: Iterable[str],
    prefixes: Mapping[str, str],
    taken: Collection[tuple[str, str]] = (),
) -> str:
    """A file of Turtle with further statements, in the canonical layout. Raises `Unreadable`."""
    held = read_document(text, name)
    added = read("\n".join(lines))
    given = {(str(s.subject), p.verb.value) for s in added.statements for p in s.predicates}
    given = {each for each in given if each[1] in _SINGLE} | {(f"<{s}>", p) for s, p in taken}
    kept = tuple(_without(each, given) for each in held.statements)
    document = replace(held, statements=(*kept, *added.statements))
    return laid_out(document, prefixes)


def _without(of: Statement, given: set[tuple[str, str]]) -> Statement:
    """A statement without the values that are given anew or taken out."""
    subject = str(of.subject)
    kept = tuple(each for each in of.predicates if (subject, each.verb.value) not in given)
    return replace(of, predicates=kept)
