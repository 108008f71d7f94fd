"""The engines that are compared, how each is started, and how one that is missing is installed."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ENGINES = HERE / "engines"
OURS = "immunograph"
JARS = Path("/usr/share/java")
_RESOURCES = "org/apache/jena/ext/"


@dataclass(frozen=True)
class Engine:
    """An engine: its name here, the program that runs it, and the packages that it needs."""

    name: str
    program: str
    packages: tuple[str, ...] = ()
    note: str = ""


ALL = (
    Engine(OURS, "immunograph_memory.py", ("immunograph",)),
    Engine("pySHACL, rdflib", "pyshacl_rdflib.py", ("pyshacl",)),
    Engine(
        "pySHACL, Oxigraph",
        "pyshacl_oxigraph.py",
        ("pyshacl", "oxrdflib"),
        "Known: on Oxigraph, pySHACL 0.40 tells a plain string of the shapes from the same string "
        "in the data, and reports false sh:in and sh:hasValue.",
    ),
    Engine(
        "pySHACL, Oxigraph, strings mended", "pyshacl_oxigraph_strings.py", ("pyshacl", "oxrdflib")
    ),
    Engine("pyrudof", "rudof_native.py", ("pyrudof",)),
    Engine("pyshacl-turbo, rdflib", "turbo_rdflib.py", ("pyshacl_turbo",)),
    Engine(
        "shacl-engine",
        "shacl_engine.mjs",
        ("shacl-engine", "n3"),
        "Known: shacl-engine 1.1 takes a property shape with sh:sparql for one without a path.",
    ),
    Engine("Jena SHACL, warm", "JenaShacl.java", ("jena-shacl.jar", "jena-core.jar")),
)


@dataclass(frozen=True)
class Installed:
    """The folder of the peers: an environment of Python, modules of Node, resources of Jena."""

    folder: Path

    def command(self, engine: Engine) -> list[str] | None:
        """The command that starts an engine, but for what it is given; None if not installed."""
        return _STARTS[Path(engine.program).suffix](self, engine)

    def arguments(self, engine: Engine) -> list[str]:
        """What an engine is given after the data, the shapes and the folder for its results."""
        return [str(self.folder)] if engine.program.endswith(".mjs") else []

    def install(self, engine: Engine) -> str:
        """The command that installs an engine."""
        return _INSTALLS[Path(engine.program).suffix].format(here=HERE, peers=self.folder)

    def _python(self, engine: Engine) -> list[str] | None:
        for python in (sys.executable, str(self.folder / "bin" / "python")):
            if _has(python, engine.packages):
                return [python, str(ENGINES / engine.program)]
        return None

    def _node(self, engine: Engine) -> list[str] | None:
        modules = self.folder / "node_modules"
        if not shutil.which("node") or not all((modules / p).exists() for p in engine.packages):
            return None
        return ["node", "--max-old-space-size=8192", str(ENGINES / engine.program)]

    def _java(self, engine: Engine) -> list[str] | None:
        if not shutil.which("javac") or not all((JARS / p).exists() for p in engine.packages):
            return None
        resources = self.folder / "jena"
        _mend_jena(resources)
        return ["java", "-cp", f"{resources}:{JARS}/*", str(ENGINES / engine.program)]


_STARTS: Mapping[str, Callable[[Installed, Engine], list[str] | None]] = {
    ".py": Installed._python,
    ".mjs": Installed._node,
    ".java": Installed._java,
}
_INSTALLS = {
    ".py": "python3 -m venv {peers} && {peers}/bin/pip install -r {here}/requirements.txt",
    ".mjs": "cp {here}/engines/package.json {peers}/ && npm install --prefix {peers}",
    ".java": "apt-get install default-jdk-headless libapache-jena-java",
}


def _has(python: str, packages: Iterable[str]) -> bool:
    """Whether an interpreter is there and finds packages."""
    if not Path(python).exists():
        return False
    asked = "import sys, importlib.util as u; sys.exit(not all(map(u.find_spec, sys.argv[1:])))"
    command = [python, "-c", asked, *packages]
    return subprocess.run(command, check=False, cwd="/", timeout=60).returncode == 0


def _mend_jena(folder: Path) -> None:
    """Put the messages of Debian's Jena where its classes look for them."""
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(_RESOURCES) and name.endswith(".properties"):
                path = folder / name.removeprefix(_RESOURCES)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(jar.read(name))
