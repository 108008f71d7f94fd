"""One query over all focus nodes that tells which of them may violate anything at all.

What a focus node has on a path is fetched once, by an OPTIONAL, for all constraints that speak of
it. That is right for one value; a focus node with several comes in several rows, and is suspected
for that alone. Paths on which many have several are asked about by EXISTS instead, so that no two
values multiply each other.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from immunograph.shacl.constraint import Constraint, Context, either
from immunograph.shacl.focus import THIS
from immunograph.shacl.paths import Path, stays
from immunograph.shacl.query import Store, Test
from immunograph.shacl.shapes import Shape
from immunograph.store import Literal, Term

Compiler = Callable[[Context, Shape], Iterable[Constraint]]
# The number of the test of what is nested in a property shape.
WITHIN = -1
# Rows beyond one for each focus node that are borne: so many, and one in so many.
_FEW = 500
_ONE_IN = 20
# So many focus nodes are looked at to learn on which paths most have one value.
_SAMPLE = 1000


@dataclass(frozen=True, slots=True)
class Suspects:
    """How many focus nodes there are, and which of them may violate something."""

    focus_nodes: int
    suspects: tuple[Term, ...]


@dataclass(frozen=True)
class Star:
    """The tests of shapes whose focus nodes are in `this`.

    `single` are the paths that may have one value at most, `often` others that several tests ask
    about; both as texts.
    """

    context: Context
    compile: Compiler
    shapes: tuple[Shape, ...]
    single: tuple[str, ...]
    often: tuple[str, ...]

    def run(self, store: Store, targets: str) -> Suspects | None:
        """The suspects among the focus nodes that a pattern binds; None where rows multiply."""
        if also := tuple(_mostly_one(store, targets, self.often)):
            found = _run(store, targets, self._halves((*self.single, *also)))
            if found is not None:
                return found
        return self.run_on_few(store, targets)

    def run_on_few(self, store: Store, targets: str) -> Suspects | None:
        """The same, for a pattern that binds few focus nodes."""
        return _run(store, targets, self._fewest)

    @cached_property
    def _fewest(self) -> tuple[str, str]:
        return self._halves(self.single)

    def failing(self, store: Store, patterns: Iterable[str]) -> frozenset[Test]:
        """The tests that some of few suspects do not pass."""
        tests = dict(_tests(self.context, self.compile, self.shapes))
        asked = " ".join(f"?test{number}" for number in range(len(tests)))
        marks = " ".join(
            f"BIND ({_mark(test)} AS ?test{number})" for number, test in enumerate(tests.values())
        )
        found: set[Test] = set()
        for pattern in patterns:
            for row in store.rows(f"SELECT {asked} WHERE {{ {pattern} {marks} }}"):
                found.update(test for number, test in enumerate(tests) if row[number] is not None)
        return frozenset(found)

    def _halves(self, paths: Iterable[str]) -> tuple[str, str]:
        """The query before and after its targets."""
        fetched = {(THIS, path): f"?single{number}" for number, path in enumerate(paths)}
        context = replace(self.context, fetched=fetched)
        asked = dict(_tests(context, self.compile, self.shapes)).values()
        tests = either(f"({test})" for test in dict.fromkeys(asked) if test != "false")
        options = " ".join(
            f"OPTIONAL {{ {THIS} {path} {value} }}" for (_, path), value in fetched.items()
        )
        bound = f"BIND ({_mark(tests)} AS ?suspect)"
        return f"SELECT {THIS} ?suspect WHERE {{ ", f" {options} {bound} }}"


def _mark(test: str) -> str:
    """True where a test finds something or is in error, and else nothing."""
    return f"IF(COALESCE({test}, true), true, ?none)"


def _run(store: Store, targets: str, halves: tuple[str, str]) -> Suspects | None:
    seen: set[Term] = set()
    suspects: dict[Term, None] = {}
    for number, row in enumerate(store.rows(targets.join(halves)), 1):
        node = row[0]
        assert node is not None
        if row[1] is not None or node in seen:
            suspects[node] = None
        seen.add(node)
        if number - len(seen) > _FEW + len(seen) // _ONE_IN:
            return None
    return Suspects(len(seen), tuple(suspects))


def star(context: Context, compiler: Compiler, shapes: Iterable[Shape]) -> Star:
    """The star of shapes whose focus nodes are in `this`. Raises `NotCompilable`."""
    shapes = tuple(shapes)
    single = [path.text for path in map(_path_of_one_value, shapes) if path]
    trial = replace(context, asked=Counter())
    dict(_tests(trial, compiler, shapes))
    often = [path for (focus, path), times in trial.asked.items() if focus == THIS and times > 1]
    others = (path for path in often if path not in single)
    return Star(context, compiler, shapes, tuple(dict.fromkeys(single)), tuple(others))


def _tests(
    context: Context, compiler: Compiler, shapes: Iterable[Shape]
) -> Iterator[tuple[Test, str]]:
    """Expressions that are true where a focus node violates something, but for large counts."""
    for shape in shapes:
        for number, each in enumerate(compiler(context, shape)):
            if not each.count:
                yield (shape.node, number), context.violated(each, shape, THIS)
        if shape.path is not None:
            for within in shape.properties:
                yield (within.node, WITHIN), context.nested(shape, within, THIS)


def _path_of_one_value(shape: Shape) -> Path | None:
    """The path on which one value is the most. Not one that stays: see `Context.values_of`."""
    if shape.path is None or stays(shape.path.way):
        return None
    ones = (isinstance(v, Literal) and v.value == "1" for v in shape.values("maxCount"))
    return shape.path if any(ones) else None


def _mostly_one(store: Store, targets: str, paths: Iterable[str]) -> Iterator[str]:
    """The paths on which, of many focus nodes, most have one value, or none."""
    paths = list(paths)
    some = f"{{ SELECT DISTINCT {THIS} WHERE {{ {targets} }} LIMIT {_SAMPLE} }}"
    if not paths or _rows(store, some) < _SAMPLE:
        return
    for path in paths:
        if _rows(store, f"{some} OPTIONAL {{ {THIS} {path} ?v }}") <= _SAMPLE + _SAMPLE // _ONE_IN:
            yield path


def _rows(store: Store, pattern: str) -> int:
    counted = store.solve(f"SELECT (COUNT(*) AS ?rows) WHERE {{ {pattern} }}").rows[0]["rows"]
    return int(counted.value) if isinstance(counted, Literal) else 0
