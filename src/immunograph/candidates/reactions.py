"""Adverse reactions: the events that a page calls effects of a therapy."""

from collections.abc import Iterator

from immunograph.candidates.context import STATED, Context, Found
from immunograph.candidates.effects import effects
from immunograph.candidates.findings import Relation, gathered, joined


def reactions(context: Context) -> Iterator[Found]:
    """The adverse reactions that a page claims."""
    for group in gathered(one for one in effects(context) if one.relation is Relation.EFFECT):
        fields = joined({}, {})
        for one in group:
            fields = joined(fields, one.fields)
        first = group[0]
        certainties = {one.certainty for one in group}
        yield context.claim(
            "AdverseReaction",
            first.subject,
            first.event.iri,
            (order for one in group for order in one.sentences),
            fields,
            certainty=STATED if STATED in certainties else first.certainty,
            spans=(span for one in group for span in one.event.spans),
            negated=first.event.negated,
        )
