"""A page of plain text, and what is the same for every format."""

from immunograph.pages.page import Kind
from immunograph.pages.read import read_bytes
from pages.consistency import assert_consistent


def test_a_line_is_a_paragraph_and_offsets_are_those_of_the_file() -> None:
    text = "Side effects\nFever is common. Call Dr. May at 2.5 hours.\n- a rash\n"
    page = read_bytes(text.encode(), "page.txt")
    assert_consistent(page)
    assert [sentence.text for sentence in page.sentences] == [
        "Side effects",
        "Fever is common.",
        "Call Dr. May at 2.5 hours.",
        "a rash",
    ]
    assert [block.kind for block in page.blocks] == [Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM]
    assert page.sections[0].path == ("Side effects",)
