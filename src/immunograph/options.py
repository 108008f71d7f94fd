"""Options and arguments that several commands take."""

from collections.abc import Callable, Iterable
from functools import reduce
from pathlib import Path
from typing import Any

import click

from immunograph.errors import BadParameter

ROWS = ("table", "json", "xml", "csv", "tsv", "md", "html", "svg")
_TRIPLES = ("turtle", "ttl", "ntriples", "nt", "nquads", "nq", "trig", "rdfxml", "rdf")
ANY_RESULT = (*ROWS, *_TRIPLES, "jsonld", "json-ld")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _several(*options: Decorator) -> Decorator:
    """Several options as one decorator, in the order in which help shows them."""
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


as_of = click.option(
    "--as-of",
    "moment",
    metavar="REV|DATE",
    help="Answer from the content of a commit, or with what holds on a day (YYYY-MM-DD).",
)
at_store = click.option(
    "--store", metavar="URL", help="A SPARQL endpoint with the data set; or IMMUNOGRAPH_STORE."
)
bounded = _several(
    at_store,
    click.option(
        "--timeout",
        type=click.FloatRange(0, min_open=True),
        default=30.0,
        show_default=True,
        help="Seconds that a query may take.",
    ),
    click.option(
        "--allow-host", "hosts", metavar="HOST", multiple=True, help="A host SERVICE may ask."
    ),
)


def printed(*forms: str) -> Decorator:
    """The options of how rows or triples are printed, in one of these formats."""
    path = click.Path(path_type=Path)
    return _several(
        click.option("--format", "form", type=click.Choice(forms), help="How to print."),
        click.option("--labels", is_flag=True, help="Things by identifier and by label."),
        click.option("--evidence", is_flag=True, help="Claims and passages behind each row."),
        click.option("-o", "--output", metavar="FILE", type=path, help="Write to a file."),
    )


def read_values(given: Iterable[str]) -> dict[str, str]:
    """The values of parameters that are written `param=value`. Raises `BadParameter`."""
    values: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals:
            raise BadParameter(f"{each!r} is not of the form param=value")
        if name in values:
            raise BadParameter(f"{name} is given twice")
        values[name] = value
    return values
