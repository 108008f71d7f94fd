"""The shapes of a repository run on its data set, by one of two engines, as findings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from immunograph import second_opinion
from immunograph.dataset import DataSet
from immunograph.finding import Finding, Place
from immunograph.places import Places
from immunograph.shacl import affected, incremental
from immunograph.shacl import engine as compiled
from immunograph.shacl.incremental import Standing
from immunograph.shacl.plan import Plan
from immunograph.shacl.report import Report
from immunograph.shacl.report import Result as Violation
from immunograph.shacl.terms import SUBCLASS_OF, ShapesFault
from immunograph.store import MemoryStore, Quad, Term
from immunograph.validate import SEVERITY_OF, Shapes, local_name

COMPILED = "compiled"


Outcome = second_opinion.Completed


@dataclass(frozen=True, slots=True)
class Result:
    """What a validation executed and found: shapes with targets, pairs of shape and focus node.

    `idle` are the shapes that had no focus node, and may have none.
    """

    shapes: int
    focus_nodes: int
    findings: tuple[Finding, ...]
    idle: int = 0


def run(shapes: Shapes, dataset: DataSet, engine: str) -> Result:
    """Validate a data set. The place of a finding about it is left to the caller."""
    if shapes.are_too_large:  # said by `validate.unsafe`, and not to be tried
        return Result(0, 0, ())
    try:
        outcome = ENGINES[engine](shapes, dataset)
    except ShapesFault as fault:
        return Result(0, 0, (_fault(shapes, fault),))
    return _told(shapes, outcome, met=outcome.report.focus_nodes > 0)


def rerun(
    shapes: Shapes, then: DataSet, now: DataSet, removed: Sequence[Quad], added: Sequence[Quad]
) -> tuple[Result, tuple[tuple[str, str], ...]]:
    """Validate what a change of the data concerns, and name the shapes run whole, and why.

    `removed` are statements of the data `then`, `added` of the data `now`.
    """
    if any(one.predicate == SUBCLASS_OF for one in (*removed, *added)):
        return run(shapes, now, COMPILED), (("shapes", "the classes changed"),)
    if shapes.are_too_large:  # as in `run`
        return Result(0, 0, ()), ()
    try:
        plan = compiled.planned(now.store, shapes.statements)
        units = tuple(affected.units(plan))
        concern = incremental.united(
            incremental.concerned(units, then.store, removed),
            incremental.concerned(units, now.store, added),
        )
        found = [one.result for _, one in incremental.rechecked(now.store, plan, concern)]
    except ShapesFault as fault:
        return Result(0, 0, (_fault(shapes, fault),)), ()
    told = incremental.told(concern)
    whole = (*told.whole, *plan.uncompiled)
    named = tuple((local_name(shapes.named(str(node))), reason) for node, reason in whole)
    return _result(shapes, now, plan, found, told.pairs), named


def start(shapes: Shapes, dataset: DataSet) -> tuple[Standing | None, Result]:
    """Validate everything once, to be kept up to date; shapes at fault keep nothing."""
    if shapes.are_too_large:  # as in `run`
        return None, Result(0, 0, ())
    store = MemoryStore(dataset.data, dataset.prefixes.namespaces)
    try:
        standing = Standing.start(store, shapes.statements)
    except ShapesFault as fault:
        return None, Result(0, 0, (_fault(shapes, fault),))
    return standing, _result(shapes, dataset, standing.plan, standing.results, standing.pairs)


def updated(
    shapes: Shapes,
    dataset: DataSet,
    standing: Standing,
    removed: Sequence[Quad],
    added: Sequence[Quad],
) -> Result:
    """What is wrong after a change; `focus_nodes` counts what was checked anew for it."""
    pairs = standing.update(removed, added).pairs
    return _result(shapes, dataset, standing.plan, standing.results, pairs)


def _result(
    shapes: Shapes, dataset: DataSet, plan: Plan, found: Iterable[Violation], pairs: int
) -> Result:
    """The result of a plan, with what pySHACL finds by the shapes that are not compiled."""
    idle, unmet = compiled.idle(dataset.store, plan)
    targeted = sum(len(group.roots) for group in plan.groups)
    report = Report(
        results=tuple(found),
        shapes=targeted + len(plan.uncompiled),
        focus_nodes=pairs,
        uncompiled=plan.uncompiled,
        idle=idle,
        unmet=unmet,
    )
    outcome = second_opinion.completed(report, dataset.statements(), shapes.statements)
    return _told(shapes, outcome, met=len(idle) + len(unmet) < targeted)


def _told(shapes: Shapes, outcome: Outcome, *, met: bool) -> Result:
    """What shapes found, and what keeps them from having looked; `met` is whether at anything."""
    report = outcome.report
    findings = [
        *([] if met else [_nothing_checked(report)]),
        *(_not_run(shapes, node, reason) for node, reason in report.uncompiled),
        *(_handed_on(shapes, node, reason) for node, reason in outcome.handed_on),
        *(_unmet(shapes, node) for node in report.unmet),
        *(_finding(one, shapes) for one in report.results),
    ]
    return Result(report.shapes, report.focus_nodes, tuple(findings), len(report.idle))


def _compiled(shapes: Shapes, dataset: DataSet) -> Outcome:
    """Shapes compiled to SPARQL; those that cannot be compiled by pySHACL."""
    report = compiled.validate(dataset.store, shapes.statements)
    return second_opinion.completed(report, dataset.statements(), shapes.statements)


def _second(shapes: Shapes, dataset: DataSet) -> Outcome:
    """All shapes by pySHACL; the compiled engine only counts what there is to check."""
    counted = compiled.validate(dataset.store, shapes.statements)
    found = second_opinion.results(dataset.statements(), shapes.statements)
    return Outcome(replace(counted, results=tuple(found), uncompiled=()), ())


ENGINES: Mapping[str, Callable[[Shapes, DataSet], Outcome]] = {
    COMPILED: _compiled,
    "pyshacl": _second,
}


def _nothing_checked(report: Report) -> Finding:
    message = f"{report.shapes} shapes met {report.focus_nodes} things: nothing was checked"
    fix = "write shapes in validate/ with sh:targetClass, and content for them"
    return Finding("nothing-checked", message, Place("validate"), fix=fix)


def _fault(shapes: Shapes, fault: ShapesFault) -> Finding:
    place = _place(shapes, str(fault.node)) if fault.node is not None else Place("validate")
    return Finding("shapes", fault.message, place, fix="correct the shape; nothing was checked")


def _not_run(shapes: Shapes, node: Term, reason: str) -> Finding:
    message = f"this shape could not be run: {reason}"
    fix = "write it in a simpler way; nothing was checked by it"
    return Finding("shapes", message, _place(shapes, str(node)), fix=fix)


def _handed_on(shapes: Shapes, node: Term, reason: str) -> Finding:
    message = f"this shape was run by pySHACL, since it cannot be compiled: {reason}"
    return Finding("shapes", message, _place(shapes, str(node)), severity="info")


def _unmet(shapes: Shapes, node: Term) -> Finding:
    message = "this shape is about nothing: there is nothing of its target, which is not described"
    fix = "correct the target; where it is right, add `ig:mayBeIdle true ;`"
    return Finding("shapes", message, _place(shapes, str(node)), fix=fix)


def _place(shapes: Shapes, node: str) -> Place:
    places = Places({file.name: file.text for file in shapes.files})
    return places.anywhere(node) or Place("validate")


def _finding(result: Violation, shapes: Shapes) -> Finding:
    component = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    shape = str(result.shape)
    named = shapes.named(shape)
    spoken = [message.value for message in result.messages]
    return Finding(
        rule=local_name(named) if named.startswith("<") else component,
        message=spoken[0] if spoken else f"sh:{component[:1].lower()}{component[1:]} does not hold",
        place=Place("graph"),
        severity=SEVERITY_OF.get(result.severity, "violation"),
        node=str(result.focus),
        path=result.path,
        value=str(result.value) if result.value is not None else "",
        fix=shapes.fix(shape),
        why=shapes.why(shape),
    )
