"""Manifestations: the events that a page calls signs of another."""

from collections.abc import Iterator

from immunograph.candidates.context import STATED, Context, Found, Subject
from immunograph.candidates.effects import effects
from immunograph.candidates.findings import Relation, gathered, joined


def manifestations(context: Context) -> Iterator[Found]:
    """The manifestations that a page claims of the effects of therapies."""
    for group in gathered(one for one in effects(context) if one.relation is Relation.SIGN):
        fields = joined({}, {})
        for one in group:
            fields = joined(fields, one.fields)
        first = group[0]
        if first.of is None:
            continue
        certainties = {one.certainty for one in group}
        yield context.claim(
            "Manifestation",
            Subject(first.of.iri, first.subject.inferred, first.subject.through),
            first.event.iri,
            (order for one in group for order in one.sentences),
            fields,
            certainty=STATED if STATED in certainties else first.certainty,
            spans=(span for one in group for span in one.event.spans),
            negated=first.event.negated,
        )
