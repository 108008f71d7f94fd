"""Many pages: each has its outcome in its turn, whatever the others do."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

import works
from immunograph.many.journal import Journal
from immunograph.many.outcomes import Done, Failed, Limits, Outcome
from immunograph.many.pool import run

Pages = Callable[..., list[Path]]


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """Pages with the texts that are given."""

    def made(*texts: str) -> list[Path]:
        files = [tmp_path / f"{number}.txt" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8")
        return files

    return made


def results(outcomes: Iterable[Outcome]) -> list[object]:
    return [each.result if isinstance(each, Done) else each.kind for each in outcomes]


def test_results_are_in_the_order_of_the_pages_whatever_ends_first(pages: Pages) -> None:
    files = pages("slow", "a", "b", "slow", "c")
    heard: list[Outcome] = []
    outcomes = list(run(files, works.told, Limits(processes=2), told=heard.append))
    assert results(outcomes) == ["slow", "a", "b", "slow", "c"]
    assert [each.file for each in outcomes] == files
    assert heard[0].file == files[1]
    assert sorted(each.file for each in heard) == files


def test_a_page_that_breaks_does_not_stop_the_others(pages: Pages) -> None:
    texts = ("a", "hang", "b", "exit", "c", "eat", "d", "refuse", "fail", "fill", "print", "e")
    files = pages(*texts)
    limits = Limits(processes=2, seconds=1, memory=1 << 30, result=1 << 20)
    outcomes = list(run(files, works.told, limits))
    kinds = [
        "a",
        "time",
        "b",
        "ended",
        "c",
        "memory",
        "d",
        "refused",
        "fault",
        "size",
        "print",
        "e",
    ]
    assert results(outcomes) == kinds
    said = [each.message for each in outcomes if isinstance(each, Failed)]
    assert all(line.startswith(str(files[0].parent)) for line in said)
    assert all("\n" not in line and "; " in line for line in said)
    assert "not done within 1 seconds" in said[0]
    assert "code 3" in said[1]
    assert "more than 1024 MiB" in said[2]
    assert said[3] == f"{files[7]}: is no page; leave it out"
    assert "ValueError: a fault in two lines" in said[4]


def test_one_page_is_bounded_as_well(pages: Pages) -> None:
    (outcome,) = run(pages("spin"), works.told, Limits(seconds=0.5))
    assert isinstance(outcome, Failed)
    assert outcome.kind == "time"


def test_what_a_work_keeps_stays_in_its_process(pages: Pages) -> None:
    assert results(run(pages("a", "b", "c"), works.Counting())) == [1, 2, 3]


def test_a_result_that_cannot_be_written_is_a_fault(pages: Pages) -> None:
    assert results(run(pages("a"), works.unwritable)) == ["fault"]


def test_a_work_that_no_other_process_can_import_is_a_fault(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(works.length, "__module__", "no_such_module")
    monkeypatch.setitem(sys.modules, "no_such_module", works)
    (outcome,) = run(pages("a"), works.length)
    assert isinstance(outcome, Failed)
    assert "No module named 'no_such_module'" in outcome.message


def test_no_page_is_no_process() -> None:
    assert list(run([], works.length)) == []


def test_nothing_is_left_when_the_run_is_broken_off(pages: Pages) -> None:
    before = children()
    running = run(pages("a", "hang", "hang"), works.told, Limits(processes=2))
    assert results([next(running)]) == ["a"]
    mine = children() - before
    assert mine
    running.close()  # type: ignore[attr-defined]
    assert not children() & mine


def children() -> set[int]:
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    if not listed.exists():
        pytest.skip("the system does not list the processes that were started")
    every = [path.read_text() for path in Path("/proc/self/task").glob("*/children")]
    return {int(number) for line in every for number in line.split()}


def test_more_pages_than_may_be_done_ahead(pages: Pages) -> None:
    files = pages("slow", *["a"] * 200)
    assert len(list(run(files, works.length, Limits(processes=2)))) == 201


def test_a_second_run_does_only_what_is_missing(pages: Pages, tmp_path: Path) -> None:
    files = pages("a", "refuse", "b")

    def again(depends: str = "1") -> Sequence[Outcome]:
        journal = Journal(tmp_path / "kept", {"data": depends})
        return list(run(files, works.told, journal=journal))

    first, second = again(), again()
    assert [isinstance(each, Done) and each.kept for each in first] == [False] * 3
    assert [isinstance(each, Done) and each.kept for each in second] == [True, False, True]
    assert results(first) == results(second)
    files[2].write_text("changed")
    assert results(again()) == ["a", "refused", "changed"]
    assert not any(isinstance(each, Done) and each.kept for each in again("2"))


INTERRUPTED = """
import signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
import works
from immunograph.many.journal import Journal
from immunograph.many.pool import run

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever starts it may ignore it
folder = Path(sys.argv[1])
files = sorted(folder.glob("*.txt"))
for outcome in run(files, works.told, journal=Journal(Path(sys.argv[2]), {})):
    print(outcome.file.name, getattr(outcome, "kept", None), flush=True)
"""


def test_an_interrupt_leaves_a_journal_that_the_next_run_goes_on_from(
    pages: Pages, tmp_path: Path
) -> None:
    files = pages("a", "b", "hang", "c")
    command = [sys.executable, "-c", textwrap.dedent(INTERRUPTED), str(files[0].parent)]
    command += [str(tmp_path / "kept"), *sys.path]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        first = [started.stdout.readline(), started.stdout.readline()]
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=20)
    assert first == ["0.txt False\n", "1.txt False\n"]
    assert "KeyboardInterrupt" in said
    files[2].write_text("well")
    again = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    lines = ["0.txt True", "1.txt True", "2.txt False", "3.txt False"]
    assert again.stdout.splitlines() == lines
