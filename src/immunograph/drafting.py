"""What pages bring, printed or written; a page that cannot be read does not stop the others."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immunograph.finding import counted
from immunograph.ingest import summary
from immunograph.many.outcomes import Failed
from immunograph.many.selection import select
from immunograph.printing import note

if TYPE_CHECKING:
    from immunograph.library import Library

_UNREADABLE = 2


def printed(library: "Library", pages: Sequence[str], form: str, given: Mapping[str, Any]) -> int:
    """Print what pages bring, in a form; the exit code."""
    several = len(select(pages)) > 1
    before, between, after = ("[\n", ",\n", "]\n") if several and form == "json" else ("", "\n", "")
    shown = 0
    click.echo(before, nl=False)
    failed: list[Failed] = []
    for outcome in library.drafts(pages, form=form, **given):
        if isinstance(outcome, Failed):
            failed.append(outcome)
            continue
        click.echo(between if shown else "", nl=False)
        click.echo(_texts(outcome.result)[""].encode(), nl=False)
        shown += 1
    click.echo(after, nl=False)
    return _ended(failed, shown)


def written(
    library: "Library", pages: Sequence[str], output: Path, given: Mapping[str, Any]
) -> int:
    """Write the drafts of pages: of one to a file, of several into a folder; the exit code."""
    from immunograph.review import desk  # noqa: PLC0415 (only where something is written)

    several = len(select(pages)) > 1 or Path(pages[0]).is_dir()
    outcomes = library.drafts(pages, output, **given) if several else ()
    failed: list[Failed] = []
    read = 0
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            failed.append(outcome)
            continue
        read += 1
        texts = _texts(outcome.result)
        desk.put({Path(name): text.encode() for name, text in texts.items()})
        note(f"{outcome.file}: {summary.written(texts)}", err=False)
    if not several:
        note(summary.written(map(str, library.draft(Path(pages[0]), output, **given))), err=False)
    return _ended(failed, read)


def _ended(failed: Sequence[Failed], read: int) -> int:
    """Say of each page that could not be read why, and how many they are; the exit code."""
    for each in failed:
        click.echo(f"immunograph: {each.message}", err=True)
    total = len(failed) + read
    if failed and total > 1:
        said = f"{len(failed)} of {counted(total, 'page')} could not be read"
        click.echo(f"immunograph: {said}", err=True)
    return _UNREADABLE if failed else 0


def _texts(result: Any) -> dict[str, str]:
    return {str(name): str(text) for name, text in dict(result).items()}
