"""What the tagger looks at: of each word, of its neighbours, of its line and of its page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from immunograph.mentions.events.lexicon import Lexicon
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


@dataclass(frozen=True, slots=True)
class _Own:
    """The features of a word wherever it stands: for its own place, and as a neighbour."""

    here: tuple[str, ...]
    near: tuple[str, ...]
    far: tuple[str, ...]
    singular: str
    stem: str
    level: str
    shape: str


class Featurer:
    """Turns the lines of one page into features; it remembers the words it has seen."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._own: dict[str, _Own] = {}

    def page(self, lines: Sequence[Line]) -> Iterator[list[list[str]]]:
        """The features of each word of each line."""
        counts = Counter(singular(word) for line in lines for word in line.words)
        first = Counter(
            singular(word) for line in lines if line.kind == "table" for word in _first(line)
        )
        section = "s?"
        for line in lines:
            section = _section(line, section)
            yield self._line(line, section, counts, first)

    def _line(
        self, line: Line, section: str, counts: Counter[str], first: Counter[str]
    ) -> list[list[str]]:
        own = [self._word(word) for word in line.words]
        terms = self._terms([word.singular for word in own])
        places = _places(line)
        rows = []
        for index, word in enumerate(own):
            row = [*word.here, *terms[index], *places[index], section, f"{section}{line.kind}"]
            row.append("n=" + str(min(counts[word.singular], _MANY)))
            if first[word.singular]:
                row.append("row" if line.kind != "table" else "row=")
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
        cluster = self._lexicon.clusters.get(one, "")
        here = [f"w={word.lower()}", f"r={root}", f"f={form}", f"l={level}", f"lf={level}{form}"]
        if cluster:
            here += [f"c={cluster}", f"c2={cluster[:-2]}"]
        if word.isalpha():
            here += [f"a{n}={one[:n]}" for n in (3, 4) if len(one) > n]
            here += [f"z{n}={one[-n:]}" for n in (2, 3, 4, 5) if len(one) > n]
            here.append(f"k={min(len(word), 7)}")
            if one != word.lower():
                here.append("s")
        near = [f"r={root}", f"f={form}", f"l={level}", f"z={one[-3:]}"]
        if cluster:
            near += [f"c={cluster}"]
        return _Own(tuple(here), tuple(near), (f"r={root}", f"l={level}"), one, root, level, form)

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


def _first(line: Line) -> Sequence[str]:
    """The words of the first cell of a row."""
    stop = next((at for at, gap in enumerate(line.gaps) if gap and at), len(line.words))
    return line.words[:stop]


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
    for index, row in enumerate(rows):
        before = own[index - 1] if index else None
        after = own[index + 1] if index + 1 < size else None
        word = own[index]
        left, right = before.stem if before else "^", after.stem if after else "$"
        row.extend([f"-{feature}" for feature in before.near] if before else ["-^"])
        row.extend([f"+{feature}" for feature in after.near] if after else ["+$"])
        row.extend([f"--{feature}" for feature in own[index - 2].far] if index > 1 else ["--^"])
        row.extend(
            [f"++{feature}" for feature in own[index + 2].far] if index + 2 < size else ["++$"]
        )
        row.append(f"---r={own[index - 3].stem}" if index >= _MANY else "---^")
        row.append(f"-0={left}_{word.stem}")
        row.append(f"0+={word.stem}_{right}")
        row.append(f"-+={left}_{right}")
        levels = (before.level if before else "^", word.level, after.level if after else "$")
        row.append("lll=" + "_".join(levels))
        row.append(f"ll={levels[0]}_{levels[1]}")
        row.append(
            f"fff={before.shape if before else '^'}_{word.shape}_{after.shape if after else '$'}"
        )
        if index > 1:
            row.append(f"--0={own[index - 2].stem}_{left}_{word.stem}")


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
