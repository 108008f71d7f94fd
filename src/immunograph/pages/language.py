"""The language that a text is in, told by its script and by the words it cannot do without."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from immunograph.pages.page import Problem

_DATA = Path(__file__).parent / "function_words.yaml"
_FEWEST = 12  # words, of which less can be of any language
_SHARE = 0.06  # of the words of a text that the commonest words of its language are, at least
_CLEARLY = 2.0  # times as many as of the language that it is taken for
_WORD = re.compile(r"[^\W\d_]+")
# A letter of each script, and the language that most texts in it are in; the first that fits.
_SCRIPTS = (
    ("ja", "Japanese", re.compile(r"[\u3040-\u30ff]")),
    ("ko", "Korean", re.compile(r"[\uac00-\ud7af]")),
    ("zh", "Chinese", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", "Ukrainian", re.compile(r"[\u0456\u0457\u0454\u0491]")),
    ("ru", "Russian", re.compile(r"[\u0400-\u04ff]")),
    ("el", "Greek", re.compile(r"[\u0370-\u03ff]")),
    ("he", "Hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("fa", "Persian", re.compile(r"[\u067e\u0686\u06af\u06cc]")),
    ("ar", "Arabic", re.compile(r"[\u0600-\u06ff]")),
    ("hi", "Hindi", re.compile(r"[\u0900-\u097f]")),
    ("th", "Thai", re.compile(r"[\u0e00-\u0e7f]")),
)
_OF_A_SCRIPT = 0.02  # of the letters, in a language that its letters tell
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_PART = 15_000  # characters: of a long text its start, its middle and its end are looked at
_PRIMARY = re.compile(r"[a-z]{2,3}(?![a-z])")


def language(text: str) -> str:
    """The tag of the language of a text, such as `en`; empty where it cannot be told.

    >>> language("The drug is given to patients who have not been treated with it before.")
    'en'
    """
    part = _parts(text)
    if script := by_script(part):
        return script
    shares = _shares(part)
    best = min(shares, key=lambda tag: (-shares[tag], tag))
    best = "en" if shares["en"] * _CLEARLY >= shares[best] else best
    return best if shares[best] >= _SHARE else ""


def judged(stated: str, text: str) -> tuple[str, tuple[Problem, ...]]:
    """The language of a page that states one, or none, with what is wrong with that.

    What a page states counts, unless its text is clearly in another language.
    """
    primary, found = primary_tag(stated), language(text)
    if not primary:
        return found, ()
    if found and found != primary and _is_clear(text, found, primary):
        said = f"says that its language is {spoken(primary)}, and its text is {spoken(found)}"
        return found, (Problem("language-differs", said, fix=f"declare the language {found}"),)
    return stated, ()


def primary_tag(stated: str) -> str:
    """The language of a tag without its country; empty where it is no tag."""
    found = _PRIMARY.match(stated.strip().lower())
    return found[0] if found else ""


def spoken(tag: str) -> str:
    """A language as people call it."""
    of_script = {each: name for each, name, _ in _SCRIPTS}
    of_words = {each: entry["name"] for each, entry in languages().items()}
    return {**of_script, **of_words}.get(tag, f"the language {tag!r}")


def _is_clear(text: str, found: str, stated: str) -> bool:
    """Whether a text is so clearly in one language that another that is stated does not count."""
    shares = _shares(_parts(text))
    return found not in shares or shares[found] > _CLEARLY * shares.get(stated, 0)


def _parts(text: str) -> str:
    if len(text) <= 3 * _PART:
        return text
    middle = len(text) // 2
    return " ".join((text[:_PART], text[middle : middle + _PART], text[-_PART:]))


def by_script(text: str) -> str:
    """The language of a text that is not in Latin letters; empty where it is."""
    letters = len(_LETTER.findall(text))
    if not letters or len(_LATIN.findall(text)) >= letters / 2:
        return ""
    most = _OF_A_SCRIPT * letters
    return next((tag for tag, _, letter in _SCRIPTS if len(letter.findall(text)) > most), "")


def _shares(text: str) -> dict[str, float]:
    """How much of a text the commonest words of each language are."""
    words = words_of(text)
    if words.total() < _FEWEST:
        return dict.fromkeys(languages(), 0.0)
    found = Counter[str]()
    for word, times in words.items():
        for tag in function_words().get(word, ()):
            found[tag] += times
    return {tag: found[tag] / words.total() for tag in languages()}


def words_of(text: str) -> Counter[str]:
    """How often each word stands in a text, in small letters."""
    return Counter(word.casefold() for word in _WORD.findall(text))


@cache
def function_words() -> Mapping[str, tuple[str, ...]]:
    """The languages that each word is among the commonest of."""
    gathered: dict[str, tuple[str, ...]] = {}
    for tag, entry in languages().items():
        for word in entry["words"].split():
            gathered[word] = (*gathered.get(word, ()), tag)
    return gathered


@cache
def languages() -> Mapping[str, Mapping[str, str]]:
    """The data on each language by its tag: its `name`, its commonest `words`, an `example`."""
    import yaml  # noqa: PLC0415 (seldom needed)

    loaded: Mapping[str, Mapping[str, str]] = yaml.load(
        _DATA.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    )
    return loaded
