"""The commands for editors of the graph."""

from pathlib import Path

import click

from immunograph.commands import with_library
from immunograph.library import Library
from immunograph.printing import Printing, note
from immunograph.todo import kind, written

_PATH = click.Path(path_type=Path)
_FORMS = click.Choice(list(written.WRITERS))
# How many items of each kind people are shown: of all kinds, and of those that are asked for.
_FEW, _MORE = 3, 20


@click.command()
@click.argument("about", metavar="[THING]", default="")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(kind.KINDS), help="Only these.")
@click.option("--rows", type=click.IntRange(1), help="At most so many items of each kind.")
@click.option("--all", "every", is_flag=True, help="Show every item.")
@click.option("--format", "form", type=_FORMS, help="How to print.")
@click.option("-o", "--output", metavar="FILE", type=_PATH, help="Write to a file.")
@with_library
def todo(library: Library, about: str, kinds: tuple[str, ...], every: bool, **how: object) -> int:
    """What is missing or weak in the graph, most valuable first: why, where, and what mends it.

    With THING, a therapy, an event, a source or whatever has a name, only what concerns it.

    \b
    immunograph todo
    immunograph todo blinatumomab --kind one-source
    """  # noqa: D301 (click reads the mark)
    rows = how.pop("rows")
    printing = Printing(**how)  # type: ignore[arg-type]
    form = printing.among(written.WRITERS, "table")
    usual = (_MORE if about or kinds else _FEW) if form in written.FOR_PEOPLE else None
    most = None if every else rows or usual
    found = library.todo(about, kinds=kinds, most=most)  # type: ignore[arg-type]
    printing.put(written.WRITERS[form](found))
    note(written.summary(found))
    return 0


COMMANDS = (todo,)
