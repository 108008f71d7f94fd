# ruff: noqa: RUF003 (Greek letters are what some of this is about)
"""The characters of a text: those that cannot be seen, or are not what they look like."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from immunograph.texts.confusables import ALPHABETS, LOOK_ALIKES

_WORD = re.compile(r"[^\W\d_]+")
_RUN_OF_SMALL_LATIN = re.compile(r"[a-z]{3}")
_HIDDEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0x180B, 0x1810)))
)
# Greek letters that formulas and names of molecules use, beside Latin ones: TNF-α, γδ T cell.
_SCIENTIFIC = frozenset("αβγδεζηθκλμπσςτφχψωΓΔΘΛΞΠΣΦΨΩ")
# Forms that carry a meaning of their own: 10⁹, H₂O, ½.
_MEANINGFUL = frozenset({"<super>", "<sub>", "<fraction>"})
# Languages that are written in an alphabet of the table of look-alikes.
_OTHER_ALPHABETS = {
    *("ab", "be", "bg", "chr", "cop", "cv", "el", "hy", "kk", "ky", "lis", "mk", "mn", "os"),
    *("ru", "sr", "tg", "tt", "uk"),
}
_FALSE_FRIENDS = frozenset(ALPHABETS)


@dataclass(frozen=True, slots=True)
class Fault:
    """A character that must not stand where it stands: its place in the text, from 1."""

    rule: str
    position: int
    character: str

    @property
    def name(self) -> str:
        """The name that Unicode gives the character."""
        named = unicodedata.name(self.character, "")
        return named or f"U+{ord(self.character):04X}, a character without a name"


def faults(text: str, language: str = "") -> Iterator[Fault]:
    r"""Every character of a text that must not stand in it, the first of each word or kind.

    >>> [(fault.rule, fault.position, fault.name) for fault in faults("CD\u200b19")]
    [('hidden-character', 3, 'ZERO WIDTH SPACE')]
    """
    yield from _of_spaces(text)
    if not (text.isascii() and text.isprintable()):
        yield from _of_characters(text)
        yield from _of_words(text, language.partition("-")[0])
        if not unicodedata.is_normalized("NFC", text):
            whole = unicodedata.normalize("NFC", text)
            pairs = zip(text, whole, strict=False)
            start = next((at for at, (old, new) in enumerate(pairs) if old != new), len(whole) - 1)
            start += bool(unicodedata.combining(text[start + 1 : start + 2] or " "))
            yield Fault("loose-accent", start + 1, text[start])


def visible(text: str) -> str:
    r"""A text in which what would not be seen, or would steer a terminal, is a visible mark.

    >>> visible("CD\u200b19")
    'CD�19'
    """
    return "".join("\ufffd" if _unseen(each) else each for each in text)


def _unseen(character: str) -> bool:
    return character != "\t" and unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}


def _of_spaces(text: str) -> Iterator[Fault]:
    if text[:1] == " ":
        yield Fault("stray-space", 1, " ")
    elif text[-1:] == " ":
        yield Fault("stray-space", len(text), " ")
    if "  " in text:
        yield Fault("stray-space", text.index("  ") + 2, " ")


def _of_characters(text: str) -> Iterator[Fault]:
    for at, character in enumerate(text):
        if (character.isascii() and character.isprintable()) or character == "\n":
            continue
        rule = next((rule for rule, holds in _KINDS if holds(character)), "")
        if rule:
            yield Fault(rule, at + 1, character)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf"} or character in _HIDDEN


def _space(character: str) -> bool:
    return unicodedata.category(character) in {"Zs", "Zl", "Zp"}


def _private(character: str) -> bool:
    return unicodedata.category(character) in {"Cn", "Co", "Cs"}


def _compatibility(character: str) -> bool:
    form = unicodedata.decomposition(character).partition(" ")[0]
    return form.startswith("<") and form not in _MEANINGFUL


_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("hidden-character", _hidden),
    ("unusual-space", _space),
    ("private-character", _private),
    ("presentation-form", _compatibility),
)


def _of_words(text: str, language: str) -> Iterator[Fault]:
    for word in _WORD.finditer(text):
        letters = word.group()
        if letters.isascii():
            continue
        strays = [at for at, letter in enumerate(letters) if _is_false_friend(letter)]
        if not strays:
            continue
        start = word.start() + 1
        if len(strays) < len(letters) and _mixes_badly(letters):
            at = next((at for at in strays if letters[at] not in _SCIENTIFIC), strays[0])
            yield Fault("mixed-alphabets", start + at, letters[at])
        elif language not in _OTHER_ALPHABETS and _is_masked(letters):
            yield Fault("word-in-look-alikes", start, letters[0])


def _is_false_friend(letter: str) -> bool:
    return not letter.isascii() and _alphabet(letter) in _FALSE_FRIENDS


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _mixes_badly(letters: str) -> bool:
    """Whether a word mixes alphabets otherwise than a Greek letter in a molecule's name does."""
    alphabets = {_alphabet(letter) for letter in letters} & {"LATIN", *_FALSE_FRIENDS}
    if len(alphabets) < 2:  # noqa: PLR2004 (a mixture takes two)
        return False
    greek_is_scientific = all(
        letter.isascii() or _alphabet(letter) == "LATIN" or letter in _SCIENTIFIC
        for letter in letters
    )
    return not greek_is_scientific or _RUN_OF_SMALL_LATIN.search(letters) is not None


def _is_masked(letters: str) -> bool:
    """Whether a word of another alphabet reads as a Latin one, letter by letter."""
    alike = all(ord(letter) in LOOK_ALIKES for letter in letters)
    return alike and not all(letter in _SCIENTIFIC for letter in letters)
