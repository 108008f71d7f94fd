"""Mentions that share a word are joined over the gap."""

import pytest

from immunograph.mentions.events.gaps import at_a_site, joined, offered, score, segments
from immunograph.mentions.events.lexicon import Count, Lexicon

NOTHING = Lexicon({}, {})


def offers(text: str) -> dict[str, tuple[str, ...]]:
    """The words of what is offered for a text such as `skin/B pain/I or itch/P`, with features."""
    pairs = [word.partition("/") for word in text.split()]
    words, tags = [pair[0] for pair in pairs], [pair[2] or "O" for pair in pairs]
    return {
        " ".join(word for start, stop in offer.parts for word in words[start:stop]): offer.features
        for of_run in offered(words, tags, NOTHING)
        for offer in of_run
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("arm/B site/I pain/I , swelling/P", "arm site swelling"),
        ("upper/P and lower/B eyelid/I droop/I", "upper eyelid droop"),
        ("raised/P lipase/P ( LIP ) levels/P", "raised lipase levels"),
    ],
)
def test_what_a_neighbour_shares_is_offered(text: str, wanted: str) -> None:
    assert wanted in offers(text)


def test_nothing_is_shared_beyond_a_sentence() -> None:
    assert offers("arm/B pain/I . Later swelling/P came") == {}


def test_the_likeliest_is_taken_where_it_is_likelier_than_not() -> None:
    words, tags = ["arm", "site", "pain", "or", "itch"], ["B", "I", "I", "O", "P"]
    assert joined(words, tags, NOTHING, {"Ledge=site": 1.0}) == [((0, 2), (4, 5))]
    assert joined(words, tags, NOTHING, {"Ledge=site": -1.0, "L": -1.0}) == []


def test_a_known_term_counts() -> None:
    known = Lexicon({}, {"arm itch": Count(4, 4)})
    of_run = next(offered(["arm", "pain", ",", "itch"], ["B", "I", "O", "P"], known))
    assert [score(offer, {"term=5": 1.0}) for offer in of_run] == [1.0, 0.0]


def test_runs_are_told_apart() -> None:
    assert segments(["P", "P", "B", "I", "O"]) == [((0, 2), False), ((2, 4), True)]


def test_a_list_at_a_site_goes_on_while_it_names_what_happens_there() -> None:
    lexicon = Lexicon({}, {"graft site pain": Count(1, 1), "graft site itch": Count(1, 1)})
    words = ["graft", "site", "pain", ",", "itch", "and", "pain"]
    at_site = list(at_a_site(words, [(0, 3)], lexicon))
    assert at_site == [((0, 2), (4, 5)), ((0, 2), (6, 7))]
    words[-1] = "headache"
    assert list(at_a_site(words, [(0, 3)], lexicon)) == []
