"""Abbreviations that a page introduces."""

import pytest

from immunograph.mentions.abbreviations import introduced, preferred, said
from immunograph.mentions.dictionary import Span

NAME = "graft-versus-host disease"


def short_for(text: str) -> list[str]:
    found = introduced(text, [Span(0, len(NAME), "condition")])
    return [text[short.start : short.end] for short in found]


@pytest.mark.parametrize(
    ("behind", "short"),
    [
        (" (GVHD)", ["GVHD"]),
        (" (GvHD, for short)", ["GvHD"]),
        (" (GVHDs)", ["GVHD"]),
        (" (XYZ)", []),
        (" (G)", []),
        (" (see below)", []),
        (", GVHD", []),
    ],
)
def test_an_abbreviation_stands_in_brackets_and_for_the_name_before(
    behind: str, short: list[str]
) -> None:
    assert short_for(f"{NAME}{behind} is feared.") == short


def test_what_was_introduced_is_found_in_its_case() -> None:
    meant = {"MCL": Span(0, 4, "condition", ("mantle",))}
    text = "MCL and MCLs, not mcl or AMCL"
    found = list(said(text, meant))
    assert [(text[each.start : each.end], each.entity) for each in found] == [
        ("MCL", "mantle"),
        ("MCLs", "mantle"),
    ]


def test_what_a_page_means_stands_first_unless_it_is_unknown_and_of_the_same_kind() -> None:
    event, other = Span(0, 3, "event", ("crs",)), Span(5, 8, "drug")
    assert preferred([Span(0, 3, "condition")], [event, other]) == [other, Span(0, 3, "condition")]
    assert preferred([Span(0, 3, "event")], [event]) == [event, Span(0, 3, "event")]
