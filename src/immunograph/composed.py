"""Answering a question that was put together from conditions.

Where nothing is found that is said, with what would be found if one part of the question were
left out: a true none is told from a question that asks for too much.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from immunograph.answer import Answer, GatheredAnswer, UsesAnswer
from immunograph.dataset import DataSet
from immunograph.question.composition import Composer, conditions_of
from immunograph.question.meaning import Asked, Group, Holding
from immunograph.question.reading import Understood
from immunograph.question.rendering import Rendering
from immunograph.question.sentences import connected
from immunograph.store import Literal, NamedNode, Solutions, Term
from immunograph.vocabulary import XSD

if TYPE_CHECKING:
    from immunograph.explain import Explanation, Step

NAME = "composed"
_MOST_NAMED = 5
_DENIED = "What no source in the graph says may still be so."


@dataclass(frozen=True)
class Composed:
    """What a composed question is answered with; `beside` is what was counted."""

    text: str
    answer: Answer
    said: str = ""
    beside: Answer | None = None
    explanation: "Explanation | None" = None


def answered(dataset: DataSet, understood: Understood) -> Composed:
    """The answer to a question that was understood."""
    asked = understood.asked
    if asked.what == "why":
        return _why(dataset, asked)
    if asked.counted:
        return _ranked(dataset, asked)
    composer = Composer(dataset.prefixes)
    if asked.what == "count":
        listed = _run(dataset, composer.query(asked))
        text = Composer(dataset.prefixes).count(asked)
        counted = Answer(dataset.asked.select(text), dataset, query=NAME, text=text)
        said = [_denied(dataset, asked) if listed else _nothing(dataset, asked)]
        said += _left_open(dataset, asked, listed)
        return Composed(text, counted, "\n".join(filter(None, said)), listed if listed else None)
    text = composer.query(asked)
    listed = UsesAnswer(dataset.asked.select(text), dataset, query=NAME, text=text)
    said = [_denied(dataset, asked) if listed else _nothing(dataset, asked)]
    said += _left_open(dataset, asked, listed)
    return Composed(listed.text, listed, "\n".join(filter(None, said)))


def _run(dataset: DataSet, text: str) -> GatheredAnswer:
    return GatheredAnswer(dataset.asked.select(text), dataset, query=NAME, text=text)


def _ranked(dataset: DataSet, asked: Asked) -> Composed:
    text = Composer(dataset.prefixes).first(asked)
    first = Answer(dataset.asked.select(text), dataset, query=NAME, text=text)
    ranking = Composer(dataset.prefixes).ranking(asked)
    beside = Answer(dataset.asked.select(ranking), dataset, query=NAME, text=ranking)
    said = "What sources name was counted; that says nothing of how often or how badly it happens."
    return Composed(text, first, said, beside)


def _denied(dataset: DataSet, asked: Asked) -> str:
    """What it means that something does not hold, and above all where it is said of nothing."""
    denied = [held for held in asked.group.holds if isinstance(held, Holding) and held.negated]
    return "\n".join([*_said_of_nothing(dataset, asked, denied), *([_DENIED] if denied else [])])


def _said_of_nothing(dataset: DataSet, asked: Asked, denied: Iterable[Holding]) -> Iterator[str]:
    for held in denied:
        group = replace(asked.group, among=None, holds=(replace(held, negated=False),))
        if not _run(dataset, Composer(dataset.prefixes).query(replace(asked, group=group))):
            line = Rendering(dataset.names).group(group)
            yield f"The graph names no {line} at all, so this tells nothing of any."


def _nothing(dataset: DataSet, asked: Asked) -> str:
    """Why there is no answer, and to what there would be one."""
    rendering = Rendering(dataset.names)
    line = rendering.single(asked.group) if asked.group.among else rendering.group(asked.group)
    said = [
        f"No source in the graph says that {line}."
        if asked.group.among
        else f"The graph names no {line}."
    ]
    said += [condition.otherwise for condition in conditions_of(asked) if condition.otherwise]
    if not asked.group.among:
        said += list(_weaker(dataset, asked, rendering))
    return "\n".join(said)


def _weaker(dataset: DataSet, asked: Asked, rendering: Rendering) -> Iterator[str]:
    """What would be found if one thing less were asked for."""
    for group in lesser(asked.group):
        found = _run(dataset, Composer(dataset.prefixes).query(replace(asked, group=group)))
        if found:
            names = [next(iter(row.values())) for row in found.labels()]
            yield f"It names {rendering.group(group)}: {_some(names)}."


def _left_open(dataset: DataSet, asked: Asked, listed: Answer) -> Iterator[str]:
    """What is left out because its claims do not say whether a limit holds."""
    rendering = Rendering(dataset.names)
    known = {row.cells[0] for row in listed.rows}
    for group, limit in silent(asked.group):
        found = _run(dataset, Composer(dataset.prefixes).query(replace(asked, group=group)))
        rows = zip(found.rows, found.labels(), strict=True)
        names = [next(iter(label.values())) for row, label in rows if row.cells[0] not in known]
        if names:
            said = rendering.limit(limit)
            yield f"Not among them, as nothing is said of '{said}': {_some(names)}."


def silent(group: Group) -> Iterator[tuple[Group, Holding]]:
    """The groups in which a limit is not denied but left open, each with the limit."""
    for n, held in enumerate(group.holds):
        for k, limit in enumerate(held.limits if isinstance(held, Holding) else ()):
            if isinstance(held, Holding) and limit.fills and not held.negated:
                unsaid = replace(limit, fills=(), negated=True)
                limits = (*held.limits[:k], unsaid, *held.limits[k + 1 :])
                holds = (*group.holds[:n], replace(held, limits=limits), *group.holds[n + 1 :])
                yield replace(group, holds=holds), limit


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"


def lesser(group: Group) -> Iterator[Group]:
    """The groups of which one thing less is asked: a condition, or a limit of one."""
    for n, held in enumerate(group.holds):
        if len(group.holds) > 1:
            yield replace(group, holds=(*group.holds[:n], *group.holds[n + 1 :]))
        for fewer in _fewer(held) if isinstance(held, Holding) else ():
            yield replace(group, holds=(*group.holds[:n], fewer, *group.holds[n + 1 :]))


def _fewer(held: Holding) -> Iterator[Holding]:
    for n in range(len(held.limits)):
        yield replace(held, limits=(*held.limits[:n], *held.limits[n + 1 :]))


def _why(dataset: DataSet, asked: Asked) -> Composed:
    """What connects two things, as the rows of the paths between them."""
    start, end = (term.value for term in connected(asked) if isinstance(term, NamedNode))
    if asked.group.holds and not all(map(dataset.names.is_thing, (start, end))):
        return answered(dataset, Understood(replace(asked, what="whether"), ""))
    from immunograph.explain import between  # noqa: PLC0415 (only where used)

    explanation = between(dataset, start, end)
    answer = Answer(_steps(explanation), dataset, query=NAME)
    names = dataset.names
    if not explanation.paths:
        said = f"Nothing in the graph connects {names.label(start)} and {names.label(end)}."
        return Composed("", answer, said, explanation=explanation)
    text, said = "", ""
    if asked.group.holds:
        stated = Composer(dataset.prefixes).query(replace(asked, what="whether"))
        text = stated
        if not dataset.asked.select(stated).rows:
            said = f"No source in the graph says that {Rendering(names).single(asked.group)}."
    return Composed(text, replace(answer, text=text), said, explanation=explanation)


def _steps(explanation: "Explanation") -> Solutions:
    rows = [row for n, path in enumerate(explanation.paths, 1) for row in _rows(n, path)]
    return Solutions(("path", "subject", "predicate", "object", "claim"), tuple(rows))


def _rows(number: int, path: "Sequence[Step]") -> Iterator[dict[str, Term]]:
    for step in path:
        row: dict[str, Term] = {
            "path": Literal(str(number), datatype=NamedNode(f"{XSD}integer")),
            "subject": NamedNode(step.subject),
            "predicate": NamedNode(step.predicate),
            "object": NamedNode(step.object),
        }
        for claim in step.claims:
            yield {**row, "claim": NamedNode(claim)}
        if not step.claims:
            yield row
