"""On which cells a page says that an antigen stands."""

import re
from collections.abc import Iterator
from functools import cache

from immunograph.candidates.context import HEDGED, STATED, Context, Found, Subject
from immunograph.candidates.findings import Given, value
from immunograph.candidates.therapies import rules
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Sentence

_REACH = 30


def expressions(context: Context) -> Iterator[Found]:
    """The cells on which antigens stand, in sentences about therapies."""
    before: Mention | None = None
    for sentence in context.sentences():
        if not context.subjects.get(sentence.order):
            before = None
            continue
        for antigen, cells in (*_pairs(context, sentence), *_meant(context, sentence, before)):
            for cell in cells:
                yield _claim(context, sentence, antigen, cell)
        named = context.named(sentence.order, "antigen")
        before = named[-1] if named else None


def _meant(
    context: Context, sentence: Sentence, before: Mention | None
) -> Iterator[tuple[Mention, list[Mention]]]:
    """The antigen of the sentence before, where cells are said to have "this protein"."""
    cells = [*context.named(sentence.order, "cell")]
    page = context.page.text
    if before and cells and _opens(page[sentence.start : cells[0].start]):
        rest = page[cells[-1].end : sentence.end]
        if _says("have", rest) and _says("this", rest):
            yield before, cells


def _pairs(context: Context, sentence: Sentence) -> Iterator[tuple[Mention, list[Mention]]]:
    """Each antigen with the cells that it is said to stand on.

    "X found on A, including B": cells behind the antigen, up to the next antigen. "A usually have
    X": the cells before it, where the sentence opens with them.
    """
    named = context.named(sentence.order, "antigen", "cell")
    page = context.page.text
    for at, antigen in enumerate(named):
        if antigen.kind != "antigen" or antigen.negated:
            continue
        behind = _behind(page, named[at + 1 :])
        before = [one for one in named[:at] if one.kind == "cell"]
        if behind and _says("found", page[antigen.end : behind[0].start]):
            yield antigen, behind
        elif before and _opens(page[sentence.start : before[0].start]):
            between = page[before[-1].end : antigen.start]
            yield from [(antigen, before)] if _says("have", between) else []


def _behind(page: str, named: tuple[Mention, ...]) -> list[Mention]:
    """The cells that go on one after the other; of "immune cells called T cells" the narrower."""
    found: list[Mention] = []
    for one in named:
        between = page[found[-1].end : one.start] if found else ""
        if one.kind == "antigen" or (found and not _says("goes_on", between)):
            break
        if _says("called", between):
            found.pop()
        found.append(one)
    return found


def _opens(text: str) -> bool:
    return not re.search(r"\w", text)


def _says(part: str, text: str) -> bool:
    return bool(_compiled(rules("expression")[part]).search(text))


def _claim(context: Context, sentence: Sentence, antigen: Mention, cell: Mention) -> Found:
    text = context.page.text[max(sentence.start, cell.start - _REACH) : cell.start]
    after = context.page.text[cell.end : max(cell.end, antigen.start)]
    words = _word(text) or ("" if "includ" in text else _word(after))
    fields: Given = {"frequencyWord": [value(words)] if words else []}
    return context.claim(
        "AntigenExpression",
        Subject(context.entity(antigen)),
        context.entity(cell),
        [sentence.order],
        fields,
        certainty=HEDGED if words else STATED,
        spans=[(antigen.start, antigen.end), (cell.start, cell.end)],
        negated=cell.negated,
    )


def _word(text: str) -> str:
    for rule in rules("expression")["frequency"]:
        if _compiled(rule["pattern"]).search(text):
            return str(rule["word"])
    return ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
