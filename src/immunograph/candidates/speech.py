"""How sentences speak of therapies: where they name one, and by which words they mean one."""

import re
from collections.abc import Iterator
from functools import cache

from immunograph.candidates.context import Occurrence
from immunograph.candidates.therapies import rules

NEAR = 40
# What may stand before a therapy in the place of the subject of a sentence.
IN_FRONT = re.compile(
    r"^(?:[\W_]|\b(?:the|a|an|both|and|or|plus|treatment|therapy|with|of|drugs?|medicines?|brand|"
    r"known|as|also|called|common|serious|severe|side|effects?|reactions?|adverse|to|uses?|"
    r"infusions?|injections?)\b)*$",
    re.IGNORECASE,
)
# What stands before a therapy that is no more than a companion, a rival or a thing of the past.
ASIDE = re.compile(
    r"(?<!treated )(?<!treatment )(?<!therapy )(?<!associated )(?<!approval )(?<!authorization )"
    r"\b(?:with|after|by|than|unlike|versus|vs|plus|to|including|except|without|before|received|"
    r"prior|previous|anti|either|and|or|following|like)[\s\-,:(]+(?:the |a |an )?$",
    re.IGNORECASE,
)
# What joins a clause to the one before it, and what goes on after its subject.
_CLAUSE = re.compile(r"(?:;|,?\s\b(?:but|while|whereas))\s+(?:the\s+)?$", re.IGNORECASE)
_JOINED = re.compile(r"(?:[,;]|\b(?:and|but|while|whereas))\s+(?:the\s+)?$", re.IGNORECASE)
_VERB = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:also |only |mainly )?"
    r"(?:is|are|was|were|can|may|might|has|have|does|did|will|must|should|works?|acts?|targets?|"
    r"binds?|blocks?|attach\w*|causes?|treats?|helps?|kills?|engages?|recogni\w+|brings?|inhibits?)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)?")
# What stands between two therapies of one row.
_IN_ROW = re.compile(r"\s*(?:\(|,)?[^\S\n]*(?:[^()]{0,30}\))?\s*,?\s*(?:and|or)?\s*", re.IGNORECASE)
IMMUNOTHERAPY = re.compile(
    r"(?:(?:some|certain|many|several|other|these|different|the) )?"
    r"(?:(?:types?|kinds?|forms?) of )?immunotherap(?:y|ies)\b",
    re.IGNORECASE,
)
# A heading that runs into its text.
RUN_IN = re.compile(r"[\w ,\-]{3,60}:\s")
CLASS_OPENS = re.compile(r"^(?:[\W_]|\b(?:the|a|an|some|most|all|other|these)\b)*$", re.IGNORECASE)


def before(text: str, named: Occurrence) -> str:
    """The few words that stand before a therapy."""
    return text[max(0, named.start - NEAR) : named.start]


def leading(text: str, start: int, every: tuple[Occurrence, ...]) -> list[Occurrence]:
    """The therapies that open a sentence, side by side, and those that open further clauses of it.

    What stands in the brackets behind one of them, as its brands do, keeps none apart.
    """
    opening: list[Occurrence] = []
    for number, one in enumerate(every):
        between = text[start : one.start]
        if opening and between.count("(") > between.count(")"):
            opening.append(one)
        elif IN_FRONT.match(_BRACKETS.sub(" ", between)):
            opening.append(one)
            start = one.end
        else:
            return [*opening, *_of_clauses(text, every[number:])] if opening else []
    return opening


def _of_clauses(text: str, later: tuple[Occurrence, ...]) -> Iterator[Occurrence]:
    """The therapies that further clauses are about, side by side where several are."""
    for row in _rows(text, later):
        last = next(at for at, one in enumerate(row) if one.iri == row[-1].iri)
        if not _VERB.match(text[row[-1].end : row[-1].end + NEAR].removeprefix(")")):
            continue
        if _CLAUSE.search(before(text, row[0])):
            yield from row
        elif _JOINED.search(before(text, row[last])):
            yield from row[last:]


def _rows(text: str, named: tuple[Occurrence, ...]) -> list[list[Occurrence]]:
    """Therapies by the row in which they stand, as in "A (B), C and D"."""
    rows: list[list[Occurrence]] = []
    for one in named:
        between = text[rows[-1][-1].end : one.start] if rows else ""
        if rows and _IN_ROW.fullmatch(between):
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def cue(group: str, text: str) -> bool:
    """Whether a text holds a cue of a group of the rules."""
    return any(pattern.search(text) for pattern in _patterns(group))


def starts(group: str, text: str) -> bool:
    """Whether a text starts with a cue of a group of the rules."""
    return any(pattern.match(text) for pattern in _patterns(group))


@cache
def _patterns(group: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule["pattern"], re.IGNORECASE) for rule in rules("subjects")[group])
