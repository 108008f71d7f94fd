"""The history of a repository, as git keeps it."""

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from immunograph.errors import BadParameter
from immunograph.repository import FOLDERS, Repository

# How git says which commit a folder is at.
_COMMIT, _NO_COMMIT = "# branch.oid ", "(initial)"


def state(root: Path) -> dict[str, Any]:
    """The commit a folder is at, and whether the content differs from it; empty without git."""
    if not (root / ".git").exists():
        return {}
    said = _git(root, "status", "--porcelain=v2", "--branch", "--", *FOLDERS)
    lines = (said or b"").decode(errors="replace").splitlines()
    commit = next((line[len(_COMMIT) :] for line in lines if line.startswith(_COMMIT)), _NO_COMMIT)
    clean = all(line.startswith("#") for line in lines)
    return {} if commit == _NO_COMMIT else {"commit": commit, "clean": clean}


def commit(root: Path, revision: str) -> str:
    """The full name of a commit. Raises `BadParameter` where git knows no such revision."""
    if _git(root, "rev-parse", "--git-dir") is None:
        raise BadParameter(f"{root}: not kept in git, so there is nothing to compare with")
    named = _named(root, revision)
    if named is None:
        shallow = _git(root, "rev-parse", "--is-shallow-repository") == b"true\n"
        hint = "this clone is shallow: git fetch --unshallow" if shallow else "git log --oneline"
        raise BadParameter(f"git knows no revision {revision!r}; see: {hint}")
    return named


def knows(root: Path, revision: str) -> bool:
    """Whether git knows a commit by a name."""
    return _named(root, revision) is not None


def _named(root: Path, revision: str) -> str | None:
    given = f"{revision}^{{commit}}"
    named = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", given)
    return named.decode().strip() if named else None


def day(root: Path, commit: str) -> str:
    """The day on which a commit was made, as YYYY-MM-DD."""
    return (_git(root, "show", "--no-patch", "--format=%cs", commit) or b"").decode().strip()


@contextmanager
def content(repository: Repository, commit: str) -> Iterator[Repository]:
    """The repository as it was at a commit, for as long as it is needed.

    Raises `BadParameter` where one of the four content folders was not there then.
    """
    archive = _git(repository.root, "archive", "--format=tar", commit, "--", *FOLDERS)
    if archive is None:
        raise BadParameter(f"{commit[:12]}: {_reason(repository.root, commit)}")
    with tempfile.TemporaryDirectory(prefix="immunograph-") as folder:
        root = Path(folder).resolve()
        _unpack(archive, root)
        yield Repository(root)


def _reason(root: Path, commit: str) -> str:
    """Why the content of a commit cannot be had."""
    lacking = [f for f in FOLDERS if not _git(root, "ls-tree", "-d", commit, "--", f)]
    if not lacking:
        return "git cannot give its content, as in a partial clone: git fetch --refetch"
    folders = ", ".join(f"{name}/" for name in lacking)
    return f"the repository lacked {folders} then"


def _unpack(archive: bytes, root: Path) -> None:
    """The plain files of an archive; the content is made of nothing else."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for member in members:
            target = root / member.name
            if member.isdir():
                target.mkdir(parents=True, exist_ok=True)
            elif (file := members.extractfile(member)) is not None and member.isfile():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read())


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git prints; None where it fails, or is not there."""
    git = shutil.which("git")
    if git is None:
        return None
    command = [git, "-C", str(root), *arguments]
    offline = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    run = subprocess.run(command, capture_output=True, check=False, env=offline)
    return run.stdout if run.returncode == 0 else None
