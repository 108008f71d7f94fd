"""How sentences mean what they say; every rule by its example, and sentences that no rule saw."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from immunograph.library import Library
from immunograph.mentions import rulebook
from immunograph.mentions.context import Relation, owner, related, relation
from immunograph.mentions.find import find
from immunograph.mentions.owner import owners
from immunograph.pages.read import read_bytes

CASES = Path(__file__).parents[1] / "cases" / "context"
FLAGS = [each.name for each in fields(Relation) if each.name != "cues"]
RULES = [each for rule in rulebook.read("context")["rules"] for each in rule["examples"]]


def read(name: str) -> list[Mapping[str, Any]]:
    with (CASES / f"{name}.yaml").open(encoding="utf-8") as file:
        cases: list[Mapping[str, Any]] = yaml.safe_load(file)
    return cases


def span(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def said(case: Mapping[str, Any]) -> set[str]:
    text, subject = case["text"], case["subject"]
    relation = related(text, span(text, subject) if subject else None, span(text, case["object"]))
    found = {flag for flag in FLAGS if getattr(relation, flag)}
    return found - {flag for flag in ("able", "alarm") if flag not in case["is"]}


def owned(case: Mapping[str, Any]) -> list[str]:
    text = case["text"]
    among = [span(text, each) for each in case["among"]]
    return [text[slice(*each)] for each in owners(text, span(text, case["owner_of"]), among)]


def is_right(case: Mapping[str, Any]) -> bool:
    if "owner_of" not in case:
        return said(case) == set(case["is"])
    wanted = case["owner"] if isinstance(case["owner"], list) else [case["owner"]]
    return owned(case) == wanted


@pytest.mark.parametrize("case", RULES, ids=[f"{each['text']} {each['object']}" for each in RULES])
def test_a_rule_says_of_its_example_what_is_so(case: Mapping[str, Any]) -> None:
    assert said(case) == set(case["is"])


def test_every_rule_has_an_example_that_it_decides() -> None:
    for rule in rulebook.read("context")["rules"]:
        assert rule["examples"], rule["cues"]


@pytest.mark.parametrize("case", read("seen"), ids=lambda case: case["text"])
def test_a_sentence_is_read_right(case: Mapping[str, Any]) -> None:
    assert is_right(case)


def test_most_sentences_that_no_rule_was_made_for_are_read_right() -> None:
    cases = read("unseen")
    assert sum(map(is_right, cases)) >= 54


def test_what_announces_a_list_is_said_of_its_items(library: Library) -> None:
    page = read_bytes(b"Do not take it if you have:\n\n- seizures\n- rash\n\nFever.", "p.md")
    found = find(page, library.dataset.names)
    assert [(each.text, each.role) for each in found] == [
        ("seizures", "advice"),
        ("rash", "advice"),
        ("Fever", ""),
    ]


def test_an_owner_is_one_of_the_mentions(library: Library) -> None:
    page = read_bytes(b"Blinatumomab binds CD19, and inotuzumab ozogamicin binds CD22.", "p.txt")
    found = find(page, library.dataset.names)
    drugs = [each for each in found if each.kind == "drug"]
    (fact,) = [each for each in found if each.text == "CD22"]
    (one,) = owner(page, page.sentences[0], fact, drugs)
    assert one.text == "inotuzumab ozogamicin"
    assert relation(page, page.sentences[0], (one.start, one.end), (fact.start, fact.end)).is_plain
