"""The one place where results are made."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from immunograph.store import Literal, NamedNode, Term

_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class Result:
    """One violation: the focus node, the path and value where there are ones, and its source.

    `path` is a SPARQL property path; `shape` the node of the shape; `source` the node of a
    SPARQL-based constraint.
    """

    focus: Term
    component: str
    shape: Term
    severity: str
    path: str = ""
    value: Term | None = None
    messages: tuple[Literal, ...] = ()
    source: Term | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation executed and found.

    `focus_nodes` counts pairs of a shape with targets and a focus node of it. `uncompiled` are
    the shapes that were not run, each with the reason; `idle` those without focus nodes that
    may be so: they say it, or their target is described and there is none of it; `unmet` those
    that may not.
    """

    results: tuple[Result, ...]
    shapes: int = 0
    focus_nodes: int = 0
    queries: int = 0
    uncompiled: tuple[tuple[Term, str], ...] = ()
    idle: tuple[Term, ...] = ()
    unmet: tuple[Term, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether there are no results, and every shape was run."""
        return not self.results and not self.uncompiled


def filled(messages: Iterable[Literal], values: Mapping[str, Term]) -> tuple[Literal, ...]:
    """Messages with the values of variables and parameters put in.

    >>> filled([Literal("{?a} is {$b}")], {"a": Literal("x"), "b": Literal("y")})[0].value
    'x is y'
    """

    def text(match: re.Match[str]) -> str:
        term = values.get(match[1])
        if term is None:
            return match[0]
        return term.value if isinstance(term, NamedNode | Literal) else str(term)

    made = []
    for message in messages:
        written = _PLACEHOLDER.sub(text, message.value)
        tag = message.language
        made.append(Literal(written, language=tag) if tag else Literal(written))
    return tuple(made)
