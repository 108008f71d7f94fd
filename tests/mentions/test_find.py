"""What a page names."""

import pytest

from immunograph.library import Library
from immunograph.mentions.find import find
from immunograph.mentions.mention import KINDS
from immunograph.pages.read import read_bytes
from immunograph.vocabulary import BASE


def named(library: Library, text: str) -> list[tuple[str, str, str]]:
    read = read_bytes(text.encode(), "page.txt")
    found = find(read, library.dataset.names)
    assert all(read.text[each.start : each.end] == each.text for each in found)
    assert {each.kind for each in found} <= set(KINDS)
    shortened = [each.entity.replace(BASE, "").replace("vocab#", "") for each in found]
    return [(each.text, each.kind, entity) for each, entity in zip(found, shortened, strict=True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Blinatumomab (Blincyto) binds CD-19.",
            [
                ("Blinatumomab", "drug", "drug/blinatumomab"),
                ("Blincyto", "drug", "product/blincyto"),
                ("CD-19", "antigen", "antigen/cd19"),
            ],
        ),
        ("All of them have ALL.", [("ALL", "condition", "condition/acute-lymphoblastic-leukemia")]),
        (
            "Veltuzumab-abcd binds CD38.",
            [
                ("Veltuzumab-abcd", "drug", ""),
                ("CD38", "antigen", ""),
            ],
        ),
    ],
)
def test_what_is_known_has_its_thing_and_what_is_not_has_none(
    library: Library, text: str, found: list[tuple[str, str, str]]
) -> None:
    assert named(library, text) == found


def test_a_class_of_therapies_is_a_mechanism(library: Library) -> None:
    found = named(library, "They are CAR T-cell therapies.")
    assert found == [("CAR T-cell therapies", "mechanism", "CarTCellTherapy")]
