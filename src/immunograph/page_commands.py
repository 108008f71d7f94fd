"""The commands that work on pages."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from immunograph.commands import with_library
from immunograph.errors import BadParameter
from immunograph.library import Library
from immunograph.many.outcomes import Limits
from immunograph.options import as_of, at_store
from immunograph.printing import note

_FORMS = click.Choice(["table", "json", "turtle", "ttl"])
_REPORT = click.Choice(["text", "json", "html"])
# The kinds of table; a test holds them against the importers.
_SOURCES = (
    *("cell-ontology", "drugcentral", "drugcentral-drugs", "ema", "fda-indications"),
    *("nci-drug", "protein-ontology", "tsv"),
)
_PATH = click.Path(path_type=Path)
_timeout = click.option(
    "--timeout",
    "seconds",
    metavar="SECONDS",
    type=click.FloatRange(0, min_open=True),
    default=Limits().seconds,
    help="Seconds that a page may take.",
)


@click.command()
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", type=_PATH, help="Write the draft to FILE.")
@click.option("--format", "form", type=_FORMS, help="How to print what a page brings.")
@click.option("--retrieved", metavar="DATE", default="", help="The day the page was fetched.")
@click.option("--publisher", metavar="NAME", default="", help="Who publishes the page.")
@_timeout
@with_library
def ingest(library: Library, pages: Sequence[str], output: Path | None, **given: Any) -> int:
    """Draft claims from a page, each with the place that says it.

    Prints what is new, what the graph has from another source and what differs. With -o, FILE is
    the draft as Turtle, and the file beside it is what immunograph review works through; no
    sentence of the page is in them. Of several pages, or a folder, FILE is a folder.

    \b
    immunograph ingest page.md
    immunograph ingest page.md -o draft.ttl
    immunograph ingest pages/ -o drafts/
    """  # noqa: D301 (click reads the mark)
    from immunograph import drafting

    given["limits"] = _limits(given.pop("seconds"))
    form = given.pop("form") or "table"
    if output is not None:
        return drafting.written(library, pages, output, given)
    return drafting.printed(library, pages, form, given)


def _desk(library: Library, given: str, drafts: bool, pages: Path | None) -> Any:
    """What is to be reviewed: drafts of the graph, or what a page brings."""
    if drafts:
        return library.review_drafts(given, pages=pages)
    if not given:
        raise BadParameter("name the FILE of a draft, or take --drafts for those of the graph")
    graph = library.repository.root / "graph"
    if Path(given).resolve().is_relative_to(graph):
        return library.review_drafts(files=[Path(given)], pages=pages)
    return library.review(Path(given))


@click.command()
@click.argument("given", metavar="[FILE|THING]", default="")
@click.option("--drafts", is_flag=True, help="The drafts of the graph, or those about THING.")
@click.option("--pages", metavar="DIR", type=_PATH, help="Where the pages of drafts may be.")
@click.option("--list", "listing", is_flag=True, help="List the items and what was decided.")
@click.option("--accept", metavar="ID", multiple=True, help="Accept an item.")
@click.option("--set", "values", metavar="FIELD=VALUE", multiple=True, help="Change it so first.")
@click.option("--reject", metavar="ID", multiple=True, help="Reject an item.")
@click.option("--reason", metavar="TEXT", default="", help="Why it is rejected.")
@click.option("--apply", "write", is_flag=True, help="Write what was accepted into the graph.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), help="How to list.")
@with_library
def review(library: Library, given: str, **how: Any) -> int:
    """Work through what a page brings, a key for each claim; FILE is a draft.

    Or work through drafts that stand in the graph: those in FILE of graph/, those about THING, or
    all. What is accepted becomes reviewed there, what is rejected retired.

    Each decision is kept at once: stop anywhere, and go on later. In the end w, or --apply, writes
    what was accepted into the graph.

    \b
    immunograph review draft.ttl
    immunograph review draft.ttl --accept 3fa91c --apply
    immunograph review graph/drug/rituximab.ttl
    immunograph review --drafts rituximab --pages corpus/
    """  # noqa: D301 (click reads the mark)
    from immunograph import review_terminal
    from immunograph.options import read_values
    from immunograph.review.desk import decide

    desk, values = _desk(library, given, how["drafts"], how["pages"]), read_values(how["values"])
    decided = how["accept"] or how["reject"] or values
    if decided:
        decide(desk, how["accept"], how["reject"], how["reason"], values)
    if how["write"]:
        note(review_terminal.applied(library.apply(desk), library.repository), err=False)
    if how["listing"] or how["form"]:
        click.echo(review_terminal.WRITERS[how["form"] or "table"](desk), nl=False)
    elif not decided and not how["write"]:
        review_terminal.session(library, desk).run()
    return 0


@click.command()
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True, type=_PATH)
@click.option("--format", "form", type=_REPORT, help="How to print the report.")
@click.option("-o", "--output", metavar="FILE", type=_PATH, help="Write the report to FILE.")
@_timeout
@as_of
@at_store
@with_library
def compare(library: Library, pages: Sequence[Path], seconds: float, **how: Any) -> int:
    """Does a page agree with the graph? Place, both sides and sources of what does not.

    Pages are files, folders and patterns; a report of several ends in a table of claims by page.
    As html it shows the page's own text, for whoever has the page: it is not to be published.

    Exit codes: 0 nothing disagrees; 1 something disagrees or is out of date; 2 a page cannot be
    read.

    \b
    immunograph compare page.md
    immunograph compare pages/ -o report.html
    """  # noqa: D301 (click reads the mark)
    from immunograph.compare import marked, written
    from immunograph.printing import Printing

    found, printing = library.compare(pages, limits=_limits(seconds)), Printing(**how)
    for finding in found.unreadable:
        click.echo(f"immunograph: {finding}", err=True)
    writers = {"text": written.text, "json": written.dumped, "html": marked.written}
    if found.compared:
        printing.put(writers[printing.among(writers, "text")](found.compared))
    return 2 if found.unreadable else int(not found.agree)


@click.command("import")
@click.argument("source", metavar="SOURCE", type=click.Choice(_SOURCES))
@click.argument("file", metavar="FILE", type=_PATH)
@click.option("--mapping", metavar="FILE", type=_PATH, help="For tsv: what its columns say.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be written.")
@click.option("--rows-only", is_flag=True, help="Bring the rows, for others to cite; no claims.")
@click.option("--retrieved", metavar="DATE", default="", help="The day the file was fetched.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), help="How to print.")
@with_library
def import_rows(library: Library, source: str, file: Path, dry_run: bool, **how: Any) -> int:
    """Bring a table of others into the graph: its rows as passages, and drafts of claims.

    SOURCE is the kind of FILE; nci-drug is a page. What the graph claims stays as it is: a row that
    says the same is one more passage of the claim, one that says otherwise is a draft beside it.
    The same file again changes nothing; of a newer one it is said which rows changed, and which
    claims rest on them.

    \b
    immunograph import ema medicines.xlsx --dry-run
    immunograph import drugcentral AllTargets.json --retrieved 2026-11-22
    immunograph import tsv table.tsv --mapping mapping.yaml --retrieved 2026-11-28
    """  # noqa: D301 (click reads the mark)
    from immunograph.imports import told

    form = how.pop("form") or "table"
    if source == "nci-drug":
        page = library.page_rows(file, retrieved=how["retrieved"])
        files = None if dry_run else library.write_files(page.files)
        click.echo(told.of_page(page, files, form), nl=False)
        return 0
    found = library.rows(source, file, **how)
    files = None if dry_run else library.write_files(found.files)
    click.echo(told.WRITERS[form](found, files, library.dataset.prefixes), nl=False)
    return 0


def _limits(seconds: float) -> Limits:
    return Limits(processes=os.cpu_count() or 1, seconds=seconds)


COMMANDS = (ingest, review, compare, import_rows)
