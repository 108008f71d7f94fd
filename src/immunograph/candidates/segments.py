"""An item of a list in segments: each names effects, and then may talk about them.

A segment ends with a semicolon, or with brackets and a comma, unless those brackets are within an
enumeration of what the effect leads to.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Where the name of an effect ends and the talk about it begins.
_TAIL = re.compile(
    r"\s*(?:[(\[:]|\.(?:\s|$)|,?\s+(?:in )?(?:which|that|who)\s|,?\s+or without\b|\s\*\s"
    r"|,?\s+(?:with|without) (?:or|symptoms|signs)\b"
    r"|,\s+(?:an?|the|often|sometimes|usually|mostly|especially|making)\s"
    r"|\s(?:due to|caused by|because|resulting|leading to|seen in|shown in|in association with|"
    r"characteri[sz]ed by|such as|including|called|known as|causing|situated|located|"
    r"related to|eg)\b)"
)
# Talk that tells what the effect leads to or shows as: what stands in it is none of its names.
_LEADS = re.compile(r"\b(?:caus|lead|result|includ|symptom|sign|show|such as|characteri)", re.I)
_CUT = re.compile(
    r",?\s(?:due to|caused by|because|resulting|in which"
    r"|(?:which [\w ]{1,25}, )?(?:called|known as))\b"
)
_RESUMES = re.compile(r",\s+(?:which|that|who|including|such as|with|caus|lead|result|due|charact)")
_TALKS = re.compile(r"\b(?:this|these|it|they|may|can|symptoms?|signs?)\b", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_BOUND = re.compile(r";|(?<=\0),")
_EITHER = re.compile(r"\s(?:and|or)\s")
_GLOSS = re.compile(r"\(([^()]{3,60})\)[\s.*]*(?:$|:)")
# A clause without which the words before it would be those of another effect.
_NARROWED = re.compile(r"\s(?:that|which) (?!can|may|might|could|lead|cause|make|result)", re.I)
_HEAD = re.compile(r"(?:[\W_]|\b(?:an?|the|and|or|other)\b\s)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of an item; its names stand before `named`.

    `gloss` is what stands in brackets at its end, where talk came between; `cut` whether that talk
    tells what the effect comes of, so that the words before it are no more than half its name;
    `narrowed` whether a clause goes with the last name that tells which of several is meant.
    """

    start: int
    end: int
    named: int
    gloss: tuple[int, int] | None = None
    cut: bool = False
    narrowed: bool = False


def segments(text: str, begin: int, end: int, stops: Iterable[int]) -> Iterator[Segment]:
    """The segments of an item between two places; `stops` are where talk begins anyhow.

    >>> text = "swelling of a vein, which can itch and burn (phlebitis), hiccups; thirst"
    >>> [text[one.start : one.named].strip() for one in segments(text, 0, len(text), [])]
    ['swelling of a vein', 'hiccups', 'thirst']
    """
    plain = _BRACKET.sub(lambda match: "\0" * len(match.group()), text)
    talks = sorted(stop for stop in stops if plain[stop] != "\0")
    start = begin
    for bound in [*(match.start() for match in _BOUND.finditer(plain, begin, end)), end]:
        tail = _TAIL.search(plain, _head(plain, start), bound)
        named = min([tail.start() if tail else bound, *(s for s in talks if start <= s < bound)])
        goes_on = _RESUMES.match(plain, bound) or _goes_on(plain[start:named], plain[named:bound])
        if bound < end and plain[bound] == "," and goes_on:
            continue
        yield _segment(text, plain, start, bound, named)
        start = bound + 1


def _segment(text: str, plain: str, start: int, end: int, named: int) -> Segment:
    gloss = _GLOSS.search(text, named, end) if plain[named:end].strip(" \0.*") else None
    cut = bool(_CUT.match(plain, named))
    narrowed = bool(_NARROWED.match(plain, named))
    return Segment(start, end, named, gloss.span(1) if gloss else None, cut, narrowed)


def _goes_on(name: str, talk: str) -> bool:
    """Whether the talk before a comma enumerates what the effect leads to, and goes on with it."""
    labelled = talk.lstrip(" \0").startswith(":") or not name.strip(" \0")
    enumerates = bool(_LEADS.search(talk)) and not _EITHER.search(talk)
    return labelled or enumerates or bool(_TALKS.search(name))


def _head(text: str, at: int) -> int:
    head = _HEAD.match(text, at)
    return head.end() if head else at
