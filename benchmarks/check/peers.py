"""The engines that are compared, how each is started, and how one that is missing is installed."""

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ENGINES = HERE / "engines"
OURS = "immunograph"


@dataclass(frozen=True)
class Engine:
    """An engine: its name here, the program that runs it, and the packages that it needs."""

    name: str
    program: str
    packages: tuple[str, ...]
    note: str = ""


ALL = (
    Engine(OURS, "immunograph_memory.py", ("immunograph",)),
    Engine("pySHACL, rdflib", "pyshacl_rdflib.py", ("pyshacl",)),
    Engine(
        "pySHACL, Oxigraph",
        "pyshacl_oxigraph.py",
        ("pyshacl", "oxrdflib"),
        "pySHACL 0.40 on Oxigraph tells a plain string of the shapes from the same in the data, "
        "so that it reports false sh:in and sh:hasValue",
    ),
    Engine("pyrudof", "rudof_native.py", ("pyrudof",)),
    Engine("pyshacl-turbo, rdflib", "turbo_rdflib.py", ("pyshacl_turbo",)),
)


@dataclass(frozen=True)
class Installed:
    """Where the engines are: this interpreter, and the one of the peers."""

    peers: Path

    def command(self, engine: Engine) -> list[str] | None:
        """The command that starts an engine; None where it is not installed."""
        for python in (sys.executable, str(self.peers / "bin" / "python")):
            if _has(python, engine.packages):
                return [python, str(ENGINES / engine.program)]
        return None

    def install(self) -> str:
        """The command that installs the peers."""
        requirements = HERE / "requirements.txt"
        pip = self.peers / "bin" / "pip"
        return f"python3 -m venv {self.peers} && {pip} install -r {requirements}"


def _has(python: str, packages: Iterable[str]) -> bool:
    """Whether an interpreter is there and finds packages."""
    if not Path(python).exists():
        return False
    asked = "import sys, importlib.util as u; sys.exit(not all(map(u.find_spec, sys.argv[1:])))"
    command = [python, "-c", asked, *packages]
    return subprocess.run(command, check=False, cwd="/", timeout=60).returncode == 0
