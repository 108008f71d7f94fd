"""The verb `init`: a new repository of this shape, small, valid and ready to be edited.

What can be said, what can be asked and what must hold come from the built-in repository; what is
said is an invented example to be replaced.
"""

import shutil
import tempfile
from importlib import resources
from pathlib import Path

from immunograph import repository
from immunograph.errors import BadParameter
from immunograph.validate import WAIVERS

_TAKEN_OVER = ("ontology", "queries", "validate")


def init(directory: Path) -> None:
    """Make a new repository, whole or not at all.

    Raises `BadParameter` where the folder is not empty or cannot be made.
    """
    target = directory.expanduser().resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadParameter(f"{directory}: not an empty folder; name a new one")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".immunograph-", dir=target.parent))
        try:
            _fill(making)
            making.chmod(0o755)
            making.replace(target)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    except OSError as error:
        raise BadParameter(f"{directory}: cannot be made: {error.strerror}") from None


def _fill(folder: Path) -> None:
    built_in = repository.built_in()
    for name in _TAKEN_OVER:
        shutil.copytree(built_in.root / name, folder / name)
    (folder / WAIVERS).unlink(missing_ok=True)  # they speak of content that is not taken over
    with resources.as_file(resources.files("immunograph") / "template") as template:
        shutil.copytree(template, folder, dirs_exist_ok=True)
    (folder / "gitignore").rename(folder / ".gitignore")
