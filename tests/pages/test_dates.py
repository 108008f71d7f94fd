"""Dates as pages write them."""

import pytest

from immunograph.pages.dates import date_of, dates_of, kind_of, last_reviewed, load
from immunograph.pages.read import read_bytes


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Last Revised: May 3, 2021", "2021-05-03"),
        ("Updated on 3rd of May 2021.", "2021-05-03"),
        ("reviewed 3-Sept-2021", "2021-09-03"),
        ("2021/5/3", "2021-05-03"),
        ("2021-05-03T10:00:00Z", "2021-05-03"),
        ("20210503", "2021-05-03"),
        ("Última revisión: 3 de mayo de 2021", "2021-05-03"),
        ("25/12/2021", "2021-12-25"),
        ("12/25/2021", "2021-12-25"),
        ("3/5/2021", ""),
        ("May 2021", ""),
        ("February 30, 2021", ""),
        ("version 12021-05-033", ""),
    ],
)
def test_a_date_however_it_is_written(text: str, day: str) -> None:
    assert date_of(text) == day


def test_a_review_goes_before_a_revision_and_that_before_an_update() -> None:
    said = ["Published May 1, 2021", "Updated: 2021-05-09", "Last reviewed 2021-05-02"]
    assert last_reviewed(said) == "2021-05-02"
    assert last_reviewed(said[:2]) == "2021-05-09"
    assert last_reviewed(["A day: 2021-05-02"]) == ""


@pytest.mark.parametrize(("rank", "rule"), list(enumerate(load()["kinds"])))
def test_what_a_date_is_the_date_of(rank: int, rule: dict[str, str]) -> None:
    assert kind_of(rule["example"]) == rank


def test_the_date_of_a_page_is_read_from_its_text() -> None:
    page = read_bytes(
        b"Fever is common. It was first seen on May 9, 2020.\nRevised: May 3, 2021\n", "a"
    )
    assert page.last_reviewed == "2021-05-03"


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
def test_every_date_that_is_given_in_full_is_read(text: str, found: list[str]) -> None:
    assert dates_of(text) == found
