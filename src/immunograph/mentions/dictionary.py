"""The names of a data set, and where a sentence says them: the longest name at each place."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from immunograph.mentions import rulebook
from immunograph.mentions.tokens import Token, joins, tokens
from immunograph.names import Name, Names
from immunograph.vocabulary import ADVERSE_EVENT, DRUG, IG, MODALITY, SKOS

# The kinds of mentions that things of a class are.
KINDS = {
    DRUG: "drug",
    f"{IG}Product": "drug",
    f"{IG}Antigen": "antigen",
    f"{IG}CellType": "cell",
    ADVERSE_EVENT: "event",
    f"{IG}Condition": "condition",
    f"{IG}Procedure": "procedure",
    f"{IG}Mechanism": "mechanism",
    MODALITY: "mechanism",
}
# Brands are names of their products, which have them as their own.
_OF_OTHERS = frozenset({f"{IG}hasBrand"})
_BRACKETS = re.compile(r"\([^()]{1,25}\)")
_AROUND = 100
_PREFERRED = f"{SKOS}prefLabel"


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing under one of its names, and how the name's capitals are written."""

    thing: str
    kind: str
    capitals: tuple[str, ...]
    is_preferred: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a sentence something is named; `things` are what it may be, none if unknown."""

    start: int
    end: int
    kind: str
    things: tuple[str, ...] = ()

    @property
    def entity(self) -> str:
        """The one thing it names, else empty."""
        return self.things[0] if len(self.things) == 1 else ""


@dataclass(slots=True)
class _Node:
    children: "dict[str, _Node]" = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Dictionary:
    """The names of a data set as a tree of tokens: a sentence is read once, whatever it holds."""

    root: _Node = field(repr=False)

    def spans(self, text: str, of: Sequence[Token]) -> Iterator[Span]:
        """Where a sentence says a name, the longest name at each place, from left to right."""
        behind = 0
        for at, token in enumerate(of):
            if at >= behind and token.opens and token.key in self.root.children:
                end, entries = self._longest(text, of, at)
                if entries:
                    yield from _read(entries, token.start, of[end - 1].end)
                    behind = end

    def spans_around_brackets(self, text: str, of: Sequence[Token]) -> Iterator[Span]:
        """Names with brackets within, as "abdominal (belly) pain"; `of` are all tokens."""
        brackets = [match.span() for match in _BRACKETS.finditer(text)]
        outer = [token for token in of if not _is_within(brackets, token.start)]
        for span in self.spans(text, outer) if len(outer) < len(of) else ():
            if _is_around(brackets, span):
                yield span

    def named(self, of: Sequence[Token], kind: str) -> Iterator[tuple[str, ...]]:
        """The things of a kind that tokens name which need not stand together."""
        node: _Node | None = self.root
        for token in of:
            node = node.children.get(token.key) if node else None
        said = [each for each in node.entries if each.kind == kind] if node else []
        spans = _read([each for each in said if _is_so_written(each, of)], 0, 0)
        yield from (span.things for span in spans)

    def _longest(self, text: str, of: Sequence[Token], at: int) -> tuple[int, list[Entry]]:
        node, end, longest = self.root, at, []
        for here in range(at, len(of)):
            following = node.children.get(of[here].key)
            if following is None or (here > at and not joins(text, of[here - 1], of[here])):
                break
            node = following
            said = [each for each in node.entries if _is_so_written(each, of[at : here + 1])]
            if said and of[here].closes and not _is_shouted(text, of[at], of[here]):
                end, longest = here + 1, said
        return end, longest


def dictionary(names: Names) -> Dictionary:
    """The dictionary of all names in a data set."""
    root = _Node()
    for thing, kind in kinds(names).items():
        for name in names.by_thing.get(thing, ()):
            if name.predicate not in _OF_OTHERS:
                _add(root, name, kind)
    return Dictionary(root)


def unknown(names: Iterable[str], kind: str) -> Dictionary:
    """The dictionary of names that no data set has."""
    root = _Node()
    for name in names:
        _add(root, Name("", "", name, ""), kind)
    return Dictionary(root)


def kinds(names: Names) -> Mapping[str, str]:
    """The kind of mention that each thing of a data set is."""
    return {
        thing: kind
        for thing, classes in sorted(names.kinds.items())
        for kind in [next((KINDS[each] for each in KINDS if each in classes), "")]
        if kind
    }


def _is_within(brackets: Sequence[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(brackets, offset, key=lambda each: each[0]) - 1
    return at >= 0 and offset < brackets[at][1]


def _is_around(brackets: Sequence[tuple[int, int]], span: Span) -> bool:
    at = bisect_right(brackets, span.start, key=lambda each: each[0])
    return at < len(brackets) and brackets[at][1] <= span.end


def _add(root: _Node, name: Name, kind: str) -> None:
    node, of = root, tokens(name.text)
    if not any(token.key.isalpha() for token in of):
        return
    for token in of:
        node = node.children.setdefault(token.key, _Node())
    entry = Entry(name.thing, kind, _capitals(name.text, of), name.predicate == _PREFERRED)
    if entry not in node.entries:
        node.entries.append(entry)


def _capitals(text: str, of: Sequence[Token]) -> tuple[str, ...]:
    """Each token as it must be written, empty where its case is free."""
    if any(token.text.isdigit() for token in of):
        return ("",) * len(of)
    return tuple(_stem(t.text) if sum(map(str.isupper, t.text)) > 1 else "" for t in of)


def _is_so_written(entry: Entry, of: Sequence[Token]) -> bool:
    pairs = zip(entry.capitals, of, strict=True)
    return all(not wanted or _stem(token.text) == wanted for wanted, token in pairs)


def _is_shouted(text: str, first: Token, last: Token) -> bool:
    """Whether a name is a mere word where everything around it is in capitals."""
    if first is not last or first.text not in rulebook.words("spelling", "words_in_capitals"):
        return False
    around = text[max(0, first.start - _AROUND) : first.end + _AROUND]
    return text[max(0, first.start - 1) : first.start] != "(" and around.isupper()


def _stem(word: str) -> str:
    """An abbreviation without the s of its plural."""
    return word[:-1] if word.endswith("s") else word


def _read(entries: Sequence[Entry], start: int, end: int) -> Iterator[Span]:
    """A span for each kind that is named; things that prefer the name come before others."""
    for kind in dict.fromkeys(entry.kind for entry in entries):
        of = [entry for entry in entries if entry.kind == kind]
        preferring = [entry for entry in of if entry.is_preferred]
        things = dict.fromkeys(entry.thing for entry in preferring or of if entry.thing)
        yield Span(start, end, kind, tuple(things))
