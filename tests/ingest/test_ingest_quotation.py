"""No run of eight words of a page gets into a draft."""

from hypothesis import given
from hypothesis import strategies as st

from immunograph.ingest.quotation import Labels, Quotation
from immunograph.passage import fingerprint, sketch

WORDS = st.lists(
    st.sampled_from(["alpha", "beta-gamma", "delta", "epsilon", "CD19", "of"]), max_size=30
)


@given(WORDS, st.integers(0, 20), st.integers(0, 20))
def test_what_is_cut_short_repeats_nothing(words: list[str], start: int, length: int) -> None:
    page = Quotation(" ".join(words))
    assert not page.repeats(page.short(" ".join(words[start : start + length])))


@given(WORDS, st.lists(st.integers(1, 10), max_size=5))
def test_a_path_of_headings_repeats_nothing(words: list[str], lengths: list[int]) -> None:
    page, headings, at = Quotation(" ".join(words)), [], 0
    for length in lengths:
        headings.append(" ".join(words[at : at + length]))
        at += length
    assert not page.repeats(page.path(tuple(filter(None, headings))))


def test_what_repeats_nothing_stays_as_it_is() -> None:
    assert Quotation("one two three").short("Some  title") == "Some title"


def test_a_label_that_is_a_passage_is_made_shorter() -> None:
    item = "swelling of the hands and feet"
    labels = Labels(frozenset({fingerprint(item)}), ())
    assert labels.short(item) == "swelling of hands and feet"
    assert labels.short("something else of six or more words") == (
        "something else of six or more words"
    )


def test_a_label_that_nearly_is_a_passage_is_made_shorter() -> None:
    passage = "what every reader should ask the nurse before the first drip runs"
    labels = Labels(frozenset(), (frozenset(sketch(passage).split()),))
    made = labels.short(passage.replace("runs", "starts"))
    assert len(frozenset(sketch(made).split()) & labels.sketches[0]) < 4
