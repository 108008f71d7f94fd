"""What of a page is too long for a sentence: it is marked, and no claims are made of it."""

from dataclasses import replace

from immunograph.finding import counted
from immunograph.pages.page import Page, Problem, Role, Sentence

LONGEST = 20_000  # characters: no sentence of any page that people wrote has as many


def bounded(page: Page) -> Page:
    """The page with a mark on each sentence that has no end, and a problem that says so."""
    endless = [each for each in page.sentences if each.end - each.start > LONGEST]
    if not endless:
        return page
    return replace(
        page,
        sentences=tuple(_marked(each) for each in page.sentences),
        problems=(*page.problems, *map(_problem, endless)),
    )


def _marked(sentence: Sentence) -> Sentence:
    is_endless = sentence.end - sentence.start > LONGEST
    return replace(sentence, role=Role.ENDLESS) if is_endless else sentence


def _problem(sentence: Sentence) -> Problem:
    length = counted(sentence.end - sentence.start, "character")
    return Problem(
        "endless-sentence",
        f"goes on for {length} without an end of a sentence: no claims are made of that",
        sentence.order,
        sentence.start,
        sentence.end,
        "save the page with its line breaks",
    )
