"""Adverse events in a page, whatever drug it speaks of, found by what labels have taught."""

from collections.abc import Iterator, Sequence

from immunograph.mentions.events import tokens
from immunograph.mentions.events.choosing import Judge, Place, Tagged, chosen, longest
from immunograph.mentions.events.coordination import GAP, joined
from immunograph.mentions.events.features import Featurer, sections
from immunograph.mentions.events.model import Model, say, shipped
from immunograph.mentions.events.tokens import Line
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Page, Role

_READ = (Role.CONTENT, Role.HEADING)
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
    spans = sorted(set(recognised(page.text, model)))
    return [mention for parts in spans for mention in _mention(page, parts)]


def recognised(text: str, model: Model) -> Iterator[Parts]:
    """Where events stand in a text, each as its parts; most have one."""
    lines = list(tokens.lines(text))
    featurer = Featurer(model.lexicon)
    said = [say(model.taggers, rows) for rows in featurer.page(lines)]
    judge = Judge(lines, said, sections(lines), model.lexicon)
    places = longest(list(chosen(judge, model.choosing, _LEAST)))
    for at, start, stop in places:
        yield (_span(lines[at], start, stop),)
    yield from _gapped(lines, said, places, model)


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
    if sentence and sentence.role in _READ and end <= sentence.end:
        gapped = parts if len(parts) > 1 else ()
        yield Mention(start, end, page.text[start:end], "event", "", sentence.order, parts=gapped)
