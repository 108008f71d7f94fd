"""Adverse events in a page, whatever drug it speaks of, found by what labels have taught."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from immunograph.mentions.events import tokens
from immunograph.mentions.events.choosing import Judge, Place, Tagged, chosen, longest
from immunograph.mentions.events.features import Featurer, sections
from immunograph.mentions.events.gaps import GAP, at_a_site, joined
from immunograph.mentions.events.model import Model, say, shipped
from immunograph.mentions.events.tokens import Line
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Block, Page, Role, Sentence

_READ = (Role.CONTENT, Role.HEADING)
_NO_SPACE = re.compile(r"\S")
_TREATING = re.compile(
    r"\b(?:to treat|treatment of|(?:approved|indicated) for)\W+(?:[\w-]+\W+){0,2}$", re.I
)
_TREATED = re.compile(
    r"\b(?:to treat|treat the following|treatment of|indicated|(?:approved|used) for"
    r"|(?:in|for) (?:patients|people|adults|children|women|men) (?:with|who have))\b",
    re.I,
)
_REACH = 120  # characters that are read before a mention, and at the end of what announces a list
_DEEPEST = 4  # lists within one another
_UNREAD = frozenset(["figures"])
_LEAST = -0.6  # log odds of a term: where F1 on labels was best in cross-validation
Parts = tuple[tuple[int, int], ...]


def events(page: Page) -> list[Mention]:
    """The adverse events in the sentences of a page, in the order of the page, not yet linked.

    Negated events are among them; diseases that are treated are left out where the words around
    them show it. A mention with a gap has its `parts`.
    """
    return found(page, shipped())


def found(page: Page, model: Model) -> list[Mention]:
    """The adverse events in the sentences of a page, by any model."""
    spans = set(recognised(visible(page), model))
    in_order = sorted(spans, key=lambda parts: (parts[0][0], parts[-1][1], parts))
    return [mention for parts in in_order for mention in _mention(page, parts)]


def visible(page: Page) -> str:
    """The text of a page with what stands in no sentence hidden, each character in its place."""
    hidden = _NO_SPACE.sub(tokens.HIDDEN, page.text)
    pieces, at = [], 0
    for sentence in page.sentences:
        if sentence.role in _READ and sentence.start >= at:
            pieces += [hidden[at : sentence.start], _shown(page.text, hidden, sentence)]
            at = sentence.end
    return "".join([*pieces, hidden[at:]])


def _shown(text: str, hidden: str, sentence: Sentence) -> str:
    start, end = sentence.start, sentence.end
    if sentence.offsets is None:
        return text[start:end]
    characters = list(hidden[start:end])
    for offset in sentence.offsets:
        characters[offset - start] = text[offset]
    return "".join(characters)


def recognised(text: str, model: Model) -> Iterator[Parts]:
    """Where events stand in a text, each as its parts; most have one."""
    lines = list(tokens.lines(text))
    featurer = Featurer(model.lexicon)
    said = [
        say(model.taggers, rows) if rows else _nothing(line)
        for line, rows in zip(lines, featurer.page(lines, _UNREAD), strict=True)
    ]
    judge = Judge(lines, said, sections(lines), model.lexicon)
    places = longest(list(chosen(judge, model.choosing, _LEAST)))
    for at, of_line in groupby(places, key=lambda place: place[0]):
        line, runs = lines[at], [place[1:] for place in of_line]
        sites = list(at_a_site(line.words, runs, model.lexicon))
        there = {word for _, run in sites for word in range(*run)}
        for parts in [*((run,) for run in runs if there.isdisjoint(range(*run))), *sites]:
            yield tuple(_span(line, *part) for part in parts)
    yield from _gapped(lines, said, places, model)


def _nothing(line: Line) -> Tagged:
    size = len(line.words)
    return Tagged(["O"] * size, [0.0] * size, [0.0] * size)


def _gapped(
    lines: Sequence[Line], said: Sequence[Tagged], places: Sequence[Place], model: Model
) -> Iterator[Parts]:
    """The mentions with a gap, of what the taggers see in no mention in one piece."""
    taken = {(at, word) for at, start, stop in places for word in range(start, stop)}
    for at, (line, tagged) in enumerate(zip(lines, said, strict=True)):
        if GAP in tagged.tags:
            for runs in joined(line.words, tagged.tags, model.lexicon, model.joining):
                if any((at, word) not in taken for run in runs for word in range(*run)):
                    yield tuple(_span(line, *run) for run in runs)


def _span(line: Line, start: int, stop: int) -> tuple[int, int]:
    return line.starts[start], line.ends[stop - 1]


def _mention(page: Page, parts: Parts) -> Iterator[Mention]:
    start, end = parts[0][0], parts[-1][1]
    sentence = page.sentence_at(start)
    if sentence and end <= sentence.end and not _is_treated(page, sentence, start):
        gapped = parts if len(parts) > 1 else ()
        yield Mention(start, end, page.text[start:end], "event", "", sentence.order, parts=gapped)


def _is_treated(page: Page, sentence: Sentence, start: int) -> bool:
    """Whether the words before it, or what announces the list it is in, say that it is treated."""
    before = page.text[max(sentence.start, start - _REACH) : start]
    return bool(_TREATING.search(before)) or any(
        _TREATED.search(page.text, max(lead.start, lead.end - _REACH), lead.end)
        for lead in _leads(page, sentence)
    )


def _leads(page: Page, sentence: Sentence) -> Iterator[Block]:
    """What announces the list in which a sentence stands, and the lists around that."""
    at: int | None = page.blocks[sentence.block].lead
    for _ in range(_DEEPEST):
        if at is None:
            return
        yield page.blocks[at]
        at = page.blocks[at].lead
