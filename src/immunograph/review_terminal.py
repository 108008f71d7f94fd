"""A review at a terminal, or through a pipe: keys and lines in, text out."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

import click

from immunograph.finding import counted
from immunograph.review.desk import listed
from immunograph.review.session import BOLD, PLAIN, Desk, Screen, Session
from immunograph.texts.characters import visible

if TYPE_CHECKING:
    from immunograph.library import Library
    from immunograph.repository import Repository
    from immunograph.review.applying import Applied


def session(library: "Library", desk: Desk) -> Session:
    """A session on whatever the user sits at."""

    def write() -> str:
        return applied(library.apply(desk), library.repository)

    return Session(desk, _terminal() if sys.stdin.isatty() else _pipe(), write)


def _terminal() -> Screen:
    return Screen(_key, _line, _show, BOLD if sys.stdout.isatty() else PLAIN)


def _pipe() -> Screen:
    """Keys from a pipe, on lines of their own or not; a line that is asked for follows its key."""
    pipe = _Pipe(sys.stdin)
    return Screen(pipe.key, pipe.line, _show)


@dataclass
class _Pipe:
    """Standard input that is no terminal; `after_key` where the end of a key's line may follow."""

    stream: TextIO
    after_key: bool = False

    def key(self) -> str:
        """The next key; empty at the end."""
        while (one := self.stream.read(1)) and one.isspace():
            pass
        self.after_key = True
        return one

    def line(self, prompt: str) -> str:
        """The next line; of an empty one right after a key, the one that follows."""
        _show(prompt)
        text = self.stream.readline()
        if self.after_key and text.strip() == "":
            text = self.stream.readline()
        self.after_key = False
        return text


def _key() -> str:
    try:
        return click.getchar()
    except (KeyboardInterrupt, EOFError):
        return ""


def _line(prompt: str) -> str:
    try:
        return str(click.prompt(prompt, default="", show_default=False, prompt_suffix=""))
    except click.Abort:
        return ""


def _show(text: str) -> None:
    click.echo(text, nl=False)


def applied(of: "Applied", repository: "Repository") -> str:
    """What was written into the graph, and what to do next."""
    files = "".join(f"{repository.root / name}: written\n" for name in of.files)
    return f"{files}{counted(len(of.claims), 'claim')} reviewed; next: immunograph check\n"


def table(desk: Desk) -> str:
    """The items, a line each, and how many of each state there are."""
    rows = listed(desk.record, desk.teller)
    lines = [f"{row['id']}  {row['state']:8}  {row['group']:9}  {_said(row, desk)}" for row in rows]
    count = Counter(row["state"] for row in rows)
    states = ", ".join(f"{number} {state}" for state, number in sorted(count.items()))
    return "".join(f"{visible(line)}\n" for line in [*lines, states or "nothing to decide"])


def _said(row: Mapping[str, str], desk: Desk) -> str:
    held = desk.known.get(row["claim"])
    return row["says"] or (desk.teller.of_graph(held) if held else row["claim"])


def to_json(desk: Desk) -> str:
    """The items as JSON, with what was decided about each."""
    head = desk.record.head
    given = {"page": head.page, "sha256": head.sha256, "source": head.source}
    given |= {"version": head.version, "draft": head.draft, "title": head.title}
    made = {"page": given, "items": listed(desk.record, desk.teller)}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


WRITERS: Mapping[str, Callable[[Desk], str]] = {"table": table, "json": to_json}
