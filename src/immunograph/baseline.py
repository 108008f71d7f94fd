"""A baseline: what a check found on the day it was adopted, so that only what is new counts.

A finding is known by its rule, its thing, the path, the value and what it is against. Where it
stands and how the rule words it may change. What keeps the check from being one is never in a
baseline.
"""

import contextlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from immunograph.check import Report
from immunograph.errors import BadParameter, Inconsistent, Unreadable
from immunograph.finding import Finding, Place
from immunograph.repository import read_file

_FORMAT = "immunograph baseline 1"
_IDENTITY = ("rule", "node", "path", "value", "other")

Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding was there."""

    counts: Mapping[Identity, int]


def identity(finding: Finding) -> Identity:
    """What a finding is, wherever it stands and however it is worded."""
    return finding.rule, finding.node or finding.message, finding.path, finding.value, finding.other


def of(report: Report) -> Baseline:
    """The baseline that a report makes: all that was found and is not waived.

    Raises `Inconsistent` with what keeps the check from being one.
    """
    faults = [each for each in report.findings if each.rule not in report.rules]
    if violated := [each for each in faults if each.severity == "violation"]:
        raise Inconsistent(violated)
    found = (each for each in report.findings if each.rule in report.rules)
    return Baseline(Counter(map(identity, found)))


def compared(report: Report, baseline: Baseline) -> Report:
    """The report in which only what is not in the baseline counts."""
    left = Counter(baseline.counts)
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in report.findings:
        one = identity(finding)
        is_known = finding.rule in report.rules and left[one] > 0
        left[one] -= is_known
        (known if is_known else new).append(finding)
    looked_at_all = report.ran and report.changed is None
    summary = replace(report.summary, gone=sum(left.values()) if looked_at_all else 0)
    return replace(report, summary=summary, findings=tuple(new), known=tuple(known)).recounted()


def read(path: Path) -> Baseline:
    """The baseline in a file. Raises `Unreadable` where it is none."""
    file = read_file(path, str(path))
    try:
        content = json.loads(file.text)
    except json.JSONDecodeError as error:
        raise _unreadable(Place(file.name, error.lineno, error.colno), error.msg) from None
    except (RecursionError, ValueError):  # nested without end, or a number of thousands of digits
        raise _unreadable(Place(file.name), "no JSON that can be read") from None
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise _unreadable(Place(file.name), f'it does not say "format": "{_FORMAT}"')
    findings = content.get("findings")
    if not isinstance(findings, list):
        raise _unreadable(Place(file.name), "it has no list of findings")
    counts: dict[Identity, int] = {}
    for number, entry in enumerate(findings, 1):
        one, count = _entry(entry)
        if count < 1 or one in counts:
            what = "is there twice" if one in counts else f"needs {', '.join(_IDENTITY)} and count"
            raise _unreadable(Place(file.name), f"finding {number} of it {what}")
        counts[one] = count
    return Baseline(counts)


def _entry(entry: Any) -> tuple[Identity, int]:
    """The identity and the count of an entry; no count where it is not in order."""
    given = entry if isinstance(entry, dict) else {}
    fields = [given[name] for name in _IDENTITY if isinstance(given.get(name), str)]
    count = given.get("count")
    if len(fields) < len(_IDENTITY) or type(count) is not int:
        return (), 0
    return tuple(fields), count


def _unreadable(place: Place, reason: str) -> Unreadable:
    fix = "write one with: immunograph check --write-baseline FILE"
    return Unreadable([Finding("baseline", f"this is no baseline: {reason}", place, fix=fix)])


def ensure_new(path: Path) -> None:
    """Raise `BadParameter` where something stands at a path already."""
    if os.path.lexists(path):
        raise _taken(path)


def write(path: Path, report: Report, baseline: Baseline) -> None:
    """Write the baseline that a report made to a new file, whole or not at all.

    Raises `BadParameter` where there is one already, or none can be written.
    """
    making = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
    try:
        making.write_text(written(report, baseline), encoding="utf-8")
        os.link(making, path)  # never in the place of another file, as a rename would be
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadParameter(f"{path}: cannot be written: {reason}") from None
    finally:
        with contextlib.suppress(OSError):
            making.unlink()


def _taken(path: Path) -> BadParameter:
    return BadParameter(f"{path}: exists already; take it away first, to write it anew")


def written(report: Report, baseline: Baseline) -> str:
    """A baseline as JSON, a finding a line, in an order that is always the same."""
    lines = ",\n".join(sorted(_lines(report, baseline)))
    return f'{{"format": {json.dumps(_FORMAT)}, "findings": [\n{lines}\n]}}\n'


def _lines(report: Report, baseline: Baseline) -> Iterator[str]:
    findings = {identity(each): each for each in reversed(report.findings)}
    for one, count in baseline.counts.items():
        finding = findings[one]
        entry = {
            **dict(zip(_IDENTITY, one, strict=True)),
            "count": count,
            "severity": finding.severity,
            "label": finding.label,
            "message": finding.message,
        }
        yield json.dumps(entry, ensure_ascii=False)
