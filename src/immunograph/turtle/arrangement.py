"""The canonical order of a document: statements merged, everything with a name sorted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from immunograph.turtle.document import (
    Anonymous,
    Blank,
    Collection,
    Iri,
    Literal,
    Object,
    Predicate,
    Statement,
    Term,
)
from immunograph.turtle.spelling import Spelling, natural
from immunograph.vocabulary import RDFS, SKOS, TYPE

_FIRST_VERBS = (TYPE, f"{SKOS}prefLabel", f"{RDFS}label")
_LAST_NAMESPACES = ("/claim/", "/section/", "/passage/")
_KINDS: tuple[type, ...] = (Iri, Literal, Blank)

_Rank = tuple[int, int, object]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The order that a spelling gives."""

    spelling: Spelling

    def statements(self, statements: Iterable[Statement]) -> list[Statement]:
        """One statement for each subject, in order.

        Subjects without a name come after those with one of the same rank, in the author's order.
        """
        merged: dict[object, Statement] = {}
        for number, statement in enumerate(map(_opened, statements)):
            subject = statement.subject
            key = str(subject) if isinstance(subject, Iri | Blank) else number
            merged[key] = _joined(merged[key], statement) if key in merged else statement
        return sorted(map(self._statement, merged.values()), key=_subject_rank)

    def _statement(self, statement: Statement) -> Statement:
        subject, predicates = statement.subject, statement.predicates
        return replace(
            statement, subject=self._term(subject), predicates=self._predicates(predicates)
        )

    def _predicates(self, predicates: Iterable[Predicate]) -> tuple[Predicate, ...]:
        merged: dict[str, Predicate] = {}
        for each in predicates:
            verb = each.verb.value
            merged[verb] = _united(merged[verb], each) if verb in merged else each
        ordered = sorted(merged.values(), key=self._verb_rank)
        return tuple(replace(each, objects=self._objects(each.objects)) for each in ordered)

    def _objects(self, objects: Iterable[Object]) -> tuple[Object, ...]:
        distinct: dict[object, Object] = {}
        for number, each in enumerate(objects):
            key = str(each.term) if isinstance(each.term, _KINDS) else number
            distinct[key] = _same(distinct[key], each) if key in distinct else each
        arranged = (replace(each, term=self._term(each.term)) for each in distinct.values())
        return tuple(sorted(arranged, key=self._object_rank))

    def _term(self, term: Term) -> Term:
        match term:
            case Anonymous():
                return replace(term, predicates=self._predicates(term.predicates))
            case Collection():
                items = (replace(item, term=self._term(item.term)) for item in term.items)
                return replace(term, items=tuple(items))
        return term

    def _verb_rank(self, predicate: Predicate) -> tuple[int, object]:
        verb = predicate.verb.value
        first = _FIRST_VERBS.index(verb) if verb in _FIRST_VERBS else len(_FIRST_VERBS)
        return first, natural(self.spelling.verb(verb))

    def _object_rank(self, each: Object) -> tuple[int, object, str]:
        term = each.term
        if not isinstance(term, Iri | Literal | Blank):
            return len(_KINDS), (), ""
        spelled = self.spelling.term(term).removesuffix(">")
        text = term.lexical if isinstance(term, Literal) else spelled
        return _KINDS.index(type(term)), natural(text), spelled


def _subject_rank(statement: Statement) -> _Rank:
    subject = statement.subject
    if isinstance(subject, Iri):
        namespace = subject.value[: max(map(subject.value.rfind, "/#")) + 1]
        ends = [namespace.endswith(end) for end in _LAST_NAMESPACES]
        return (ends.index(True) + 1 if any(ends) else 0), 0, natural(subject.value)
    return (0, 1, natural(subject.label)) if isinstance(subject, Blank) else (0, 2, ())


def _opened(statement: Statement) -> Statement:
    """`[ ... ] ex:p ex:o` as `[] ... ; ex:p ex:o`, so that there is one way to write it."""
    subject = statement.subject
    if not isinstance(subject, Anonymous):
        return statement
    comments = (subject.opening,) if subject.opening else ()
    return replace(
        statement,
        subject=Anonymous((), subject.position),
        predicates=subject.predicates + statement.predicates,
        before=statement.before + comments,
        closing=subject.closing + statement.closing,
    )


def _joined(one: Statement, other: Statement) -> Statement:
    before, after = _comments(one, other)
    ends = (one.end, other.end) if one.end and other.end else ()
    return replace(
        one,
        predicates=one.predicates + other.predicates,
        before=before,
        after=after,
        closing=one.closing + other.closing + ends[1:],
        end=one.end or other.end,
    )


def _united(one: Predicate, other: Predicate) -> Predicate:
    before, after = _comments(one, other)
    return replace(one, objects=one.objects + other.objects, before=before, after=after)


def _same(one: Object, other: Object) -> Object:
    before, after = _comments(one, other)
    return replace(one, before=before, after=after)


def _comments(
    one: Statement | Predicate | Object, other: Statement | Predicate | Object
) -> tuple[tuple[str, ...], str]:
    """The comments at two elements that become one: only one can stand beside it."""
    displaced = (other.after,) if one.after and other.after else ()
    return one.before + other.before + displaced, one.after or other.after
