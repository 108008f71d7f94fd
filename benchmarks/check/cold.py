"""What a cold check of a repository costs, beside validating the same files by others.

    python benchmarks/check/cold.py

Whole processes, from start to exit. `immunograph check` reads and builds the repository anew,
derives the short cuts, runs shapes, rules and saved questions and prints what it found as JSON;
the others parse the same files and the derived statements, and run the shapes.
"""

import argparse
import json
import shutil
import statistics
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import repository
from peers import HERE, OURS, Engine, Installed
from processes import Limits, Run, run

from tables import Table, machine

_LIMITS = Limits(120, 4096)
PEERS = (
    Engine("pySHACL, rdflib", "folder_pyshacl.py", ("pyshacl",)),
    Engine("pyrudof", "folder_rudof.py", ("pyrudof",)),
)


@dataclass
class Whole:
    """The runs of one command, and what it found."""

    runs: list[Run] = field(default_factory=list)
    findings: frozenset[str] | None = None

    def cpu(self) -> float:
        """The median of processor time."""
        return statistics.median(each.cpu for each in self.runs)

    def wall(self) -> float:
        """The median of time on the clock."""
        return statistics.median(each.wall for each in self.runs)


def once(command: list[str], root: Path, out: Path, whole: Whole) -> None:
    """Run a command on the repository as if it had never been built."""
    shutil.rmtree(root / ".immunograph", ignore_errors=True)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    whole.runs.append(run(command, _LIMITS, good=(0, 1), said=out / "said"))
    written = out / "findings.tsv"
    lines = written.read_text("utf-8").splitlines() if written.exists() else _own(root, out)
    whole.findings = frozenset(lines)


def _own(root: Path, out: Path) -> list[str]:
    """The findings of shapes in the report of `immunograph check`."""
    shapes = "\n".join(path.read_text("utf-8") for path in root.glob("validate/*.ttl"))
    report = json.loads((out / "said").read_text("utf-8"))
    return [
        f"{each['rule']}\t{each['node']}\t{each['value'].strip('<>')}"
        for each in report["findings"]
        if f"shape:{each['rule']}\n" in shapes
    ]


def rows(found: Mapping[str, Whole]) -> Iterator[list[str]]:
    """A row for each command; a ratio where the findings are the same."""
    ours = found[OURS]
    for name, whole in found.items():
        trouble = next((each.trouble for each in whole.runs if each.trouble), "")
        if trouble or whole.findings is None:
            yield [name, trouble]
            continue
        same = whole.findings == ours.findings
        yield [
            name,
            f"{len(whole.findings)}{'' if same else ', DIFFERENT'}",
            f"{whole.cpu():.2f}",
            f"{whole.cpu() / ours.cpu():.1f}" if same else "",
            f"{whole.wall():.2f}",
            f"{max(each.peak for each in whole.runs):.0f}",
        ]


def differences(found: Mapping[str, Whole]) -> Iterator[str]:
    """What only one of two found."""
    ours = found[OURS].findings or frozenset()
    for name, whole in found.items():
        for sign, lines in (
            ("only ours", ours - (whole.findings or frozenset())),
            ("only its", (whole.findings or frozenset()) - ours),
        ):
            if lines:
                yield f"{name}: {len(lines)} {sign}, such as {min(lines)}".replace("\t", " ")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/immunograph-benchmark"))
    parser.add_argument("--peers", type=Path, default=HERE / ".peers")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    root, out = given.folder / "repository", given.folder / "out"
    statements = repository.make(root)
    check = [sys.executable, "-m", "immunograph", "-C", str(root), "check", "--format", "json"]
    commands = {OURS: check}
    installed = Installed(given.peers.resolve())
    sys.stdout.write(f"{machine()}; {given.repeats} repeats\n")
    for engine in PEERS:
        command = installed.command(engine)
        if command is None:
            sys.stdout.write(f"{engine.name} is not installed: {installed.install(engine)}\n")
        else:
            commands[engine.name] = [*command, str(root), str(out)]
    found = {name: Whole() for name in commands}
    for _ in range(given.repeats):
        for name, command in commands.items():
            once(command, root, out, found[name])
    head = ("whole process", "findings of shapes", "CPU s", "x", "wall s", "peak MiB")
    files = len(list(repository.files()))
    heading = f"cold check of {files} files, {statements:,} statements"
    sys.stdout.write(
        f"\n{Table(heading, head, list(rows(found)), list(differences(found))).text()}"
    )


if __name__ == "__main__":
    main()
