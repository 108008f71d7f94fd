"""Blocks that are laid out: one a line, with white space folded and links in their places."""

from immunograph.pages.assembly import assemble
from immunograph.pages.found import Facts
from immunograph.pages.layout import Layout, Run, cell
from pages.consistency import assert_consistent


def test_runs_are_joined_with_the_white_space_between_them() -> None:
    layout = Layout()
    layout.paragraph([Run(" a\n", bold=True), Run("  ", bold=True), Run("b"), Run("c d ")])
    layout.paragraph([Run("  ")])
    assert layout.draft(Facts()).text == "a bc d\n"
    assert layout.found[0].opening == 1


def test_links_and_cells_stand_where_they_are() -> None:
    layout = Layout()
    layout.heading([Run("Rates")], level=1)
    layout.cell([Run("Event")], cell(0, 0, 0, is_header=True))
    layout.cell([Run("see "), Run(" fever ", target="#f"), Run(".")], cell(0, 1, 0))
    page = assemble("x", "html", "", layout.draft(Facts()))
    assert_consistent(page)
    assert [page.text[link.start : link.end] for link in page.links] == ["fever"]
    assert page.blocks[2].cell is not None and page.blocks[2].cell.headers == ("Event",)
    assert page.sentences[2].text == "see fever ."
