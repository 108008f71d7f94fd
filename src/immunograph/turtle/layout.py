"""The canonical layout of a document: where each word and each comment stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from immunograph.turtle.arrangement import Arrangement
from immunograph.turtle.document import (
    Anonymous,
    Collection,
    Document,
    Object,
    Predicate,
    Prefix,
    Statement,
    Term,
)
from immunograph.turtle.spelling import Spelling

_STEP = " " * 4
# A list of plain items stands on one line up to this length.
_ROW = 72


def laid_out(document: Document, known: Mapping[str, str]) -> str:
    """A document as text, with the prefixes known to its repository and then its own.

    >>> from immunograph.turtle.reader import read
    >>> print(laid_out(read("<urn:x:b> a <urn:x:c> . # why"), {"x": "urn:x:"}), end="")
    @prefix x: <urn:x:> .
    <BLANKLINE>
    x:b
        a x:c ; # why
    .
    """
    spelling = Spelling(known, document.prefixes)
    printer = _Printer(spelling)
    statements = Arrangement(spelling).statements(document.statements)
    body = ["\n".join(printer.statement(statement)) for statement in statements]
    beside, homeless = _beside_prefixes(document.prefixes, spelling.used)
    header = "\n".join((*document.header, *homeless))
    prefixes = "\n".join(_prefix_lines(spelling.used, beside))
    blocks = [header, prefixes, *body, "\n".join(document.footer)]
    return "\n\n".join(filter(None, blocks)) + ("\n" if any(blocks) else "")


@dataclass(frozen=True, slots=True)
class _Printer:
    spelling: Spelling

    def statement(self, statement: Statement) -> Iterator[str]:
        yield from statement.before
        subject = self._term(statement.subject, "")
        yield from _ended(subject, "", statement.after)
        for predicate in statement.predicates:
            yield from self._predicate(predicate, _STEP)
        yield from _indented(statement.closing, _STEP)
        yield from _ended(["."], "", statement.end)

    def _predicate(self, predicate: Predicate, indent: str) -> Iterator[str]:
        yield from _indented(predicate.before, indent)
        verb = indent + self.spelling.verb(predicate.verb.value)
        *others, last = predicate.objects
        if others or last.before or predicate.after:
            yield from _ended([verb], "", predicate.after)
            for each in others:
                yield from self._object(each, " ,", indent + _STEP)
            yield from self._object(last, " ;", indent + _STEP)
        else:
            first, *rest = self._term(last.term, indent)
            yield from _ended([f"{verb} {first}", *rest], " ;", last.after)

    def _object(self, each: Object, mark: str, indent: str) -> Iterator[str]:
        yield from _indented(each.before, indent)
        first, *rest = self._term(each.term, indent)
        yield from _ended([indent + first, *rest], mark, each.after)

    def _term(self, term: Term, indent: str) -> list[str]:
        """The lines of a term; the first without the indent, which its place decides."""
        match term:
            case Anonymous():
                return self._anonymous(term, indent)
            case Collection():
                return self._collection(term, indent)
        return [self.spelling.term(term)]

    def _anonymous(self, term: Anonymous, indent: str) -> list[str]:
        inner = indent + _STEP
        lines = [line for each in term.predicates for line in self._predicate(each, inner)]
        lines.extend(_indented(term.closing, inner))
        opening = _ended(["["], "", term.opening)
        return [*opening, *lines, f"{indent}]"] if lines or term.opening else ["[]"]

    def _collection(self, term: Collection, indent: str) -> list[str]:
        if row := self._row(term):
            return [row]
        inner = indent + _STEP
        items = (line for item in term.items for line in self._object(item, "", inner))
        closing = _indented(term.closing, inner)
        return [*_ended(["("], "", term.opening), *items, *closing, f"{indent})"]

    def _row(self, term: Collection) -> str | None:
        nested = any(isinstance(item.term, Anonymous | Collection) for item in term.items)
        commented = any(item.before or item.after for item in term.items)
        if nested or commented or term.opening or term.closing:
            return None
        row = " ".join(("(", *(self._term(item.term, "")[0] for item in term.items), ")"))
        return row if len(row) <= _ROW and "\n" not in row else None


def _ended(lines: list[str], mark: str, comment: str) -> list[str]:
    """The lines with a mark, and a comment after it, at the end of the last."""
    end = f"{mark} {comment}" if comment else mark
    return [*lines[:-1], lines[-1] + end]


def _indented(comments: Iterable[str], indent: str) -> Iterator[str]:
    return (indent + comment for comment in comments)


def _prefix_lines(used: Mapping[str, str], beside: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(used):
        yield from _ended([f"@prefix {name}: <{used[name]}>"], " .", beside.get(name, ""))


def _beside_prefixes(
    prefixes: Iterable[Prefix], used: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """The comments beside the prefixes that are written, and those of the others."""
    beside: dict[str, str] = {}
    homeless: list[str] = []
    for prefix in prefixes:
        if prefix.after and prefix.name in used and prefix.name not in beside:
            beside[prefix.name] = prefix.after
        elif prefix.after:
            homeless.append(prefix.after)
    return beside, homeless
