"""Nine therapies as a repository of their own: what the tool is tried on.

The graph of them stands still in `tests/nine/`, as it was when there were no others, so that a
test of the tool finds the same however much the graph has come to say. All else is of the checkout.
"""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from immunograph.repository import FOLDERS

CHECKOUT = Path(__file__).parents[1]
NINE = CHECKOUT / "tests" / "nine"
_WAIVERS = "waivers.ttl"


@cache
def few() -> Path:
    """The folder of the repository, made once in each process."""
    folder = Path(tempfile.mkdtemp(prefix="immunograph-few-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in FOLDERS:
        of = NINE if name == "graph" else CHECKOUT
        shutil.copytree(of / name, folder / name)
    # Waivers are for things of the whole graph.
    (folder / "validate" / _WAIVERS).unlink(missing_ok=True)
    return folder
