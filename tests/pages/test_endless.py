"""A sentence that has no end is marked, so that nothing is taken from it."""

from immunograph.pages.endless import LONGEST
from immunograph.pages.page import Role
from immunograph.pages.read import read_bytes


def test_what_is_too_long_for_a_sentence_is_said_and_left() -> None:
    endless = "fever and chills " * (LONGEST // 17 + 1)
    page = read_bytes(f"Blinatumomab helps.\n\n{endless}\n\nIt is old.\n".encode(), "p.txt")
    assert [one.role for one in page.sentences] == [Role.CONTENT, Role.ENDLESS, Role.CONTENT]
    (problem,) = [one for one in page.problems if one.kind == "endless-sentence"]
    endless_one = page.sentences[1]
    assert (problem.sentence, problem.start, problem.end) == (
        endless_one.order,
        endless_one.start,
        endless_one.end,
    )


def test_a_long_text_of_sentences_is_read() -> None:
    page = read_bytes(("It helps. " * LONGEST).encode(), "p.txt")
    assert {one.role for one in page.sentences} == {Role.CONTENT}
    assert [one for one in page.problems if one.kind == "endless-sentence"] == []
