"""The words of a sentence, and the forms in which a word can stand."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_WORDS = 40
ARTICLES = frozenset({"a", "an", "the"})
_TOKEN = re.compile(r"[^\W_]+|'s\b|\S")
_NOT = re.compile(r"\b(ca|wo|do|does|did|is|are|was|were|has|have|could|should|would)n't\b", re.I)
_HYPHEN = re.compile(r"(?<=[^\W_])[-\u2010\u2011](?=[^\W_])")
# CD19- or CD22-directed
_SUSPENDED = re.compile(r"(?<=[^\W_])[-\u2010\u2011](?=\s+(?:or|and|nor)\b)")
_SPELT = {
    "authorised": "authorized",
    "recognise": "recognize",
    "recognises": "recognizes",
    "authorisation": "authorization",
    "program": "programme",
    "licenced": "licensed",
    "centre": "center",
    "hospitalisation": "hospitalization",
}
# Verbs whose forms no rule gives: the base, and how it ends in -s and in -ing.
_IRREGULAR = {
    "are": ("is", "being"),
    "have": ("has", "having"),
    "hit": ("hits", "hitting"),
    "begin": ("begins", "beginning"),
    "go": ("goes", "going"),
}
_SIBILANT = ("s", "sh", "ch", "x", "z")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, and as it is compared."""

    text: str
    plain: str

    @property
    def is_upper(self) -> bool:
        """Whether it is written in capitals."""
        return self.text.isupper()


def words(sentence: str) -> tuple[Word, ...]:
    """The words of a sentence; whatever is no word is one of its own, but a mark at the end.

    >>> [word.plain for word in words("Doesn't anti-CD19 CAR-T work?")]
    ['does', 'not', 'anti', 'cd19', 'car', 't', 'work']
    """
    text = unicodedata.normalize("NFKC", sentence).replace("\u2019", "'").strip()
    text = _SUSPENDED.sub("", text)
    text = _HYPHEN.sub(" ", _NOT.sub(_spelt_out, text.rstrip("?!. ")))
    text = re.sub(r"\bcannot\b", "can not", text, flags=re.IGNORECASE)
    text = re.sub(r"\bas well as\b", "and", text, flags=re.IGNORECASE)
    text = re.sub(r"\b([wW]hat|[wW]hich)'s\b", r"\1 is", text).replace("&", " and ")
    return tuple(Word(found, _plain(found)) for found in _TOKEN.findall(text))


def _spelt_out(match: re.Match[str]) -> str:
    verb = match[1]
    whole = {"ca": "can", "wo": "will"}.get(verb.casefold(), verb)
    return f"{whole} not"


def _plain(word: str) -> str:
    lower = word.casefold()
    return _SPELT.get(lower, lower)


@lru_cache(maxsize=4096)
def singulars(word: str) -> tuple[str, ...]:
    """The word, and what it may be the plural of.

    >>> singulars("therapies"), singulars("syndrome")
    (('therapies', 'therapie', 'therapy'), ('syndrome',))
    """
    if len(word) < len("ties") or not word.endswith("s") or word.endswith("ss"):
        return {"children": ("children", "child")}.get(word, (word,))
    shorter = (word[:-1], f"{word[:-3]}y") if word.endswith("ies") else (word[:-1],)
    return (
        (word, *shorter, word[:-2]) if word.endswith(("ses", "xes", "shes")) else (word, *shorter)
    )


def plural(phrase: str) -> str:
    """A noun in the plural.

    >>> plural("CAR T-cell therapy"), plural("bispecific T-cell engager")
    ('CAR T-cell therapies', 'bispecific T-cell engagers')
    """
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return f"{phrase[:-1]}ies"
    return f"{phrase}es" if phrase.endswith(_SIBILANT) else f"{phrase}s"


def third_person(verb: str) -> str:
    """A verb as it stands with one subject.

    >>> third_person("target"), third_person("carry"), third_person("are")
    ('targets', 'carries', 'is')
    """
    return _IRREGULAR[verb][0] if verb in _IRREGULAR else plural(verb)


def participle(verb: str) -> str:
    """A verb in -ing.

    >>> participle("cause"), participle("bind")
    ('causing', 'binding')
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb][1]
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"


def past(verb: str) -> str:
    """A verb in the past, where a rule gives it.

    >>> past("cause"), past("target")
    ('caused', 'targeted')
    """
    if verb in _IRREGULAR:
        return verb
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


def joined(items: Sequence[str], conjunction: str) -> str:
    """Items as a list in words.

    >>> joined(["a", "b", "c"], "or")
    'a, b or c'
    """
    *first, last = items
    return f"{', '.join(first)} {conjunction} {last}" if first else last
