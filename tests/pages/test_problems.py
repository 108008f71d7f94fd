"""What is wrong with a page, with its place."""

import re

import pytest

from immunograph.pages.problems import load, signs
from immunograph.pages.read import read_bytes

DATA = load()


@pytest.mark.parametrize("rule", DATA["announcing"])
def test_words_that_announce_a_list(rule: dict[str, str]) -> None:
    assert re.search(rule["pattern"], rule["example"], re.I)
    assert "not" not in rule or not signs().announcing.search(rule["not"])


@pytest.mark.parametrize("rule", DATA["encoding"])
def test_letters_that_were_lost(rule: dict[str, str]) -> None:
    assert re.search(rule["pattern"], rule["example"])
    assert "not" not in rule or not signs().encoding.search(rule["not"])


def kinds(text: str, name: str = "page.md") -> list[tuple[str, str]]:
    page = read_bytes(text.encode(), name)
    assert all(problem.message and problem.fix for problem in page.problems)
    return [(problem.kind, page.text[problem.start : problem.end]) for problem in page.problems]


@pytest.mark.parametrize(
    "behind",
    [
        "## Next\n\nIt helps.",
        "Doctors are looking at it. It may help.",
        "",
        "It helps.\n\n- a\n- b",
    ],
)
def test_an_announced_list_that_is_not_there(behind: str) -> None:
    assert ("empty-list", "Signs can include:") in kinds(
        f"It helps. Signs can include:\n\n{behind}"
    )


@pytest.mark.parametrize(
    "behind",
    ["- fever", "fever and chills", "| a | b |\n|---|---|\n| c | d |", "Fever\n\nChills"],
)
def test_a_list_that_is_there_however_it_is_written(behind: str) -> None:
    assert kinds(f"It helps. Signs can include:\n\n{behind}\n") == []


def test_a_colon_before_an_explanation_announces_no_list() -> None:
    assert kinds("Note:\n\nDo not drive. It makes you tired.\n") == []


def test_letters_that_were_lost_have_their_place() -> None:
    assert kinds(
        "Read it in Espa?ol. Don\u00e2\u20ac\u2122t drive. See [b](http://a.b/c?d=e)."
    ) == [
        ("encoding-damage", "Espa?ol"),
        ("encoding-damage", "\u00e2\u20ac\u2122"),
    ]


def test_a_bracket_that_never_closes() -> None:
    assert kinds("It helps (in adults (aged 18). It may not.\n\n1) One (a) and b) two.") == [
        ("unclosed", "(")
    ]


def test_a_number_that_is_left_out_between_two_headings() -> None:
    text = "## 6.1 Trials\n\nFever.\n\n## 6.3 Later\n\nRash.\n\n## 7.1 Other\n\nNone.\n"
    assert kinds(text) == [("lost-heading", "## 6.3 Later")]


def test_a_page_without_content() -> None:
    text = "Menu\n\nSearch\n\n© 2020 Sample House\n"
    assert [kind for kind, _ in kinds(text, "page.txt")] == ["no-content"]


@pytest.mark.parametrize(
    ("text", "opened"),
    [("It helps.\n\n```\nFever.\n", "```"), ("It helps.\n\n<!-- Fever.\n", "<!--")],
)
def test_what_opens_and_never_closes(text: str, opened: str) -> None:
    assert kinds(text) == [("unclosed", opened)]
    assert kinds("It helps.\n\n```\nFever.\n```\n\n<!-- a -->\n") == []
