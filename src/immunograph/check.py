"""The verb `check`: is the content consistent?

    integrity      what must hold for the files to be one graph
    validation     the shapes, compiled to SPARQL; or by pySHACL
    examination    rules, names and texts, claims that disagree, saved questions
    waivers        what is accepted for a time

A check that executed no shape on no focus node fails: it has shown nothing.
"""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from immunograph import examination, graph, particulars, validate, validation
from immunograph.build import draft
from immunograph.dataset import DataSet
from immunograph.errors import Inconsistent, Unreadable
from immunograph.examination import Examination
from immunograph.finding import Finding, most_serious_first
from immunograph.repository import Repository, stands_in
from immunograph.validate import Requirement

if TYPE_CHECKING:
    from datetime import date

    from immunograph.changed import Change
    from immunograph.hosted import Held
    from immunograph.waivers import Waived

_NEEDLESS = "waiver-needless"
# The page that explains what keeps files from being one graph.
_INTEGRITY = "docs/graph.md"


@dataclass(frozen=True)
class Summary:
    """What a check executed, and what it found.

    `drafts` are the claims that nobody has reviewed. `idle` are the shapes that had nothing to look
    at, and may have nothing. `waived` findings and those `known` from a baseline are not counted
    among the violations, warnings and infos; `gone` are those of a baseline that are no longer
    found. `seconds` is wall-clock time.
    """

    files: int = 0
    claims: int = 0
    drafts: int = 0
    shapes: int = 0
    rules: int = 0
    queries: int = 0
    focus_nodes: int = 0
    idle: int = 0
    violations: int = 0
    warnings: int = 0
    infos: int = 0
    waived: int = 0
    known: int = 0
    gone: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Report:
    """The findings of a check, most serious first, and its summary.

    `waived` and `known` are found, too, but do not count. `rules` are the shapes and rules that
    were run, by name: what is found under another name keeps the check from being one.
    `explained` are those that findings break, with their pages; `changed` is the edit, where only
    that was checked; `held` is where the data set is, if not in the files.
    """

    summary: Summary
    findings: tuple[Finding, ...]
    waived: "tuple[Waived, ...]" = ()
    known: tuple[Finding, ...] = ()
    held: "Held | None" = None
    rules: Mapping[str, Requirement] = field(default_factory=dict)
    explained: Mapping[str, Requirement] = field(default_factory=dict)
    changed: "Change | None" = None

    def recounted(self) -> "Report":
        """The report with the numbers of its findings in its summary."""
        count = Counter(finding.severity for finding in self.findings)
        summary = replace(
            self.summary,
            violations=count["violation"],
            warnings=count["warning"],
            infos=count["info"],
            waived=len(self.waived),
            known=len(self.known),
        )
        return replace(self, summary=summary)

    @property
    def conforms(self) -> bool:
        """Whether nothing is violated."""
        return self.summary.violations == 0

    @property
    def ran(self) -> bool:
        """Whether any shape met any thing; not so where files cannot be read as they are written.

        An edit may concern no shape.
        """
        return self.summary.focus_nodes > 0 or self.changed is not None


def check(
    repository: Repository,
    engine: str = validation.COMPILED,
    *,
    today: "date | None" = None,
    held: DataSet | None = None,
) -> Report:
    """Check a repository; `engine` is one of `validation.ENGINES`.

    A data set that is `held` at an endpoint is checked instead of that of the files. Waivers hold
    as on the day `today`, by default the day it is.

    Raises `Unreadable` where a file cannot be read at all.
    """
    start = time.perf_counter()
    repository = repository.snapshot()
    if held is not None:
        return timed(_of_endpoint(repository, engine, today, held), start)
    try:
        dataset, faults = draft(repository)
    except Inconsistent as error:
        return timed(no_graph(repository, error), start)
    return timed(_of_everything(repository, engine, today, dataset, faults), start)


def _of_everything(
    repository: Repository,
    engine: str,
    today: "date | None",
    dataset: DataSet,
    faults: Sequence[Finding],
) -> Report:
    examined = examination.read(repository, dataset)
    result = validation.run(examined.shapes, dataset, engine)
    return reported(repository, examined, result, examined.findings(), faults, today)


def _of_endpoint(
    repository: Repository, engine: str, today: "date | None", held: DataSet
) -> Report:
    from immunograph import hosted  # noqa: PLC0415 (only where asked for)

    dataset, faults, where = hosted.draft(repository, held)
    report = _of_everything(repository, engine, today, dataset, faults)
    return replace(report, findings=tuple(hosted.placed(report.findings, where)), held=where)


def check_changed(repository: Repository, revision: str, *, today: "date | None" = None) -> Report:
    """Check what was edited since a revision of the repository.

    Shapes are run on the focus nodes that the edit can concern. All else is run whole, before and
    after, and reported where it is new or about a thing that was edited.

    Raises `BadParameter` where git knows no such revision, `Unreadable`.
    """
    from immunograph import changed, history  # noqa: PLC0415 (only where asked for)

    start = time.perf_counter()
    repository = repository.snapshot()
    commit = history.commit(repository.root, revision)
    try:
        dataset, faults = draft(repository)
    except Inconsistent as error:
        return timed(no_graph(repository, error), start)
    examined = examination.read(repository, dataset)
    with history.content(repository, commit) as then:
        before = changed.before(then)
    touched = changed.touched(examined, before, commit)
    others = touched.findings
    report = reported(repository, examined, touched.result, others, faults, today)
    found = tuple(one for one in report.findings if one.rule != _NEEDLESS)  # not all was looked at
    return timed(replace(report, findings=found, changed=touched.change), start)


def reported(
    repository: Repository,
    examined: Examination,
    result: validation.Result,
    others: Iterable[Finding],
    faults: Sequence[Finding] = (),
    today: "date | None" = None,
) -> Report:
    """The report of what shapes and everything else found; its numbers are not counted yet.

    `faults` keep the files from being one graph. That a thing does not exist is said once, and not
    again for each rule that it does not keep.
    """
    missing = {one.value for one in faults if one.value}
    found = [each for each in (*result.findings, *others) if each.value not in missing]
    found = [*validate.unsafe(examined.shapes), *faults, *found]
    report = Report(
        _summary(examined, result),
        tuple(most_serious_first(particulars.complete(repository, examined.dataset, found))),
        rules=examined.requirements(),
        explained=_of_integrity(faults),
    )
    return _explained(repository, _weighed(report, repository, examined.dataset, today))


def _summary(examined: Examination, result: validation.Result) -> Summary:
    return Summary(
        files=examined.files,
        claims=examined.dataset.manifest["classes"].get("Claim", 0),
        drafts=len(examined.dataset.drafts),
        shapes=result.shapes,
        rules=examined.searches,
        queries=len(examined.saved),
        focus_nodes=result.focus_nodes,
        idle=result.idle,
    )


def no_graph(repository: Repository, error: Unreadable) -> Report:
    """The report where the files cannot be read as they are, and nothing else can be looked at."""
    found = tuple(most_serious_first(particulars.quoted(repository, error.findings)))
    return _explained(repository, Report(Summary(), found, explained=_of_integrity(found)))


def _of_integrity(faults: Iterable[Finding]) -> dict[str, Requirement]:
    return {one.rule: Requirement(one.rule, _INTEGRITY) for one in faults}


def _weighed(
    report: Report, repository: Repository, dataset: DataSet, today: "date | None"
) -> Report:
    """The report in which what is waived does not count, and waivers at fault do."""
    if validate.WAIVERS not in repository.listed("validate"):
        return report
    from datetime import date  # noqa: PLC0415 (only where there are waivers)

    from immunograph import waivers  # noqa: PLC0415

    file = repository.read(validate.WAIVERS)
    waivable = {name: one.waivable for name, one in report.rules.items()}
    known = waivers.Known(waivable, dataset.describes)
    weighed = waivers.weigh(file, report.findings, known, today or date.today())
    findings = tuple(most_serious_first(weighed.findings))
    return replace(report, findings=findings, waived=weighed.waived)


def _explained(repository: Repository, report: Report) -> Report:
    """The report with the rules that its findings break; without a page where there is none."""
    broken = {one.rule for one in (*report.findings, *(each.finding for each in report.waived))}
    rules = {**report.rules, **report.explained}
    explained = {
        name: one if (repository.root / one.page).is_file() else replace(one, page="")
        for name, one in rules.items()
        if name in broken
    }
    return replace(report, explained=explained)


def timed(report: Report, start: float) -> Report:
    """The report with its numbers counted, and the time since a moment."""
    summary = replace(report.summary, seconds=round(time.perf_counter() - start, 3))
    return replace(report, summary=summary).recounted()


def within(report: Report, names: Sequence[str]) -> Report:
    """The report with only the findings in the files, or below the folders, of these names.

    What keeps the rest from being right is reported wherever it stands: faults of shapes and
    rules, of files that do not make one graph, and everything where the check ended before them.
    """
    if not report.ran:
        return report
    names = (*names, "validate")
    return replace(
        report,
        findings=tuple(each for each in report.findings if _lies_in(each, names)),
        waived=tuple(each for each in report.waived if _lies_in(each.finding, names)),
        known=tuple(each for each in report.known if _lies_in(each, names)),
    ).recounted()


def _lies_in(finding: Finding, names: Iterable[str]) -> bool:
    here = any(stands_in(finding.place.file, name) for name in names)
    return here or finding.rule in graph.RULES
