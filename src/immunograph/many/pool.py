"""Work on many pages by several processes, with results in the order of the pages."""

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from immunograph.many.journal import Journal
from immunograph.many.outcomes import Done, Limits, Outcome, Work
from immunograph.many.process import Process

_AHEAD = 64  # pages that are done before their turn


def run(
    files: Sequence[Path],
    work: Work,
    limits: Limits | None = None,
    journal: Journal | None = None,
    told: Callable[[Outcome], None] = lambda _: None,
) -> Iterator[Outcome]:
    """What comes of each page, in the order of the pages; one that fails does not stop the others.

    `told` hears of each as it ends, which is in no order. What a journal has is not done again.
    """
    keys = [journal.key(file) if journal else "" for file in files]
    missing = [at for at, key in enumerate(keys) if not (journal and journal.has(key))]
    pool = _Pool(files, missing, work, limits or Limits())
    waiting: dict[int, Outcome] = {}
    with contextlib.closing(pool):
        for turn, file in enumerate(files):
            if journal and journal.has(keys[turn]) and turn not in waiting:
                outcome: Outcome = journal.kept(keys[turn], file)
                told(outcome)
                yield outcome
                continue
            while turn not in waiting:
                at, outcome = pool.next()
                if journal and isinstance(outcome, Done):
                    journal.keep(keys[at], outcome)
                told(outcome)
                waiting[at] = outcome
            pool.taken()
            yield waiting.pop(turn)


class _Pool:
    """Threads that each hold a process, and give it the next page when it has done one."""

    def __init__(
        self, files: Sequence[Path], missing: Sequence[int], work: Work, limits: Limits
    ) -> None:
        self._files = files
        self._missing = iter(missing)
        self._ended: queue.SimpleQueue[tuple[int, Outcome]] = queue.SimpleQueue()
        self._room = threading.Semaphore(_AHEAD)
        self._lock = threading.Lock()
        self._is_closed = False
        number = min(max(1, limits.processes), len(missing))
        self._processes = [Process(work, limits) for _ in range(number)]
        self._threads = [
            threading.Thread(target=self._serve, args=(process,), daemon=True)
            for process in self._processes
        ]
        for thread in self._threads:
            thread.start()

    def next(self) -> tuple[int, Outcome]:
        """The number of a page that has ended, and what came of it."""
        return self._ended.get()

    def taken(self) -> None:
        """There is room for one more that is done before its turn."""
        self._room.release()

    def close(self) -> None:
        """End every process, whatever it does."""
        self._is_closed = True
        for process in self._processes:
            self._room.release()
            process.stop()
        for thread in self._threads:
            thread.join()

    def _serve(self, process: Process) -> None:
        while True:
            self._room.acquire()
            with self._lock:
                at = None if self._is_closed else next(self._missing, None)
            if at is None:
                self._room.release()
                process.close()
                return
            self._ended.put((at, process.done(self._files[at])))
