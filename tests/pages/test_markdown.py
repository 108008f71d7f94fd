"""Markdown: its own characters, with the markup of each sentence."""

from immunograph.pages.page import Kind, Page, Role
from immunograph.pages.read import read_bytes
from pages.consistency import assert_consistent

PAGE = """---
title: Examplumab
lastReviewed: '2025-02-03'
language: en
url: https://example.org/a
source: Example
---

# Examplumab

Examplumab
binds to **CD19**. See [the *label*](https://example.org/label "a b"), please.

It is used in:

- **[Some leukemia](/x).** It is given to adults:
- once a week
- at home

| Effect | Rate |
|---|---:|
| Fever \\| chills | 12% |
"""


def page(text: str) -> Page:
    read = read_bytes(text.encode(), "page.md")
    assert_consistent(read)
    return read


def test_the_head_says_what_the_page_is() -> None:
    read = page(PAGE)
    assert (read.title, read.language, read.last_reviewed) == ("Examplumab", "en", "2025-02-03")
    assert (read.address, read.publisher) == ("https://example.org/a", "Example")
    assert read.sentence(1).role is Role.ABOUT


def test_a_sentence_is_what_a_reader_sees_and_stands_with_its_markup() -> None:
    read = page(PAGE)
    bound, see = read.sentences[2:4]
    assert bound.text == "Examplumab binds to CD19."
    assert read.text[bound.start : bound.end] == "Examplumab\nbinds to **CD19**."
    assert read.text[slice(*bound.span(20, 24))] == "CD19"
    assert see.text == "See the label, please."
    assert read.text[slice(*see.span(8, 13))] == "label"
    assert next(read.text[link.start : link.end] for link in read.links) == "the *label*"


def test_items_know_what_announces_them() -> None:
    read = page(PAGE)
    items = [block for block in read.blocks if block.kind is Kind.ITEM]
    assert [read.of_block(item.index)[0].text for item in items] == [
        "Some leukemia. It is given to adults:",
        "once a week",
        "at home",
    ]
    leads = [read.of_block(item.lead or 0)[-1].text for item in items]
    assert leads == ["It is used in:", *["Some leukemia. It is given to adults:"] * 2]


def test_cells_have_their_headers() -> None:
    read = page(PAGE)
    cells = {read.of_block(b.index)[0].text: b.cell for b in read.blocks if b.cell}
    assert cells["Fever | chills"].headers == ("Effect",)
    assert cells["12%"].headers == ("Rate", "Fever | chills")


def test_a_line_that_is_read_in_parts_is_one_text() -> None:
    word = "x" * 22_000
    read = page(f"It is **bold**. {word} {'a [b](/c) ' * 400}")
    assert read.sentences[0].text == "It is bold."
    assert read.sentences[1].text == f"{word} {'a b ' * 400}".strip()
    assert len(read.links) == 400
