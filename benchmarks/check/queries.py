"""Every query that the engine runs on a graph, with its time: which are slow?

    python benchmarks/check/queries.py --size 100000

The times are of one run, after one that warms; the queries are as the store gets them.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import generate
from run import shapes_of

from immunograph import rdf
from immunograph.shacl import engine
from immunograph.store import MemoryStore, Row, Solutions, Term
from tables import Table, machine


@dataclass
class Asked:
    """A store that keeps what it was asked, how long each took and how many rows it gave."""

    store: MemoryStore
    log: list[tuple[float, int, str]] = field(default_factory=list)

    def solve(self, text: str, **bindings: Term) -> Solutions:
        """The solutions of a SELECT."""
        start = time.process_time()
        found = self.store.solve(text, **bindings)
        self.log.append((time.process_time() - start, len(found.rows), text))
        return found

    def rows(self, text: str) -> Sequence[Row]:
        """The same as rows, all of them at once."""
        start = time.process_time()
        found = list(self.store.rows(text))
        self.log.append((time.process_time() - start, len(found), text))
        return found


def rows(log: list[tuple[float, int, str]], most: int, width: int) -> Iterator[list[str]]:
    """The slowest queries."""
    whole = sum(seconds for seconds, _, _ in log)
    for seconds, count, text in sorted(log, reverse=True)[:most]:
        short = " ".join(text.split())[:width]
        yield [f"{seconds * 1000:.1f}", f"{seconds / whole:.1%}", str(count), short]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--shapes", default="full", choices=("core", "full"))
    parser.add_argument("--most", type=int, default=25, help="how many queries to show")
    parser.add_argument("--width", type=int, default=200, help="how much of each")
    parser.add_argument("--folder", type=Path, default=Path("/tmp/immunograph-benchmark"))
    given = parser.parse_args()
    generate.write(given.size, given.folder / str(given.size))
    data = (given.folder / str(given.size) / "graph.nt").read_bytes()
    shapes = rdf.parse_turtle(shapes_of(given.shapes).encode(), "shapes")
    asked = Asked(MemoryStore(data, {}))
    engine.validate(asked, shapes)
    asked.log.clear()
    start = time.process_time()
    engine.validate(asked, shapes)
    whole = time.process_time() - start
    spent = sum(seconds for seconds, _, _ in asked.log)
    sys.stdout.write(f"{machine()}\n\n{len(asked.log)} queries, {spent:.3f} of {whole:.3f} CPU s\n")
    made = list(rows(asked.log, given.most, given.width))
    sys.stdout.write(Table("the slowest", ("ms", "part", "rows", "query"), made).text())


if __name__ == "__main__":
    main()
