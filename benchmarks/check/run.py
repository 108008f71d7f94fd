"""How fast is the check beside other engines? One run, the same data, findings compared first.

    python benchmarks/check/run.py

Each engine validates in a process of its own; the engines take turns. A time counts, and a ratio
is given, only where the findings (component, focus node, path, value) are those of this project.
"""

import argparse
import json
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import generate
from peers import ALL, OURS, Engine, Installed
from processes import Limits, Run, run

from tables import Table, machine

HERE = Path(__file__).parent
SHAPES = {
    "core": ("shapes-core.ttl",),
    "full": ("shapes-core.ttl", "shapes-sparql.ttl"),
}


@dataclass
class Measured:
    """What the runs of one engine on one graph gave."""

    runs: list[Run] = field(default_factory=list)
    times: list[Mapping[str, float]] = field(default_factory=list)
    findings: Counter[str] | None = None
    trouble: str = ""
    version: str = ""

    def median(self, name: str) -> float:
        """The median of what the engine measured itself."""
        return statistics.median(time[name] for time in self.times)


@dataclass(frozen=True)
class Bench:
    """The engines that are there, and the limits of a run."""

    engines: Mapping[str, tuple[Sequence[str], Sequence[str]]]
    limits: Limits
    repeats: int
    folder: Path

    def row(self, size: int, shapes: str, over: Mapping[str, str]) -> dict[str, Measured]:
        """Every engine on one graph and one set of shapes, in turns."""
        data, path = self.folder / str(size) / "graph.nt", self.folder / f"shapes-{shapes}.ttl"
        found = {name: Measured(trouble=over.get(name, "")) for name in self.engines}
        for _ in range(self.repeats):
            for name, measured in found.items():
                if not measured.trouble:
                    self._once(name, measured, data, path)
        return found

    def _once(self, name: str, measured: Measured, data: Path, shapes: Path) -> None:
        out = self.folder / "out"
        out.mkdir(exist_ok=True)
        for each in out.iterdir():
            each.unlink()
        command, arguments = self.engines[name]
        taken = run([*command, str(data), str(shapes), str(out), *arguments], self.limits)
        measured.runs.append(taken)
        if taken.trouble:
            measured.trouble = taken.trouble
            return
        times = json.loads((out / "measured.json").read_text(encoding="utf-8"))
        measured.version = times.pop("version")
        measured.times.append(times)
        lines = Counter((out / "findings.tsv").read_text(encoding="utf-8").splitlines())
        if measured.findings is not None and lines != measured.findings:
            measured.trouble = "other findings in another run of the same"
        measured.findings = lines


def difference(ours: Counter[str] | None, theirs: Counter[str] | None) -> str:
    """How the findings of another engine differ from ours, with an example; empty if not."""
    if ours is None or theirs is None:
        return "nothing of ours to compare with" if ours is None else ""
    missing, more = ours - theirs, theirs - ours
    if not missing and not more:
        return ""
    example = next(iter(sorted(more) or sorted(missing))).replace("\t", " ")
    sign = "it alone" if more else "ours alone"
    return f"{missing.total()} only ours, {more.total()} only its; {sign}: {example}"


HEAD = (
    "engine",
    "findings",
    "validate CPU s",
    "x",
    "wall s",
    "load CPU s",
    "whole CPU s",
    "x",
    "peak MiB",
    "of its peak",
)


def rows(found: Mapping[str, Measured]) -> Iterator[list[str]]:
    """The rows of a table: ours first, ratios where the findings are the same."""
    ours = found.get(OURS, Measured())
    for name, measured in found.items():
        if measured.trouble or not measured.times:
            yield [name, measured.trouble or "not run"]
            continue
        differs = difference(ours.findings, measured.findings) if name != OURS else ""
        count = measured.findings.total() if measured.findings else 0
        ratios = not differs and bool(ours.times)
        yield [
            name,
            f"{count}, DIFFERENT" if differs else str(count),
            f"{measured.median('validate'):.3f}",
            _ratio(ours, measured, "validate") if ratios else "",
            f"{measured.median('validate_wall'):.3f}",
            f"{measured.median('load'):.3f}",
            f"{measured.median('whole'):.2f}",
            _ratio(ours, measured, "whole") if ratios else "",
            f"{measured.median('peak'):.0f}",
            f"{ours.median('peak') / measured.median('peak'):.2f}" if ratios else "",
        ]


def _ratio(ours: Measured, theirs: Measured, name: str) -> str:
    return f"{theirs.median(name) / ours.median(name):.1f}"


def over_budget(
    found: Mapping[str, Measured], size: int, larger: int, limits: Limits
) -> dict[str, str]:
    """The engines that a larger graph would take past the limits if they grow with it."""
    over = {}
    for name, measured in found.items():
        if measured.trouble:
            over[name] = f"not run: {measured.trouble.removeprefix('not run: ')} at {size:,}"
        elif measured.times:
            cpu = max(each.cpu for each in measured.runs) - measured.median("start")
            peak = max(each.peak for each in measured.runs)
            if cpu * larger / size > limits.seconds:
                over[name] = f"not run: over budget ({cpu:.1f} CPU s at {size:,})"
            elif peak > 200 and peak * larger / size > limits.mib:  # noqa: PLR2004 (start-up)
                over[name] = f"not run: over budget ({peak:.0f} MiB at {size:,})"
    return over


def growth(by_size: Mapping[int, Mapping[str, Measured]]) -> Iterator[list[str]]:
    """How the time of each engine grows from one size to the next."""
    sizes = sorted(by_size)
    names = dict.fromkeys(name for found in by_size.values() for name in found)
    for name in names:
        made = [name]
        for small, large in pairwise(sizes):
            one, other = by_size[small].get(name), by_size[large].get(name)
            both = one and other and one.times and other.times
            made.append(f"{other.median('validate') / one.median('validate'):.1f}" if both else "")
        yield made


def shapes_of(name: str) -> str:
    """The Turtle of a set of shapes."""
    return "\n".join((HERE / part).read_text(encoding="utf-8") for part in SHAPES[name])


def compare(bench: Bench, sizes: Sequence[int], given: argparse.Namespace) -> Iterator[Table]:
    """The tables of every set of shapes."""
    for size in sizes:
        generate.write(size, bench.folder / str(size), given.rate, given.seed)
    for shapes in given.shapes:
        path = bench.folder / f"shapes-{shapes}.ttl"
        path.write_text(shapes_of(shapes), encoding="utf-8")
        by_size: dict[int, dict[str, Measured]] = {}
        over: dict[str, str] = {}
        for size in sizes:
            by_size[size] = found = bench.row(size, shapes, over)
            yield Table(f"{shapes} shapes, {size:,} quads", HEAD, list(rows(found)), _notes(found))
            larger = min((each for each in sizes if each > size), default=size)
            over = over_budget(found, size, larger, bench.limits) if larger > size else {}
        if len(sizes) > 1:
            steps = [f"{a:,} to {b:,}" for a, b in pairwise(sizes)]
            heading = f"{shapes} shapes, growth of validate CPU s"
            yield Table(heading, ("engine", *steps), list(growth(by_size)))


def _notes(found: Mapping[str, Measured]) -> list[str]:
    ours = found.get(OURS, Measured()).findings
    notes = {engine.name: engine.note for engine in ALL if engine.note}
    made = ["; ".join(f"{name}: {m.version}" for name, m in found.items() if m.version)]
    for name, measured in found.items():
        differs = difference(ours, measured.findings) if measured.findings is not None else ""
        if differs:
            made.append(f"{name}: {differs}. {notes.get(name, '')}".strip())
    return made


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--shapes", nargs="+", choices=list(SHAPES), default=list(SHAPES))
    parser.add_argument("--engines", nargs="+", metavar="NAME", help="only those so begun")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument(
        "--seconds", type=float, default=180, help="of CPU, the most for one process"
    )
    parser.add_argument("--memory", type=float, default=6, help="GiB, the most for one process")
    parser.add_argument("--rate", type=float, default=0.01, help="the share of bad nodes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/immunograph-benchmark"))
    parser.add_argument("--peers", type=Path, default=HERE / ".peers")
    parser.add_argument("--markdown", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"{machine()}; {given.repeats} repeats, seed {given.seed}\n")
    engines = dict(_installed(Installed(given.peers.resolve()), _chosen(given.engines)))
    limits = Limits(given.seconds, given.memory * 1024)
    bench = Bench(engines, limits, given.repeats, given.folder)
    for table in compare(bench, sorted(given.sizes), given):
        sys.stdout.write("\n" + (table.markdown() if given.markdown else table.text()))
        sys.stdout.flush()


def _installed(
    installed: Installed, engines: Sequence[Engine]
) -> Iterator[tuple[str, tuple[Sequence[str], Sequence[str]]]]:
    """The commands of the engines that are there; the others are named."""
    for engine in engines:
        command = installed.command(engine)
        if command is None:
            sys.stdout.write(f"{engine.name} is not installed: {installed.install(engine)}\n")
        else:
            yield engine.name, (command, installed.arguments(engine))


def _chosen(names: Sequence[str] | None) -> list[Engine]:
    if not names:
        return list(ALL)
    return [e for e in ALL if any(e.name.lower().startswith(name.lower()) for name in names)]


if __name__ == "__main__":
    main()
