"""The classes of the data, and which of them stand below which."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from immunograph.store import BlankNode, Term


@dataclass(frozen=True)
class Classes:
    """Subclasses by the class they stand directly below; a class without a name counts for none.

    >>> from immunograph.store import NamedNode
    >>> a, b, c = (NamedNode(f"urn:{name}") for name in "abc")
    >>> Classes.of([(b, a), (c, b), (a, c)]).below(a) == [a, b, c]
    True
    """

    _direct: dict[Term, list[Term]] = field(default_factory=dict)
    _known: dict[Term, list[Term]] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[Term, Term]]) -> "Classes":
        """From pairs of a class and one above it."""
        direct: dict[Term, list[Term]] = defaultdict(list)
        for below, above in pairs:
            direct[above].append(below)
        return cls(direct)

    def below(self, kind: Term) -> list[Term]:
        """A class and every class below it."""
        if kind not in self._known:
            found = {kind: None}
            waiting = [kind]
            while waiting:
                new = [each for each in self._direct.get(waiting.pop(), ()) if each not in found]
                found.update(dict.fromkeys(new))
                waiting.extend(new)
            self._known[kind] = [each for each in found if not isinstance(each, BlankNode)]
        return self._known[kind]
