"""What the commands cost, beside doing the same with the libraries that are usual for it.

    python benchmarks/commands.py

Each number is the median process time (user and system) of a whole process over five runs, in
seconds; the ratio is to the command of this project in the same row. The data set is built before.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import immunograph

RUNS = 5
ASK_RDFLIB = """
import sys, rdflib
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
query = "SELECT ?t { ?t <https://w3id.org/immunograph/vocab#targets> ?a }"
print(len(list(graph.query(query))))
"""
CHECK_PYSHACL = """
import sys, pathlib, rdflib, pyshacl
data = rdflib.Graph().parse(sys.argv[1], format="nt")
shapes = rdflib.Graph()
for path in pathlib.Path(sys.argv[2]).glob("*.ttl"):
    shapes.parse(path)
print(pyshacl.validate(data, shacl_graph=shapes)[0])
"""


def seconds(command: Sequence[str]) -> float:
    """The median process time of a command."""
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times)


def row(name: str, ours: Sequence[str], peer: Sequence[str]) -> str:
    """The line of one command."""
    one, other = seconds(ours), seconds(peer)
    return f"{name} | {one:.2f} | {other:.2f} ({other / one:.1f})\n"


def main() -> None:
    """Print the table."""
    library = immunograph.open()
    tool = [sys.executable, "-m", "immunograph", "-C", str(library.repository.root)]
    script = [sys.executable, "-c"]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "dataset.nt"
        data.write_bytes(library.dataset.data)
        shapes = str(library.repository.root / "validate")
        sys.stdout.write("command | immunograph s | rdflib or pySHACL s (ratio)\n")
        ask = [*tool, "ask", "--quiet", "which therapies target CD19"]
        sys.stdout.write(row("ask", ask, [*script, ASK_RDFLIB, str(data)]))
        check = [*script, CHECK_PYSHACL, str(data), shapes]
        sys.stdout.write(row("check", [*tool, "check"], check))


if __name__ == "__main__":
    main()
