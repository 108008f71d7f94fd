"""Pages read, and held against the graph."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from immunograph import __version__
from immunograph.candidates.candidate import Proposal
from immunograph.compare.differences import Compared
from immunograph.compare.known import Graph
from immunograph.compare.missing import missing
from immunograph.compare.verdict import compare
from immunograph.errors import Unreadable
from immunograph.finding import Finding
from immunograph.ingest.proposed import page_at
from immunograph.ingest.proposed import proposed as proposal_of
from immunograph.many import confined, pool
from immunograph.many.against import Against
from immunograph.many.journal import Journal
from immunograph.many.outcomes import Done, Json, Limits, Outcome
from immunograph.pages import exchange
from immunograph.pages.page import Page


@dataclass(frozen=True)
class Pages:
    """The pages that were compared, in their order, and what is wrong with those that were not."""

    compared: tuple[Compared, ...]
    unreadable: tuple[Finding, ...] = ()

    @property
    def agree(self) -> bool:
        """Whether nothing on any page disagrees with the graph or is out of date."""
        return not any(page.differences for page in self.compared)


@dataclass(frozen=True)
class Comparing:
    """A page held against a data set as it is on a day: a work for many pages."""

    against: Against
    today: date

    def __call__(self, file: Path) -> Json:
        """What came of a page, as JSON."""
        name = str(file).encode(errors="backslashreplace").decode()
        compared = page(name, page_at(file), _graph(self.against), self.today)
        made: Json = exchange.written(compared)
        return made


@cache
def _graph(against: Against) -> Graph:
    return Graph(against.dataset)


def pages(
    files: Sequence[Path],
    work: Comparing,
    limits: Limits | None = None,
    journal: Journal | None = None,
    told: Callable[[Outcome], None] = lambda _: None,
) -> Pages:
    """Each page held against the graph; one that cannot be read does not stop the others.

    They are read and compared in processes that are bounded in time and memory. What a journal
    has of an earlier run is taken from it; when all is done, it is removed.
    """
    found: list[Compared] = []
    unreadable: list[Finding] = []
    for outcome in pool.run(files, work, limits, journal, told):
        if isinstance(outcome, Done):
            found.append(exchange.read(Compared, outcome.result))
        else:
            unreadable += confined.refusal(outcome).findings
    if journal:
        journal.forget()
    return Pages(tuple(found), tuple(unreadable))


def journal(folder: Path, work: Comparing) -> Journal | None:
    """The journal of a run over several pages, so that one that was broken off goes on.

    There is none where the data set is at an endpoint, which may change, or where the folder may
    not be written to.
    """
    if work.against.store:
        return None
    depends = {
        "work": repr(work),
        "version": __version__,
        "dataset": work.against.dataset.manifest["inputs"]["sha256"],
        "from": str(Path.cwd()),
    }
    try:
        return Journal(folder, depends)
    except Unreadable:
        return None


def day(moment: str | None) -> date | None:
    """The day that a moment is; None for a commit.

    >>> day("2025-06-26"), day("HEAD")
    (datetime.date(2025, 6, 26), None)
    """
    try:
        return date.fromisoformat(moment or "")
    except ValueError:
        return None


def page(name: str, of: Page, graph: Graph, today: date | None = None) -> Compared:
    """A page held against the graph, as it is on a day."""
    return proposed(name, proposal_of(of, graph.dataset), graph, today)


def proposed(name: str, of: Proposal, graph: Graph, today: date | None = None) -> Compared:
    """What a page proposes held against the graph, as it is on a day."""
    day = today or date.today()
    comparisons = compare(of, graph.dataset, today=day, graph=graph)
    return Compared(name, of, comparisons, missing(of, comparisons, graph, day.isoformat()))
