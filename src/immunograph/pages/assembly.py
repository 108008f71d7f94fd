"""A page from the blocks that the reader of its format found."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from immunograph.pages.bullets import itemized
from immunograph.pages.dates import last_reviewed, month_of_review
from immunograph.pages.found import Draft, Facts, Found
from immunograph.pages.furniture import furniture
from immunograph.pages.headings import restored
from immunograph.pages.leads import Led, with_leads
from immunograph.pages.lines import strip
from immunograph.pages.page import Block, Kind, Page, Problem, Role, Section, Sentence
from immunograph.pages.problems import problems
from immunograph.pages.sentences import split
from immunograph.pages.visible import Visible


def assemble(name: str, form: str, sha256: str, draft: Draft) -> Page:
    """The page: sections from headings, lists with what announces them, sentences with roles."""
    facts = draft.facts
    led = with_leads(list(restored(itemized(draft.text, draft.blocks))))
    found = [each.found for each in led]
    sections = list(_sections(found, len(draft.text)))
    blocks = _blocks(led, sections)
    pairs = list(zip(blocks, found, strict=True))
    language = facts.language or "en"
    sentences = tuple(_sentences(draft.text, pairs, sections, language))
    page = Page(
        name=name,
        format=form,
        sha256=sha256,
        text=draft.text,
        title=facts.title or _title(sentences),
        language=facts.language,
        last_reviewed=facts.last_reviewed or _last_reviewed(sentences),
        address=facts.address,
        publisher=facts.publisher or _publisher(sentences),
        metadata=_metadata(facts, sentences),
        sections=tuple(sections),
        blocks=tuple(blocks),
        sentences=sentences,
        links=tuple(link for each in found for link in each.links),
    )
    return replace(page, problems=(*_placed(page, facts.problems), *problems(page)))


def _title(sentences: tuple[Sentence, ...]) -> str:
    return next((each.text for each in sentences if each.role is Role.HEADING), "")


def _last_reviewed(sentences: tuple[Sentence, ...]) -> str:
    return last_reviewed(each.text for each in sentences if each.role is Role.ABOUT)


def _metadata(facts: Facts, sentences: tuple[Sentence, ...]) -> Mapping[str, str]:
    """What the head says, and the month of review where a page gives no day."""
    about = (each.text for each in sentences if each.role is Role.ABOUT)
    month = "" if facts.last_reviewed else month_of_review(about)
    return {**facts.metadata, "month_of_review": month} if month else facts.metadata


def _publisher(sentences: tuple[Sentence, ...]) -> str:
    about = (furniture().publisher(each.text) for each in sentences if each.role is Role.ABOUT)
    return next((name for name in about if name), "")


def _placed(page: Page, problems: tuple[Problem, ...]) -> Iterator[Problem]:
    """The problems that a reader met, each with its sentence where it has a place."""
    for problem in problems:
        within = page.sentence_at(problem.start) if problem.end else None
        yield replace(problem, sentence=within.order) if within else problem


def _sections(blocks: list[Found], length: int) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    heads = [found for found in blocks if found.kind is Kind.HEADING and found.role is None]
    starts = [found.start for found in heads]
    order = 0
    if not starts or blocks[0].start < starts[0]:
        order = 1
        yield Section(1, (), 0, starts[0] if starts else length)
    for index, head in enumerate(heads):
        path = [*(each for each in path if each[0] < head.level), (head.level, head.visible.text)]
        end = starts[index + 1] if index + 1 < len(starts) else length
        yield Section(order + index + 1, tuple(text for _, text in path), head.start, end)


def _blocks(led: list[Led], sections: list[Section]) -> list[Block]:
    blocks, at = [], 0
    for index, each in enumerate(led):
        found = each.found
        while at + 1 < len(sections) and sections[at + 1].start <= found.start:
            at += 1
        where = found.kind, sections[at].order, found.start, found.end
        blocks.append(Block(index, *where, found.level, each.number, each.lead, found.cell))
    return blocks


def _sentences(
    page: str, blocks: list[tuple[Block, Found]], sections: list[Section], language: str
) -> Iterator[Sentence]:
    order, rules = 0, furniture()
    for block, found in blocks:
        of_block = rules.of_block(found, sections[block.section - 1].path)
        of_one = replace(found, whole=found.whole or of_block is Role.REFERENCE)
        for start, end, text, offsets in _parts(page, of_one, language):
            order += 1
            role = rules.of_sentence(text) if of_block in _BY_WORDS else None
            role = role or of_block or Role.CONTENT
            yield Sentence(order, start, end, block.section, block.index, role, text, offsets)


_BY_WORDS = {None, Role.NAVIGATION}  # in a footer too, a date is about the page


def _parts(
    page: str, found: Found, language: str
) -> Iterator[tuple[int, int, str, tuple[int, ...] | None]]:
    """The sentences of a block: where each stands with its markup, and what is seen of it."""
    seen = found.visible
    whole = found.whole or found.kind in {Kind.HEADING, Kind.METADATA}
    spans = [(0, len(seen.text))] if whole else split(seen.text, language)
    spans = _run_in(spans or [(0, len(seen.text))], found.opening)
    for index, (first, last) in enumerate(spans):
        part = seen.part(first, last)
        start = seen.offsets[first - 1] + 1 if index else found.start
        end = _end(seen, last) if index + 1 < len(spans) else found.end
        start, end = strip(page, start, end)
        at = part.offsets[0] if part.text else start
        own = part.plain and at == start and len(part.text) == end - start
        yield start, end, part.text, None if own else tuple(part.offsets)


def _end(seen: Visible, last: int) -> int:
    """Where a sentence ends with its markup: at the white space behind it, if there is any."""
    return seen.offsets[last] if seen.text[last].isspace() else seen.offsets[last - 1] + 1


def _run_in(spans: list[tuple[int, int]], opening: int) -> list[tuple[int, int]]:
    """A bold opening such as "Use." is a heading of its sentence and stays with it."""
    if opening and len(spans) > 1 and spans[0][1] <= opening:
        return [(spans[0][0], spans[1][1]), *spans[2:]]
    return spans
