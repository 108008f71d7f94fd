"""The verb `check`: is the content consistent?

    integrity   what must hold for the files to be one graph
    shapes      SHACL over the built data set, compiled to SPARQL; or by pySHACL
    rules       SPARQL whose every solution is a finding
    conflicts   claims that disagree, unless a resolution covers them
    queries     the saved questions can be read and run

A check that executed no shape on no focus node fails: it has shown nothing.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from immunograph import conflict, lookups, queries, validate, validation, wording
from immunograph.build import current, inputs
from immunograph.dataset import DataSet
from immunograph.errors import BadQuery, Inconsistent
from immunograph.finding import Finding, Place, most_serious_first
from immunograph.places import Places
from immunograph.repository import Repository, stands_in
from immunograph.store import MemoryStore, NamedNode, Solution
from immunograph.vocabulary import CLAIMS

if TYPE_CHECKING:
    from datetime import date

    from immunograph.waivers import Waived


@dataclass(frozen=True)
class Summary:
    """What a check executed, and what it found.

    `waived` findings and those `known` from a baseline are not counted among the violations,
    warnings and infos; `gone` are those of a baseline that are no longer found. `seconds` is
    wall-clock time.
    """

    files: int = 0
    claims: int = 0
    shapes: int = 0
    rules: int = 0
    queries: int = 0
    focus_nodes: int = 0
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

    `waived` and `known` are found, too, but do not count. `rules` are the names of the shapes and
    rules that were run: what is found under another name keeps the check from being one.
    """

    summary: Summary
    findings: tuple[Finding, ...]
    waived: "tuple[Waived, ...]" = ()
    known: tuple[Finding, ...] = ()
    rules: frozenset[str] = frozenset()

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
        return _report(Summary(), error.findings, start)
    shapes, rules = validate.shapes(repository), validate.rules(repository)
    saved = queries.saved_queries(repository, dataset.prefixes)
    result = validation.run(shapes, dataset, engine)
    findings = [
        *validate.unsafe(shapes),
        *result.findings,
        *_broken_rules(rules, dataset),
        *wording.findings(dataset),
        *conflict.findings(dataset),
        *_broken_queries(saved, dataset),
    ]
    summary = Summary(
        files=len(dataset.manifest["inputs"]["files"])
        + len(shapes.files)
        + len(rules)
        + len(saved),
        claims=dataset.manifest["classes"].get("Claim", 0),
        shapes=result.shapes,
        rules=len(rules),
        queries=len(saved),
        focus_nodes=result.focus_nodes,
    )
    placed = list(_placed(repository, dataset, findings))
    waivable = validate.waivable(shapes, rules)
    report = replace(_report(summary, placed, start), rules=frozenset(waivable))
    if not (repository.root / validate.WAIVERS).exists():
        return report
    return _weighed(report, repository, dataset, waivable, today)


def _weighed(
    report: Report,
    repository: Repository,
    dataset: DataSet,
    waivable: Mapping[str, bool],
    today: "date | None",
) -> Report:
    """The report in which what is waived does not count, and waivers at fault do."""
    from datetime import date  # noqa: PLC0415 (only where there are waivers)

    from immunograph import waivers  # noqa: PLC0415

    file = repository.read(validate.WAIVERS)
    known = waivers.Known(waivable, dataset.describes)
    weighed = waivers.weigh(file, report.findings, known, today or date.today())
    findings = tuple(most_serious_first(weighed.findings))
    return replace(report, findings=findings, waived=weighed.waived).recounted()


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


def _report(summary: Summary, findings: Iterable[Finding], start: float) -> Report:
    summary = replace(summary, seconds=round(time.perf_counter() - start, 3))
    return Report(summary, tuple(most_serious_first(findings))).recounted()


def _broken_rules(rules: Iterable[validate.Rule], dataset: DataSet) -> Iterator[Finding]:
    for rule in rules:
        try:
            solutions = dataset.store.select(rule.text)
        except BadQuery as error:
            yield _query_fault(rule.file, error)
            continue
        for row in solutions.rows:
            yield _rule_finding(rule, row, dataset)


def _rule_finding(rule: validate.Rule, row: Solution, dataset: DataSet) -> Finding:
    shown = {name: dataset.names.show(term) for name, term in row.items()}
    message, fix = rule.message, rule.fix
    for name, text in shown.items():
        message, fix = (each.replace(f"{{{name}}}", text) for each in (message, fix))
    terms = {name: str(term) for name, term in row.items()}
    return Finding(
        rule=rule.name,
        message=message,
        place=Place(rule.file),
        severity=rule.severity,
        node=terms.get("node", ""),
        path=terms.get("path", ""),
        value=terms.get("value", ""),
        fix=fix,
    )


def _broken_queries(saved: Mapping[str, queries.SavedQuery], dataset: DataSet) -> Iterator[Finding]:
    empty = MemoryStore(b"", dataset.prefixes.namespaces)
    forms: dict[str, str] = {}
    for query in saved.values():
        bindings = {p.name: NamedNode("urn:x") for p in query.parameters}
        try:
            empty.select(query.text, **bindings)
        except BadQuery as error:
            yield _query_fault(query.file, error)
        for form in query.forms:
            other = forms.setdefault(form.casefold(), query.file)
            if other != query.file:
                message = f"the form {form!r} belongs to {other} already"
                yield Finding("shared-form", message, Place(query.file), fix="word it otherwise")


def _query_fault(file: str, error: BadQuery) -> Finding:
    place = error.within(file).place or Place(file)
    return Finding("query", error.reason, place, fix="correct the query")


def _label(dataset: DataSet, iri: str) -> str:
    """What a thing is called; for a claim, its kind, what it is about and its name."""
    if not iri.startswith(CLAIMS):
        return dataset.names.label(iri)
    solutions = dataset.store.select(lookups.text("subject"), claim=NamedNode(iri))
    shown = [
        (dataset.names.show(r["kind"]), dataset.names.show(r["about"])) for r in solutions.rows
    ]
    words = " and ".join(f"{kind} of {about}" for kind, about in shown)
    return f"{words} ({dataset.names.label(iri)})".strip()


def _placed(
    repository: Repository, dataset: DataSet, findings: Iterable[Finding]
) -> Iterator[Finding]:
    """Each finding with the place of its node in the files, and the label of the node."""
    files = {file.name: file.text for file in inputs(repository).files}
    places = Places(files)
    for finding in findings:
        if not finding.node.startswith("<"):
            yield finding
            continue
        place = places.anywhere(finding.node, finding.path or None, finding.value or None)
        iri = finding.node.strip("<>")
        yield replace(
            finding,
            place=place or finding.place,
            node=iri,
            path=finding.path.strip("<>"),
            label=_label(dataset, iri),
        )
