"""Names of a data set in a sentence."""

import pytest

from immunograph.mentions.dictionary import Dictionary, dictionary
from immunograph.mentions.tokens import tokens
from immunograph.names import Name, Names
from immunograph.ontology import Prefixes
from immunograph.vocabulary import ADVERSE_EVENT, IG, SKOS

CONDITION, ANTIGEN = f"{IG}Condition", f"{IG}Antigen"
NAMES = [
    ("cd19", ANTIGEN, "prefLabel", "CD19"),
    ("all", CONDITION, "prefLabel", "acute lymphoblastic leukemia"),
    ("all", CONDITION, "abbreviation", "ALL"),
    ("hypotension", ADVERSE_EVENT, "prefLabel", "hypotension"),
    ("hypotension", ADVERSE_EVENT, "altLabel", "pressure drop"),
    ("drop", ADVERSE_EVENT, "prefLabel", "drop in pressure"),
    ("drop", ADVERSE_EVENT, "altLabel", "LP"),
    ("few-platelets", ADVERSE_EVENT, "altLabel", "LP"),
]


def known() -> Dictionary:
    spelt: dict[str, list[Name]] = {}
    for thing, _, predicate, text in NAMES:
        spelt.setdefault(thing, []).append(Name(thing, f"{SKOS}{predicate}", text, "en"))
    kinds = {thing: frozenset({kind}) for thing, kind, *_ in NAMES}
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
    assert found("TELL ALL OF THEM ABOUT LEUKEMIA (ALL)") == [("ALL", "all")]
    assert found("ALL, Acute Lymphoblastic Leukaemias") == [
        ("ALL", "all"),
        ("Acute Lymphoblastic Leukaemias", "all"),
    ]


def test_a_name_of_several_things_says_none_of_them() -> None:
    assert found("LP after a pressure drop") == [("LP", ""), ("pressure drop", "hypotension")]


def test_brackets_within_a_name_do_not_end_it() -> None:
    text = "a pressure (blood) drop, and acute (sudden) pain"
    spans = known().spans_around_brackets(text, tokens(text))
    assert [(text[each.start : each.end], each.entity) for each in spans] == [
        ("pressure (blood) drop", "hypotension")
    ]
