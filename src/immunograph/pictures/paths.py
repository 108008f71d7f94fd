"""The paths between two things as a network, with the number of passages behind each step."""

from collections.abc import Iterable

from immunograph.dataset import DataSet
from immunograph.errors import NothingDrawn
from immunograph.explain import Explanation, Step
from immunograph.finding import counted
from immunograph.pictures import network, notes
from immunograph.pictures.kinds import Kinds
from immunograph.pictures.lettering import wrapped
from immunograph.pictures.network import Edge, Node
from immunograph.pictures.sheet import SMALL, Picture, Words, finished

_WIDEST = 290
_NO_CAUSE = "A path shows that statements join up, not that one thing causes the other."


def picture(given: Explanation, dataset: DataSet) -> Picture:
    """The paths, from the one thing on the left to the other on the right.

    Raises `NotDrawn` where there are too many, `NothingDrawn` where there are none.
    """
    names, kinds = dataset.names, Kinds(dataset)
    start, end = names.label(given.start), names.label(given.end)
    if not given.paths:
        raise NothingDrawn(f"nothing in the graph connects {start} and {end}, so nothing is drawn")
    rank = _ranks(given)
    nodes = {iri: Node(names.label(iri), kinds.of(iri), kinds.described(iri)) for iri in rank}
    steps = list(dict.fromkeys(step for path in given.paths for step in path))
    drawing = network.drawn(nodes, list(_edges(steps, dataset)), kinds.every, rank)
    behind = (one for step in steps for one in step.evidence)
    said = " ".join(f"{_said(step, dataset)}." for step in steps)
    title = f"How {start} and {end} hang together"
    return finished(drawing, Words(title, said, [_NO_CAUSE, notes.basis(dataset, behind)]))


def _ranks(given: Explanation) -> dict[str, int]:
    """How far each thing is from the start: all paths have one length."""
    found = {given.start: 0}
    for path in given.paths:
        here = given.start
        for step in path:
            for one, other in ((step.subject, step.object), (step.object, step.subject)):
                if one in found and other not in found:
                    found[other] = found[one] + 1
            here = step.object if step.subject == here else step.subject
    return found


def _edges(steps: Iterable[Step], dataset: DataSet) -> Iterable[Edge]:
    """An edge for the steps from one thing to another, a line for each."""
    between: dict[tuple[str, str], list[Step]] = {}
    for step in steps:
        between.setdefault((step.subject, step.object), []).append(step)
    for (subject, thing), found in between.items():
        lines = [line for step in found for line in wrapped(_label(step, dataset), _WIDEST, SMALL)]
        title = "; ".join(_said(step, dataset) for step in found)
        yield Edge(subject, thing, tuple(lines), title)


def _label(step: Step, dataset: DataSet) -> str:
    passages = len({one.passage for one in step.evidence})
    behind = f" ({counted(passages, 'passage')})" if passages else ""
    draft = ", a draft" if step.draft else ""
    return f"{dataset.names.label(step.predicate)}{behind}{draft}"


def _said(step: Step, dataset: DataSet) -> str:
    """A step in words, with the passages behind it."""
    subject, thing = map(dataset.names.label, (step.subject, step.object))
    behind = "; ".join(dict.fromkeys(map(str, step.evidence)))
    return f"{subject} {_label(step, dataset)} {thing}{f': {behind}' if behind else ''}"
