"""The steps in which a page says that a cell therapy is made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from immunograph.candidates.amounts import stretches
from immunograph.candidates.context import HEDGED, STATED, Context, Found, Subject
from immunograph.candidates.findings import Given, value
from immunograph.candidates.therapies import rules
from immunograph.pages.page import Sentence
from immunograph.vocabulary import BASE, IG

_CELLULAR = (f"{IG}CarTCellTherapy", f"{IG}TcrTCellTherapy", f"{IG}CellTherapy")
_ALTERED = 4  # the step from which on the cells are in a laboratory
_HOLD = 2  # how many sentences further on a step is still the one that "this" means


@dataclass(frozen=True, slots=True)
class Step:
    """A step that a sentence names."""

    order: int
    action: str
    procedure: str


def manufacture(context: Context) -> Iterator[Found]:
    """The steps in which cell therapies are made, and how long they take."""
    memory = _Memory()
    for sentence in context.sentences():
        subject = _whose(context, sentence)
        if subject is None:
            memory = _Memory()
            continue
        goes_on = memory.held is not None and memory.held.block == sentence.block
        found = memory.meant(sentence, steps(sentence.text, of_cells=goes_on))
        for step in found:
            yield _claim(context, subject, sentence, step)
        if found:
            memory.last, memory.held = found, sentence
        elif memory.held and sentence.order - memory.held.order <= _HOLD:
            yield from _lasting(context, subject, (memory.held, sentence), memory.last)


@dataclass
class _Memory:
    """The steps that were named last, where, and how narrowly in their paragraph."""

    last: list[Step] = field(default_factory=list)
    held: Sentence | None = None
    narrow: dict[str, Step] = field(default_factory=dict)

    def meant(self, sentence: Sentence, found: list[Step]) -> list[Step]:
        """The steps of a sentence, each as narrowly as its paragraph has named it."""
        if self.held and self.held.block != sentence.block:
            self.narrow = {}
        narrow = {
            rule["action"]: rule["procedure"] for rule in reversed(rules("manufacture")["steps"])
        }
        self.narrow |= {one.action: one for one in found if one.procedure == narrow[one.action]}
        return [self.narrow.get(one.action, one) for one in found]


def _whose(context: Context, sentence: Sentence) -> Subject | None:
    """The cell therapy that a sentence is about."""
    for subject in context.subjects.get(sentence.order, ()):
        known = {subject.iri} if subject.is_class else context.known.modalities.get(subject.iri, ())
        if any(context.known.classes.within(one, wider) for one in known for wider in _CELLULAR):
            return subject
    return None


def steps(text: str, *, of_cells: bool = False) -> list[Step]:
    """The steps that a sentence on cells names, in their order; `of_cells` where it is.

    >>> [one.action for one in steps("The cells are frozen and shipped to a laboratory.")]
    ['Freeze', 'Transport']
    """
    known = rules("manufacture")
    if not of_cells and not _compiled(known["about"]).search(text):
        return []
    found: dict[str, Step] = {}
    for rule in known["steps"]:
        if rule["action"] not in found and _compiled(rule["pattern"]).search(text):
            found[rule["action"]] = Step(rule["order"], rule["action"], rule["procedure"])
    return list(found.values())


def _claim(context: Context, subject: Subject, sentence: Sentence, step: Step) -> Found:
    fields: Given = {"action": [value(step.action)], "order": [step.order]}
    in_laboratory = _says("laboratory", sentence.text)
    if step.order >= _ALTERED and in_laboratory:
        fields["setting"] = [value("Laboratory")]
    return context.claim(
        "ManufactureStep",
        subject,
        f"{BASE}procedure/{step.procedure}",
        [sentence.order],
        fields,
        spans=[(sentence.start, sentence.end)],
        negated=_is_denied(context, subject, sentence, step),
    )


def _is_denied(context: Context, subject: Subject, sentence: Sentence, step: Step) -> bool:
    spoken = [
        sentence.span(*match.span())
        for rule in rules("manufacture")["steps"]
        if rule["action"] == step.action
        and (match := _compiled(rule["pattern"]).search(sentence.text))
    ]
    return context.denies(subject, spoken)


def _lasting(
    context: Context, subject: Subject, sentences: tuple[Sentence, Sentence], last: list[Step]
) -> Iterator[Found]:
    """How long the steps of the sentence before take, and that they may be repeated."""
    held, sentence = sentences
    known = rules("manufacture")
    times = stretches(sentence.text)
    text = sentence.text
    if not times or not _says("lasts", text) or _says("whole", text):
        return
    together = [one for one in last if one.action in known["together"]["actions"]]
    procedure, fields = _of_all(together) if len(together) > 1 else _of_one(last[-1])
    fields["duration"] = [times[0].low]
    if times[0].high:
        fields["durationTo"] = [times[0].high]
    if _says("repeated", text):
        fields["repeatable"] = [True]
    yield context.claim(
        "ManufactureStep",
        subject,
        f"{BASE}procedure/{procedure}",
        [held.order, sentence.order] if len(together) > 1 else [sentence.order],
        fields,
        certainty=HEDGED if _says("hedged", text) else STATED,
        spans=[(sentence.start, sentence.end)],
    )


def _of_all(together: list[Step]) -> tuple[str, Given]:
    procedure: str = rules("manufacture")["together"]["procedure"]
    actions = [value(one.action) for one in together]
    return procedure, {"action": [*actions], "setting": [value("Laboratory")]}


def _of_one(step: Step) -> tuple[str, Given]:
    return step.procedure, {"action": [value(step.action)], "order": [step.order]}


def _says(part: str, text: str) -> bool:
    return bool(_compiled(rules("manufacture")[part]).search(text))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
