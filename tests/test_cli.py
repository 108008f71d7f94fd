"""What the terminal shows: answers, one line per error, the right exit code."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Shell = Callable[..., Any]


def test_ask_prints_the_answer_with_its_passages(shell: Shell) -> None:
    run = shell("ask", "which therapies target CD22")
    assert run.code == 0
    assert "inotuzumab ozogamicin" in run.out
    assert "[1] " in run.out
    assert "American Cancer Society: Immunotherapy for ALL in adults (2024-11-11)" in run.out


def test_ask_takes_a_question_without_quotes(shell: Shell) -> None:
    assert shell("ask", "which", "therapies", "target", "CD22").code == 0


def test_ask_in_csv_prints_nothing_but_csv(shell: Shell) -> None:
    run = shell("ask", "which therapies target CD3", "--format", "csv")
    assert run.code == 1  # what is printed is no answer
    assert "blinatumomab" not in run.out
    assert "No therapy in the graph is directed at CD3." in run.err
    assert "blinatumomab" in run.err


def test_show_query_prints_the_sparql_and_what_was_bound(shell: Shell) -> None:
    run = shell("ask", "which therapies target CD19", "--show-query")
    assert "# ?target = <https://w3id.org/immunograph/antigen/cd19>" in run.out
    assert "ig:role ig:DirectedTarget" in run.out


def test_an_unclear_question_is_1_with_the_nearest_forms(shell: Shell) -> None:
    run = shell("ask", "therapies target what")
    assert (run.code, run.out) == (1, "")
    assert "The nearest questions I know:" in run.err


def test_query_without_a_name_lists_the_questions(shell: Shell) -> None:
    run = shell("query")
    assert run.code == 0
    assert "therapies-by-target" in run.out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("query", "therapies-by-targt", "target=CD19"), 2, "did you mean therapies-by-target"),
        (("query", "therapies-by-target", "target=CD91"), 2, "did you mean CD19"),
        (("query", "therapies-by-target", "CD19"), 2, "'CD19' is not of the form param=value"),
        (("query", "therapies-by-target", "target=CD19", "target=CD22"), 2, "given twice"),
        (("query", "therapies-by-target"), 2, "needs target=..."),
        (("sparql", "-e", "SELECT ?t WHERE { ?t ig:targets"), 2, "-e:1:17: '{' is never closed"),
        (("sparql", "-e", "SELECT ?t { ?t igg:targets ?x }"), 2, "-e:1:16: the prefix igg: is not"),
        (("sparql", "-e", "SELECT ?t { SERVICE <http://x> {} }"), 2, "the network is off"),
        (("sparql",), 2, "give a FILE"),
        (("sparql", "no-such-file.rq"), 2, "no-such-file.rq"),
        (("sparql", "-e", "SELECT ?s { ?s a ig:Drug }", "--format", "turtle"), 2, "a SELECT gives"),
        (("explain", "nothing", "CD19"), 2, "no thing 'nothing'"),
        (("no-such-command",), 2, "No such command"),
    ],
)
def test_wrong_use_is_one_clear_line(
    shell: Shell, arguments: tuple[str, ...], code: int, message: str
) -> None:
    run = shell(*arguments)
    assert (run.code, run.out) == (code, "")
    assert message in run.err
    assert "Traceback" not in run.err


def test_sparql_reads_a_file_and_standard_input(shell: Shell, tmp_path: Path) -> None:
    text = "SELECT ?t WHERE { ?t ig:targets antigen:cd22 }"
    (tmp_path / "x.rq").write_text(text)
    from_file = shell("sparql", str(tmp_path / "x.rq"), "--format", "csv").out
    assert from_file == shell("sparql", "-", "--format", "csv", stdin=text).out
    assert "drug/inotuzumab-ozogamicin" in from_file


def test_sparql_ask_and_construct(shell: Shell) -> None:
    assert shell("sparql", "-e", "ASK { ?t ig:targets antigen:cd22 }").out == "true\n"
    text = "ASK { ?t ig:targets antigen:cd22 }"
    assert json.loads(shell("sparql", "-e", text, "--format", "json").out)["boolean"] is True
    turtle = shell("sparql", "-e", "CONSTRUCT WHERE { ?t ig:targets antigen:cd22 }").out
    assert "drug:inotuzumab-ozogamicin\n    ig:targets antigen:cd22 ;\n.\n" in turtle


def test_check_build_and_format_of_a_new_repository(small_shell: Any) -> None:
    assert small_shell("check").code == 0
    assert "consistent: 0 violations" in small_shell.out
    assert small_shell("build").code == 0
    assert "statements" in small_shell.out
    assert small_shell("format", "--check").out == ""
    assert small_shell.code == 0


def test_build_refuses_what_does_not_conform(small_shell: Any) -> None:
    path = small_shell.repository / "graph" / "drug" / "examplumab.ttl"
    support = "    ig:supportedBy passage:example-page_2026-01-31_p1 ;\n"
    path.write_text(path.read_text().replace(support, "", 1))
    run = small_shell("build")
    assert (run.code, run.out) == (1, "")
    assert "graph/drug/examplumab.ttl:15:1: Every claim must rest on" in run.err


def test_format_writes_only_what_changes(small_shell: Any) -> None:
    path = small_shell.repository / "graph" / "drug" / "examplumab.ttl"
    canonical = path.read_text()
    path.write_text(canonical.replace("    a ig:Drug ;", "  a   ig:Drug;  # kept"))
    assert small_shell("format", "--check").code == 1
    assert "examplumab.ttl: would be laid out" in small_shell.out
    assert small_shell("format").code == 0
    assert path.read_text() == canonical.replace("a ig:Drug ;", "a ig:Drug ; # kept")
    assert small_shell("format", "--check").code == 0


def test_unreadable_content_is_2_and_inconsistent_content_1(small_shell: Any) -> None:
    path = small_shell.repository / "graph" / "drug" / "examplumab.ttl"
    text = path.read_text()
    path.write_text(text.replace("antigen:example-antigen ;", "antigen:gone ;"))
    assert small_shell("ask", "which therapies target Example antigen").code == 1
    assert "antigen:gone, which does not exist" in small_shell.err
    path.write_text(text.replace("a ig:Drug ;", "a ig:Drug"))
    for command in (("ask", "x"), ("check",), ("build",), ("query",), ("format",)):
        assert small_shell(*command).code == 2, command
        assert "graph/drug/examplumab.ttl:" in small_shell.err


def test_a_folder_that_is_no_repository_is_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "immunograph", "-C", str(tmp_path), "check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith(
        f"immunograph: {tmp_path}: not an Immunograph repository: it lacks"
    )
    assert run.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [("ask",), ("no-such",), ("check", "--no-such"), ("init",)])
def test_wrong_use_of_the_command_line_is_one_line(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "immunograph", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.count("\n") == 1
    assert "--help" in run.stderr


@pytest.mark.thorough
def test_a_reader_that_stops_reading_is_no_error() -> None:
    command = f"{sys.executable} -m immunograph query -q | head -n 1"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert run.stdout.startswith("question")
    assert run.stderr == ""


def test_a_fault_of_the_tool_is_one_line_too(small: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(small)}
    text = "import rich.table\nrich.table.Table = None\n"
    (small / "sitecustomize.py").write_text(text)
    command = [sys.executable, "-m", "immunograph", "-C", str(small), "query"]
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert run.returncode == 3
    assert run.stderr.count("\n") == 1
    assert "IMMUNOGRAPH_TRACEBACK" in run.stderr


def test_init_makes_a_repository_once(shell: Shell, tmp_path: Path) -> None:
    target = tmp_path / "new"
    assert shell("init", str(target)).code == 0
    assert shell("init", str(target)).code == 2
    assert "not an empty folder" in shell.err  # type: ignore[attr-defined]


def test_quiet_leaves_out_all_but_results_and_errors(shell: Shell, small_shell: Any) -> None:
    assert shell("ask", "which therapies target CD3", "--quiet").err == ""
    assert shell("ask", "which therapies target CD3", "--quiet", "--format", "csv").err == ""
    assert small_shell("check", "--quiet").out == ""
    assert small_shell("build", "-q").out == ""


def test_check_of_a_path_reports_what_is_found_there(small_shell: Any) -> None:
    path = small_shell.repository / "graph" / "drug" / "examplumab.ttl"
    path.write_text(path.read_text().replace('"An invented', '" An invented', 1))
    path.write_text(path.read_text().replace("ig:role ig:DirectedTarget", "ig:role ig:Adults"))
    assert small_shell("check", str(path)).code == 1
    assert small_shell("check", str(path.parent)).code == 1
    assert small_shell("check", str(path.parents[1] / "source")).code == 0
    assert small_shell("check", str(path.parents[3])).code == 2
    assert "is not in" in small_shell.err
    assert small_shell("check", "no-such-file.ttl").code == 2


def test_labels_come_in_the_language_asked_for(small_shell: Any) -> None:
    path = small_shell.repository / "graph" / "drug" / "examplumab.ttl"
    label = 'skos:prefLabel "examplumab"@en ;'
    path.write_text(
        path.read_text().replace(label, f'{label}\n    skos:prefLabel "ejemplumab"@es ;')
    )
    question = ("ask", "which therapies target Example antigen", "--format", "csv", "--labels")
    assert "ejemplumab" in small_shell(*question, "--lang", "es").out
    assert "ejemplumab" not in small_shell(*question).out


@pytest.mark.parametrize(
    "command", [("check",), ("ask", "which therapies target example antigen", "--format", "csv")]
)
def test_a_command_loads_only_what_it_runs(small: Path, command: tuple[str, ...]) -> None:
    shutil.rmtree(small / ".immunograph")
    run = "import sys; from immunograph.cli import cli; cli(sys.argv[1:], standalone_mode=False)"
    listed = f"{run}; print(*sys.modules, file=sys.stderr)"
    arguments = [sys.executable, "-c", listed, "-C", str(small), *command]
    made = subprocess.run(arguments, capture_output=True, text=True, check=False)
    loaded = set(made.stderr.split())
    assert {"immunograph.build", "immunograph.library"} <= loaded, made.stderr
    slow = {"rdflib", "pyshacl", "networkx", "rich", "jinja2", "platformdirs", "asyncio"}
    assert not loaded & {*slow, "immunograph.turtle.reader", "immunograph.explain"}
    other = {"check": "ask", "ask": "check"}[command[0]]
    assert f"immunograph.{other}" not in loaded
