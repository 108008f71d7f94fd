"""How results are printed: the options that commands share, and what they ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from immunograph.errors import BadParameter

if TYPE_CHECKING:
    from immunograph.answer import Extras

QUIET = "immunograph.quiet"
# The formats of rows; those of triples, some of them under more than one name.
ROWS = ("table", "json", "xml", "csv", "tsv", "md", "html", "svg")
TRIPLES = (
    *("turtle", "ttl", "ntriples", "nt", "nquads", "nq", "trig", "rdfxml", "rdf"),
    *("jsonld", "json-ld"),
)
OF_ROWS = "a SELECT gives rows"


@dataclass(frozen=True)
class Printing:
    """How results are printed: in what format, with what on demand, into which file if any.

    Without a format it is that of the file's suffix, where there is one of that name.
    """

    form: str | None = None
    labels: bool = False
    evidence: bool = False
    output: Path | None = None

    def among(self, writers: Mapping[str, object], usual: str, kind: str = OF_ROWS) -> str:
        """The format for a kind of result. Raises `BadParameter` where it is none of that kind."""
        suffix = self.output.suffix[1:].lower() if self.output else ""
        form = self.form or (suffix if suffix in writers else usual)
        if form not in writers:
            first = dict.fromkeys(writers.values(), "")
            first |= {writer: name for name, writer in reversed([*writers.items()])}
            raise BadParameter(f"{kind}: ask for {', '.join(first.values())}")
        return form

    @property
    def extras(self) -> "Extras":
        """What of an answer is shown on demand."""
        from immunograph.answer import Extras  # noqa: PLC0415 (only where used)

        return Extras(self.labels, self.evidence)

    @property
    def of_rows(self) -> str:
        """The format of rows."""
        return self.among({name: name for name in ROWS}, "table")

    @property
    def is_table(self) -> bool:
        """Whether rows are printed as a table."""
        return self.of_rows == "table"

    def put(self, text: str) -> None:
        """Print a text byte by byte as it is, or write it to the file, whole or not at all."""
        if self.output is None:
            click.echo(text.encode(), nl=False)
        elif text:
            from immunograph.files import write_whole  # noqa: PLC0415 (only where asked for)

            write_whole(self.output, text.encode())


PLAINLY = Printing()


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def several(*options: Decorator) -> Decorator:
    """Several options as one decorator, in the order in which help shows them."""
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


def printed(*forms: str) -> Decorator:
    """The options of a `Printing`."""
    path = click.Path(path_type=Path)
    return several(
        click.option("--format", "form", type=click.Choice(forms), help="How to print."),
        click.option("--labels", is_flag=True, help="Things by identifier and by label."),
        click.option("--evidence", is_flag=True, help="Claims and passages behind each row."),
        click.option("-o", "--output", metavar="FILE", type=path, help="Write to a file."),
    )


def note(text: str, *, err: bool = True) -> None:
    """Print what a quiet run leaves out."""
    if not click.get_current_context().meta[QUIET]:
        click.echo(text, nl=False, err=err)
