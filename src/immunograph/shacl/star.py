"""One query over all focus nodes that tells which of them may violate anything at all.

A property with one value at most is fetched once, by an OPTIONAL, for all of its constraints;
others are asked about by EXISTS, so that no two values multiply each other. A focus node that
comes in two rows has two values where one is allowed. What is not suspected violates nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from immunograph.shacl.constraint import Constraint, Context
from immunograph.shacl.focus import THIS
from immunograph.shacl.query import Store
from immunograph.shacl.shapes import Shape
from immunograph.store import Literal, Term

# More rows than this many times the focus nodes, and values multiply each other after all.
_MOST_ROWS = 2
_FEW_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Suspects:
    """How many focus nodes there are, and which of them may violate something."""

    focus_nodes: int
    suspects: tuple[Term, ...]


@dataclass
class Star:
    """What the constraints of shapes with the same targets ask of their focus nodes."""

    context: Context
    _single: dict[str, str] = field(default_factory=dict)
    _tests: list[str] = field(default_factory=list)

    def add(self, shape: Shape, constraints: Iterable[Constraint]) -> None:
        """Ask about the constraints of a shape, and of what is nested in a property shape.

        Constraints that count many values cannot be asked about here, and are left out.
        """
        asked = [each for each in constraints if not each.count]
        if shape.path is not None and _has_one_value(shape):
            self._add_single(shape, asked)
            return
        self._tests += [self.context.violated(each, shape, THIS) for each in asked]
        if shape.path is not None:
            self._tests += [self.context.nested(shape, each, THIS) for each in shape.properties]

    def _add_single(self, shape: Shape, constraints: list[Constraint]) -> None:
        assert shape.path is not None
        value = self._single.setdefault(shape.path.text, f"?single{len(self._single)}")
        of_value = [each.fails(value) for each in constraints if each.fails]
        of_value += [f"!({self.context.conforms(each, value)})" for each in shape.properties]
        for each in constraints:
            if each.single:
                self._tests.append(each.single(value))
            elif not each.fails:
                self._tests.append(self.context.violated(each, shape, THIS))
        if of_value:
            self._tests.append(f"BOUND({value}) && ({' || '.join(of_value)})")

    def run(self, store: Store, targets: str) -> Suspects | None:
        """The suspects among the focus nodes that a pattern binds; None where rows multiply."""
        seen: set[Term] = set()
        suspects: dict[Term, None] = {}
        for number, row in enumerate(store.rows(self._text(targets))):
            node = row[0]
            assert node is not None
            if row[1] is not None or node in seen:
                suspects[node] = None
            seen.add(node)
            if number > _FEW_ROWS + _MOST_ROWS * len(seen):
                return None
        return Suspects(len(seen), tuple(suspects))

    def _text(self, targets: str) -> str:
        fetched = " ".join(
            f"OPTIONAL {{ {THIS} {path} {value} }}" for path, value in self._single.items()
        )
        tests = " || ".join(f"({test})" for test in dict.fromkeys(self._tests) if test != "false")
        mark = f"(IF(COALESCE({tests or 'false'}, true), true, ?none) AS ?suspect)"
        return f"SELECT {THIS} {mark} WHERE {{ {targets} {fetched} }}"


def _has_one_value(shape: Shape) -> bool:
    return any(
        isinstance(value, Literal) and value.value == "1" for value in shape.values("maxCount")
    )
