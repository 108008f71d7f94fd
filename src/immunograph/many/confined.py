"""A page that is read in a process of its own, bounded in time and memory."""

from pathlib import Path

from immunograph.errors import NotAPage
from immunograph.many.outcomes import Done, Failed, Json, Limits, Work
from immunograph.many.pool import run
from immunograph.pages import exchange
from immunograph.pages.page import Page

LIMITS = Limits(seconds=60.0, memory=1 << 30)


def read(file: Path, limits: Limits = LIMITS) -> Page:
    """The page in a file. Raises `NotAPage`, also where it takes too much."""
    return exchange.from_json(result(file, as_json, limits))  # type: ignore[arg-type]


def result(file: Path, work: Work, limits: Limits | None = None) -> Json:
    """What comes of a page. Raises `NotAPage`, also where it takes too much."""
    (outcome,) = run([file], work, limits)
    if isinstance(outcome, Done):
        return outcome.result
    raise refusal(outcome)


def refusal(failed: Failed) -> NotAPage:
    """Why nothing comes of a page, as what is raised."""
    name = str(failed.file).encode(errors="backslashreplace").decode()
    said = failed.message.removeprefix(f"{failed.file}: ").removeprefix(f"{name}: ")
    reason, _, fix = said.rpartition("; ")
    return NotAPage(name, reason or said, fix, failed.kind)


def as_json(file: Path) -> Json:
    """The page in a file, as JSON: a work for many pages."""
    from immunograph.pages.read import read as read_page  # noqa: PLC0415 (where it is done only)

    return exchange.as_json(read_page(file))
