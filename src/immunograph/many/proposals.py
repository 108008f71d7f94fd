"""What a page proposes, made in a process that is bounded in time and memory."""

from dataclasses import dataclass
from pathlib import Path

from immunograph.candidates.candidate import Proposal
from immunograph.ingest.proposed import page_at, proposed
from immunograph.many import confined
from immunograph.many.against import Against
from immunograph.many.outcomes import Json, Limits
from immunograph.pages import exchange


@dataclass(frozen=True)
class Proposing:
    """What a page proposes to a data set: a work for many pages."""

    against: Against

    def __call__(self, file: Path) -> Json:
        """The proposal of a page, as JSON."""
        made: Json = exchange.written(proposed(page_at(file), self.against.dataset))
        return made


def proposal(file: Path, against: Against, limits: Limits | None = None) -> Proposal:
    """What a page proposes to a data set. Raises `NotAPage`, also where it takes too much."""
    made: Proposal = exchange.read(Proposal, confined.result(file, Proposing(against), limits))
    return made
