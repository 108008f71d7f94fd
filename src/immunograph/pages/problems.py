"""What is wrong with a page, each with its place, in plain words, and what to do."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from immunograph.pages.page import Block, Kind, Page, Problem, Role, Sentence

_SHOWN = 60
_NEAR = 20


@dataclass(frozen=True, slots=True)
class Signs:
    """What a list that is announced and letters that are lost look like."""

    announcing: re.Pattern[str]
    encoding: re.Pattern[str]


@cache
def signs() -> Signs:
    """The patterns of `problems.yaml`."""
    data = load()
    return Signs(_any(data["announcing"], re.I), _any(data["encoding"]))


def load() -> Mapping[str, Any]:
    """What stands in `problems.yaml`."""
    path = Path(__file__).with_suffix(".yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def _any(said: Iterable[Mapping[str, str]], flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule['pattern']})" for rule in said), flags)


def problems(page: Page) -> Iterator[Problem]:
    """The problems of a page, in their kinds and then in the order of the page."""
    for find in _FINDERS:
        yield from find(page)


def _empty_lists(page: Page) -> Iterator[Problem]:
    leads = {block.lead for block in page.blocks}
    for block, after in pairwise((*page.blocks, None)):
        if block is None or block.index in leads or block.kind not in _ANNOUNCERS:
            continue
        said = page.of_block(block.index)
        if said and _is_announcing(said[-1]) and not _is_continued(page, after, leads):
            yield _problem(
                "empty-list",
                f"{_shown(said[-1].text)} announces a list, and none stands behind it",
                said[-1],
                fix="see the page itself for the items that were lost when it was saved",
            )


def _is_announcing(sentence: Sentence) -> bool:
    text = sentence.text
    return text.endswith(":") and bool(signs().announcing.search(text))


def _is_continued(page: Page, after: Block | None, leads: set[int | None]) -> bool:
    """Whether what stands behind a colon may be what it announces."""
    if after is None or after.kind is Kind.HEADING:
        return False
    if after.kind is not Kind.PARAGRAPH or after.index in leads:
        return True
    said = page.of_block(after.index)
    text = said[0].text.rstrip(")]") if said else ""
    return text[:1].islower() or text[:1].isdigit() or text[-1:] not in ".!?:"


def _damage(page: Page) -> Iterator[Problem]:
    for sentence in page.sentences:
        for found in signs().encoding.finditer(sentence.text):
            start, end = sentence.span(*found.span())
            yield Problem(
                "encoding-damage",
                f"letters were lost or changed in {_around(sentence.text, *found.span())}",
                sentence.order,
                start,
                end,
                "save the page again as UTF-8, or put the letters right",
            )
            break


def _unclosed(page: Page) -> Iterator[Problem]:
    for block in page.blocks:
        found = _open_bracket(page.of_block(block.index))
        if found and found[0].role is Role.CONTENT:
            sentence, at = found
            start, end = sentence.span(at, at + 1)
            around = _around(sentence.text, at, at + 1)
            yield Problem(
                "unclosed",
                f"a bracket opens and never closes in {around}",
                sentence.order,
                start,
                end,
                "see the page itself for words that were lost",
            )


def _open_bracket(sentences: Iterable[Sentence]) -> tuple[Sentence, int] | None:
    """The outermost bracket of a block that never closes, and where in its sentence it stands."""
    depth, opened = 0, None
    for sentence in sentences:
        for found in _BRACKET.finditer(sentence.text):
            depth = max(0, depth + _DEPTH[found[0]])
            opened = (sentence, found.start()) if (depth, found[0]) == (1, "(") else opened
    return opened if depth else None


def _no_content(page: Page) -> Iterator[Problem]:
    if not page.sentences:
        yield Problem("no-content", "there is no text", fix="see whether the page was saved whole")
    elif not any(sentence.role is Role.CONTENT for sentence in page.sentences):
        yield Problem(
            "no-content",
            "there is nothing but headings, menus and what the page says of itself",
            fix="see whether the page was saved whole",
        )


def _empty_headings(page: Page) -> Iterator[Problem]:
    """A heading without words, below which no line stands that could be its words."""
    for block, after in pairwise((*page.blocks, None)):
        is_empty = block and block.kind is Kind.HEADING and not page.of_block(block.index)[0].text
        if block and is_empty and (after is None or after.kind is not Kind.HEADING):
            yield _problem(
                "lost-heading",
                "a heading has no words",
                page.of_block(block.index)[0],
                fix="see the page itself for the heading that was lost",
            )


def _lost_headings(page: Page) -> Iterator[Problem]:
    """A section number that is left out between two that are there."""
    numbers = [
        (section, _NUMBER.match(section.path[-1])) for section in page.sections if section.path
    ]
    known = [(section, match[1].split(".")) for section, match in numbers if match]
    for (_, before), (section, after) in pairwise(known):
        if len(before) == len(after) > 1 and before[:-1] == after[:-1]:
            missing = int(after[-1]) - int(before[-1]) - 1
            if 1 <= missing <= _FEW:
                number = ".".join([*after[:-1], str(int(after[-1]) - 1)])
                sentence = page.sentence_at(section.start)
                if sentence:
                    yield _problem(
                        "lost-heading",
                        f"there is no heading {number} before {_shown(section.path[-1])}",
                        sentence,
                        fix="see the page itself for the heading that was lost",
                    )


def _problem(kind: str, message: str, sentence: Sentence, fix: str) -> Problem:
    return Problem(kind, message, sentence.order, sentence.start, sentence.end, fix)


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"... {text[-_SHOWN:].partition(' ')[2]}")


def _around(text: str, start: int, end: int) -> str:
    return repr(text[max(0, start - _NEAR) : end + _NEAR].strip())


_FEW = 2
_ANNOUNCERS = {Kind.PARAGRAPH, Kind.ITEM}
_BRACKET = re.compile(r"[()]")
_DEPTH = {"(": 1, ")": -1}
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s")
_FINDERS = (_empty_lists, _damage, _unclosed, _empty_headings, _lost_headings, _no_content)
