"""Findings as text, as a good compiler gives them: the line, a caret below it, what to do."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from immunograph.finding import Finding, counted
from immunograph.texts.characters import visible

if TYPE_CHECKING:
    from immunograph.check import Report

# How many findings of one rule, and passages of one finding, are shown where not all are asked for.
SHOWN = 10
PASSAGES = 3
_WIDEST = 96
_BEFORE = 32
_WORD = re.compile(r'"[^"]*"[^\s,;]*|[^\s,;]+|.', re.DOTALL)


@dataclass(frozen=True)
class Palette:
    """What is written around words to colour them; nothing in a plain one."""

    severities: tuple[tuple[str, str], ...] = ()
    place: str = ""
    caret: str = ""
    aside: str = ""
    end: str = ""

    def severity(self, name: str) -> str:
        """A severity in its colour."""
        return self._in(dict(self.severities).get(name, ""), name)

    def placed(self, text: str) -> str:
        """The place of a finding."""
        return self._in(self.place, text)

    def pointed(self, text: str) -> str:
        """A caret."""
        return self._in(self.caret, text)

    def beside(self, text: str) -> str:
        """What frames a line."""
        return self._in(self.aside, text)

    def _in(self, start: str, text: str) -> str:
        return f"{start}{text}{self.end}" if start else text


PLAIN = Palette()
COLOURED = Palette(
    severities=(
        ("violation", "\x1b[1;31m"),
        ("warning", "\x1b[1;33m"),
        ("info", "\x1b[1;36m"),
    ),
    place="\x1b[1m",
    caret="\x1b[1;32m",
    aside="\x1b[34m",
    end="\x1b[0m",
)


def written(report: "Report", palette: Palette = PLAIN, most: int | None = SHOWN) -> str:
    """The findings by file, most serious first; of each rule at most so many, the rest counted."""
    shown = list(_first(report.findings, most))
    blocks = [_finding(one, report, palette, most) for one in shown]
    return "\n".join([*blocks, *_folded(report, shown), ""] if blocks else [])


def _first(findings: Iterable[Finding], most: int | None) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.rule] += 1
        if most is None or seen[finding.rule] <= most:
            yield finding


def _folded(report: "Report", shown: list[Finding]) -> Iterator[str]:
    """One paragraph that counts what is not shown, by rule."""
    every, seen = (Counter(one.rule for one in some) for some in (report.findings, shown))
    left = {rule: number - seen[rule] for rule, number in every.items() if number > seen[rule]}
    if not left:
        return
    lines = []
    for rule, number in left.items():
        files = {one.place.file for one in report.findings if one.rule == rule}
        lines.append(f"and {number} more of {rule}, in {counted(len(files), 'file')} altogether\n")
    yield "".join([*lines, "--all shows them\n"])


def _finding(finding: Finding, report: "Report", palette: Palette, most: int | None) -> str:
    label = f"{finding.label}: " if finding.label else ""
    place, severity = palette.placed(str(finding.place)), palette.severity(finding.severity)
    first = f"{place}: {severity}: {visible(label + finding.message)}"
    said = finding if most is None else _shortened(finding)
    below = (f"    {name}: {visible(text)}" for name, text in details(said, report) if text)
    return "".join(f"{line}\n" for line in (first, *_excerpt(finding, palette), *below))


def _shortened(finding: Finding) -> Finding:
    """The finding with the first of many passages."""
    left = len(finding.passages) - PASSAGES
    if left < 2:  # noqa: PLR2004 (one more takes no more room than saying so)
        return finding
    passages = (*finding.passages[:PASSAGES], f"and {left} more")
    return replace(finding, passages=passages)


def details(finding: Finding, report: "Report") -> Iterator[tuple[str, str]]:
    """What is said of a finding below its first line, each under its name."""
    if _adds(finding.value, finding):
        yield "value", finding.value_label or finding.value
    yield "why it matters", finding.why
    yield "to mend it", finding.fix
    where = f" ({finding.other_place})" if finding.other_place else ""
    yield "against", f"{finding.other_label}{where}" if finding.other else ""
    for passage in finding.passages:
        yield "passage", passage
    rule = report.explained.get(finding.rule)
    yield "rule", f"{finding.rule} ({rule.page})" if rule and rule.page else finding.rule


def _adds(value: str, finding: Finding) -> bool:
    """Whether the value tells more than the message and the node do."""
    bare = value.strip("<>")
    names = filter(None, (bare.rpartition("/")[2], finding.value_label))
    said = (re.search(rf"(?<!\w){re.escape(name)}(?!\w)", finding.message) for name in names)
    return bool(bare) and bare != finding.node and not any(said)


def _excerpt(finding: Finding, palette: Palette) -> Iterator[str]:
    """The line of the file, and a caret under the very column."""
    place = finding.place
    if not finding.excerpt or place.line is None:
        return
    column = min(place.column or 1, len(finding.excerpt))
    text, start = _window(finding.excerpt, column - 1)
    number = str(place.line)
    bar, gap = palette.beside("|"), " " * len(number)
    yield f"  {palette.beside(number)} {bar} {visible(text)}"
    if place.column is not None:
        word = text[start : start + extent(text, start)]
        caret = palette.pointed("^" * max(1, sum(map(_columns, word))))
        yield f"  {gap} {bar} {_padding(text[:start])}{caret}"


def _window(line: str, start: int) -> tuple[str, int]:
    """The part of a long line that holds a column, and where the column is in it."""
    if len(line) <= _WIDEST:
        return line, start
    first = max(0, min(start - _BEFORE, len(line) - _WIDEST))
    part = line[first : first + _WIDEST]
    head, tail = "…" * (first > 0), "…" * (first + _WIDEST < len(line))
    return f"{head}{part}{tail}", start - first + len(head)


def extent(line: str, start: int) -> int:
    """How many characters the word has that stands at a place in a line."""
    word = _WORD.match(line, start)
    return len(word.group()) if word else 0


def _padding(text: str) -> str:
    """As much space as a text takes on a terminal, its tabs kept."""
    return "".join("\t" if each == "\t" else " " * _columns(each) for each in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
