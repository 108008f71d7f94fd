"""Where should the built data set live? Loading it into memory beside opening a store on disk.

    python benchmarks/store.py

Each row is a data set; each number is the median of five runs in one process, in milliseconds of
process time, and beside it the ratio to loading into memory. The data set on disk is verified
before it is believed, as every published one is: a damaged store can open empty without an error.
"""

import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import rdflib

import immunograph

RUNS = 5
COPIES = (1, 10, 100)
MOST_FOR_RDFLIB = 20_000_000
QUERY = """
PREFIX ig: <https://w3id.org/immunograph/vocab#>
SELECT ?t { ?t ig:targets <https://w3id.org/immunograph/antigen/cd19> }
"""


def median(work: Callable[[], object]) -> float:
    """The median process time of a piece of work in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def enlarged(data: bytes, copies: int) -> bytes:
    """The data set and renamed copies of it."""
    base = b"https://w3id.org/immunograph/"
    renamed = (data.replace(base, base + b"copy%d/" % n) for n in range(1, copies))
    return b"".join([data, *renamed])


def on_disk(data: bytes, folder: Path) -> None:
    """Load a data set into a store on disk and close it."""
    store = ox.Store(str(folder))
    store.bulk_load(data, format=ox.RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()
    del store


def digest(folder: Path) -> str:
    """The digest of every file of a store."""
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def from_memory(data: bytes) -> list[object]:
    """Verify the bytes, load them, ask."""
    hashlib.sha256(data).hexdigest()
    store = ox.Store()
    store.bulk_load(data, format=ox.RdfFormat.N_TRIPLES)
    return list(store.query(QUERY))  # type: ignore[arg-type]


def from_disk(folder: Path) -> list[object]:
    """Verify the files, open the store, count, ask."""
    digest(folder)
    store = ox.Store.read_only(str(folder))
    len(store)
    return list(store.query(QUERY))  # type: ignore[arg-type]


def from_rdflib(data: bytes) -> list[object]:
    """Parse with rdflib and ask."""
    return list(rdflib.Graph().parse(data=data, format="nt").query(QUERY))


def row(data: bytes) -> str:
    """The line of one data set."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "store"
        on_disk(data, place)
        memory = median(partial(from_memory, data))
        disk = median(partial(from_disk, place))
    peer = median(partial(from_rdflib, data)) if len(data) < MOST_FOR_RDFLIB else float("nan")
    statements = data.count(b"\n")
    ratios = f"{disk:.0f} ({disk / memory:.2f}) | {peer:.0f} ({peer / memory:.1f})"
    return f"{statements} | {memory:.0f} | {ratios}\n"


def main() -> None:
    """Print the table."""
    data = immunograph.open().dataset.data
    sys.stdout.write(f"pyoxigraph {ox.__version__}, rdflib {rdflib.__version__}\n\n")
    sys.stdout.write("statements | memory ms | disk, verified ms (ratio) | rdflib ms (ratio)\n")
    for copies in COPIES:
        sys.stdout.write(row(enlarged(data, copies)))


if __name__ == "__main__":
    main()
