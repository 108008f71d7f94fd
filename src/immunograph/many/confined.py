"""A page that is read in a process of its own, bounded in time and memory."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from immunograph.errors import NotAPage
from immunograph.many.outcomes import Done, Json, Limits
from immunograph.many.pool import run
from immunograph.pages import exchange
from immunograph.pages.page import Page

LIMITS = Limits(seconds=60.0, memory=1 << 30)


def read(file: Path, limits: Limits = LIMITS) -> Page:
    """The page in a file. Raises `NotAPage`, also where it takes too much."""
    (found,) = pages([file], limits)
    if isinstance(found, NotAPage):
        raise found
    return found


def pages(files: Sequence[Path], limits: Limits = LIMITS) -> Iterator[Page | NotAPage]:
    """The page in each file, in their order, or why there is none."""
    for outcome in run(files, as_json, limits):
        if isinstance(outcome, Done):
            yield exchange.from_json(outcome.result)  # type: ignore[arg-type]
        else:
            said = outcome.message.removeprefix(f"{outcome.file}: ")
            reason, _, fix = said.rpartition("; ")
            yield NotAPage(str(outcome.file), reason or said, fix, outcome.kind)


def as_json(file: Path) -> Json:
    """The page in a file, as JSON: a work for many pages."""
    from immunograph.pages.read import read as read_page  # noqa: PLC0415 (where it is done only)

    return exchange.as_json(read_page(file))
