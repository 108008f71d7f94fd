"""Pages of a few lines, each line a sentence."""

from immunograph.pages.page import Block, Kind, Page, Role, Section, Sentence


def page(text: str) -> Page:
    """A page whose lines are its sentences."""
    sentences, blocks, start = [], [], 0
    for line in text.split("\n"):
        end = start + len(line)
        if line:
            order = len(sentences) + 1
            sentences.append(Sentence(order, start, end, 1, order - 1, Role.CONTENT, line))
            blocks.append(Block(order - 1, Kind.PARAGRAPH, 1, start, end))
        start = end + 1
    section = Section(1, (), 0, len(text))
    return Page(
        "page.txt",
        "text",
        "",
        text,
        sections=(section,),
        blocks=tuple(blocks),
        sentences=tuple(sentences),
    )
