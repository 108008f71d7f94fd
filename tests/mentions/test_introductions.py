"""Drugs that a page introduces."""

import re
from typing import Any

import pytest

from immunograph.mentions import rulebook
from immunograph.mentions.dictionary import Span
from immunograph.mentions.introductions import expression, of_page, of_sentence
from immunograph.pages.read import read_bytes

RULES = rulebook.read("introductions")


@pytest.mark.parametrize("rule", [*RULES["brands"], *RULES["subjects"]])
def test_a_pattern_finds_in_its_example_what_it_says(rule: dict[str, Any]) -> None:
    found = [match["m"] for match in re.finditer(rule["pattern"], rule["example"])]
    assert found == rule["finds"]


@pytest.mark.parametrize("group", ["bracketed", "before"])
def test_a_brand_beside_a_drug_is_found_in_the_example(group: str) -> None:
    match = expression(group).search(RULES[group]["example"])
    assert match and [match["m"]] == RULES[group]["finds"]


@pytest.mark.parametrize(
    ("text", "drug", "brands"),
    [
        ("Veltozumab (Abcdia) helps.", "Veltozumab", ["Abcdia"]),
        ("They gave Abcdia (veltozumab).", "veltozumab", ["Abcdia"]),
        ("Chemotherapy (veltozumab).", "veltozumab", []),
        ("Veltozumab (see below).", "Veltozumab", []),
        ("VELTOZUMAB IS GIVEN HERE.", "VELTOZUMAB", []),
    ],
)
def test_a_brand_stands_in_brackets_or_before_them(text: str, drug: str, brands: list[str]) -> None:
    start = text.index(drug)
    assert list(of_sentence(text, [Span(start, start + len(drug), "drug")])) == brands


def test_a_page_has_a_block_of_brands_and_a_subject() -> None:
    page = read_bytes(
        b"# Abcdia acetate\n\nUS Brand Name(s)\n\nEfgdon\nHijkla\n\nFDA Approved\n\n"
        b"Abcdia acetate is approved to treat cancer.\n\nThis drug is approved.\n",
        "page.md",
    )
    assert list(of_page(page)) == ["Efgdon", "Hijkla", "Abcdia acetate"]
