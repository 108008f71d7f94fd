"""Pages by hand, a line a sentence and a heading where it begins with #, and what they propose."""

from collections.abc import Iterable

from immunograph.candidates.candidate import Candidate, NewThing, Proposal, Value
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Block, Kind, Page, Problem, Role, Section, Sentence
from immunograph.vocabulary import BASE, IG


def iri(curie: str) -> str:
    """The IRI of a thing of the graph, or of a term of the vocabulary."""
    prefix, _, name = curie.partition(":")
    return f"{IG}{name}" if prefix == "ig" else f"{BASE}{prefix}/{name}"


def page(*lines: str, reviewed: str = "", problems: Iterable[Problem] = ()) -> Page:
    text = ""
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    sections: list[Section] = []
    for order, line in enumerate(lines, 1):
        start, end = len(text), len(text) + len(line)
        heading = line.startswith("#")
        if heading or not sections:
            path = (line.lstrip("# "),) if heading else ()
            sections.append(Section(len(sections) + 1, path, start, end))
        kind, role = (Kind.HEADING, Role.HEADING) if heading else (Kind.PARAGRAPH, Role.CONTENT)
        blocks.append(Block(order - 1, kind, len(sections), start, end))
        sentences.append(Sentence(order, start, end, len(sections), order - 1, role, line))
        text += f"{line}\n"
    return Page(
        name="page.txt",
        format="text",
        sha256="0" * 64,
        text=text,
        title=lines[0].lstrip("# ") if lines else "",
        language="en",
        last_reviewed=reviewed,
        sections=tuple(sections),
        blocks=tuple(blocks),
        sentences=tuple(sentences),
        problems=tuple(problems),
    )


def named(of: Page, words: str, kind: str, entity: str) -> list[Mention]:
    """A mention wherever words stand in a page."""
    found, start = [], of.text.find(words)
    while start >= 0:
        sentence = of.sentence_at(start)
        assert sentence is not None
        entity_ = iri(entity) if entity else ""
        found.append(Mention(start, start + len(words), words, kind, entity_, sentence.order))
        start = of.text.find(words, start + 1)
    return found


def claimed(
    kind: str,
    about: str,
    object_: str = "",
    *,
    sentences: tuple[int, ...] = (1,),
    certainty: str = "Stated",
    negated: bool = False,
    **fields: Value | tuple[Value, ...],
) -> Candidate:
    given = {name: of if isinstance(of, tuple) else (of,) for name, of in fields.items()}
    full = {n: tuple(_full(value) for value in of) for n, of in given.items()}
    target = iri(object_) if object_ else ""
    return Candidate(kind, iri(about), target, certainty, sentences, full, negated=negated)


def _full(value: Value) -> Value:
    curie = isinstance(value, str) and ":" in value and "//" not in value
    return iri(value) if curie and isinstance(value, str) else value


def proposal(
    of: Page,
    *candidates: Candidate,
    mentions: Iterable[Mention] = (),
    things: Iterable[NewThing] = (),
) -> Proposal:
    return Proposal(of, tuple(mentions), candidates, tuple(things), of.problems)
