"""The command line: each command is one public function of the library, parsed and printed."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

import immunograph
from immunograph import editor_commands, outcome, page_commands
from immunograph.commands import with_library
from immunograph.errors import BadParameter, BadQuery, ImmunographError
from immunograph.library import Library
from immunograph.options import as_of, at_store, bounded, read_values
from immunograph.printing import ROWS, TRIPLES, note, printed
from immunograph.repository import ContentFile

_ENGINE = click.Choice(["compiled", "pyshacl"])
_RDF = click.Choice(["ttl", "turtle", "nt", "nq", "trig", "rdf", "xml", "jsonld", "json-ld"])
_SHACL = click.Choice(["text", "human", "json", "turtle", "nt", "xml", "rdf", "json-ld", "jsonld"])
_PATHS = click.Choice(["text", "json", "svg"])
_REPORT = click.Choice(["text", "json", "sarif", "github", "html"])
_PATH = click.Path(path_type=Path)
_TRACEBACK = "IMMUNOGRAPH_TRACEBACK"


@click.group(
    "immunograph",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("-C", "directory", metavar="DIR", type=_PATH, help="The repository to work on.")
@click.version_option(immunograph.__version__, prog_name="immunograph")
@click.pass_context
def cli(context: click.Context, directory: Path | None) -> None:
    """Questions to, and checks of, a knowledge graph of antigen-directed therapy.

    The repository is the one given with -C or IMMUNOGRAPH_REPO, or the nearest above the current
    folder, or the one that came with the package.

    Exit codes: 0 fine; 1 there are findings, or no answer; 2 wrong use or unreadable input; 3 the
    store failed, or the time was over.

    Information about what sources say, not medical advice.
    """
    context.obj = directory


def main() -> None:
    """Run the command line; an error is said in one line and becomes the exit code."""
    try:
        sys.exit(cli.main(prog_name="immunograph", standalone_mode=False))
    except ImmunographError as error:
        _fail(str(error), error.exit_code)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "immunograph"
        message = error.format_message().rstrip(".")
        _fail(f"{message}; see {path} --help", error.exit_code)
    except click.Abort:
        _fail("interrupted", 130)
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone, and wants no more
    except Exception as error:
        if os.environ.get(_TRACEBACK):
            raise
        hint = f"a fault of the tool; {_TRACEBACK}=1 shows where"
        _fail(f"{type(error).__name__}: {error}; {hint}", 3)


def _fail(message: str, exit_code: int) -> None:
    click.echo(f"immunograph: {message}", err=True)
    sys.exit(exit_code)


@cli.command()
@click.argument("question", nargs=-1, required=True)
@printed(*ROWS)
@click.option("--show-query", is_flag=True, help="Print the SPARQL that was run.")
@as_of
@bounded
@with_library
def ask(library: Library, question: tuple[str, ...], show_query: bool, **how: Any) -> int:
    """Answer a question in plain English.

    \b
    immunograph ask "which therapies target CD19"
    """  # noqa: D301 (click reads the mark)
    return outcome.of_reply(library, library.ask(" ".join(question)), show_query, **how)


@cli.command()
@click.argument("name", metavar="[NAME|FILE]", required=False)
@click.argument("values", metavar="[PARAM=VALUE]...", nargs=-1)
@printed(*ROWS, *TRIPLES)
@click.option("--show-query", is_flag=True, help="Print the SPARQL that was run.")
@as_of
@bounded
@with_library
def query(
    library: Library, name: str | None, values: tuple[str, ...], show_query: bool, **how: Any
) -> int:
    """Run a saved question, or a query file from anywhere; without a name, list the saved ones.

    A value is a label, a synonym, a CURIE or an IRI. Files with heads for grlc run unchanged, on
    this data set: the endpoint that they name is not asked.

    \b
    immunograph query therapies-by-target target=CD19
    immunograph query their/queries/drugs.rq target=antigen:cd19
    """  # noqa: D301 (click reads the mark)
    from immunograph import terminal

    if name is None:
        click.echo(terminal.listing(library.queries.values()), nl=False)
        return 0
    question, given = library.question(name), read_values(values)
    note(terminal.not_asked(question))
    if question.asks_for in {"select", ""}:
        return outcome.of_reply(library, library.reply(name, given), show_query, **how)
    results = library.results(name, given)
    outcome.of_results(results, **how)
    text = library.written(name, given)
    return outcome.without_answer(library, text, results, file=question.file)


@cli.command()
@click.argument("file", required=False, type=click.File("rb"))
@click.option("-e", "text", metavar="TEXT", help="The query itself, instead of a file.")
@printed(*ROWS, *TRIPLES)
@as_of
@bounded
@with_library
def sparql(library: Library, file: Any, text: str | None, **how: Any) -> int:
    """Run SPARQL from FILE, from standard input (-), or from -e TEXT.

    The prefixes of ontology/prefixes.ttl need no declaration. The network is off: SERVICE is
    refused unless --allow-host names its host.

    \b
    immunograph sparql -e 'SELECT ?t WHERE { ?t ig:targets antigen:cd19 }'
    """  # noqa: D301 (click reads the mark)
    from immunograph import terminal

    if (file is None) == (text is None):
        raise BadParameter("give a FILE, or - for standard input, or -e TEXT")
    name = "-e" if file is None else getattr(file, "name", "standard input")
    asked = ContentFile(name, file.read()).text if file else text or ""
    try:
        results = library.sparql(asked)
    except BadQuery as error:
        raise outcome.corrected(library, asked, error).within(name) from None
    outcome.of_results(results, **how)
    note(terminal.unreviewed(library.dataset, asked))
    return outcome.without_answer(library, asked, getattr(results, "solutions", results), file=name)


@cli.command()
@click.argument("paths", nargs=-1, type=_PATH)
@click.option("--format", "form", type=_REPORT, default="text", help="How to print the report.")
@click.option("--engine", type=_ENGINE, default="compiled", help="What runs the shapes.")
@click.option(
    "--changed",
    metavar="[REV]",
    is_flag=False,
    flag_value="HEAD",
    help="Check only what was edited since REV, by default the last commit.",
)
@click.option("--watch", is_flag=True, help="Stay, and check again after each edit.")
@click.option("--all", "every", is_flag=True, help="Show all findings of a rule that has many.")
@click.option("--fix", is_flag=True, help="First make the mends that are certain.")
@click.option("--show-waived", is_flag=True, help="Print also what is waived, and why.")
@click.option("--baseline", metavar="FILE", type=_PATH, help="Count only what is not in FILE.")
@click.option(
    "--write-baseline", metavar="FILE", type=_PATH, help="Write what is found to a new FILE."
)
@at_store
@with_library
def check(library: Library, *, fix: bool, every: bool, show_waived: bool, **given: Any) -> int:
    """Is the content consistent? Places, reasons and what to do.

    With PATHS, only what is found in these files or folders is reported, and only they are mended.
    """
    from immunograph import diagnostics, terminal

    _agree(given | {"fix": fix, "store": library.store})
    for mended in library.fix(given["paths"]) if fix else ():
        note(terminal.mended(mended, library.repository))

    def shown(report: Any) -> int:
        form, most = given["form"], None if every else diagnostics.SHOWN
        click.echo(terminal.report(report, form, most), nl=False)
        if form == "text" and show_waived:
            click.echo(terminal.waived(report), nl=False)
        if form == "text":
            note(terminal.summary(report), err=False)
        return 0 if report.conforms else 1

    return _watched(library, shown) if given["watch"] else shown(_checked(library, given))


def _checked(library: Library, given: Mapping[str, Any]) -> Any:
    """The report of the check that the options ask for."""
    paths, engine, baseline = (given[name] for name in ("paths", "engine", "baseline"))
    if given["write_baseline"]:
        return library.write_baseline(given["write_baseline"], engine=engine)
    if given["changed"]:
        return library.check_changed(given["changed"], paths, baseline=baseline)
    return library.check(paths, engine=engine, baseline=baseline)


# Options of a check that do not go together, and what they are where they are not given.
_CLASHING = {
    "write_baseline": ("paths", "baseline", "changed"),
    "changed": ("engine",),
    "store": ("changed", "watch", "fix"),
    "watch": ("paths", "changed", "baseline", "write_baseline", "engine", "form"),
}
_NOT_GIVEN = (None, False, (), "", "compiled", "text")
_WRITTEN = {"paths": "PATHS", "form": "--format"}


def _agree(given: Mapping[str, Any]) -> None:
    """Refuse options that do not go together."""
    for one, others in _CLASHING.items():
        for other in others:
            if given[one] not in _NOT_GIVEN and given[other] not in _NOT_GIVEN:
                names = [_WRITTEN.get(each, f"--{each.replace('_', '-')}") for each in (one, other)]
                raise BadParameter(" does not go with ".join(names))


def _watched(library: Library, shown: Callable[[Any], int]) -> int:
    """Show the report after each edit until the user has enough; the exit code of the last."""
    from immunograph.terminal import ticks

    code = 0
    note("watching the content; Ctrl-C ends it\n")
    try:
        for report in library.watch(ticks()):
            code = shown(report)
    except KeyboardInterrupt:
        note("\n")
    return code


@cli.command()
@click.argument("files", metavar="DATA [SHAPES]...", nargs=-1, required=True, type=_PATH)
@click.option("-s", "--shapes", "--shacl", multiple=True, type=_PATH, help="A file of shapes.")
@click.option("-d", "--data", multiple=True, type=_PATH, help="More data.")
@click.option("-f", "--format", "form", type=_SHACL, default="text", help="How to print.")
@click.option("-o", "--output", type=_PATH, help="Write the report to a file.")
@click.option("-df", "--data-file-format", "data_format", type=_RDF, help="The format of data.")
@click.option("-sf", "--shacl-file-format", "shapes_format", type=_RDF, help="That of shapes.")
@click.option("--stdin-format", type=_RDF, default="ttl", help="The format of standard input.")
@click.option("-w", "--allow-warnings", is_flag=True, help="Warnings and infos do not exit 1.")
@click.option("--allow-infos", is_flag=True, help="Infos do not exit 1.")
@click.option("--timeout", type=click.FloatRange(0), default=600, help="Seconds; 0: no limit.")
def shacl(**options: Any) -> None:
    """Validate RDF files of any format against SHACL shapes.

    The first file is DATA, others are SHAPES; with -s, all files are DATA. Without shapes, DATA
    holds its own. - is standard input. Needs no repository.

    Exit codes: 0 nothing was found; 1 there are results, or shapes that were not run, or nothing
    was checked; 2 a file or a shape cannot be read; 3 the time was over.

    \b
    immunograph shacl data.ttl shapes.ttl
    immunograph shacl -s shapes.ttl -f turtle -o report.ttl data.ttl more.rdf
    """  # noqa: D301 (click reads the mark)
    from immunograph import shacl_terminal

    out, aside, code = shacl_terminal.run(shacl_terminal.Request(**options))
    click.echo(aside, nl=False, err=True)
    click.echo(out, nl=False)
    click.get_current_context().exit(code)


@cli.command()
@with_library
def build(library: Library) -> int:
    """Build, check and publish the data set under .immunograph/."""
    from immunograph import terminal

    note(terminal.published(library.build(), library.repository), err=False)
    return 0


@cli.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--format", "form", type=_PATHS, default="text", help="How to print the paths.")
@as_of
@at_store
@with_library
def explain(library: Library, start: str, end: str, form: str) -> int:
    """The sourced paths between two things.

    \b
    immunograph explain blinatumomab "B cell"
    """  # noqa: D301 (click reads the mark)
    from immunograph import terminal

    explanation = library.explain(start, end)
    click.echo(terminal.explanation(explanation, library.dataset, form), nl=False)
    return 0 if explanation.paths else 1


@cli.command("format")
@click.argument("paths", nargs=-1, type=_PATH)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file would change."
)
@with_library
def format_files(library: Library, paths: tuple[Path, ...], only_check: bool) -> int:
    """Give Turtle files the one canonical layout; without PATHS, all of the repository."""
    changes = library.format(paths, write=not only_check)
    verb = "would be laid out" if only_check else "laid out"
    for change in changes:
        note(f"{change.path}: {verb}\n", err=False)
    return 1 if only_check and changes else 0


@cli.command()
@click.argument("directory", metavar="DIR", type=_PATH)
def init(directory: Path) -> None:
    """Make a new, valid, minimal repository in DIR."""
    from immunograph.init import init as make

    make(directory)
    click.echo(f"{directory}: a new repository; next: immunograph -C {directory} check")


for _command in (*page_commands.COMMANDS, *editor_commands.COMMANDS):
    cli.add_command(_command)
