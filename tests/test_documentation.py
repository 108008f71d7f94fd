"""The documentation says what is true: commands are run, generated pages are fresh.

UPDATE_DOCS=1 writes the generated pages anew.
"""

import ast
import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from io import BytesIO, TextIOWrapper
from itertools import groupby
from pathlib import Path
from textwrap import dedent

import click
import pytest

import coverage_page as coverage
import immunograph
import rule_pages
from editing import keep
from few import few
from immunograph.cli import cli, main
from immunograph.library import Library
from immunograph.queries import Parameter, SavedQuery
from immunograph.validate import page_of

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PACKAGE = ROOT / "src" / "immunograph"
RULE_PAGES = DOCS / "rules"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
# The page on which a command is explained, where it is not the one of its name.
PAGE_OF_COMMAND = {"query": "queries", "sparql": "queries"}
# What nearly every command takes stands in the README.
# Files of validate/ that hold no shapes.
NO_SHAPES = {"waivers"}
COMMON = {"--lang", "-q", "--quiet"}
# The options of whatever puts a question to the data set, on a page of their own.
ASKING = {"--timeout", "--allow-host", "--as-of", "--store"}
SLOWEST = 120.0

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)")
_REGISTRY = re.compile(r"pypi|pythonhosted|index-url|crates\.io|npmjs", re.IGNORECASE)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in a language."""
    found = _FENCE.findall(page.read_text("utf-8"))
    return [dedent(text) for _, kind, text in found if kind == language]


# The commands that a page prints


@dataclass(frozen=True)
class Command:
    """A command as a page prints it, the output below it, and the exit code it says."""

    line: str
    output: tuple[str, ...]
    exit_code: int

    @property
    def arguments(self) -> list[str]:
        return shlex.split(self.line)[1:]


def commands(page: Path) -> Iterator[Command]:
    """The `immunograph` commands of the console blocks of a page; `echo $?` gives an exit code."""
    for text in blocks(page, "console"):
        parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
        for part, after in zip(parts, [*parts[1:], ""], strict=True):
            line, *output = part.rstrip("\n").split("\n")
            if line.startswith("immunograph "):
                code = int(after.split("\n")[1]) if after.startswith("echo $?") else 0
                yield Command(line, tuple(trimmed(output)), code)


def trimmed(lines: list[str]) -> list[str]:
    """Lines without blank ones at the end."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def agrees(printed: Iterable[str], found: str) -> bool:
    """Whether an output is the printed one, the width of columns apart.

    `...` stands for any part of a line, and on a line of its own for any lines.
    """
    pattern = "".join(_any(_single_spaced(line)) for line in printed)
    text = "".join(f"{_single_spaced(line)}\n" for line in trimmed(found.split("\n")))
    return re.fullmatch(pattern, text) is not None


def _single_spaced(line: str) -> str:
    return re.sub(" +", " ", line.rstrip())


def _any(line: str) -> str:
    if line.strip() == "...":
        return r"(?:.*\n)*?"
    return ".*".join(re.escape(part) for part in line.split("...")) + r"\n"


PAGES_WITH_COMMANDS = [page for page in PAGES if any(commands(page))]


@pytest.fixture(scope="module")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few therapies, built, under git, with the page that is read."""
    folder = tmp_path_factory.mktemp("built") / "repository"
    shutil.copytree(few(), folder)
    shutil.copytree(ROOT / "tests/cases/ingest", folder / "tests/cases/ingest")
    keep(folder)
    immunograph.open(folder).build()
    return folder


@pytest.fixture
def copy(_built: Path, tmp_path: Path) -> Path:
    """A copy to run commands in."""
    return Path(shutil.copytree(_built, tmp_path / "repository"))


@dataclass(frozen=True)
class Done:
    """What a command wrote, with its errors among it, and its exit code."""

    stdout: str
    returncode: int


def run(arguments: list[str], folder: Path) -> Done:
    """Run a command in this process, as one of its own would run it in a folder."""
    written = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("IMMUNOGRAPH_REPO", raising=False)
        patch.setattr(sys, "argv", ["immunograph", *arguments])
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO()))
        patch.setattr(sys, "stdout", written)
        patch.setattr(sys, "stderr", written)
        with pytest.raises(SystemExit) as ended:
            main()
    return Done(written.buffer.getvalue().decode(), int(ended.value.code or 0))


def run_apart(arguments: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command in a process of its own."""
    without = ("IMMUNOGRAPH_REPO", "PYTHONWARNINGS")
    environment = {key: value for key, value in os.environ.items() if key not in without}
    return subprocess.run(
        [sys.executable, "-m", "immunograph", *arguments],
        cwd=folder,
        env=environment | {"PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=SLOWEST,
        check=False,
    )


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=name(page), marks=[] if page == PAGES[0] else [pytest.mark.thorough])
        for page in PAGES_WITH_COMMANDS
    ],
)
def test_the_commands_of_a_page_give_what_it_prints(page: Path, copy: Path) -> None:
    running = run_apart if page.name == "README.md" else run
    for command in commands(page):
        done = running(command.arguments, copy)
        assert agrees(command.output, done.stdout), f"$ {command.line}\n{done.stdout}"
        assert done.returncode == command.exit_code, command.line


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/check.md"])
def test_the_finding_that_a_page_prints_is_what_is_found(page: str, copy: Path) -> None:
    shutil.copytree(RULE_PAGES, copy / "docs" / "rules")
    drug = copy / "graph" / "drug" / "blinatumomab.ttl"
    before, mark, after = drug.read_text("utf-8").partition("claim:blinatumomab_engages_cd19\n")
    without = after.replace("    ig:role ig:DirectedTarget ;\n", "", 1)
    drug.write_text(before + mark + without, encoding="utf-8")
    found = run(["check", "--quiet"], copy).stdout.split("\n\n")
    printed = next(text for text in blocks(ROOT / page, "") if ": violation: " in text)
    lines = _unnumbered(printed).splitlines()
    assert [text for text in found if agrees(lines, _unnumbered(text))], found


def _unnumbered(text: str) -> str:
    """A text whose line numbers and counts of passages do not matter."""
    return re.sub(r"\d+", "0", text)


def test_three_dots_stand_for_lines_or_for_a_part_of_one() -> None:
    assert agrees(["a", "...", "d"], "a\nb\nc\nd\n")
    assert agrees(["in ... s"], "in 0.31 s\n")
    assert agrees(["a  b"], "a    b\n")
    assert not agrees(["a", "d"], "a\nb\nd\n")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_python_examples_of_a_page_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("IMMUNOGRAPH_REPO", str(few()))
    text = "\n".join(part for part in blocks(page, "python") if ">>>" in part)
    example = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    assert doctest.DocTestRunner().run(example).failed == 0


# The two commands of the README


def test_the_readme_opens_with_two_commands_of_one_line() -> None:
    first, second = (block.strip() for block in blocks(ROOT / "README.md", "bash")[:2])
    assert "\n" not in first + second
    assert first.endswith('immunograph ask "which therapies target CD19"')
    assert second.endswith("bin/pytest")


# Generated pages


def cli_page() -> str:
    """Every command with its arguments and options, as Markdown."""
    context = click.Context(cli, info_name="immunograph")
    parts = [
        "# Command line\n",
        "Written from the commands themselves by `tests/test_documentation.py`; do not edit.\n",
        "`-h` or `--help` after any command shows its help. A default is in bold.\n",
        _command(cli, context),
    ]
    for sub in cli.list_commands(context):
        command = cli.get_command(context, sub)
        assert command is not None
        parts.append(_command(command, click.Context(command, info_name=sub, parent=context)))
    return "\n".join(parts)


def _command(command: click.Command, context: click.Context) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    paragraphs = cleandoc(command.help or "").split("\n\n")
    lines = [f"## {context.command_path}\n", f"```\n{usage}\n```\n"]
    lines.extend(_paragraph(text) for text in paragraphs)
    options = [param for param in command.params if isinstance(param, click.Option)]
    if options:
        lines.append("| option | meaning |\n|---|---|")
        lines.extend(f"| {_option(option)} | {option.help} |" for option in options)
    return "\n".join(lines) + "\n"


def _paragraph(text: str) -> str:
    """A paragraph of a help text: one that click is told to leave as it is, is an example."""
    mark = "\b\n"
    if text.startswith(mark):
        return f"```\n{text.removeprefix(mark)}\n```\n"
    return f"{text}\n"


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{each}`" for each in option.opts)
    if isinstance(option.type, click.Choice):
        choices = ", ".join(
            f"**{each}**" if each == option.default else each for each in option.type.choices
        )
        return f"{names} {choices}"
    value = "" if option.is_flag else f" {option.metavar or option.type.name.upper()}"
    default = f" (**{option.default}**)" if isinstance(option.default, str) else ""
    return f"{names}{value}{default}"


def questions_page() -> str:
    """Every saved question with its forms and parameters, as Markdown."""
    queries = immunograph.open(ROOT).queries.values()
    by_tag = sorted(queries, key=lambda query: (query.tags[:1], query.name))
    parts = [
        "# Questions\n",
        "Written from the heads of `queries/*.rq` by `tests/test_documentation.py`; do not edit.\n",
        "Ask any of these in the words given, with a name of your own in the place of a word in\n"
        'braces: `immunograph ask "which therapies target CD22"`. Or run one by its name:\n'
        "`immunograph query therapies-by-target target=CD22`.\n",
    ]
    for tags, group in groupby(by_tag, key=lambda query: query.tags[:1]):
        parts.append(f"## {(''.join(tags) or 'other').capitalize()}\n")
        parts.extend(_question(query) for query in group)
    return "\n".join(parts)


def _question(query: SavedQuery) -> str:
    lines = [f"### {query.name}\n", f"{query.summary} {query.description}".strip() + "\n"]
    lines.extend(f"- {form}" for form in query.forms)
    if query.parameters:
        lines.append("\n| parameter | is | example |\n|---|---|---|")
        lines.extend(_parameter(parameter) for parameter in query.parameters)
    return "\n".join(lines) + "\n"


@cache
def _opened() -> Library:
    return immunograph.open(few())


def _parameter(parameter: Parameter) -> str:
    label = _opened().dataset.names.label
    kinds = [label(kind) for kind in parameter.kinds] or [label(parameter.datatype)]
    kind = " or ".join(kinds).removeprefix("xsd:") or "text"
    optional = ", may be left out" if parameter.optional else ""
    return f"| `{parameter.name}` | {kind}{optional} | {parameter.example} |"


def coverage_page() -> str:
    """How far the content goes, as Markdown."""
    return coverage.page(immunograph.open(ROOT))


GENERATED: Mapping[str, str] = {
    "cli.md": "cli_page",
    "questions.md": "questions_page",
    "coverage.md": "coverage_page",
}
OF_THE_CONTENT = {"questions.md", "coverage.md"}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=[pytest.mark.thorough] if page in OF_THE_CONTENT else [])
        for page in GENERATED
    ],
)
def test_a_generated_page_is_fresh(page: str) -> None:
    text = globals()[GENERATED[page]]()
    if os.environ.get("UPDATE_DOCS"):
        (DOCS / page).write_text(text, encoding="utf-8")
    assert (DOCS / page).read_text("utf-8") == text, 'UPDATE_DOCS=1 pytest -m "" writes it anew'


def test_the_pages_of_rules_are_fresh_and_no_others_are_there() -> None:
    made = rule_pages.pages(ROOT)
    if os.environ.get("UPDATE_DOCS"):
        shutil.rmtree(RULE_PAGES, ignore_errors=True)
        RULE_PAGES.mkdir()
        for page, text in made.items():
            (RULE_PAGES / page).write_text(text, encoding="utf-8")
    found = {path.name: path.read_text("utf-8") for path in RULE_PAGES.iterdir()}
    differing = sorted(page for page in made.keys() | found if made.get(page) != found.get(page))
    assert differing == [], "UPDATE_DOCS=1 pytest writes them anew"


def test_every_rule_and_every_file_of_shapes_has_a_page_of_its_own() -> None:
    files = [*(ROOT / "validate").glob("*.ttl"), *(ROOT / "validate").glob("rules/*.rq")]
    pages = [Path(page_of(name(file))).name for file in files if file.stem not in NO_SHAPES]
    assert sorted([*pages, "README.md"]) == sorted(path.name for path in RULE_PAGES.iterdir())


# Nothing is left out


def subcommands() -> list[str]:
    return cli.list_commands(click.Context(cli))


@pytest.mark.parametrize("command", subcommands())
def test_a_command_and_its_options_stand_on_its_page(command: str) -> None:
    text = (DOCS / f"{PAGE_OF_COMMAND.get(command, command)}.md").read_text("utf-8")
    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    options = {each for p in found.params if isinstance(p, click.Option) for each in p.opts}
    assert [
        option for option in sorted(options - COMMON - ASKING) if f"`{option}" not in text
    ] == []
    assert f"immunograph {command}" in text


def test_the_options_of_asking_stand_on_their_page() -> None:
    text = (DOCS / "asking.md").read_text("utf-8")
    assert [option for option in sorted(ASKING) if f"`{option}`" not in text] == []


@pytest.mark.parametrize("command", subcommands())
def test_the_help_of_a_command_shows_no_marks(command: str) -> None:
    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    assert "\\b" not in (found.help or ""), "click reads the character, not the two letters"


def test_the_readme_shows_every_command_and_page() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [each for each in [*subcommands(), *COMMON] if f"`{each}`" not in text] == []
    linked = {Path(link).name for link in _LINK.findall(text)}
    assert sorted({page.name for page in DOCS.glob("*.md")} - linked) == []


def test_every_link_to_a_file_leads_somewhere() -> None:
    broken = [
        f"{name(page)}: {link}"
        for page in PAGES
        for link in _LINK.findall(page.read_text("utf-8"))
        if "://" not in link and not (page.parent / link).exists()
    ]
    assert broken == []


def test_no_page_and_no_script_names_a_registry() -> None:
    files = [*PAGES, ROOT / ".ci" / "run", ROOT / "justfile", *ROOT.glob(".pre-commit*.yaml")]
    assert [name(file) for file in files if _REGISTRY.search(file.read_text("utf-8"))] == []


def test_the_changelog_and_the_citation_name_the_version() -> None:
    version = re.escape(immunograph.__version__)
    assert re.search(rf"^## {version}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert re.search(
        rf"^version: {version}$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE
    )


# The layers that architecture.md draws


def layers() -> list[list[str]]:
    """The modules of each layer as drawn, from the top."""
    drawn = blocks(DOCS / "architecture.md", "layers")[0].splitlines()
    rows = (re.split(r"\s{2,}", line.strip())[1].split() for line in drawn if line.strip())
    return [[module.strip(",") for module in row] for row in rows]


@cache
def modules() -> dict[str, Path]:
    """The modules and sub-packages directly in the package."""
    files = {path.stem: path for path in PACKAGE.glob("*.py")}
    return files | {path.parent.name: path.parent for path in PACKAGE.glob("*/__init__.py")}


@cache
def imported(path: Path) -> frozenset[str]:
    """The modules of the package that a module, or any of a sub-package, imports."""
    files = path.glob("*.py") if path.is_dir() else [path]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module == "immunograph":
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("immunograph."):
            names.add(str(node.module).split(".")[1])
        elif isinstance(node, ast.Import):
            dotted = (alias.name.split(".") for alias in node.names)
            names.update(parts[1] for parts in dotted if parts[0] == "immunograph" and parts[1:])
    return frozenset(names & modules().keys()) - {path.stem}


def test_the_drawing_holds_every_module_once() -> None:
    drawn = [module for layer in layers() for module in layer]
    assert sorted(drawn) == sorted(modules())


def test_no_module_imports_from_a_layer_above_it() -> None:
    drawn = layers()
    upward = [
        f"{module} imports {other}"
        for number, layer in enumerate(drawn)
        for module in layer
        for above in drawn[:number]
        for other in imported(modules()[module]) & set(above)
    ]
    assert upward == []
