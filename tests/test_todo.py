"""The worklist: each kind finds what it should, in its order; what is shown, and where."""

import csv
import io
import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import Shell
from editing import edit
from immunograph import repository
from immunograph.dataset import DataSet
from immunograph.errors import UnknownName
from immunograph.library import Library
from immunograph.rdf import canonical_lines, joined
from immunograph.store import MemoryStore, Quad
from immunograph.todo.kind import KINDS, kinds
from immunograph.todo.worklist import Worklist, worklist

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "todo"
PAGE = ROOT / "docs" / "todo.md"
TODAY = date(2026, 6, 1)


@cache
def vocabulary() -> list[Quad]:
    files = [path for path in (ROOT / "ontology").glob("*.ttl") if path.stem != "prefixes"]
    return [quad for path in files for quad in ox.parse(path=path)]


def of_case(name: str, library: Library) -> Worklist:
    """The worklist of a case with the vocabulary, of one kind."""
    quads = [*vocabulary(), *ox.parse(path=CASES / f"{name}.ttl")]
    prefixes = library.dataset.prefixes
    store = MemoryStore(joined(canonical_lines(q.triple for q in quads)), prefixes.namespaces)
    empty = repository.of_files(CASES, [])
    return worklist(empty, DataSet(store, prefixes, {}, b""), TODAY, of=[name])


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_finds_what_it_should_in_its_order(name: str, library: Library) -> None:
    text = (CASES / f"{name}.ttl").read_text("utf-8")
    expected = re.findall(r"^# expects: (.*)$", text, re.MULTILINE)
    assert expected
    assert [one.says for one in of_case(name, library).items] == expected


@pytest.mark.parametrize("name", KINDS)
def test_an_item_says_why_and_what_to_do(name: str, library: Library) -> None:
    for one in of_case(name, library).items:
        assert one.why and one.do and one.thing and one.node
        assert not re.search(r"[{}\[\]]", f"{one.says}{one.why}{one.do}")


def test_each_kind_has_a_file_a_case_and_a_line_on_the_page() -> None:
    files = {path.stem for path in (ROOT / "src/immunograph/todo/kinds").glob("*.rq")}
    assert files == set(KINDS) == {path.stem for path in CASES.glob("*.ttl")}
    rows = re.findall(
        r"^\| `([\w-]+)` \| (.*?) \| (.*?) \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    assert rows == [(one.name, one.summary, one.first) for one in kinds().values()]


def test_the_kinds_come_in_the_order_of_the_table(library: Library) -> None:
    found = [one.kind for one in library.todo().items]
    assert found == sorted(found, key=KINDS.index)
    assert set(found) >= {"one-source", "no-identifier"}


def test_every_item_of_the_content_has_its_place(library: Library) -> None:
    for one in library.todo().items:
        line = (
            (library.repository.root / one.place.file)
            .read_text("utf-8")
            .splitlines()[(one.place.line or 0) - 1]
        )
        assert one.node.endswith(line.partition(":")[2].strip()), one


def test_only_what_concerns_a_thing_is_shown_where_one_is_named(library: Library) -> None:
    every, some = library.todo(), library.todo("blinatumomab")
    assert 0 < len(some.items) < len(every.items)
    assert {one.label for one in some.items} == {"blinatumomab"}
    assert {one.kind for one in library.todo("Blincyto label").items} <= set(KINDS)


def test_at_most_so_many_of_each_kind_are_shown_and_all_are_counted(library: Library) -> None:
    few, every = library.todo(most=2), library.todo()
    assert few.numbers == every.numbers and few.total == len(every.items)
    assert all(len(few.of(name)) == min(2, number) for name, number in every.numbers.items())
    assert [one.says for one in few.items if one.kind == "one-source"] == [
        one.says for one in every.of("one-source")[:2]
    ]


@pytest.mark.parametrize("given", [{"about": "nosuchmab"}, {"kinds": ["no-such"]}])
def test_what_does_not_exist_is_refused(library: Library, given: dict[str, str]) -> None:
    with pytest.raises(UnknownName):
        library.todo(**given)  # type: ignore[arg-type]


def test_a_draft_is_on_the_list_until_it_is_reviewed(small: Path, small_shell: Shell) -> None:
    file = next(path for path in (small / "graph" / "drug").glob("*.ttl"))
    name = file.relative_to(small).as_posix()
    edit(small, name, "ig:reviewStatus ig:Reviewed", "ig:reviewStatus ig:Draft")
    small_shell("todo", "--kind", "draft")
    assert small_shell.code == 0
    assert "drafts to review: 1" in small_shell.out and f"{name}:" in small_shell.out
    edit(small, name, "ig:reviewStatus ig:Draft", "ig:reviewStatus ig:Reviewed")
    assert small_shell("todo", "--kind", "draft").out == "Nothing to do.\n"


def test_the_text_shows_few_and_says_how_many_more(shell: Shell) -> None:
    text = shell("todo").out
    assert re.search(r"^  and \d+ more: immunograph todo --kind one-source$", text, re.MULTILINE)
    assert "why: " in text and "do: " in text
    assert "more: immunograph" not in shell("todo", "--all").out
    assert shell("todo", "--kind", "one-source", "--rows", "4").out.count("rests on") == 4


def test_programs_get_every_item(shell: Shell) -> None:
    made = json.loads(shell("todo", "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(shell("todo", "--format", "csv").out)))
    assert len(made["items"]) == len(rows) == made["summary"]["items"]
    assert [one["rank"] for one in made["items"]] == list(range(1, len(rows) + 1))
    assert [one["says"] for one in made["items"]] == [row["what"] for row in rows]
    assert {one["kind"] for one in made["items"]} == set(made["summary"]["kinds"])


def test_markdown_has_a_table_for_each_kind(shell: Shell) -> None:
    text = shell("todo", "--format", "md").out
    assert text.count("| what | where | do |") == text.count("\n## ") + text.startswith("## ")
