"""What the tagger looks at: of each word, of its neighbours, of its line and of its page."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from immunograph.mentions.events.lexicon import Lexicon
from immunograph.mentions.events.surroundings import neighbourhood, seen, sentences
from immunograph.mentions.events.tokens import Line
from immunograph.mentions.events.words import shape, singular, stem

_NUMBERED = re.compile(r"\d{1,2}(?:[.]\d{1,2})?$")
_CUES = frozenset(
    {
        *("are", "as", "associated", "avoid", "can", "case", "cases", "cause"),
        *(
            "caused",
            "causes",
            "causing",
            "characterized",
            "contraindicated",
            "develop",
            "developed",
        ),
        *("discontinuation", "discontinue", "disorders", "due", "evaluate", "events", "experience"),
        *("experienced", "following", "for", "had", "has", "have", "history", "if", "in"),
        *("incidence", "include", "included", "includes", "including", "increased", "indicated"),
        *(
            "is",
            "leading",
            "led",
            "management",
            "manifested",
            "may",
            "monitor",
            "observed",
            "occur",
        ),
        *("occurred", "occurs", "of", "patient", "patients", "placebo", "reactions", "report"),
        *(
            "reported",
            "reports",
            "result",
            "resulting",
            "risk",
            "sign",
            "signs",
            "such",
            "symptoms",
        ),
        *("to", "treat", "treated", "treatment", "was", "were", "who", "with"),
    }
)
_MANY = 3
_LONG = 7


@dataclass(frozen=True, slots=True)
class _Own:
    """The features of a word wherever it stands: for its own place, and one or two places off."""

    here: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    long_before: tuple[str, ...]
    long_after: tuple[str, ...]
    singular: str
    stem: str
    level: str
    shape: str


_START = _Own((), ("-^",), (), ("--^",), (), "", "^", "^", "^")
_END = _Own((), (), ("+$",), (), ("++$",), "", "$", "$", "$")


class Featurer:
    """Turns the lines of one page into features; it remembers the words it has seen."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._own: dict[str, _Own] = {}

    def page(self, lines: Sequence[Line], unread: Container[str] = ()) -> Iterator[list[list[str]]]:
        """The features of each word of each line; none for a line of a kind that is not read."""
        everywhere = seen(lines)
        of_page: dict[str, tuple[str, ...]] = {
            word: everywhere.features(word) for word in everywhere.all
        }
        section, heading = "s?", frozenset[str]()
        for at, line in enumerate(lines):
            section = _section(line, section)
            if line.kind == "head":
                heading = frozenset(map(singular, line.words))
            if line.kind in unread:
                yield []
                continue
            common = (section, f"{section}{line.kind}", *neighbourhood(lines, at))
            yield self._line(line, common, of_page, heading)

    def _line(
        self,
        line: Line,
        common: Sequence[str],
        of_page: Mapping[str, Sequence[str]],
        heading: frozenset[str],
    ) -> list[list[str]]:
        own = [self._word(word) for word in line.words]
        terms = self._terms([word.singular for word in own])
        places, around = _places(line), sentences(line)
        rows = []
        for index, word in enumerate(own):
            row = [*word.here, *terms[index], *places[index], *common, *around[index]]
            row += of_page[word.singular]
            if line.kind != "head" and word.singular in heading:
                row.append("h")
            rows.append(row)
        _neighbours(rows, own)
        _cues(rows, line, own)
        return rows

    def _word(self, word: str) -> _Own:
        found = self._own.get(word)
        if found is None:
            found = self._own[word] = self._made(word)
        return found

    def _made(self, word: str) -> _Own:
        one, root, form = singular(word), stem(word), shape(word)
        level = self._lexicon.word(one).level
        groups = [f"c{n}={each}" for n, each in enumerate(self._lexicon.clusters.get(one, ()))]
        here = [f"w={word.lower()}", f"r={root}", f"f={form}", f"l={level}", f"lf={level}{form}"]
        here += groups
        if word.isalpha():
            here += _affixes(one)
            here.append(f"k={min(len(word), _LONG)}")
            if one != word.lower():
                here.append("s")
        near = [f"r={root}", f"f={form}", f"l={level}", f"z={one[-3:]}", *groups[:2]]
        far = [f"r={root}", f"l={level}", *groups[:1]]
        before, after = _placed("-", near), _placed("+", near)
        former, later = _placed("--", far), _placed("++", far)
        return _Own(tuple(here), before, after, former, later, one, root, level, form)

    def _terms(self, singulars: list[str]) -> list[list[str]]:
        rows: list[list[str]] = [["d=O"] for _ in singulars]
        for start, stop, count in self._lexicon.matches(singulars):
            size = min(stop - start, _MANY)
            for index in range(start, stop):
                place = "B" if index == start else "E" if index == stop - 1 else "I"
                rows[index] = [f"d={place}", f"d={place}{size}{count.level}"]
            if start:
                rows[start - 1].append("d+1")
            if stop < len(rows):
                rows[stop].append("d-1")
        return rows


def _section(line: Line, section: str) -> str:
    """The number of the section that a heading opens, `s5`; else the section so far."""
    words = line.words
    if line.kind == "head" or (len(words) > 1 and words[0] in {"5", "6"}):
        text = " ".join(words[:4]).upper()
        if "BOXED WARNING" in text:
            return "sb"
        if _NUMBERED.match(words[0]) and len(words) > 1 and words[1][0].isupper():
            return "s" + words[0].split(".")[0]
    return section


def _places(line: Line) -> list[list[str]]:
    """Where in the line each word stands: column of a table, brackets, start and end."""
    rows, column, depth = [], 0, 0
    last = len(line.words) - 1
    for index, word in enumerate(line.words):
        column += line.gaps[index] and index > 0
        depth += word in "(["
        row = [f"b={min(depth, 2)}"]
        if line.kind == "table":
            row.append(f"col={min(column, 2)}")
        elif line.gaps[index] and index:
            row.append("gap")
        if index == 0 or (index == 1 and line.kind == "item"):
            row.append(f"first{line.kind}")
        if index == last or (index + 1 <= last and line.gaps[index + 1]):
            row.append(f"last{line.kind}")
        depth -= word in ")]" and depth > 0
        rows.append(row)
    return rows


def _neighbours(rows: list[list[str]], own: list[_Own]) -> None:
    size = len(own)
    for at, word in enumerate(own):
        before = own[at - 1] if at else _START
        after = own[at + 1] if at + 1 < size else _END
        former = own[at - 2] if at > 1 else _START
        row = rows[at]
        row.extend(before.before)
        row.extend(after.after)
        row.extend(former.long_before)
        row.extend(own[at + 2].long_after if at + 2 < size else _END.long_after)
        left, right, root = before.stem, after.stem, word.stem
        row.extend(
            (
                f"---r={own[at - 3].stem}" if at >= _MANY else "---^",
                f"-0={left}_{root}",
                f"0+={root}_{right}",
                f"-+={left}_{right}",
                f"--0={former.stem}_{left}_{root}",
                f"lll={before.level}_{word.level}_{after.level}",
                f"ll={before.level}_{word.level}",
                f"fff={before.shape}_{word.shape}_{after.shape}",
            )
        )


def _placed(place: str, features: Sequence[str]) -> tuple[str, ...]:
    return tuple(place + feature for feature in features)


def _affixes(word: str) -> Iterator[str]:
    """The first three and four letters of a word, and its last two to five."""
    size = len(word)
    for length in (3, 4):
        if size > length:
            yield f"a{length}={word[:length]}"
    for length in (2, 3, 4, 5):
        if size > length:
            yield f"z{length}={word[-length:]}"


def _cues(rows: list[list[str]], line: Line, own: list[_Own]) -> None:
    """The words that announce: the last two before each word, the first after it."""
    words = [word.lower() for word in line.words]
    commas = words.count(",")
    wide = f"list{min(commas // 3, 3)}{line.kind}"
    last, former = "^", "^"
    for index, row in enumerate(rows):
        row += [f"q={last}", f"qq={former}_{last}", wide]
        if words[index] in _CUES or words[index] in {".", ";", ":"}:
            last, former = words[index], last
    following = "$"
    for index in range(len(rows) - 1, -1, -1):
        rows[index].append(f"p={following}")
        if words[index] in _CUES or words[index] in {".", ";"}:
            following = words[index]


def sections(lines: Sequence[Line]) -> list[str]:
    """For each line the section of a label in which it stands, as far as headings tell."""
    found, section = [], "s?"
    for line in lines:
        section = _section(line, section)
        found.append(section)
    return found
