"""Whatever a page holds, its mentions are its own text, in one sentence each and apart."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from immunograph.library import Library
from immunograph.mentions.find import find
from immunograph.pages.read import read_bytes

PIECES = [
    *(
        "CD19",
        "CD-19",
        "ALL",
        "(ALL)",
        "acute lymphoblastic leukemia",
        "cancer of the",
        "B",
        "cells",
    ),
    *(
        "blinatumomab",
        "-vmjw",
        "\u00ae",
        "Blincyto",
        "anti-",
        "HER2",
        "negative",
        "fever",
        "low blood",
    ),
    *(
        "no",
        "not",
        "if",
        "which",
        "may",
        "unlike",
        "than with",
        "is approved to treat",
        "and",
        "or",
    ),
    *(
        " ",
        "\n",
        "\n\n",
        "- ",
        "**",
        "[x](http://a.b/c)",
        "# ",
        "| a | b |",
        "|---|---|",
        "<b>",
        "&",
    ),
    *(
        "\u0130",
        "\u00df",
        "\ufb01",
        "\u0301",
        "\u03b1",
        "\U0001f600",
        "\u2011",
        "\u00a0",
        "'s",
        "1",
    ),
    *(",", ";", ":", ".", "?", "(", ")", "US Brand Name(s)"),
]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    pieces=some.lists(some.sampled_from(PIECES), max_size=40),
    name=some.sampled_from(["page.txt", "page.md", "page.html"]),
)
def test_mentions_are_text_of_their_sentence_and_do_not_overlap(
    library: Library, pieces: list[str], name: str
) -> None:
    page = read_bytes(f"A page. {' '.join(pieces)}".encode(), name)
    found = find(page, library.dataset.names)
    for mention in found:
        sentence = page.sentence(mention.sentence)
        assert page.text[mention.start : mention.end] == mention.text
        assert sentence.start <= mention.start < mention.end <= sentence.end
    assert all(before.end <= after.start for before, after in pairwise(found))
