"""Questions in cells of a notebook: `%load_ext immunograph.notebook`, then `%sparql` and `%ask`.

They are put to the library that the notebook has under the name `library`, else to the repository
that `immunograph.open()` finds. Options stand before the question, on the first line: `-o NAME`
gives the result a name, `--labels` and `--evidence` are those of the command line.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError
from IPython.core.magic import MAGIC_NO_VAR_EXPAND_ATTR

import immunograph
from immunograph.answer import NO_EXTRAS, Answer, Extras
from immunograph.ask import Reply
from immunograph.errors import ImmunographError
from immunograph.library import Library

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

_OPTION = re.compile(r"\s*(?:(?:-o|--output)[ =]+(?P<name>\w+)|--(?P<extra>labels|evidence))(?!\S)")
_UNKNOWN = re.compile(r"\s*(-\S*)")


def load_ipython_extension(shell: "InteractiveShell") -> None:
    """What `%load_ext immunograph.notebook` calls."""
    questions = _Questions(shell)
    for name, verb in _VERBS.items():
        magic = questions.magic(verb)
        setattr(magic, MAGIC_NO_VAR_EXPAND_ATTR, True)  # braces and ?x are SPARQL, not Python
        shell.magics_manager.register_function(magic, "line_cell", name)


# The magics, each with the verb of the library that it is.
_VERBS: Mapping[str, Callable[[Library, str], object]] = {
    "sparql": Library.sparql,
    "ask": Library.ask,
}


@dataclass(frozen=True)
class _Questions:
    shell: "InteractiveShell"

    def magic(self, verb: Callable[[Library, str], object]) -> Callable[..., object]:
        """The magic of a verb, as IPython calls it."""

        def run(line: str, cell: str | None = None) -> object:
            request = _Request.read(line)
            question = "\n".join([request.rest, cell or ""]).strip()
            if not question:
                raise UsageError("give a question, after the options or in the lines below")
            try:
                return self._shown(verb(self._library, question), request)
            except ImmunographError as error:
                raise UsageError(str(error)) from None

        return run

    @property
    def _library(self) -> Library:
        given = self.shell.user_ns.get("library")
        return given if isinstance(given, Library) else self._found

    @cached_property
    def _found(self) -> Library:
        return immunograph.open()

    def _shown(self, result: object, request: "_Request") -> object:
        """The result, or as HTML with what was asked for; under its name if it is given one."""
        if request.name:
            self.shell.user_ns[request.name] = result
        if request.extras == NO_EXTRAS:
            return result
        if not isinstance(result, Answer | Reply):
            raise UsageError("--labels and --evidence are for the rows of an answer")
        return _Shown(result.html(request.extras))


@dataclass(frozen=True)
class _Shown:
    """A part of a page that is shown as it is."""

    html: str = field(repr=False)

    def _repr_html_(self) -> str:
        return self.html


@dataclass(frozen=True)
class _Request:
    """The options of a first line, and what stands behind them."""

    rest: str
    name: str = ""
    extras: Extras = field(default=NO_EXTRAS)

    @classmethod
    def read(cls, line: str) -> "_Request":
        """Read a first line. Raises `UsageError` for an option that there is not."""
        given: dict[str, Any] = {}
        while found := _OPTION.match(line):
            line = line[found.end() :]
            given |= {found["extra"]: True} if found["extra"] else {"name": found["name"]}
        if unknown := _UNKNOWN.match(line):
            raise UsageError(f"no option {unknown[1]}; there are -o NAME, --labels, --evidence")
        name = given.pop("name", "")
        return cls(line.strip(), name, Extras(**given))
