"""On which cells antigens stand."""

import re
from collections.abc import Callable

import pytest

from candidates.told import fields, short
from immunograph.candidates.candidate import Candidate
from immunograph.candidates.context import Reader
from immunograph.candidates.expression import expressions
from immunograph.candidates.therapies import rules

Claimed = Callable[[Reader, str], list[Candidate]]

SENTENCES = [
    ("Blinatumomab binds CD19, a protein on B cells.", [("cd19", "b-cell", {}, "Stated")]),
    (
        "Blinatumomab binds CD3, which is usually found on T cells.",
        [("cd3", "t-cell", {"frequencyWord": ["Usually"]}, "Hedged")],
    ),
    (
        "B cells usually have CD22, which blinatumomab does not bind.",
        [("cd22", "b-cell", {"frequencyWord": ["Usually"]}, "Hedged")],
    ),
    (
        "Blinatumomab binds CD19. Leukemia cells carry this protein.",
        [("cd19", "leukemia-cell", {}, "Stated")],
    ),
    (
        "Blinatumomab binds CD3, found on immune cells known as T cells, and kills cancer cells.",
        [("cd3", "t-cell", {}, "Stated")],
    ),
    ("Blinatumomab binds CD19 and kills cancer cells.", []),
]


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_where_an_antigen_stands(claimed: Claimed, text: str, told: list[object]) -> None:
    found = claimed(expressions, f"# Blinatumomab\n\n{text}")
    assert [
        (short(one.about), short(one.object), fields(one), one.certainty) for one in found
    ] == told


@pytest.mark.parametrize("rule", rules("expression")["frequency"], ids=lambda rule: rule["word"])
def test_each_word_is_found_in_its_example(rule: dict[str, str]) -> None:
    assert re.search(rule["pattern"], rule["example"], re.IGNORECASE)
    assert not re.search(rule["pattern"], rule["other"], re.IGNORECASE)
