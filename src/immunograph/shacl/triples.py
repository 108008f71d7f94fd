"""A graph in memory, small enough to be walked: the shapes graph."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from immunograph.shacl.terms import FIRST, NIL, RDFS, REST, SUBCLASS_OF, TYPE, ShapesFault
from immunograph.store import NamedNode, Quad, Term, Triple


class Triples:
    """Statements by subject and predicate, in the order in which they were given."""

    def __init__(self, statements: Iterable[Quad | Triple]) -> None:
        """Index the statements."""
        self._objects: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(dict)
        self._subjects: dict[tuple[NamedNode, Term], list[Term]] = defaultdict(list)
        for one in statements:
            self._objects[one.subject].setdefault(one.predicate, []).append(one.object)
            self._subjects[one.predicate, one.object].append(one.subject)

    def __iter__(self) -> Iterator[tuple[Term, NamedNode, Term]]:
        for subject, by_predicate in self._objects.items():
            for predicate, objects in by_predicate.items():
                for each in objects:
                    yield subject, predicate, each

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """The objects of a subject under a predicate, each once."""
        return list(dict.fromkeys(self._objects.get(subject, {}).get(predicate, ())))

    def predicates(self, subject: Term) -> list[NamedNode]:
        """The predicates of a subject."""
        return list(self._objects.get(subject, {}))

    def subjects(self, predicate: NamedNode, value: Term) -> list[Term]:
        """The subjects that have a value under a predicate."""
        return list(dict.fromkeys(self._subjects.get((predicate, value), ())))

    def having(self, predicate: NamedNode) -> list[Term]:
        """The subjects that have a predicate."""
        return [s for s, by_predicate in self._objects.items() if predicate in by_predicate]

    def value(self, subject: Term, predicate: NamedNode) -> Term | None:
        """The one object of a subject under a predicate. Raises `ShapesFault` for several."""
        found = self.objects(subject, predicate)
        if len(found) > 1:
            raise ShapesFault(f"more than one {predicate}", subject)
        return found[0] if found else None

    def has_subject(self, predicate: NamedNode, value: Term) -> bool:
        """Whether anything has a value under a predicate."""
        return (predicate, value) in self._subjects

    def is_a(self, node: Term, kind: NamedNode) -> bool:
        """Whether a class is among the types of a node."""
        return kind in self._objects.get(node, {}).get(TYPE, ())

    def members(self, head: Term) -> list[Term]:
        """The members of a list, as far as it is well-formed."""
        try:
            return self.items(head)
        except ShapesFault:
            return []

    def items(self, head: Term) -> list[Term]:
        """The members of a list. Raises `ShapesFault` where it is not well-formed."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head != NIL:
            first, rest = self.objects(head, FIRST), self.objects(head, REST)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise ShapesFault("not a well-formed list", head)
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return found

    def instances(self, kind: NamedNode) -> list[Term]:
        """The instances of a class and of the classes below it."""
        return [s for each in self.below(kind) for s in self.subjects(TYPE, each)]

    def below(self, kind: Term) -> list[Term]:
        """A class and the classes below it."""
        found = {kind: None}
        waiting = [kind]
        while waiting:
            for each in self.subjects(SUBCLASS_OF, waiting.pop()):
                if each not in found:
                    found[each] = None
                    waiting.append(each)
        return list(found)

    def is_class(self, node: Term) -> bool:
        """Whether a node is an instance of rdfs:Class, or of a class below it."""
        return node in self.instances(NamedNode(f"{RDFS}Class"))
