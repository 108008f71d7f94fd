"""The conditions: each can be read, its words are its own, and what is wrong in one is said."""

from pathlib import Path

import pytest

import immunograph
from few import few
from immunograph.conditions import read_condition
from immunograph.errors import Unreadable
from immunograph.library import Library
from immunograph.repository import ContentFile

FEW = few()
HEAD = """#+ summary: A therapy is directed at an antigen.
#+ params:
#+   therapy: {class: ig:Drug}
#+   antigen: {class: ig:Antigen}
#+ said:
#+   therapy:
#+     verb:
#+       - target {antigen}
SELECT ?therapy ?antigen WHERE { ?therapy ig:targets ?antigen }
"""


def test_no_condition_is_a_question(library: Library) -> None:
    assert len(library.conditions) > 20
    assert not set(library.conditions) & set(library.queries)


def test_every_role_is_selected(library: Library) -> None:
    for condition in library.conditions.values():
        selected = condition.text.partition("WHERE")[0]
        for role in condition.roles:
            assert f"?{role}" in selected, (condition.name, role)


def test_names_in_heads_are_those_of_things_that_exist(library: Library) -> None:
    for condition in library.conditions.values():
        for thing in (*condition.names, *condition.nouns):
            assert library.dataset.describes(thing), (condition.name, thing)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("- target {antigen}", "- target {target}", "has a slot that is no parameter"),
        ("verb:", "verbs:", "'verbs' is no place of a phrase"),
        ("  therapy:\n#+     verb", "  drug:\n#+     verb", "'drug' is said of, but no parameter"),
        ("ig:Antigen", "nowhere:Antigen", "the head is not as it should be"),
        ("#+ said:\n", "", "the head is not"),
    ],
)
def test_a_fault_of_a_head_is_said(library: Library, old: str, new: str, message: str) -> None:
    assert old in HEAD
    file = ContentFile("queries/conditions/x.rq", HEAD.replace(old, new).encode())
    with pytest.raises(Unreadable, match=message):
        read_condition(file, library.dataset.prefixes)


def test_the_check_looks_at_conditions(copied: Path) -> None:
    file = copied / "queries" / "conditions" / "directed-at.rq"
    file.write_text(
        file.read_text("utf-8").replace("?therapy a ig:Drug .", "?therapy a ."), "utf-8"
    )
    found = [f for f in immunograph.open(copied).check().findings if f.rule == "query"]
    assert [finding.place.file for finding in found] == ["queries/conditions/directed-at.rq"]
