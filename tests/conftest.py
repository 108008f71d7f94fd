"""One repository for reading, and a small one of its own for each test that edits."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import immunograph
from few import few
from immunograph.candidates.candidate import Proposal
from immunograph.candidates.propose import propose
from immunograph.cli import cli
from immunograph.errors import ImmunographError
from immunograph.init import init
from immunograph.library import Library
from immunograph.many import confined
from immunograph.mentions.find import find
from immunograph.pages.read import read, read_bytes
from mutation.summary import pytest_sessionfinish, pytest_terminal_summary, pytest_testnodedown

__all__ = ["pytest_sessionfinish", "pytest_terminal_summary", "pytest_testnodedown"]

os.environ.pop("IMMUNOGRAPH_STORE", None)  # what the tests ask is what they say
if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):  # what many processes import is compiled once
    compiled = Path(tempfile.gettempdir()) / f"immunograph-compiled-{os.getuid()}"
    sys.pycache_prefix = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(compiled))
    sys.dont_write_bytecode = False  # nor does each process of a run make the tests anew
CHECKOUT = Path(__file__).parents[1]


class Shell:
    """Runs the command line in this process; `code`, `out` and `err` are of the last run."""

    def __init__(self, repository: Path) -> None:
        self.repository = repository
        self.code, self.out, self.err = -1, "", ""

    def __call__(self, *arguments: str, stdin: str | None = None) -> "Shell":
        given = ["-C", str(self.repository), *arguments]
        result = CliRunner().invoke(cli, given, input=stdin, prog_name="immunograph")
        self.code, self.out, self.err = result.exit_code, result.stdout, result.stderr
        if isinstance(result.exception, ImmunographError):
            self.code, self.err = result.exception.exit_code, f"{self.err}{result.exception}\n"
        elif result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return self


@pytest.fixture(scope="session")
def library() -> Library:
    """A few therapies of this checkout: what the tool is tried on."""
    return immunograph.open(few())


@pytest.fixture
def copied(library: Library, tmp_path: Path) -> Path:
    """The few therapies, built, in a folder that a test may edit."""
    assert library.dataset.manifest
    return Path(shutil.copytree(library.repository.root, tmp_path / "repository"))


@pytest.fixture(scope="session")
def whole() -> Library:
    """The repository of this checkout."""
    return immunograph.open(CHECKOUT)


@pytest.fixture(scope="session")
def shell(library: Library) -> Shell:
    """The command line on the few therapies."""
    return Shell(library.repository.root)


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "repository"
    init(folder)
    immunograph.open(folder).build()
    return folder


@pytest.fixture
def small(_small: Path, tmp_path: Path) -> Path:
    """A small repository that a test may edit."""
    return Path(shutil.copytree(_small, tmp_path / "repository"))


@pytest.fixture
def small_shell(small: Path) -> Shell:
    """The command line on the small repository."""
    return Shell(small)


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are read in this process; in one of their own, where that is what is tested."""
    monkeypatch.setattr(confined, "read", read)


@pytest.fixture(scope="session")
def proposed(library: Library) -> Callable[..., Proposal]:
    """What a page, given as its text and its name, proposes."""

    def from_text(text: str, name: str = "page.md") -> Proposal:
        page = read_bytes(text.encode(), name)
        names = library.dataset.names
        return propose(page, find(page, names), library.dataset)

    return from_text


@pytest.fixture(scope="session")
def corpus() -> Iterator[Path]:
    """The folder of real pages that the content was read from."""
    named = os.environ.get("IMMUNOGRAPH_CORPUS")
    folder = Path(named) if named else CHECKOUT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip(f"no corpus in {folder}; set IMMUNOGRAPH_CORPUS to the folder that holds it")
    yield folder
