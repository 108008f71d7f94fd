"""Names that share a word."""

import pytest

from immunograph.library import Library
from immunograph.mentions.coordination import alone, shared
from immunograph.mentions.dictionary import Span, dictionary
from immunograph.mentions.tokens import tokens
from immunograph.vocabulary import BASE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("some leukemia and lymphoma cells", [("leukemia", "cell/leukemia-cell")]),
        ("feeling lightheaded or dizzy", [("dizzy", "event/dizziness")]),
        ("green and lymphoma cells", []),
        ("leukemia, then lymphoma cells", []),
    ],
)
def test_a_word_is_shared_with_what_is_joined_to_a_name(
    library: Library, text: str, found: list[tuple[str, str]]
) -> None:
    known, of = dictionary(library.dataset.names), tokens(text)
    spans = shared(known, of, list(known.spans(text, of)))
    said = [(text[each.start : each.end], each.entity.removeprefix(BASE)) for each in spans]
    assert said == found


def test_with_a_shared_word_a_name_is_that_of_something_else() -> None:
    disease, cells = Span(5, 13, "condition", ("urn:a",)), Span(5, 13, "cell", ("urn:b",))
    event, other = Span(0, 4, "event"), Span(5, 13, "cell")
    assert list(alone([event, disease, other], [cells])) == [event, other]
