"""Reports of a check in the formats that programs read: one table from format to function."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import immunograph
from immunograph import report_page
from immunograph.check import Report
from immunograph.finding import Finding, Place
from immunograph.validate import Requirement

if TYPE_CHECKING:
    from immunograph.waivers import Waived

_SARIF = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_SARIF_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
_GITHUB_COMMANDS = {"violation": "error", "warning": "warning", "info": "notice"}


def as_json(report: Report) -> dict[str, Any]:
    """The report in the shape that architecture.md gives."""
    shape: dict[str, Any] = {
        "summary": asdict(report.summary),
        "findings": [_finding_json(f) for f in report.findings],
        "waived": [_waived_json(each) for each in report.waived],
        "known": [_finding_json(f) for f in report.known],
    }
    if report.changed:
        whole = [{"name": name, "reason": reason} for name, reason in report.changed.whole]
        shape["changed"] = {**asdict(report.changed), "whole": whole}
    return shape


def _waived_json(waived: "Waived") -> dict[str, Any]:
    waiver = waived.waiver
    why = {"waiver": waiver.iri, "reason": waiver.reason, "expires": waiver.expires.isoformat()}
    return {**_finding_json(waived.finding), **why}


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "node": finding.node,
        "label": finding.label,
        "path": finding.path,
        "value": finding.value,
        "message": finding.message,
        "fix": finding.fix,
        "why": finding.why,
        **_other_json(finding),
        "passages": list(finding.passages),
    }


def _other_json(finding: Finding) -> dict[str, Any]:
    place = finding.other_place or Place("")
    return {
        "other": finding.other,
        "other_label": finding.other_label,
        "other_file": place.file,
        "other_line": place.line,
        "other_column": place.column,
    }


def as_sarif(report: Report) -> dict[str, Any]:
    """A log of SARIF 2.1.0; the fingerprint of a finding is the same wherever its line moves.

    The pages of rules are named in their help; `helpUri` would need an address on the web.
    """
    rules = sorted({finding.rule for finding in report.findings})
    driver = {
        "name": "immunograph",
        "version": immunograph.__version__,
        "rules": [_sarif_rule(rule, report.explained.get(rule)) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.ran}],
        "results": [_sarif_result(finding, rules) for finding in report.findings],
    }
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}


def _sarif_rule(name: str, rule: Requirement | None) -> dict[str, Any]:
    if rule is None:
        return {"id": name}
    page = f"Explained in {rule.page}" if rule.page else ""
    told = {
        "shortDescription": rule.summary,
        "fullDescription": rule.why,
        "help": "\n\n".join(filter(None, (rule.fix, page))),
    }
    return {
        "id": name,
        **{key: {"text": text} for key, text in told.items() if text},
        "defaultConfiguration": {"level": _SARIF_LEVELS[rule.severity]},
    }


def _sarif_result(finding: Finding, rules: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": _said(finding)},
        "partialFingerprints": {"immunographFinding/v2": fingerprint(finding)},
    }
    if finding.place.file:
        where = _sarif_location(finding.place, finding.excerpt)
        result["locations"] = [{"physicalLocation": where}]
    if finding.other:
        result["relatedLocations"] = [_sarif_other(finding)]
    if finding.passages:
        result["properties"] = {"passages": list(finding.passages)}
    return result


def _sarif_other(finding: Finding) -> dict[str, Any]:
    """What a finding is against."""
    location: dict[str, Any] = {"id": 1, "message": {"text": finding.other_label or finding.other}}
    if finding.other_place:
        location["physicalLocation"] = _sarif_location(finding.other_place)
    return location


def _sarif_location(place: Place, excerpt: str = "") -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file)}}
    if place.line is not None:
        region: dict[str, Any] = {"startLine": place.line}
        if place.column is not None:
            region["startColumn"] = place.column
        if excerpt:
            region["snippet"] = {"text": excerpt}
        location["region"] = region
    return location


def fingerprint(finding: Finding) -> str:
    """What a finding is, apart from its place: SHA-256 in hexadecimal.

    That is its rule and what it speaks of: a thing keeps its name when its line or its file moves,
    and a reworded message is no new finding. Where it speaks of no thing, its file and message.
    """
    about = [finding.node, finding.path, finding.value, finding.other]
    identity = about if finding.node else [finding.place.file, finding.message]
    return hashlib.sha256(json.dumps([finding.rule, *identity]).encode()).hexdigest()


def as_github(report: Report) -> str:
    """A workflow command for each finding, so that GitHub shows it beside its line."""
    return "".join(_github_command(finding) for finding in report.findings)


def _github_command(finding: Finding) -> str:
    place = finding.place
    known = {"file": place.file, "line": place.line, "col": place.column, "title": finding.rule}
    properties = ",".join(
        f"{name}={_github_text(str(value), ':,')}" for name, value in known.items() if value
    )
    return f"::{_GITHUB_COMMANDS[finding.severity]} {properties}::{_github_text(_told(finding))}\n"


def _github_text(text: str, also: str = "") -> str:
    """The text without what would end a command or a property of it."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{also}" else c for c in text)


def _told(finding: Finding) -> str:
    return _said(finding) + (f"\nWhy it matters: {finding.why}" if finding.why else "")


def _said(finding: Finding) -> str:
    thing = f"{finding.label}: " if finding.label else ""
    return f"{thing}{finding.message}" + (f" To mend it: {finding.fix}" if finding.fix else "")


def _dumped(shape: Callable[[Report], dict[str, Any]]) -> Callable[[Report], str]:
    return lambda report: json.dumps(shape(report), indent=2, ensure_ascii=False) + "\n"


WRITERS: Mapping[str, Callable[[Report], str]] = {
    "json": _dumped(as_json),
    "sarif": _dumped(as_sarif),
    "github": as_github,
    "html": report_page.written,
}
