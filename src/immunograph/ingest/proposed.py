"""What a page proposes: read, what it names found, what it claims proposed."""

from collections.abc import Callable
from pathlib import Path

from immunograph.candidates.candidate import Proposal
from immunograph.candidates.propose import propose
from immunograph.dataset import DataSet
from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place
from immunograph.mentions.events.recognise import events
from immunograph.mentions.find import find
from immunograph.pages.page import Page
from immunograph.pages.read import read


def page_at(path: Path, reader: Callable[[Path], Page] = read) -> Page:
    """The page in a file. Raises `Unreadable` where there is none, or nothing stands in it."""
    try:
        if path.is_dir():
            raise _fault(path, "is a folder", "name the pages in it, or give -o DIR")
        page = reader(path)
    except OSError as error:
        reason = f"cannot be read: {(error.strerror or str(error)).lower()}"
        raise _fault(path, reason, "check that it exists and that you may read it") from None
    if not page.sentences:
        why = next((one.message for one in page.problems), "there is no text in it")
        raise _fault(path, why, "give a page with text")
    return page


def proposed(page: Page, dataset: DataSet) -> Proposal:
    """What a page proposes to a data set."""
    mentions = find(page, dataset.names, events(page))
    return propose(page, mentions, dataset)


def _fault(path: Path, reason: str, fix: str) -> Unreadable:
    name = str(path).encode(errors="backslashreplace").decode()
    return Unreadable([Finding("page", reason, Place(name), fix=fix)])
