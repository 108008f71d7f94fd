"""How far a run is, on a terminal only."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TextIO

from immunograph.finding import counted
from immunograph.many.outcomes import Failed, Outcome


@contextlib.contextmanager
def shown(total: int, stream: TextIO | None = None) -> Iterator[Callable[[Outcome], None]]:
    """Show how many of the pages have ended; what is given takes each as it ends.

    On standard error, and nothing at all where that is no terminal or there is one page only.
    """
    stream = stream or sys.stderr
    if total < 2 or not stream.isatty():  # noqa: PLR2004
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 (slow to import; only on a terminal)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415
    from rich.progress import TimeRemainingColumn as Remaining  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), Remaining(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(file=stream), transient=True) as progress:
        task, failed = progress.add_task("", total=total), 0

        def told(outcome: Outcome) -> None:
            nonlocal failed
            failed += isinstance(outcome, Failed)
            said = f"{counted(failed, 'page')} not read" if failed else ""
            progress.update(task, advance=1, description=said)

        yield told
