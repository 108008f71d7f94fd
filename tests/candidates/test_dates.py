"""Days that pages give in full."""

import pytest

from immunograph.candidates.dates import days


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on October 18, 2017, it", ["2017-10-18"]),
        ("on 18th of October 2017 it", ["2017-10-18"]),
        ("Oct. 3 2017", ["2017-10-03"]),
        ("version 2017-10-18", ["2017-10-18"]),
        ("in October 2017, in 2018, on October 18", []),
        ("on February 30, 2017, and 2017-02-30", []),
        ("15 May 2020 and June 1, 2021", ["2020-05-15", "2021-06-01"]),
    ],
)
def test_a_day_is_read_where_day_month_and_year_are_given(text: str, found: list[str]) -> None:
    assert [each.day for each in days(text)] == found


def test_a_day_stands_where_the_text_has_it() -> None:
    text = "approved on October 18, 2017 for sarcoma"
    (one,) = days(text)
    assert text[one.start : one.end] == "October 18, 2017"
