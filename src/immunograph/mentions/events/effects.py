"""Whether a page speaks of effects where a term stands: outside labels that has to be shown."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from immunograph.mentions.events.words import singular
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Block, Page, Sentence

_LABEL = re.compile(
    r"^\W*(?:[56]\s+)?(?:BOXED WARNING|WARNINGS AND PRECAUTIONS|ADVERSE REACTIONS)\b", re.M
)
_ADVERSE = re.compile(r"\badverse (?:drug )?(?:reaction|event|effect)s?\b", re.I)
_MANY = 3  # such words at least, and one in so many characters: a page is read like a label
_SPARSE = 4000
_CUE = re.compile(
    r"\b(?:side[ -]effects?|adverse|reactions?|(?:can|may|might|could|also|sometimes) (?:\w+ )?"
    r"(?:cause|lead to|bring|have|get|feel)|causes?|caused|symptoms?|signs?|complications?"
    r"|problems?|toxic\w*|risks?|reported|experienced?|occur\w*|developed|serious|severe|during|after)\b",
    re.I,
)
_TREATING = re.compile(
    r"\b(?:to treat|treatment of|(?:approved|indicated) for)\W+(?:[\w-]+\W+){0,2}$", re.I
)
_TREATED = re.compile(
    r"\b(?:to treat|treat(?: the following)?:?$|treatment of|indicated|(?:approved|used) for"
    r"|(?:in|for) (?:patients|people|adults|children|women|men) (?:with|who have))\b",
    re.I,
)
_REACH = 120  # characters that are read before a mention, and at the end of what announces a list
_DEEPEST = 4  # lists within one another


def borne_out(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of which their section says somewhere that they are effects; in a label all."""
    needed = max(_MANY, len(page.text) // _SPARSE)
    if _LABEL.search(page.text) or len(_ADVERSE.findall(page.text)) >= needed:
        return list(mentions)
    by_term: dict[tuple[int, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        section = page.sentence(mention.sentence).section
        by_term[section, " ".join(map(singular, mention.text.split()))].append(mention)
    speaking = {order for order in {m.sentence for m in mentions} if _of_effects(page, order)}
    kept = {term for term, of in by_term.items() if any(m.sentence in speaking for m in of)}
    return [mention for term in kept for mention in by_term[term]]


def _of_effects(page: Page, order: int) -> bool:
    sentence = page.sentence(order)
    headings = page.section(sentence.section).path if page.sections else ()
    texts = [sentence.text, *headings[-2:], *(_end(page, lead) for lead in _leads(page, sentence))]
    return any(_CUE.search(text) for text in texts)


def is_treated(page: Page, sentence: Sentence, start: int) -> bool:
    """Whether the words before it, or what announces the list it is in, say that it is treated."""
    before = page.text[max(sentence.start, start - _REACH) : start]
    return bool(_TREATING.search(before)) or any(
        _TREATED.search(_end(page, lead)) for lead in _leads(page, sentence)
    )


def _end(page: Page, block: Block) -> str:
    return page.text[max(block.start, block.end - _REACH) : block.end]


def _leads(page: Page, sentence: Sentence) -> Iterator[Block]:
    """What announces the list in which a sentence stands, and the lists around that."""
    at: int | None = page.blocks[sentence.block].lead
    for _ in range(_DEEPEST):
        if at is None:
            return
        yield page.blocks[at]
        at = page.blocks[at].lead
