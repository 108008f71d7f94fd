"""The rules of language, kept as data: one YAML file a subject, each rule with an example."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from immunograph.vocabulary import IG

FOLDER = Path(__file__).parent / "rules"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is found where its expression matches: the group `m` of it, or all of it.

    `hints` are in lower case; a text without any of them has no match, and need not be searched.
    `thing` is the class of therapies that is named, empty where the words say none; `finds` is what
    must be found in the `example`, in order. Where it `introduces`, what it finds is so named on
    the whole page.
    """

    name: str
    kind: str
    expression: re.Pattern[str]
    hints: tuple[str, ...]
    example: str
    finds: tuple[str, ...]
    thing: str = ""
    introduces: bool = False

    def spans(self, text: str, plain: str) -> list[tuple[int, int]]:
        """Where it matches in a text, `plain` of which is the same in lower case."""
        for hint in self.hints:
            if hint in plain:
                group = "m" if "m" in self.expression.groupindex else 0
                return [match.span(group) for match in self.expression.finditer(text)]
        return []


@cache
def read(name: str) -> Mapping[str, Any]:
    """A file of rules, by its name without the ending."""
    with (FOLDER / f"{name}.yaml").open(encoding="utf-8") as file:
        rules: Mapping[str, Any] = yaml.load(file, Loader=_Loader)
    return rules


@cache
def words(name: str, group: str) -> frozenset[str]:
    """A list of words of a file of rules."""
    return frozenset(read(name)[group])


@cache
def patterns(name: str) -> tuple[Pattern, ...]:
    """The patterns of a file of rules; `{list}` in one is any word of that list of the file."""
    rules = read(name)
    return tuple(_pattern(each, rules) for each in rules["patterns"])


def _pattern(rule: Mapping[str, Any], rules: Mapping[str, Any]) -> Pattern:
    flags = 0 if rule.get("case") else re.IGNORECASE
    expression = re.sub(r"\{([a-z_]+)\}", lambda name: _any_of(rules[name[1]]), rule["pattern"])
    return Pattern(
        rule["name"],
        rule["kind"],
        re.compile(expression, flags),
        tuple(hint for each in rule["hints"] for hint in _hints(each, rules)),
        rule["example"],
        tuple(rule["finds"]),
        f"{IG}{rule['class']}" if "class" in rule else "",
        bool(rule.get("introduces")),
    )


def _hints(hint: str, rules: Mapping[str, Any]) -> list[str]:
    """A hint, or as many as a list named in braces has."""
    return [each.casefold() for each in rules[hint[1:-1]]] if hint.startswith("{") else [hint]


def _any_of(words: list[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(word.replace(' ', '[ -]') for word in longest_first)})"
