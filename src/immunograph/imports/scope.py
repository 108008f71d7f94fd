"""Which substances are therapies directed at antigens: by stems of names, from rules."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_RULES = Path(__file__).with_name("scope.yaml")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_BETWEEN = re.compile(r"\s*(?:,|/|;|\band\b)\s*")
_WORD = re.compile(r"[A-Za-z][A-Za-z\-]*")
_MOST_WORDS = 4


@cache
def rules() -> Mapping[str, Any]:
    """The rules, as the file gives them."""
    with _RULES.open(encoding="utf-8") as file:
        found: Mapping[str, Any] = yaml.safe_load(file)
    return found


def stem(name: str) -> str:
    """The stem by which a name is that of a therapy directed at an antigen; empty for none.

    >>> stem("Certolizumab pegol"), stem("tilmanocept"), stem("darvadstrocel")
    ('mab', '', '')
    >>> stem("tagraxofusp-erzs"), stem("sipuleucel-T"), stem("a mab fragment")
    ('fusp', 'leucel-t', '')
    """
    for word in _words(name.casefold()):
        if any(word.endswith(one["end"]) for one in rules()["not"]):
            continue
        for one in rules()["stems"]:
            if word.endswith(one["end"]) and word != one["end"]:
                return str(one["end"])
    return ""


def definition(name: str) -> str:
    """What the stem of a name says of a therapy; empty for no stem."""
    found = stem(name)
    return next((str(one["says"]) for one in rules()["stems"] if one["end"] == found), "")


def _words(text: str) -> Iterator[str]:
    """The words of a name, and the parts of those with a hyphen."""
    for word in _WORD.findall(text):
        yield word
        yield from word.split("-") if "-" in word else ()


def substances(name: str) -> tuple[str, ...]:
    """The substances of a cell, each by its name in small letters; a described one by its name.

    >>> substances("relatlimab / nivolumab"), substances("Dinutuximab beta")
    (('relatlimab', 'nivolumab'), ('dinutuximab beta',))
    >>> substances("own blood cells activated with a protein (sipuleucel-T)")
    ('sipuleucel-t',)
    """
    if len(name.split()) > _MOST_WORDS:
        named = [each for each in _PARENTHESES.findall(name) if stem(each)]
        if named:
            return tuple(each.strip().casefold() for each in named)
    parts = (part.strip().casefold() for part in _BETWEEN.split(name))
    return tuple(dict.fromkeys(part for part in parts if part))


def directed(name: str) -> tuple[str, ...]:
    """The substances of a cell that are therapies directed at antigens."""
    return tuple(one for one in substances(name) if stem(one))


def is_diagnostic(code: str, groups: Sequence[str]) -> bool:
    """Whether a code, or the words of a group, say that nothing is treated with it."""
    said = rules()["diagnostics"]
    text = " ".join(groups).casefold()
    return code.startswith(tuple(said["codes"])) or any(word in text for word in said["words"])
