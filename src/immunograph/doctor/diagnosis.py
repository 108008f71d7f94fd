"""What comes of a diagnosis: what is at fault, what is near, and a corrected query that works."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from immunograph.finding import Place, counted
from immunograph.store import Results, Solutions

_LONG = 10  # lines
_LONGEST = 200  # letters
Verdict = Literal["none", "broken", "unknown"]


@dataclass(frozen=True, slots=True)
class At:
    """A part of the query: where it stands, also as an offset in bytes, and its text."""

    place: Place
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What has no solution, and why: `at` names each part, `near` the nearest that is known."""

    kind: str
    reason: str
    at: tuple[At, ...]
    broken: bool
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrected query that was run: what was changed, the text, and what it gave."""

    change: str
    before: str
    text: str
    results: Results = field(repr=False)
    at: Place
    more: bool = False

    @property
    def number(self) -> int:
        """How many rows or triples it gave."""
        if isinstance(self.results, Solutions):
            return len(self.results.rows)
        return int(self.results) if isinstance(self.results, bool) else len(self.results)

    @property
    def yields(self) -> str:
        """What it gives, in words."""
        if isinstance(self.results, bool):
            return "true"
        noun = "row" if isinstance(self.results, Solutions) else "triple"
        return f"more than {self.number} {noun}s" if self.more else counted(self.number, noun)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why a query has no answer.

    `none`: it is in order, and nothing in the graph answers it. `broken`: it is at fault.
    `unknown`: the time was over before that was clear. A correction was run and gives rows; where
    several are equally near none is offered as the one, and all are alternatives.
    """

    verdict: Verdict
    faults: tuple[Fault, ...] = ()
    correction: Correction | None = None
    alternatives: tuple[Correction, ...] = ()
    remark: str = ""
    probes: int = 0
    seconds: float = 0.0
    gave: str = "no answer"

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self.lines())

    def lines(self) -> list[str]:
        """The diagnosis in plain words, a line each."""
        verdict = f"{self.gave}, {_HEADLINES[self.verdict]}"
        lines = [verdict + (self.remark and f": {self.remark}")]
        for fault in self.faults:
            lines.extend(_fault_lines(fault))
        if self.correction:
            of = self.correction
            gives = "is" if isinstance(of.results, bool) else "gives"
            lines.append(f"try it with {_plain(of.change)}; that {gives} {of.yields}:")
            lines.extend(f"    {_plain(line)}" for line in _body(of.before, of.text))
        elif self.alternatives:
            lines.append("what is meant is not clear enough to offer one; of these you may choose:")
            lines.extend(f"    {_plain(one.change)}: {one.yields}" for one in self.alternatives)
        return lines

    def as_json(self) -> dict[str, Any]:
        """The diagnosis for programs."""
        return {
            "verdict": self.verdict,
            "faults": [_fault_json(fault) for fault in self.faults],
            "correction": _correction_json(self.correction) if self.correction else None,
            "alternatives": [_correction_json(one) for one in self.alternatives],
            "remark": self.remark,
            "text": self.lines(),
        }


_HEADLINES: Mapping[Verdict, str] = {
    "none": "and the query is in order",
    "broken": "because the query is at fault",
    "unknown": "and it is not clear why",
}


def _fault_lines(fault: Fault) -> list[str]:
    first, *others = fault.at or (None,)
    lines = [_plain(f"{first.place}: {fault.reason}" if first else fault.reason)]
    if first:
        lines.append(f"    {_part(first)}")
    lines.extend(f"    {one.place}: {_part(one)}" for one in others if one)
    if fault.near:
        lines.append(f"    near: {', '.join(map(_plain, fault.near))}")
    return lines


def _part(at: At) -> str:
    return textwrap.shorten(_plain(at.text), _LONGEST, placeholder=" ...")


def _body(before: str, text: str) -> list[str]:
    """The lines of a corrected query; of a long one, those that differ, with their numbers."""
    lines = text.strip("\n").split("\n")
    if len(lines) <= _LONG:
        return [line.rstrip() for line in lines if line.strip()]
    pairs = zip(before.strip("\n").split("\n"), lines, strict=False)
    skipped = len(text) - len(text.lstrip("\n"))
    numbered = enumerate(pairs, skipped + 1)
    return [f"{number}: {line.rstrip()}" for number, (old, line) in numbered if old != line]


def _plain(text: str) -> str:
    r"""A text on one line in which nothing can steer a terminal.

    >>> print(_plain("a\x1bb\nc\u202e"))
    a\x1bb c\u202e
    """
    spaced = " ".join(text.split(" ")) if "\n" not in text else " ".join(text.split())
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in spaced
    )


def _fault_json(fault: Fault) -> dict[str, Any]:
    at = [
        {"file": one.place.file, "line": one.place.line, "column": one.place.column}
        | {"text": one.text}
        for one in fault.at
    ]
    reason = {"kind": fault.kind, "reason": fault.reason, "broken": fault.broken}
    return reason | {"at": at, "near": list(fault.near)}


def _correction_json(given: Correction) -> dict[str, Any]:
    place = {"line": given.at.line, "column": given.at.column}
    said = {"change": given.change, "query": given.text, "at": place}
    return said | {"number": given.number, "more": given.more}
