"""Focus nodes: the patterns that bind them, and the way from them to the nodes nested within."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from immunograph.shacl.constraint import Context, constant
from immunograph.shacl.shapes import Shape, Target
from immunograph.shacl.terms import TYPE
from immunograph.store import BlankNode, Term

THIS = "?this"


@dataclass(frozen=True, slots=True)
class Focus:
    """A pattern that binds `this`, with a gap for the one that binds the focus nodes of the root.

    `root` is the variable of these; `trail` the variables on the way from it to `this`.
    """

    before: str = ""
    after: str = ""
    root: str = THIS
    trail: str = ""

    def pattern(self, roots: str) -> str:
        """The pattern, with one that binds the root in the gap."""
        return f"{self.before}{roots}{self.after}"

    def reaching(self, context: Context, shape: Shape) -> "Focus":
        """The value nodes of a shape as focus nodes of what is nested in it."""
        if shape.path is None:
            return self
        outer = context.fresh("outer")
        step = context.values_of(shape, outer, THIS)
        trail = f"{self.trail} {outer}".strip()
        return Focus(
            f"{{ SELECT DISTINCT {trail} {THIS} WHERE {{ {self.before.replace(THIS, outer)}",
            f"{self.after.replace(THIS, outer)} {step} }} }}",
            outer if self.root == THIS else self.root,
            trail,
        )


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets that shapes share, as the pattern of their focus nodes."""

    targets: tuple[Target, ...]

    def pattern(self, context: Context, focus: str) -> str:
        """The pattern that binds each focus node once. Raises `NotCompilable`."""
        patterns = [_target(context, each, focus) for each in self.targets]
        if len(patterns) == 1 and not _repeats(context, self.targets[0]):
            return patterns[0]
        either = " UNION ".join(f"{{ {each} }}" for each in patterns)
        return f"{{ SELECT DISTINCT {focus} WHERE {{ {either} }} }}"

    def holds(self, context: Context, focus: str) -> str:
        """An expression that is true of a focus node. Raises `NotCompilable`."""
        return " || ".join(_holds(context, each, focus) for each in self.targets)

    def may_include(self, context: Context, node: Term, kinds: Collection[Term]) -> bool:
        """Whether a node of some classes may be a focus node."""
        return any(_may_include(context, each, node, kinds) for each in self.targets)


def listed(nodes: Iterable[Term], focus: str = THIS) -> str:
    """The pattern that binds given nodes, none of them blank."""
    return f"VALUES {focus} {{ {' '.join(map(str, nodes))} }}"


def are_listable(nodes: Iterable[Term]) -> bool:
    """Whether every node can be written into a query."""
    return not any(isinstance(each, BlankNode) for each in nodes)


def _target(context: Context, target: Target, focus: str) -> str:
    value = constant(target.value)
    if target.kind == "targetNode":
        return f"VALUES {focus} {{ {value} }}"
    if target.kind == "targetSubjectsOf":
        return f"{focus} {value} {context.fresh()} ."
    if target.kind == "targetObjectsOf":
        return f"{context.fresh()} {value} {focus} ."
    below = context.classes.below(target.value)
    if len(below) == 1:
        return f"{focus} {TYPE} {value} ."
    kind = context.fresh("class")
    return f"{listed(below, kind)} {focus} {TYPE} {kind} ."


def _holds(context: Context, target: Target, focus: str) -> str:
    value, other = constant(target.value), context.fresh()
    if target.kind == "targetNode":
        return f"sameTerm({focus}, {value})"
    if target.kind == "targetSubjectsOf":
        return f"EXISTS {{ {focus} {value} {other} }}"
    if target.kind == "targetObjectsOf":
        return f"EXISTS {{ {other} {value} {focus} }}"
    below = ", ".join(map(constant, context.classes.below(target.value)))
    return f"EXISTS {{ {focus} {TYPE} {other} FILTER ({other} IN ({below})) }}"


def _may_include(context: Context, target: Target, node: Term, kinds: Collection[Term]) -> bool:
    if target.kind == "targetClass":
        return any(kind in kinds for kind in context.classes.below(target.value))
    return target.kind != "targetNode" or node == target.value


def _repeats(context: Context, target: Target) -> bool:
    """Whether a pattern may bind one focus node several times."""
    if target.kind == "targetClass":
        return len(context.classes.below(target.value)) > 1
    return target.kind != "targetNode"
