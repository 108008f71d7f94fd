"""Where a sentence ends: each rule by its own example."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from effort import calls
from immunograph.pages import sentences
from immunograph.pages.sentences import rules, split

DATA = yaml.safe_load(Path(sentences.__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
EXAMPLES = {rule["name"]: rule["example"] for rule in (*DATA["joins"], *DATA["splits"])}


def parts(text: str, by: sentences.Rules) -> list[str]:
    return [text[start:end] for start, end in split(text, by=by)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rule_makes_of_its_example_the_sentences_it_has(name: str) -> None:
    text = " ".join(EXAMPLES[name])
    without = replace(
        rules(),
        joins=tuple(rule for rule in rules().joins if rule.name != name),
        splits=tuple(rule for rule in rules().splits if rule.name != name),
    )
    assert parts(text, rules()) == EXAMPLES[name]
    assert parts(text, without) != EXAMPLES[name]


@pytest.mark.parametrize(
    "expected",
    [
        ["Fever fell to 37.5 degrees.", "It was measured at 5 p.m. on Monday."],
        ["The U.S. Food and Drug Administration agreed.", "So did others."],
        ["It helped.[1,2]", "It did not harm.¹", "Nothing else is known."],
        ["Watch for fever. ( 5.1 , 7.2 )", "Stop then. [see Warnings (5.2)].", "Start again."],
        ["Is it safe?", "Yes!"],
        ["No full stop at all"],
        ["Ünïted “words” ≥ 5.", "Then 😀 more."],
    ],
)
def test_sentences_of_several_kinds(expected: list[str]) -> None:
    assert parts(" ".join(expected), rules()) == expected


def test_work_grows_with_length_alone() -> None:
    sentence = "It is given over 28 days (e.g. at home). Some need approx. 2.5 times as much. "

    def work(times: int) -> int:
        found: list[object] = []
        number = calls(lambda: found.extend(split((sentence * times).strip())))
        assert len(found) == 2 * times
        return number

    work(1)  # what is loaded once
    assert work(800) < 10 * work(100)
