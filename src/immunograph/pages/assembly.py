"""A page from the blocks that the reader of its format found."""

from collections.abc import Iterable, Iterator

from immunograph.pages.found import Draft, Found
from immunograph.pages.leads import with_leads
from immunograph.pages.lines import strip
from immunograph.pages.page import Block, Kind, Page, Role, Section, Sentence
from immunograph.pages.sentences import split


def assemble(name: str, form: str, sha256: str, draft: Draft) -> Page:
    """The page: sections from headings, lists with what announces them, sentences with roles."""
    text, blocks, facts = draft.text, draft.blocks, draft.facts
    sections = list(_sections(blocks, len(text)))
    laid = _blocks(blocks, sections)
    sentences = list(_sentences(text, laid, blocks, facts.language or "en"))
    return Page(
        name=name,
        format=form,
        sha256=sha256,
        text=text,
        title=facts.title or _title(blocks),
        language=facts.language,
        last_reviewed=facts.last_reviewed,
        address=facts.address,
        publisher=facts.publisher,
        metadata=facts.metadata,
        sections=tuple(sections),
        blocks=tuple(laid),
        sentences=tuple(sentences),
        links=tuple(link for found in blocks for link in found.links),
        problems=facts.problems,
    )


def _title(blocks: Iterable[Found]) -> str:
    return next((found.visible.text for found in blocks if found.kind is Kind.HEADING), "")


def _sections(blocks: list[Found], length: int) -> Iterator[Section]:
    path: list[tuple[int, str]] = []
    heads = [found for found in blocks if found.kind is Kind.HEADING]
    starts = [found.start for found in heads]
    order = 0
    if not starts or blocks[0].start < starts[0]:
        order = 1
        yield Section(1, (), 0, starts[0] if starts else length)
    for index, head in enumerate(heads):
        path = [*(each for each in path if each[0] < head.level), (head.level, head.visible.text)]
        end = starts[index + 1] if index + 1 < len(starts) else length
        yield Section(order + index + 1, tuple(text for _, text in path), head.start, end)


def _blocks(found: list[Found], sections: list[Section]) -> list[Block]:
    blocks, at = [], 0
    for index, (each, number, lead) in enumerate(with_leads(found)):
        while at + 1 < len(sections) and sections[at + 1].start <= each.start:
            at += 1
        order = sections[at].order
        blocks.append(
            Block(
                index,
                each.kind,
                order,
                each.start,
                each.end,
                each.level,
                number,
                lead,
                each.cell,
            )
        )
    return blocks


def _sentences(
    page: str, blocks: list[Block], found: list[Found], language: str
) -> Iterator[Sentence]:
    order = 0
    for block, each in zip(blocks, found, strict=True):
        role = each.role or (Role.HEADING if each.kind is Kind.HEADING else Role.CONTENT)
        for start, end, text, offsets in _parts(page, each, language):
            order += 1
            yield Sentence(order, start, end, block.section, block.index, role, text, offsets)


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
        end = seen.offsets[last] if index + 1 < len(spans) else found.end
        start, end = strip(page, start, end)
        at = part.offsets[0] if part.text else start
        own = part.plain and at == start and len(part.text) == end - start
        yield start, end, part.text, None if own else tuple(part.offsets)


def _run_in(spans: list[tuple[int, int]], opening: int) -> list[tuple[int, int]]:
    """A bold opening such as "Use." is a heading of its sentence and stays with it."""
    if opening and len(spans) > 1 and spans[0][1] <= opening:
        return [(spans[0][0], spans[1][1]), *spans[2:]]
    return spans
