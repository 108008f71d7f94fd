"""The data set that pages are held against, by what leads another process to the same one."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from immunograph.dataset import DataSet


@dataclass(frozen=True)
class Against:
    """The data set of the repository at `root`, with its labels in a language.

    As of a `moment` where there is one; at the endpoint `store` where there is one.
    """

    root: Path
    language: str = "en"
    moment: str = ""
    store: str = field(default="", repr=False)

    @property
    def dataset(self) -> "DataSet":
        """The data set, read once in each process. Raises as `Library.dataset` does."""
        return _read(self)


@cache
def _read(of: Against) -> "DataSet":
    from immunograph import as_of, build, hosted, repository  # noqa: PLC0415 (in the process only)

    content = repository.at(of.root)
    if of.store:
        found = hosted.dataset(content, of.store)
    elif of.moment:
        found = as_of.then(content, of.moment, date.today()).dataset
    else:
        found = build.current(content)
    return replace(found, language=of.language)
