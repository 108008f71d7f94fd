"""Whom each sentence of a page is about: a therapy it names, or one that it speaks of otherwise.

A sentence names its therapy, or leans on what stands before: the sentences of its paragraph, the
paragraph above, the heading, the title. A therapy that the page only describes is looked for in
the graph; where none or several fit, nothing is said of anyone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from immunograph.candidates.context import Occurrence, Subject
from immunograph.candidates.knowledge import Knowledge
from immunograph.candidates.speech import (
    ASIDE,
    CLASS_OPENS,
    IMMUNOTHERAPY,
    IN_FRONT,
    NEAR,
    RUN_IN,
    before,
    cue,
    leading,
    starts,
)
from immunograph.candidates.therapies import ClassNamed, classes_named, narrowest
from immunograph.mentions.mention import Mention
from immunograph.names import Names
from immunograph.pages.page import Block, Kind, Page, Problem, Role, Sentence
from immunograph.store import NamedNode
from immunograph.vocabulary import IG

UNNAMED = "unnamed-subject"
_NOBODY: tuple[Subject, ...] = ()


@dataclass(frozen=True)
class Speakers:
    """What tells whom the sentences of a page are about."""

    page: Page = field(repr=False)
    mentions: Mapping[int, tuple[Mention, ...]] = field(repr=False)
    named: Mapping[int, tuple[Occurrence, ...]] = field(repr=False)
    names: Names = field(repr=False)
    known: Knowledge = field(repr=False)
    topic: Subject | None = None
    other: bool = False  # the page is on something that is none of our therapies


@dataclass
class _Memory:
    """What has been spoken of so far: under which headings, and in the paragraphs above."""

    headings: list[tuple[int, Subject | None]] = field(default_factory=list)
    group: Subject | None = None  # the class that a run of paragraphs is about
    last: Subject | None = None  # the subject of the paragraph above
    members: list[str] = field(default_factory=list)  # of the group, named in turn
    blocks: dict[int, tuple[Subject, ...]] = field(default_factory=dict)
    rows: dict[tuple[int, int], tuple[Subject, ...]] = field(default_factory=dict)
    lost: bool = False  # a therapy is spoken of that could not be told


@dataclass(frozen=True)
class _Place:
    """A sentence, and all that tells whom it is about."""

    speakers: Speakers
    memory: _Memory
    sentence: Sentence
    classes: list[ClassNamed]
    problems: list[Problem]


def subjects(
    speakers: Speakers,
) -> tuple[dict[int, tuple[Subject, ...]], list[Problem]]:
    """The subjects of each sentence of a page, and where a therapy could not be told."""
    memory, problems = _Memory(), list[Problem]()
    found: dict[int, tuple[Subject, ...]] = {}
    for block in speakers.page.blocks:
        sentences = speakers.page.of_block(block.index)
        if block.kind is Kind.HEADING:
            _heading(speakers, memory, block, sentences)
        elif any(one.role is Role.CONTENT for one in sentences):
            _block(speakers, memory, block, sentences, found, problems)
    return found, problems


def _heading(
    speakers: Speakers, memory: _Memory, block: Block, sentences: tuple[Sentence, ...]
) -> None:
    while memory.headings and memory.headings[-1][0] >= block.level:
        memory.headings.pop()
    above = memory.headings[-1][1] if memory.headings else speakers.topic
    own = next(filter(None, (_of_heading(speakers, one) for one in sentences)), None)
    subject = own or above
    memory.headings.append((block.level, subject))
    memory.group = subject if subject and subject.is_class else None
    memory.last, memory.members, memory.lost = subject, [], False


def _of_heading(speakers: Speakers, sentence: Sentence) -> Subject | None:
    named = {one.iri for one in speakers.named.get(sentence.order, ())}
    if len(named) == 1:
        return Subject(next(iter(named)))
    classes = {one.modality for one in classes_named(sentence.text)}
    return Subject(next(iter(classes))) if len(classes) == 1 and not named else None


def _block(
    speakers: Speakers,
    memory: _Memory,
    block: Block,
    sentences: tuple[Sentence, ...],
    found: dict[int, tuple[Subject, ...]],
    problems: list[Problem],
) -> None:
    """Each sentence of a block in turn; what the next block can lean on is kept."""
    current = _led(memory, block)
    for number, sentence in enumerate(sentences):
        at = _Place(speakers, memory, sentence, classes_named(sentence.text), problems)
        first = number == 0 and block.lead is None and block.cell is None
        current = _sentence(at, current, first=first)
        found[sentence.order] = current
    memory.blocks[block.index] = current
    if block.cell:
        memory.rows.setdefault((block.cell.table, block.cell.row), current)
    singles = {
        one.iri: one for s in sentences for one in found[s.order] if len(found[s.order]) == 1
    }
    if len(singles) == 1 and not block.cell:
        _keep(speakers, memory, next(iter(singles.values())))


def _keep(speakers: Speakers, memory: _Memory, subject: Subject) -> None:
    if subject.is_class:
        memory.group, memory.members = subject, []
    elif memory.group and _belongs(speakers, subject, memory.group):
        memory.members = list(dict.fromkeys([*memory.members, subject.iri]))
    else:
        memory.group, memory.members = None, []
    memory.last, memory.lost = subject, False
    if len(memory.members) > 1:
        memory.last = memory.group


def _belongs(speakers: Speakers, subject: Subject, group: Subject) -> bool:
    known = speakers.known.modalities.get(subject.iri)
    return not known or speakers.known.fits(subject.iri, group.iri)


def _led(memory: _Memory, block: Block) -> tuple[Subject, ...]:
    """Whom a block is about from the start: an item as what announces it, a cell as its row."""
    if block.lead is not None:
        return memory.blocks.get(block.lead, _NOBODY)
    if block.cell is None:
        return _NOBODY
    headed = memory.headings[-1][1] if memory.headings else None
    of_members = any(classes_named(text) for text in block.cell.headers)
    default = (headed,) if headed and not of_members else _NOBODY
    return memory.rows.get((block.cell.table, block.cell.row), default)


def _sentence(at: "_Place", current: tuple[Subject, ...], *, first: bool) -> tuple[Subject, ...]:
    """Whom a sentence is about: whom it names, whom it describes, or whom it leans on."""
    for whom in (_named, _of_other, _described, _of_class, _of_immunotherapy, _introduced):
        if (found := whom(at)) is not None:
            return found
    if at.speakers.topic:
        return (at.speakers.topic,)
    if at.speakers.page.blocks[at.sentence.block].cell:
        return current
    return _leaning(at, current) if current and not first else _resumed(at)


def _named(at: _Place) -> tuple[Subject, ...] | None:
    """The therapies in the place of the subject; else the one that the sentence speaks of."""
    speakers, sentence = at.speakers, at.sentence
    every = speakers.named.get(sentence.order, ())
    if opening := leading(speakers.page.text, sentence.start, every):
        return _distinct(opening)
    if speakers.topic or speakers.other or cue("of_drug", sentence.text):
        return None
    spoken = [one for one in every if not ASIDE.search(before(speakers.page.text, one))]
    return _distinct(spoken) or None


def _of_other(at: _Place) -> tuple[Subject, ...] | None:
    """Nobody of ours, where a sentence opens with another drug."""
    speakers, start = at.speakers, at.sentence.start
    named = speakers.mentions.get(at.sentence.order, ())
    first = next((one for one in named if one.kind == "drug"), None)
    if first is None or first.start - start > NEAR:
        return None
    ours = speakers.named.get(at.sentence.order, ())[:1]
    is_ours = any(one.start <= first.start < one.end for one in ours)
    if is_ours or not IN_FRONT.match(speakers.page.text[start : first.start]):
        return None
    at.memory.last = speakers.topic
    return _NOBODY


def _distinct(named: list[Occurrence]) -> tuple[Subject, ...]:
    return tuple(Subject(iri) for iri in dict.fromkeys(one.iri for one in named))


def _described(at: _Place) -> tuple[Subject, ...] | None:
    """The therapy that a description fits: the one spoken of, or the only one in the graph."""
    speakers, memory = at.speakers, at.memory
    if not at.classes or speakers.topic or not starts("described", at.sentence.text):
        return None
    modality, targets = narrowest(at.classes), _targets(speakers, at.sentence)
    last = memory.last
    if last and not last.is_class and _fits(speakers, last, modality, targets):
        return (last,)
    fitting = speakers.known.described(modality, targets) if targets else []
    memory.group, memory.lost = None, len(fitting) != 1
    memory.last = None
    if memory.lost:
        at.problems.append(_unnamed(at.sentence, several=bool(fitting)))
        return _NOBODY
    memory.last = _identified(speakers, fitting[0], modality, targets, at.sentence)
    return (memory.last,)


def _unnamed(sentence: Sentence, *, several: bool) -> Problem:
    what = "several therapies of the graph fit it" if several else "none of the graph fits it"
    message = f"a therapy is described and not named: {what}"
    fix = "see which one is meant, and enter its claims by hand"
    return Problem(UNNAMED, message, sentence.order, sentence.start, sentence.end, fix)


def _fits(speakers: Speakers, subject: Subject, modality: str, targets: list[str]) -> bool:
    directed = speakers.known.targets.get(subject.iri, frozenset())
    engaged = directed | speakers.known.recruits.get(subject.iri, frozenset())
    return speakers.known.fits(subject.iri, modality) and (not directed or engaged >= set(targets))


def _targets(speakers: Speakers, sentence: Sentence) -> list[str]:
    """The antigens that a description names; those of its paragraph where it names none."""
    for order in (sentence.order, *(s.order for s in speakers.page.of_block(sentence.block))):
        named = speakers.mentions.get(order, ())
        if found := [one.entity for one in named if one.kind == "antigen" and not one.negated]:
            return list(dict.fromkeys(found))
    return []


def _identified(
    speakers: Speakers, therapy: str, modality: str, targets: list[str], sentence: Sentence
) -> Subject:
    names = speakers.names
    antigens = " and ".join(names.label(one) for one in targets)
    of_class = names.label(modality)
    article = "an" if of_class[:1].casefold() in "aeiou" else "a"
    return Subject(
        therapy,
        f"The page does not name it here; the one therapy of the graph that is {article} "
        f"{of_class} directed at {antigens} is {names.show(NamedNode(therapy))}.",
        (sentence.order,),
    )


def _of_class(at: _Place) -> tuple[Subject, ...] | None:
    """The class that a sentence opens with; *the antibody* is a part of a therapy."""
    if not at.classes or at.classes[0].start > NEAR:
        return None
    first, text = at.classes[0], at.sentence.text
    is_part = text.startswith("The ") and not text[: first.end].endswith(("s", "y"))
    if is_part or not CLASS_OPENS.match(text[: first.start]):
        return None
    return (Subject(first.modality),)


def _of_immunotherapy(at: _Place) -> tuple[Subject, ...] | None:
    """Immunotherapy as such, where the graph knows it and a sentence opens with it."""
    if not IMMUNOTHERAPY.match(at.sentence.text):
        return None
    found = at.speakers.names.candidates("immunotherapy", f"{IG}Concept")
    return (Subject(found[0]),) if found else _NOBODY


def _introduced(at: _Place) -> tuple[Subject, ...] | None:
    """The class that a paragraph on *this treatment* describes, unless it goes on about one."""
    if not at.classes or at.speakers.topic or not starts("introduced", at.sentence.text):
        return None
    modality, last = narrowest(at.classes), at.memory.last
    if last and not last.is_class and at.speakers.known.fits(last.iri, modality):
        return (last,)
    at.memory.group = at.memory.last = Subject(modality)
    at.memory.members, at.memory.lost = [], False
    return (at.memory.group,)


def _leaning(at: _Place, current: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """Within a paragraph: of whom it went, unless *this treatment* is the class of them all."""
    if len(current) > 1 and at.memory.group and cue("of_treatment", at.sentence.text):
        return (at.memory.group,)
    return current


def _resumed(at: _Place) -> tuple[Subject, ...]:
    """At the start of a paragraph: of whom the one above was, where it is leant on."""
    memory, text = at.memory, at.sentence.text
    group = memory.group
    of_group = cue("of_treatment", text) or (group and group.iri in _modalities(at.classes))
    if memory.lost or at.speakers.other:
        return _NOBODY
    if group and of_group:
        return (group,)
    leans = any(cue(group_, text) for group_ in ("of_drug", "of_treatment"))
    if memory.last and (leans or starts("continued", text) or _opens_with_event(at)):
        return (memory.last,)
    headed = memory.headings[-1][1] if memory.headings else None
    return (headed,) if headed else _NOBODY


def _modalities(classes: list[ClassNamed]) -> set[str]:
    return {one.modality for one in classes}


def _opens_with_event(at: _Place) -> bool:
    """Whether a paragraph opens with an effect, as a heading that runs into its text does."""
    return any(
        one.kind == "event" and not one.role and one.start <= at.sentence.start + 1
        for one in at.speakers.mentions.get(at.sentence.order, ())
    ) or bool(RUN_IN.match(at.sentence.text))
