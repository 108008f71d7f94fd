"""Is any query of the engine much slower than the best that we can write by hand?

    python benchmarks/check/rewritings.py --size 100000

Each pair of files in `rewritings/` is one constraint as a shape, and the fastest query that is
known for it. The engine's time is that of all it asks the store for the shape. The number of
findings must be the same.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import generate
from queries import Asked

from immunograph import rdf
from immunograph.shacl import engine
from immunograph.store import MemoryStore
from tables import Table, machine

HERE = Path(__file__).parent
MOST = 10
_RATE = 0.05  # so that each has findings to compare


def ours(graph: MemoryStore, shapes: str) -> tuple[float, int]:
    """The time of the queries for a shape, and how many findings there are."""
    asked = Asked(graph)
    report = engine.validate(asked, rdf.parse_turtle(shapes.encode(), "shape"))
    return sum(seconds for seconds, _, _ in asked.log), len(report.results)


def best(graph: MemoryStore, query: str) -> tuple[float, int]:
    """The time of the query written by hand, and how many solutions it has."""
    start = time.process_time()
    found = graph.solve(query)
    return time.process_time() - start, len(found.rows)


def rows(graph: MemoryStore, repeats: int) -> Iterator[list[str]]:
    """A row for each constraint."""
    for path in sorted((HERE / "rewritings").glob("*.rq")):
        query, shapes = path.read_text("utf-8"), path.with_suffix(".ttl").read_text("utf-8")
        one = [ours(graph, shapes) for _ in range(repeats)]
        other = [best(graph, query) for _ in range(repeats)]
        mine, hand = (statistics.median(seconds for seconds, _ in runs) for runs in (one, other))
        counts = one[0][1], other[0][1]
        same = counts[0] == counts[1]
        ratio = mine / hand
        yield [
            path.stem,
            str(counts[0]) if same else f"{counts[0]}, by hand {counts[1]}",
            f"{mine * 1000:.1f}",
            f"{hand * 1000:.1f}",
            f"{ratio:.1f}{' TOO SLOW' if ratio > MOST else ''}" if same else "",
        ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/immunograph-benchmark"))
    given = parser.parse_args()
    folder = given.folder / f"{given.size}-bad"
    generate.write(given.size, folder, _RATE)
    graph = MemoryStore((folder / "graph.nt").read_bytes(), {})
    sys.stdout.write(f"{machine()}; {given.repeats} repeats\n\n")
    head = ("constraint", "findings", "engine CPU ms", "by hand CPU ms", "x")
    made = list(rows(graph, given.repeats))
    sys.stdout.write(Table(f"each constraint alone, {given.size:,} quads", head, made).text())


if __name__ == "__main__":
    main()
