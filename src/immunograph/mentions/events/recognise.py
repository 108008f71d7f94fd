"""Adverse events in a page, whatever drug it speaks of, found by what labels have taught."""

from collections.abc import Iterator, Sequence

from immunograph.mentions.events import tokens
from immunograph.mentions.events.features import Featurer
from immunograph.mentions.events.model import Model, shipped
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Page, Role

_READ = (Role.CONTENT, Role.HEADING)


def events(page: Page) -> list[Mention]:
    """The adverse events in the sentences of a page, in the order of the page, not yet linked.

    Negated events are among them; diseases that are treated are left out where the words around
    them show it. A mention with a gap has its `parts`.
    """
    return [mention for span in spans(page.text, shipped()) for mention in _mention(page, span)]


def spans(text: str, model: Model) -> Iterator[tuple[tuple[int, int], ...]]:
    """Where events stand in a text, each as its parts; most have one."""
    lines = list(tokens.lines(text))
    featurer = Featurer(model.lexicon)
    for line, rows in zip(lines, featurer.page(lines), strict=True):
        for start, stop in runs(model.tagger.tag(rows)):
            yield ((line.starts[start], line.ends[stop - 1]),)


def runs(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The runs of words that are events, from the tags B, I and O.

    >>> list(runs(["B", "I", "O", "B", "B"]))
    [(0, 2), (3, 4), (4, 5)]
    """
    start = None
    for index, tag in enumerate([*tags, "O"]):
        if tag != "I" and start is not None:
            yield start, index
            start = None
        if tag == "B" or (tag == "I" and start is None):
            start = index


def _mention(page: Page, parts: tuple[tuple[int, int], ...]) -> Iterator[Mention]:
    start, end = parts[0][0], parts[-1][1]
    sentence = page.sentence_at(start)
    if sentence and sentence.role in _READ and end <= sentence.end:
        gapped = parts if len(parts) > 1 else ()
        yield Mention(start, end, page.text[start:end], "event", "", sentence.order, parts=gapped)
