"""An item of a list of effects: which of its words name the effects."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from immunograph.candidates.therapies import rules

# Where the name of an effect ends and the talk about it begins.
_TAIL = re.compile(
    r"\s*(?:[(\[:]|\.(?:\s|$)|,?\s+(?:which|that|who)\s|,?\s+or without\b|\s\*\s"
    r"|,?\s+(?:with|without) (?:or|symptoms|signs)\b|,\s+(?:an?|the)\s"
    r"|\s(?:due to|caused by|because|resulting|leading to|seen in|shown in|in association with|"
    r"characteri[sz]ed by|such as|including|called|known as|causing)\b)"
)
_HEAD = re.compile(
    r"(?:[\W_]|\b(?:an?|the|signs? of|other|and|or|blood tests show(?:ing|n)?)\b\s)*", re.IGNORECASE
)
_PART = re.compile(r"[^,;]+")
_EITHER = re.compile(r"\s(?:and|or)\s")
_BRACKET = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_END = re.compile(r"[\s.*:]+$")
_SPEECH = re.compile(
    r"\b(?:you|tell|talk|speak|contact|see|ask|call|please|doctor|nurse|pharmacist|if|when|"
    r"medicine|treatment|the following|side effects?|reporting|shown in|may|can|this|these|"
    r"was|were|improved|improves|showed|led)\b",
    re.IGNORECASE,
)
_LONGEST_NAME, _LONGEST_ITEM, _BARE = 12, 45, 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in an item: the parts of its text, and the known name that it widens or stands for."""

    parts: tuple[Span, ...]
    held: Span | None = None

    def text(self, of: str) -> str:
        """The words of the name."""
        return " ".join(of[start:end].strip() for start, end in self.parts)


def names(text: str, known: Iterable[Span], begin: int, end: int) -> Iterator[Named]:
    """The names of effects in an item from one place to another; none where it announces others.

    `known` are the names that were recognised. A part of the item between commas that holds one is
    named by it; one that holds none is a name of its own, or goes on with the one before it.

    >>> text = "Low levels of iron, zinc (mild), which may itch"
    >>> [one.text(text) for one in names(text, [], 0, 47)]
    ['Low levels of iron', 'Low levels of zinc']
    """
    if text.rstrip().endswith(":"):
        return
    spans = sorted(known)
    parts = [part for part in _parts(text[:end], begin) if not _labels(text, part, spans, end)]
    stem = _stem(text, parts, spans)
    if not stem and not any(_held(part, spans) for part in parts):
        parts = _whole(text, parts)
    for number, part in enumerate(parts):
        held = _held(part, spans)
        if stem and len(held) <= (number == 0):
            yield from _shared(text, stem, part)
        elif len(held) <= 1 and _is_name(text[slice(*part)]):
            yield Named((part,), held[0] if held else None)


def _labels(text: str, part: Span, spans: list[Span], end: int) -> bool:
    """Whether a part heads the names behind it: "skin: rash, blisters"."""
    rest = text[part[1] :].lstrip()
    return rest.startswith(":") and any(part[1] < start < end for start, _ in spans)


def _held(part: Span, spans: list[Span]) -> list[Span]:
    return [span for span in spans if part[0] < span[1] and span[0] < part[1]]


def _stem(text: str, parts: list[Span], spans: list[Span]) -> Span | None:
    """The words that the parts of an item share: "low levels of", "pain in"."""
    if not parts:
        return None
    first = text[slice(*parts[0])]
    match = _shares().match(first)
    others = [part for part in parts[1:] if not _held(part, spans)]
    alone = len(others) == len(parts) - 1 and all(
        len(text[slice(*part)].split()) <= 2 * _BARE for part in others
    )
    shared = match and alone and (others or _EITHER.search(first[match.end() :]))
    return (parts[0][0], parts[0][0] + match.end()) if match and shared else None


def _shared(text: str, stem: Span, part: Span) -> Iterator[Named]:
    """The names that a part makes with the words shared by all."""
    start = max(part[0], stem[1])
    at = start
    for end in [*(start + m.start() for m in _EITHER.finditer(text[start : part[1]])), part[1]]:
        begin = _start(text, at)
        if begin < end and at == stem[1]:
            yield Named(((stem[0], end),))
        elif begin < end:
            yield Named(((stem[0], stem[1]), (begin, end)))
        at = end


def _parts(text: str, begin: int) -> Iterator[Span]:
    """The parts of an item between commas, as far as it names effects; brackets are passed over."""
    plain = _BRACKET.sub(lambda match: "\0" * len(match.group()), text)
    tail = _TAIL.search(plain, _start(plain, begin))
    end = tail.start() if tail else len(plain)
    for match in _PART.finditer(plain, begin, end):
        start = _start(plain, match.start())
        last = match.start() + len(_END.sub("", match.group().split("\0")[0]))
        if start < last:
            yield start, last


def _start(text: str, at: int) -> int:
    head = _HEAD.match(text, at)
    return head.end() if head else at


def _whole(text: str, parts: list[Span]) -> list[Span]:
    """The parts as one where they hang together: "red, dry or sore eyes"."""
    if len(parts) > 1 and len(text[slice(*parts[0])].split()) < _BARE:
        return [(parts[0][0], parts[-1][1])]
    return parts


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= _LONGEST_NAME and not _SPEECH.search(text)


def looks_like_an_item(text: str) -> bool:
    """Whether a paragraph can be an item of a list: a name, no talk.

    >>> looks_like_an_item("Dry eyes"), looks_like_an_item("Tell your nurse if your eyes are dry.")
    (True, False)
    """
    words = text.split()
    if _SPEECH.search(text) or len(words) > _LONGEST_ITEM:
        return False
    return not text.rstrip().endswith(".") or len(words) <= _LONGEST_NAME


def is_general(name: str) -> bool:
    """Whether a name is so general that the words beside it make another event of it.

    >>> is_general("Infections"), is_general("rash")
    (True, False)
    """
    return name.casefold().rstrip("s") in rules("effects")["general"]


@cache
def _shares() -> re.Pattern[str]:
    return re.compile(rules("effects")["shares"], re.IGNORECASE)
