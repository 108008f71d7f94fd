"""What a page shows of a word elsewhere in it, and what stands around a line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from immunograph.mentions.events.tokens import Line
from immunograph.mentions.events.words import singular, stem

_TREATED = frozenset(
    [
        *(
            "treatment",
            "treating",
            "treat",
            "treated",
            "history",
            "indicated",
            "diagnosed",
            "prior",
        ),
        *("diagnosis", "therapy", "preexisting", "existing", "underlying", "prevent", "prevention"),
        *("patients", "patient", "people", "adults", "children", "subjects", "with", "of", "for"),
    ]
)
_LEADS = frozenset(["of", "for", "with"])
_FLAGS = (
    frozenset(["monitor", "monitored", "evaluate", "assess", "instruct", "advise"]),
    frozenset(["should", "discontinue", "avoid", "consider", "withhold", "recommended"]),
    frozenset(["reported", "observed", "occurred", "experienced", "included", "include"]),
    frozenset(["risk", "cause", "causes", "associated", "lead", "result"]),
    frozenset(["placebo", "%", "incidence"]),
)
_REACH = 4  # words after what announces a condition
_STOPS = frozenset([".", ";"])


@dataclass(frozen=True)
class Seen:
    """How often each word of a page was there, in a list, in a row of a table, as a condition."""

    all: Counter[str] = field(default_factory=Counter)
    listed: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    treated: Counter[str] = field(default_factory=Counter)

    def features(self, word: str) -> tuple[str, ...]:
        """The features of a word that come from the whole page."""
        there = self.all[word]
        listed, treated = self.listed[word], self.treated[word]
        found = [f"n={min(there, 5)}", f"nl={4 * listed // there}", f"nt={3 * treated // there}"]
        if self.rows[word]:
            found.append("row")
        if treated > 1:
            found.append("tt")
        return tuple(found)


def seen(lines: Sequence[Line]) -> Seen:
    """Count the words of a page."""
    found = Seen()
    for line in lines:
        words = [singular(word) for word in line.words]
        found.all.update(words)
        if line.kind in {"table", "head"}:
            found.rows.update(words[: _first_cell(line)])
        found.listed.update(_listed(words))
        found.treated.update(_treated(words))
    return found


def _first_cell(line: Line) -> int:
    return next((at for at, gap in enumerate(line.gaps) if gap and at), len(line.words))


def _listed(words: Sequence[str]) -> Iterator[str]:
    """The words of short pieces between commas."""
    start = 0
    for at, word in enumerate(words):
        if word == ",":
            if start and at - start <= _REACH:
                yield from words[start:at]
            start = at + 1


def _treated(words: Sequence[str]) -> Iterator[str]:
    """The words after `patients with`, `treatment of` and their like."""
    left = 0
    for before, word in zip(["", *words], words, strict=False):
        if word in _LEADS and before in _TREATED and before not in _LEADS:
            left = _REACH
        elif left:
            yield word
            left = 0 if word in {",", ".", ";", "("} else left - 1


def neighbourhood(lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """The kinds of a line and of the lines around it."""
    before = lines[at - 1].kind if at else "^"
    after = lines[at + 1].kind if at + 1 < len(lines) else "$"
    kind = lines[at].kind
    return (f"L={kind}", f"Lp={before}_{kind}", f"Ln={kind}_{after}")


def sentences(line: Line) -> list[tuple[str, ...]]:
    """For each word of a line, the features of its sentence."""
    rows: list[tuple[str, ...]] = []
    start = 0
    low = [word.lower() for word in line.words]
    for at, word in enumerate(low):
        ends = word in _STOPS and (at + 1 == len(low) or line.words[at + 1][0].isupper())
        if ends or at + 1 == len(low):
            found = _sentence(low[start : at + 1])
            rows.extend([found] * (at + 1 - start))
            start = at + 1
    return rows


def _sentence(low: Sequence[str]) -> tuple[str, ...]:
    words = frozenset(low)
    begins = [stem(word) for word in low if word.isalpha()][:2]
    flags = "".join(str(int(not flag.isdisjoint(words))) for flag in _FLAGS)
    return (f"s0={begins[0] if begins else ''}", f"s01={'_'.join(begins)}", f"sf={flags}")
