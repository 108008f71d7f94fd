"""The tokens of a sentence, as names are compared: without case, number and manner of spelling."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from immunograph.mentions import rulebook
from immunograph.texts.spellings import folded, spelled_out

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_TOKEN = re.compile(r"[^\W\d_]+|\d+|/")
_GAP = rf"[{HYPHENS}\s]{{0,3}}"
_JOINS = re.compile(rf"(?:['\u2019]s)?{_GAP}(?:\([^()]{{1,25}}\){_GAP})?")
_SHORTEST_PLURAL, _LONGEST_WORD = 4, 60


class Token(NamedTuple):
    """A run of letters or of digits, or a slash; `key` is how it is compared.

    `opens` and `closes` say whether a name may begin and end here: not within "CD19a".
    """

    start: int
    end: int
    text: str
    key: str
    opens: bool
    closes: bool


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text.

    >>> [token.key for token in tokens("CD19-positive tumours")]
    ['cd', '19', 'positive', 'tumor']
    """
    found = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        opens = start == 0 or not text[start - 1].isalnum()
        closes = end == len(text) or not text[end].isalnum()
        word = match[0]
        key = normal(word) if len(word) <= _LONGEST_WORD else word
        found.append(Token(start, end, word, key, opens, closes))
    return tuple(found)


def joins(text: str, left: Token, right: Token) -> bool:
    """Whether only spaces, hyphens, brackets or nothing stand between two tokens of a text."""
    return _JOINS.fullmatch(text, left.end, right.start) is not None


@lru_cache(maxsize=1 << 16)
def normal(word: str) -> str:
    """A word in lower case, in the singular, in American spelling, Greek letters by their names.

    >>> normal("Leukaemias"), normal("\u03b1"), normal("diagnoses"), normal("virus")
    ('leukemia', 'alpha', 'diagnosis', 'virus')
    """
    plain = unicodedata.normalize("NFKC", word).casefold()
    return folded(_singular(spelled_out(plain)))


def _singular(word: str) -> str:
    if irregular := rulebook.read("spelling")["plurals"].get(word):
        return str(irregular)
    if len(word) < _SHORTEST_PLURAL or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")) and not word.endswith("aches"):
        return word[:-2]
    return word[:-1]
