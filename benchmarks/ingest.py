"""How fast are pages read, and how does that grow with their length and with processes?

    python benchmarks/ingest.py ../shared/corpus/nci
    python benchmarks/ingest.py --work proposing ../shared/corpus/nci

The first table has the pages of a folder, done by one process and by two, on the clock, with the
processor time of all processes beside it: what there is to start and to load counts. The second has
the longest of them cut to parts of its length, in processor time, the median of some runs in one
process; beside it the exponent of the growth from the row above, where 1 is linear and 2 quadratic,
and below the one that fits all rows best.

`reading` takes a page to its sentences; `proposing` goes on to what they name and claim.
"""

import argparse
import math
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import immunograph
from immunograph.many.against import Against
from immunograph.many.outcomes import Done, Limits, Work
from immunograph.many.pool import run
from immunograph.many.proposals import Proposing
from immunograph.many.selection import select
from immunograph.pages.read import read

PARTS = (8, 4, 2, 1)
SECONDS = 600.0


def reading(file: Path) -> int:
    """A page to its sentences: how many there are."""
    return len(read(file).sentences)


def proposing() -> Proposing:
    """A page to its claims, on the repository of this checkout."""
    return Proposing(Against(immunograph.open(Path(__file__).parents[1]).repository.root))


WORKS: Mapping[str, Callable[[], Work]] = {
    "reading": lambda: reading,
    "proposing": proposing,
}


def throughput(files: Sequence[Path], work: Work, processes: int) -> str:
    """The row of a number of processes."""
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    outcomes = list(run(files, work, Limits(processes=processes, seconds=SECONDS)))
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime - used.ru_utime + after.ru_stime - used.ru_stime
    done = sum(isinstance(outcome, Done) for outcome in outcomes)
    size = sum(file.stat().st_size for file in files) / 1e6
    rates = f"{done / seconds:.1f} | {size / seconds:.2f}"
    return f"{processes} | {done} of {len(files)} | {seconds:.1f} | {rates} | {processor:.1f}\n"


def spent(file: Path, work: Work, repeats: int) -> float:
    """The median processor time of a work on a page."""
    times = []
    for _ in range(repeats):
        began = time.process_time()
        work(file)
        times.append(time.process_time() - began)
    return statistics.median(times)


def cut(file: Path, part: int, folder: Path) -> Path:
    """The beginning of a page of text, up to the end of a line."""
    text = file.read_text(encoding="utf-8")
    end = len(text) // part
    end = text.rfind("\n", 0, end) if part > 1 else end
    made = folder / f"{part}{file.suffix}"
    made.write_text(text[: end if end > 0 else len(text) // part], encoding="utf-8")
    return made


def growth(file: Path, work: Work, repeats: int) -> str:
    """The rows of a page cut to parts, and the exponent that fits them best."""
    rows, points = "", list[tuple[float, float]]()
    with tempfile.TemporaryDirectory() as folder:
        for part in PARTS:
            one = cut(file, part, Path(folder))
            size, seconds = one.stat().st_size, spent(one, work, repeats)
            points.append((math.log(size), math.log(seconds)))
            (x, y), (to_x, to_y) = points[-2:] if len(points) > 1 else (points[0], points[0])
            exponent = f"{(to_y - y) / (to_x - x):.2f}" if len(points) > 1 else ""
            rows += f"1/{part} | {size // 1000} | {seconds:.2f} | {exponent}\n"
    slope = statistics.linear_regression(*zip(*points, strict=True)).slope
    return f"{rows}\nexponent {slope:.2f}\n"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("pages", nargs="+", help="folders, files or patterns")
    parser.add_argument("--work", choices=WORKS, default="reading")
    parser.add_argument("--processes", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    files, work = select(given.pages), WORKS[given.work]()
    sys.stdout.write(
        f"{given.work}\n\nprocesses | pages | s | pages per s | MB per s | processor s\n"
    )
    for processes in given.processes:
        sys.stdout.write(throughput(files, work, processes))
    longest = max(files, key=lambda file: file.stat().st_size)
    sys.stdout.write(f"\n{longest.name}\n\npart | kB | s | exponent\n")
    work(longest)  # what is loaded once does not count
    sys.stdout.write(growth(longest, work, given.repeats))


if __name__ == "__main__":
    import ingest  # under a name by which other processes find its works

    ingest.main()
