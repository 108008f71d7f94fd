"""Only what an edit touched is checked, and nothing that it broke is missed."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import immunograph
from editing import edit, git, keep
from immunograph.check import Report
from immunograph.errors import BadParameter
from immunograph.finding import Finding

DRUG = Path("graph/drug/examplumab.ttl")
PASSAGE = "    ig:supportedBy passage:example-page_2026-01-31_p1 ;\n"
Shell = Callable[..., Any]


def full(folder: Path) -> Report:
    return immunograph.open(folder).check()


def changed(folder: Path, revision: str = "HEAD") -> Report:
    return immunograph.open(folder).check_changed(revision)


def identities(findings: tuple[Finding, ...]) -> set[tuple[str, ...]]:
    return {(one.rule, one.node, one.path, one.value, one.message) for one in findings}


def test_nothing_edited_is_a_pass_that_says_so(small: Path) -> None:
    commit = keep(small)
    report = changed(small)
    assert report.conforms
    assert report.changed is not None
    assert (report.changed.since, report.changed.removed, report.changed.added) == (commit, 0, 0)
    assert report.summary.focus_nodes == 0


def test_what_an_edit_broke_is_found_and_little_else_is_looked_at(small: Path) -> None:
    keep(small)
    edit(small, str(DRUG), PASSAGE, "")
    report, whole = changed(small), full(small)
    assert identities(report.findings) == identities(whole.findings)
    assert 0 < report.summary.focus_nodes < whole.summary.focus_nodes / 4
    assert report.changed is not None
    assert "they read the whole graph" in dict(report.changed.whole).values()


def test_what_was_wrong_before_and_was_not_touched_is_left_out(small: Path) -> None:
    edit(small, str(DRUG), PASSAGE, "")
    keep(small)
    edit(small, "graph/org/example-publisher.ttl", "Example publisher", "Another publisher")
    assert not full(small).conforms
    assert changed(small).conforms


def test_an_edited_shape_is_run_on_everything(small: Path) -> None:
    keep(small)
    edit(small, "validate/claim.ttl", "sh:maxCount 1 ;", "sh:maxCount 0 ;")
    report = changed(small)
    assert identities(report.findings) == identities(full(small).findings)
    assert report.changed is not None
    assert ("shapes", "they were edited") in report.changed.whole


def test_an_edit_that_is_no_graph_is_reported_as_ever(small: Path) -> None:
    keep(small)
    edit(small, str(DRUG), "antigen:example-antigen ;", "antigen:gone ;")
    assert "missing-thing" in [one.rule for one in changed(small).findings]


def test_against_what_was_no_graph_everything_is_checked(small: Path) -> None:
    edit(small, str(DRUG), "antigen:example-antigen ;", "antigen:gone ;")
    keep(small)
    edit(small, str(DRUG), "antigen:gone ;", "antigen:example-antigen ;")
    report = changed(small)
    assert report.changed is not None
    assert report.changed.whole == (("everything", "what was there then is no graph"),)
    assert report.summary.focus_nodes == full(small).summary.focus_nodes


@pytest.mark.parametrize("revision", ["nothing", "--help"])
def test_a_revision_that_is_none_is_one_clear_line(small: Path, revision: str) -> None:
    keep(small)
    with pytest.raises(BadParameter, match="git knows no revision"):
        changed(small, revision)


@pytest.mark.thorough
def test_the_command_line_takes_a_revision_or_the_last_commit(
    small: Path, small_shell: Shell
) -> None:
    keep(small)
    edit(small, str(DRUG), PASSAGE, "")
    plain = small_shell("check", "--changed")
    assert plain.code == 1
    assert "1 statement taken out, 0 put in" in plain.out
    assert "Claim_supportedBy" in plain.out
    read = json.loads(small_shell("check", "--changed", "HEAD", "--format", "json").out)
    assert read["changed"]["removed"] == 1
    assert read["summary"]["violations"] == 1
    keep(small)
    assert small_shell("check", "--changed").code == 0
    assert small_shell("check", "--changed", "HEAD~1").code == 1
    assert small_shell("check", "--changed", "HEAD~1", str(small / "graph/org")).code == 0


def test_options_that_do_not_go_together_are_refused(small: Path, small_shell: Shell) -> None:
    refused = small_shell("check", "--changed", "HEAD", "--engine", "pyshacl")
    assert refused.code == 2
    assert "--changed does not go with --engine" in refused.err


LINES = re.compile(r"^ {4}(?:\S.*) ;\n", re.MULTILINE)


@pytest.mark.thorough
def test_random_edits_of_the_content_are_checked_as_by_a_full_check(
    copied: Path,
) -> None:
    """Lines are taken out, put in twice or moved; what is new by a full check is found."""
    root = copied
    keep(root)
    before = identities(full(root).findings)
    files = sorted(path for path in (root / "graph").rglob("*.ttl") if "/source/" not in str(path))
    for seed in range(8):
        chance = random.Random(seed)
        path = chance.choice(files)
        text = path.read_text("utf-8")
        lines = [found for found in LINES.finditer(text) if " a ig:" not in found[0]]
        line = chance.choice(lines)
        path.write_text(text[: line.start()] + text[line.end() :], "utf-8")
        report, whole = changed(root), full(root)
        new = identities(whole.findings) - before
        assert new <= identities(report.findings), (seed, path, line[0])
        assert identities(report.findings) <= identities(whole.findings), (seed, path, line[0])
        git(root, "checkout", "-q", "--", "graph")
