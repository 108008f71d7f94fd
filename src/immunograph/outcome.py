"""What a command that asks shows: what was understood, the result, or why there is none."""

from typing import Any

import click

from immunograph import terminal
from immunograph.errors import BadQuery
from immunograph.library import Library
from immunograph.printing import Printing, note


def of_results(results: Any, **how: Any) -> None:
    """Show what SPARQL gave."""
    printing = Printing(**how)
    printing.put(terminal.results(results, printing))
    note(terminal.lacking(results, printing))


def of_reply(library: Library, reply: Any, show_query: bool, **how: Any) -> int:
    """Show what a question was understood as and its answer, or why there is none; the code."""
    printing = Printing(**how)
    out, aside = terminal.reply(reply, printing)
    if show_query:
        click.echo(terminal.query_text(reply), nl=False, err=not printing.is_table)
    note(terminal.read_as(reply))
    printing.put(out)
    note(f"{aside}{terminal.lacking(reply.answer, printing)}")
    of, file = reply.answer, reply.reading.query.file
    if reply.reading.line:  # what was put together has said itself why there is no answer
        return int(library.is_empty(of.text, of.solutions) if of.text else not of)
    code = without_answer(library, of.text, of.solutions, bindings=of.bound, file=file)
    return 0 if printing.is_table and reply.instead else code


def without_answer(library: Library, text: str, results: Any, **of: Any) -> int:
    """Say why there is no answer, if there is none; the exit code.

    That a query is at fault is an error, which a quiet run says as well; `false` is the answer of
    a query that is in order.
    """
    if not library.is_empty(text, results):
        return 0
    found = library.diagnose(text, **of)
    broken, said = found.verdict == "broken", terminal.diagnosis(found, library.dataset)
    if broken:
        click.echo(said, nl=False, err=True)
    else:
        note(said)
    return 0 if results is False and not broken else 1


def corrected(library: Library, text: str, error: BadQuery) -> BadQuery:
    """What is wrong with a query, and what it gives once its prefixes are mended."""
    of = library.diagnose(text).correction if "is not declared" in error.reason else None
    if not of:
        return error
    asked = error.reason.endswith("?")
    joined = f"{error.reason} With" if asked else f"{error.reason}; with"
    return BadQuery(f"{joined} {of.change} the answer is {of.yields}", error.place)
