"""Lists written with the signs of bullets."""

import pytest

from immunograph.pages.page import Kind, Page
from immunograph.pages.read import read_bytes
from pages.consistency import assert_consistent


def items(page: Page) -> list[tuple[str, str]]:
    assert_consistent(page)
    return [
        (page.of_block(b.index)[0].text, page.of_block(b.lead or 0)[-1].text)
        for b in page.blocks
        if b.kind is Kind.ITEM
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It can cause:\n\u2022 **fever**\n\u2022 [a rash](/b)\n", "page.md"),
        ("<p>It can cause:<br>\u2022 fever<br>\u2022 <a href=/b>a rash</a></p>", "page.html"),
        ("<p>It can cause:</p><p>\u00b7&nbsp; fever</p><p>- a rash</p>", "page.html"),
        ("<p>It can cause: \u2022 fever \u2022 a rash</p>", "page.html"),
        ("It can cause:\n\u2022fever\n\u2022 a rash\n", "page.txt"),
    ],
)
def test_what_stands_behind_a_sign_is_an_item(text: str, name: str) -> None:
    page = read_bytes(text.encode(), name)
    assert items(page) == [("fever", "It can cause:"), ("a rash", "It can cause:")]
    assert len({b.list for b in page.blocks if b.kind is Kind.ITEM}) == 1


def test_a_hyphen_within_a_paragraph_is_none() -> None:
    page = read_bytes(b"<p>It helps - often - and T-cell counts fall.</p><p>Rest.</p>", "page.html")
    assert items(page) == []


def test_characters_that_nobody_sees_are_not_in_the_text_of_a_sentence() -> None:
    text = "It is cyto\u00adkine re\u200blease. \ufeffRest."
    for name in ("page.md", "page.html", "page.txt"):
        page = read_bytes(text.encode(), name)
        assert_consistent(page)
        assert [s.text for s in page.sentences] == ["It is cytokine release.", "Rest."]
        sentence = page.sentence(1)
        start, end = sentence.span(6, 14)
        assert page.text[start:end].replace("\u00ad", "") == "cytokine"
