"""A worklist as text, Markdown, CSV or JSON: one table from format to writer."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping

from immunograph.finding import counted
from immunograph.texts.characters import visible
from immunograph.todo.kind import Kind, kinds
from immunograph.todo.worklist import Item, Worklist

_NOTHING = "Nothing to do.\n"
_COLUMNS = ("rank", "kind", "thing", "what", "where", "why", "do")


def text(given: Worklist) -> str:
    """The items under the heading of their kind, each with its place and what mends it."""
    if not given.items:
        return _NOTHING
    blocks = [_block(kinds()[name], given) for name in kinds() if given.of(name)]
    return "\n".join(["".join(f"{line}\n" for line in block) for block in blocks])


def _block(kind: Kind, given: Worklist) -> Iterator[str]:
    items, number = given.of(kind.name), given.numbers[kind.name]
    yield f"{kind.summary}: {number}"
    yield f"    why: {kind.why}"
    same = len({one.do for one in items}) == 1
    if same:
        yield f"    do: {visible(items[0].do)}"
    for one in items:
        yield f"  {visible(one.says)}"
        yield f"      {one.place}"
        if not same:
            yield f"      do: {visible(one.do)}"
    if number > len(items):
        yield f"  and {number - len(items)} more: immunograph todo --kind {kind.name}"


def markdown(given: Worklist) -> str:
    """A table for each kind."""
    if not given.items:
        return _NOTHING
    return "\n".join(
        "".join(f"{line}\n" for line in _section(kinds()[name], given))
        for name in kinds()
        if given.of(name)
    )


def _section(kind: Kind, given: Worklist) -> Iterator[str]:
    items, number = given.of(kind.name), given.numbers[kind.name]
    yield f"## {kind.summary[:1].upper()}{kind.summary[1:]}: {number}"
    yield ""
    yield kind.why
    yield ""
    yield "| what | where | do |"
    yield "|---|---|---|"
    for one in items:
        yield f"| {_cell(one.says)} | {_cell(str(one.place))} | {_cell(one.do)} |"
    if number > len(items):
        yield ""
        yield f"And {number - len(items)} more: `immunograph todo --kind {kind.name}`."


def _cell(given: str) -> str:
    return visible(" ".join(given.split())).replace("\\", "\\\\").replace("|", "\\|")


def comma_separated(given: Worklist) -> str:
    """A row for each item."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for rank, one in enumerate(given.items, 1):
        writer.writerow([rank, one.kind, one.label, one.says, one.place, one.why, one.do])
    return out.getvalue()


def dumped(given: Worklist) -> str:
    """The items with their ranks, and how many there are of each kind, as JSON."""
    summary = {"items": given.total, "shown": len(given.items), "kinds": dict(given.numbers)}
    items = [_mapping(rank, one) for rank, one in enumerate(given.items, 1)]
    return json.dumps({"summary": summary, "items": items}, indent=2, ensure_ascii=False) + "\n"


def _mapping(rank: int, one: Item) -> dict[str, object]:
    return {
        "rank": rank,
        "kind": one.kind,
        "thing": one.thing,
        "label": one.label,
        "node": one.node,
        "says": one.says,
        "why": one.why,
        "do": one.do,
        "file": one.place.file,
        "line": one.place.line,
        "column": one.place.column,
    }


def summary(given: Worklist) -> str:
    """How many items there are."""
    return f"{counted(given.total, 'item')}, {len(given.items)} shown\n"


WRITERS: Mapping[str, Callable[[Worklist], str]] = {
    "table": text,
    "json": dumped,
    "md": markdown,
    "csv": comma_separated,
}
# The formats that are made to be read by people, and so do not show everything.
FOR_PEOPLE = ("table", "md")
