"""The conditions that the text of a use names, without what belongs to their state."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from immunograph.candidates.therapies import rules

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOTES = re.compile("[\u00b9\u00b2\u00b3\u2070-\u2079*\u2020\u2021]")
_BEFORE = re.compile(r"[.;:(),]|\b(?:with|or|and|of|for|treat|treating)\b")
_SHORT = re.compile(r"\s*\(([A-Z][\w\-]*)\)")
# What one organ or region is called, with an *and* of its own.
_JOINED = re.compile(r"\bhead and neck\b|\bbrain and spinal\b", re.IGNORECASE)
_CALLED = re.compile(r".*\b(?:called|known as|named)\s+(?=\S)", re.IGNORECASE | re.DOTALL)
_RELATIVE = re.compile(r"who(?:m|se)?\b|which\b", re.IGNORECASE)
_FAR = 400
_AND = re.compile(r",?\s+(?:and/or|or|and|nor)\s+(?:either\s+)?|,\s+(?:or\s+|and\s+)?|\s*/\s*")
_HAD = re.compile(r"\s+in (?:patients|people|adults) who (?:had|have had)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition where a text names it, and its name in the form of a label."""

    start: int
    end: int
    label: str


def abbreviations(text: str) -> dict[str, str]:
    """The short forms that a text gives in brackets behind the names of conditions.

    >>> abbreviations("follicular lymphoma (FL) and non-small cell lung cancer (NSCLC)")["FL"]
    'follicular lymphoma'
    """
    found: dict[str, str] = {}
    for match in re.finditer(r"\(([A-Z][\w\-]*[A-Z0-9][\w\-]*)\)", text):
        before = _BEFORE.split(text[max(0, match.start() - _FAR) : match.start()])
        words = before[-1].split()
        named = " ".join(words[-_word_count(match[1], words) :])
        if words and _has_head(named):
            found.setdefault(match[1], _plain(named))
    return found


def _word_count(short: str, words: list[str]) -> int:
    """How many words at the end a short form stands for, going by its letters."""
    letters = re.sub(r"[^A-Za-z]", "", short).casefold()
    for count in range(1, min(len(words), 8) + 1):
        initials = "".join(
            part[:1] for word in words[-count:] for part in re.split(r"[\-\s]", word)
        ).casefold()
        if initials.startswith(letters[:1]) and len(initials) >= len(letters) - 1:
            return count
    return min(len(words), 4)


def opening(text: str, short: Mapping[str, str]) -> list[Condition]:
    """The conditions with which a text opens, as the entry of a list does; none where it does not.

    >>> [one.label for one in opening("Relapsed ovarian or fallopian tube cancer in adults", {})]
    ['ovarian cancer', 'fallopian tube cancer']
    """
    return list(_named(text, 0, short))


def within(text: str, short: Mapping[str, str]) -> list[Condition]:
    """The conditions that people are said to have, or that something is said to treat."""
    found: dict[int, Condition] = {}
    for pattern in _places():
        for match in pattern.finditer(text):
            for one in _named(text, match.end(), short):
                found.setdefault(one.start, one)
    return sorted(found.values(), key=lambda one: one.start)


def _named(text: str, at: int, short: Mapping[str, str]) -> Iterator[Condition]:
    """A row of conditions from an offset on, each with the head that it shares with the last."""
    text, at, moved = text[at : at + _FAR], 0, at
    blank = _BRACKETS.sub(lambda match: " " * len(match[0]), _NOTES.sub(" ", text))
    blank = _JOINED.sub(lambda match: match[0].replace(" ", "\0"), blank)
    after = _HAD.search(blank, at)
    stop = _stop().search(blank, at)
    end = stop.start() if stop else len(text)
    parts = [(at, one.replace("\0", " ")) for at, one in _parts(blank, at, end, short)]
    last = next((part for _, part in reversed(parts) if _has_head(part, short)), "")
    earlier = ""
    if after and after.start() == end:
        earlier = next((one.label for one in _named(text, after.end(), short)), "")
        if earlier:
            end = after.end() + len(earlier)
    for start, part in map(_called, parts):
        whole = part if _has_head(part, short) else f"{part} {_shared(part, last)}"
        label = _label(whole, short)
        bracketed = _SHORT.match(text, start + len(part))
        written = short.get(bracketed[1], "") if bracketed else ""
        label = written if label and written and not label.endswith(written) else label
        if label and _has_head(whole, short):
            name = f"{label} after {earlier}" if earlier else label
            yield Condition(moved + start, moved + start + len(part), name)


def _shared(part: str, last: str) -> str:
    """What a member of a row shares with the last one: its head, or for a form its whole name."""
    return last if part.casefold() in rules("conditions")["forms"] else _head(last)


def _called(part: tuple[int, str]) -> tuple[int, str]:
    """Of `a cancer called X` no more than X."""
    start, text = part
    called = _CALLED.match(text)
    return (start + called.end(), text[called.end() :]) if called else part


def _parts(text: str, at: int, end: int, short: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """The members of a row; what follows an *and* without a head belongs to what is before."""
    edges = [at]
    for match in _AND.finditer(text, at, end):
        edges += [match.start(), match.end()]
    edges.append(end)
    spans = list(zip(edges[::2], edges[1::2], strict=True))
    joined: list[tuple[int, int]] = []
    for start, stop in spans:
        if joined and not _has_head(text[start:end], short):
            if "," in text[joined[-1][1] : start]:
                break
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    for start, stop in joined:
        stripped, moved = _stripped(text[start:stop])
        if stripped:
            yield start + moved, stripped


def _stripped(part: str) -> tuple[str, int]:
    """A name without what stands before it, and how far its start moves."""
    moved = len(part) - len(part.lstrip())
    while (match := _modifier().match(part, moved)) and match.end() > moved:
        moved = match.end()
    return part[moved:].rstrip(" ,"), moved


def _label(name: str, short: Mapping[str, str]) -> str:
    """A name as a label: short forms written out, no capital for the start of a sentence."""
    if _generic().fullmatch(name.strip()) or _RELATIVE.match(name):
        return ""
    words = [short.get(word, word) for word in name.split()]
    return _plain(" ".join(words)) if words else ""


def _plain(name: str) -> str:
    first = re.split(r"[\s\-]", name, maxsplit=1)[0]
    lowered = first[1:].islower() and first not in rules("conditions")["proper"]
    return " ".join((name[:1].lower() + name[1:] if lowered else name).split())


def _head(part: str) -> str:
    words = part.split()
    return words[-1] if words else ""


def _has_head(part: str, short: Mapping[str, str] | None = None) -> bool:
    return bool(_heads().search(part)) or any(word in (short or ()) for word in part.split())


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"\b{rules('conditions')['head']}\b", re.IGNORECASE)


@cache
def _generic() -> re.Pattern[str]:
    before = r"(?:(?:non[\s\-]?squamous|squamous|triple[\s\-]negative) )?"
    generic, groups = rules("conditions")["generic"], rules("conditions")["groups"]
    return re.compile(f"{before}{generic}|{groups}", re.IGNORECASE)


@cache
def _modifier() -> re.Pattern[str]:
    every = "|".join(rules("conditions")["modifiers"])
    return re.compile(rf"(?:{every})(?:\s*,)?(?:\s+|$)", re.IGNORECASE)


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(rules("conditions")["stop"], re.IGNORECASE)


@cache
def _places() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in rules("conditions")["named"])
