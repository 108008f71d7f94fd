"""With a baseline only what is new counts; the rest is counted as known, and what went is said."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import immunograph
from editing import edit
from immunograph import baseline
from immunograph.baseline import Baseline, compared, identity
from immunograph.check import Report, Summary
from immunograph.errors import BadParameter
from immunograph.finding import Finding, Place
from immunograph.validate import Requirement

DRUG = "graph/drug/examplumab.ttl"
PASSAGE = "    ig:supportedBy passage:example-page_2026-01-31_p1 ;\n"
Shell = Callable[..., Any]

FINDING = Finding(
    "unsourced",
    "has no passage",
    Place("graph/a.ttl", 3, 1),
    node="urn:a",
    path="urn:p",
    value='"1"',
)


RULES = {name: Requirement(name, "") for name in ("unsourced", "other")}


def report(*findings: Finding) -> Report:
    summary = Summary(focus_nodes=1)
    return Report(summary, findings, rules=RULES).recounted()


@pytest.fixture
def lacking(small: Path) -> Path:
    """A small repository in which one claim has no passage."""
    edit(small, DRUG, PASSAGE, "")
    return small


def test_only_what_is_new_counts(lacking: Path, small_shell: Shell) -> None:
    file = str(lacking / "known.json")
    adopted = small_shell("check", "--write-baseline", file)
    assert adopted.code == 0
    assert "known: 1 of the baseline" in adopted.out
    assert small_shell("check").code == 1
    assert small_shell("check", "--baseline", file).code == 0
    edit(lacking, DRUG, PASSAGE, "")
    later = small_shell("check", "--baseline", file, "--format", "json")
    read = json.loads(later.out)
    assert later.code == 1
    assert (read["summary"]["violations"], read["summary"]["known"]) == (2, 1)
    assert sorted(f["rule"] for f in read["findings"]) == [
        "Claim_supportedBy",
        "modelled-passage-unused",
    ]
    assert [f["line"] for f in read["known"]] == [15]


def test_a_finding_is_known_wherever_its_line_moves(lacking: Path, small_shell: Shell) -> None:
    file = str(lacking / "known.json")
    small_shell("check", "--write-baseline", file)
    edit(lacking, DRUG, "claim:examplumab_engages", "\n\n# a note\nclaim:examplumab_engages")
    assert small_shell("check", "--baseline", file).code == 0


def test_what_was_mended_is_said_so_that_the_file_stays_honest(
    lacking: Path, small_shell: Shell
) -> None:
    file = str(lacking / "known.json")
    small_shell("check", "--write-baseline", file)
    edit(
        lacking,
        DRUG,
        "    ig:role ig:DirectedTarget ;\n",
        f"    ig:role ig:DirectedTarget ;\n{PASSAGE}",
    )
    mended = small_shell("check", "--baseline", file)
    assert mended.code == 0
    assert "1 of the baseline is gone; take the file away and write it anew" in mended.out


def test_one_folder_shows_only_what_is_known_in_it(lacking: Path) -> None:
    library = immunograph.open(lacking)
    file = lacking / "known.json"
    library.write_baseline(file)
    inside = library.check([lacking / "graph/drug"], baseline=file)
    outside = library.check([lacking / "graph/source"], baseline=file)
    assert [(r.summary.known, r.summary.gone) for r in (inside, outside)] == [(1, 0), (0, 0)]


def test_a_reviewer_can_read_the_file(lacking: Path) -> None:
    file = lacking / "known.json"
    immunograph.open(lacking).write_baseline(file)
    assert file.read_text("utf-8") == (
        '{"format": "immunograph baseline 1", "findings": [\n'
        '{"rule": "Claim_supportedBy", '
        '"node": "https://w3id.org/immunograph/claim/examplumab_engages_example-antigen", '
        '"path": "https://w3id.org/immunograph/vocab#supportedBy", "value": "", "other": "", '
        '"count": 1, '
        '"severity": "violation", '
        '"label": "target engagement of examplumab (claim:examplumab_engages_example-antigen)", '
        '"message": "Every claim must rest on at least one passage of a source."}\n'
        "]}\n"
    )


def test_a_consistent_repository_has_an_empty_baseline(small: Path) -> None:
    file = small / "known.json"
    assert immunograph.open(small).write_baseline(file).conforms
    assert baseline.read(file) == Baseline({})


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"place": Place("graph/b.ttl", 90, 4)}, True),
        ({"message": "lacks a passage", "fix": "add one", "label": "A"}, True),
        ({"severity": "warning"}, True),
        ({"rule": "other"}, False),
        ({"node": "urn:b"}, False),
        ({"path": "urn:q"}, False),
        ({"value": '"2"'}, False),
    ],
)
def test_a_finding_is_its_rule_its_thing_its_path_and_its_value(
    change: dict[str, Any], same: bool
) -> None:
    assert (identity(replace(FINDING, **change)) == identity(FINDING)) is same


def test_findings_about_no_thing_are_told_apart_by_what_they_say() -> None:
    nameless = replace(FINDING, node="")
    assert identity(nameless) != identity(replace(nameless, message="another"))


def test_a_second_finding_like_a_known_one_is_new() -> None:
    known = baseline.of(report(FINDING))
    twice = compared(report(FINDING, FINDING), known)
    assert (twice.summary.known, twice.summary.violations, twice.summary.gone) == (1, 1, 0)
    both = baseline.of(report(FINDING, FINDING))
    once = compared(report(FINDING), both)
    assert (once.summary.known, once.summary.violations, once.summary.gone) == (1, 0, 1)


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    odd = replace(FINDING, value='"a \\" \U0001f9ec \\u2028\n"', label="é")
    made = report(FINDING, FINDING, odd, replace(FINDING, rule="other"))
    known = baseline.of(made)
    baseline.write(tmp_path / "x.json", made, known)
    assert baseline.read(tmp_path / "x.json") == known
    backwards = report(*reversed(made.findings))
    assert baseline.written(backwards, baseline.of(backwards)) == baseline.written(made, known)


def test_what_keeps_the_check_from_being_one_is_not_adopted(
    small: Path, small_shell: Shell
) -> None:
    edit(small, "validate/claim.ttl", "sh:minCount", "sh:minCout")
    done = small_shell("check", "--write-baseline", str(small / "known.json"))
    assert done.code == 1
    assert "sh:minCout is no term of SHACL" in done.err
    assert not (small / "known.json").exists()


def test_files_that_make_no_graph_are_mended_first(small: Path, small_shell: Shell) -> None:
    edit(small, DRUG, "ig:antigen antigen:example-antigen", "ig:antigen antigen:gone")
    done = small_shell("check", "--write-baseline", str(small / "known.json"))
    assert done.code == 1
    assert "speaks of antigen:gone, which does not exist" in done.err
    assert not (small / "known.json").exists()


def test_files_that_make_no_graph_count_whatever_is_known(
    lacking: Path, small_shell: Shell
) -> None:
    file = str(lacking / "known.json")
    small_shell("check", "--write-baseline", file)
    edit(lacking, DRUG, "ig:antigen antigen:example-antigen", "ig:antigen antigen:gone")
    done = small_shell("check", "--baseline", file)
    assert done.code == 1
    assert "gone;" not in done.out


def test_a_waiver_at_fault_is_not_known(lacking: Path, small_shell: Shell) -> None:
    file = str(lacking / "known.json")
    small_shell("check", "--write-baseline", file)
    (lacking / "validate" / "waivers.ttl").write_text(
        "@prefix ig: <https://w3id.org/immunograph/vocab#> .\n<urn:w> a ig:Waiver .\n"
    )
    done = small_shell("check", "--baseline", file)
    assert done.code == 1
    assert done.out.count("rule: waiver-incomplete") == 4


@pytest.mark.parametrize(
    "case",
    sorted((Path(__file__).parent / "cases" / "baseline").glob("*.json")),
    ids=lambda c: c.stem,
)
def test_a_file_that_is_no_baseline_is_one_clear_line(case: Path, small_shell: Shell) -> None:
    done = small_shell("check", "--baseline", str(case))
    assert done.code == 2
    assert done.out == ""
    line = done.err.splitlines()
    assert len(line) == 1
    assert f"{case}" in line[0]
    assert "write one with: immunograph check --write-baseline FILE" in line[0]


@pytest.mark.parametrize(
    "content", [b"\xff{}", b"\xef\xbb\xbf{}", b"[" * 100_000, b"9" * 5000, b""]
)
def test_bytes_that_are_no_baseline_are_refused(
    content: bytes, tmp_path: Path, small_shell: Shell
) -> None:
    file = tmp_path / "known.json"
    file.write_bytes(content)
    done = small_shell("check", "--baseline", str(file))
    assert (done.code, len(done.err.splitlines())) == (2, 1)


@pytest.mark.parametrize("name", ["gone.json", ".", "no/folder.json"])
def test_a_baseline_that_cannot_be_read_is_one_clear_line(
    name: str, tmp_path: Path, small_shell: Shell
) -> None:
    done = small_shell("check", "--baseline", str(tmp_path / name))
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert "cannot be read" in done.err


@pytest.mark.parametrize("name", ["known.json", "link.json", "dangling.json", "folder"])
def test_nothing_is_ever_overwritten(name: str, tmp_path: Path, small_shell: Shell) -> None:
    (tmp_path / "known.json").write_text("mine")
    (tmp_path / "link.json").symlink_to(tmp_path / "known.json")
    (tmp_path / "dangling.json").symlink_to(tmp_path / "nowhere.json")
    (tmp_path / "folder").mkdir()
    done = small_shell("check", "--write-baseline", str(tmp_path / name))
    assert done.code == 2
    assert f"{name}: exists already; take it away first" in done.err
    assert (tmp_path / "known.json").read_text() == "mine"
    assert not (tmp_path / "nowhere.json").exists()


def test_nothing_is_overwritten_that_came_while_the_check_ran(tmp_path: Path) -> None:
    (tmp_path / "known.json").write_text("mine")
    with pytest.raises(BadParameter, match="exists already"):
        baseline.write(tmp_path / "known.json", report(FINDING), baseline.of(report(FINDING)))
    assert [path.name for path in tmp_path.iterdir()] == ["known.json"]


@pytest.mark.parametrize("name", ["no/known.json", "file/known.json", f"{'n' * 300}.json"])
def test_a_place_where_none_can_be_written_is_one_clear_line(
    name: str, tmp_path: Path, small_shell: Shell
) -> None:
    (tmp_path / "file").write_text("")
    done = small_shell("check", "--write-baseline", str(tmp_path / name))
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert "cannot be written" in done.err
    assert list(tmp_path.rglob("*.tmp")) == []


@pytest.mark.parametrize("other", [["--baseline", "x.json"], ["graph"]])
def test_a_baseline_is_written_of_everything(
    other: list[str], small: Path, small_shell: Shell
) -> None:
    done = small_shell("check", "--write-baseline", str(small / "known.json"), *other)
    assert done.code == 2
    assert "--write-baseline does not go with" in done.err
    assert not (small / "known.json").exists()
