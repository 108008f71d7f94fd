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

from immunograph import examination, particulars, validate, validation
from immunograph.build import current
from immunograph.dataset import DataSet
from immunograph.errors import Inconsistent
from immunograph.examination import Examination
from immunograph.finding import Finding, most_serious_first
from immunograph.repository import Repository, stands_in
from immunograph.validate import Requirement

if TYPE_CHECKING:
    from datetime import date

    from immunograph.waivers import Waived

# The page that explains what keeps files from being one graph.
_INTEGRITY = "docs/graph.md"


@dataclass(frozen=True)
class Summary:
    """What a check executed, and what it found.

    `idle` are the shapes that had nothing to look at, and may have nothing. `waived` findings and
    those `known` from a baseline are not counted among the violations, warnings and infos; `gone`
    are those of a baseline that are no longer found. `seconds` is wall-clock time.
    """

    files: int = 0
    claims: int = 0
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
    """

    summary: Summary
    findings: tuple[Finding, ...]
    waived: "tuple[Waived, ...]" = ()
    known: tuple[Finding, ...] = ()
    rules: Mapping[str, Requirement] = field(default_factory=dict)
    explained: Mapping[str, Requirement] = field(default_factory=dict)

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
        """Whether any shape met any thing; not so where the files do not make one graph."""
        return self.summary.focus_nodes > 0


def check(
    repository: Repository, engine: str = validation.COMPILED, *, today: "date | None" = None
) -> Report:
    """Check a repository; `engine` is one of `validation.ENGINES`.

    Waivers hold as on the day `today`, by default the day it is.

    Raises `Unreadable` where a file cannot be read at all.
    """
    start = time.perf_counter()
    repository = repository.snapshot()
    try:
        dataset = current(repository)
    except Inconsistent as error:
        return _no_graph(repository, error, start)
    examined = examination.read(repository, dataset)
    result = validation.run(examined.shapes, dataset, engine)
    found = [*validate.unsafe(examined.shapes), *result.findings, *examined.findings()]
    report = Report(
        _summary(examined, result),
        tuple(most_serious_first(particulars.complete(repository, dataset, found))),
        rules=examined.requirements(),
    )
    return _timed(_explained(repository, _weighed(report, repository, dataset, today)), start)


def _summary(examined: Examination, result: validation.Result) -> Summary:
    return Summary(
        files=examined.files,
        claims=examined.dataset.manifest["classes"].get("Claim", 0),
        shapes=result.shapes,
        rules=examined.searches,
        queries=len(examined.saved),
        focus_nodes=result.focus_nodes,
        idle=result.idle,
    )


def _no_graph(repository: Repository, error: Inconsistent, start: float) -> Report:
    """The report where the files do not make one graph, and nothing else can be looked at."""
    found = most_serious_first(particulars.quoted(repository, error.findings))
    rules = {name: Requirement(name, _INTEGRITY) for name in {one.rule for one in found}}
    report = Report(Summary(), tuple(found), explained=rules)
    return _timed(_explained(repository, report), start)


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


def _timed(report: Report, start: float) -> Report:
    summary = replace(report.summary, seconds=round(time.perf_counter() - start, 3))
    return replace(report, summary=summary).recounted()


def within(report: Report, names: Sequence[str]) -> Report:
    """The report with only the findings in the files, or below the folders, of these names.

    What kept the check from running is reported wherever it stands: faults of shapes and rules,
    and everything where the check ended before them.
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
    return any(stands_in(finding.place.file, name) for name in names)
