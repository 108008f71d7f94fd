"""The head of a `.rq` file: lines of `#+` that are YAML, as grlc reads them.

Every scalar is read as a string: no `no` becomes false, no `12:30` a number.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import yaml

from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place
from immunograph.repository import ContentFile

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_head(file: ContentFile) -> Mapping[str, Any]:
    """The head of a file, which says what the file is for.

    Raises `Unreadable` where it is not YAML or has no summary.
    """
    read = read_decorators(file)
    if not read.get("summary"):
        raise fault(file, "the head has no '#+ summary:' line", 1)
    return read


def read_decorators(file: ContentFile) -> Mapping[str, Any]:
    """The head of a file, which may say nothing; its line numbers are those of the file.

    Raises `Unreadable`, with line and column, where it is not YAML, or holds no keys.
    """
    lines = file.text.split("\n")
    head = [line[2:].removeprefix(" ") if line.startswith("#+") else "" for line in lines]
    text = "\n".join(head)
    try:
        read = _loaded(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        column = mark.column + 1 + _indented(lines, line) if mark else None
        raise fault(file, f"the head is not YAML: {error.problem}", line, column) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, text.find(chr(error.character))) + 1
        raise fault(file, f"the head is not YAML: {error.reason}", line) from None
    if not read:
        return {}
    if not isinstance(read, dict):
        first = next(number for number, line in enumerate(lines, 1) if line.startswith("#+"))
        raise fault(file, "the head holds no keys, such as '#+ summary: ...'", first, 1)
    return read


@lru_cache(maxsize=512)  # who checks again has mostly edited something else
def _loaded(text: str) -> Any:
    return yaml.load(text, Loader=_Loader)


def _indented(lines: Sequence[str], line: int) -> int:
    """By how much the head stands to the right on a line of the file."""
    at = lines[line - 1] if line <= len(lines) else ""
    return len(at) - len(at.removeprefix("#+").removeprefix(" "))


def fault(file: ContentFile, message: str, line: int, column: int | None = None) -> Unreadable:
    """What is wrong with the head of a file."""
    fix = "docs/queries.md says what a head holds"
    return Unreadable([Finding("head", message, Place(file.name, line, column), fix=fix)])
