"""Which picture fits an answer, and what holds of all pictures."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from browser import Browser, browser
from conftest import Shell
from drawings import Reader
from few import few
from immunograph.answer import Answer
from immunograph.errors import NotDrawn
from immunograph.library import Library
from immunograph.pictures.matrix import Matrix
from immunograph.pictures.plots import FITTING, fitting
from immunograph.pictures.sheet import NO_ADVICE, Picture

COMMANDS = {
    "matrix": ["query", "events-by-therapy"],
    "time line": ["ask", "which", "therapies", "are", "approved", "in", "United", "States"],
    "network": ["sparql", "-e", "DESCRIBE drug:blinatumomab"],
    "paths": ["explain", "blinatumomab", "inotuzumab ozogamicin"],
    "nameless": ["sparql", "-e", "CONSTRUCT { [] ig:of ?t ; ig:to [ ig:x ?t ] } { ?t a ig:Drug }"],
}


def plot(library: Library, text: str) -> str:
    answer = library.sparql(text)
    assert isinstance(answer, Answer)
    found = fitting(answer)
    if found is None:
        return ""
    return (
        f"{found.down} {found.across}"
        if isinstance(found, Matrix)
        else f"{found.name} {found.dates}"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?a ?b { ?a ig:hasAdverseReaction ?b }", "b a"),
        ("SELECT ?b ?a { ?a ig:hasAdverseReaction ?b }", "b a"),
        ("SELECT ?x ?y { ?x ig:engages ?y }", "y x"),
        ("SELECT ?x ?d { ?c ig:about ?x ; ig:inForceOn ?d . ?x a ig:Drug }", "x ('d',)"),
        ("SELECT ?c ?d { ?c ig:reviewedOn ?d } LIMIT 9", "c ('d',)"),
        ("SELECT ?c ?x ?d { ?c ig:about ?x ; ig:inForceOn ?d . ?x a ig:Drug }", "x ('d',)"),
        ("SELECT ?x ?n { ?x skos:prefLabel ?n }", ""),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", ""),
        ("SELECT ?x ?y { ?x ig:expressedOn ?y }", ""),
        ("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 100", ""),
    ],
)
def test_what_the_columns_hold_decides_not_what_they_are_called(
    library: Library, text: str, expected: str
) -> None:
    assert plot(library, text) == expected


def test_what_no_picture_fits_is_told_what_does(library: Library, shell: Shell) -> None:
    shell("sparql", "-e", "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 9", "--format", "svg")
    assert (shell.code, shell.out) == (2, "")
    assert FITTING in shell.err
    assert shell.err.count("\n") == 1
    shell("query", "plain-words", "--format", "svg")
    assert (shell.code, shell.out) == (2, "")


def test_no_answer_is_no_picture_and_says_why(shell: Shell) -> None:
    shell("ask", "which therapies are approved in European Union", "--format", "svg")
    assert (shell.code, shell.out) == (1, "")
    assert "The graph has no authorization for this jurisdiction" in shell.err
    shell("sparql", "-e", "SELECT ?s { ?s a ig:UnheardOf }", "--format", "svg")
    assert (shell.code, shell.out) == (1, "")


@pytest.fixture(scope="module")
def pictures(library: Library) -> dict[str, tuple[Answer, Picture]]:
    """Each saved question that can be drawn, with its answer."""
    found = {}
    for name, query in library.queries.items():
        answer = library.query(name, **query.examples)
        with suppress(NotDrawn):
            found[name] = answer, library.picture(answer)
    return found


def test_all_that_a_saved_question_answers_is_in_its_picture(
    library: Library, pictures: dict[str, tuple[Answer, Picture]]
) -> None:
    drawn = set()
    for name, (answer, made) in pictures.items():
        reader = Reader(made.svg)
        drawn.add(reader.root.get("aria-roledescription"))
        assert NO_ADVICE in reader.lines, name
        assert reader.title.startswith(library.queries[name].summary.removesuffix(".")), name
        for row in answer.labels():
            for text in row.values():
                for part in text.split(", "):
                    assert part in reader.seen + " ".join(reader.titles), (name, part)
    assert drawn == {"matrix", "time line"}


def test_a_picture_as_of_a_day_says_so(shell: Shell) -> None:
    shell(*COMMANDS["time line"], "--format", "svg", "--as-of", "2026-01-15")
    assert any(line.endswith(", as of 2026-01-15.") for line in Reader(shell.out).lines)


def test_a_data_set_that_says_nothing_of_itself_is_drawn_as_well(library: Library) -> None:
    answer = library.query("events-by-therapy")
    bare = replace(answer, dataset=replace(answer.dataset, manifest={}))
    lines = Reader(library.picture(bare).svg).lines
    assert not any("Data set" in line for line in lines)
    assert any(line.startswith("Rests on") for line in lines)


def test_a_reply_and_its_answer_are_one_picture(library: Library, shell: Shell) -> None:
    reply = library.ask("which therapies are approved in United States")
    svg = library.picture(reply).svg
    assert svg == library.picture(reply.answer).svg
    assert svg == shell(*COMMANDS["time line"], "--format", "svg").out


def run(command: list[str], seed: str) -> bytes:
    """The picture of a command in a process of its own, where there is no display."""
    without = ("DISPLAY", "WAYLAND_DISPLAY", "MPLBACKEND", "IMMUNOGRAPH_REPO", "HOME")
    environment = {key: value for key, value in os.environ.items() if key not in without}
    arguments = [sys.executable, "-m", "immunograph", "-C", str(few()), *command]
    return subprocess.run(
        [*arguments, "--format", "svg"],
        env=environment | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        capture_output=True,
        timeout=120,
        check=True,
    ).stdout


@pytest.mark.parametrize("command", COMMANDS.values(), ids=list(COMMANDS))
def test_a_picture_is_the_same_in_every_process(command: list[str]) -> None:
    assert len({run(command, seed) for seed in ("1", "2")}) == 1


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile"), "--window-size=1400,1000") as opened:
        yield opened


# Texts whose boxes on the screen meet, and texts that leave the box they stand in; a text that is
# turned has no upright box, and is left out.
OVER = """
const seen = [...document.querySelectorAll('text')].filter(
  t => !(t.parentNode.getAttribute('transform') || '').includes('rotate'));
const boxes = seen.map(t => t.getBoundingClientRect()), found = [];
for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
  const a = boxes[i], b = boxes[j];
  if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3)
    found.push([seen[i].textContent, seen[j].textContent]);
}
for (const group of document.querySelectorAll('g[class]')) {
  const outline = group.querySelector('rect, polygon').getBoundingClientRect();
  for (const text of group.querySelectorAll('text')) {
    const box = text.getBoundingClientRect();
    if (box.left < outline.left - 1 || box.right > outline.right + 1)
      found.push([text.textContent]);
  }
}
const sheet = document.querySelector('svg').getBoundingClientRect();
for (const text of document.querySelectorAll('text')) {
  const box = text.getBoundingClientRect();
  if (box.left < sheet.left || box.right > sheet.right || box.bottom > sheet.bottom)
    found.push(['outside', text.textContent]);
}
return found;
"""


@pytest.mark.thorough
def test_no_label_of_any_saved_question_is_over_another(
    pictures: dict[str, tuple[Answer, Picture]], window: Browser, tmp_path: Path
) -> None:
    for name, (_, made) in pictures.items():
        made.save(tmp_path / f"{name}.svg")
        window.open((tmp_path / f"{name}.svg").as_uri())
        assert window.run(OVER) == [], name


@pytest.mark.parametrize("font", ["Liberation Sans", "DejaVu Sans"])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=list(COMMANDS))
def test_no_label_is_over_another_in_a_browser(
    shell: Shell, window: Browser, tmp_path: Path, command: list[str], font: str
) -> None:
    svg = shell(*command, "--format", "svg").out
    assert svg.count('font-family="Arial') == 1
    path = tmp_path / "picture.svg"
    path.write_text(svg.replace('font-family="Arial', f'font-family="{font}, Arial'), "utf-8")
    window.open(path.as_uri())
    assert window.run(OVER) == []
