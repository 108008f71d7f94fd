"""What a page introduces: brands beside a drug or in a block of brands, its subject, proteins."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from immunograph.mentions import rulebook
from immunograph.mentions.dictionary import Span
from immunograph.pages.page import Kind, Page, Role, Sentence

_READ = (Role.CONTENT, Role.HEADING)
_LONGEST_NAME = 40
_WINDOW = 60


def of_page(page: Page) -> Iterator[str]:
    """The names of drugs that a page introduces by itself: in a block of brands, in its title."""
    title = page.title.casefold()
    for sentence in page.sentences:
        if sentence.role in _READ:
            if expression("announcements").match(sentence.text):
                yield from _announced(page, sentence)
            for pattern in expressions("subjects"):
                name = pattern.match(sentence.text)
                if name and name["m"].casefold() in title:
                    yield from _named(name["m"])


def of_sentence(text: str, spans: Sequence[Span]) -> Iterator[str]:
    """The brands that a sentence introduces, by their mark or beside the drugs it names."""
    for pattern in expressions("brands"):
        for match in () if text.isupper() else pattern.finditer(text):
            yield from _named(match["m"])
    for span in spans:
        if span.kind == "drug":
            behind = expression("bracketed").match(text, span.end)
            before = expression("before").search(text[max(0, span.start - _WINDOW) : span.start])
            for beside in (behind, before):
                yield from _named(beside["m"]) if beside else ()


def proteins(page: Page) -> Iterator[str]:
    """The antigens that a page introduces by calling a protein so."""
    patterns = [each for each in rulebook.patterns("antigens") if each.introduces]
    for sentence in page.sentences:
        plain = sentence.text.lower() if sentence.role in _READ else ""
        for pattern in patterns if plain else ():
            yield from (
                sentence.text[start:end] for start, end in pattern.spans(sentence.text, plain)
            )


@cache
def expressions(group: str) -> tuple[re.Pattern[str], ...]:
    """The expressions of a group of patterns."""
    return tuple(re.compile(each["pattern"]) for each in rulebook.read("introductions")[group])


@cache
def expression(group: str) -> re.Pattern[str]:
    """The one expression of a group that has one."""
    return re.compile(rulebook.read("introductions")[group]["pattern"])


def _announced(page: Page, sentence: Sentence) -> Iterator[str]:
    """The brands in the block behind a line that announces them, or in the list behind it."""
    for block in page.blocks[sentence.block + 1 :]:
        for each in page.of_block(block.index):
            for name in re.split(r"[,;\n]", page.text[each.start : each.end]):
                yield from _named(name.strip())
        if block.kind is not Kind.ITEM:
            return


def _named(name: str) -> Iterator[str]:
    first = name.split(" ", 1)[0].casefold()
    is_name = 0 < len(name) <= _LONGEST_NAME and name[0].isupper()
    if is_name and first not in rulebook.words("introductions", "no_names"):
        yield name
