"""The head of a `.rq` file: lines of `#+` that are YAML, as grlc reads them.

Every scalar is read as a string: no `no` becomes false, no `12:30` a number.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from immunograph.errors import Unreadable
from immunograph.finding import Finding, Place
from immunograph.repository import ContentFile

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_head(file: ContentFile) -> Mapping[str, Any]:
    """The head of a file; its line numbers are those of the file.

    Raises `Unreadable` where it is not YAML or has no summary.
    """
    lines = file.text.split("\n")
    head = [line[2:].removeprefix(" ") if line.startswith("#+") else "" for line in lines]
    text = "\n".join(head)
    try:
        read = yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise fault(file, f"the head is not YAML: {error.problem}", line) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, text.find(chr(error.character))) + 1
        raise fault(file, f"the head is not YAML: {error.reason}", line) from None
    if not isinstance(read, dict) or not read.get("summary"):
        raise fault(file, "the head has no '#+ summary:' line", 1)
    return read


def fault(file: ContentFile, message: str, line: int) -> Unreadable:
    """What is wrong with the head of a file."""
    fix = "docs/queries.md says what a head holds"
    return Unreadable([Finding("head", message, Place(file.name, line), fix=fix)])
