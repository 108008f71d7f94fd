"""Where a sentence ends.

The splitting is that of sentencex; what it does not know of medical and regulatory writing is put
right by the rules of `sentences.yaml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_NEAR = 40  # no rule looks further than this from where a sentence may end
_STOP = re.compile(r"[.!?…。]")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Join:
    """A place that ends no sentence: what stands before it, and what behind it."""

    name: str
    before: re.Pattern[str]
    after: re.Pattern[str]

    def holds(self, text: str, start: int, at: int) -> bool:
        """Whether it is said of a place in a sentence that began at `start`."""
        before, after = text[max(start, at - _NEAR) : at].rstrip(), text[at : at + _NEAR].lstrip()
        return bool(self.before.search(before) and self.after.search(after))


@dataclass(frozen=True, slots=True)
class Split:
    """A place that ends a sentence, unless what stands before it is an exception."""

    name: str
    place: re.Pattern[str]
    exception: re.Pattern[str]

    def places(self, text: str) -> Iterator[int]:
        """The places of a text."""
        for match in self.place.finditer(text):
            end = match.start("gap")
            if not self.exception.search(text[max(0, end - _NEAR) : end]):
                yield match.end("gap")


@dataclass(frozen=True, slots=True)
class Rules:
    """What puts the splitter right."""

    joins: tuple[Join, ...]
    splits: tuple[Split, ...]
    trailing: re.Pattern[str]


@cache
def rules() -> Rules:
    """The rules of `sentences.yaml`."""
    data = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    joins = [
        Join(rule["name"], re.compile(rule.get("before", "")), re.compile(rule.get("after", "")))
        for rule in data["joins"]
    ]
    splits = [
        Split(
            rule["name"],
            re.compile(f"{rule['before']}(?P<gap>{rule['after']})"),
            re.compile(rule["except"]),
        )
        for rule in data["splits"]
    ]
    return Rules(tuple(joins), tuple(splits), re.compile(data["trailing"]))


def split(text: str, language: str = "en", by: Rules | None = None) -> list[tuple[int, int]]:
    """The start and end of each sentence of a text whose white space is folded.

    >>> split("One dose. Then 2.5 mg more.")
    [(0, 9), (10, 27)]
    """
    if not text:
        return []
    if not _STOP.search(text, 0, len(text) - 1):
        return [(0, len(text))]
    by = by or rules()
    spans, start = [], 0
    for place in (*_places(text, language, by), len(text)):
        if place < len(text) and any(join.holds(text, start, place) for join in by.joins):
            continue
        at = _behind(text, place, by)
        end = start + len(text[start:at].rstrip())
        if start < end:
            spans.append((start, end))
            start = at
    return spans


def _places(text: str, language: str, by: Rules) -> list[int]:
    """Where a sentence may begin, in order."""
    from sentencex import get_sentence_boundaries  # noqa: PLC0415

    code = language.partition("-")[0].lower() or "en"
    places = {bound["start_index"] for bound in get_sentence_boundaries(code, text)}
    for rule in by.splits:
        places.update(rule.places(text))
    return sorted(place for place in places if 0 < place < len(text))


def _behind(text: str, at: int, by: Rules) -> int:
    """The place behind the marks of notes and references that belong to what is before it."""
    marks = by.trailing.match(text, at)
    space = _SPACE.match(text, marks.end() if marks else at)
    return space.end() if space else at
