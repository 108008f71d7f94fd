"""Lists, and what announces them.

Some pages write the items of a list as paragraphs, and some have lost the depth of their items:
both are put right here, so that an item stands under what announces it.
"""

import re
from dataclasses import dataclass, field, replace

from immunograph.pages.found import Found
from immunograph.pages.page import Kind

_SHORT = 100  # a longer paragraph is no item, unless it goes on with its lead's sentence
_LONGEST_ITEM = 250  # behind how often something happens
_LONGEST_LEAD = 300
_SPOKEN = re.compile(r"\b(?:following|below|these)\b", re.I)
_BAND = re.compile(
    r"^(?:very common|common|uncommon|rare|very rare|(?:frequency )?not known|frequent)\b"
    r"|\b(?:\d|one) in (?:every )?\d[\d,. ]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Led:
    """A block with the number of its list and the index of the block that announces it."""

    found: Found
    number: int | None = None
    lead: int | None = None


def with_leads(found: list[Found]) -> list[Led]:
    """The blocks, each item with its list and its lead; paragraphs that are items made items.

    The last sentence of a lead is what announces.
    """
    lists = _Lists()
    return [lists.next(index, each) for index, each in enumerate(as_items(found))]


def as_items(found: list[Found]) -> list[Found]:
    """The same blocks, with the paragraphs that a lead announces as items.

    They are those that stand behind one that ends with a colon, or in the midst of a sentence, or
    with how often something happens, as long as they go on with its sentence (a small letter) or
    are short and end without a full stop; and at least two, or one that goes on with the sentence.
    """
    given, at = list(found), 0
    while at < len(given):
        run = _run(given, at) if _announces(given[at]) else 0
        number = -2 - len(given) - at  # none that is given already
        for index in range(at + 1, at + 1 + run):
            given[index] = replace(given[index], kind=Kind.ITEM, level=1, list=number)
        at += max(run, 1)
    return given


def _announces(found: Found) -> bool:
    text = found.visible.text
    if found.kind not in {Kind.PARAGRAPH, Kind.ITEM} or (
        found.list is not None and found.list >= 0
    ):
        return False
    return bool(text) and (text[-1] in ":…" or _open(text) or bool(_BAND.search(_tail(text))))


def _tail(text: str) -> str:
    """The last sentence of a text, or what is short enough to be one."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", text[-_LONGEST_LEAD:])[-1]


def _open(text: str) -> bool:
    return len(text) <= _LONGEST_LEAD and text[-1].isalpha()


def _run(found: list[Found], at: int) -> int:
    """How many paragraphs behind a lead are items of its list."""
    tail = _tail(found[at].visible.text)
    banded = bool(_BAND.search(tail))
    longest = _LONGEST_ITEM if banded else _SHORT if tail[-1] == ":" else 0
    end = at + 1
    while end < len(found) and _itemlike(found[end], longest):
        end += 1
        if found[end - 1].visible.text.endswith(":"):
            break
    run = end - at - 1
    single = run == 1 and not found[end - 1].visible.text[0].islower() and not banded
    return 0 if single else run


def _itemlike(found: Found, longest: int) -> bool:
    text = found.visible.text
    if found.kind is not Kind.PARAGRAPH or found.list is not None or not text:
        return False
    if text[0].islower():
        return True
    own = text.removesuffix(_tail(text)) if text[-1] == ":" else text
    return 0 < len(own) <= longest and text[-1] not in ".!?"


@dataclass(slots=True)
class _Lists:
    """The items above the next block, the outermost first, and what announces their list."""

    above: list[tuple[int, Found]] = field(default_factory=list)
    announcing: int | None = None
    resumed: int | None = None  # what announced a list that a paragraph interrupts
    numbers: dict[int, int] = field(default_factory=dict)
    given: dict[int, int] = field(default_factory=dict)  # the depth that the page gives an item
    nested: set[int] = field(default_factory=set)  # the items under which the page has items
    last: int | None = None  # the number of the list of the block before

    def next(self, index: int, found: Found) -> Led:
        if found.kind is Kind.ITEM:
            return self._item(index, found)
        if found.kind is Kind.PARAGRAPH and found.list is not None and self.above:
            return Led(found, self._number(found), self._own(found))
        if found.kind is Kind.HEADING:
            self.resumed = None
        elif self.above and self.above[0][1].opening:
            self.resumed = self.announcing
        self.above, self.last = [], None
        self.announcing = index if _leads(found) else None
        return Led(found)

    def _own(self, found: Found) -> int:
        """The item within which a paragraph stands."""
        own = (index for index, each in reversed(self.above) if each.list == found.list)
        return next(own, self.above[-1][0])

    def _item(self, index: int, found: Found) -> Led:
        if self.last is not None and found.list != self.last and found.level == 1:
            closing = self.above[-1] if self.above else None
            self.announcing = closing[0] if closing and _leads(closing[1]) else None
            self.above = []
        self.last = found.list if found.level == 1 else self.last
        self.given[found.start] = found.level
        found = self._deeper(found)
        while self.above and self.above[-1][1].level >= found.level:
            self.above.pop()
        if self.announcing is None and found.opening and not self.above:
            self.announcing = self.resumed
        lead = self.above[-1][0] if self.above else self.announcing
        self.above.append((index, found))
        return Led(found, self._number(found), lead)

    def _deeper(self, found: Found) -> Found:
        """An item of the same depth that goes on with one that announces stands under it."""
        uppers = [upper for _, upper in self.above if self._is_flat(upper, found)]
        alike = next((upper for upper in uppers if _begin_alike(upper, found)), None)
        if alike:
            return replace(found, level=alike.level)
        return replace(found, level=uppers[-1].level + 1) if uppers else found

    def _is_flat(self, upper: Found, found: Found) -> bool:
        """Whether an item announces others, and the page has lost how deep they stand."""
        given = self.given[upper.start]
        if found.level > given:
            self.nested.add(upper.start)
        announces = upper.visible.text.endswith(":") and upper.start not in self.nested
        return announces and given == found.level

    def _number(self, found: Found) -> int:
        key = found.list if found.list is not None else -1
        return self.numbers.setdefault(key, len(self.numbers))


def _leads(found: Found) -> bool:
    """Whether a block announces the list that stands directly behind it."""
    text = found.visible.text
    if found.kind not in {Kind.PARAGRAPH, Kind.ITEM} or not text:
        return False
    tail = _tail(text)
    goes_on = tail[-1] in ":\u2014\u2013" or tail[-1].isalpha()
    return goes_on or bool(_SPOKEN.search(tail) or _BAND.search(tail))


def _begin_alike(upper: Found, found: Found) -> bool:
    """Whether an item begins as one above it does, and so is none of those it announces."""
    one, other = upper.visible.text, found.visible.text
    if upper.opening or found.opening:
        return bool(upper.opening and found.opening)
    if one[:1].isupper() != other[:1].isupper():
        return False
    return other.endswith(":") or one.split()[:1] == other.split()[:1]
