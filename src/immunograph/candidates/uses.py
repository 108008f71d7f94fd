"""What a page says of the uses of therapies: each sentence, or each item of a list, by itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from immunograph.candidates.context import Context, Subject, place
from immunograph.candidates.denial import turns
from immunograph.candidates.outline import Node, outline, paths
from immunograph.candidates.tables import answer, entries, head_of, heads, says_nothing
from immunograph.candidates.tables import fits as fits_cell
from immunograph.candidates.traits import fits, stance
from immunograph.pages.page import Block, Kind, Role, Sentence
from immunograph.vocabulary import IG

# What heads a column of uses.
_COLUMN = re.compile(
    r"(?P<approved>\bapproved\b|\bindications?\b|\bindicated\b)|\buses?\b|\bused (?:for|in)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or the part of it that is about one therapy; `opens` where an item starts."""

    sentence: Sentence
    start: int
    end: int
    opens: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return self.sentence.text[self.start : self.end]


Level = tuple[Piece, ...]


@dataclass(frozen=True)
class Use:
    """A use of a therapy: what is said of it level by level, the announcing sentence first."""

    subject: Subject
    stance: str
    levels: tuple[Level, ...]
    is_denied: bool = False

    @property
    def sentences(self) -> list[int]:
        """The orders of the sentences that say it."""
        return [piece.sentence.order for level in self.levels for piece in level]


def uses(context: Context) -> Iterator[Use]:
    """Each use that a page speaks of."""
    announced: set[int] = set()
    columns = heads(context.page)
    for sentence, subject in context.told():
        if sentence.block in announced:
            continue
        if head := head_of(columns, context.page.blocks[sentence.block]):
            yield from _of_cell(sentence, subject, head)
            continue
        whole = _part(context, sentence, subject)
        if not stance(whole.text) or fits("aside", whole.text):
            continue
        for start, end, said, is_denied in turns(whole.text):
            piece = replace(whole, start=whole.start + start, end=whole.start + end)
            if not piece.text.rstrip().endswith(":"):
                yield Use(subject, said, ((piece,),), is_denied)
                continue
            blocks = _announced(context, sentence)
            announced.update(block.index for block in blocks)
            for path in paths(outline(context.page, context.page.blocks[sentence.block], blocks)):
                levels = tuple(_level(node) for node in path)
                about = _own(context, path[-1]) or subject
                yield Use(about, said, ((piece,), *levels), is_denied)


def _of_cell(sentence: Sentence, subject: Subject, head: Sentence) -> Iterator[Use]:
    """The uses in a cell whose column is headed by what says so, such as `Approved for`."""
    match = _COLUMN.search(head.text)
    if not match:
        return
    said = f"{IG}Approved" if match["approved"] else f"{IG}SourceReported"
    above, of_head = (Piece(head, 0, len(head.text)),), fits("denied", head.text)
    for start, end in entries(sentence.text):
        entry = sentence.text[start:end]
        if says_nothing(entry):
            continue
        is_not_for = fits_cell("not_for", entry)
        is_denied = is_not_for or answer(entry) is False
        if is_denied and of_head:
            continue
        levels = (above, (Piece(sentence, start, end, opens=not is_not_for),))
        yield Use(subject, said, levels, is_denied or of_head)


def _own(context: Context, node: Node) -> Subject | None:
    """The therapy that an item names for itself."""
    order = node.sentences[0].order if node.sentences else 0
    subjects = context.subjects.get(order, ())
    is_named = {one.iri for one in context.occurrences.get(order, ())}
    own = [one for one in subjects if one.iri in is_named]
    return own[0] if len(own) == 1 and len(subjects) == 1 else None


def _part(context: Context, sentence: Sentence, subject: Subject) -> Piece:
    """Of a sentence about several therapies, the part on one: from its name to the next."""
    whole = Piece(sentence, 0, len(sentence.text))
    named = context.occurrences.get(sentence.order, ())
    if not named or len(context.subjects.get(sentence.order, ())) < 2:  # noqa: PLR2004 (several)
        return whole
    starts = [place(sentence, one.start) for one in named]
    ends = [*starts[1:], len(sentence.text)]
    parts = [Piece(sentence, start, end) for start, end in zip(starts, ends, strict=True)]
    first = next((at for at, one in enumerate(named) if one.iri == subject.iri), len(parts))
    return next((part for part in parts[first:] if stance(part.text)), whole)


def _announced(context: Context, sentence: Sentence) -> list[Block]:
    """The items after an announcing sentence, with the paragraphs between, up to the next use."""
    page = context.page
    lead = page.blocks[sentence.block]
    found: list[Block] = []
    for block in page.blocks[lead.index + 1 :]:
        if block.section != lead.section or block.kind is Kind.HEADING or block.cell:
            break
        sentences = page.of_block(block.index)
        if block.kind is not Kind.ITEM and _ends_list(context, sentences):
            break
        found.append(block)
    while (
        found and found[-1].kind is not Kind.ITEM and not _says_more(page.of_block(found[-1].index))
    ):
        found.pop()
    return found if any(block.kind is Kind.ITEM for block in found) else []


def _ends_list(context: Context, sentences: Sequence[Sentence]) -> bool:
    """Whether a paragraph starts a use of its own."""
    return any(
        one.role is not Role.CONTENT
        or (stance(one.text) and not _says_more([one]) and not fits("aside", one.text))
        for one in sentences
    )


def _says_more(sentences: Sequence[Sentence]) -> bool:
    """Whether a paragraph below a list goes on about its last item: it names no therapy anew."""
    return bool(sentences) and sentences[0].text.startswith(("It is ", "They are ", "It can "))


def _level(node: Node) -> Level:
    own = [
        Piece(one, 0, len(one.text), opens=number == 0)
        for number, one in enumerate(node.sentences)
        if number == 0 or not fits("aside", one.text)
    ]
    below = [Piece(one, 0, len(one.text)) for one in node.below if _says_more([one])]
    return (*own, *below)
