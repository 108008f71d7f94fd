"""What is no content: each rule by its own example."""

from collections.abc import Iterator
from typing import Any

import pytest

from immunograph.pages.furniture import furniture, load
from immunograph.pages.page import Kind, Role
from immunograph.pages.read import read_bytes

DATA = load()


def rules(kind: str) -> Iterator[tuple[Role, dict[str, Any]]]:
    for role, said in DATA[kind].items():
        yield from ((Role(role), rule) for rule in said)


@pytest.mark.parametrize(("role", "rule"), list(rules("sentences")))
def test_a_sentence_is_told_by_its_words(role: Role, rule: dict[str, str]) -> None:
    import re  # noqa: PLC0415

    assert re.search(rule["pattern"], rule["example"], re.I)
    assert furniture().of_sentence(rule["example"]) is role
    assert "not" not in rule or furniture().of_sentence(rule["not"]) is None


@pytest.mark.parametrize(("role", "rule"), list(rules("headings")))
def test_what_stands_under_a_heading_is_told_by_it(role: Role, rule: dict[str, str]) -> None:
    assert furniture().of_heading([rule["example"]]) is role
    assert "not" not in rule or furniture().of_heading([rule["not"]]) is None


@pytest.mark.parametrize("rule", DATA["references"])
def test_a_reference_is_told_by_its_form(rule: dict[str, str]) -> None:
    assert furniture().is_reference(rule["example"])
    assert "not" not in rule or not furniture().is_reference(rule["not"])


@pytest.mark.parametrize("rule", DATA["publishers"])
def test_who_publishes_is_read_from_what_says_so(rule: dict[str, str]) -> None:
    assert furniture().publisher(rule["example"]) == "Sample House"


def test_a_block_of_links_under_further_reading_is_navigation() -> None:
    text = (
        "# A\n\n[A drug](/a) helps.\n\n## Related Resources\n\n[A study of rashes](/b)\n\nIt helps."
    )
    page = read_bytes(text.encode(), "a.md")
    roles = {sentence.text: sentence.role for sentence in page.sentences}
    assert roles["A drug helps."] is Role.CONTENT
    assert roles["A study of rashes"] is Role.NAVIGATION
    assert roles["Related Resources"] is Role.HEADING


def test_a_reference_is_one_sentence_and_no_heading_is_made_of_a_menu() -> None:
    text = (
        "Chat live online\nFever is common in adults. It passes.\n"
        "Sample A, Muster B. A study of rashes. J Example 2019;3:5.\n"
    )
    page = read_bytes(text.encode(), "a.txt")
    assert [(s.role, s.text[:12]) for s in page.sentences] == [
        (Role.NAVIGATION, "Chat live on"),
        (Role.CONTENT, "Fever is com"),
        (Role.CONTENT, "It passes."),
        (Role.REFERENCE, "Sample A, Mu"),
    ]
    assert page.blocks[0].kind is Kind.PARAGRAPH
