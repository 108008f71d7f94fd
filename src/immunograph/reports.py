"""Reports of a check in the formats that programs read: one table from format to function."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import immunograph
from immunograph.check import Report
from immunograph.finding import Finding, Place

if TYPE_CHECKING:
    from immunograph.waivers import Waived

_SARIF = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_SARIF_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}
_GITHUB_COMMANDS = {"violation": "error", "warning": "warning", "info": "notice"}


def as_json(report: Report) -> dict[str, Any]:
    """The report in the shape that architecture.md gives."""
    return {
        "summary": asdict(report.summary),
        "findings": [_finding_json(f) for f in report.findings],
        "waived": [_waived_json(each) for each in report.waived],
        "known": [_finding_json(f) for f in report.known],
    }


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
    }


def as_sarif(report: Report) -> dict[str, Any]:
    """A log of SARIF 2.1.0; the fingerprint of a finding is the same wherever its line moves."""
    rules = sorted({finding.rule for finding in report.findings})
    driver = {
        "name": "immunograph",
        "version": immunograph.__version__,
        "rules": [{"id": rule} for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.ran}],
        "results": [_sarif_result(finding) for finding in report.findings],
    }
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}


def _sarif_result(finding: Finding) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": _said(finding)},
        "partialFingerprints": {"immunographFinding/v1": fingerprint(finding)},
    }
    if finding.place.file:
        result["locations"] = [{"physicalLocation": _sarif_location(finding.place)}]
    return result


def _sarif_location(place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file)}}
    region = {"startLine": place.line, "startColumn": place.column}
    if place.line is not None:
        location["region"] = {name: at for name, at in region.items() if at is not None}
    return location


def fingerprint(finding: Finding) -> str:
    """What a finding is, apart from its line: SHA-256 in hexadecimal."""
    identity = [finding.rule, finding.place.file, finding.node, finding.path, finding.value]
    return hashlib.sha256(json.dumps([*identity, finding.message]).encode()).hexdigest()


def as_github(report: Report) -> str:
    """A workflow command for each finding, so that GitHub shows it beside its line."""
    return "".join(_github_command(finding) for finding in report.findings)


def _github_command(finding: Finding) -> str:
    place = finding.place
    known = {"file": place.file, "line": place.line, "col": place.column, "title": finding.rule}
    properties = ",".join(
        f"{name}={_github_text(str(value), ':,')}" for name, value in known.items() if value
    )
    return f"::{_GITHUB_COMMANDS[finding.severity]} {properties}::{_github_text(_said(finding))}\n"


def _github_text(text: str, also: str = "") -> str:
    """The text without what would end a command or a property of it."""
    return "".join(f"%{ord(c):02X}" if c in f"%\r\n{also}" else c for c in text)


def _said(finding: Finding) -> str:
    thing = f"{finding.label}: " if finding.label else ""
    return f"{thing}{finding.message}" + (f" To mend it: {finding.fix}" if finding.fix else "")


def _dumped(shape: Callable[[Report], dict[str, Any]]) -> Callable[[Report], str]:
    return lambda report: json.dumps(shape(report), indent=2, ensure_ascii=False) + "\n"


WRITERS: Mapping[str, Callable[[Report], str]] = {
    "json": _dumped(as_json),
    "sarif": _dumped(as_sarif),
    "github": as_github,
}
