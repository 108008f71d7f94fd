"""The events of an item of a list, as its own words name them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from immunograph.candidates.context import Context
from immunograph.candidates.findings import Event
from immunograph.candidates.items import Named, Span, is_general, names, shared_words
from immunograph.candidates.segments import Segment
from immunograph.mentions.events import outside
from immunograph.mentions.links import Wordings
from immunograph.mentions.tokens import tokens
from immunograph.names import key
from immunograph.pages.page import Sentence
from immunograph.vocabulary import ADVERSE_EVENT

_OWN = re.compile(r"\s*\(([^()]+)\)")
_ONE = re.compile(
    r"(?!(?:and|or|including|such as|an?|the)\b)[^\s,;(](?:(?!\s*[,;(]|\s(?:and|or)\b).)*"
)
_CALLED = re.compile(r"\b(?:called|known as) (?:an? |the )?")
_CLAUSE = re.compile(r"\b(?:which|that|these|help|carry|type)\b")
_BRACKET = re.compile(r"\(([^()]+)\)")
# An event, and where in the text of its sentence it stands.
Placed = tuple[int, int, Event]
# The IRI of the event that a name means, empty where it stands as it was recognised; and brackets.
Meant = tuple[str, Span | None]


@dataclass
class Widening:
    """The events of a sentence that is an item, while its words widen them."""

    context: Context
    wordings: Wordings
    sentence: Sentence
    events: list[Placed]

    def widened(self, found: Sequence[Segment]) -> list[Placed]:
        """The events: where the graph lacks one, the words of the item name it."""
        by_place = {(start, end): event for start, end, event in self.events}
        new: list[Placed] = []
        text = self.sentence.text
        for segment in found:
            for name in names(text, by_place.copy(), segment, self._is_known):
                self._take(name, by_place, new)
        for segment in self._enumerated(found):
            for name in names(text, {}, segment, self._is_known):
                if self._is_known(name.text(text)):
                    self._take(name, by_place, new)
        return sorted([*((*at, event) for at, event in by_place.items()), *new], key=_place)

    def _enumerated(self, found: Sequence[Segment]) -> Iterator[Segment]:
        """Brackets that enumerate what is low or high: "(higher levels of iron, zinc)"."""
        text = self.sentence.text
        for match in _BRACKET.finditer(text) if found else ():
            start, end = match.span(1)
            if found[0].start <= start and end <= found[-1].end and shared_words(match[1]):
                yield Segment(start, end, end)

    def _take(self, name: Named, by_place: dict[Span, Event], new: list[Placed]) -> None:
        label, held = name.text(self.sentence.text), [by_place.get(span) for span in name.held]
        known = next((event for event in held if event), None)
        iri, gloss = self._meant(name, label, known, by_place)
        examples = list(self._behind(name, label))
        if not (iri or examples):
            return
        inner = [span for span in by_place for part in name.parts if _is_within(span, part)]
        for span in (*name.held, *inner, *([gloss] if gloss else [])):
            by_place.pop(span, None)
        negated = bool(known and known.negated)
        if iri and not (examples and (name.narrowed or iri not in self.context.names.by_thing)):
            new.append(self._placed(name, iri, label, name.parts, negated=negated))
        for example, at in examples:
            new.append(self._placed(name, example, label, (at,), negated=negated))

    def _placed(
        self, name: Named, iri: str, label: str, parts: Sequence[Span], *, negated: bool
    ) -> Placed:
        """An event where the name stands that says it."""
        at = tuple(self.sentence.span(*part) for part in parts)
        place = name.parts[-1 if len(name.parts) > 1 else 0][0], name.parts[-1][1]
        return (*place, Event(iri, label, self.sentence.order, at, negated))

    def _behind(self, name: Named, label: str) -> Iterator[tuple[str, Span]]:
        """What brackets behind a name say is low or high with its words, each by its own."""
        text, at = self.sentence.text, name.parts[-1][1]
        own = _OWN.match(text, at)
        called = _CALLED.search(text, *(name.whole or (0, 0)))
        where = name.gloss or (own.span(1) if own else None)
        if called and name.whole:
            where = called.end(), name.whole[1]
        if where is None or _CLAUSE.search(text[slice(*where)]):
            return
        shared, parts = shared_words(label), [match.span() for match in _ONE.finditer(text, *where)]
        measured = [(self.wordings.event(f"{shared} {text[slice(*part)]}"), part) for part in parts]
        if shared and any(iri for iri, _ in measured):
            yield from (one for one in measured if one[0])
        elif len(parts) > 1 and not self._exact(label):
            known = [(self._exact(text[slice(*part)]), part) for part in parts]
            yield from known if all(iri for iri, _ in known) else ()

    def _meant(
        self, name: Named, label: str, known: Event | None, by_place: dict[Span, Event]
    ) -> Meant:
        """The event that is named, and the brackets that say so too; none where it stands so."""
        glossed = self._glossed(name, by_place)
        return (
            self._of_whole(name, glossed)
            or self._called(name, by_place)
            or self._of_graph(name, label, known, glossed)
            or self._described(name, label, known, glossed)
            or self._new(name, label, known, by_place)
        )

    def _of_whole(self, name: Named, glossed: str) -> Meant | None:
        """Of a name that is cut short: what its brackets say, or it and the talk behind it."""
        if name.whole is None:
            return None
        text = self.sentence.text[slice(*name.whole)]
        found = glossed or self._exact(text) or self.wordings.event(text)
        return (found, name.gloss) if found else None

    def _of_graph(self, name: Named, label: str, known: Event | None, glossed: str) -> Meant | None:
        """Of a name that the graph has, or that holds one: that, unless brackets prefer another."""
        alone = len(name.parts) == 1 and len(name.held) == 1
        firm = known.iri if alone and known and self._is_firm(known) else ""
        own = self._exact(label) or firm
        if not own:
            return None
        text = self.sentence.text[slice(*(name.gloss or (0, 0)))]
        if glossed and self._is_preferred(text, glossed) and not self._is_preferred(label, own):
            return glossed, name.gloss
        return (own if own != firm else self.wordings.event(label)), None

    def _described(
        self, name: Named, label: str, known: Event | None, glossed: str
    ) -> Meant | None:
        """Of a name that describes an event: that of its brackets, else what it comes to."""
        if glossed:
            return glossed, name.gloss
        linked = "" if name.narrowed else self.wordings.event(label)
        if linked:
            return linked, None
        stands = outside.is_none(label) or (known and key(label) == key(known.label))
        return ("", None) if stands else None

    def _new(
        self, name: Named, label: str, known: Event | None, by_place: dict[Span, Event]
    ) -> Meant:
        """A new event: that of the brackets where they name one, else by its own words."""
        if name.gloss in by_place and not known:
            return by_place[name.gloss].iri, name.gloss
        plain = label if label[:2].isupper() else label[:1].lower() + label[1:]
        return self.context.thing("AdverseEvent", plain, self.sentence.order), None

    def _called(self, name: Named, by_place: dict[Span, Event]) -> Meant | None:
        """The event that a name is called by: "a bad rash known as hives"."""
        whole = name.whole or (0, 0)
        match = _CALLED.search(self.sentence.text, *whole)
        events = ((at, one) for at, one in by_place.items() if match and at[0] == match.end())
        return next(((one.iri, at) for at, one in events if self._is_in_graph(one)), None)

    def _is_preferred(self, text: str, iri: str) -> bool:
        """Whether a text is the preferred name of an event."""
        label = self.context.names.label(iri)
        return [one.key for one in tokens(text)] == [one.key for one in tokens(label)]

    def _glossed(self, name: Named, by_place: dict[Span, Event]) -> str:
        """The event of the graph that the brackets behind a name name, and nothing else."""
        if name.gloss is None:
            return ""
        text = self.sentence.text[slice(*name.gloss)]
        within = by_place.get(name.gloss)
        if within and self._is_in_graph(within):
            return within.iri
        return self._exact(text) or self.wordings.event(text)

    def _is_firm(self, event: Event) -> bool:
        """Whether it is what its words are a name of, and no more general than them."""
        is_named = self.wordings.is_name(event.label) or bool(self._exact(event.label))
        return self._is_in_graph(event) and is_named and not is_general(event.label)

    def _is_in_graph(self, event: Event) -> bool:
        return event.iri in self.context.names.by_thing

    def _is_known(self, text: str) -> bool:
        return bool(self._exact(text) or self.wordings.event(text))

    def _exact(self, text: str) -> str:
        found = self.context.names.candidates(text, ADVERSE_EVENT)
        return found[0] if len(found) == 1 else ""


def _is_within(span: Span, part: Span) -> bool:
    return part[0] <= span[0] and span[1] <= part[1]


def _place(one: Placed) -> Span:
    return one[:2]
