"""What is wrong with the content, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

SEVERITIES = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: line and column count from 1, characters not bytes."""

    file: str
    line: int | None = None
    column: int | None = None

    def within(self, file: str) -> "Place":
        """The same place, in a file of another name."""
        return Place(file, self.line, self.column)

    def __str__(self) -> str:
        return ":".join(
            str(part) for part in (self.file, self.line, self.column) if part is not None
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: the place, the node, the reason in plain words and how to mend it.

    `other` is what it is against, `passages` are those behind the node and behind `other`, and
    `excerpt` is the line of the file at the place.

    >>> print(Finding("unsourced", "claim has no passage", Place("x.ttl", 3, 1), fix="add one"))
    x.ttl:3:1: claim has no passage; add one
    """

    rule: str
    message: str
    place: Place
    severity: str = "violation"
    node: str = ""
    label: str = ""
    path: str = ""
    value: str = ""
    fix: str = ""
    why: str = ""
    other: str = ""
    passages: tuple[str, ...] = ()
    value_label: str = ""
    other_label: str = ""
    other_place: Place | None = None
    excerpt: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (f"; {self.fix}" if self.fix else "")


def most_serious_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by severity, then by place."""
    return sorted(findings, key=_rank)


def counted(number: int, noun: str) -> str:
    """How many of a thing there are.

    >>> counted(1, "shape"), counted(0, "focus node")
    ('1 shape', '0 focus nodes')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _rank(finding: Finding) -> tuple[int, str, int, int, str, str]:
    place = finding.place
    severity = SEVERITIES.index(finding.severity)
    return severity, place.file, place.line or 0, place.column or 0, finding.rule, finding.message
