"""How sentences speak of therapies: where they name one, and by which words they mean one."""

import re
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
    r"(?<!treated )(?<!treatment )(?<!therapy )(?<!associated )"
    r"\b(?:with|after|by|than|unlike|versus|vs|plus|to|including|except|without|before|received|"
    r"prior|previous|anti|either|and|or|following|like)[\s\-,:(]+(?:the |a |an )?$",
    re.IGNORECASE,
)
# What joins a clause to the one before it, and what goes on after its subject.
_JOINED = re.compile(r"(?:[,;]|\b(?:and|but|while|whereas))\s+(?:the\s+)?$", re.IGNORECASE)
_VERB = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:also |only |mainly )?"
    r"(?:is|are|was|were|can|may|might|has|have|does|did|will|must|should|works?|acts?|targets?|"
    r"binds?|blocks?|attach\w*|causes?|treats?|helps?|kills?|engages?|recogni\w+|brings?|inhibits?)\b",
    re.IGNORECASE,
)
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
    """The therapies that open a sentence, side by side."""
    opening: list[Occurrence] = []
    for number, one in enumerate(every):
        if not IN_FRONT.match(re.sub(r"\([^()]*\)?", " ", text[start : one.start])):
            later = (each for each in every[number:] if opening and _opens_clause(text, each))
            return [*opening, *later]
        opening.append(one)
        start = one.end
    return opening


def _opens_clause(text: str, named: Occurrence) -> bool:
    """Whether a therapy is what a further clause of the sentence is about."""
    return bool(
        _JOINED.search(before(text, named)) and _VERB.match(text[named.end : named.end + NEAR])
    )


def cue(group: str, text: str) -> bool:
    """Whether a text holds a cue of a group of the rules."""
    return any(pattern.search(text) for pattern in _patterns(group))


def starts(group: str, text: str) -> bool:
    """Whether a text starts with a cue of a group of the rules."""
    return any(pattern.match(text) for pattern in _patterns(group))


@cache
def _patterns(group: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule["pattern"], re.IGNORECASE) for rule in rules("subjects")[group])
