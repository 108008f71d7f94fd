"""A page put in the light of the graph, before claims are read from it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from immunograph.candidates.context import Context, Subject
from immunograph.candidates.knowledge import Knowledge, read_knowledge
from immunograph.candidates.naming import Register
from immunograph.candidates.occurrences import Therapies, aliases, is_on, occurrences, titled
from immunograph.candidates.subjects import Speakers, subjects
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Page, Problem

if TYPE_CHECKING:
    from immunograph.dataset import DataSet


def context_of(
    page: Page, mentions: Iterable[Mention], dataset: "DataSet", known: Knowledge | None = None
) -> tuple[Context, list[Problem]]:
    """The page with whom each sentence is about, and where that could not be told.

    `known` is what the data set knows of therapies, for whoever has read it for a page before.
    """
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    frozen = {order: tuple(of) for order, of in by_sentence.items()}
    known = known or read_knowledge(dataset.store)
    register = Register()
    therapies = Therapies(dataset.names, known, register)
    therapies = replace(therapies, aliases=aliases(page, therapies))
    title = page.metadata.get("ingredient", "") or titled(page)
    topic = therapies.of(title, "", 1) if title else ""
    every = (mention for of in frozen.values() for mention in of)
    named = occurrences(page, every, therapies, title, topic)
    speakers = Speakers(
        page,
        frozen,
        named,
        dataset.names,
        known,
        Subject(topic) if topic else None,
        other=bool(title and not topic and is_on(page, title)),
    )
    found, problems = subjects(speakers)
    whole = Context(page, frozen, found, named, dataset.names, known, register, speakers.topic)
    return whole, problems
