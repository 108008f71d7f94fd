"""The check that stays says after each edit what a check from scratch would say."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import immunograph
from editing import edit
from immunograph.check import Report

pytestmark = pytest.mark.thorough
DRUG = "graph/drug/examplumab.ttl"
PASSAGE = "    ig:supportedBy passage:example-page_2026-01-31_p1 ;\n"
# The command line, also where a shell has started it with interrupts ignored.
INTERRUPTIBLE = """
import signal
from immunograph.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""


def said(report: Report) -> list[str]:
    return sorted(f"{one.place} {one.rule} {one.node} {one.value}" for one in report.findings)


def test_each_edit_is_checked_as_from_scratch(small: Path) -> None:
    edits = [
        (DRUG, PASSAGE, ""),
        (DRUG, "ig:certainty ig:Stated", "ig:certainty ig:Adults"),
        ("graph/org/example-publisher.ttl", "Example publisher", "Another publisher"),
        ("validate/claim.ttl", "sh:maxCount 1 ;", "sh:maxCount 0 ;"),
        ("validate/claim.ttl", "sh:maxCount 0 ;", "sh:maxCount 1 ;"),
        (DRUG, "ig:certainty ig:Adults", "ig:certainty ig:Stated"),
        ("validate/procedure.ttl", "sh:targetClass ig:Procedure ;", "sh:targetClass ig:Procedur ;"),
        (DRUG, "ig:antigen antigen:example-antigen", "ig:antigen antigen:gone"),
    ]

    def ticks() -> Iterator[None]:
        yield
        for file, old, new in edits:
            edit(small, file, old, new)
            yield

    reports = immunograph.open(small).watch(ticks())
    assert next(reports).conforms
    pairs = []
    for report in reports:
        assert said(report) == said(immunograph.open(small).check())
        pairs.append(report.summary.focus_nodes)
    assert len(pairs) == len(edits)
    everything = immunograph.open(small).check().summary.focus_nodes
    assert [number == everything for number in pairs] == [
        *[False, False, False, True, True, False],
        *[True, False],
    ]


def test_nothing_is_said_where_nothing_was_edited(small: Path) -> None:
    assert len(list(immunograph.open(small).watch([None] * 5))) == 1


def test_a_file_that_cannot_be_read_does_not_end_the_watch(small: Path) -> None:
    def ticks() -> Iterator[None]:
        yield
        edit(small, DRUG, PASSAGE, "    ig:supportedBy \n")
        yield
        edit(small, DRUG, "    ig:supportedBy \n", PASSAGE)
        yield

    first, broken, mended = immunograph.open(small).watch(ticks())
    assert [one.rule for one in broken.findings] == ["syntax"]
    assert first.conforms
    assert mended.conforms


@pytest.mark.skipif(os.name != "posix", reason="sends a signal of POSIX")
def test_the_command_stays_until_it_is_interrupted(small: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTIBLE, "-C", str(small), "check", "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        try:
            assert run.stdout is not None
            assert "consistent: 0 violations" in run.stdout.readline()
            edit(small, DRUG, PASSAGE, "")
            lines = iter(run.stdout.readline, "")
            assert any("not consistent: 1 violation" in line for line in lines)
            time.sleep(0.1)
            run.send_signal(signal.SIGINT)
            assert run.wait(timeout=20) == 1
        finally:
            run.kill()
