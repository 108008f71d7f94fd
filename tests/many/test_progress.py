"""The progress of a run is for people who look on, and stays out of the way of everyone else."""

import io
from pathlib import Path

from immunograph.many.outcomes import Done, Failed
from immunograph.many.progress import shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(stream: io.StringIO, total: int) -> str:
    with shown(total, stream) as told:
        told(Done(Path("a"), None))
        told(Failed(Path("b"), "time", "b: not done"))
    return stream.getvalue()


def test_on_a_terminal_it_says_how_many_are_done_and_how_many_failed() -> None:
    said = written(Terminal(), 3)
    assert "2/3" in said
    assert "1 page not read" in said


def test_where_nobody_looks_on_there_is_none() -> None:
    assert written(io.StringIO(), 3) == ""
    assert written(Terminal(), 1) == ""
