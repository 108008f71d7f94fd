"""Engines of SPARQL for tests: each started on a free port of this machine, and ended."""

import contextlib
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib

from immunograph.faces import from_rdflib
from immunograph.remote.substitution import substituted
from immunograph.store import Results, Solutions, Store, Term, Triple

GRAPH = "https://w3id.org/immunograph"
_PATIENCE = 60.0
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
CheckpointInterval = 0
DisableUnixSocket = 1
ServerThreads = 10
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = {rows}
[Plugins]
LoadPath = .
"""


@dataclass(frozen=True)
class Engine:
    """A running engine: where it is asked, and where it takes data."""

    name: str
    url: str
    sql: str = ""
    folder: Path = Path()

    def load(self, data: bytes, graph: str = "") -> None:
        """Put statements into a graph, or that of the data set, in the place of what is in it."""
        if self.sql:
            self._load_virtuoso(data, graph or GRAPH)
            return
        named = f"graph={urllib.parse.quote(graph, safe='')}" if graph else "default"
        where = self.url.replace("/query", f"/store?{named}")
        kind = {"Content-Type": "application/n-triples"}
        with urllib.request.urlopen(
            urllib.request.Request(where, data, kind, method="PUT"), timeout=_PATIENCE
        ):
            pass

    def _load_virtuoso(self, data: bytes, graph: str) -> None:
        file = self.folder / f"data-{time.monotonic_ns()}.nt"
        file.write_bytes(data)
        self.isql(f"SPARQL CLEAR GRAPH <{graph}>;")
        self.isql(f"ld_dir('.', '{file.name}', '{graph}'); rdf_loader_run(); checkpoint;")

    def isql(self, commands: str) -> str:
        """What the SQL client of Virtuoso prints for commands."""
        run = subprocess.run(
            ["isql-vt", self.sql, "dba", "dba", f"exec={commands}"],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout


def free_ports(count: int) -> list[int]:
    """Ports that nothing listens on."""
    with contextlib.ExitStack() as opened:
        sockets = [opened.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@contextlib.contextmanager
def virtuoso(folder: Path, rows: int = 1_000_000) -> Iterator[Engine]:
    """A Virtuoso with a database of its own that is empty; `rows` are the most it gives."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        pytest.skip("no Virtuoso: apt-get install virtuoso-opensource")
    sql, http = free_ports(2)
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=sql, http=http, rows=rows))
    command = ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"]
    with _running(command, folder):
        _wait_for(http)
        url = f"http://127.0.0.1:{http}/sparql"
        _wait_for_answer(url)
        yield Engine("Virtuoso", url, f"127.0.0.1:{sql}", folder)


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[Engine]:
    """An `oxigraph serve` with a database of its own that is empty."""
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which(
        "oxigraph"
    )
    if program is None:
        pytest.skip("no oxigraph: pip install oxigraph")
    (port,) = free_ports(1)
    command = [program, "serve", "--location", "database", "--bind", f"127.0.0.1:{port}"]
    with _running(command, folder):
        _wait_for(port)
        yield Engine("oxigraph", f"http://127.0.0.1:{port}/query")


@contextlib.contextmanager
def _running(command: list[str], folder: Path) -> Iterator[None]:
    """A program that is ended in any case, with all that it started."""
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=sys.platform != "win32",
        )
        try:
            yield
        finally:
            process.kill()
            process.wait(_PATIENCE)


def _wait_for(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError(port)


def _wait_for_answer(url: str) -> None:
    end = time.monotonic() + _PATIENCE
    asked = f"{url}?{urllib.parse.urlencode({'query': 'ASK {}'})}"
    while time.monotonic() < end:
        with (
            contextlib.suppress(OSError, urllib.error.URLError),
            urllib.request.urlopen(asked, timeout=5),
        ):
            return
        time.sleep(0.05)
    raise TimeoutError(url)


class RdflibStore(Store):
    """A graph of rdflib as a store: a third engine, with rows in the terms of the first."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self.graph = graph

    def run(self, text: str, /, **bindings: Term) -> Results:
        result = self.graph.query(substituted(text, bindings))
        if result.type == "ASK":
            return bool(result.askAnswer)
        if result.type in {"CONSTRUCT", "DESCRIBE"}:
            made = [[from_rdflib(node) for node in each] for each in result.graph or ()]
            return [Triple(*each) for each in made]  # type: ignore[arg-type]
        names = tuple(str(name) for name in result.vars or ())
        rows = [
            {str(name): from_rdflib(node) for name, node in binding.items() if str(name) in names}
            for binding in result.bindings
        ]
        return Solutions(names, tuple(rows))
