"""A page that is read in a process of its own, bounded in time and memory."""

from pathlib import Path

from immunograph.errors import NotAPage
from immunograph.many.outcomes import Done, Json, Limits
from immunograph.many.pool import run
from immunograph.pages import exchange
from immunograph.pages.page import Page

LIMITS = Limits(seconds=60.0, memory=1 << 30)


def read(file: Path, limits: Limits = LIMITS) -> Page:
    """The page in a file. Raises `NotAPage`, also where it takes too much."""
    (outcome,) = run([file], as_json, limits)
    if isinstance(outcome, Done):
        return exchange.from_json(outcome.result)  # type: ignore[arg-type]
    said = outcome.message.removeprefix(f"{file}: ")
    reason, _, fix = said.rpartition("; ")
    raise NotAPage(str(file), reason or said, fix, outcome.kind)


def as_json(file: Path) -> Json:
    """The page in a file, as JSON: a work for many pages."""
    from immunograph.pages.read import read as read_page  # noqa: PLC0415 (where it is done only)

    return exchange.as_json(read_page(file))
