"""What the commands of the command line have in common: the library, and how results are shown."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import click

from immunograph.library import Library
from immunograph.printing import QUIET, note

_OF_LIBRARY = ("timeout", "hosts", "moment", "store")
_ANSWERING = frozenset({"ask", "query", "sparql", "explain"})
_AHEAD = (
    "The content was edited since it was last built; immunograph check tells whether it holds.\n"
)


def with_library(command: Callable[..., int | None]) -> Callable[..., None]:
    """Hand a command the library first, and give it the common options.

    What the command returns is the exit code.
    """

    @click.option("--lang", default="en", show_default=True, help="The language of the labels.")
    @click.option("-q", "--quiet", is_flag=True, help="Print results and errors, nothing else.")
    @wraps(command)
    def run(*args: Any, lang: str, quiet: bool, **options: Any) -> None:
        (context := click.get_current_context()).meta[QUIET] = quiet
        given = {name: options.pop(name) for name in _OF_LIBRARY if name in options}
        library = Library.open(context.find_root().obj, given.pop("store", None))
        library = replace(library, language=lang, **given)
        note(library.said)
        code = command(library, *args, **options) or 0
        if command.__name__ in _ANSWERING and library.is_ahead:
            note(_AHEAD)
        context.exit(code)

    return run
