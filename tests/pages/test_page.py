"""A page as it was read."""

from immunograph.pages.page import Page, Role, Sentence
from immunograph.passage import fingerprint


def page() -> Page:
    text = "One  *fine* day. And more."
    first = Sentence(
        1, 0, 16, 1, 0, Role.CONTENT, "One fine day.", (0, 1, 2, 3, *range(6, 10), *range(11, 16))
    )
    return Page(
        "p.md",
        "markdown",
        "",
        text,
        sentences=(first, Sentence(2, 17, 26, 1, 0, Role.CONTENT, "And more.")),
    )


def test_a_part_of_what_a_reader_sees_is_found_in_the_page() -> None:
    first, second = page().sentences
    start, end = first.span(4, 8)
    assert page().text[start:end] == "fine"
    assert page().text[slice(*second.span(4, 8))] == "more"


def test_an_offset_has_its_sentence_or_none() -> None:
    read = page()
    assert [getattr(read.sentence_at(at), "order", None) for at in (0, 15, 16, 17, 25, 26)] == [
        1,
        1,
        None,
        2,
        2,
        None,
    ]


def test_a_sentence_is_known_by_its_text_in_the_page() -> None:
    read = page()
    assert read.fingerprint(read.sentence(2)) == fingerprint("And more.")
    assert [one.order for one in read.of_block(0)] == [1, 2]
