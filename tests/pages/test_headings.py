"""Headings that were saved without their words."""

from immunograph.pages.page import Role
from immunograph.pages.read import read_bytes
from pages.consistency import assert_consistent


def test_a_short_line_below_a_heading_without_words_is_that_heading() -> None:
    text = "# Drug\n\n##\n\nSide effects\n\nFever is common.\n\n##\n\nIt helps.\n"
    page = read_bytes(text.encode(), "a.md")
    assert_consistent(page)
    assert [section.path for section in page.sections] == [("Drug",), ("Drug", "Side effects")]
    assert page.sentence(3).role is Role.HEADING
    assert [(problem.kind, problem.start) for problem in page.problems] == [
        ("lost-heading", text.rindex("##"))
    ]


def test_sentences_that_a_link_parts_do_not_overlap() -> None:
    page = read_bytes(b"It helps.[Enlarge](/b) **It rests.**[More](/c)", "a.md")
    assert_consistent(page)
    assert page.sentence(1).text == "It helps."
