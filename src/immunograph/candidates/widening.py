"""The events of an item of a list, as its own words name them."""

from collections.abc import Sequence
from dataclasses import dataclass

from immunograph.candidates.context import Context
from immunograph.candidates.findings import Event
from immunograph.candidates.items import Named, Span, is_general, names
from immunograph.candidates.segments import Segment
from immunograph.mentions.events import outside
from immunograph.mentions.links import Wordings
from immunograph.names import key
from immunograph.pages.page import Sentence
from immunograph.vocabulary import ADVERSE_EVENT

# An event, and where in the text of its sentence it stands.
Placed = tuple[int, int, Event]


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
        for segment in found:
            for name in names(self.sentence.text, by_place.copy(), segment, self._is_known):
                self._take(name, by_place, new)
        return sorted([*((*at, event) for at, event in by_place.items()), *new], key=_place)

    def _take(self, name: Named, by_place: dict[Span, Event], new: list[Placed]) -> None:
        label, held = name.text(self.sentence.text), [by_place.get(span) for span in name.held]
        known = next((event for event in held if event), None)
        iri, gloss = self._meant(name, label, known, by_place)
        if not iri:
            return
        for span in (*name.held, *([gloss] if gloss else [])):
            by_place.pop(span, None)
        at = tuple(self.sentence.span(*part) for part in name.parts)
        place = name.parts[-1 if len(name.parts) > 1 else 0][0], name.parts[-1][1]
        negated = bool(known and known.negated)
        new.append((*place, Event(iri, label, self.sentence.order, at, negated)))

    def _meant(
        self, name: Named, label: str, known: Event | None, by_place: dict[Span, Event]
    ) -> tuple[str, Span | None]:
        """The event that is named, and the brackets that say so too; empty where it stands so."""
        glossed = self._glossed(name, by_place)
        if glossed and name.settles:
            return glossed, name.gloss
        if exact := self._exact(label):
            return exact, None
        alone = len(name.parts) == 1 and len(name.held) == 1
        if alone and known and self._is_of_graph(known) and not is_general(known.label):
            return self.wordings.event(label), None
        if glossed:
            return glossed, name.gloss
        if linked := self.wordings.event(label):
            return linked, None
        if outside.is_none(label) or (known and key(label) == key(known.label)):
            return "", None
        if name.gloss in by_place and not known:
            return by_place[name.gloss].iri, name.gloss
        plain = label if label[:2].isupper() else label[:1].lower() + label[1:]
        return self.context.thing("AdverseEvent", plain, self.sentence.order), None

    def _glossed(self, name: Named, by_place: dict[Span, Event]) -> str:
        """The event of the graph that the brackets behind a name name, and nothing else."""
        if name.gloss is None:
            return ""
        text = self.sentence.text[slice(*name.gloss)]
        within = by_place.get(name.gloss)
        if within and self._is_of_graph(within):
            return within.iri
        return self._exact(text) or self.wordings.event(text)

    def _is_of_graph(self, event: Event) -> bool:
        return event.iri in self.context.names.by_thing

    def _is_known(self, text: str) -> bool:
        return bool(self._exact(text) or self.wordings.event(text))

    def _exact(self, text: str) -> str:
        found = self.context.names.candidates(text, ADVERSE_EVENT)
        return found[0] if len(found) == 1 else ""


def _place(one: Placed) -> Span:
    return one[:2]
