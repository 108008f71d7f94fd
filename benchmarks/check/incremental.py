"""What it costs to check what an edit touched, beside checking everything.

    python benchmarks/check/incremental.py --sizes 10000 1000000

One thing is edited at a time and the edit is undone; the numbers are medians over things and both
ways. At the end everything that is kept must equal a full check.
"""

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import generate
from run import shapes_of
from things import NAMES, PREFIXES

from immunograph import rdf, store
from immunograph.shacl import engine
from immunograph.shacl.incremental import Standing
from immunograph.shacl.report import Result
from immunograph.store import MemoryStore, NamedNode, Quad
from tables import Table, machine


@dataclass(frozen=True)
class Edit:
    """A statement about a thing taken out, and another put in its place where there is one."""

    name: str
    kind: str
    predicate: str
    value: str = ""


EDITS = (
    Edit("the seriousness of a reaction", "reaction", "ig:seriousness", "ig:Maybe"),
    Edit("the event of a reaction", "reaction", "ig:event", "cell:example-0"),
    Edit("the passage of a claim", "indication", "ig:supportedBy", "org:example-0"),
    Edit("the label of a therapy", "drug", "skos:prefLabel", '"another name"@fr'),
    Edit("the version of a passage (a path of two steps)", "passage", "ig:inVersion"),
    Edit("the type of an event (all its reactions)", "event", "rdf:type", "ig:Antigen"),
    Edit("the condition above a condition (a cycle)", "condition", "skos:broader"),
    Edit("the antigen of an engagement (another claim)", "engagement", "ig:antigen"),
)


def term(text: str) -> store.Term:
    """A term as the things of a graph are written."""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    made = f"{head}<urn:s> <urn:p> {text} ."
    return rdf.parse_turtle(made.encode(), "a term")[0].object


def named(text: str) -> NamedNode:
    """A name as the things of a graph are named."""
    found = term(text)
    assert isinstance(found, NamedNode)
    return found


@dataclass
class Graph:
    """A graph that is checked and kept so."""

    held: MemoryStore
    shapes: Sequence[Quad]
    counts: Mapping[str, int]
    standing: Standing

    @classmethod
    def of(cls, folder: Path, size: int, shapes: Sequence[Quad]) -> "Graph":
        """A graph of a size, checked once."""
        generate.write(size, folder)
        held = MemoryStore((folder / "graph.nt").read_bytes(), {})
        counts = generate.planned(size, 0.01, 1).counts
        return cls(held, shapes, counts, Standing.start(held, shapes))

    def full(self) -> tuple[float, Counter[tuple[str, ...]]]:
        """The time of a full check, and its findings."""
        start = time.process_time()
        report = engine.validate(self.held, self.shapes)
        return time.process_time() - start, counted(report.results)

    def edited(self, edit: Edit, things: int, compare: bool) -> Iterator[float]:
        """The time of an edit and of its undoing, for each of some things."""
        for nth in range(things):
            number = (nth * 2 + 1) * self.counts[edit.kind] // (things * 2)
            subject = named(f"{NAMES[edit.kind]}{number}")
            predicate = named(edit.predicate)
            rows = self.held.rows(f"SELECT ?o WHERE {{ {subject} {predicate} ?o }}")
            before = [Quad(subject, predicate, row[0]) for row in rows][:1]  # type: ignore[arg-type]
            after = [Quad(subject, predicate, term(edit.value))] if edit.value else []
            if before:
                yield self._changed(before, after)
                if compare:
                    self.agree(edit.name)
                yield self._changed(after, before)

    def _changed(self, removed: Sequence[Quad], added: Sequence[Quad]) -> float:
        start = time.process_time()
        self.standing.update(removed, added)
        return time.process_time() - start

    def agree(self, after: str) -> None:
        """Stop where what is kept is not what a full check finds."""
        kept, full = counted(self.standing.results), self.full()[1]
        if kept != full:
            example = next(iter((kept - full) or (full - kept)))
            sys.exit(f"after {after}: {len(kept)} kept, {len(full)} in full; such as {example}")


def counted(results: Sequence[Result]) -> Counter[tuple[str, ...]]:
    """Findings as they are compared."""
    return Counter(
        (str(each.focus), each.path, str(each.value), each.component, str(each.shape))
        for each in results
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--shapes", default="full", choices=("core", "full"))
    parser.add_argument("--things", type=int, default=11, help="how many are edited in each way")
    parser.add_argument("--folder", type=Path, default=Path("/tmp/immunograph-benchmark"))
    given = parser.parse_args()
    shapes = rdf.parse_turtle(shapes_of(given.shapes).encode(), "shapes")
    sys.stdout.write(f"{machine()}; {given.things} things of each kind, {given.shapes} shapes\n")
    times: dict[int, dict[str, float]] = {}
    full: dict[int, float] = {}
    for size in sorted(given.sizes):
        graph = Graph.of(given.folder / str(size), size, shapes)
        full[size] = statistics.median(graph.full()[0] for _ in range(3))
        small = size == min(given.sizes)
        times[size] = {
            edit.name: statistics.median(graph.edited(edit, given.things, small)) for edit in EDITS
        }
        graph.agree("all edits")
    sys.stdout.write(f"\n{made(times, full).text()}")


def made(times: Mapping[int, Mapping[str, float]], full: Mapping[int, float]) -> Table:
    """The table: each edit at each size, how much less than a full check, and its growth."""
    sizes = sorted(times)
    head = ["edit", *(part for size in sizes for part in (f"ms at {size:,}", "x less")), "growth"]
    rows = [
        [
            name,
            *(
                part
                for size in sizes
                for part in (
                    f"{times[size][name] * 1000:.2f}",
                    f"{full[size] / times[size][name]:.0f}",
                )
            ),
            f"{times[sizes[-1]][name] / times[sizes[0]][name]:.2f}",
        ]
        for name in times[sizes[0]]
    ]
    whole = [part for size in sizes for part in (f"{full[size] * 1000:.0f}", "1")]
    rows.append(["a full check", *whole, f"{full[sizes[-1]] / full[sizes[0]]:.1f}"])
    return Table("one thing edited, CPU time", head, rows, ["what is kept equals a full check"])


if __name__ == "__main__":
    main()
