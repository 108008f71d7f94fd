"""What many pages propose, each read in a process that is bounded in time and memory."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from immunograph.candidates.candidate import Proposal
from immunograph.many.journal import Journal
from immunograph.many.outcomes import Failed, Json, Limits, Outcome
from immunograph.many.pool import run
from immunograph.pages import exchange

if TYPE_CHECKING:
    from immunograph.dataset import DataSet


@dataclass
class Proposing:
    """What a page proposes to the data set of a repository, which each process loads once."""

    root: Path
    language: str = "en"

    @cached_property
    def dataset(self) -> "DataSet":
        """The data set."""
        from immunograph import build, repository  # noqa: PLC0415 (in the process only)

        return replace(build.current(repository.at(self.root)), language=self.language)

    def __call__(self, file: Path) -> Json:
        """The proposal of a page, as JSON."""
        from immunograph.candidates.propose import propose  # noqa: PLC0415
        from immunograph.mentions.events.recognise import events  # noqa: PLC0415
        from immunograph.mentions.find import find  # noqa: PLC0415
        from immunograph.pages.read import read  # noqa: PLC0415

        page = read(file)
        mentions = find(page, self.dataset.names, events(page))
        made: Json = exchange.written(propose(page, mentions, self.dataset))
        return made


def proposals(
    files: Sequence[Path],
    work: Callable[[Path], Json],
    limits: Limits | None = None,
    journal: Journal | None = None,
    told: Callable[[Outcome], None] = lambda _: None,
) -> Iterator[tuple[Path, Proposal | Failed]]:
    """What each page proposes, in the order of the pages, or why it proposes nothing.

    `work` is a `Proposing`; the others are as those of `pool.run`.
    """
    for outcome in run(files, work, limits, journal, told):
        if isinstance(outcome, Failed):
            yield outcome.file, outcome
        else:
            yield outcome.file, exchange.read(Proposal, outcome.result)
