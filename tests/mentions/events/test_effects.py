"""Outside labels a term counts where the page says of it that it is an effect."""

from immunograph.mentions.events.effects import borne_out, is_treated
from immunograph.mentions.mention import Mention
from immunograph.pages.page import Page
from immunograph.pages.read import read_bytes


def page(text: str) -> Page:
    return read_bytes(text.encode(), "page.md")


def mentions(read: Page, word: str) -> list[Mention]:
    starts = [at for at in range(len(read.text)) if read.text.startswith(word, at)]
    return [
        Mention(at, at + len(word), word, "event", "", sentence.order)
        for at in starts
        if (sentence := read.sentence_at(at))
    ]


def kept(text: str, word: str) -> int:
    read = page(text)
    return len(borne_out(read, mentions(read, word)))


def test_a_term_that_is_said_to_be_an_effect_once_stands_everywhere() -> None:
    assert kept("The drug can cause anemia.\n\nYour anemia is watched.\n", "anemia") == 2
    assert kept("The list has drugs for anemia.\n\nYour anemia is watched.\n", "anemia") == 0


def test_the_heading_and_what_announces_a_list_speak_for_its_items() -> None:
    assert kept("# About the drug\n\n## Side effects\n\n- hives\n- cough\n", "hives") == 1
    assert kept("# Kinds of illness\n\nThere are many:\n\n- hives\n- cough\n", "hives") == 0


def test_a_label_is_taken_as_it_is() -> None:
    assert kept("6 ADVERSE REACTIONS\n\nSome words on hives here.\n", "hives") == 1


def test_what_is_treated_is_told_by_the_words_before_and_by_the_list() -> None:
    read = page("It is approved for severe psoriasis.\n\nUsed to treat:\n\n- gout\n")
    assert [
        is_treated(read, read.sentence(each.sentence), each.start)
        for word in ("psoriasis", "gout")
        for each in mentions(read, word)
    ] == [True, True]
    other = page("It can make psoriasis worse.\n")
    assert not is_treated(other, other.sentence(1), other.text.index("psoriasis"))
