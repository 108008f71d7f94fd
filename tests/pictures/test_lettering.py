import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunograph.pictures.lettering import readable, width, wrapped

TEXT = st.text(max_size=80)


@settings(deadline=None)
@given(TEXT)
def test_no_letter_is_left_that_xml_forbids_or_nobody_sees(text: str) -> None:
    for letter in readable(text):
        assert letter >= " "
        assert letter not in "\ufffe\uffff\u202e\u200b"
        assert not 0xD800 <= ord(letter) <= 0xDFFF


@settings(deadline=None)
@given(TEXT, st.integers(20, 200))
def test_no_line_is_wider_than_asked_for(text: str, most: int) -> None:
    for line in wrapped(text, most, 10, lines=1000):
        assert width(line, 10) <= most or len(line) == 1


@settings(deadline=None)
@given(TEXT)
def test_nothing_is_lost_where_there_are_lines_enough(text: str) -> None:
    joined = "".join("".join(wrapped(text, 40, 10, lines=1000)).split())
    assert joined == "".join(readable(text).split())


@settings(deadline=None)
@given(st.text(min_size=1, max_size=80), st.integers(1, 4))
def test_what_is_left_out_is_an_ellipsis(text: str, lines: int) -> None:
    found = wrapped(text, 40, 10, lines=lines)
    assert len(found) <= lines
    whole = wrapped(text, 40, 10, lines=1000)
    assert (found == whole) == (len(whole) <= lines)
    assert len(whole) <= lines or found[-1] == f"{whole[lines - 1]}…"


def test_a_long_name_is_broken_after_a_mark() -> None:
    assert wrapped("claim:examplumab_targets", 100, 12) == ("claim:", "examplumab_", "targets")


@pytest.mark.parametrize(("narrow", "wide"), [("iii", "mmm"), ("abc", "ABC"), ("ab", "日本")])
def test_wider_letters_take_more_room(narrow: str, wide: str) -> None:
    assert width(narrow, 10) < width(wide, 10)
    assert width(narrow, 10) < width(narrow, 10, bold=True)
