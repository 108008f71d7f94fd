"""The verb at the command line: what it prints, what it writes, and what it refuses."""

import json
import shutil
from pathlib import Path

import pytest

from conftest import CHECKOUT, Shell
from immunograph.ingest.draft import Draft
from immunograph.library import Library
from immunograph.review.each import outputs
from leaflets import PAGE

LEAFLET = CHECKOUT / "tests" / "cases" / "ingest" / "leaflet.md"


def written(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_command_is_the_method(shell: Shell, library: Library) -> None:
    shell("ingest", str(LEAFLET), "--format", "turtle")
    made = library.ingest(LEAFLET)
    assert isinstance(made, Draft)
    assert shell.out == made.turtle


def test_a_draft_is_written_with_its_review_and_twice_the_same(
    shell: Shell, tmp_path: Path
) -> None:
    found: list[dict[str, bytes]] = []
    for _ in range(2):
        shell("ingest", str(LEAFLET), "-o", str(tmp_path / "draft.ttl"))
        assert shell.code == 0, shell.err
        found.append(written(tmp_path))
        assert set(found[-1]) == {"draft.ttl", "draft.review.jsonl"}
        assert f"next: immunograph review {tmp_path / 'draft.ttl'}" in shell.out
    assert found[0] == found[1]


def test_a_page_that_the_graph_knows_brings_nothing(
    shell: Shell, tmp_path: Path, corpus: Path
) -> None:
    shell(
        "ingest", str(corpus / "seed" / "acs-all-immunotherapy.txt"), "-o", str(tmp_path / "d.ttl")
    )
    assert (shell.code, shell.out) == (0, "nothing new; nothing was written\n")
    assert written(tmp_path) == {}


@pytest.mark.thorough
def test_of_several_pages_one_that_is_broken_stops_no_other(shell: Shell, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "deeper").mkdir(parents=True)
    shutil.copy(LEAFLET, pages / "leaflet.md")
    (pages / "deeper" / "leaflet.md").write_text(PAGE.replace("leaflets/", "others/"))
    (pages / "empty.md").write_text("")
    drafts = tmp_path / "drafts"
    shell("ingest", str(pages), "-o", str(drafts))
    assert shell.code == 2
    why, count = shell.err.splitlines()
    assert "empty.md" in why
    assert count == "immunograph: 1 of 3 pages could not be read"
    names = {"leaflet.ttl", "leaflet.review.jsonl"}
    assert (
        set(written(drafts)) == names | {f"deeper_{name}" for name in names}
        or len(written(drafts)) == 4
    )
    shell("ingest", str(pages / "leaflet.md"), str(pages / "empty.md"), "--format", "json")
    assert [one["page"]["name"] for one in json.loads(shell.out)] == ["leaflet.md"]


def test_drafts_of_pages_of_one_name_have_names_of_their_own(tmp_path: Path) -> None:
    named = outputs([tmp_path / "a" / "x.md", tmp_path / "b" / "x.md"], tmp_path / "drafts")
    assert [path.name for path in named.values()] == ["x.ttl", "b_x.ttl"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda p: None, "page.md"),
        (lambda p: p.write_text("   \n\n  "), "page.md"),
    ],
)
def test_a_page_that_cannot_be_read_is_said_in_one_line(
    shell: Shell, tmp_path: Path, make: object, said: str
) -> None:
    make(tmp_path / "page.md")  # type: ignore[operator]
    shell("ingest", str(tmp_path / "page.md"))
    assert (shell.code, shell.out) == (2, "")
    assert said in shell.err
    assert shell.err.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "/dev/null/draft.ttl"], "cannot be written"),
        (["-o", "{tmp}"], "name a file for the draft"),
        (["-o", "{tmp}/x.review.jsonl"], "name a file for the draft"),
        (["--retrieved", "2026-02-30"], "no day"),
    ],
)
def test_what_cannot_be_written_or_is_no_day_is_said_in_one_line(
    shell: Shell, tmp_path: Path, options: list[str], said: str
) -> None:
    shell("ingest", str(LEAFLET), *(each.format(tmp=tmp_path) for each in options))
    assert shell.code == 2
    assert said in shell.err
    assert shell.err.count("\n") == 1
    assert written(tmp_path) == {}


def test_into_a_folder_that_is_a_file_nothing_is_written(shell: Shell, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("of somebody else", encoding="utf-8")
    shell("ingest", str(LEAFLET), "-o", str(taken / "draft.ttl"))
    assert shell.code == 2
    assert shell.err.count("\n") == 1
    assert taken.read_text(encoding="utf-8") == "of somebody else"
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_no_repository_is_said_in_one_line(tmp_path: Path) -> None:
    shell = Shell(tmp_path)("ingest", str(LEAFLET))
    assert shell.code == 2
    assert "not an Immunograph repository" in shell.err
