"""The command: a page in words of our own, from its file to the report and the exit code."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import immunograph
from conftest import Shell
from immunograph.compare.pages import Comparing, Pages, journal, pages
from immunograph.compare.written import NOTICE
from immunograph.many.against import Against
from immunograph.many.outcomes import Done, Outcome

RIGHT = """# Blinatumomab

Blinatumomab binds to CD19 on B cells and to CD3 on T cells.

It runs into a vein as a continuous infusion over 28 days.
"""
WRONG = RIGHT.replace("CD19", "CD22").replace("28", "14")
ENDED = """# Tisagenlecleucel

Tisagenlecleucel can only be had through a programme called the Kymriah REMS.
"""


def file(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_a_page_that_agrees_exits_with_0(shell: Shell, tmp_path: Path) -> None:
    name = file(tmp_path, "right.md", RIGHT)
    assert shell("compare", name).code == 0
    assert shell.out.startswith(f"{name}: 0 disagree, 0 out of date, 0 missing; ")
    assert shell.out.endswith(f"{NOTICE}\n")
    assert shell.err == ""


def test_exactly_the_changed_places_are_found(shell: Shell, tmp_path: Path) -> None:
    name = file(tmp_path, "wrong.md", WRONG)
    assert shell("compare", name).code == 1
    said = [line for line in shell.out.splitlines() if line.startswith(f"{name}:")]
    found = [line.partition(": the page")[0] for line in said[1:]]
    assert found == [f"{name}:3:23: disagrees", f"{name}:5:51: disagrees"]


def test_a_programme_that_ended_is_out_of_date(shell: Shell, tmp_path: Path) -> None:
    name = file(tmp_path, "ended.md", ENDED)
    assert shell("compare", name).code == 1
    assert f"{name}:3:" in shell.out
    assert "It ended on 2025-06-26, by FDA: Elimination of the REMS" in shell.out


def test_on_a_day_before_its_end_it_had_not_ended(shell: Shell, tmp_path: Path) -> None:
    name = file(tmp_path, "ended.md", ENDED)
    assert shell("compare", name, "--as-of", "2025-06-01").code == 0


def test_json_and_html_go_to_a_file(shell: Shell, tmp_path: Path) -> None:
    name, other = file(tmp_path, "wrong.md", WRONG), file(tmp_path, "right.md", RIGHT)
    out = tmp_path / "report.html"
    assert shell("compare", name, other, "-o", str(out)).code == 1
    assert shell.out == ""
    assert "binds to <mark>CD22</mark> on B cells" in out.read_text(encoding="utf-8")
    assert shell("compare", name, other, "--format", "json").code == 1
    shape = json.loads(shell.out)
    assert [page["page"]["name"] for page in shape["pages"]] == [name, other]
    assert shape["matrix"]["pages"] == [name, other]
    assert shape["summary"]["disagrees"] == 2


def test_a_page_that_cannot_be_read_is_said_and_stops_no_other(
    shell: Shell, tmp_path: Path
) -> None:
    right, empty = file(tmp_path, "right.md", RIGHT), file(tmp_path, "empty.txt", "")
    absent = str(tmp_path / "absent.md")
    assert shell("compare", absent, right, empty).code == 2
    assert right in shell.out
    lines = shell.err.splitlines()
    assert [line.split(": ")[1] for line in lines] == [absent, empty]
    assert all("; " in line for line in lines)


def test_the_pages_of_a_folder_and_of_a_pattern_are_compared_each_once(
    shell: Shell, tmp_path: Path
) -> None:
    right, wrong = file(tmp_path, "a.md", RIGHT), file(tmp_path, "b.md", WRONG)
    assert shell("compare", str(tmp_path), str(tmp_path / "*.md"), "--format", "json").code == 1
    shape = json.loads(shell.out)
    assert [page["page"]["name"] for page in shape["pages"]] == [right, wrong]


@pytest.mark.parametrize("verb", ["compare", "ingest"])
def test_a_page_that_takes_too_long_is_said_in_a_line(
    shell: Shell, tmp_path: Path, verb: str
) -> None:
    name = file(tmp_path, "right.md", RIGHT)
    assert shell(verb, name, "--timeout", "0.01").code == 2
    said = "not done within 0.01 seconds; give more with --timeout, or split the page"
    assert (shell.out, shell.err) == ("", f"immunograph: {name}: {said}\n")


@pytest.mark.thorough
def test_a_run_that_was_broken_off_is_gone_on_with(small: Path, tmp_path: Path) -> None:
    names = [Path(file(tmp_path, name, RIGHT)) for name in ("a.md", "b.md")]
    library = immunograph.open(small)
    work = Comparing(Against(small), date(2026, 11, 28))
    folder = small / ".immunograph" / "journals"
    ran: list[Outcome] = []

    def run(told: Callable[[Outcome], None]) -> Pages:
        return pages(names, work, journal=journal(folder, work), told=told)

    def broken_off(outcome: Outcome) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(broken_off)
    found = run(ran.append)
    assert [isinstance(one, Done) and one.kept for one in ran] == [True, False]
    assert found == library.compare(names, today=work.today)
    assert list(folder.iterdir()) == []


BAD = {
    "nothing.txt": b"",
    "blank.txt": b" \n\t\n",
    "half.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "binary.txt": b"\x00\x01\x02\x03" * 300,
    "foreign.txt": "Eine Seite über etwas anderes, in anderer Sprache.\n".encode("latin-1"),
    "line.txt": b"Blinatumomab " * 2_000,
    "damaged.md": b"# \xff\xfe\n\nBlinatumomab binds to CD22.\n",
    "markup.html": b"<script>alert(1)</script><p>Blinatumomab binds to <b>CD22</b>.",
}


def test_bad_input_is_refused_in_a_line_or_compared(shell: Shell, tmp_path: Path) -> None:
    names = [file(tmp_path, name, data) for name, data in BAD.items()]
    assert shell("compare", *names, "--format", "json").code == 2
    compared = [page["page"]["name"] for page in json.loads(shell.out)["pages"]]
    refused = [line.split(": ")[1] for line in shell.err.splitlines()]
    assert sorted([*compared, *refused]) == sorted(names)
    assert {Path(name).name for name in refused} >= {"nothing.txt", "blank.txt", "half.pdf"}


def test_markup_of_a_page_is_text_of_the_report(shell: Shell, tmp_path: Path) -> None:
    name, out = (
        file(tmp_path, "markup.md", b"Blinatumomab binds to CD22. <b id=x>"),
        tmp_path / "r.html",
    )
    assert shell("compare", name, "-o", str(out)).code == 1
    assert "&lt;b id=x&gt;" in out.read_text(encoding="utf-8")


def test_no_format_of_another_command_is_taken(shell: Shell, tmp_path: Path) -> None:
    name = file(tmp_path, "right.md", RIGHT)
    assert shell("compare", name, "--format", "turtle").code == 2
    assert shell("compare").code == 2
