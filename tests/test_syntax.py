"""The syntax tree of a query."""

import pytest

from immunograph.repository import find
from immunograph.syntax import parsed

QUERIES = {file.name: file.text for file in find(None).files("queries", ".rq")}


@pytest.mark.parametrize("name", QUERIES)
def test_every_saved_question_is_a_tree_without_a_fault(name: str) -> None:
    assert not parsed(QUERIES[name]).has_error


def test_a_fault_is_in_the_tree() -> None:
    assert parsed("SELECT ?x WHERE {").has_error


def test_depth_does_not_end_the_process() -> None:
    deep = 50_000
    assert not parsed(f"ASK {{ {'{' * deep}{'}' * deep} }}").has_error


def test_places_count_bytes() -> None:
    root = parsed('ASK { ?x ?y "é" . ?z ?y 1 }')
    assert root.end_byte == len('ASK { ?x ?y "é" . ?z ?y 1 }'.encode())
