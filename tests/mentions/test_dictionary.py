"""Names of a data set in a sentence."""

import pytest

from immunograph.mentions.dictionary import Dictionary, dictionary
from immunograph.mentions.tokens import tokens
from immunograph.names import Name, Names
from immunograph.ontology import Prefixes
from immunograph.vocabulary import ADVERSE_EVENT, IG, SKOS

THINGS = {
    "cd19": (f"{IG}Antigen", ("prefLabel", "CD19")),
    "all": (
        f"{IG}Condition",
        ("prefLabel", "acute lymphoblastic leukemia"),
        ("abbreviation", "ALL"),
    ),
    "low-pressure": (ADVERSE_EVENT, ("prefLabel", "hypotension"), ("altLabel", "pressure drop")),
    "pressure-drop": (ADVERSE_EVENT, ("prefLabel", "drop in pressure"), ("altLabel", "LP")),
    "low-platelets": (ADVERSE_EVENT, ("prefLabel", "few platelets"), ("altLabel", "LP")),
}


def known() -> Dictionary:
    spelt = {
        thing: [Name(thing, f"{SKOS}{predicate}", text, "en") for predicate, text in of]
        for thing, (_, *of) in THINGS.items()
    }
    kinds = {thing: frozenset({of[0]}) for thing, of in THINGS.items()}
    return dictionary(Names(Prefixes({}), kinds, spelt, {}))


def found(text: str) -> list[tuple[str, str]]:
    spans = known().spans(text, tokens(text))
    return [(text[each.start : each.end], each.entity) for each in spans]


@pytest.mark.parametrize("name", ["CD19", "CD-19", "cd 19", "CD\u201119"])
def test_case_hyphens_and_spaces_make_no_other_name(name: str) -> None:
    assert found(f"It binds {name}.") == [(name, "cd19")]


@pytest.mark.parametrize("text", ["CD192", "aCD19", "CD 1 9", "CD, 19", "all of it", "All"])
def test_a_name_is_not_read_into_other_words(text: str) -> None:
    assert found(text) == []


def test_an_abbreviation_keeps_its_case_and_a_name_its_number_of_words() -> None:
    assert found("ALL, Acute Lymphoblastic Leukaemias") == [
        ("ALL", "all"),
        ("Acute Lymphoblastic Leukaemias", "all"),
    ]


def test_a_name_of_several_things_says_none_of_them() -> None:
    assert found("LP after a pressure drop") == [("LP", ""), ("pressure drop", "low-pressure")]
