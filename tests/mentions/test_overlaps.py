"""Spans that overlap."""

from immunograph.mentions.dictionary import Span
from immunograph.mentions.overlaps import apart, beside


def test_the_longest_is_kept_and_of_equally_long_ones_the_known() -> None:
    spans = [
        Span(0, 6, "condition"),
        Span(0, 12, "cell"),
        Span(0, 12, "event", ("known",)),
        Span(12, 20, "drug"),
        Span(18, 22, "drug"),
    ]
    assert apart(spans) == [Span(0, 12, "event", ("known",)), Span(12, 20, "drug")]


def test_what_touches_a_taken_span_stays() -> None:
    spans = [Span(0, 4, "drug"), Span(3, 6, "drug"), Span(9, 12, "drug")]
    assert list(beside(spans, [(4, 9), (5, 7)])) == [spans[0], spans[2]]
