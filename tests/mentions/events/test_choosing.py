"""A term is judged once for the whole page, by all its places."""

from immunograph.mentions.events.choosing import Judge, Tagged, chosen, longest, offers, runs
from immunograph.mentions.events.lexicon import Count, Lexicon
from immunograph.mentions.events.tokens import lines

LINES = list(lines("Rash was seen.\nA rash may itch.\nMild skin rash went away.\n"))
SEEN = Tagged(["B", "O", "O", "O"], [0.9, 0.0, 0.0, 0.0], [0.0] * 4)
UNSEEN = Tagged(["O"] * 5, [0.0] * 5, [0.0] * 5)
LONGER = Tagged(
    ["O", "B", "I", "O", "O", "O"], [0.0, 0.8, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.9, 0.0, 0.0, 0.0]
)


def test_runs_end_where_the_next_begins() -> None:
    assert list(runs(["B", "B", "I", "P", "I"])) == [(0, 1), (1, 3), (4, 5)]


def test_a_term_is_offered_with_all_its_places() -> None:
    found = offers(LINES, [SEEN, UNSEEN, LONGER])
    assert set(found) == {("rash",), ("skin", "rash")}
    assert found["rash",].places == [(0, 0, 1), (1, 1, 2), (2, 2, 3)]
    assert found["rash",].tagged == {(0, 0, 1)}
    assert found["skin", "rash"].best == 0.8


def test_what_is_chosen_stands_everywhere_and_the_longest_wins() -> None:
    lexicon = Lexicon({"rash": Count(3, 3)}, {"rash": Count(3, 3)})
    judge = Judge(LINES, [SEEN, UNSEEN, LONGER], ["s6"] * 3, lexicon)
    places = longest(list(chosen(judge, {"best": 1.0}, 0.0)))
    assert places == [(0, 0, 1), (1, 1, 2), (2, 1, 3)]
    assert not chosen(judge, {"best": -1.0}, 0.0)


def test_a_term_is_told_from_its_other_forms_and_from_longer_ones() -> None:
    judge = Judge(LINES, [SEEN, UNSEEN, LONGER], ["s6"] * 3, Lexicon({}, {}))
    assert {"ends", "within", "kind=text"} <= set(judge.features(("rash",)))
    assert {"hasends", "length=2"} <= set(judge.features(("skin", "rash")))
