"""A trial: mutants are put into a copy of the repository, it is checked, and they are searched."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

import immunograph
from immunograph.check import check
from immunograph.errors import ImmunographError
from immunograph.finding import Finding, Place
from immunograph.repository import FOLDERS
from mutation.content import Content, Edit, Spot
from mutation.mutation import ALONE, Mutant

# The invented therapy that is added, so that there is something for every shape and rule.
ADDED = Path(__file__).parent / "added"
TODAY = date(2026, 12, 1)
# Where a run of tests finds its trials, to say in the end how many there were.
TRIALS = pytest.StashKey["Trials"]()
# How many mutants are checked at once: few enough that it is soon known which one went unseen.
_COMPANY = 16


@dataclass(frozen=True)
class Outcome:
    """Whether a mutant was caught, and if not, what was found instead."""

    caught: bool
    alone: bool
    expected: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    def __str__(self) -> str:
        found = "\n    ".join(self.instead) or "nothing"
        return f"expected {' or '.join(self.expected)}; found was\n    {found}"


def copied(repository: Path, to: Path) -> Path:
    """A copy of a repository, with the invented therapy in it."""
    for folder in FOLDERS:
        shutil.copytree(repository / folder, to / folder)
    shutil.copytree(ADDED, to, dirs_exist_ok=True)
    return to


@dataclass
class Trials:
    """A copy of a repository in which mutants are tried, and which is as it was after each."""

    root: Path
    executed: int = 0
    missed: int = 0
    checks: int = 0
    rules: set[str] = field(default_factory=set)
    content: Content = field(init=False)
    known: frozenset[tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Read the content, and what is found in it as it is."""
        paths = sorted(each for folder in FOLDERS for each in (self.root / folder).rglob("*.*"))
        names = (path.relative_to(self.root).as_posix() for path in paths)
        self.content = Content({n: (self.root / n).read_text("utf-8") for n in names})
        self.sound = self._findings()
        self.known = frozenset(map(_identity, self.sound))

    def run(self, mutants: Iterable[Mutant]) -> dict[str, Outcome]:
        """What became of each mutant, in company or, where it went unseen there, alone."""
        outcomes: dict[str, Outcome] = {}
        for company in companies(self.content, mutants):
            found = self.tried(company)
            for mutant in company:
                outcome = found[str(mutant)]
                if not outcome.caught and len(company) > 1:
                    outcome = self.tried([mutant])[str(mutant)]
                outcomes[str(mutant)] = outcome
                self.rules |= mutant.mutation.rules
        self.executed += len(outcomes)
        self.missed += sum(not each.caught for each in outcomes.values())
        return outcomes

    def __str__(self) -> str:
        """How many mutants were tried, and how many of them caught."""
        caught = f"{self.missed} went unseen" if self.missed else "all were caught"
        of = f"{self.executed} mutants of {len(self.rules)} rules and shapes"
        return f"{of} in {self.checks} checks: {caught}"

    def tried(self, company: Sequence[Mutant]) -> dict[str, Outcome]:
        """What becomes of mutants that are put in at once."""
        edits = [edit for mutant in company for edit in mutant.damage.edits]
        found = self.found(edits)
        return {str(each): _outcome(each, edits, found, len(company) == 1) for each in company}

    def found(self, edits: Sequence[Edit]) -> list[Finding]:
        """What is found after edits, and was not before them; they are taken back again."""
        files = {edit.file: (self.root / edit.file) for edit in edits}
        try:
            for name, path in files.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                text = edited(self.content.texts.get(name, ""), _in_file(edits, name))
                path.write_text(text, encoding="utf-8")
            return [f for f in self._findings() if _identity(f) not in self.known]
        finally:
            self._restore(files)

    def _restore(self, files: dict[str, Path]) -> None:
        for name, path in files.items():
            if name in self.content.texts:
                path.write_text(self.content.texts[name], encoding="utf-8")
            else:
                path.unlink(missing_ok=True)

    def _findings(self) -> Sequence[Finding]:
        self.checks += 1
        try:
            return check(immunograph.open(self.root).repository, today=TODAY).findings
        except ImmunographError as error:
            return getattr(error, "findings", ())
        except Exception as error:  # a mutant that ends the check has not been found
            return (Finding("crash", f"the check ended with {error!r}", Place(".")),)


def _identity(finding: Finding) -> tuple[str, ...]:
    return finding.rule, finding.node, finding.path, finding.value


def _in_file(edits: Iterable[Edit], name: str) -> list[Edit]:
    return sorted((each for each in edits if each.file == name), key=lambda each: each.at)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """A text after edits, which are given in the order of their lines."""
    lines = text.split("\n")
    for edit in reversed(edits):
        lines[edit.at - 1 : edit.until - 1] = edit.lines
    return "\n".join(lines)


def line_of(spot: Spot, edits: Iterable[Edit]) -> int | None:
    """On which line a spot is after edits; none where the finding is of a whole file."""
    if not spot.line:
        return None
    before = 0
    for edit in _in_file(edits, spot.file):
        if edit is spot.edit or (spot.edit is None and edit.at > spot.line):
            break
        before += edit.grows
    return spot.line + before + spot.offset


def _outcome(mutant: Mutant, edits: list[Edit], found: list[Finding], alone: bool) -> Outcome:
    lines = {(spot.file, line_of(spot, edits)) for spot in mutant.damage.spots}
    caught = any(
        each.rule in mutant.mutation.rules and (each.place.file, each.place.line) in lines
        for each in found
    )
    rules = " or ".join(sorted(mutant.mutation.rules))
    expected = tuple(f"{rules} at {file}:{line}" for file, line in sorted(lines, key=str))
    shown = tuple(f"{each.rule} at {each.place}: {each.message}" for each in found)
    return Outcome(caught, alone, expected, () if caught else shown)


def companies(content: Content, mutants: Iterable[Mutant]) -> Iterator[list[Mutant]]:
    """The mutants in groups that can be checked together: no two of one touch the same node."""
    open_ones: dict[str, list[tuple[list[Mutant], set[str]]]] = {}
    for mutant in mutants:
        touched = set(_touched(content, mutant))
        groups = open_ones.setdefault(mutant.mutation.stage, [])
        for group, taken in groups:
            room = mutant.mutation.stage != ALONE and len(group) < _COMPANY
            if room and touched.isdisjoint(taken):
                group.append(mutant)
                taken.update(touched)
                break
        else:
            groups.append(([mutant], touched))
    for groups in open_ones.values():
        yield from (group for group, _ in groups)


def _touched(content: Content, mutant: Mutant) -> Iterator[str]:
    for edit in mutant.damage.edits:
        if edit.file not in content.texts or not edit.file.endswith(".ttl"):
            yield edit.file
        for node in content.nodes:
            inside = node.line < edit.until and edit.at <= node.end
            if node.file == edit.file and inside:
                yield node.iri
