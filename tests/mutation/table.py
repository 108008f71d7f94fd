"""The table of all mutations, and what needs none."""

import ast
from collections.abc import Mapping
from pathlib import Path

from immunograph import conflict
from mutation import amounts, between, claims, files, shapes, texts, waivers
from mutation.mutation import Mutation
from mutation.special import SPECIAL

# What a check can say and no mutation makes it say, each with the reason.
NEEDS_NONE: Mapping[str, str] = {
    "edited": "said where files change while `build` reads them, which no file shows",
    "unreadable": "said of files that the system does not let be read, whatever is in them",
    "baseline": "said of the file that --baseline names, which is no part of the repository",
    "unwritable": "said by `format` and `check --fix` of files that cannot be written",
    "format": "said by `shacl` of the name of a file that is given to it",
}


def mutations(root: Path) -> list[Mutation]:
    """Every mutation for the rules and shapes of a repository."""
    return [
        *files.MUTATIONS,
        *claims.mutations(),
        *amounts.mutations(),
        *between.mutations(),
        *texts.mutations(),
        *waivers.MUTATIONS,
        *shapes.mutations(shapes.read_shapes(root / "validate"), SPECIAL),
    ]


def names(root: Path) -> set[str]:
    """The name of every rule and shape, and of whatever else the tool itself can find."""
    rules = {path.stem for path in (root / "validate" / "rules").glob("*.rq")}
    named = {shape.name for shape in shapes.read_shapes(root / "validate")}
    code = (root / "src" / "immunograph").glob("*.py")
    return (
        rules
        | named
        | set(texts.wording_rules())
        | set(conflict.RULES)
        | set().union(*map(_spoken, code))
    )


def _spoken(path: Path) -> set[str]:
    """The names that a module gives to findings."""
    calls = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in {"Finding", "_finding"}
        if call.args and isinstance(call.args[0], ast.Constant)
        if isinstance(call.args[0].value, str)
    }
