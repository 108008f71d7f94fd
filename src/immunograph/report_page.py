"""The report of a check as one page of HTML, which needs nothing beside it.

Its findings can be read without a script; with one they can be filtered, and what was chosen
stands in the address of the page.
"""

import html
from collections import Counter
from collections.abc import Iterable

import immunograph
from immunograph.check import Report
from immunograph.diagnostics import details, extent
from immunograph.finding import SEVERITIES, Finding, counted
from immunograph.tables import template
from immunograph.texts.characters import visible

_WORDS = {"violation": "Violation", "warning": "Warning", "info": "Note"}


def written(report: Report) -> str:
    """The page."""
    of, findings = report.summary, report.findings
    severities = Counter(finding.severity for finding in findings)
    found = (
        counted(of.violations, "violation"),
        counted(of.warnings, "warning"),
        counted(of.infos, "note"),
    )
    return _page(
        verdict="Consistent" if report.conforms else "Not consistent",
        found=_items(found),
        executed=_items(_executed(report)),
        severities=_options((each, _WORDS[each]) for each in SEVERITIES if severities[each]),
        rules=_options((each, each) for each in sorted({one.rule for one in findings})),
        files=_options((each, each) for each in sorted({one.place.file for one in findings})),
        total=html.escape(counted(len(findings), "finding")),
        findings="".join(_finding(finding, report) for finding in findings),
        version=html.escape(immunograph.__version__),
    )


def _page(**parts: str) -> str:
    return template("report").substitute(parts)


def _executed(report: Report) -> list[str]:
    of = report.summary
    if not report.ran:
        return ["no shape was run on anything"]
    numbers = {
        "file": of.files,
        "claim": of.claims,
        "shape": of.shapes,
        "focus node": of.focus_nodes,
        "rule": of.rules,
        "saved question": of.queries,
    }
    return [*(counted(number, noun) for noun, number in numbers.items()), f"{of.seconds:.2f} s"]


def _finding(finding: Finding, report: Report) -> str:
    return template("finding").substitute(
        severity=html.escape(finding.severity),
        severity_word=_WORDS[finding.severity],
        rule=html.escape(finding.rule),
        file=html.escape(finding.place.file),
        place=html.escape(str(finding.place)),
        message=_shown(finding.message),
        label=_shown(finding.label),
        excerpt=_excerpt(finding),
        details="".join(
            template("detail").substitute(name=html.escape(name), text=_shown(text))
            for name, text in details(finding, report)
            if text
        ),
    )


def _excerpt(finding: Finding) -> str:
    """The line of the file, with the word at the place marked."""
    line = finding.excerpt
    if not line:
        return ""
    start = min((finding.place.column or 1) - 1, len(line))
    end = start + (extent(line, start) if finding.place.column else 0)
    return template("excerpt").substitute(
        before=_shown(line[:start]), marked=_shown(line[start:end]), after=_shown(line[end:])
    )


def _items(texts: Iterable[str]) -> str:
    return "".join(template("item").substitute(text=html.escape(text)) for text in texts)


def _options(values: Iterable[tuple[str, str]]) -> str:
    return "".join(
        template("option").substitute(value=html.escape(value), text=html.escape(text))
        for value, text in values
    )


def _shown(text: str) -> str:
    return html.escape(visible(text))
