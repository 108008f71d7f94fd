"""An item of a list of effects: which of its words name the effects."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from immunograph.candidates.segments import Segment
from immunograph.candidates.therapies import rules

_HEAD = re.compile(
    r"(?:[\W_]|\b(?:an?|the|signs? of|other|and|or|have|having|get|getting|feel"
    r"|blood tests show(?:ing|n)?)\b\s)*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_FURTHER = re.compile(r"\0(?=\s+(?:and|or)\s)")  # the last of brackets before another part
_PART = re.compile(r"[^,;]+")
_EITHER = re.compile(r"\s(?:and|or)\s")
_TWO = re.compile(r"(\w+) (?:and|or) (\w+)(?= (?:of|in)\b)")
_END = re.compile(r"[\s.*:]+$")
_SITE = re.compile(r"\b(?:on|affecting|around|under|in|of) (?:the|your) [\w-]+(?: [\w-]+)?$")
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
    """A name in an item: the parts of its text, the known names that it widens or stands for.

    `gloss` is what explains it in brackets; it `settles` what is meant where the words before it
    are cut short.
    """

    parts: tuple[Span, ...]
    held: tuple[Span, ...] = ()
    gloss: Span | None = None
    whole: Span | None = None
    narrowed: bool = False

    def text(self, of: str) -> str:
        """The words of the name."""
        return " ".join(of[start:end].strip() for start, end in self.parts)


def _nothing(_: str) -> bool:
    return False


def names(
    text: str, known: Iterable[Span], segment: Segment, is_known: Callable[[str], bool] = _nothing
) -> Iterator[Named]:
    """The names of effects in a segment of an item; none where the item announces others.

    `known` are the names that were recognised. A part between commas that holds one is named by
    it; one that holds none is a name of its own, or goes on with the one before it. What
    `is_known` as a whole is not taken apart.

    >>> text = "Low levels of iron, zinc (mild), which may itch"
    >>> [one.text(text) for one in names(text, [], Segment(0, 47, 31))]
    ['Low levels of iron', 'Low levels of zinc']
    """
    if text.rstrip().endswith(":"):
        return
    yield from _Reading(text, sorted(known), segment, is_known).names()


@dataclass
class _Reading:
    """A segment while its names are looked for."""

    text: str
    spans: Sequence[Span]
    segment: Segment
    is_known: Callable[[str], bool]
    parts: list[Span] = field(default_factory=list)

    def names(self) -> Iterator[Named]:
        stop = self.segment.named
        found = _parts(self.text, self.segment.start, stop)
        self.parts = _joined_sites(
            self.text, [part for part in found if not self._labels(part)], self._held
        )
        if self._is_whole():
            self.parts = [(self.parts[0][0], self.parts[-1][1])] if self.parts else []
        at = 0
        while at < len(self.parts):
            behind = self._behind(at)
            yield from self._group(at, behind)
            at += 1 + len(behind)

    def _is_whole(self) -> bool:
        """Whether the parts hang together: "red, dry or sore eyes", "pain in muscles, bones"."""
        if len(self.parts) < 2:  # noqa: PLR2004 (several)
            return False
        whole = (self.parts[0][0], self.parts[-1][1])
        if self.is_known(self.text[slice(*whole)]):
            return True
        bare = len(self._words(self.parts[0])) < _BARE
        return bare and not any(map(self._held, self.parts)) and not self._shares(self.parts[0])

    def _group(self, at: int, behind: list[Span]) -> Iterator[Named]:
        """The names of a part and of those behind it that go on with its words."""
        part = self.parts[at]
        held = self._held(part)
        stem = self._shares(part)
        if stem and len(held) <= 1 and (behind or self._is_of_several(part, stem)):
            for one in (part, *behind):
                yield from self._shared(stem, one)
        elif self._is_one(part, held):
            last = at == len(self.parts) - 1
            gloss = self._gloss(part, last=last)
            whole = self._whole(part) if last and self.segment.cut else None
            yield Named((part,), tuple(held), gloss, whole, last and self.segment.narrowed)

    def _is_of_several(self, part: Span, stem: Span) -> bool:
        """Whether a part by itself says its first words of several things."""
        several = _EITHER.search(self.text[stem[1] : part[1]])
        return bool(several) and not self.is_known(self.text[slice(*part)])

    def _is_one(self, part: Span, held: Sequence[Span]) -> bool:
        text = self.text[slice(*part)]
        if self.is_known(text):
            return True
        return len(held) <= 1 and _is_name(text)

    def _behind(self, at: int) -> list[Span]:
        """The parts behind one that go on with its words: up to "and" or "or", or all of them."""
        found: list[Span] = []
        if not self._shares(self.parts[at]) or len(self._held(self.parts[at])) > 1:
            return found
        rest = self.parts[at + 1 :]
        for part in rest:
            short = len(self._words(part)) <= 2 * _BARE
            if self._held(part) or self._shares(part) or not short:
                break
            found.append(part)
            before = self.text[self.parts[at][1] : part[0]]
            if _EITHER.search(f"{before[-5:]}{self.text[slice(*part)]}"):
                return found
        return found if len(found) == len(rest) and at == 0 else []

    def _shares(self, part: Span) -> Span | None:
        """The words that a part shares with those behind it: "low levels of", "pain in"."""
        match = _stem().match(self.text[slice(*part)])
        return (part[0], part[0] + match.end()) if match else None

    def _shared(self, stem: Span, part: Span) -> Iterator[Named]:
        """The names that a part makes with the words shared by all."""
        start = max(part[0], stem[1])
        ends = [start + m.start() for m in _EITHER.finditer(self.text[start : part[1]])]
        held = tuple(span for span in self.spans if part[0] <= span[0] < start)
        at = start
        for end in [*ends, part[1]]:
            begin = _start(self.text, at)
            if begin < end:
                for words in _stems(self.text, stem):
                    joined = words[-1][1] == stem[1] and begin == stem[1]
                    parts = (*words[:-1], (words[-1][0], end)) if joined else (*words, (begin, end))
                    yield Named(parts, held + tuple(s for s in self.spans if begin <= s[0] < end))
            at = end

    def _gloss(self, part: Span, *, last: bool) -> Span | None:
        """What stands in brackets right behind a part; for the last, at the end of the segment."""
        own = re.compile(r"[\s*]*\(([^()]{3,60})\)").match(self.text, part[1])
        if own and own.end() <= self.segment.end:
            return own.span(1)
        return self.segment.gloss if last else None

    def _whole(self, part: Span) -> Span:
        """A part with the talk behind it, up to brackets or the end of the segment."""
        end = self.text.find("(", part[1], self.segment.end)
        return part[0], self.segment.end if end < 0 else end

    def _labels(self, part: Span) -> bool:
        """Whether a part heads the names behind it: "skin: rash, blisters"."""
        rest = self.text[part[1] :].lstrip()
        end = self.segment.named
        return rest.startswith(":") and any(part[1] < start < end for start, _ in self.spans)

    def _held(self, part: Span) -> list[Span]:
        return [span for span in self.spans if part[0] < span[1] and span[0] < part[1]]

    def _words(self, part: Span) -> list[str]:
        return self.text[slice(*part)].split()


def _stems(text: str, stem: Span) -> list[tuple[Span, ...]]:
    """The words that names share, of "decrease or increase of" either."""
    match = _TWO.match(text, *stem)
    if not match:
        return [(stem,)]
    return [(match.span(1), (match.end(2), stem[1])), ((match.start(2), stem[1]),)]


def _joined_sites(text: str, parts: list[Span], held: Callable[[Span], list[Span]]) -> list[Span]:
    """The parts, of which places of the body that are told one after another are one."""
    found: list[Span] = []
    at = 0
    while at < len(parts):
        last = at + 1
        while last < len(parts) and not held(parts[last]):
            last += 1
        closed = last - at > 1 and _EITHER.search(text[parts[last - 2][1] : parts[last - 1][1]])
        whole = text[slice(*parts[at])]
        if closed and held(parts[at]) and _SITE.search(whole) and not shared_words(whole):
            found.append((parts[at][0], parts[last - 1][1]))
            at = last
        else:
            found.append(parts[at])
            at += 1
    return found


def _parts(text: str, begin: int, end: int) -> Iterator[Span]:
    """The parts of a segment between commas; brackets are passed over."""
    hidden = _BRACKET.sub(lambda match: "\0" * len(match[0]), text[begin:end])
    plain = text[:begin] + _FURTHER.sub(",", hidden)
    for match in _PART.finditer(plain, begin):
        start = _start(plain, match.start())
        last = match.start() + len(_END.sub("", match.group().split("\0")[0]))
        if start < last:
            yield start, last


def _start(text: str, at: int) -> int:
    head = _HEAD.match(text, at)
    return head.end() if head else at


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

    >>> is_general("Infections"), is_general("weakness"), is_general("rash")
    (True, True, False)
    """
    plain = name.casefold()
    return not {plain, plain.removesuffix("s")}.isdisjoint(rules("effects")["general"])


def shared_words(text: str) -> str:
    """The words at the beginning of a text that can go with all of an enumeration, if any.

    >>> shared_words("low levels of iron"), shared_words("a bad cough")
    ('low levels of', '')
    """
    match = _stem().match(text)
    return match[0].strip() if match else ""


@cache
def _stem() -> re.Pattern[str]:
    return re.compile(rules("effects")["shares"], re.IGNORECASE)
