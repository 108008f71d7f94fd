"""What therapies directed at antigens are called, and what the classes of them are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from immunograph.vocabulary import IG

_WORDS = re.compile(r"[^\W_][\w\-\u2010\u2013]*")


@dataclass(frozen=True, slots=True)
class ClassNamed:
    """A class of therapies where a text names it, by IRI."""

    start: int
    end: int
    modality: str


def classes_named(text: str) -> list[ClassNamed]:
    """The classes of therapies that a text names, in its order; of overlapping ones the narrower.

    >>> [each.modality.rpartition("#")[2] for each in classes_named("It is a BiTE antibody.")]
    ['BispecificTCellEngager']
    """
    found: list[ClassNamed] = []
    if not _hint().search(text):
        return found
    for modality, pattern in _class_patterns():
        for match in pattern.finditer(text):
            one = ClassNamed(match.start(), match.end(), modality)
            if not any(one.start < kept.end and kept.start < one.end for kept in found):
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def narrowest(named: list[ClassNamed]) -> str:
    """Which of several classes says most; empty for none."""
    rank = [modality for modality, _ in _class_patterns()]
    return min((one.modality for one in named), key=rank.index, default="")


def is_directed(name: str) -> bool:
    """Whether a name is that of a therapy directed at an antigen, going by how it ends.

    >>> is_directed("Elranatamab-bcmm"), is_directed("bortezomib"), is_directed("sipuleucel-T")
    (True, False, True)
    """
    words = _WORDS.findall(name.casefold())
    return any(
        ending.fullmatch(word)
        for ending, of_any in _endings()
        for word in (words if of_any else words[-1:])
    )


@cache
def rules(name: str) -> Mapping[str, Any]:
    """The rules of language in a file of this package."""
    import yaml  # noqa: PLC0415 (only where a page is read)

    text = (Path(__file__).parent / "rules" / f"{name}.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return read


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(rules("therapies")["hint"])


@cache
def _class_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_read_classes())


def _read_classes() -> Iterator[tuple[str, re.Pattern[str]]]:
    for rule in rules("therapies")["classes"]:
        yield f"{IG}{rule['class']}", re.compile(rule["pattern"])


@cache
def _endings() -> tuple[tuple[re.Pattern[str], bool], ...]:
    return tuple(
        (re.compile(rf"(?:(?:ado|fam|ziv)-)?{rule['ending']}"), rule["of"] == "any")
        for rule in rules("therapies")["names"]
    )
