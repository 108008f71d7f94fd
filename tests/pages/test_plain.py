"""Plain text: lines, broken lines, headings, bullets and tables."""

from immunograph.pages.page import Kind, Page
from immunograph.pages.read import read_bytes
from pages.consistency import assert_consistent


def page(text: str) -> Page:
    read = read_bytes(text.encode(), "page.txt")
    assert_consistent(read)
    return read


def blocks(read: Page) -> list[tuple[str, int, str]]:
    return [(b.kind.value, b.level, read.of_block(b.index)[0].text) for b in read.blocks]


def test_lines_that_are_broken_at_a_width_are_put_together() -> None:
    read = page(
        "This drug is given into a vein over four\nweeks, and then again after a rest of two\n"
        "weeks. Most people stay in a clinic on\nthe first days.\n\n  - fever that comes and goes "
        "over the\n    first days\n  - chills\n"
    )
    assert [text for _, _, text in blocks(read)] == [
        "This drug is given into a vein over four weeks, and then again after a rest of two weeks.",
        "fever that comes and goes over the first days",
        "chills",
    ]


def test_lines_that_are_not_broken_are_paragraphs() -> None:
    assert (
        len(page("It helps\nThis is another line of the page\nAnd this is a third.\n").blocks) == 3
    )


def test_headings_of_labels_have_the_depth_of_their_number() -> None:
    read = page(
        "    6 ADVERSE REACTIONS\n\n  6.1   Trials  in Adults\n\n Fever was common.\n\n"
        "  6.1.2 Rare Ones\n\n None.\n\n  Later Reports\n\n Rash was seen in some of them.\n"
    )
    assert [section.path for section in read.sections] == [
        ("6 ADVERSE REACTIONS",),
        ("6 ADVERSE REACTIONS", "6.1 Trials in Adults"),
        ("6 ADVERSE REACTIONS", "6.1 Trials in Adults", "6.1.2 Rare Ones"),
        ("6 ADVERSE REACTIONS", "Later Reports"),
    ]


def test_a_label_within_a_line_is_no_heading() -> None:
    read = page("Fever (pyrexia): It can be high.\n\nSkin: Rash (3%)\n\nIt fades soon enough.\n")
    assert {block.kind for block in read.blocks} == {Kind.PARAGRAPH}


def test_items_of_a_list_with_or_without_bullets() -> None:
    read = page("Signs are:\nFever\nChills\n\n1. Rest\n  a) long\n2. Eat\n\n\u2022\nDrink\n")
    assert blocks(read)[1:] == [
        ("item", 1, "Fever"),
        ("item", 1, "Chills"),
        ("item", 1, "Rest"),
        ("item", 2, "long"),
        ("item", 1, "Eat"),
        ("item", 1, "Drink"),
    ]


def test_columns_are_a_table_with_groups_of_rows() -> None:
    read = page(
        "Effect                Drug (N=9)     None (N=8)\n\n Skin\n"
        " Rash                     12%            1%\n"
        " Itch                                    2%\n\nIt helps.\n"
    )
    cells = {read.of_block(b.index)[0].text: b.cell for b in read.blocks if b.cell}
    assert cells["12%"] is not None and cells["2%"] is not None
    assert cells["12%"].headers == ("Drug (N=9)", "Skin", "Rash")
    assert (cells["2%"].row, cells["2%"].column) == (3, 2)
    assert cells["2%"].headers == ("None (N=8)", "Skin", "Itch")
    assert read.blocks[-1].kind is Kind.PARAGRAPH


def test_a_title_stands_alone_at_the_top() -> None:
    read = page("Menu\n\nExamplumab\n\nApproved\n\nYes\n\nIt helps most people with rashes.\n")
    assert read.title == "Examplumab"
    assert [text for kind, _, text in blocks(read) if kind == "heading"] == ["Examplumab"]


def test_items_do_not_hide_that_lines_are_broken() -> None:
    text = "It is given into a vein for four whole\nweeks at home, and then again after some\n"
    read = page(text * 3 + "weeks.\n\n" + "- fever\n- a rash\n" * 9)
    assert len(read.blocks) == 1 + 18
