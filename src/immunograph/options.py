"""Options and arguments that several commands take."""

from collections.abc import Iterable

import click

from immunograph.confinement import SECONDS
from immunograph.errors import BadParameter
from immunograph.printing import several

as_of = click.option(
    "--as-of",
    "moment",
    metavar="REV|DATE",
    help="Answer from the content of a commit, or with what holds on a day (YYYY-MM-DD).",
)
at_store = click.option(
    "--store", metavar="URL", help="A SPARQL endpoint with the data set; or IMMUNOGRAPH_STORE."
)
bounded = several(
    at_store,
    click.option(
        "--timeout",
        type=click.FloatRange(0, min_open=True),
        default=SECONDS,
        show_default=True,
        help="Seconds that a query may take.",
    ),
    click.option(
        "--allow-host", "hosts", metavar="HOST", multiple=True, help="A host SERVICE may ask."
    ),
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
