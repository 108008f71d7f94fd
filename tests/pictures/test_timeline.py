"""Time lines: each day stands where it belongs, and each row with all that it says."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawings import Reader
from immunograph.answer import Answer
from immunograph.errors import NotDrawn
from immunograph.library import Library
from immunograph.names import iri_of
from immunograph.pictures import notes
from immunograph.pictures.timeline import MOST_ROWS, Span, span
from immunograph.store import Literal


def select(library: Library, text: str) -> Reader:
    answer = library.sparql(text)
    assert isinstance(answer, Answer)
    return Reader(library.picture(answer).svg)


def on(*days: str, datatype: str = "date") -> str:
    """A query with a row for each day."""
    rows = " ".join(f'(drug:blinatumomab "{day}"^^xsd:{datatype})' for day in days)
    return f"SELECT ?therapy ?day {{ VALUES (?therapy ?day) {{ {rows} }} }}"


def days(reader: Reader) -> list[str]:
    return [part.attrib["data-day"] for part in reader.root.iter() if "data-day" in part.attrib]


def places(reader: Reader) -> dict[str, float]:
    """Where each day is drawn."""
    marks = [part for part in reader.all("g") if "data-day" in part.attrib]
    return {
        mark.attrib["data-day"]: float(mark.attrib["transform"].split("(")[1].split()[0])
        for mark in marks
    }


@pytest.mark.parametrize(
    "name", ["authorizations", "authorizations-by-jurisdiction", "sources-read"]
)
def test_the_days_are_those_of_the_answer(library: Library, name: str) -> None:
    answer = library.query(name, **library.queries[name].examples)
    reader = Reader(library.picture(answer).svg)
    dated = [
        (row["therapy" if "therapy" in row else "source"], term)
        for row in answer.solutions.rows
        for term in row.values()
        if isinstance(term, Literal) and term.datatype.value.endswith("#date")
    ]
    drawn = [
        (group.attrib["data-row"], part.attrib["data-day"])
        for group in reader.groups("data-row")
        for part in group.iter()
        if "data-day" in part.attrib
    ]
    assert sorted(set(drawn)) == sorted({(iri_of(thing), term.value) for thing, term in dated})
    assert len(drawn) >= len(answer.rows)


def test_all_that_a_row_says_is_seen(library: Library) -> None:
    answer = library.query("authorizations")
    reader = Reader(library.picture(answer).svg)
    for row in answer.labels():
        for text in row.values():
            assert text in reader.seen
        assert any(all(text in title for text in row.values()) for title in reader.titles)
    for head in ("therapy", "in force on", "jurisdiction", "status"):
        assert head in reader.lines
    assert "decided on" not in reader.lines or any(r["decidedOn"] for r in answer.labels())


def test_it_says_what_its_day_is(library: Library) -> None:
    reader = Reader(library.picture(library.query("authorizations")).svg)
    assert "a day on which the source shows the decision in force" in reader.seen
    assert notes.BLANK in reader.lines


def test_a_later_day_stands_further_right_in_proportion(library: Library) -> None:
    reader = select(library, on("2020-01-01", "2020-07-01", "2022-01-01"))
    found = places(reader)
    early, middle, late = (found[day] for day in ("2020-01-01", "2020-07-01", "2022-01-01"))
    part = (date(2020, 7, 1) - date(2020, 1, 1)) / (date(2022, 1, 1) - date(2020, 1, 1))
    assert (middle - early) / (late - early) == pytest.approx(part, abs=0.01)


def test_the_rows_are_in_the_order_of_their_days(library: Library) -> None:
    reader = select(library, on("2024-05-01", "2021-02-03", "2023-01-01"))
    assert days(reader) == ["2021-02-03", "2023-01-01", "2024-05-01"]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2025-01-01", "2025-01-01"),
        ("2025-01-01", "2025-01-05"),
        ("2025-01-01", "2025-06-05"),
        ("2015-01-01", "2025-06-05"),
        ("0001-01-01", "9999-12-31"),
        ("9999-12-30", "9999-12-31"),
    ],
)
def test_ticks_are_few_and_stand_apart(library: Library, first: str, last: str) -> None:
    reader = select(library, on(first, last))
    ticks = [
        (float(span.get("x", "")), span.text or "")
        for text in reader.all("text")
        if text.get("text-anchor") == "middle"
        for span in text
    ]
    assert 1 <= len(ticks) <= 6
    assert all(after[0] - before[0] > 30 for before, after in pairwise(ticks))
    assert [label for _, label in ticks] == sorted(label for _, label in ticks)


def test_a_month_and_a_year_are_as_long_as_they_are(library: Library) -> None:
    reader = select(library, on("2020", datatype="gYear"))
    assert days(reader) == ["2020-01-01/2020-12-31"]
    reader = select(library, on("2020-02", datatype="gYearMonth"))
    assert days(reader) == ["2020-02-01/2020-02-29"]


@settings(deadline=None)
@given(st.dates(min_value=date(1, 1, 1)))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    for suffix in ("", "Z", "+02:00"):
        assert span(f"{day.isoformat()}{suffix}") == Span(day, day)
    assert span(f"{day.isoformat()}T12:00:00Z") == Span(day, day)


@settings(deadline=None)
@given(st.dates(min_value=date(1, 1, 1), max_value=date(9999, 11, 30)))
def test_a_month_ends_where_the_next_begins(day: date) -> None:
    found = span(day.isoformat()[:7])
    assert found is not None
    assert found.first == day.replace(day=1)
    assert (found.last + timedelta(days=1)).day == 1
    assert found.last >= day


@pytest.mark.parametrize("written", ["-0044-03-15", "12026-01-01", "2025-13-01", "2025-02-30", ""])
def test_what_no_calendar_has_is_no_day(written: str) -> None:
    assert span(written) is None


def test_a_row_without_a_day_is_drawn_at_the_end_without_a_mark(library: Library) -> None:
    text = """SELECT ?therapy ?day { VALUES (?therapy ?day) { (drug:tisagenlecleucel UNDEF)
              (drug:blinatumomab "2020-01-01"^^xsd:date) } }"""
    reader = select(library, text)
    rows = reader.groups("data-row")
    assert [len([p for p in row.iter() if "data-day" in p.attrib]) for row in rows] == [1, 0]
    assert "tisagenlecleucel" in reader.lines


def test_days_of_no_calendar_alone_are_no_time_line(library: Library) -> None:
    with pytest.raises(NotDrawn, match="no calendar"):
        select(library, on("-0044-03-15"))


def test_what_is_too_long_is_refused_and_never_cut(library: Library) -> None:
    many = [(date(2020, 1, 1) + timedelta(days=n)).isoformat() for n in range(MOST_ROWS + 1)]
    assert len(days(select(library, on(*many[1:])))) == MOST_ROWS
    with pytest.raises(NotDrawn, match=f"a time line of {MOST_ROWS + 1} rows cannot be read"):
        select(library, on(*many))


def test_two_columns_of_days_have_marks_of_their_own(library: Library) -> None:
    text = """SELECT ?therapy ?begun ?ended { VALUES (?therapy ?begun ?ended) {
              (drug:blinatumomab "2020-01-01"^^xsd:date "2021-01-01"^^xsd:date) } }"""
    reader = select(library, text)
    assert days(reader) == ["2020-01-01", "2021-01-01"]
    assert reader.lines.count("begun") == reader.lines.count("ended") == 2
