"""Pages read, and held against the graph."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from immunograph.candidates.candidate import Proposal
from immunograph.candidates.propose import propose
from immunograph.compare.differences import Compared
from immunograph.compare.known import Graph
from immunograph.compare.missing import missing
from immunograph.compare.verdict import compare
from immunograph.dataset import DataSet
from immunograph.finding import Finding
from immunograph.many import confined
from immunograph.mentions.events.recognise import events
from immunograph.mentions.find import find
from immunograph.pages.page import Page

_LIMITS = replace(confined.LIMITS, processes=2)


@dataclass(frozen=True)
class Pages:
    """The pages that were compared, in their order, and what is wrong with those that were not."""

    compared: tuple[Compared, ...]
    unreadable: tuple[Finding, ...] = ()

    @property
    def agree(self) -> bool:
        """Whether nothing on any page disagrees with the graph or is out of date."""
        return not any(page.differences for page in self.compared)


def pages(paths: Iterable[Path], dataset: DataSet, today: date | None = None) -> Pages:
    """Each page held against the graph; one that cannot be read does not stop the others.

    They are read in processes that are bounded in time and memory.
    """
    graph, given = Graph(dataset), list(paths)
    found: list[Compared] = []
    unreadable: list[Finding] = []
    for path, read in zip(given, confined.pages(given, _LIMITS), strict=True):
        if isinstance(read, Page):
            name = str(path).encode(errors="backslashreplace").decode()
            found.append(page(name, read, graph, today))
        else:
            unreadable += read.findings
    return Pages(tuple(found), tuple(unreadable))


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
    return proposed(name, _proposal(of, graph.dataset), graph, today)


def proposed(name: str, of: Proposal, graph: Graph, today: date | None = None) -> Compared:
    """What a page proposes held against the graph, as it is on a day."""
    day = today or date.today()
    comparisons = compare(of, graph.dataset, today=day, graph=graph)
    return Compared(name, of, comparisons, missing(of, comparisons, graph, day.isoformat()))


def _proposal(of: Page, dataset: DataSet) -> Proposal:
    return propose(of, find(of, dataset.names, events(of)), dataset)
