"""Every way the tool can refuse, in one tree.

    ImmunographError              exit code 2: wrong use or unreadable input
    ├── NotARepository            no folder with the four content folders
    ├── Unreadable                a file that cannot be read as what it should be
    │   └── NotAPage              a file that holds no page, or none that is read here
    ├── UnknownName               no query, parameter or thing of that name
    ├── BadParameter              a parameter that is missing or of the wrong kind
    ├── BadQuery                  SPARQL with a fault, or of a kind that is not run here
    ├── LayoutFailed              a file whose layout would change what it says
    ├── NotDrawn                  what no picture fits, or what is too large for one
    │   └── NothingDrawn          exit code 1: there is nothing to draw
    ├── NotInstalled              a package of an extra that is not there
    ├── Inconsistent              exit code 1: the content contradicts itself and is not published
    ├── NotUnderstood             exit code 1: a question that no form fits
    └── StoreFailed               exit code 3: the store failed, or is not what it was published as
        ├── TimedOut              there was no answer when the time was over
        └── TooLarge              an answer that takes more memory than it may

A problem in the *content* is a `Finding` and is collected; only where nothing can go on does a
list of findings travel in an error.
"""

from collections.abc import Sequence

from immunograph.finding import Finding, Place


class ImmunographError(Exception):
    """Something the user can mend, said in one line."""

    exit_code = 2


class NotARepository(ImmunographError):
    """A folder that is not a repository of the four content folders."""

    def __init__(self, folder: str, missing: Sequence[str] = ()) -> None:
        self.folder = folder
        self.missing = tuple(missing)

    def __str__(self) -> str:
        lacks = ", ".join(f"{name}/" for name in self.missing)
        reason = f"it lacks {lacks}" if lacks else "there is no such folder"
        return f"{self.folder}: not an Immunograph repository: {reason}; see: immunograph init DIR"


class Unreadable(ImmunographError):
    """One or more files that cannot be read; each with its place and what to do."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)


class NotAPage(Unreadable):
    """A file that holds no page, or none that is read here: what it is and what to do."""

    def __init__(
        self,
        name: str,
        reason: str,
        fix: str,
        rule: str = "not-a-page",
        line: int | None = None,
    ) -> None:
        super().__init__([Finding(rule, reason, Place(name, line), fix=fix)])

    def of_file(self, name: str) -> "NotAPage":
        """The same, said of a file of another name."""
        (finding,) = self.findings
        line = finding.place.line
        return NotAPage(name, finding.message, finding.fix, finding.rule, line)


class Inconsistent(Unreadable):
    """Content that parses but cannot be published: each finding names its place."""

    exit_code = 1


class UnknownName(ImmunographError):
    """A name that nothing bears, with the nearest ones that something does."""

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = (), hint: str = "") -> None:
        self.kind = kind
        self.name = name
        self.nearest = tuple(nearest)
        self.hint = hint

    def __str__(self) -> str:
        if self.nearest:
            return f"no {self.kind} {self.name!r}; did you mean {' or '.join(self.nearest)}?"
        return f"no {self.kind} {self.name!r}" + (f"; {self.hint}" if self.hint else "")


class BadParameter(ImmunographError):
    """A parameter that is missing, malformed or given twice."""


class BadQuery(ImmunographError):
    """A query that cannot be run, with its place where that is known."""

    def __init__(self, reason: str, place: Place | None = None) -> None:
        self.reason = reason
        self.place = place

    def within(self, file: str) -> "BadQuery":
        """The same fault, said of the file the query stands in."""
        return BadQuery(self.reason, self.place.within(file) if self.place else Place(file))

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


class LayoutFailed(ImmunographError):
    """A text whose layout would say something else than the text."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return f"{self.name}: its layout would change what it says, so it is left as it is"


class NotDrawn(ImmunographError):
    """What no picture fits, or what is too large for one."""


class NothingDrawn(NotDrawn):
    """An empty result: there is nothing to draw."""

    exit_code = 1


class NotInstalled(ImmunographError):
    """A package that only some need, and that is not there."""

    def __init__(self, package: str, extra: str) -> None:
        self.package = package
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.package} is not installed; pip install 'immunograph[{self.extra}]'"


class NotUnderstood(ImmunographError):
    """A question that no form fits, with the forms that come nearest."""

    exit_code = 1

    def __init__(self, question: str, nearest: Sequence[str], reason: str = "") -> None:
        self.question = question
        self.nearest = tuple(nearest)
        self.reason = reason

    def __str__(self) -> str:
        lines = [
            f"I cannot read the question {self.question!r}" + (self.reason and f": {self.reason}")
        ]
        if self.nearest:
            lines.append("The nearest questions I know:")
            lines.extend(f"  {form}" for form in self.nearest)
        return "\n".join(lines)


class StoreFailed(ImmunographError):
    """The store failed, or what it holds is not what was published."""

    exit_code = 3


class TimedOut(StoreFailed):
    """The time was over before there was an answer; `seconds` is what it had."""

    def __init__(self, seconds: float, reason: str = "") -> None:
        self.seconds = seconds
        self.reason = reason

    def __str__(self) -> str:
        return _with_reason(f"no answer within {self.seconds:g} s", self.reason)


class TooLarge(StoreFailed):
    """An answer that takes more memory than it may; `limit` is how many bytes it had."""

    def __init__(self, limit: int, reason: str = "") -> None:
        self.limit = limit
        self.reason = reason

    def __str__(self) -> str:
        said = f"the answer takes more than {self.limit >> 20} MiB of memory"
        return _with_reason(said, self.reason)


def _with_reason(said: str, reason: str) -> str:
    return f"{said}: {reason}" if reason else said
